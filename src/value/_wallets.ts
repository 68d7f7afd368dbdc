import { compareCodePoints } from "../ids/index.ts";
import type { SpendEstimate } from "../model/index.ts";
import { CurrencyMismatchError, type Money, minorDigits, parseDecimal } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";

/** What a customer spends in all, and how sure that is. */
export interface Wallet {
  readonly total: Money;
  readonly confidence: number;
}

/** The latest estimate of each customer: of all categories, else the sum of the latest of each. */
export function walletsOf(
  doing: string,
  estimates: Iterable<SpendEstimate>,
  currency: string,
): ReadonlyMap<string, Wallet> {
  const latest = new Map<string, Map<string | undefined, SpendEstimate>>();
  for (const estimate of estimates) {
    if (estimate.total.currency !== currency)
      throw new CurrencyMismatchError(doing, currency, estimate.total.currency);
    const own = latest.get(estimate.customerId) ?? new Map<string | undefined, SpendEstimate>();
    latest.set(estimate.customerId, own);
    const known = own.get(estimate.category);
    const later =
      known === undefined ||
      estimate.periodTo > known.periodTo ||
      (estimate.periodTo === known.periodTo && compareCodePoints(estimate.id, known.id) > 0);
    if (later) own.set(estimate.category, estimate);
  }
  const wallets = new Map<string, Wallet>();
  for (const [customerId, own] of latest) {
    const whole = own.get(undefined);
    const parts = whole === undefined ? [...own.values()] : [whole];
    const read = parts.map(({ total }) => parseDecimal(total.amount));
    const exponent = Math.max(minorDigits(currency), ...read.map((one) => one.exponent));
    const units = read.reduce(
      (sum, one) => sum + BigInt(one.units) * 10n ** BigInt(exponent - one.exponent),
      0n,
    );
    // A sum is no surer than the least sure of its parts.
    const confidence = Math.min(...parts.map((part) => part.confidence));
    wallets.set(customerId, { total: moneyOfUnits(units, { currency, exponent }), confidence });
  }
  return wallets;
}

import type { SpendEstimate } from "../model/index.ts";
import { CurrencyMismatchError, decimalText, type Money, parseDecimal } from "../money/index.ts";

/** How much of a customer's budget is spent with us. */
export interface WalletShare {
  /** Marks the answer as one. */
  readonly kind: "share";
  /** ours / total, from 0 to 1. */
  readonly share: number;
  /** Spent with us. */
  readonly ours: Money;
  /** Spent in all. */
  readonly total: Money;
  /** total − ours: what others get. */
  readonly gap: Money;
  /** How sure the estimate is, from 0 to 1, as it was recorded. */
  readonly confidence: number;
}

/** The answer where a share would mean nothing. */
export interface NoWalletShare {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing: what was spent with us, or a budget above zero that holds it. */
  readonly of: "spend with us" | "a total that is not below it";
}

/**
 * Tells which share of a customer's budget is spent with us (customer share, share of wallet).
 *
 * `share = ours / total`
 *
 * @param estimate - of one customer and period
 * @param ours - what was spent with us in the period, from orders; it stands before what the estimate says
 * @throws CurrencyMismatchError if `ours` is of another currency
 *
 * @example
 * ```ts
 * import { shareOfWallet } from "clientele/loyalty";
 *
 * const estimate = { total: { amount: "200.00", currency: "EUR" }, confidence: 0.8 };
 * const found = shareOfWallet(estimate, { amount: "50.00", currency: "EUR" });
 * found.kind === "share" && [found.share, found.gap.amount]; // => [0.25, "150.00"]
 * shareOfWallet(estimate); // => { kind: "insufficient", of: "spend with us" }
 * ```
 */
export function shareOfWallet(
  estimate: Pick<SpendEstimate, "total" | "ours" | "confidence">,
  ours: Money | undefined = estimate.ours,
): WalletShare | NoWalletShare {
  const { total, confidence } = estimate;
  if (ours === undefined) return Object.freeze({ kind: "insufficient", of: "spend with us" });
  if (ours.currency !== total.currency) {
    throw new CurrencyMismatchError("tell the share of wallet", total.currency, ours.currency);
  }
  const [a, b] = [parseDecimal(ours.amount), parseDecimal(total.amount)];
  const exponent = Math.max(a.exponent, b.exponent);
  const units = ({ units: own, exponent: scale }: typeof a): bigint =>
    BigInt(own) * 10n ** BigInt(exponent - scale);
  const [mine, all] = [units(a), units(b)];
  if (all <= 0n || mine > all || mine < 0n) {
    return Object.freeze({ kind: "insufficient", of: "a total that is not below it" });
  }
  return Object.freeze({
    kind: "share",
    share: Number(mine) / Number(all),
    ours: Object.freeze({ ...ours }),
    total: Object.freeze({ ...total }),
    gap: Object.freeze({ amount: decimalText(all - mine, exponent), currency: total.currency }),
    confidence,
  });
}

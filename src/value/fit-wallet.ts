import type { SpendEstimate } from "../model/index.ts";
import { conformalError, fitLogLaw, usualFactor } from "./_log-law.ts";
import { walletsOf } from "./_wallets.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link fitWallet}. */
export interface WalletFitOptions {
  /**
   * How often the error is to hold.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
  /**
   * Into how many parts customers are dealt; each is told from the others.
   * @defaultValue `5`
   */
  readonly folds?: number | undefined;
}

/** What customers spend in all by what they spend with us. */
export interface WalletLaw {
  /** Marks the answer as one. */
  readonly kind: "law";
  /** The power: of 1 the share of wallet is the same whatever is spent with us; below 1 large customers spend more of it here. */
  readonly estimate: number;
  /** Its lower bound. */
  readonly lower: number;
  /** Its upper bound. */
  readonly upper: number;
  /** Customers it was measured over: those with an estimate and a positive revenue not above it. */
  readonly customers: number;
  /** |ln total − ln of the law| that a customer of whom nothing is asked exceeds in at most 1 − confidence of the cases. */
  readonly error: number;
  /** How often that held of customers who were part neither of the fit nor of the error. */
  readonly coverage: number;
  /** The usual factor by which the total of an unseen customer lies beside the law, up or down. */
  readonly heldOutFactor: number;
  /** The same of "everybody spends the mean (of logarithms)", which the law must beat to be of use. */
  readonly naiveFactor: number;
}

/** The answer where there is too little to measure. */
export interface NoWalletLaw {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers with an estimate and a revenue" | "different revenues";
  /** How many there are. */
  readonly have: number;
  /** How many it takes. */
  readonly need: number;
}

const FEWEST = 20;
const doing = "fit the wallet";

/**
 * Measures what customers spend in all by what they spend with us, over those of whom an estimate is known, and how far that lies
 * from customers it has not seen: so much is not known of a wallet that nobody asked about.
 *
 * `ln total = a + e · ln revenue`; `error` = the ⌈(n + 1) · confidence⌉-th smallest of the n absolute errors of unseen customers
 *
 * The error is no assumption about a distribution: it is what happened (split conformal prediction: Lei, G'Sell, Rinaldo,
 * Tibshirani and Wasserman 2018; here with every customer predicted by a model of the others). `estimatePotential` shrinks
 * it by the confidence c that an estimate was recorded with, as a credibility: an estimate that is sure leaves no error, one of
 * which nothing is sure the whole of it: `error · √(1 − c)` (Bühlmann 1967: the variance left is 1 − c of that between peers).
 *
 * @returns the law; `insufficient` with fewer than 20 customers, or fewer than the confidence takes
 * @throws RangeError if an option is out of range
 * @throws CurrencyMismatchError if an estimate is of another currency
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { fitWallet, valueCustomers } from "clientele/value";
 *
 * const ids = Array.from({ length: 40 }, (_, i) => `c${10 + i}`);
 * const log = orderLogFromRows(
 *   ids.map((customerId, i) => ({ customerId, orderedOn: "2026-05-02", amount: String(10 * 2 ** (i % 4)) })),
 *   { currency: "EUR" },
 * );
 * const estimates = ids.map((customerId, i) => ({
 *   schemaVersion: 1 as const, id: `e-${customerId}`, customerId, periodFrom: "2025-06-01" as const, periodTo: "2026-06-01" as const,
 *   total: { amount: String(10 * 2 ** (i % 4) * (i < 20 ? 2 : 4)), currency: "EUR" }, confidence: 0.5,
 *   source: { observedOn: "2026-06-01" as const, method: "stated" as const },
 * }));
 * const law = fitWallet(valueCustomers(log, { asOf: "2026-06-01" }), estimates);
 * law.kind === "law" && [law.customers, law.estimate.toFixed(2), law.heldOutFactor.toFixed(2)]; // => [40, "1.00", "1.41"]
 * ```
 */
export function fitWallet(
  values: ValueTable,
  estimates: Iterable<SpendEstimate>,
  options: WalletFitOptions = {},
): WalletLaw | NoWalletLaw {
  const { confidence = 0.95, folds = 5 } = options;
  if (!Number.isSafeInteger(folds) || folds < 2) {
    throw new RangeError(`Cannot ${doing}: folds must be an integer of at least 2, got ${folds}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`Cannot ${doing}: confidence must lie between 0 and 1, got ${confidence}`);
  }
  const unit = 10 ** values.exponent;
  const x: number[] = [];
  const y: number[] = [];
  const wallets = walletsOf(doing, estimates, values.currency);
  for (let i = 0; i < values.size; i++) {
    const wallet = values.revenue[i]! > 0 ? wallets.get(values.idAt(i)) : undefined;
    if (wallet === undefined || Number(wallet.total.amount) < values.revenue[i]! / unit) continue;
    x.push(Math.log(values.revenue[i]! / unit));
    y.push(Math.log(Number(wallet.total.amount)));
  }
  // As many as it takes for an error that is exceeded so seldom, of those outside a part too.
  const least = Math.ceil((confidence / (1 - confidence)) * (folds / (folds - 1)) - 1e-9);
  const missing = (
    [
      ["customers with an estimate and a revenue", x.length, Math.max(FEWEST, 2 * folds, least + folds)],
      ["different revenues", new Set(x).size, 2],
    ] as const
  ).find(([, have, need]) => have < need);
  if (missing !== undefined) {
    const [of, have, need] = missing;
    return Object.freeze({ kind: "insufficient", of, have, need });
  }
  const { power, errors, naiveErrors } = fitLogLaw(doing, { name: "revenue", x, y, confidence, folds });
  let held = 0;
  for (let fold = 0; fold < folds; fold++) {
    const limit = conformalError(
      [...errors].filter((_, i) => i % folds !== fold),
      confidence,
    );
    held += errors.filter((error, i) => i % folds === fold && Math.abs(error) <= limit).length;
  }
  return Object.freeze({
    kind: "law",
    estimate: power.estimate,
    lower: power.lower,
    upper: power.upper,
    customers: x.length,
    error: conformalError([...errors], confidence),
    coverage: held / x.length,
    heldOutFactor: usualFactor(errors),
    naiveFactor: usualFactor(naiveErrors),
  });
}

import { ceilShare } from "./_share.ts";
import { type AbcShares, checkShares } from "./abc-shares.ts";

/** How far the values, from the largest down, must add up to make a class. */
export interface AbcGoals {
  /** For A: a customer is in it while the sum of all greater values is below this. */
  readonly a: bigint;
  /** For A and B together. */
  readonly b: bigint;
}

/**
 * The sums that divide A, B and C, in exact integers: for whoever adds up the values elsewhere, as a database does.
 *
 * `a = ⌈share of A · total⌉`, `b = ⌈share of A and B · total⌉`; a customer with a value above zero is in A if
 * `Σ {values greater than its own} < a`, in B if it is not in A and that sum is below b
 *
 * @param total - the sum of all values above zero, in units
 * @param shares - the shares that divide the classes; see `classifyAbc`
 * @throws RangeError if the shares are not from 0 to 1 or the first is above the second
 *
 * @example
 * ```ts
 * import { abcGoals } from "clientele/value";
 *
 * abcGoals(1001n, [0.8, 0.95]); // => { a: 801n, b: 951n }
 * ```
 */
export function abcGoals(total: bigint, shares: AbcShares): AbcGoals {
  checkShares("divide classes", shares);
  return Object.freeze({ a: ceilShare(shares[0], total), b: ceilShare(shares[1], total) });
}

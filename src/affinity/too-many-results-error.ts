import { ClienteleError } from "../issues/index.ts";

/**
 * There are more results than the caller was ready to hold. Nothing is returned: the first ones in the order of a search are not the
 * best ones, and half of a result looks like a whole one.
 *
 * @example
 * ```ts
 * import { basketsFromLists, mineItemsets, TooManyResultsError } from "clientele/affinity";
 *
 * const items = Array.from({ length: 10_000 }, (_, i) => `item ${i}`);
 * let caught: unknown;
 * try {
 *   mineItemsets(basketsFromLists([items]), { minSupport: 0 }); // 2^10000 − 1 itemsets of count 1
 * } catch (error) {
 *   caught = error;
 * }
 * TooManyResultsError.is(caught) && caught.limit; // => 1_000_000
 * ```
 */
export class TooManyResultsError extends ClienteleError {
  /** Always `too-many-results`. */
  declare readonly code: "too-many-results";
  /** How many results would have been held. */
  readonly limit: number;

  /**
   * @param limit - how many results would have been held
   * @param message - what to change, in words
   */
  constructor(limit: number, message: string) {
    super("too-many-results", message);
    this.name = "TooManyResultsError";
    this.limit = limit;
  }

  /** Tells whether a caught value is this error, whichever copy of the package threw it. */
  static override is(error: unknown): error is TooManyResultsError {
    return ClienteleError.is(error, "too-many-results");
  }
}

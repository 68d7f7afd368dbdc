import { checkShare } from "./_share.ts";
import { type AbcShares, checkShares, USUAL_SHARES } from "./abc-shares.ts";

/** How tiers are made of values. */
export interface TierRules {
  /**
   * The shares that divide A, B and C in each period; see `classifyAbc`.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
  /**
   * Of what these are shares: of the positive value, as `classifyAbc` has it, or of the active customers by number, the
   * best first (equals at a boundary share the better tier, and nobody is A or B without a positive value).
   * @defaultValue `"value"`
   */
  readonly shareOf?: "value" | "customers" | undefined;
  /**
   * Keeps customers from flipping at a boundary (hysteresis): who was active in the period before keeps the tier of then
   * until one of the two conditions is met. Who was not is judged afresh, and who buys nothing is inactive at once.
   * @defaultValue none: every period is judged by itself
   */
  readonly hysteresis?: TierHysteresis | undefined;
}

/** When a customer changes tier; at least one of the two, and either is enough. */
export interface TierHysteresis {
  /** The value lies beyond the boundary by more than this share of it, from 0 to 1; moves as `holdAbc` does. */
  readonly margin?: number | undefined;
  /** The value has lain beyond the boundary for so many periods running, this one included; moves to what all of them reach. */
  readonly periods?: number | undefined;
}

/** The rules that make tiers of values, checked. */
export interface CheckedTierRules {
  readonly shares: AbcShares;
  readonly shareOf: "value" | "customers";
  readonly hysteresis: TierHysteresis | undefined;
}

/** Refuses a hysteresis that would never or always let a customer move for want of a rule. */
function checkHysteresis(task: string, hysteresis: TierHysteresis): void {
  const { margin, periods } = hysteresis;
  if (margin !== undefined) checkShare(task, "the margin of hysteresis", margin);
  if (periods !== undefined && !(Number.isSafeInteger(periods) && periods >= 1)) {
    throw new RangeError(
      `Cannot ${task}: the periods of hysteresis must be a positive integer, got ${periods}`,
    );
  }
  if (margin === undefined && periods === undefined) {
    throw new RangeError(`Cannot ${task}: hysteresis must have a margin or periods, got neither`);
  }
}

/** Refuses rules that make no sense, and fills in the usual ones. */
export function checkTierRules(task: string, rules: TierRules): CheckedTierRules {
  const { shares = USUAL_SHARES, shareOf = "value", hysteresis } = rules;
  checkShares(task, shares);
  if (shareOf !== "value" && shareOf !== "customers") {
    throw new RangeError(
      `Cannot ${task}: shareOf must be "value" or "customers", got ${JSON.stringify(shareOf)}`,
    );
  }
  if (hysteresis !== undefined) checkHysteresis(task, hysteresis);
  return { shares, shareOf, hysteresis };
}

import { addDays, addMonths, type PlainDate } from "../calendar/index.ts";
import type { Chain, Exposure } from "../migration/index.ts";
import { createStatePanel, type StatePanel } from "../orders/index.ts";
import { createCategorical, createRandom } from "../stats/index.ts";

/** Options of {@link generatePromotion}. */
export interface PromotionOptions {
  /** Decides everything that is left to chance. */
  readonly seed: string | number;
  /** What the promotion is called. */
  readonly action: string;
  /** The day after the quarter in which it ran. */
  readonly asOf: PlainDate;
  /** Customers by state before it, in the order of the chain. */
  readonly occupancy: readonly number[];
  /** The true probabilities of those who got it, a row for each state. */
  readonly treated: readonly (readonly number[])[];
  /**
   * The share of the customers who are drawn to get it, in every state alike.
   * @defaultValue `0.5`
   */
  readonly share?: number | undefined;
}

/** A promotion and what came of it. */
export interface PromotionDataset {
  /** The states before and after, of two quarters. */
  readonly panel: StatePanel;
  /** Who got it, and when. */
  readonly exposures: readonly Exposure[];
}

/**
 * Generates an invented promotion whose true effect is known: some customers are drawn by lot to get it, and everybody then moves by the
 * chain of those who did or did not.
 *
 * Each customer is exposed with the probability `share`; next state ~ row of `treated` if so, else of the chain
 *
 * @throws RangeError if occupancy or rows do not fit the chain, or the share is not from 0 to 1
 *
 * @example
 * ```ts
 * import { createChain } from "clientele/migration";
 * import { generatePromotion } from "clientele/synthetic";
 *
 * const chain = createChain({ states: ["active", "quiet"], probabilities: [[0.8, 0.2], [0.1, 0.9]] });
 * const { panel, exposures } = generatePromotion(chain, {
 *   seed: 1,
 *   action: "voucher",
 *   asOf: "2026-10-01",
 *   occupancy: [60, 40],
 *   treated: [[0.85, 0.15], [0.3, 0.7]],
 * });
 * panel.periods[1]; // => { from: "2026-07-01", to: "2026-10-01" }
 * exposures.length > 30 && exposures.length < 70; // => true
 * ```
 */
export function generatePromotion(chain: Chain, options: PromotionOptions): PromotionDataset {
  const doing = "generate a promotion";
  const { seed, action, asOf, occupancy, treated, share = 0.5 } = options;
  const { states } = chain;
  if (occupancy.length !== states.length || !occupancy.every((n) => Number.isInteger(n) && n >= 0))
    throw new RangeError(
      `Cannot ${doing}: occupancy must be ${states.length} integers from 0 up, got ${occupancy.join(", ")}`,
    );
  if (treated.length !== states.length || treated.some((row) => row.length !== states.length))
    throw new RangeError(
      `Cannot ${doing}: treated must be ${states.length} rows of as many numbers, got ${treated.length} rows`,
    );
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`Cannot ${doing}: share must be from 0 to 1, got ${share}`);
  const middle = addMonths(asOf, -3);
  const periods = [
    { from: addMonths(asOf, -6), to: middle },
    { from: middle, to: asOf },
  ];
  const before = occupancy.flatMap((n, i) => Array.from({ length: n }, () => i));
  const draws = [chain.probabilities, treated].map((rows) => rows.map((row) => createCategorical(row)));
  const root = createRandom(seed);
  const [lots, moves] = [root.split("lots"), root.split("moves")];
  const customerIds = before.map((_, c) => `p${String(c + 1).padStart(6, "0")}`);
  const exposures: Exposure[] = [];
  const after = before.map((state, c) => {
    const exposed = lots.next() < share;
    if (exposed) exposures.push({ customerId: customerIds[c]!, exposedOn: addDays(middle, 7), action });
    return draws[exposed ? 1 : 0]![state]!(moves);
  });
  const panel = createStatePanel({
    customerIds,
    periods,
    states,
    cells: Uint8Array.from([...before, ...after]),
  });
  return Object.freeze({ panel, exposures: Object.freeze(exposures) });
}

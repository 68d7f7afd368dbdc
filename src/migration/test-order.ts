import type { StatePanel } from "../orders/index.ts";
import { countTransitions } from "./count-transitions.ts";
import { panelWithMemory } from "./panel-with-memory.ts";
import { type ChainTest, testTables } from "./test-homogeneity.ts";

/** Options of {@link testOrder}. */
export interface OrderTestOptions {
  /**
   * The order held against the next one: 0, that the next state does not depend on the present one; 1, that it depends on the
   * present one alone, the Markov property.
   * @defaultValue `1`
   */
  readonly order?: 0 | 1 | undefined;
}

/**
 * Tests how much of the past the next state depends on.
 *
 * Order 1 against 2: for each state j in the middle a table of states before by states after, X²_j and G²_j of independence,
 * summed over j. Order 0 against 1: independence in the table of moves
 *
 * Degrees of freedom count states that were seen. A chain whose order is not 1 still forecasts totals fairly well, but not who
 * stays where; see {@link panelWithMemory} for states that remember.
 *
 * @throws RangeError if the panel has fewer than two periods, or the order is neither 0 nor 1
 *
 * @see Anderson and Goodman (1957), section 3.4; Billingsley (1961), Statistical methods in Markov chains
 *
 * @example
 * ```ts
 * import { testOrder } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * // Everybody returns to the state of two periods ago.
 * const months = ["01", "02", "03", "04"] as const;
 * const periods = months.map((m) => ({ from: `2026-${m}-01`, to: `2026-${m}-28` }) as const);
 * const cells = Uint8Array.of(0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1);
 * const panel = createStatePanel({ customerIds: ["a", "b", "c", "d"], periods, states: ["A", "B"], cells });
 * const found = testOrder(panel);
 * found.kind === "tested" && [found.df, found.pearson.statistic, found.effectSize]; // => [2, 8, 1]
 * ```
 */
export function testOrder(panel: StatePanel, options: OrderTestOptions = {}): ChainTest {
  const { order = 1 } = options;
  if (order !== 0 && order !== 1)
    throw new RangeError(`Cannot test the order: order must be 0 or 1, got ${String(order)}`);
  const { states } = panel;
  if (order === 0) {
    const { counts } = countTransitions(panel);
    return testTables("order 0 against 1", [{ from: "all states", table: counts }]);
  }
  const pairs = panelWithMemory(panel, { remember: "previous" });
  const { counts } = countTransitions(pairs);
  const at = new Map(pairs.states.map((pair, i) => [pair, i]));
  const triple = (i: string, j: string, k: string): number =>
    counts[at.get(`${i} → ${j}`) ?? -1]?.[at.get(`${j} → ${k}`) ?? -1] ?? 0;
  return testTables(
    "order 1 against 2",
    states.map((from) => ({
      from,
      table: states.map((before) => states.map((after) => triple(before, from, after))),
    })),
  );
}

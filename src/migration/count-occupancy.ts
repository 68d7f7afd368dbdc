import { NO_STATE, type StatePanel } from "../orders/index.ts";

/**
 * Counts the customers in each state of one period of a panel; those without a state are in none.
 *
 * @param panel - the panel
 * @param periodIndex - the period's position; without it the last one
 * @throws RangeError if the panel has no such period
 *
 * @example
 * ```ts
 * import { countOccupancy } from "clientele/migration";
 * import { createStatePanel, NO_STATE } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const cells = Uint8Array.of(1, 1, NO_STATE);
 * const panel = createStatePanel({ customerIds: ["ann", "bob", "cy"], periods, states: ["A", "B"], cells });
 * countOccupancy(panel); // => [0, 2]
 * ```
 */
export function countOccupancy(
  panel: StatePanel,
  periodIndex: number = panel.periods.length - 1,
): readonly number[] {
  if (!(periodIndex in panel.periods))
    throw new RangeError(
      `Cannot count occupancy: period must be from 0 to ${panel.periods.length - 1}, got ${periodIndex}`,
    );
  const customers = panel.customerIds.length;
  const occupancy = panel.states.map(() => 0);
  for (let c = 0; c < customers; c++) {
    const cell = panel.cells[periodIndex * customers + c]!;
    if (cell !== NO_STATE) occupancy[cell]!++;
  }
  return Object.freeze(occupancy);
}

import type { Period } from "../calendar/index.ts";
import { createStatePanel, NO_STATE, type StatePanel } from "./state-panel.ts";

/** What a {@link StatePanel} is filled over. */
export interface StatePanelFrame {
  /** The customers. */
  readonly customerIds: readonly string[];
  /** The periods, oldest first and not overlapping. */
  readonly periods: readonly Period[];
  /** The states. */
  readonly states: readonly string[];
}

/**
 * Fills a state panel by asking a function for the state of every customer in every period.
 *
 * @param frame - customers, periods and states
 * @param stateOf - the state of a customer in a period, or nothing where there is none
 * @throws RangeError if the function names a state that the frame has not, or a part does not fit
 *
 * @example
 * ```ts
 * import { fillStatePanel, stateAt } from "clientele/orders";
 *
 * const frame = {
 *   customerIds: ["ann", "bob"],
 *   periods: [{ from: "2026-01-01", to: "2026-04-01" }, { from: "2026-04-01", to: "2026-07-01" }],
 *   states: ["happy", "unhappy"],
 * } as const;
 * const panel = fillStatePanel(frame, (customerId, period) => {
 *   if (customerId === "bob") return "happy";
 *   return period.from === "2026-01-01" ? undefined : "unhappy";
 * });
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1), stateAt(panel, 1, 1)]; // => [undefined, "unhappy", "happy"]
 * ```
 */
export function fillStatePanel(
  frame: StatePanelFrame,
  stateOf: (
    customerId: string,
    period: Period,
    customerIndex: number,
    periodIndex: number,
  ) => string | undefined,
): StatePanel {
  const { customerIds, periods, states } = frame;
  const codes = new Map(states.map((state, code) => [state, code]));
  const cells = new Uint8Array(customerIds.length * periods.length).fill(NO_STATE);
  periods.forEach((period, p) => {
    customerIds.forEach((customerId, c) => {
      const state = stateOf(customerId, period, c, p);
      if (state === undefined) return;
      const code = codes.get(state);
      if (code === undefined) {
        throw new RangeError(
          `Cannot fill state panel: the state of ${JSON.stringify(customerId)} from ${period.from} must be one of ${states.join(", ")}, got ${JSON.stringify(state)}`,
        );
      }
      cells[p * customerIds.length + c] = code;
    });
  });
  return createStatePanel({ customerIds, periods, states, cells });
}

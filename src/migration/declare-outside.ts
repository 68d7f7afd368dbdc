import { createStatePanel, NO_STATE, type StatePanel } from "../orders/index.ts";

/** Options of {@link declareOutside}. */
export interface DeclareOutsideOptions {
  /** The name of the state of who is yet to come; without it those periods stay without a state. */
  readonly before?: string | undefined;
  /** The name of the state of who is not seen any more; without it those periods stay without a state. */
  readonly after?: string | undefined;
}

/**
 * Makes entries and exits moves like any other: the periods before a customer's first state and after the last one get states
 * of their own. Periods without a state in between stay gaps.
 *
 * Declare an exit only where being gone is known: who is merely not seen at the panel's end may come back.
 *
 * @throws RangeError if a name is that of another state, or neither is given
 *
 * @example
 * ```ts
 * import { countTransitions, declareOutside } from "clientele/migration";
 * import { createStatePanel, NO_STATE } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 * ] as const;
 * const cells = Uint8Array.of(0, NO_STATE, NO_STATE, 0);
 * const panel = createStatePanel({ customerIds: ["ann", "bob"], periods, states: ["A"], cells });
 * const open = declareOutside(panel, { before: "new", after: "lost" });
 * open.states; // => ["A", "new", "lost"]
 * countTransitions(open).counts; // => [[0, 0, 1], [1, 0, 0], [0, 0, 0]]
 * ```
 */
export function declareOutside(panel: StatePanel, options: DeclareOutsideOptions): StatePanel {
  const { before, after } = options;
  const added = [before, after].filter((name) => name !== undefined);
  if (added.length === 0)
    throw new RangeError("Cannot declare states outside: before or after must be a name, got neither");
  const { customerIds, periods } = panel;
  const customers = customerIds.length;
  const states = [...panel.states, ...added];
  const cells = panel.cells.slice();
  const fill = (at: readonly number[], name: string): void => {
    const state = states.indexOf(name);
    const open = new Uint8Array(customers).fill(1);
    for (const p of at)
      for (let c = 0; c < customers; c++) {
        if (panel.cells[p * customers + c] !== NO_STATE) open[c] = 0;
        else if (open[c] === 1) cells[p * customers + c] = state;
      }
  };
  const inOrder = periods.map((_, p) => p);
  // Who has no state at all was never seen: neither yet to come nor gone.
  const seen = new Uint8Array(customers);
  for (let at = 0; at < cells.length; at++) if (panel.cells[at] !== NO_STATE) seen[at % customers] = 1;
  if (before !== undefined) fill(inOrder, before);
  if (after !== undefined) fill([...inOrder].reverse(), after);
  for (let at = 0; at < cells.length; at++) if (seen[at % customers] === 0) cells[at] = NO_STATE;
  return createStatePanel({ customerIds, periods, states, cells });
}

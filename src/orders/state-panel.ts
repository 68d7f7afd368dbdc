import { dayNumber, type Period } from "../calendar/index.ts";

/** The cell of a customer who has no state in a period: not yet a customer, or not observed. */
export const NO_STATE = 255;

/** The state of every customer in every period. */
export interface StatePanel {
  /** The customers; each is a column of its own in every period. */
  readonly customerIds: readonly string[];
  /** The periods, oldest first; they do not overlap. */
  readonly periods: readonly Period[];
  /** The states, from the best to the worst where they have an order. */
  readonly states: readonly string[];
  /** State numbers, period by period: `cells[p · customers + c]`; {@link NO_STATE} where there is none. */
  readonly cells: Uint8Array;
}

/**
 * Puts a state panel together and checks that its parts fit: one cell for each customer and period, every cell a
 * declared state or {@link NO_STATE}, periods in order.
 *
 * The cells are taken over, not copied; do not write to them afterwards.
 *
 * @throws RangeError naming the part that does not fit
 *
 * @example
 * ```ts
 * import { createStatePanel, NO_STATE, stateAt } from "clientele/orders";
 *
 * const panel = createStatePanel({
 *   customerIds: ["ann", "bob"],
 *   periods: [
 *     { from: "2026-01-01", to: "2026-04-01" },
 *     { from: "2026-04-01", to: "2026-07-01" },
 *   ],
 *   states: ["A", "B"],
 *   cells: Uint8Array.of(0, NO_STATE, 1, 0),
 * });
 * stateAt(panel, 0, 1); // => "B"
 * stateAt(panel, 1, 0); // => undefined
 * ```
 */
export function createStatePanel(parts: StatePanel): StatePanel {
  const { customerIds, periods, states, cells } = parts;
  if (states.length > NO_STATE) {
    throw refuse(`states must be at most ${NO_STATE}`, states.length);
  }
  if (new Set(states).size !== states.length) throw refuse("states must differ", states.join(", "));
  if (!areRising(customerIds) && new Set(customerIds).size !== customerIds.length)
    throw refuse("customers must differ", "a repeated id");
  const size = customerIds.length * periods.length;
  if (cells.length !== size) {
    throw refuse(
      `cells must be ${size}, ${customerIds.length} customers × ${periods.length} periods`,
      cells.length,
    );
  }
  for (let i = 0; i < cells.length; i++) {
    if (cells[i]! >= states.length && cells[i] !== NO_STATE) {
      throw refuse(`cell ${i} must be below ${states.length} or ${NO_STATE}`, cells[i]!);
    }
  }
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of periods) {
    if (dayNumber(from) < end || dayNumber(to) <= dayNumber(from)) {
      throw refuse("periods must follow one another and each hold a day", `[${from}, ${to})`);
    }
    end = dayNumber(to);
  }
  return Object.freeze({
    customerIds: Object.freeze([...customerIds]),
    periods: Object.freeze(periods.map(({ from, to }) => Object.freeze({ from, to }))),
    states: Object.freeze([...states]),
    cells,
  });
}

/** Ids that rise in any order differ; a set of a million takes longer than all else here together. */
function areRising(ids: readonly string[]): boolean {
  for (let i = 1; i < ids.length; i++) if (!(ids[i - 1]! < ids[i]!)) return false;
  return true;
}

function refuse(rule: string, got: string | number): RangeError {
  return new RangeError(`Cannot make state panel: ${rule}, got ${got}`);
}

/**
 * The name of a customer's state in a period, or nothing where there is none.
 *
 * @param panel - the panel
 * @param customerIndex - the customer's position in `customerIds`
 * @param periodIndex - the period's position in `periods`
 * @throws RangeError if the panel has no such customer or period
 *
 * @example
 * ```ts
 * import { createStatePanel, stateAt } from "clientele/orders";
 *
 * const periods = [{ from: "2026-01-01", to: "2026-04-01" }] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A"], cells: Uint8Array.of(0) });
 * stateAt(panel, 0, 0); // => "A"
 * ```
 */
export function stateAt(panel: StatePanel, customerIndex: number, periodIndex: number): string | undefined {
  const customers = panel.customerIds.length;
  if (!(customerIndex in panel.customerIds) || !(periodIndex in panel.periods)) {
    throw new RangeError(
      `Cannot read state: customer and period must be below ${customers} and ${panel.periods.length}, got ${customerIndex} and ${periodIndex}`,
    );
  }
  return panel.states[panel.cells[periodIndex * customers + customerIndex]!];
}

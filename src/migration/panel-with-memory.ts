import { createStatePanel, NO_STATE, type StatePanel } from "../orders/index.ts";

/** Options of {@link panelWithMemory}. */
export type PanelMemory =
  | {
      /** Remembers the state of the period before: a chain of second order. */
      readonly remember: "previous";
    }
  | {
      /** Remembers for how many periods in a row the state has been held. */
      readonly remember: "duration";
      /**
       * From which number on periods are not told apart any more.
       * @defaultValue `3`
       */
      readonly most?: number | undefined;
    };

/**
 * Makes a panel whose states remember more than the present: the state before, or for how long the present one has lasted. What
 * a chain forgets is then part of its states, and every analysis applies as it is.
 *
 * Second order: the state of period p is "i → j" for i in p − 1 and j in p; duration: "j, 1", "j, 2", …, "j, most+" for a stay of
 * so many periods
 *
 * Only states that occur are kept. The first period of a customer, after a gap too, has no known past: none in a panel of second
 * order, and a stay that began before cannot be told from one of a period.
 *
 * @throws RangeError if `most` is not a positive integer, or more than 255 states would be needed
 *
 * @example
 * ```ts
 * import { panelWithMemory } from "clientele/migration";
 * import { createStatePanel, stateAt } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2026-10-01" },
 * ] as const;
 * const panel = createStatePanel({ customerIds: ["ann"], periods, states: ["A", "B"], cells: Uint8Array.of(1, 0, 0) });
 * panelWithMemory(panel, { remember: "previous" }).states; // => ["A → A", "B → A"]
 * stateAt(panelWithMemory(panel, { remember: "duration" }), 0, 2); // => "A, 2"
 * ```
 */
export function panelWithMemory(panel: StatePanel, options: PanelMemory): StatePanel {
  return options.remember === "previous" ? withPrevious(panel) : withDuration(panel, options.most ?? 3);
}

function withPrevious(panel: StatePanel): StatePanel {
  const size = panel.states.length;
  const names = panel.states.flatMap((from) => panel.states.map((to) => `${from} → ${to}`));
  const customers = panel.customerIds.length;
  return expanded(panel, names, (at) => {
    const before = at < customers ? NO_STATE : panel.cells[at - customers]!;
    return before === NO_STATE ? undefined : before * size + panel.cells[at]!;
  });
}

function withDuration(panel: StatePanel, most: number): StatePanel {
  if (!Number.isInteger(most) || most < 1)
    throw new RangeError(`Cannot remember durations: most must be a positive integer, got ${most}`);
  const names = panel.states.flatMap((state) =>
    Array.from({ length: most }, (_, k) => `${state}, ${k + 1}${k + 1 === most ? "+" : ""}`),
  );
  const customers = panel.customerIds.length;
  const held = new Uint32Array(customers);
  return expanded(panel, names, (at) => {
    const c = at % customers;
    const goesOn = at >= customers && panel.cells[at - customers] === panel.cells[at];
    held[c] = goesOn ? held[c]! + 1 : 1;
    return panel.cells[at]! * most + Math.min(held[c]!, most) - 1;
  });
}

/** A panel of the states that occur among many possible ones, found cell by cell in order. */
function expanded(
  panel: StatePanel,
  names: readonly string[],
  stateOf: (at: number) => number | undefined,
): StatePanel {
  const found = new Int32Array(panel.cells.length).fill(-1);
  const occurs = new Uint8Array(names.length);
  panel.cells.forEach((cell, at) => {
    if (cell === NO_STATE) return;
    const state = stateOf(at);
    if (state === undefined) return;
    found[at] = state;
    occurs[state] = 1;
  });
  const kept = names.flatMap((_, state) => (occurs[state] === 1 ? [state] : []));
  const number = new Uint8Array(names.length);
  kept.forEach((state, i) => {
    number[state] = i;
  });
  return createStatePanel({
    customerIds: panel.customerIds,
    periods: panel.periods,
    states: kept.map((state) => names[state]!),
    cells: Uint8Array.from(found, (state) => (state < 0 ? NO_STATE : number[state]!)),
  });
}

import { addYears, type Period } from "clientele/calendar";
import { createStatePanel, NO_STATE, type StatePanel } from "clientele/orders";

/** A panel of sequences side by side, one a customer. */
export function panelOf(
  sequences: readonly (readonly (string | null)[])[],
  states: readonly string[],
): StatePanel {
  const length = sequences[0]?.length ?? 0;
  const periods = Array.from(
    { length },
    (_, p): Period => ({
      from: addYears("0001-01-01", p),
      to: addYears("0001-01-01", p + 1),
    }),
  );
  const cells = periods.flatMap((_, p) =>
    sequences.map((sequence) => {
      const state = sequence[p];
      return state === null || state === undefined ? NO_STATE : states.indexOf(state);
    }),
  );
  const customerIds = sequences.map((_, c) => `c${c}`);
  return createStatePanel({ customerIds, periods, states, cells: Uint8Array.from(cells) });
}

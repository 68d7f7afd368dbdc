import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { matrixPower } from "../stats/index.ts";
import type { Chain } from "./chain.ts";
import { countTransitions } from "./count-transitions.ts";
import { countTransitionsAtLag } from "./count-transitions-at-lag.ts";
import { estimateTransitionMatrix } from "./estimate-transition-matrix.ts";

/** Options of {@link compareSteps}. */
export interface CompareStepsOptions {
  /**
   * How many periods ahead the matrix is compared with what was seen.
   * @defaultValue `2`
   */
  readonly steps?: number | undefined;
  /**
   * The chain to be checked; its states must be those of the panel.
   * @defaultValue the maximum-likelihood matrix of the panel, rows without moves staying
   */
  readonly chain?: Chain | undefined;
}

/** A state's customers who never left it during a whole panel, as seen and as a chain implies. */
export interface Stayers {
  /** The state. */
  readonly state: string;
  /** Customers who were in it in the first period and have a state in every period. */
  readonly customers: number;
  /** How many of them were in it in every period. */
  readonly observed: number;
  /** How many the chain implies. */
  readonly implied: number;
}

/** A chain beside what was seen several periods ahead. */
export interface StepComparison {
  /** The states. */
  readonly states: readonly string[];
  /** How many periods ahead. */
  readonly steps: number;
  /** Shares of customers by state some periods later, as seen; `"no-moves"` in rows that nobody was seen in. */
  readonly observed: readonly (readonly number[] | "no-moves")[];
  /** The same as the chain implies: its power. */
  readonly implied: readonly (readonly number[])[];
  /** How many pairs of periods each row rests on. */
  readonly rowTotals: readonly number[];
  /** The cell where the two differ most, among rows with moves. */
  readonly largest: {
    readonly from: string;
    readonly to: string;
    readonly observed: number;
    readonly implied: number;
  };
  /** Customers by state in the last period, of those with a state in every period, as seen. */
  readonly occupancy: readonly number[];
  /** The same as the chain implies from the first period's. */
  readonly impliedOccupancy: readonly number[];
  /** Who never left a state. */
  readonly stayers: readonly Stayers[];
  /** In words: whether totals and single customers may be forecast with powers of the chain. */
  readonly verdict: string;
}

/**
 * Compares what a chain implies several periods ahead with what was seen: the check of Chapman and Kolmogorov, for totals and for
 * single customers.
 *
 * Implied P^h, seen n_ij(h)/n_i(h); totals n_first·P^(T−1); customers who never leave i: n_i·p_ii^(T−1)
 *
 * A chain that forgets too much still forecasts totals fairly well, but lets too few customers stay where they are. Both are shown.
 * The verdict speaks of totals as sound when on average a total is within 2 % of all customers, and of single customers as sound when
 * no state keeps a tenth more or fewer than implied.
 *
 * @throws RangeError if `steps` is not a positive integer below the number of periods, the chain's states are not the panel's, or
 * no move was seen
 *
 * @see Blumen, Kogan and McCarthy (1955), The Industrial Mobility of Labor as a Probability Process; Prinz et al. (2011), Markov
 * models of molecular kinetics, section II.F
 *
 * @example
 * ```ts
 * import { compareSteps } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-04-01" },
 *   { from: "2026-04-01", to: "2026-07-01" },
 *   { from: "2026-07-01", to: "2026-10-01" },
 * ] as const;
 * // Ann stays in A and Bob in B, Cy and Dee change every time.
 * const cells = Uint8Array.of(0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1);
 * const panel = createStatePanel({ customerIds: ["ann", "bob", "cy", "dee"], periods, states: ["A", "B"], cells });
 * const found = compareSteps(panel);
 * found.observed[0]; // => [1, 0]
 * found.implied[0]; // => [0.5, 0.5]
 * found.stayers[0]; // => { state: "A", customers: 2, observed: 1, implied: 0.5 }
 * ```
 */
export function compareSteps(panel: StatePanel, options: CompareStepsOptions = {}): StepComparison {
  const { steps = 2 } = options;
  const { states, periods } = panel;
  const direct = countTransitionsAtLag(panel, { lag: steps });
  const chain = options.chain ?? estimateTransitionMatrix(countTransitions(panel), { emptyRow: "stay" });
  if (chain.states.join("\u0000") !== states.join("\u0000"))
    throw new RangeError(
      `Cannot compare steps: the chain must have the panel's states ${states.join(", ")}, got ${chain.states.join(", ")}`,
    );
  if (direct.total === 0)
    throw new RangeError(
      `Cannot compare steps: some customer must have states ${steps} periods apart, got none`,
    );
  const implied = matrixPower(chain.probabilities, steps);
  const rowTotals = direct.counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const observed = direct.counts.map((row, i) =>
    rowTotals[i] === 0 ? ("no-moves" as const) : Object.freeze(row.map((n) => n / rowTotals[i]!)),
  );
  let largest = { from: states[0]!, to: states[0]!, observed: 0, implied: 0 };
  observed.forEach((row, i) => {
    if (row === "no-moves") return;
    row.forEach((share, j) => {
      const is = implied[i]![j]!;
      if (Math.abs(share - is) > Math.abs(largest.observed - largest.implied))
        largest = { from: states[i]!, to: states[j]!, observed: share, implied: is };
    });
  });
  const whole = wholeHistories(panel);
  const moves = periods.length - 1;
  const power = matrixPower(chain.probabilities, moves);
  const impliedOccupancy = states.map((_, j) =>
    whole.first.reduce((sum, n, i) => sum + n * power[i]![j]!, 0),
  );
  const stayers = states.map((state, i) =>
    Object.freeze({
      state,
      customers: whole.first[i]!,
      observed: whole.stayed[i]!,
      implied: whole.first[i]! * chain.probabilities[i]![i]! ** moves,
    }),
  );
  return Object.freeze({
    states,
    steps,
    observed: Object.freeze(observed),
    implied,
    rowTotals: Object.freeze(rowTotals),
    largest: Object.freeze(largest),
    occupancy: Object.freeze(whole.last),
    impliedOccupancy: Object.freeze(impliedOccupancy),
    stayers: Object.freeze(stayers),
    verdict: verdictOf(whole.last, impliedOccupancy, stayers),
  });
}

/** First and last states, and who never moved, of customers with a state in every period. */
function wholeHistories({ customerIds, periods, states, cells }: StatePanel) {
  const customers = customerIds.length;
  const [first, last, stayed] = [states.map(() => 0), states.map(() => 0), states.map(() => 0)];
  const ends = (periods.length - 1) * customers;
  for (let c = 0; c < customers; c++) {
    const begin = cells[c]!;
    let [seen, same] = [true, true];
    for (let at = c; at <= ends + c && seen; at += customers) {
      seen = cells[at] !== NO_STATE;
      same &&= cells[at] === begin;
    }
    if (!seen) continue;
    first[begin]!++;
    last[cells[ends + c]!]!++;
    if (same) stayed[begin]!++;
  }
  return { first, last, stayed };
}

function verdictOf(
  occupancy: readonly number[],
  implied: readonly number[],
  stayers: readonly Stayers[],
): string {
  const all = occupancy.reduce((sum, n) => sum + n, 0);
  if (all === 0) return "No customer has a state in every period, so nothing can be said of whole histories.";
  const off = occupancy.reduce((sum, n, j) => sum + Math.abs(n - implied[j]!), 0) / occupancy.length / all;
  const [seen, expected] = [
    stayers.reduce((sum, s) => sum + s.observed, 0),
    stayers.reduce((sum, s) => sum + s.implied, 0),
  ];
  const single = stayers.every((s) => Math.abs(s.observed - s.implied) <= Math.max(0.1 * s.implied, 1));
  const totals =
    off <= 0.02
      ? `Totals can be forecast with this chain: they are off by ${percent(off)} of the customers a state.`
      : `Totals are off by ${percent(off)} of the customers a state: do not forecast them with powers of this chain.`;
  const customers = single
    ? "Single customers stay as the chain implies."
    : `Single customers do not follow it: ${seen} never left their state, ${expected.toFixed(1)} are implied. Use states with memory, stayers and movers, or a matrix of several periods.`;
  return `${totals} ${customers}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

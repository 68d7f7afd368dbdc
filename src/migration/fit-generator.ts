import { matrixExponential } from "../stats/index.ts";
import { balanced, movesIn, movesLogLikelihood } from "./_generator.ts";
import type { TransitionCounts } from "./count-transitions.ts";
import { estimateGenerator, type Generator } from "./estimate-generator.ts";
import { estimateTransitionMatrix } from "./estimate-transition-matrix.ts";

/** Options of {@link fitGenerator}. */
export interface FitGeneratorOptions {
  /**
   * The fit ends when no rate changes by more than this in a step.
   * @defaultValue `1e-9`
   */
  readonly tolerance?: number | undefined;
  /**
   * The fit ends after so many steps, and says so.
   * @defaultValue `20000`
   */
  readonly maxSteps?: number | undefined;
}

/** Moves seen after a time that is the same for all of the table. */
export interface MovesAfter {
  /** `counts[i][j]`: customers in state i who were in state j that much later. */
  readonly counts: readonly (readonly number[])[];
  /** How much later, in the unit of the rates. */
  readonly time: number;
}

/** Rates fitted to moves. */
export interface FittedGenerator extends Generator {
  /** ln L of the moves under the rates. */
  readonly logLikelihood: number;
  /** ln L after each step: it never falls. */
  readonly path: readonly number[];
  /** Whether the rates had come to rest. */
  readonly converged: boolean;
  /** How many steps were taken. */
  readonly steps: number;
}

/**
 * Fits the rates of a continuous-time chain to moves seen at intervals, by maximum likelihood: of moves in one period, or of tables
 * for several lengths of time, where customers are seen irregularly.
 *
 * L = Π_t Π_ij P(t)_ij^{n_ij(t)}, P(t) = exp(Q·t). E: expected moves and time in each state in between, E[N_kl] = Σ n_ij·q_kl·
 * ∫ P(s)_ik·P(t − s)_lj ds/P(t)_ij, E[T_k] alike; M: q_kl = E[N_kl]/E[T_k]
 *
 * The integrals are a corner of the exponential of [[Q, E], [0, Q]]. The likelihood rises in every step. A rate that begins at 0 stays
 * there: the start is the weighted logarithm with a little added wherever a state led on, so that no rate is shut out.
 *
 * @param moves - counts of one period, or tables each with its time
 * @throws RangeError if tables do not fit, a time is not positive, or no move was seen
 *
 * @see Bladt and Sørensen (2005), Statistical inference for discretely observed Markov jump processes, Journal of the Royal Statistical
 * Society B 67; Kalbfleisch and Lawless (1985) for the likelihood; Van Loan (1978) for the integrals
 *
 * @example
 * ```ts
 * import { fitGenerator, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[90, 10], [20, 80]], total: 200, entries: [], gaps: 0, periods: [] };
 * const found = fitGenerator(counts);
 * found.rates[0]?.map((q) => q.toFixed(5)); // => ["-0.11889", "0.11889"]
 * ```
 */
export function fitGenerator(
  moves: TransitionCounts | { readonly states: readonly string[]; readonly moves: readonly MovesAfter[] },
  options: FitGeneratorOptions = {},
): FittedGenerator {
  const { tolerance = 1e-9, maxSteps = 20_000 } = options;
  const { states } = moves;
  const tables = "moves" in moves ? moves.moves : [{ counts: moves.counts, time: 1 }];
  check(states, tables, tolerance, maxSteps);
  let rates = startOf(states, tables);
  const path: number[] = [likelihood(tables, rates)];
  let [steps, converged] = [0, false];
  while (steps < maxSteps && !converged) {
    const next = step(tables, rates);
    steps++;
    const change = next.reduce(
      (most, row, i) => row.reduce((top, q, j) => Math.max(top, Math.abs(q - rates[i]![j]!)), most),
      0,
    );
    rates = next;
    path.push(likelihood(tables, rates));
    converged = change <= tolerance;
  }
  return Object.freeze({
    states,
    rates: Object.freeze(rates.map((row) => Object.freeze(row))),
    logLikelihood: path[path.length - 1]!,
    path: Object.freeze(path),
    converged,
    steps,
  });
}

function likelihood(tables: readonly MovesAfter[], rates: readonly (readonly number[])[]): number {
  return tables.reduce((sum, { counts, time }) => {
    const log = movesLogLikelihood(counts, movesIn(rates, time));
    if (typeof log === "string")
      throw new RangeError(
        "Cannot fit a generator: every move that was seen must be possible under the rates",
      );
    return sum + log;
  }, 0);
}

/** One step of EM: the rates that the expected moves and times in between speak for. */
function step(tables: readonly MovesAfter[], rates: readonly (readonly number[])[]): number[][] {
  const size = rates.length;
  const moved = rates.map((row) => row.map(() => 0));
  const spent = rates.map(() => 0);
  for (const { counts, time } of tables) {
    const within = movesIn(rates, time);
    // W = n_ij/P_ij, turned: one exponential gives ∫ P(s)·Wᵀ·P(t − s) ds of all pairs at once.
    const block = Array.from({ length: 2 * size }, (_, a) =>
      Array.from({ length: 2 * size }, (__, b) => {
        const [i, j] = [a % size, b % size];
        if (a < size === b < size) return rates[i]![j]! * time;
        return a < size && counts[j]![i]! > 0 ? (counts[j]![i]! / within[j]![i]!) * time : 0;
      }),
    );
    const corner = matrixExponential(block);
    for (let k = 0; k < size; k++)
      for (let l = 0; l < size; l++) {
        // corner[l][k] = Σ_ij W_ij ∫ P(s)_lj·P(t − s)_ik ds
        const integral = corner[l]![size + k]!;
        if (k === l) spent[k]! += integral;
        else moved[k]![l]! += rates[k]![l]! * integral;
      }
  }
  return balanced(moved.map((row, k) => row.map((n, l) => (k === l || spent[k] === 0 ? 0 : n / spent[k]!))));
}

/** The weighted logarithm of the shortest table's matrix, or its first order, with a little on every rate of a state that led on. */
function startOf(states: readonly string[], tables: readonly MovesAfter[]): number[][] {
  const shortest = tables.reduce((least, table) => (table.time < least.time ? table : least));
  const all = states.map((_, i) =>
    states.map((__, j) => tables.reduce((sum, t) => sum + t.counts[i]![j]!, 0)),
  );
  const counts = { states, counts: all, total: 0, entries: [], gaps: 0, periods: [] };
  const matrix = estimateTransitionMatrix(counts, { emptyRow: "stay" });
  let rates: readonly (readonly number[])[];
  try {
    ({ rates } = estimateGenerator(matrix));
  } catch {
    rates = matrix.probabilities; // no logarithm: moves alone are a start
  }
  return balanced(
    rates.map((row, i) => {
      const leads = all[i]!.some((n, j) => j !== i && n > 0);
      return row.map((q, j) => (i === j || !leads ? 0 : (Math.max(q, 0) + 1e-3) / shortest.time));
    }),
  );
}

function check(
  states: readonly string[],
  tables: readonly MovesAfter[],
  tolerance: number,
  maxSteps: number,
): void {
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot fit a generator: ${rule}, got ${String(got)}`);
  };
  if (!(tolerance > 0)) refuse("tolerance must be above 0", tolerance);
  if (!(Number.isInteger(maxSteps) && maxSteps >= 1)) refuse("maxSteps must be a positive integer", maxSteps);
  let total = 0;
  for (const { counts, time } of tables) {
    if (!(time > 0 && Number.isFinite(time))) refuse("times must be above 0", time);
    if (counts.length !== states.length || counts.some((row) => row.length !== states.length))
      refuse(`counts must be ${states.length} × ${states.length} numbers`, `${counts.length} rows`);
    for (const n of counts.flat()) {
      if (!(n >= 0 && Number.isFinite(n))) refuse("counts must be numbers from 0 up", n);
      total += n;
    }
  }
  if (total === 0) refuse("some move must have been seen", "none");
}

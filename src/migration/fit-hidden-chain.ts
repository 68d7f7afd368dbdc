import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { createRandom, dirichlet, type Random } from "../stats/index.ts";
import { forwardBackward, type HiddenNumbers } from "./_forward-backward.ts";
import { createHiddenChain, type HiddenChain } from "./hidden-chain.ts";

/** Options of {@link fitHiddenChain}. */
export interface HiddenFitOptions {
  /** How many hidden states, 2 at least. */
  readonly states: number;
  /** What the starts are drawn from: the same seed, the same fit. */
  readonly seed: string | number;
  /**
   * How often the fit begins anew; the best end counts. The likelihood has many tops.
   * @defaultValue `10`
   */
  readonly starts?: number | undefined;
  /**
   * What is added to every expected count, as a Dirichlet prior of `1 + prior`: above 0 no probability is estimated as 0.
   * @defaultValue `0.1`
   */
  readonly prior?: number | undefined;
  /**
   * What each sign is worth, by which the hidden states are ordered, the best first, since their numbers mean nothing by themselves.
   * @defaultValue the order of the panel's states, the first the best
   */
  readonly worth?: readonly number[] | undefined;
  /**
   * A start ends when a step gains less than this, in parts of what is maximised.
   * @defaultValue `1e-8`
   */
  readonly tolerance?: number | undefined;
  /**
   * A start ends after so many steps, and says so.
   * @defaultValue `1000`
   */
  readonly maxSteps?: number | undefined;
}

/** A hidden chain fitted to a panel. */
export interface HiddenFit extends HiddenChain {
  /** ln L of the signs. */
  readonly logLikelihood: number;
  /** −2 ln L + parameters·ln(customers); lower is better. Compare numbers of states by it. */
  readonly bic: number;
  /** Whether the best start had come to rest. */
  readonly converged: boolean;
  /** The steps of the best start. */
  readonly steps: number;
  /** How many of the starts came within 0.01 of the best, the prior counted; one alone may not be the top of all. */
  readonly startsAtBest: number;
  /** Customers with a sign. */
  readonly customers: number;
}

/**
 * Fits a chain of hidden states to a panel of what was seen, by Baum and Welch's steps from several starts.
 *
 * E: γ, ξ of each customer by forward and backward; M: π_i ∝ prior + Σ γ_1(i), p_ij ∝ prior + Σ_t ξ_t(i, j), b_is ∝ prior + Σ_{t: o_t = s} γ_t(i)
 *
 * Each customer counts from the first period with a sign to the last; a period without one in between says nothing of its state. Hidden
 * states differ only by what they show: give each a name after looking at its emissions.
 *
 * @throws RangeError if an option is out of range, or no customer has two signs
 *
 * @see Baum, Petrie, Soules and Weiss (1970); Rabiner (1989), equations 40 and 109; Netzer, Lattin and Srinivasan (2008), A hidden Markov
 * model of customer relationship dynamics, Marketing Science 27(2)
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { fitHiddenChain } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = trailingPeriods("2026-07-01", { months: 1, count: 6 });
 * // Ann and Bob buy nearly always, Cy and Dee nearly never.
 * const cells = Uint8Array.of(0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1);
 * const panel = createStatePanel({ customerIds: ["ann", "bob", "cy", "dee"], periods, states: ["buys", "silent"], cells });
 * const fit = fitHiddenChain(panel, { states: 2, seed: "example" });
 * fit.emissions.map(([buys]) => buys?.toFixed(2)); // => ["0.83", "0.17"]
 * ```
 */
export function fitHiddenChain(panel: StatePanel, options: HiddenFitOptions): HiddenFit {
  const { starts = 10, prior = 0.1, tolerance = 1e-8, maxSteps = 1000, seed } = options;
  const worth = options.worth ?? panel.states.map((_, s) => -s);
  check(panel, options, worth);
  const sequences = sequencesOf(panel);
  const customers = sequences.reduce((sum, { count }) => sum + count, 0);
  if (!sequences.some(({ signs }) => signs.length > 1))
    throw refuse("some customer must have signs in two periods", "none");
  const random = createRandom(seed);
  const ends = Array.from({ length: starts }, () =>
    climb(sequences, startOf(options.states, panel.states.length, random), prior, tolerance, maxSteps),
  );
  const best = ends.reduce((top, end) => (end.posterior > top.posterior ? end : top));
  const mean = best.numbers.emissions.map((row) => row.reduce((sum, p, s) => sum + p * worth[s]!, 0));
  const order = [...mean.keys()].sort((a, b) => mean[b]! - mean[a]! || a - b);
  const signs = panel.states.length;
  const parameters = options.states - 1 + options.states * (options.states - 1 + signs - 1);
  return Object.freeze({
    ...createHiddenChain({
      states: order.map((_, i) => `hidden ${i + 1}`),
      signs: panel.states,
      initial: order.map((i) => best.numbers.initial[i]!),
      probabilities: order.map((i) => order.map((j) => best.numbers.probabilities[i]![j]!)),
      emissions: order.map((i) => best.numbers.emissions[i]!),
    }),
    logLikelihood: best.logLikelihood,
    bic: -2 * best.logLikelihood + parameters * Math.log(customers),
    converged: best.converged,
    steps: best.steps,
    startsAtBest: ends.filter(({ posterior }) => best.posterior - posterior <= 0.01).length,
    customers,
  });
}

/** Customers with the same signs count together. */
interface Sequence {
  readonly signs: readonly (number | undefined)[];
  count: number;
}

function sequencesOf({ customerIds, periods, cells }: StatePanel): readonly Sequence[] {
  const found = new Map<string, Sequence>();
  for (let c = 0; c < customerIds.length; c++) {
    const row = periods.map((_, p) => cells[p * customerIds.length + c]!);
    const first = row.findIndex((cell) => cell !== NO_STATE);
    if (first < 0) continue;
    const last = row.findLastIndex((cell) => cell !== NO_STATE);
    const signs = row.slice(first, last + 1);
    const key = signs.join(" ");
    const known = found.get(key);
    if (known === undefined)
      found.set(key, { signs: signs.map((cell) => (cell === NO_STATE ? undefined : cell)), count: 1 });
    else known.count++;
  }
  // The order of the customers must not reach the sums.
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sequence]) => sequence);
}

function startOf(states: number, signs: number, random: Random): HiddenNumbers {
  const draw = (length: number): number[] => [...dirichlet(random, new Array<number>(length).fill(2))];
  return {
    initial: draw(states),
    probabilities: Array.from({ length: states }, (_, i) => {
      // Rather staying than moving: what moves at random is no state.
      const row = draw(states);
      return row.map((p, j) => (p + (i === j ? 1 : 0)) / 2);
    }),
    emissions: Array.from({ length: states }, () => draw(signs)),
  };
}

interface End {
  readonly numbers: HiddenNumbers;
  readonly logLikelihood: number;
  readonly posterior: number;
  readonly converged: boolean;
  readonly steps: number;
}

function climb(
  sequences: readonly Sequence[],
  start: HiddenNumbers,
  prior: number,
  tolerance: number,
  maxSteps: number,
): End {
  let numbers = start;
  let [logLikelihood, posterior, steps, converged] = [0, Number.NEGATIVE_INFINITY, 0, false];
  for (;;) {
    const expected = expectations(sequences, numbers, prior);
    logLikelihood = expected.logLikelihood;
    const reached = logLikelihood + prior * logPrior(numbers);
    converged = reached - posterior <= tolerance * Math.max(1, Math.abs(reached));
    posterior = reached;
    if (converged || steps === maxSteps) break;
    numbers = expected.next;
    steps++;
  }
  return { numbers, logLikelihood, posterior, converged, steps };
}

/** Σ ln of all probabilities; those of 0 have no prior. */
const logPrior = ({ initial, probabilities, emissions }: HiddenNumbers): number =>
  [initial, ...probabilities, ...emissions].flat().reduce((sum, p) => sum + (p > 0 ? Math.log(p) : 0), 0);

function expectations(
  sequences: readonly Sequence[],
  numbers: HiddenNumbers,
  prior: number,
): { readonly logLikelihood: number; readonly next: HiddenNumbers } {
  const size = numbers.initial.length;
  const initial = new Float64Array(size).fill(prior);
  const moves = numbers.initial.map(() => new Float64Array(size).fill(prior));
  const shown = numbers.emissions.map((row) => new Float64Array(row.length).fill(prior));
  let logLikelihood = 0;
  for (const { signs, count } of sequences) {
    const found = forwardBackward(numbers, signs);
    logLikelihood += count * found.logLikelihood!; // of positive probabilities every sign is possible
    for (let i = 0; i < size; i++) {
      initial[i]! += count * found.states[0]![i]!;
      for (let j = 0; j < size; j++) moves[i]![j]! += count * found.moves[i]![j]!;
      signs.forEach((sign, t) => {
        if (sign !== undefined) shown[i]![sign]! += count * found.states[t]![i]!;
      });
    }
  }
  return {
    logLikelihood,
    next: { initial: shares(initial), probabilities: moves.map(shares), emissions: shown.map(shares) },
  };
}

function shares(row: Float64Array): readonly number[] {
  const total = row.reduce((sum, n) => sum + n, 0);
  return Array.from(row, (n) => (total > 0 ? n / total : 1 / row.length));
}

function refuse(rule: string, got: unknown): RangeError {
  return new RangeError(`Cannot fit a hidden chain: ${rule}, got ${String(got)}`);
}

function check(
  panel: StatePanel,
  { states, starts = 10, prior = 0.1, tolerance = 1e-8, maxSteps = 1000 }: HiddenFitOptions,
  worth: readonly number[],
): void {
  if (!(Number.isInteger(states) && states >= 2))
    throw refuse("states must be a whole number from 2", states);
  if (!(Number.isInteger(starts) && starts >= 1))
    throw refuse("starts must be a whole number from 1", starts);
  if (!(prior >= 0 && Number.isFinite(prior))) throw refuse("prior must be a number from 0 up", prior);
  if (!(tolerance > 0)) throw refuse("tolerance must be above 0", tolerance);
  if (!(Number.isInteger(maxSteps) && maxSteps >= 1))
    throw refuse("maxSteps must be a whole number from 1", maxSteps);
  if (worth.length !== panel.states.length || !worth.every(Number.isFinite))
    throw refuse(`worth must be ${panel.states.length} numbers`, worth.join(", "));
}

import { type Minimum, minimize, normalDistribution } from "../stats/index.ts";
import { balanced } from "./_generator.ts";
import { pathsUnder } from "./_path-integrals.ts";
import { type Interval, intervalsOf, reachable, type Visit } from "./_visit-intervals.ts";
import type { Generator } from "./estimate-generator.ts";

/** Options of {@link fitGeneratorToVisits}. */
export interface VisitFitOptions {
  /** The states, in the order of the rates. */
  readonly states: readonly string[];
  /** The moves that can happen at once, `[from, to]`; any other move takes several of them. */
  readonly moves: readonly (readonly [string, string])[];
  /**
   * States whose beginning is seen to the moment, such as a contract that ended: a visit in one says when it was entered, not only that
   * it had been.
   * @defaultValue none
   */
  readonly exact?: readonly string[] | undefined;
  /**
   * The level of the intervals.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** The rate of one move. */
export interface FittedRate {
  /** The state that is left. */
  readonly from: string;
  /** The state that is entered. */
  readonly to: string;
  /** Moves a unit of time of a customer in `from`. */
  readonly rate: number;
  /** `"none"`: the visits speak for no such moves at all; `"free"`: any rate would do as well; otherwise `"inside"`. */
  readonly position: "inside" | "none" | "free";
  /** Of ln(rate), where there is one. */
  readonly logStandardError?: number;
  /** The interval exp(ln rate ± z·se), where there is one. */
  readonly lower?: number;
  /** Its upper end. */
  readonly upper?: number;
}

/** Rates fitted to visits. */
export interface VisitFit extends Generator {
  /** What kind of maximum was found: see `minimize` of `clientele/stats`. */
  readonly status: Minimum["status"];
  /** In words: why this status. */
  readonly reasons: readonly string[];
  /** ln L of the visits under the rates. */
  readonly logLikelihood: number;
  /** One for each of `moves`. */
  readonly fitted: readonly FittedRate[];
  /** Customers with two visits or more. */
  readonly customers: number;
  /** Pairs of consecutive visits. */
  readonly intervals: number;
}

/**
 * Fits the rates of a continuous-time chain to visits at irregular times: each customer seen at moments of its own.
 *
 * L = Π P(t₂ − t₁)_{s₁s₂} over consecutive visits of a customer, P(t) = exp(Q·t); into an exact state d, Σ_k P(t)_{s₁k}·q_kd instead
 *
 * The logarithms of the rates are found by BFGS with the exact gradient ∂P(t)_ij/∂q_kl = ∫ P(s)_ik·(P(t − s)_lj − P(t − s)_kj) ds, which is
 * summed by uniformisation. Standard errors are those of the observed information. That a customer is seen must not depend on its state.
 *
 * @param visits - in any order; a customer with one visit says nothing
 * @throws InvalidDataError naming each visit without a customer, a finite time or a known state, two visits of a customer at one time, and
 * visits that the moves cannot explain
 * @throws RangeError if states or moves do not fit, or nobody was seen twice
 *
 * @see Kalbfleisch and Lawless (1985), The analysis of panel data under a Markov assumption, JASA 80; Jackson (2011), Multi-state
 * models for panel data: the msm package for R, Journal of Statistical Software 38(8), for exact times
 *
 * @example
 * ```ts
 * import { fitGeneratorToVisits } from "clientele/migration";
 *
 * const seen = (customerId: string, ...states: string[]) => states.map((state, at) => ({ customerId, at, state }));
 * const fit = fitGeneratorToVisits(
 *   [...seen("ann", "A", "A", "B", "B"), ...seen("bob", "A", "B", "A", "A"), ...seen("eve", "B", "B", "A", "A")],
 *   { states: ["A", "B"], moves: [["A", "B"], ["B", "A"]] },
 * );
 * fit.status; // => "converged"
 * fit.fitted.map(({ rate }) => rate.toFixed(4)); // => ["1.0234", "1.2792"]
 * ```
 */
export function fitGeneratorToVisits(visits: Iterable<Visit>, options: VisitFitOptions): VisitFit {
  const { states, moves, exact = [], confidence = 0.95 } = options;
  checkOptions(options);
  const rank = new Map(states.map((state, i) => [state, i]));
  const cells = moves.map(([from, to]) => [rank.get(from)!, rank.get(to)!] as const);
  const exactly = new Set(exact.map((state) => rank.get(state)!));
  const { intervals, customers } = intervalsOf(visits, rank, reachable(states.length, cells), exactly, cells);
  if (intervals.length === 0) refuse("some customer must have two visits", "none");

  const ratesOf = (values: readonly number[]): number[][] => {
    const rates = states.map(() => states.map(() => 0));
    cells.forEach(([i, j], m) => {
      rates[i]![j] = values[m]!;
    });
    return balanced(rates);
  };
  const found = minimize((values) => -logLikelihood(intervals, ratesOf(values), exactly), {
    parameters: moves.map(([from, to], m) => ({
      name: `${from} → ${to}`,
      start: startOf(intervals, cells[m]!),
      lower: 0,
    })),
    gradient: (values) => gradientOf(intervals, ratesOf(values), exactly, cells).map((g) => -g),
  });
  if (found.value === undefined)
    throw new RangeError(`Cannot fit a generator to visits: ${found.reasons.join("; ")}`);
  const z = normalDistribution().upperQuantile((1 - confidence) / 2);
  const rates = ratesOf(found.parameters.map(({ value }) => value));
  return Object.freeze({
    states: Object.freeze([...states]),
    rates: Object.freeze(rates.map((row) => Object.freeze(row))),
    status: found.status,
    reasons: found.reasons,
    logLikelihood: -found.value,
    fitted: Object.freeze(
      found.parameters.map(({ value: rate, position, standardError }, m) => {
        const [from, to] = moves[m]!;
        const logStandardError = standardError === undefined ? undefined : standardError / rate;
        return Object.freeze({
          from,
          to,
          rate,
          position: position === "inside" ? "inside" : position === "lower" ? "none" : "free",
          ...(logStandardError === undefined
            ? {}
            : {
                logStandardError,
                lower: rate * Math.exp(-z * logStandardError),
                upper: rate * Math.exp(z * logStandardError),
              }),
        } as const);
      }),
    ),
    customers,
    intervals: intervals.reduce((sum, { count }) => sum + count, 0),
  });
}

function logLikelihood(
  intervals: readonly Interval[],
  rates: readonly (readonly number[])[],
  exactly: ReadonlySet<number>,
): number {
  const paths = pathsUnder(rates);
  const ends = new Float64Array(rates.length);
  let log = 0;
  for (const { from, to, time, count } of intervals) {
    setEnds(ends, rates, to, exactly.has(to) && from !== to);
    log += count * Math.log(reached(paths.row(from, time), ends));
  }
  return log;
}

function gradientOf(
  intervals: readonly Interval[],
  rates: readonly (readonly number[])[],
  exactly: ReadonlySet<number>,
  cells: readonly (readonly [number, number])[],
): number[] {
  const size = rates.length;
  const paths = pathsUnder(rates);
  const ends = new Float64Array(size);
  const gradient = cells.map(() => 0);
  for (const { from, to, time, count } of intervals) {
    const entered = exactly.has(to) && from !== to;
    setEnds(ends, rates, to, entered);
    const integrals = paths.integrals(from, time, ends);
    const row = paths.row(from, time);
    const share = count / reached(row, ends);
    for (let m = 0; m < cells.length; m++) {
      const [k, l] = cells[m]!;
      const change = integrals[k * size + l]! - integrals[k * size + k]!;
      gradient[m]! += share * (change + (entered && l === to ? row[k]! : 0));
    }
  }
  return gradient;
}

/** How much each state counts at the end of an interval: being in it, or the rate of entering it from there. */
function setEnds(
  ends: Float64Array,
  rates: readonly (readonly number[])[],
  to: number,
  entered: boolean,
): void {
  for (let k = 0; k < ends.length; k++)
    ends[k] = entered ? (k === to ? 0 : rates[k]![to]!) : k === to ? 1 : 0;
}

function reached(row: Float64Array, ends: Float64Array): number {
  let p = 0;
  for (let k = 0; k < row.length; k++) p += row[k]! * ends[k]!;
  return p;
}

/** Moves from one state to the other in a visit's time, by the time spent in the first. */
function startOf(intervals: readonly Interval[], [from, to]: readonly [number, number]): number {
  let [moved, spent] = [0.5, 0];
  for (const interval of intervals) {
    if (interval.from !== from) continue;
    spent += interval.time * interval.count;
    if (interval.to === to) moved += interval.count;
  }
  return spent > 0 ? moved / spent : 1 / intervals.reduce((longest, { time }) => Math.max(longest, time), 0);
}

function refuse(rule: string, got: unknown): never {
  throw new RangeError(`Cannot fit a generator to visits: ${rule}, got ${String(got)}`);
}

function checkOptions({ states, moves, exact = [], confidence = 0.95 }: VisitFitOptions): void {
  if (states.length < 2 || new Set(states).size !== states.length)
    refuse("states must be two different ones at least", states.join(", ") || "none");
  if (!(confidence > 0 && confidence < 1)) refuse("confidence must be between 0 and 1", confidence);
  if (moves.length === 0) refuse("some move must be possible", "none");
  const known = new Set<string>();
  for (const [from, to] of moves) {
    if (!states.includes(from) || !states.includes(to) || from === to)
      refuse("a move must lead from one of the states to another", `${from} → ${to}`);
    if (known.has(JSON.stringify([from, to]))) refuse("each move must be there once", `${from} → ${to}`);
    known.add(JSON.stringify([from, to]));
  }
  for (const state of exact) {
    if (!states.includes(state)) refuse("exact states must be among the states", state);
  }
}

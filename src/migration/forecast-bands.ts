import { createRandom, multinomial, type Random } from "../stats/index.ts";
import { drawDrift } from "./_draw-drift.ts";
import { checkStart, inflowRows } from "./_forecast-start.ts";
import type { TransitionPosterior } from "./estimate-posterior.ts";
import { forecastTiers } from "./forecast-tiers.ts";

/** Options of {@link forecastBands}. */
export interface ForecastBandOptions {
  /** What the chance of the draws follows from. */
  readonly seed: string | number;
  /**
   * How many periods ahead.
   * @defaultValue `1`
   */
  readonly steps?: number | undefined;
  /**
   * New customers by state, whole numbers: a row for each coming period, or one row for every period.
   * @defaultValue none
   */
  readonly inflow?: readonly number[] | readonly (readonly number[])[] | undefined;
  /**
   * What a customer brings in a period by state, in any unit.
   * @defaultValue no revenue is forecast
   */
  readonly revenue?: readonly number[] | undefined;
  /**
   * How probable it is that a number lies within its band.
   * @defaultValue `0.9`
   */
  readonly level?: number | undefined;
  /**
   * How many futures are drawn.
   * @defaultValue `1000`
   */
  readonly draws?: number | undefined;
  /**
   * What is not known: `"chance"`, that customers move by chance; `"chain"`, that the chain was estimated.
   * @defaultValue both
   */
  readonly from?: readonly ("chance" | "chain")[] | undefined;
  /**
   * How much of what is known of the chain is still known a period later: below 1 the chain drifts, 0.9 by a tenth of its moves a
   * period. It needs `"chain"` in `from`.
   * @defaultValue `1`
   */
  readonly discount?: number | undefined;
}

/** Where a number is expected to lie. */
export interface ForecastBand {
  /** The mean over all futures drawn. */
  readonly mean: number;
  /** Their standard deviation. */
  readonly deviation: number;
  /** The lower end of the band. */
  readonly low: number;
  /** Its upper end. */
  readonly high: number;
}

/** Customers by state, each number with its band. */
export interface BandedForecast {
  /** The states. */
  readonly states: readonly string[];
  /** `path[t][j]`: customers in state j after t + 1 periods. */
  readonly path: readonly (readonly ForecastBand[])[];
  /** The revenue of all states after t + 1 periods, where revenue by state was given. */
  readonly revenue?: readonly ForecastBand[];
  /** Which uncertainties are in the bands. */
  readonly from: readonly ("chance" | "chain" | "drift")[];
  /** How probable it is that a number lies within its band. */
  readonly level: number;
  /** How many futures were drawn. */
  readonly draws: number;
  /** Whether those who are yet to come are in it. */
  readonly inflow: "not included" | readonly (readonly number[])[];
}

/**
 * Forecasts how many customers will be in each state, with bands for what is not known: where chance takes each customer, what the
 * chain is, and how it will have changed by then.
 *
 * Each future draws P ~ posterior, lets it drift, Dirichlet(δʰ·a) after h periods, and moves each state's customers by
 * Multinomial(n_i, P_i); the band is between the (1 ± level)/2 quantiles of the futures
 *
 * The mean of many futures is not the forecast with the mean chain, since powers are not linear. A band is for one number; that all
 * of several lie within theirs is less probable.
 *
 * @param posterior - what is known of the chain; see {@link estimatePosterior}
 * @param occupancy - customers by state, whole numbers
 * @throws RangeError if customers are not whole numbers, an option is out of range, or nothing is uncertain
 *
 * @see West and Harrison (1997), Bayesian Forecasting and Dynamic Models, section 6.3, for the discount
 *
 * @example
 * ```ts
 * import { estimatePosterior, forecastBands, type TransitionCounts } from "clientele/migration";
 *
 * const counts: TransitionCounts = { states: ["A", "B"], counts: [[75, 25], [25, 75]], total: 200, entries: [], gaps: 0, periods: [] };
 * const posterior = estimatePosterior(counts);
 * const { path } = forecastBands(posterior, [1000, 200], { seed: "forecast" });
 * path[0]?.map(({ mean, low, high }) => low < mean && mean < high && high - low < 200); // => [true, true]
 * const known = forecastBands(posterior, [1000, 200], { seed: "forecast", from: ["chance"] });
 * (known.path[0]?.[0]?.deviation ?? 0) < (path[0]?.[0]?.deviation ?? 0); // => true
 * ```
 */
export function forecastBands(
  posterior: TransitionPosterior,
  occupancy: readonly number[],
  options: ForecastBandOptions,
): BandedForecast {
  const { steps = 1, level = 0.9, draws = 1000, from = ["chance", "chain"], discount = 1, seed } = options;
  const { states } = posterior;
  checkStart(states, occupancy, steps);
  const inflow = inflowRows(states, steps, options.inflow);
  check(options, [occupancy, ...(inflow ?? [])]);
  const [chance, chain] = [from.includes("chance"), from.includes("chain")];
  // Revenue is checked where it is forecast without bands.
  if (options.revenue !== undefined)
    forecastTiers(posterior, occupancy, { revenue: options.revenue, steps: 0 });
  const size = states.length;
  const numbers = Array.from({ length: steps * (size + 1) }, () => new Float64Array(draws));
  const random = createRandom(seed).split("forecast bands");
  const fixed = Float64Array.from(posterior.probabilities.flat());
  for (let d = 0; d < draws; d++) {
    const own = random.split(d);
    const drifting = chain ? drawDrift(posterior.shapes, discount, own) : undefined;
    let now = [...occupancy];
    for (let t = 0; t < steps; t++) {
      now = moved(now, drifting?.next() ?? fixed, size, chance ? own : undefined);
      inflow?.[t]?.forEach((n, j) => {
        now[j]! += n;
      });
      now.forEach((n, j) => {
        numbers[t * (size + 1) + j]![d] = n;
      });
      numbers[t * (size + 1) + size]![d] = now.reduce(
        (sum, n, j) => sum + n * (options.revenue?.[j] ?? 0),
        0,
      );
    }
  }
  const bands = numbers.map((drawn) => bandOf(drawn, level));
  const rows = Array.from({ length: steps }, (_, t) => bands.slice(t * (size + 1), (t + 1) * (size + 1)));
  return Object.freeze({
    states,
    path: Object.freeze(rows.map((row) => Object.freeze(row.slice(0, size)))),
    ...(options.revenue === undefined ? {} : { revenue: Object.freeze(rows.map((row) => row[size]!)) }),
    from: Object.freeze([...from, ...(discount < 1 ? (["drift"] as const) : [])]),
    level,
    draws,
    inflow: inflow ?? "not included",
  });
}

function check(options: ForecastBandOptions, arrivals: readonly (readonly number[])[]): void {
  const { level = 0.9, draws = 1000, from = ["chance", "chain"], discount = 1 } = options;
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot forecast bands: ${rule}, got ${String(got)}`);
  };
  if (!(level > 0 && level < 1)) refuse("level must be between 0 and 1", level);
  if (!(Number.isInteger(draws) && draws >= 2)) refuse("draws must be an integer from 2 up", draws);
  if (from.length === 0) refuse("from must name chance or chain", "none");
  for (const name of from)
    if (name !== "chance" && name !== "chain") refuse("from must name chance or chain", name);
  if (!(discount > 0 && discount <= 1)) refuse("discount must be above 0 and at most 1", discount);
  if (discount < 1 && !from.includes("chain"))
    refuse('discount below 1 needs "chain" in from', from.join(", "));
  for (const row of arrivals)
    for (const n of row) if (!Number.isSafeInteger(n)) refuse("customers must be whole numbers", n);
}

function moved(
  now: readonly number[],
  matrix: Float64Array,
  size: number,
  random: Random | undefined,
): number[] {
  const next = new Array<number>(size).fill(0);
  now.forEach((n, i) => {
    if (n === 0) return;
    const row = matrix.subarray(i * size, (i + 1) * size);
    if (random === undefined) for (let j = 0; j < size; j++) next[j]! += n * row[j]!;
    else
      multinomial(random, n, [...row]).forEach((k, j) => {
        next[j]! += k;
      });
  });
  return next;
}

function bandOf(drawn: Float64Array, level: number): ForecastBand {
  const sorted = drawn.slice().sort();
  const n = sorted.length;
  const average = sorted.reduce((sum, value) => sum + value, 0) / n;
  const squares = sorted.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const at = (q: number): number => sorted[Math.min(n - 1, Math.max(0, Math.ceil(q * n) - 1))]!;
  return Object.freeze({
    mean: average,
    deviation: Math.sqrt(squares / (n - 1)),
    low: at((1 - level) / 2),
    high: at((1 + level) / 2),
  });
}

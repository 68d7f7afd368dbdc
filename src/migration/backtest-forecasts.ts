import { NO_STATE, type StatePanel } from "../orders/index.ts";
import { matrixPower } from "../stats/index.ts";
import { type CalibrationBin, createCalibration } from "./_calibration.ts";
import { countTransitionsByPeriod } from "./count-transitions.ts";

/** Options of {@link backtestForecasts}. */
export interface BacktestOptions {
  /**
   * The horizons, in periods.
   * @defaultValue `[1]`
   */
  readonly steps?: readonly number[] | undefined;
  /**
   * The decays to try: the weight of a move for each period that it lies before the last one known.
   * @defaultValue `[0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3]`
   */
  readonly decays?: readonly number[] | undefined;
  /**
   * The positions of the last known periods to forecast from.
   * @defaultValue all from the second period on that the shortest horizon allows
   */
  readonly origins?: readonly number[] | undefined;
}

/** How well one way to forecast did at one horizon. */
export interface BacktestScore {
  /** `"no change"`, `"last matrix"`, `"pooled"`, or `"decay 0.5"`. */
  readonly method: string;
  /** How many periods ahead. */
  readonly steps: number;
  /** How many forecasts were made: one for each origin. */
  readonly forecasts: number;
  /** The mean absolute error of the number of customers in a state. */
  readonly occupancyError: number;
  /** In how many forecasts no other method had a smaller error. */
  readonly best: number;
  /**
   * The mean logarithm of the probability of where each customer was; nearer 0 is better. `"impossible-move-seen"` of no change
   * when somebody moved.
   */
  readonly logScore: number | "impossible-move-seen";
  /** Customers forecast, over all origins. */
  readonly customers: number;
  /** Probabilities said and shares seen, by tenths of the probability; empty tenths are left out. */
  readonly calibration: readonly CalibrationBin[];
}

/** Ways to forecast, tried on the past. */
export interface Backtest {
  /** Every method at every horizon. */
  readonly scores: readonly BacktestScore[];
  /** The decay with the least error of totals, by horizon. */
  readonly decay: readonly { readonly steps: number; readonly decay: number }[];
  /** The method with the least error of totals, by horizon. */
  readonly recommended: readonly { readonly steps: number; readonly method: string }[];
  /** The same in words, one sentence or two for each horizon. */
  readonly recommendation: readonly string[];
}

/** What is added to each cell for the log score alone: no forecast may call impossible what was merely never seen. */
const HALF = 0.5;

/**
 * Tries ways to forecast on the past, each time with what was known by then: which of them to use, and how wrong it will be.
 *
 * From each origin o: P of the moves up to o, weights decay^(o − 1 − p), n_{o+h} = n_o·P^h; error Σ_j |n_j − seen_j| / K; log score
 * Σ_c ln P^h[i_c][j_c] / N with half a move added to each cell; calibration, the mean P^h said in each tenth beside the share seen
 *
 * Of the customers with a state in both periods. `"no change"` leaves everybody where he or she is, `"last matrix"` counts the last
 * period's moves alone, `"pooled"` all alike. Rows without moves stay. Few origins decide little: see `forecasts` and `best`.
 *
 * @throws RangeError if a horizon, a decay or an origin is out of range, or there is no origin to forecast from
 *
 * @see Tashman (2000), Out-of-sample tests of forecasting accuracy; Gneiting and Raftery (2007), Strictly proper scoring rules
 *
 * @example
 * ```ts
 * import { backtestForecasts } from "clientele/migration";
 * import { createStatePanel } from "clientele/orders";
 *
 * const periods = [
 *   { from: "2026-01-01", to: "2026-02-01" },
 *   { from: "2026-02-01", to: "2026-03-01" },
 *   { from: "2026-03-01", to: "2026-04-01" },
 * ] as const;
 * // Everybody changes every time.
 * const cells = Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1, 0);
 * const panel = createStatePanel({ customerIds: ["ann", "bob", "cy"], periods, states: ["A", "B"], cells });
 * const found = backtestForecasts(panel, { decays: [0.5] });
 * found.scores.map(({ method, occupancyError }) => [method, occupancyError]); // => [["no change", 1], ["last matrix", 0], ["pooled", 0], ["decay 0.5", 0]]
 * found.recommended; // => [{ steps: 1, method: "last matrix" }]
 * ```
 */
export function backtestForecasts(panel: StatePanel, options: BacktestOptions = {}): Backtest {
  const { steps = [1], decays = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3] } = options;
  check(panel, steps, decays, options.origins);
  const byPeriod = countTransitionsByPeriod(panel).map(({ counts }) => counts);
  const last = panel.periods.length - 1;
  const nearest = Math.min(...steps);
  const origins = options.origins ?? Array.from({ length: last - nearest }, (_, k) => k + 1);
  const methods: readonly Method[] = [
    { name: "no change" },
    { name: "last matrix", decay: 0 },
    { name: "pooled", decay: 1 },
    ...decays.map((decay) => ({ name: `decay ${decay}`, decay })),
  ];
  const scores = steps.flatMap((h) => {
    const tries = methods.map(() => new Trial());
    for (const origin of origins) {
      if (origin + h > last) continue;
      const seen = pairsBetween(panel, origin, origin + h);
      const errors = methods.map(({ decay }, m) =>
        tries[m]!.add(seen, decay === undefined ? undefined : weighted(byPeriod.slice(0, origin), decay), h),
      );
      const least = Math.min(...errors);
      errors.forEach((error, m) => {
        if (error <= least) tries[m]!.wins++;
      });
    }
    return methods.map(({ name }, m) => tries[m]!.score(name, h));
  });
  const at = (h: number): readonly BacktestScore[] => scores.filter((s) => s.steps === h);
  const best = (found: readonly BacktestScore[]): BacktestScore =>
    found.reduce((least, s) => (s.occupancyError < least.occupancyError - 1e-9 ? s : least));
  return Object.freeze({
    scores: Object.freeze(scores),
    decay: Object.freeze(
      decays.length === 0
        ? []
        : steps.map((h) => {
            const found = best(at(h).slice(-decays.length));
            return Object.freeze({ steps: h, decay: decays[at(h).slice(-decays.length).indexOf(found)]! });
          }),
    ),
    recommended: Object.freeze(steps.map((h) => Object.freeze({ steps: h, method: best(at(h)).method }))),
    recommendation: Object.freeze(steps.map((h) => words(best(at(h)), at(h)))),
  });
}

interface Method {
  readonly name: string;
  /** 0 keeps the last period's moves alone; nothing, no moves at all. */
  readonly decay?: number;
}

type Table = readonly (readonly number[])[];

function weighted(steps: readonly Table[], decay: number): number[][] {
  const latest = steps[steps.length - 1]!;
  return latest.map((row, i) =>
    row.map((_, j) =>
      steps.reduce((sum, counts, p) => sum + decay ** (steps.length - 1 - p) * counts[i]![j]!, 0),
    ),
  );
}

/** Customers by state in both of two periods. */
function pairsBetween({ customerIds, states, cells }: StatePanel, from: number, to: number): Table {
  const customers = customerIds.length;
  const counts = states.map(() => states.map(() => 0));
  for (let c = 0; c < customers; c++) {
    const [i, j] = [cells[from * customers + c]!, cells[to * customers + c]!];
    if (i !== NO_STATE && j !== NO_STATE) counts[i]![j]!++;
  }
  return counts;
}

/** The rows divided by their sums after something is added to each cell; a row of nothing stays. */
function shares(counts: Table, added: number): Table {
  return counts.map((row, i) => {
    const total = row.reduce((sum, n) => sum + n + added, 0);
    return row.map((n, j) => (total === 0 ? (i === j ? 1 : 0) : (n + added) / total));
  });
}

/** The forecasts of one method at one horizon. */
class Trial {
  private forecasts = 0;
  private error = 0;
  private logs = 0;
  private customers = 0;
  private readonly calibration = createCalibration();
  wins = 0;

  /** Adds one forecast and returns its error of totals. */
  add(seen: Table, counts: Table | undefined, h: number): number {
    const stay = seen.map((_, i) => seen.map((_, j) => (i === j ? 1 : 0)));
    const power = counts === undefined ? stay : matrixPower(shares(counts, 0), h);
    const likely = counts === undefined ? stay : matrixPower(shares(counts, HALF), h);
    const start = seen.map((row) => row.reduce((sum, n) => sum + n, 0));
    const error = seen.reduce((sum, _, j) => {
      const expected = start.reduce((total, n, i) => total + n * power[i]![j]!, 0);
      const is = seen.reduce((total, row) => total + row[j]!, 0);
      return sum + Math.abs(expected - is) / seen.length;
    }, 0);
    seen.forEach((row, i) => {
      row.forEach((n, j) => {
        if (n > 0) this.logs += n * Math.log(likely[i]![j]!);
        this.calibration.add(power[i]![j]!, n, start[i]!);
      });
    });
    this.error += error;
    this.customers += start.reduce((sum, n) => sum + n, 0);
    this.forecasts++;
    return error;
  }

  score(method: string, steps: number): BacktestScore {
    const log = this.customers === 0 ? 0 : this.logs / this.customers;
    return Object.freeze({
      method,
      steps,
      forecasts: this.forecasts,
      occupancyError: this.error / this.forecasts,
      best: this.wins,
      logScore: log === Number.NEGATIVE_INFINITY ? "impossible-move-seen" : log,
      customers: this.customers,
      calibration: this.calibration.bins(),
    });
  }
}

const inWords = (method: string): string =>
  method === "last matrix"
    ? "the last matrix"
    : method === "pooled"
      ? "the pooled matrix"
      : method.startsWith("decay")
        ? `a ${method.replace(" ", " of ")}`
        : method;

function words(best: BacktestScore, all: readonly BacktestScore[]): string {
  const error = (name: string): number => all.find((s) => s.method === name)!.occupancyError;
  const less = (name: string): string => {
    const other = error(name);
    if (best.method === name || other === 0) return "";
    const gain = Math.round(100 * (1 - best.occupancyError / other));
    return gain === 0 ? `, hardly below ${inWords(name)}` : `, ${gain} % below ${inWords(name)}`;
  };
  const ahead = best.steps === 1 ? "one period" : `${best.steps} periods`;
  const tries = best.forecasts === 1 ? "1 forecast" : `${best.forecasts} forecasts`;
  const log = all.reduce((top, s) =>
    typeof s.logScore === "number" && !(typeof top.logScore === "number" && top.logScore >= s.logScore)
      ? s
      : top,
  );
  return [
    `Forecast ${ahead} ahead with ${inWords(best.method)}: in ${tries} its totals were off by ${best.occupancyError.toFixed(1)} customers a state${less("no change")}${less("pooled")}${less("last matrix")}.`,
    log.method === best.method ? "" : ` Where single customers would be, ${inWords(log.method)} told better.`,
    best.forecasts < 3 ? " That is little to decide by." : "",
  ].join("");
}

function check(
  { periods }: StatePanel,
  steps: readonly number[],
  decays: readonly number[],
  origins: readonly number[] | undefined,
): void {
  const last = periods.length - 1;
  const refuse = (rule: string, got: unknown): never => {
    throw new RangeError(`Cannot backtest forecasts: ${rule}, got ${String(got)}`);
  };
  if (last < 2) refuse("the panel must have at least 3 periods", periods.length);
  if (steps.length === 0) refuse("steps must name a horizon", "none");
  for (const h of steps)
    if (!(Number.isInteger(h) && h >= 1 && h <= last - 1))
      refuse(`steps must be integers from 1 to ${last - 1}`, h);
  for (const decay of decays)
    if (!(decay > 0 && decay <= 1)) refuse("decays must be above 0 and at most 1", decay);
  const furthest = Math.max(...steps);
  if (origins !== undefined && origins.length === 0) refuse("origins must name a period", "none");
  for (const origin of origins ?? [])
    if (!(Number.isInteger(origin) && origin >= 1 && origin + furthest <= last))
      refuse(`origins must be integers from 1 to ${last - furthest}`, origin);
}

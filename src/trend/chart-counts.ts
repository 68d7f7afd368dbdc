import { type Distribution, negativeBinomialDistribution, poissonDistribution } from "../stats/index.ts";
import { checkNotNegative, checkPositive, readCounts, readWeights, wrongCall } from "./_check-series.ts";
import { type CountLimits, probabilityLimits, sigmaLimits } from "./_count-limits.ts";
import { type DrawnPoint, drawChart, readChartRule } from "./_draw-chart.ts";
import type { ControlChartOptions, ControlChartResult } from "./control-chart.ts";

/** Options of {@link chartCounts}. */
export interface CountChartOptions extends Omit<ControlChartOptions, "limits"> {
  /**
   * How much each point is a count of: its days, orders, units sold. With it the chart is of rates (u chart).
   * @defaultValue all 1, a chart of counts (c chart)
   */
  readonly exposures?: ArrayLike<number> | undefined;
  /**
   * The events of one unit of exposure in control.
   * @defaultValue events of the baseline / exposure of the baseline
   */
  readonly rate?: number | undefined;
  /**
   * α of counts that scatter more than Poisson's, with variance μ + αμ²; `"estimated"`: by moments from the baseline, not below 0.
   * @defaultValue `0`, Poisson
   */
  readonly dispersion?: number | "estimated" | undefined;
  /**
   * `"predictive"`: limits of probability of the next count where the rate is known from the baseline alone (negative binomial
   * with the counts of the baseline + ½), wider where the baseline is short, and defined without any event in it; the others
   * as in every chart.
   * @defaultValue `"probability"`
   */
  readonly limits?: "probability" | "three-sigma" | "predictive" | undefined;
}

/**
 * Charts counts of events, such as complaints of a day: a c chart, or with exposures a u chart of rates.
 *
 * centre λ = Σx/Σe; three-sigma: λ ± 3√(λ/e); probability: the smallest l with P(X ≤ l) ≥ risk/2 and the smallest u with
 * P(X > u) ≤ risk/2 of X ~ Poisson(λe), over e; predictive: the same of X ~ NB(Σx + ½, m/(m + e)), m = Σe of the baseline
 *
 * A point is out of control strictly below l or above u. With `dispersion` α the law is negative binomial of variance μ + αμ².
 *
 * @param counts - whole numbers from 0 up, in order
 * @returns a chart; insufficient without points, or where the baseline has no event and no limits but `"predictive"` are asked for
 * @throws RangeError when a count is no whole number from 0 up, an exposure or the rate is not positive, or options do not go
 *   together
 *
 * @see Montgomery, Introduction to Statistical Quality Control, 7.3; Shewhart (1931)
 *
 * @example
 * ```ts
 * import { chartCounts } from "clientele/trend";
 *
 * const complaints = [2, 0, 1, 3, 1, 2, 0, 1, 2, 9];
 * const chart = chartCounts(complaints, { baseline: { from: 0, to: 9 } });
 * if (chart.kind !== "chart") throw new Error(chart.kind);
 * chart.signals.map(({ at, value, upper, signal }) => [at, value, upper, signal]); // => [[9, 9, 6, "above"]]
 * chart.points[0]?.falseAlarm.toFixed(5); // => "0.00047"
 * ```
 */
export function chartCounts(counts: ArrayLike<number>, options: CountChartOptions = {}): ControlChartResult {
  const doing = "chart counts";
  const series = readCounts(doing, counts);
  const exposures = options.exposures && readWeights(doing, options.exposures, series.length, "exposure");
  const { limits = "probability", rate, dispersion = 0 } = options;
  const predictive = limits === "predictive";
  if (predictive && (dispersion !== 0 || rate !== undefined))
    throw wrongCall(
      doing,
      "limits",
      "probability or three-sigma where a rate or dispersion is given",
      limits,
    );
  const rule = readChartRule(doing, series.length, {
    ...options,
    limits: predictive ? "probability" : limits,
  });
  if (series.length === 0) return Object.freeze({ kind: "insufficient", of: "points", have: 0, need: 1 });
  const exposureOf = (at: number): number => exposures?.[at] ?? 1;
  let [events, exposed, points] = [0, 0, 0];
  series.forEach((count, at) => {
    if (!rule.inBaseline(at)) return;
    events += count;
    exposed += exposureOf(at);
    points++;
  });
  if (rate !== undefined) checkPositive(doing, "rate", rate);
  const centre = rate ?? events / exposed;
  if (centre === 0 && !predictive)
    return Object.freeze({ kind: "insufficient", of: "events in the baseline", have: 0, need: 1 });
  const baseline = Array.from(series, (count, at) => [count, centre * exposureOf(at), at] as const);
  const alpha =
    dispersion === "estimated"
      ? dispersionOf(baseline.filter(([, , at]) => rule.inBaseline(at)))
      : checkNotNegative(doing, "dispersion", dispersion);
  // Points of one exposure have one law.
  const known = new Map<number, Omit<DrawnPoint, "value">>();
  const drawn = Array.from(series, (count, at): DrawnPoint => {
    const exposure = exposureOf(at);
    const line = known.get(exposure) ?? lineOf(exposure);
    known.set(exposure, line);
    return { value: count / exposure, ...line };
  });
  function lineOf(exposure: number): Omit<DrawnPoint, "value"> {
    const mean = centre * exposure;
    const share = exposure / exposed;
    // The next count of a baseline without an event is 0 most of the time, and not always.
    const sigma = predictive
      ? Math.sqrt((events + 0.5) * share * (1 + share))
      : Math.sqrt(mean + alpha * mean * mean);
    const law = predictive ? nextCount(events, exposed, exposure) : countLaw(mean, alpha);
    const found: CountLimits =
      rule.limits === "three-sigma"
        ? sigmaLimits(law, mean, sigma, Number.POSITIVE_INFINITY)
        : probabilityLimits(law, rule.risk);
    const { lower, upper, falseAlarm } = found;
    return {
      centre,
      sigma: sigma / exposure,
      lower: lower > 0 ? lower / exposure : undefined,
      upper: upper / exposure,
      falseAlarm,
    };
  }
  const chart = exposures === undefined ? "c" : "u";
  const law = predictive
    ? "the next count"
    : alpha === 0
      ? "Poisson"
      : `negative binomial, dispersion ${alpha.toPrecision(3)}`;
  return drawChart(
    {
      chart,
      method: `${chart} chart, ${limits} limits, ${law}`,
      centre,
      baseline: rate === undefined ? points : 0,
    },
    drawn,
  );
}

function countLaw(mean: number, alpha: number): Distribution {
  return alpha === 0
    ? poissonDistribution({ mean })
    : negativeBinomialDistribution({ size: 1 / alpha, probability: 1 / (1 + alpha * mean) });
}

/** The next count when so many events came in such an exposure and the prior of the rate is Jeffreys'. */
function nextCount(events: number, exposed: number, exposure: number): Distribution {
  return negativeBinomialDistribution({ size: events + 0.5, probability: exposed / (exposed + exposure) });
}

/** α = Σ((x − μ)² − x) / Σμ², not below 0. */
function dispersionOf(points: readonly (readonly [number, number, number])[]): number {
  let [excess, squares] = [0, 0];
  for (const [count, mean] of points) {
    excess += (count - mean) ** 2 - count;
    squares += mean * mean;
  }
  return Math.max(0, excess / squares);
}

import { negativeBinomialDistribution } from "../stats/index.ts";
import { readCounts, readSeries, wrongCall } from "./_check-series.ts";
import { probabilityLimits, sigmaLimits } from "./_count-limits.ts";
import { drawChart, readChartRule } from "./_draw-chart.ts";
import { individualsOf } from "./chart-individuals.ts";
import type { ControlChartOptions, ControlChartResult } from "./control-chart.ts";

/**
 * Charts how many cases passed between one rare event and the next, such as deliveries between two complaints: a g chart. Where
 * counts of a period are mostly 0, it sees what a chart of counts cannot. A point *below* is bad: events come sooner.
 *
 * centre ḡ; three-sigma: ḡ ± 3√(ḡ(ḡ + 1)), not below 0; probability: quantiles of the geometric law with p = 1/(ḡ + 1)
 *
 * @param gaps - cases without the event before each event, whole numbers from 0 up
 * @returns a chart; insufficient without gaps, or where all of the baseline are 0
 * @throws RangeError when a gap is no whole number from 0 up or an option is out of its range
 *
 * @see Benneyan (2001), Number-between g-type statistical quality control charts
 *
 * @example
 * ```ts
 * import { chartGaps } from "clientele/trend";
 *
 * const chart = chartGaps([40, 12, 95, 33, 7, 60, 28, 0], { baseline: { from: 0, to: 7 }, risk: 0.05 });
 * chart.kind === "chart" && [chart.centre.toFixed(2), chart.points[7]?.lower, chart.points[7]?.signal]; // => ["39.29", 1, "below"]
 * ```
 */
export function chartGaps(gaps: ArrayLike<number>, options: ControlChartOptions = {}): ControlChartResult {
  const doing = "chart gaps";
  const series = readCounts(doing, gaps, "gap");
  const rule = readChartRule(doing, series.length, options);
  const { mean, points } = individualsOf(series, rule.inBaseline);
  if (points === 0) return Object.freeze({ kind: "insufficient", of: "gaps", have: 0, need: 1 });
  if (mean === 0)
    return Object.freeze({ kind: "insufficient", of: "cases without the event", have: 0, need: 1 });
  const law = negativeBinomialDistribution({ size: 1, probability: 1 / (mean + 1) });
  const sigma = Math.sqrt(mean * (mean + 1));
  const { lower, upper, falseAlarm } =
    rule.limits === "three-sigma"
      ? sigmaLimits(law, mean, sigma, Number.POSITIVE_INFINITY)
      : probabilityLimits(law, rule.risk);
  return drawChart(
    { chart: "g", method: `g chart, ${rule.limits} limits, geometric`, centre: mean, baseline: points },
    Array.from(series, (value) => ({
      value,
      centre: mean,
      sigma,
      lower: lower > 0 ? lower : undefined,
      upper,
      falseAlarm,
    })),
  );
}

/** Nelson's (1994) power, which makes exponential times nearly normal: 1/3.6. */
const POWER = 1 / 3.6;

/**
 * Charts the time from one rare event to the next, such as hours between outages: a t chart. A point *below* is bad.
 *
 * probability: quantiles of the exponential law, −t̄ ln(1 − risk/2) and −t̄ ln(risk/2), centre t̄ ln 2, the median; three-sigma: the
 * individuals chart of y = t^(1/3.6), ȳ ± 3 · mean|yᵢ − yᵢ₋₁|/1.128, drawn as y^3.6
 *
 * @param times - in any unit, not below 0
 * @returns a chart; insufficient where the baseline has fewer than two times, or all are equal
 * @throws RangeError when a time is not finite or below 0, or an option is out of its range
 *
 * @see Nelson (1994), A control chart for parts-per-million nonconforming items; Montgomery, 7.3.5
 *
 * @example
 * ```ts
 * import { chartTimesBetween } from "clientele/trend";
 *
 * const chart = chartTimesBetween([30, 12, 44, 25, 61, 18, 0.01], { baseline: { from: 0, to: 6 } });
 * chart.kind === "chart" && chart.points.map(({ signal }) => signal ?? "ok").join(" "); // => "ok ok ok ok ok ok below"
 * ```
 */
export function chartTimesBetween(
  times: ArrayLike<number>,
  options: ControlChartOptions = {},
): ControlChartResult {
  const doing = "chart times between events";
  const series = readSeries(doing, times, "time");
  const wrong = series.findIndex((time) => time < 0);
  if (wrong >= 0) throw wrongCall(doing, `time ${wrong}`, "not below 0", times[wrong]);
  const rule = readChartRule(doing, series.length, options);
  const { mean, meanRange, points } = individualsOf(series, rule.inBaseline);
  if (points < 2) return Object.freeze({ kind: "insufficient", of: "times", have: points, need: 2 });
  if (meanRange === 0)
    return Object.freeze({ kind: "insufficient", of: "different times", have: 1, need: 2 });
  const method = `t chart, ${rule.limits} limits, exponential`;
  if (rule.limits === "probability") {
    const centre = mean * Math.LN2;
    const lower = -mean * Math.log1p(-rule.risk / 2);
    const upper = -mean * Math.log(rule.risk / 2);
    return drawChart(
      { chart: "t", method, centre, baseline: points },
      Array.from(series, (value) => ({ value, centre, sigma: mean, lower, upper, falseAlarm: rule.risk })),
    );
  }
  const powers = individualsOf(
    series.map((time) => time ** POWER),
    rule.inBaseline,
  );
  const sigma = (powers.meanRange * Math.sqrt(Math.PI)) / 2;
  const back = (y: number): number => Math.max(0, y) ** (1 / POWER);
  const [lower, centre, upper] = [powers.mean - 3 * sigma, powers.mean, powers.mean + 3 * sigma].map(
    back,
  ) as [number, number, number];
  const falseAlarm = -Math.expm1(-lower / mean) + Math.exp(-upper / mean);
  return drawChart(
    { chart: "t", method, centre, baseline: points },
    Array.from(series, (value) => ({
      value,
      centre,
      sigma: mean,
      lower: lower > 0 ? lower : undefined,
      upper,
      falseAlarm,
    })),
  );
}

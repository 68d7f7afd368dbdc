import { normalDistribution } from "../stats/index.ts";
import { readSeries } from "./_check-series.ts";
import { type ChartRule, drawChart, readChartRule } from "./_draw-chart.ts";
import type { ControlChartOptions, ControlChartResult } from "./control-chart.ts";

/** d₂ of two: the mean range of two normal values of standard deviation 1. */
const MEAN_RANGE = 2 / Math.sqrt(Math.PI);
/** d₃ of two: the standard deviation of that range. */
const RANGE_SD = Math.sqrt(2 - 4 / Math.PI);

const standard = /* @__PURE__ */ normalDistribution({ mean: 0, sd: 1 });

/** How many standard deviations off a limit of two sides is. */
function limitWidth({ limits, risk }: Pick<ChartRule, "limits" | "risk">): number {
  return limits === "three-sigma" ? 3 : standard.upperQuantile(risk / 2);
}

/** Mean, mean moving range and number of the points of the baseline; ranges need both their points in it. */
export function individualsOf(series: Float64Array, inBaseline: (at: number) => boolean) {
  let [sum, points, ranges, pairs] = [0, 0, 0, 0];
  series.forEach((value, at) => {
    if (!inBaseline(at)) return;
    sum += value;
    points++;
    if (at > 0 && inBaseline(at - 1)) {
      ranges += Math.abs(value - series[at - 1]!);
      pairs++;
    }
  });
  return { mean: sum / points, meanRange: pairs === 0 ? 0 : ranges / pairs, points };
}

/**
 * Charts single values, such as the revenue of a week: an individuals chart (X chart), scatter from neighbours.
 *
 * centre x̄; σ = mean of |xᵢ − xᵢ₋₁| / 1.128; limits x̄ ± 3σ, or ± z σ with z the normal quantile of 1 − risk/2
 *
 * The probability of a false alarm is that of normal values: of skewed ones, such as amounts, chart the logarithms.
 *
 * @returns a chart; insufficient where the baseline has fewer than two values, or all are equal
 * @throws RangeError when a value is not finite or an option is out of its range
 *
 * @see Montgomery, Introduction to Statistical Quality Control, 6.4
 *
 * @example
 * ```ts
 * import { chartIndividuals } from "clientele/trend";
 *
 * const chart = chartIndividuals([50, 52, 49, 51, 50, 53, 51, 70], { baseline: { from: 0, to: 7 }, limits: "three-sigma" });
 * chart.kind === "chart" && chart.signals.map(({ at, upper }) => [at, upper?.toFixed(2)]); // => [[7, "56.62"]]
 * ```
 */
export function chartIndividuals(
  values: ArrayLike<number>,
  options: ControlChartOptions = {},
): ControlChartResult {
  const doing = "chart individuals";
  const series = readSeries(doing, values);
  const rule = readChartRule(doing, series.length, options);
  const { mean, meanRange, points } = individualsOf(series, rule.inBaseline);
  const short = tooShort(points, meanRange);
  if (short !== undefined) return short;
  const sigma = meanRange / MEAN_RANGE;
  const width = limitWidth(rule);
  const falseAlarm = 2 * standard.upper(width);
  return drawChart(
    {
      chart: "individuals",
      method: `individuals chart, ${rule.limits} limits, normal`,
      centre: mean,
      baseline: points,
    },
    Array.from(series, (value) => ({
      value,
      centre: mean,
      sigma,
      lower: mean - width * sigma,
      upper: mean + width * sigma,
      falseAlarm,
    })),
  );
}

/**
 * Charts the moving ranges of single values, whether their scatter is in control: the companion of {@link chartIndividuals}. The
 * first point is the range of the first two values.
 *
 * centre R̄ = mean |xᵢ − xᵢ₋₁|; three-sigma: upper 3.267 R̄; probability: upper √2 σ z, σ = R̄/1.128, z the normal quantile of
 * 1 − risk/2, as a range has but one side
 *
 * @param values - the values themselves, not their ranges; `baseline` counts values
 * @returns as {@link chartIndividuals}
 * @throws RangeError as {@link chartIndividuals}
 *
 * @example
 * ```ts
 * import { chartMovingRanges } from "clientele/trend";
 *
 * const chart = chartMovingRanges([50, 52, 49, 51, 50, 53, 51, 70], { baseline: { from: 0, to: 7 }, limits: "three-sigma" });
 * chart.kind === "chart" && chart.signals.map(({ at, value, upper }) => [at, value, upper?.toFixed(3)]); // => [[6, 19, "7.077"]]
 * ```
 */
export function chartMovingRanges(
  values: ArrayLike<number>,
  options: ControlChartOptions = {},
): ControlChartResult {
  const doing = "chart moving ranges";
  const series = readSeries(doing, values);
  const rule = readChartRule(doing, series.length, options);
  const { meanRange, points } = individualsOf(series, rule.inBaseline);
  const short = tooShort(points, meanRange);
  if (short !== undefined) return short;
  const sigma = meanRange / MEAN_RANGE;
  const three = rule.limits === "three-sigma";
  const upper = three ? meanRange + 3 * RANGE_SD * sigma : Math.SQRT2 * sigma * limitWidth(rule);
  const falseAlarm = 2 * standard.upper(upper / (Math.SQRT2 * sigma));
  return drawChart(
    {
      chart: "moving-range",
      method: `moving range chart, ${rule.limits} limits, normal`,
      centre: meanRange,
      baseline: points - 1,
    },
    Array.from(series.subarray(1), (value, i) => ({
      value: Math.abs(value - series[i]!),
      centre: meanRange,
      sigma: RANGE_SD * sigma,
      upper,
      falseAlarm,
    })),
  );
}

function tooShort(points: number, meanRange: number) {
  if (points < 2)
    return Object.freeze({
      kind: "insufficient",
      of: "values of the baseline",
      have: points,
      need: 2,
    } as const);
  if (meanRange > 0) return undefined;
  return Object.freeze({
    kind: "insufficient",
    of: "different values of the baseline",
    have: 1,
    need: 2,
  } as const);
}

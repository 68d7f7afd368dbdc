import { absoluteCosts, estimateScale } from "./_absolute-costs.ts";
import {
  checkNotNegative,
  checkPositive,
  readCounts,
  readSeries,
  readWeights,
  wrongCall,
} from "./_check-series.ts";
import { estimateDispersion, negativeBinomialCosts, poissonCosts } from "./_count-costs.ts";
import { estimateVariance, normalCosts, normalMeanCosts, roundingVariance } from "./_normal-costs.ts";
import type { SegmentCosts } from "./_segment-cost.ts";

/**
 * How the values of a segment are distributed. `"poisson"`: counts with a rate; `"negative-binomial"`: counts that scatter more,
 * variance μ + αμ² with one α for all; `"normal-mean"`: one variance for all; `"normal"`: mean and variance of every segment;
 * `"l1"`: double-exponential about a median, which a few wild values do not move.
 */
export type SegmentCost = "poisson" | "negative-binomial" | "normal-mean" | "normal" | "l1";

/** What the distribution of a segment needs besides its values; estimated from the differences of neighbours where not given. */
export interface SegmentCostOptions {
  /** How the values of a segment are distributed. */
  readonly cost: SegmentCost;
  /**
   * A positive number for each value: the exposure of a count (days, customers) for `"poisson"`, the weight of a value for
   * `"normal-mean"` (its variance is σ²/w) and `"l1"`; refused for the others.
   * @defaultValue all 1
   */
  readonly weights?: ArrayLike<number> | undefined;
  /**
   * σ² of `"normal-mean"`.
   * @defaultValue (1.4826 · MAD of the differences of neighbours / √2)²
   */
  readonly variance?: number | undefined;
  /**
   * The lowest variance that a segment of `"normal"` may have, so that equal values are not infinitely likely.
   * @defaultValue that of rounding to the smallest step seen, step²/12
   */
  readonly minimumVariance?: number | undefined;
  /**
   * α of `"negative-binomial"`; 0 is Poisson.
   * @defaultValue Σ((x − y)² − x − y)/2 / Σ x y over neighbours, not below 0
   */
  readonly dispersion?: number | undefined;
  /**
   * The scale b of `"l1"`, the mean distance from the median.
   * @defaultValue the median distance of neighbours / 1.1462
   */
  readonly scale?: number | undefined;
}

const owners: Readonly<Record<string, readonly SegmentCost[]>> = {
  weights: ["poisson", "normal-mean", "l1"],
  variance: ["normal-mean"],
  minimumVariance: ["normal"],
  dispersion: ["negative-binomial"],
  scale: ["l1"],
};

/** Makes the costs of segments of some values, all of which may be equal. */
export function chooseCosts(
  doing: string,
  values: ArrayLike<number>,
  options: SegmentCostOptions,
): SegmentCosts {
  const { cost } = options;
  for (const [name, costs] of Object.entries(owners)) {
    const given = options[name as keyof SegmentCostOptions];
    if (given !== undefined && !costs.includes(cost))
      throw wrongCall(doing, name, `left out where the cost is ${cost}`, "a value");
  }
  const read = cost === "poisson" || cost === "negative-binomial" ? readCounts : readSeries;
  const series = read(doing, values);
  if (cost === "normal" || cost === "normal-mean") checkSquares(doing, series);
  const weights = options.weights && readWeights(doing, options.weights, series.length);
  const orOne = (estimate: number): number => (estimate > 0 ? estimate : 1); // all equal: any scale gives no change
  switch (cost) {
    case "poisson":
      return poissonCosts(series, weights);
    case "negative-binomial": {
      const { dispersion = estimateDispersion(series) } = options;
      return negativeBinomialCosts(series, checkNotNegative(doing, "dispersion", dispersion));
    }
    case "normal-mean": {
      const { variance = orOne(estimateVariance(series, weights)) } = options;
      return normalMeanCosts(series, checkPositive(doing, "variance", variance), weights);
    }
    case "normal": {
      const { minimumVariance = orOne(roundingVariance(series)) } = options;
      return normalCosts(series, checkPositive(doing, "minimumVariance", minimumVariance));
    }
    case "l1": {
      const { scale = orOne(estimateScale(series)) } = options;
      return absoluteCosts(series, checkPositive(doing, "scale", scale), weights);
    }
    default:
      throw wrongCall(doing, "cost", "poisson, negative-binomial, normal-mean, normal or l1", cost);
  }
}

/** Refuses values whose squares are infinite or zero though they are not: every segment would then be as good as any other. */
function checkSquares(doing: string, series: Float64Array): void {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of series) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (Math.max(-low, high) > 1e150)
    throw wrongCall(
      doing,
      "every value",
      "from -1e150 to 1e150, so that squares are numbers",
      -low > high ? low : high,
    );
  if (high > low && high - low < 1e-150)
    throw wrongCall(
      doing,
      "the range of the values",
      "at least 1e-150, so that squares are not zero",
      high - low,
    );
}

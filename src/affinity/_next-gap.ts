import { betaPInverse, betaQ, normalDistribution } from "../stats/index.ts";
import type { GapsOfCustomer } from "./_read-gaps.ts";
import type { GapLaw } from "./fit-replenishment.ts";

/** The law of a gap that has not ended. */
export interface NextGap {
  /** How many days it lasts with a probability. */
  quantile(p: number): number;
  /** The probability that it lasts longer. */
  upper(days: number): number;
}

const NORMAL = normalDistribution();

/** The law of the next gap of one customer. */
export function nextGap(
  law: GapLaw,
  { count, sum, logs }: Pick<GapsOfCustomer, "count" | "sum" | "logs">,
): NextGap {
  if (law.family === "lognormal") {
    const { mean, meanVariance, withinVariance, betweenVariance } = law;
    const prior = betweenVariance + meanVariance;
    const precision = count / withinVariance + 1 / prior;
    const centre = (logs / withinVariance + mean / prior) / precision;
    const spread = Math.sqrt(withinVariance + 1 / precision);
    return {
      quantile: (p) => Math.exp(centre + spread * NORMAL.quantile(p)),
      upper: (days) => NORMAL.upper((Math.log(days) - centre) / spread),
    };
  }
  const { shape, rateShape, rateScale } = law;
  const [scale, after] = [rateScale + sum, rateShape + count * shape];
  return {
    quantile(p) {
      const x = betaPInverse(p, shape, after);
      return (scale * x) / (1 - x);
    },
    upper: (days) => betaQ(days / (days + scale), shape, after),
  };
}

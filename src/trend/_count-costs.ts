import { levelSet } from "./_level-set.ts";
import { prefixSums, type SegmentCosts } from "./_segment-cost.ts";

/** Poisson counts over exposures: −2 (S ln(S/E) − S). */
export function poissonCosts(counts: Float64Array, exposures?: Float64Array): SegmentCosts {
  const sums = prefixSums(counts);
  const over = exposures === undefined ? undefined : prefixSums(exposures);
  const exposureOf = (from: number, to: number): number =>
    over === undefined ? to - from : over[to]! - over[from]!;
  return {
    between: (from, to) => {
      const sum = sums[to]! - sums[from]!;
      return sum === 0 ? 0 : 2 * (sum - sum * Math.log(sum / exposureOf(from, to)));
    },
    // Convex in θ = ln μ: 2(E e^θ − S θ).
    within: (from, to, budget) => {
      const [sum, exposure] = [sums[to]! - sums[from]!, exposureOf(from, to)];
      if (sum === 0)
        return budget < 0 ? undefined : [Number.NEGATIVE_INFINITY, Math.log(budget / 2 / exposure)];
      return levelSet({
        best: Math.log(sum / exposure),
        curvature: sum,
        excess: (theta) => exposure * Math.exp(theta) - sum * theta - budget / 2,
        slope: (theta) => exposure * Math.exp(theta) - sum,
        highest: Number.POSITIVE_INFINITY,
      });
    },
    level: (from, to) => (sums[to]! - sums[from]!) / exposureOf(from, to),
    parameters: 1,
    minimumSize: 1,
  };
}

/**
 * Negative binomial counts of variance μ + α μ²: −2 (S ln(μ/(1 + αμ)) − (n/α) ln(1 + αμ)), whose limit for α → 0 is Poisson's.
 */
export function negativeBinomialCosts(counts: Float64Array, dispersion: number): SegmentCosts {
  if (dispersion === 0) return { ...poissonCosts(counts), shared: 0 };
  const sums = prefixSums(counts);
  return {
    between: (from, to) => {
      const sum = sums[to]! - sums[from]!;
      if (sum === 0) return 0;
      const mean = sum / (to - from);
      const log = Math.log1p(dispersion * mean);
      return 2 * (((to - from) / dispersion) * log - sum * (Math.log(mean) - log));
    },
    // Convex in θ = ln(μ/(1 + αμ)), below −ln α: 2(−(n/α) ln(1 − αe^θ) − S θ).
    within: (from, to, budget) => {
      const [sum, size] = [sums[to]! - sums[from]!, (to - from) / dispersion];
      const highest = -Math.log(dispersion);
      if (sum === 0) {
        if (budget < 0) return undefined;
        return [Number.NEGATIVE_INFINITY, Math.log(-Math.expm1(-budget / 2 / size)) + highest];
      }
      const mean = sum / (to - from);
      return levelSet({
        best: Math.log(mean / (1 + dispersion * mean)),
        curvature: sum * (1 + dispersion * mean),
        excess: (theta) => -size * Math.log1p(-Math.exp(theta - highest)) - sum * theta - budget / 2,
        slope: (theta) => {
          const share = Math.exp(theta - highest);
          return (size * share) / (1 - share) - sum;
        },
        highest,
      });
    },
    level: (from, to) => (sums[to]! - sums[from]!) / (to - from),
    parameters: 1,
    minimumSize: 1,
    shared: dispersion,
  };
}

/**
 * The dispersion of counts whose mean may jump here and there, from neighbours alone: of two with one mean, (x − y)²/2 has the
 * mean μ + αμ² and x y has μ². Never below 0.
 */
export function estimateDispersion(counts: Float64Array): number {
  let excess = 0;
  let products = 0;
  for (let i = 1; i < counts.length; i++) {
    const [x, y] = [counts[i - 1]!, counts[i]!];
    excess += ((x - y) ** 2 - (x + y)) / 2;
    products += x * y;
  }
  return products === 0 ? 0 : Math.max(0, excess / products);
}

import { wrongParameter } from "./_check.ts";
import { kolmogorovUpper, oneSidedUpper, pathsReaching, twoSidedUpper } from "./_kolmogorov.ts";
import { checkAlternative, checkCount, insufficient, testedResult } from "./_result.ts";
import { readSample, type TwoSamples } from "./_samples.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testKolmogorovSmirnov}. */
export interface KolmogorovSmirnovOptions {
  /**
   * Which departures count: `"greater"` that the distribution function of the first lies above, so that its values are
   * smaller, as R has it.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * Up to which product of the sizes m n the probability is exact; beyond it is that of large samples.
   * @defaultValue `1_000_000`
   */
  readonly exactUpTo?: number | undefined;
}

/** Options of {@link testDistributionFit}. */
export interface DistributionFitOptions {
  /** The distribution function P(X ≤ x) that is the hypothesis: continuous, and not fitted to these values. */
  readonly lower: (x: number) => number;
  /**
   * Which departures count: `"greater"` that the values are smaller than the distribution says, as R has it.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * Up to how many values a two-sided probability is exact; beyond it is that of large samples. One-sided ones are always exact.
   * @defaultValue `500`
   */
  readonly exactUpTo?: number | undefined;
}

/**
 * Tests whether two samples come from one distribution, by the largest distance of their distribution functions (Kolmogorov and
 * Smirnov).
 *
 * D = sup |Fₓ(t) − Fᵧ(t)|; exact: the share of all arrangements of the values at hand with a D at least as large; large
 * samples: 2 Σ (−1)ᵏ⁻¹ e^(−2k²λ²), λ = D √(m n/(m + n)), one-sided e^(−2λ²)
 *
 * The exact probability heeds ties (Schröer and Trenkler 1995), as R's `ks.test` does since 4.2. Statistic and effect size: D, or
 * the largest distance on the side of the alternative. Insufficient: an empty sample.
 *
 * @throws RangeError when a value is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testKolmogorovSmirnov } from "clientele/stats";
 *
 * const gaps = testKolmogorovSmirnov({
 *   x: [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58],
 *   y: [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8],
 * });
 * gaps.kind === "tested" && [gaps.statistic, gaps.p.toFixed(8)]; // => [0.625, "0.08702409"]
 * ```
 */
export function testKolmogorovSmirnov(
  samples: TwoSamples,
  options: KolmogorovSmirnovOptions = {},
): TestResult | InsufficientSample {
  const doing = "compare two distributions";
  const alternative = checkAlternative(doing, options.alternative);
  const { exactUpTo = 1_000_000 } = options;
  checkCount(doing, "exactUpTo", exactUpTo);
  const x = readSample(doing, "x", samples.x).sort();
  const y = readSample(doing, "y", samples.y).sort();
  const [m, n] = [x.length, y.length];
  if (m === 0) return insufficient("values of x", 0, 1);
  if (n === 0) return insufficient("values of y", 0, 1);
  // In whole numbers: m n (Fx − Fy), at the ends of runs of equal values alone.
  const side = (distance: number): number =>
    alternative === "two-sided" ? Math.abs(distance) : alternative === "less" ? -distance : distance;
  const pool = Float64Array.from([...x, ...y]).sort();
  const lastOfRun = Uint8Array.from({ length: m + n + 1 }, (_, k) => (pool[k - 1] !== pool[k] ? 1 : 0));
  let [largest, i, j] = [0, 0, 0];
  for (let k = 1; k <= m + n; k++) {
    if (lastOfRun[k] === 0) continue;
    while (i < m && x[i]! <= pool[k - 1]!) i++;
    while (j < n && y[j]! <= pool[k - 1]!) j++;
    largest = Math.max(largest, side(i * n - j * m));
  }
  const d = largest / n / m;
  const exact = m * n <= exactUpTo;
  const lambda = d * Math.sqrt(m / (1 + m / n));
  const large = (): number =>
    alternative === "two-sided" ? kolmogorovUpper(lambda) : Math.exp(-2 * lambda * lambda);
  return testedResult<TestResult>({
    method: `${exact ? "exact" : "large-sample"} two-sample Kolmogorov-Smirnov test`,
    alternative,
    statistic: d,
    p: exact
      ? pathsReaching(m, n, (a, b) => lastOfRun[a + b] === 1 && side(a * n - b * m) >= largest)
      : large(),
    n: m + n,
    effectSize: d,
    df: undefined,
    estimate: undefined,
    interval: undefined,
  });
}

/**
 * Tests whether values come from a given continuous distribution, by the largest distance of their distribution function from
 * it (Kolmogorov).
 *
 * D = sup |Fₙ(t) − F(t)|
 *
 * Exact probabilities are Marsaglia, Tsang and Wang's (2003), one-sided ones Birnbaum and Tingey's (1951); large samples:
 * 2 Σ (−1)ᵏ⁻¹ e^(−2k²λ²), λ = D √n. A distribution fitted to the same values makes p too large. Statistic and effect size: D, or
 * the largest distance on the side of the alternative. Insufficient: no values.
 *
 * @throws RangeError when a value is not finite, the distribution function leaves [0, 1], or an option is out of its range.
 *
 * @example
 * ```ts
 * import { normalDistribution, testDistributionFit } from "clientele/stats";
 *
 * const { lower } = normalDistribution();
 * const fit = testDistributionFit([-1.2, -0.4, 0.1, 0.3, 2.2], { lower });
 * fit.kind === "tested" && [fit.statistic.toFixed(6), fit.p.toFixed(6)]; // => ["0.186097", "0.981834"]
 * ```
 */
export function testDistributionFit(
  values: ArrayLike<number>,
  options: DistributionFitOptions,
): TestResult | InsufficientSample {
  const doing = "test the fit of a distribution";
  const alternative = checkAlternative(doing, options.alternative);
  const { lower, exactUpTo = 500 } = options;
  checkCount(doing, "exactUpTo", exactUpTo);
  const sorted = readSample(doing, "values", values).sort();
  const n = sorted.length;
  if (n === 0) return insufficient("values", 0, 1);
  let [above, below] = [0, 0];
  sorted.forEach((value, i) => {
    const p = lower(value);
    if (!(p >= 0 && p <= 1)) throw wrongParameter(doing, `lower(${value})`, "a number from 0 to 1", p);
    above = Math.max(above, (i + 1) / n - p);
    below = Math.max(below, p - i / n);
  });
  const d = alternative === "two-sided" ? Math.max(above, below) : alternative === "greater" ? above : below;
  const exact = alternative !== "two-sided" || n <= exactUpTo;
  const twoSided = (): number => (exact ? twoSidedUpper(n, d) : kolmogorovUpper(d * Math.sqrt(n)));
  return testedResult<TestResult>({
    method: `${exact ? "exact" : "large-sample"} one-sample Kolmogorov-Smirnov test`,
    alternative,
    statistic: d,
    p: alternative === "two-sided" ? twoSided() : oneSidedUpper(n, d),
    n,
    effectSize: d,
    df: undefined,
    estimate: undefined,
    interval: undefined,
  });
}

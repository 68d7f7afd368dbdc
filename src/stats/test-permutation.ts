import { wrongParameter } from "./_check.ts";
import { checkReplicates, type MonteCarlo, monteCarloP, reaches } from "./_monte-carlo.ts";
import { checkAlternative, checkCount, insufficient, testedResult } from "./_result.ts";
import { readSample, type TwoSamples } from "./_samples.ts";
import type { Alternative, InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testPermutation}. */
export interface PermutationTestOptions extends MonteCarlo {
  /**
   * Which departures count; two-sided those of the absolute value of the statistic.
   * @defaultValue `"two-sided"`
   */
  readonly alternative?: Alternative | undefined;
  /**
   * What is compared, from copies of the two samples that it may not keep.
   * @defaultValue the difference of the means, x̄ − ȳ
   */
  readonly statistic?: ((x: Float64Array, y: Float64Array) => number) | undefined;
  /**
   * Up to how many ways to split the values are all gone through instead of drawn.
   * @defaultValue `20_000`
   */
  readonly exactUpTo?: number | undefined;
}

/**
 * Tests whether two samples come from one distribution by splitting their values anew, in the sizes that they have.
 *
 * Exact: the share of all C(m + n, m) splits that are at least as extreme; else (1 + #{T* ≥ t}) / (B + 1) of B random splits
 *
 * Statistic and estimate: x̄ − ȳ, or what `statistic` computes. Statistics that differ by rounding alone count as equal.
 * Phipson and Smyth, "Permutation p-values should never be zero" (2010). Insufficient: an empty sample.
 *
 * @throws RangeError when a value or a statistic is not finite or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testPermutation } from "clientele/stats";
 *
 * const basket = testPermutation({ x: [19, 22, 25, 26], y: [23, 33, 40] }, { seed: "baskets" });
 * basket.kind === "tested" && [basket.method, (basket.p * 35).toFixed(9)]; // => ["permutation test, all 35 splits", "4.000000000"]
 * ```
 */
export function testPermutation(
  samples: TwoSamples,
  options: PermutationTestOptions,
): TestResult | InsufficientSample {
  const doing = "compare samples by permutation";
  const alternative = checkAlternative(doing, options.alternative);
  const { statistic = differenceOfMeans, exactUpTo = 20_000 } = options;
  checkCount(doing, "exactUpTo", exactUpTo);
  checkReplicates(doing, options.replicates);
  const x = readSample(doing, "x", samples.x).sort();
  const y = readSample(doing, "y", samples.y).sort();
  if (x.length === 0) return insufficient("values of x", 0, 1);
  if (y.length === 0) return insufficient("values of y", 0, 1);
  const value = (a: Float64Array, b: Float64Array): number => {
    const t = statistic(a, b);
    if (!Number.isFinite(t)) throw wrongParameter(doing, "the statistic", "finite", t);
    return t;
  };
  const extremity = (t: number): number =>
    alternative === "two-sided" ? Math.abs(t) : alternative === "less" ? -t : t;
  const observed = value(x.slice(), y.slice());
  const pool = Float64Array.from([...x, ...y]).sort(); // so that the draws do not depend on the order
  const [first, second] = [new Float64Array(x.length), new Float64Array(y.length)];
  const splits = binomialCoefficient(pool.length, x.length, exactUpTo);
  const limit = extremity(observed);
  let p: number;
  if (splits <= exactUpTo) {
    let extreme = 0;
    eachSplit(pool, first, second, () => {
      if (reaches(extremity(value(first, second)), limit)) extreme++;
    });
    p = extreme / splits;
  } else {
    p = monteCarloP(doing, options, limit, (random) => {
      for (let i = 0; i < first.length; i++) {
        const chosen = i + Math.floor(random.next() * (pool.length - i));
        const taken = pool[chosen]!;
        pool[chosen] = pool[i]!;
        pool[i] = taken;
      }
      first.set(pool.subarray(0, first.length));
      second.set(pool.subarray(first.length));
      return extremity(value(first, second));
    }).p;
  }
  const how = splits <= exactUpTo ? `all ${splits} splits` : `${options.replicates ?? 9999} random splits`;
  return testedResult<TestResult>({
    method: `permutation test, ${how}`,
    alternative,
    statistic: observed,
    p,
    n: pool.length,
    estimate: observed,
    df: undefined,
    interval: undefined,
    effectSize: undefined,
  });
}

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const differenceOfMeans = (x: Float64Array, y: Float64Array): number => meanOf(x) - meanOf(y);

/** C(n, k), or some number beyond the limit. */
function binomialCoefficient(n: number, k: number, limit: number): number {
  let result = 1;
  const few = Math.min(k, n - k);
  for (let i = 1; i <= few && result <= limit; i++) result = (result * (n - few + i)) / i;
  return Math.round(result);
}

/** Calls once for every choice of which values form the first sample. */
function eachSplit(pool: Float64Array, first: Float64Array, second: Float64Array, found: () => void): void {
  const chosen = Array.from(first, (_, i) => i);
  for (;;) {
    let [a, b] = [0, 0];
    pool.forEach((value, i) => {
      if (chosen[a] === i) first[a++] = value;
      else second[b++] = value;
    });
    found();
    let at = chosen.length - 1;
    while (at >= 0 && chosen[at] === pool.length - chosen.length + at) at--;
    if (at < 0) return;
    chosen[at]!++;
    for (let i = at + 1; i < chosen.length; i++) chosen[i] = chosen[i - 1]! + 1;
  }
}

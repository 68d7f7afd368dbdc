import { checkPositive, wrongParameter } from "./_check.ts";
import { exactP } from "./_exact-p.ts";
import { type NoncentralHypergeometric, noncentralHypergeometric } from "./_noncentral-hypergeometric.ts";
import {
  checkAlternative,
  checkConfidence,
  checkTwoSidedRule,
  intervalOf,
  sideRisks,
  testedResult,
} from "./_result.ts";
import { solveOutward } from "./_solve-increasing.ts";
import { readTable } from "./_table.ts";
import { hypergeometricDistribution } from "./hypergeometric-distribution.ts";
import { type ExactTestOptions, exactMethod } from "./test-binomial.ts";
import type { TestResult } from "./test-result.ts";

/** Options of {@link testFisher}. */
export interface FisherTestOptions extends ExactTestOptions {
  /**
   * The odds ratio that is the hypothesis, a positive number.
   * @defaultValue `1`
   */
  readonly oddsRatio?: number | undefined;
}

/**
 * Tests the odds ratio of a 2×2 table of counts by Fisher's exact test: given both margins the first cell is
 * hypergeometric.
 *
 * P(k) ∝ C(m, k) C(u, n − k) ωᵏ with m, u the row totals and n the first column's; p by the alternative and the rule chosen
 *
 * Statistic: the first cell. Estimate: the conditional maximum-likelihood odds ratio, at which the mean of this law is the cell
 * observed; absent where it is infinite or a margin is 0 (then p is 1). Interval: the odds ratios at which a first cell as
 * large, or as small, has just the risked chance (Cornfield 1956). The defaults are those of R's `fisher.test`; `midP`
 * concerns p alone.
 *
 * @throws RangeError when the table is not 2×2, holds anything but counts, or an option is out of its range.
 *
 * @example
 * ```ts
 * import { testFisher } from "clientele/stats";
 *
 * const tea = testFisher([[3, 1], [1, 3]], { alternative: "greater" }); // Fisher's lady tasting tea
 * [tea.p.toFixed(4), tea.estimate?.toFixed(6), tea.interval?.lower?.toFixed(7)]; // => ["0.2429", "6.408320", "0.3135738"]
 * ```
 */
export function testFisher(
  table: readonly (readonly number[])[],
  options: FisherTestOptions = {},
): TestResult {
  const doing = "test an odds ratio";
  if (table.length !== 2 || table.some((row) => row.length !== 2))
    throw wrongParameter(doing, "the table", "two rows of two counts", table);
  const { n } = readTable(doing, table);
  const { oddsRatio = 1, midP = false } = options;
  checkPositive(doing, "oddsRatio", oddsRatio);
  const alternative = checkAlternative(doing, options.alternative);
  const twoSided = checkTwoSidedRule(doing, options.twoSided);
  const confidence = checkConfidence(doing, options.confidence);
  const [[a, b], [c, d]] = table as readonly [readonly [number, number], readonly [number, number]];
  const [marked, unmarked, draws] = [a + b, c + d, a + c];
  const central = hypergeometricDistribution({ marked, unmarked, draws });
  const law = noncentralHypergeometric(marked, unmarked, draws, central.logDensity);
  const logRatio = Math.log(oddsRatio);
  const nullLaw =
    oddsRatio === 1
      ? central
      : {
          logDensity: (k: number) => logDensityAt(law, central.logDensity, k, logRatio),
          lower: (k: number) => (k >= law.highest ? 1 : Math.exp(law.logTails(k, logRatio).lower)),
          upper: (k: number) => (k >= law.highest ? 0 : Math.exp(law.logTails(k + 1, logRatio).upper)),
        };
  const parts = {
    ...nullLaw,
    lowest: law.lowest,
    highest: law.highest,
    mode: modeOf(law, nullLaw.logDensity),
  };
  const { below, above } = sideRisks(alternative, confidence);
  const start = startOf(a, b, c, d);
  return testedResult<TestResult>({
    method: exactMethod("test of Fisher", alternative, twoSided, midP),
    alternative,
    statistic: a,
    p: exactP(parts, a, { alternative, twoSided, midP }),
    n,
    estimate: estimateOf(law, a, start),
    interval: intervalOf(
      confidence,
      below === undefined || a === law.lowest
        ? 0
        : Math.exp(solveOutward((log) => law.logTails(a, log).upper - Math.log(below), start)),
      above === undefined || a === law.highest
        ? undefined
        : Math.exp(solveOutward((log) => law.logTails(a, log).lower - Math.log(above), start)),
    ),
  });
}

/** The logarithm of the odds ratio with halves added, near all that is looked for. */
const startOf = (a: number, b: number, c: number, d: number): number =>
  Math.log((a + 0.5) / (b + 0.5)) + Math.log((d + 0.5) / (c + 0.5));

function estimateOf(law: NoncentralHypergeometric, a: number, start: number): number | undefined {
  if (law.lowest === law.highest || a === law.highest) return undefined;
  if (a === law.lowest) return 0;
  return Math.exp(solveOutward((log) => law.mean(log) - a, start));
}

function logDensityAt(
  law: NoncentralHypergeometric,
  central: (k: number) => number,
  k: number,
  logRatio: number,
): number {
  if (k < law.lowest || k > law.highest) return Number.NEGATIVE_INFINITY;
  return central(k) + k * logRatio;
}

/** Where the density, which rises and then falls, is largest. */
function modeOf({ lowest, highest }: NoncentralHypergeometric, logDensity: (k: number) => number): number {
  let [from, to] = [lowest, highest];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (logDensity(middle) < logDensity(middle + 1)) from = middle + 1;
    else to = middle;
  }
  return from;
}

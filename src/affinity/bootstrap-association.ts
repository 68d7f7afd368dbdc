import { createRandom, multinomial, normalDistribution } from "../stats/index.ts";
import { type Cells, measures } from "./_association-measures.ts";
import { bootstrapBounds } from "./_bootstrap-bounds.ts";
import { checkWord, wrongOption } from "./_check.ts";
import type { ContingencyTable, MeasureOptions } from "./contingency-table.ts";
import { cellsOf, checkMeasure, type RuleMeasure, tableOfRule } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";

/** Options of {@link bootstrapAssociation} and {@link bootstrapRuleIntervals}. */
export interface BootstrapOptions extends MeasureOptions {
  /** The seed of the draws: the same seed gives the same interval of a table, whatever else is asked. */
  readonly seed: string | number;
  /**
   * How bounds are made of the resamples: corrected for bias and for a spread that grows with the measure (`"bca"`, Efron 1987), or
   * plain quantiles (`"percentile"`).
   * @defaultValue `"bca"`
   */
  readonly method?: "bca" | "percentile" | undefined;
  /**
   * How many resamples B are drawn, a whole number from 99 to 1 million.
   * @defaultValue `1999`
   */
  readonly replicates?: number | undefined;
  /**
   * The confidence of the interval, between 0 and 1.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** A measure with a bootstrap interval, or why there is none. */
export type BootstrapInterval =
  | {
      /** There is an interval. */
      readonly kind: "interval";
      /** The measure itself. */
      readonly estimate: number;
      /** The lower bound; absent where too many resamples are unbounded below or have no value. */
      readonly lower?: number;
      /** The upper bound; absent where too many resamples are unbounded above or have no value. */
      readonly upper?: number;
      /** The standard deviation over the resamples; absent where one of them has no value. */
      readonly standardError?: number;
      /** How the bounds were made. */
      readonly method: "bca" | "percentile";
      /** Their confidence. */
      readonly confidence: number;
      /** How many resamples were drawn. */
      readonly replicates: number;
      /** In how many of them the measure was unbounded or had no value. */
      readonly withoutValue: number;
    }
  | {
      /** There is none. */
      readonly kind: "undefined";
      /**
       * `"empty-cell"`: what was never seen is in no resample, so that they would look surer than they are; `smoothing` ½ helps.
       * `"no-value"`: the measure itself has no value.
       */
      readonly because: "empty-cell" | "no-value";
    };

/**
 * Any measure of a 2×2 table with its bootstrap interval, for measures that no formula has an interval of.
 *
 * (n₁₁, n₁₀, n₀₁, n₀₀)* ~ multinomial(n; n₁₁/n, n₁₀/n, n₀₁/n, n₀₀/n): drawing n baskets with putting back changes a measure only through
 * the four counts, so this is the bootstrap of baskets itself and no approximation, at a cost that does not grow with n. Bounds at α:
 * the values of rank (B + 1)α; of `"bca"` at Φ(z₀ + (z₀ + z)/(1 − â(z₀ + z))), z₀ = Φ⁻¹(share of resamples below the measure, half of those equal
 * to it), â = Σ dᵢ³/(6(Σ dᵢ²)^1.5) over the baskets, d the mean less the value without that basket (with one more, where without it there is none)
 *
 * Resamples without a value count as below all others for the lower bound and above all others for the upper one. Baskets are taken as
 * independent, and bounds of measures that cannot go below 0 (`chiSquared`, `gini`, `mutualInformation`, `lambda`, `jMeasure`) lie too high
 * where the sides have nothing to do with each other.
 *
 * @throws RangeError if a cell is no count, all are zero, the measure is unknown, or an option is out of range
 * @throws TypeError if the seed is neither a number nor a text
 *
 * @see Efron, "Better bootstrap confidence intervals" (1987); Davison and Hinkley, "Bootstrap methods and their application" (1997), ch. 5
 *
 * @example
 * ```ts
 * import { bootstrapAssociation } from "clientele/affinity";
 *
 * const herbs = { n11: 69, n10: 91, n01: 1003, n00: 8672 };
 * const found = bootstrapAssociation(herbs, "conviction", { seed: 1 });
 * found.kind === "interval" && [found.lower?.toFixed(2), found.estimate.toFixed(2), found.upper?.toFixed(2)]; // => ["1.37", "1.57", "1.80"]
 * bootstrapAssociation({ ...herbs, n10: 0 }, "jaccard", { seed: 1 }); // => { kind: "undefined", because: "empty-cell" }
 * ```
 */
export function bootstrapAssociation(
  table: ContingencyTable,
  measure: RuleMeasure,
  options: BootstrapOptions,
): BootstrapInterval {
  const doing = "bootstrap an association";
  checkMeasure(doing, measure, options);
  const settings = checkBootstrap(doing, options);
  for (const cell of ["n11", "n10", "n01", "n00"] as const)
    if (!(Number.isSafeInteger(table[cell]) && table[cell] >= 0))
      throw wrongOption(doing, cell, "a whole number from 0 up", table[cell]);
  if (table.n11 + table.n10 + table.n01 + table.n00 === 0) throw wrongOption(doing, "n", "at least 1", 0);
  return resampled(table, measure, options, settings);
}

/** Bootstrap intervals of one measure of every rule, by position. */
export interface RuleBootstrap {
  /** The measure. */
  readonly measure: RuleMeasure;
  /** Lower bounds; zero where there is none. */
  readonly lower: Float64Array;
  /** Upper bounds; zero where there is none. */
  readonly upper: Float64Array;
  /** Which bounds there are: 1 the lower, 2 the upper, 3 both, 0 none. */
  readonly bounds: Uint8Array;
  /**
   * The interval of one rule.
   * @throws RangeError if there is no such rule
   */
  at(rule: number): BootstrapInterval;
}

/**
 * One measure of every rule with its bootstrap interval: {@link bootstrapAssociation} for each. `pickRules` chooses some.
 *
 * A rule's draws follow from the seed and its four counts, so that its interval does not depend on the other rules.
 *
 * @throws RangeError as {@link bootstrapAssociation}, or if the rules are of weighted baskets
 *
 * @example
 * ```ts
 * import { basketsFromLists, bootstrapRuleIntervals, deriveRules, mineItemsets } from "clientele/affinity";
 *
 * const lists = [...Array(60).fill(["tea", "milk"]), ...Array(20).fill(["tea"]), ...Array(20).fill(["milk"]), ...Array(60).fill(["bread"])];
 * const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 50 }), { right: { only: ["milk"] } });
 * const { lower, upper } = bootstrapRuleIntervals(rules, "jaccard", { seed: 1 });
 * [lower[0]?.toFixed(2), upper[0]?.toFixed(2)]; // => ["0.50", "0.69"]
 * ```
 */
export function bootstrapRuleIntervals(
  rules: RuleTable,
  measure: RuleMeasure,
  options: BootstrapOptions,
): RuleBootstrap {
  const doing = "bootstrap rule intervals";
  checkMeasure(doing, measure, options);
  const settings = checkBootstrap(doing, options);
  if (rules.weighted)
    throw new RangeError(
      `Cannot ${doing}: the baskets are weighted, and a sum of weights is no number of baskets`,
    );
  const { size, total } = rules;
  const filled = {
    ...options,
    minSupport: options.minSupport ?? rules.itemsets.minCount / total,
    minConfidence: options.minConfidence ?? rules.minConfidence,
  };
  const [lower, upper, bounds] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  const found = Array.from({ length: size }, (_, rule) =>
    resampled(tableOfRule(rules, rule), measure, filled, settings),
  );
  found.forEach((one, rule) => {
    if (one.kind === "undefined") return;
    lower[rule] = one.lower ?? 0;
    upper[rule] = one.upper ?? 0;
    bounds[rule] = (one.lower === undefined ? 0 : 1) + (one.upper === undefined ? 0 : 2);
  });
  return Object.freeze({
    measure,
    lower,
    upper,
    bounds,
    at(rule: number): BootstrapInterval {
      rules.row(rule);
      return found[rule]!;
    },
  });
}

interface Settings {
  readonly seed: string | number;
  readonly method: "bca" | "percentile";
  readonly replicates: number;
  readonly confidence: number;
}

function checkBootstrap(doing: string, options: BootstrapOptions): Settings {
  const { seed, method = "bca", replicates = 1999, confidence = 0.95 } = options;
  createRandom(seed);
  checkWord(doing, "method", method, ["bca", "percentile"]);
  if (!(Number.isInteger(replicates) && replicates >= 99 && replicates <= 1e6))
    throw wrongOption(doing, "replicates", "a whole number from 99 to 1000000", replicates);
  if (!(confidence > 0 && confidence < 1))
    throw wrongOption(doing, "confidence", "a number between 0 and 1", confidence);
  return { seed, method, replicates, confidence };
}

function resampled(
  table: ContingencyTable,
  measure: RuleMeasure,
  options: MeasureOptions,
  { seed, method, replicates, confidence }: Settings,
): BootstrapInterval {
  const { smoothing = 0 } = options;
  const counts = [table.n11, table.n10, table.n01, table.n00] as const;
  const measured = (cells: readonly number[]): number =>
    measures[measure](cellsFrom(cells, smoothing), options);
  const estimate = measured(counts);
  if (!Number.isFinite(estimate)) return Object.freeze({ kind: "undefined", because: "no-value" });
  if (smoothing === 0 && counts.includes(0))
    return Object.freeze({ kind: "undefined", because: "empty-cell" });
  const random = createRandom(seed).split(counts.join(" "));
  const n = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => count + smoothing);
  const values = Float64Array.from({ length: replicates }, () => measured(multinomial(random, n, shares)));
  const finite = values.filter((value) => Number.isFinite(value));
  const acceleration = method === "bca" ? accelerationOf(counts, measured) : 0;
  const { quantile } = normalDistribution();
  const [lower, upper] = bootstrapBounds(values, {
    estimate,
    corrected: method === "bca",
    acceleration,
    deviate: quantile((1 + confidence) / 2),
  });
  return Object.freeze({
    kind: "interval",
    estimate,
    ...(Number.isFinite(lower) ? { lower } : {}),
    ...(Number.isFinite(upper) ? { upper } : {}),
    ...(finite.length < replicates ? {} : { standardError: deviationOf(finite) }),
    method,
    confidence,
    replicates,
    withoutValue: replicates - finite.length,
  });
}

const cellsFrom = ([n11, n10, n01, n00]: readonly number[], smoothing: number): Cells =>
  cellsOf({ n11: n11!, n10: n10!, n01: n01!, n00: n00! }, smoothing);

/** How fast the spread of a measure grows with it: the jackknife over baskets, of which there are but four kinds. */
function accelerationOf(counts: readonly number[], measured: (cells: readonly number[]) => number): number {
  for (const step of [-1, 1]) {
    const values = counts.map((count, j) =>
      count === 0 ? 0 : measured(counts.map((other, k) => (k === j ? other + step : other))),
    );
    if (!values.every((value) => Number.isFinite(value))) continue;
    const n = counts.reduce((sum, count) => sum + count, 0);
    const mean = values.reduce((sum, value, j) => sum + counts[j]! * value, 0) / n;
    // A basket more moves a measure the other way than a basket less.
    const off = values.map((value) => step * (value - mean));
    const sumOf = (power: number): number => off.reduce((sum, d, j) => sum + counts[j]! * d ** power, 0);
    const spread = sumOf(2);
    return spread > 0 ? sumOf(3) / (6 * spread ** 1.5) : 0;
  }
  return 0;
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

import { estimateProportion, normalDistribution, testFisher } from "../stats/index.ts";
import { type Cells, measures } from "./_association-measures.ts";
import { checkWord, wrongOption } from "./_check.ts";
import type { ContingencyTable } from "./contingency-table.ts";
import { cellsOf, tableOfRule } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";

/** The measures that have an interval. */
export type IntervalMeasure = "support" | "count" | "confidence" | "lift" | "oddsRatio" | "phi";

/** Options of {@link estimateAssociation}. */
export interface IntervalOptions {
  /**
   * How the interval is made.
   *
   * Support, count: `"wilson"`, `"clopper-pearson"`. Confidence: these, `"delta"`, `"log-delta"`. Lift: `"delta"`, `"log-delta"`. Odds
   * ratio: `"woolf"`, `"gart"` (½ added to each cell), `"exact"` (Fisher, conditional). Phi: `"delta"`.
   * @defaultValue Wilson for shares, delta for lift and phi, Woolf for the odds ratio
   */
  readonly method?:
    | "wilson"
    | "clopper-pearson"
    | "delta"
    | "log-delta"
    | "woolf"
    | "gart"
    | "exact"
    | undefined;
  /**
   * The confidence of the interval, between 0 and 1.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** A measure with an interval, or why there is none. */
export type AssociationInterval =
  | {
      /** There is an interval. */
      readonly kind: "interval";
      /** The measure itself. */
      readonly estimate: number;
      /** The lower bound. */
      readonly lower: number;
      /** The upper bound. */
      readonly upper: number;
      /** How it was made. */
      readonly method: string;
      /** Its confidence. */
      readonly confidence: number;
    }
  | {
      /** A cell of zero leaves the measure or its spread without a value. */
      readonly kind: "undefined";
      /** The method that has no answer. */
      readonly method: string;
    };

const methods: Readonly<Record<IntervalMeasure, readonly NonNullable<IntervalOptions["method"]>[]>> = {
  support: ["wilson", "clopper-pearson"],
  count: ["wilson", "clopper-pearson"],
  confidence: ["wilson", "clopper-pearson", "delta", "log-delta"],
  lift: ["delta", "log-delta"],
  oddsRatio: ["woolf", "gart", "exact"],
  phi: ["delta"],
};

/**
 * One measure of a 2×2 table with its confidence interval.
 *
 * Wilson and Clopper–Pearson as of a proportion, n₁₁ of n or of n₁·. Delta, with cell shares p: confidence σ² = p₁₁p₁₀/(p₁₁ + p₁₀)³; lift
 * σ² = p₁₁(p₁₁²(1 − p₁₁ − p₁₀ − p₀₁) + p₁₀p₀₁)/((p₁₁ + p₁₀)³(p₁₁ + p₀₁)³); estimate ± z σ/√n, log-delta on the logarithm. Woolf:
 * ln OR ± z √(1/n₁₁ + 1/n₁₀ + 1/n₀₁ + 1/n₀₀). Phi: σ² = 1 − φ² +
 * φ(1 + φ²/2)(1 − 2a/n)(1 − 2b/n)/√v − ¾φ²((1 − 2a/n)²/vₐ + (1 − 2b/n)²/v_b), vₐ = (a/n)(1 − a/n), v = vₐv_b (Bishop, Fienberg and
 * Holland 1975, ch. 11)
 *
 * Bounds are cut to the range of the measure.
 *
 * @throws RangeError if a cell is no count, all are zero, or an option is out of range or does not fit the measure
 *
 * @example
 * ```ts
 * import { estimateAssociation } from "clientele/affinity";
 *
 * const herbs = { n11: 69, n10: 91, n01: 1003, n00: 8672 };
 * const lift = estimateAssociation(herbs, "lift");
 * lift.kind === "interval" && [lift.lower.toFixed(4), lift.upper.toFixed(4)]; // => ["3.2600", "4.6530"]
 * estimateAssociation({ ...herbs, n10: 0 }, "oddsRatio"); // => { kind: "undefined", method: "woolf" }
 * ```
 */
export function estimateAssociation(
  table: ContingencyTable,
  measure: IntervalMeasure,
  options: IntervalOptions = {},
): AssociationInterval {
  const doing = "estimate an association";
  if (!Object.hasOwn(methods, measure))
    throw wrongOption(doing, "measure", `one of ${Object.keys(methods).join(", ")}`, measure);
  for (const cell of ["n11", "n10", "n01", "n00"] as const)
    if (!(Number.isSafeInteger(table[cell]) && table[cell] >= 0))
      throw wrongOption(doing, cell, "a whole number from 0 up", table[cell]);
  const method = checkWord(doing, "method", options.method ?? methods[measure][0]!, methods[measure]);
  const { confidence = 0.95 } = options;
  if (!(confidence > 0 && confidence < 1))
    throw wrongOption(doing, "confidence", "a number between 0 and 1", confidence);
  const cells = cellsOf(table, 0);
  if (cells.n === 0) throw wrongOption(doing, "n", "at least 1", 0);
  const bounds = boundsOf(cells, measure, method, confidence);
  if (bounds === undefined || !bounds.every((bound) => Number.isFinite(bound)))
    return Object.freeze({ kind: "undefined", method });
  const [estimate, lower, upper] = bounds;
  const [least, most] = rangeOf(measure, cells);
  return Object.freeze({
    kind: "interval",
    estimate,
    lower: Math.max(least, lower),
    upper: Math.min(most, upper),
    method,
    confidence,
  });
}

/** Intervals of one measure of every rule, by position. */
export interface RuleIntervals {
  /** The measure. */
  readonly measure: IntervalMeasure;
  /** Lower bounds; zero where `defined` is 0. */
  readonly lower: Float64Array;
  /** Upper bounds; zero where `defined` is 0. */
  readonly upper: Float64Array;
  /** 1 where there is an interval. */
  readonly defined: Uint8Array;
}

/**
 * One measure of every rule with its confidence interval: {@link estimateAssociation} for each.
 *
 * Intervals are for one rule at a time: of many at 95 %, one in twenty misses, and those picked for their height miss more.
 *
 * @throws RangeError as {@link estimateAssociation}, or if the rules are of weighted baskets
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, estimateRuleIntervals, mineItemsets } from "clientele/affinity";
 *
 * const lists = [...Array(6).fill(["tea", "milk"]), ["tea"], ...Array(6).fill(["bread"])];
 * const rules = deriveRules(mineItemsets(basketsFromLists(lists), { minCount: 2 }), { right: { only: ["milk"] } });
 * const { lower, upper } = estimateRuleIntervals(rules, "confidence");
 * [lower[0]?.toFixed(3), upper[0]?.toFixed(3)]; // => ["0.487", "0.974"]
 * ```
 */
export function estimateRuleIntervals(
  rules: RuleTable,
  measure: IntervalMeasure,
  options: IntervalOptions = {},
): RuleIntervals {
  if (rules.weighted)
    throw new RangeError(
      "Cannot estimate rule intervals: the baskets are weighted, and a sum of weights is no number of baskets",
    );
  const { size } = rules;
  const [lower, upper, defined] = [new Float64Array(size), new Float64Array(size), new Uint8Array(size)];
  for (let rule = 0; rule < size; rule++) {
    const found = estimateAssociation(tableOfRule(rules, rule), measure, options);
    if (found.kind !== "interval") continue;
    [lower[rule], upper[rule], defined[rule]] = [found.lower, found.upper, 1];
  }
  return Object.freeze({ measure, lower, upper, defined });
}

type Bounds = readonly [estimate: number, lower: number, upper: number];

function boundsOf(
  t: Cells,
  measure: IntervalMeasure,
  method: NonNullable<IntervalOptions["method"]>,
  confidence: number,
): Bounds | undefined {
  const z = normalDistribution().quantile((1 + confidence) / 2);
  const estimate = measures[measure](t);
  switch (method) {
    case "wilson":
    case "clopper-pearson": {
      const trials = measure === "confidence" ? t.a : t.n;
      if (trials === 0) return undefined;
      const { lower, upper } = estimateProportion({ successes: t.n11, trials }, { method, confidence });
      const scale = measure === "count" ? t.n : 1;
      return [estimate, lower * scale, upper * scale];
    }
    case "woolf":
    case "gart": {
      const cells = method === "gart" ? cellsOf(t, 0.5) : t;
      const spread = z * Math.sqrt(1 / cells.n11 + 1 / cells.n10 + 1 / cells.n01 + 1 / cells.n00);
      const ratio = measures.oddsRatio(cells);
      return [ratio, ratio / Math.exp(spread), ratio * Math.exp(spread)];
    }
    case "exact": {
      const fisher = testFisher(
        [
          [t.n11, t.n10],
          [t.n01, t.n00],
        ],
        { confidence },
      );
      const { estimate: ratio, interval } = fisher;
      if (ratio === undefined || interval?.upper === undefined) return undefined;
      return [ratio, interval.lower ?? 0, interval.upper];
    }
    case "log-delta": {
      const spread = z * Math.sqrt(logVariance(t, measure) / t.n);
      return [estimate, estimate / Math.exp(spread), estimate * Math.exp(spread)];
    }
    default: {
      const variance = measure === "phi" ? phiVariance(t) : logVariance(t, measure) * estimate ** 2;
      const spread = z * Math.sqrt(variance / t.n);
      return [estimate, estimate - spread, estimate + spread];
    }
  }
}

/** n times the variance of the logarithm of a confidence or lift (delta method). */
function logVariance({ n11, n10, n01, n, a, b }: Cells, measure: IntervalMeasure): number {
  if (measure === "confidence") return ((n10 / n11) * n) / a;
  const [p11, p10, p01] = [n11 / n, n10 / n, n01 / n];
  return (p11 ** 2 * (1 - p11 - p10 - p01) + p10 * p01) / ((p11 * a * b) / n / n);
}

/** n times the variance of φ. */
function phiVariance(t: Cells): number {
  const { a, b, n } = t;
  const phi = measures.phi(t);
  const [left, right] = [(n - 2 * a) / n, (n - 2 * b) / n];
  const [va, vb] = [(a / n) * (1 - a / n), (b / n) * (1 - b / n)];
  return (
    1 -
    phi ** 2 +
    ((phi + phi ** 3 / 2) * left * right) / Math.sqrt(va * vb) -
    0.75 * phi ** 2 * (left ** 2 / va + right ** 2 / vb)
  );
}

function rangeOf(measure: IntervalMeasure, { n }: Cells): readonly [number, number] {
  if (measure === "phi") return [-1, 1];
  if (measure === "count") return [0, n];
  return [0, measure === "support" || measure === "confidence" ? 1 : Number.POSITIVE_INFINITY];
}

import { type Cells, measures } from "./_association-measures.ts";
import { wrongOption } from "./_check.ts";
import type { ContingencyTable, MeasureOptions } from "./contingency-table.ts";
import type { RuleTable } from "./rule-table.ts";

/** The name of a measure; formulas, ranges and sources of all of them stand in the documentation of this room. */
export type RuleMeasure = keyof typeof measures;

/** All measures, by name. */
export const ruleMeasures: readonly RuleMeasure[] = Object.freeze(Object.keys(measures) as RuleMeasure[]);

/**
 * The value of a measure, or why there is none: it grows without bound as a cell goes to zero (an odds ratio without exceptions), or
 * is zero over zero.
 */
export type MeasureValue =
  | {
      /** There is a value. */
      readonly kind: "value";
      /** The value. */
      readonly value: number;
    }
  | {
      /** Larger than any number. */
      readonly kind: "unbounded";
      /** 1 above all numbers, −1 below. */
      readonly sign: 1 | -1;
    }
  | {
      /** Zero over zero: the table says nothing. */
      readonly kind: "undefined";
    };

/** One measure of every rule of a table. */
export interface MeasureColumn {
  /** The measure. */
  readonly measure: RuleMeasure;
  /** The values; zero where there is none, as `kinds` says. */
  readonly values: Float64Array;
  /** 0 where there is a value, 1 where it is unbounded, −1 where unbounded below, 2 where undefined. */
  readonly kinds: Int8Array;
  /**
   * The value of one rule.
   * @throws RangeError if there is no such rule
   */
  at(rule: number): MeasureValue;
}

/**
 * One measure of one 2×2 table.
 *
 * With a = n₁₁ + n₁₀, b = n₁₁ + n₀₁ and n the sum; the formula of every measure stands in the documentation of this room.
 *
 * @throws RangeError if the measure is unknown, a cell is negative or no number, an option is out of range, or a measure that is a
 *   probability of counts (`fishersExactTest`, `hyperConfidence`, `hyperLift`) is asked of cells that are no counts
 *
 * @example
 * ```ts
 * import { measureAssociation } from "clientele/affinity";
 *
 * const herbs = { n11: 69, n10: 91, n01: 1003, n00: 8672 }; // herbs ⇒ root vegetables, 9835 baskets of a grocery
 * measureAssociation(herbs, "confidence"); // => { kind: "value", value: 0.43125 }
 * measureAssociation({ ...herbs, n10: 0 }, "conviction"); // => { kind: "unbounded", sign: 1 }
 * measureAssociation({ n11: 0, n10: 0, n01: 5, n00: 5 }, "confidence"); // => { kind: "undefined" }
 * ```
 */
export function measureAssociation(
  table: ContingencyTable,
  measure: RuleMeasure,
  options: MeasureOptions = {},
): MeasureValue {
  const doing = "measure an association";
  checkMeasure(doing, measure, options);
  for (const cell of ["n11", "n10", "n01", "n00"] as const)
    if (!(table[cell] >= 0 && Number.isFinite(table[cell])))
      throw wrongOption(doing, cell, "a number from 0 up", table[cell]);
  return answerOf(measures[measure](cellsOf(table, options.smoothing ?? 0), options));
}

/**
 * One measure of every rule of a table.
 *
 * @throws RangeError as {@link measureAssociation}
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, measureRules, mineItemsets } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["tea", "milk"], ["tea", "milk"], ["tea"], ["bread"]]);
 * const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.5 }), { minConfidence: 0.6 });
 * measureRules(rules, "cosine").values; // => Float64Array.of(2 / Math.sqrt(6), 2 / Math.sqrt(6))
 * measureRules(rules, "conviction").at(0); // => { kind: "unbounded", sign: 1 }
 * ```
 */
export function measureRules(
  rules: RuleTable,
  measure: RuleMeasure,
  options: MeasureOptions = {},
): MeasureColumn {
  checkMeasure("measure rules", measure, options);
  const { size, total } = rules;
  const smoothing = options.smoothing ?? 0;
  const filled = {
    ...options,
    minSupport: options.minSupport ?? rules.itemsets.minCount / total,
    minConfidence: options.minConfidence ?? rules.minConfidence,
  };
  const values = new Float64Array(size);
  const kinds = new Int8Array(size);
  for (let rule = 0; rule < size; rule++) {
    const found = answerOf(measures[measure](cellsOf(tableOfRule(rules, rule), smoothing), filled));
    if (found.kind === "value") values[rule] = found.value;
    else kinds[rule] = found.kind === "unbounded" ? found.sign : 2;
  }
  return Object.freeze({
    measure,
    values,
    kinds,
    at(rule: number): MeasureValue {
      rules.row(rule);
      const kind = kinds[rule];
      if (kind === 0) return Object.freeze({ kind: "value", value: values[rule]! });
      if (kind === 2) return Object.freeze({ kind: "undefined" });
      return Object.freeze({ kind: "unbounded", sign: kind === 1 ? 1 : -1 });
    },
  });
}

/** The 2×2 table of a rule. */
export function tableOfRule(rules: RuleTable, rule: number): ContingencyTable {
  const [n11, a, b] = [rules.counts[rule]!, rules.leftCounts[rule]!, rules.rightCounts[rule]!];
  return { n11, n10: a - n11, n01: b - n11, n00: rules.total - a - b + n11 };
}

/** The cells with something added to each, and their margins. */
export function cellsOf(table: ContingencyTable, smoothing: number): Cells {
  const [n11, n10] = [table.n11 + smoothing, table.n10 + smoothing];
  const [n01, n00] = [table.n01 + smoothing, table.n00 + smoothing];
  return { n11, n10, n01, n00, a: n11 + n10, b: n11 + n01, n: n11 + n10 + n01 + n00 };
}

function answerOf(value: number): MeasureValue {
  if (Number.isNaN(value)) return Object.freeze({ kind: "undefined" });
  if (Number.isFinite(value)) return Object.freeze({ kind: "value", value });
  return Object.freeze({ kind: "unbounded", sign: value > 0 ? 1 : -1 });
}

export function checkMeasure(doing: string, measure: RuleMeasure, options: MeasureOptions): void {
  if (!Object.hasOwn(measures, measure))
    throw wrongOption(doing, "measure", `one of ${ruleMeasures.join(", ")}`, measure);
  const { smoothing = 0, hyperQuantile = 0.5, minSupport = 0, minConfidence = 0 } = options;
  if (!(smoothing >= 0 && smoothing <= 1))
    throw wrongOption(doing, "smoothing", "a number from 0 to 1", smoothing);
  if (!(hyperQuantile > 0 && hyperQuantile < 1))
    throw wrongOption(doing, "hyperQuantile", "a number between 0 and 1", hyperQuantile);
  if (!(minSupport >= 0 && minSupport <= 1))
    throw wrongOption(doing, "minSupport", "a number from 0 to 1", minSupport);
  if (!(minConfidence >= 0 && minConfidence <= 1))
    throw wrongOption(doing, "minConfidence", "a number from 0 to 1", minConfidence);
}

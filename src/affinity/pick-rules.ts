import { finishRules } from "./_finish-rules.ts";
import { measureRules, type RuleMeasure } from "./measure-rules.ts";
import type { RuleTable } from "./rule-table.ts";

/**
 * The rules at some positions, in the order of those: a selection, a sorted table, the best ten.
 *
 * @throws RangeError if a position is none of the table
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets, pickRules, rankRules } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["a", "b"], ["a", "b"], ["a", "c"], ["c"]]);
 * const rules = deriveRules(mineItemsets(baskets, { minCount: 1 }), { minConfidence: 0.5 });
 * const best = pickRules(rules, rankRules(rules, "lift").slice(0, 1));
 * [best.row(0).left, best.row(0).right]; // => [["b"], ["a"]]
 * ```
 */
export function pickRules(rules: RuleTable, positions: Iterable<number>): RuleTable {
  const picked = [...positions];
  for (const rule of picked) rules.row(rule);
  const column = (values: Float64Array): Float64Array => Float64Array.from(picked, (rule) => values[rule]!);
  const side = (offsets: Int32Array, items: Int32Array): [Int32Array, Int32Array] => {
    const newOffsets = new Int32Array(picked.length + 1);
    const newItems: number[] = [];
    picked.forEach((rule, i) => {
      for (let at = offsets[rule]!; at < offsets[rule + 1]!; at++) newItems.push(items[at]!);
      newOffsets[i + 1] = newItems.length;
    });
    return [newOffsets, Int32Array.from(newItems)];
  };
  const [leftOffsets, leftItems] = side(rules.leftOffsets, rules.leftItems);
  const [rightOffsets, rightItems] = side(rules.rightOffsets, rules.rightItems);
  const { itemIds, total, weighted, minConfidence, candidates, itemsets } = rules;
  return finishRules({
    itemIds,
    leftOffsets,
    leftItems,
    rightOffsets,
    rightItems,
    counts: column(rules.counts),
    leftCounts: column(rules.leftCounts),
    rightCounts: column(rules.rightCounts),
    total,
    weighted,
    minConfidence,
    candidates,
    itemsets,
  });
}

/**
 * The positions of the rules from the largest value of a measure down: unbounded values first, undefined ones last, equal ones by
 * position.
 *
 * Lift is the largest where counts are the smallest. It is a gate (above 1, and significant), not an order to recommend by.
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets, rankRules } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["a", "b"], ["a", "b"], ["a", "c"], ["c"]]);
 * const rules = deriveRules(mineItemsets(baskets, { minCount: 1 }), { minConfidence: 0.6 });
 * rankRules(rules, "conviction"); // => Int32Array.of(0, 1)
 * ```
 */
export function rankRules(rules: RuleTable, measure: RuleMeasure): Int32Array {
  const column = measureRules(rules, measure);
  const values = new Float64Array(rules.size);
  for (let rule = 0; rule < rules.size; rule++) {
    const found = column.at(rule);
    if (found.kind === "value") values[rule] = found.value;
    else values[rule] = found.kind === "unbounded" ? found.sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  const rank = (rule: number): number => (Number.isNaN(values[rule]!) ? 1 : 0);
  return Int32Array.from({ length: rules.size }, (_, rule) => rule).sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (rank(a) === 1 || values[a] === values[b]) return a - b;
    return values[a]! > values[b]! ? -1 : 1;
  });
}

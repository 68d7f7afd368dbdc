import type { RuleRow, RuleTable } from "./rule-table.ts";

type Columns = Omit<RuleTable, "size" | "row" | typeof Symbol.iterator>;

/** Adds what follows from the columns, and freezes. */
export function finishRules(columns: Columns): RuleTable {
  const { itemIds, leftOffsets, leftItems, rightOffsets, rightItems } = columns;
  const { counts, leftCounts, rightCounts, total } = columns;
  const size = counts.length;
  const idsOf = (items: Int32Array, offsets: Int32Array, rule: number): readonly string[] =>
    Object.freeze(Array.from(items.subarray(offsets[rule], offsets[rule + 1]), (code) => itemIds[code]!));
  const rowAt = (rule: number): RuleRow =>
    Object.freeze({
      left: idsOf(leftItems, leftOffsets, rule),
      right: idsOf(rightItems, rightOffsets, rule),
      count: counts[rule]!,
      support: counts[rule]! / total,
      confidence: counts[rule]! / leftCounts[rule]!,
      lift: (counts[rule]! * total) / (leftCounts[rule]! * rightCounts[rule]!),
    });
  return Object.freeze({
    ...columns,
    size,
    row(rule: number) {
      if (Number.isInteger(rule) && rule >= 0 && rule < size) return rowAt(rule);
      throw new RangeError(`Cannot read rule: index must be an integer from 0 to ${size - 1}, got ${rule}`);
    },
    *[Symbol.iterator]() {
      for (let rule = 0; rule < size; rule++) yield rowAt(rule);
    },
  });
}

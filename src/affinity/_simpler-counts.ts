import { indexOfItemsets } from "./_arrange-itemsets.ts";
import type { RuleTable } from "./rule-table.ts";

/**
 * Looks up how many baskets hold some items of the left side of a rule, as a bit mask, and how many of those the right side too. Both
 * sets are parts of a frequent one, so the itemsets have them.
 */
export function simplerCounts(rules: RuleTable): (rule: number, mask: number) => readonly [number, number] {
  const { itemsets, leftOffsets, leftItems, rightOffsets, rightItems } = rules;
  const index = indexOfItemsets(itemsets);
  const longest = itemsets.sizes.length;
  const [left, both] = [new Int32Array(longest), new Int32Array(longest)];
  return (rule, mask) => {
    const begin = leftOffsets[rule]!;
    let lefts = 0;
    for (let i = 0; begin + i < leftOffsets[rule + 1]!; i++)
      if (((mask >> i) & 1) === 1) left[lefts++] = leftItems[begin + i]!;
    const rights = rightItems.subarray(rightOffsets[rule], rightOffsets[rule + 1]);
    const length = mergeRising(left, lefts, rights, both);
    const alone = lefts === 0 ? itemsets.total : itemsets.counts[index.find(left, lefts)]!;
    return [alone, itemsets.counts[index.find(both, length)]!];
  };
}

function mergeRising(left: Int32Array, lefts: number, right: Int32Array, into: Int32Array): number {
  let [l, r, at] = [0, 0, 0];
  while (l < lefts || r < right.length) {
    if (r === right.length || (l < lefts && left[l]! < right[r]!)) into[at++] = left[l++]!;
    else into[at++] = right[r++]!;
  }
  return at;
}

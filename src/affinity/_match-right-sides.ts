import { wrongOption } from "./_check.ts";
import type { NextProductModel } from "./next-product-model.ts";
import type { RuleTable } from "./rule-table.ts";

/** For each product that a rule speaks for, the best rule whose left side is there. */
export type RightSideMatcher = (codes: ArrayLike<number>) => ReadonlyMap<number, number>;

/**
 * Prepares to find the rules that some products fulfil. Rules stand under the items of their left side and are counted up; a rule
 * that was counted as often as its left side is long holds. The better rule has the higher confidence, then the higher count, then comes first.
 */
export function createRightSideMatcher(rules: RuleTable, model: NextProductModel): RightSideMatcher {
  const place = new Map(model.itemIds.map((id, code) => [id, code]));
  const codeOf = rules.itemIds.map((id) => place.get(id) ?? -1);
  const { leftOffsets, leftItems, rightOffsets, rightItems, counts, leftCounts } = rules;
  const under: number[][] = model.itemIds.map(() => []);
  for (let r = 0; r < rules.size; r++) {
    if (rightOffsets[r + 1]! - rightOffsets[r]! !== 1) {
      const length = rightOffsets[r + 1]! - rightOffsets[r]!;
      throw wrongOption(
        "recommend products",
        `the right side of rule ${r}`,
        "one product",
        `${length} products`,
      );
    }
    for (let at = leftOffsets[r]!; at < leftOffsets[r + 1]!; at++) under[codeOf[leftItems[at]!]!]?.push(r);
  }
  const seen = new Int32Array(rules.size);
  const confidence = (r: number): number => counts[r]! / leftCounts[r]!;
  const better = (a: number, b: number): boolean =>
    confidence(a) - confidence(b) > 0 || (confidence(a) === confidence(b) && counts[a]! > counts[b]!);
  return (codes) => {
    const best = new Map<number, number>();
    const met: number[] = [];
    for (let c = 0; c < codes.length; c++) {
      for (const r of under[codes[c]!]!) {
        if (seen[r] === 0) met.push(r);
        seen[r]!++;
      }
    }
    for (const r of met.sort((a, b) => a - b)) {
      const holds = seen[r] === leftOffsets[r + 1]! - leftOffsets[r]!;
      seen[r] = 0;
      if (!holds) continue;
      const right = codeOf[rightItems[rightOffsets[r]!]!]!;
      const known = best.get(right);
      if (right >= 0 && (known === undefined || better(r, known))) best.set(right, r);
    }
    return best;
  };
}

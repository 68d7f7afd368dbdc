import { indexOfItemsets } from "./_arrange-itemsets.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { finishRules } from "./_finish-rules.ts";
import type { ItemsetTable } from "./itemset-table.ts";
import type { RuleTable } from "./rule-table.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Which items may stand on a side of a rule. Items that no basket holds match nothing. */
export interface SideConstraint {
  /** Every item of the side is one of these. */
  readonly only?: readonly string[] | undefined;
  /** No item of the side is one of these. */
  readonly noneOf?: readonly string[] | undefined;
  /** At least one item of the side is one of these. */
  readonly anyOf?: readonly string[] | undefined;
}

/** Options of {@link deriveRules}. */
export interface DeriveRulesOptions {
  /**
   * The least confidence, from 0 to 1.
   * @defaultValue `0.5`
   */
  readonly minConfidence?: number | undefined;
  /**
   * Whether the right side is one item or any number.
   * @defaultValue `"single"`
   */
  readonly rightSide?: "single" | "any" | undefined;
  /**
   * Whether rules with nothing on the left side are made: how common the right side is, the baseline of all others.
   * @defaultValue `false`
   */
  readonly emptyLeft?: boolean | undefined;
  /**
   * What may stand on the left side.
   * @defaultValue anything
   */
  readonly left?: SideConstraint | undefined;
  /**
   * What may stand on the right side.
   * @defaultValue anything
   */
  readonly right?: SideConstraint | undefined;
  /**
   * The most rules to hold.
   * @defaultValue `1_000_000`
   */
  readonly maxResults?: number | undefined;
}

/**
 * Makes rules of frequent itemsets: whoever has the left side tends to have the right side too.
 *
 * confidence(X ⇒ Y) = c(X ∪ Y)/c(X) ≥ minConfidence, for X ∪ Y frequent and X ∩ Y empty
 *
 * All rules of an itemset are made, not the first one by left side. They stand from the highest confidence down, then by count, then by
 * length, then by their items.
 *
 * @param itemsets - all frequent ones; those of the other targets lack the counts of the sides
 * @throws RangeError if the itemsets are not all frequent ones, or an option is out of range
 * @throws TooManyResultsError if there are more rules than `maxResults`
 *
 * @see Agrawal, Imieliński and Swami, "Mining association rules between sets of items in large databases" (1993)
 *
 * @example
 * ```ts
 * import { basketsFromLists, deriveRules, mineItemsets } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["tea", "milk"], ["tea", "milk"], ["tea"], ["bread"]]);
 * const rules = deriveRules(mineItemsets(baskets, { minSupport: 0.5 }), { minConfidence: 0.6 });
 * rules.row(0); // => { left: ["milk"], right: ["tea"], count: 2, support: 0.5, confidence: 1, lift: 4 / 3 }
 * rules.size; // => 2
 * ```
 */
export function deriveRules(itemsets: ItemsetTable, options: DeriveRulesOptions = {}): RuleTable {
  const doing = "derive rules";
  const { minConfidence = 0.5, rightSide = "single", emptyLeft = false, maxResults = 1_000_000 } = options;
  if (itemsets.target !== "frequent")
    throw wrongOption(doing, "the itemsets", "all frequent ones", itemsets.target);
  if (!(minConfidence >= 0 && minConfidence <= 1))
    throw wrongOption(doing, "minConfidence", "a number from 0 to 1", minConfidence);
  checkWord(doing, "rightSide", rightSide, ["single", "any"]);
  checkWhole(doing, "maxResults", maxResults, 1);
  const { offsets, items, counts, itemCounts, itemIds } = itemsets;
  const index = indexOfItemsets(itemsets);
  const leftAllows = sideCheck(itemIds, options.left);
  const rightAllows = sideCheck(itemIds, options.right);
  const found: Found[] = [];
  let candidates = 0;
  const longest = itemsets.sizes.length;
  const [left, right] = [new Int32Array(longest), new Int32Array(longest)];

  for (let set = 0; set < itemsets.size; set++) {
    const begin = offsets[set]!;
    const length = offsets[set + 1]! - begin;
    const joint = counts[set]!;
    if (length > 30) throw wrongOption(doing, "the itemsets", "of at most 30 items", `one of ${length}`);
    const consider = (mask: number): void => {
      let [lefts, rights] = [0, 0];
      for (let i = 0; i < length; i++) {
        if (((mask >> i) & 1) === 1) right[rights++] = items[begin + i]!;
        else left[lefts++] = items[begin + i]!;
      }
      if (!leftAllows(left, lefts) || !rightAllows(right, rights)) return;
      candidates++;
      const leftCount =
        lefts === 0
          ? itemsets.total
          : rights === 1
            ? counts[index.without(set, 31 - Math.clz32(mask))]!
            : counts[index.find(left, lefts)]!;
      // As with support: a share times a count must not be missed by rounding.
      if (joint < minConfidence * leftCount - 1e-9) return;
      const rightCount =
        rights === 1 ? itemCounts[right[0]!]! : lefts === 0 ? joint : counts[index.find(right, rights)]!;
      if (found.length === maxResults)
        throw new TooManyResultsError(
          maxResults,
          `Cannot derive rules: there are more than ${maxResults}; raise minConfidence, constrain a side, or allow more by maxResults`,
        );
      found.push({ set, mask, lefts, leftCount, rightCount, confidence: joint / leftCount });
    };
    const all = 2 ** length - 1;
    if (rightSide === "single") {
      if (length > 1 || emptyLeft) for (let i = 0; i < length; i++) consider(1 << i);
    } else for (let mask = 1; mask <= all; mask++) if (mask < all || emptyLeft) consider(mask);
  }
  return arrange(itemsets, found, { minConfidence, candidates });
}

interface Found {
  readonly set: number;
  /** Which items of the set are on the right side. */
  readonly mask: number;
  readonly lefts: number;
  readonly leftCount: number;
  readonly rightCount: number;
  readonly confidence: number;
}

function arrange(
  itemsets: ItemsetTable,
  found: Found[],
  rest: { readonly minConfidence: number; readonly candidates: number },
): RuleTable {
  const { offsets, items, counts } = itemsets;
  // Sets are ordered by length, count and items already; the larger the mask, the earlier the items of the left side.
  found.sort(
    (a, b) =>
      b.confidence - a.confidence || counts[b.set]! - counts[a.set]! || a.set - b.set || b.mask - a.mask,
  );
  const size = found.length;
  const [leftOffsets, rightOffsets] = [new Int32Array(size + 1), new Int32Array(size + 1)];
  found.forEach(({ set, lefts }, rule) => {
    leftOffsets[rule + 1] = leftOffsets[rule]! + lefts;
    rightOffsets[rule + 1] = rightOffsets[rule]! + offsets[set + 1]! - offsets[set]! - lefts;
  });
  const [leftItems, rightItems] = [new Int32Array(leftOffsets[size]!), new Int32Array(rightOffsets[size]!)];
  found.forEach(({ set, mask }, rule) => {
    let [left, right] = [leftOffsets[rule]!, rightOffsets[rule]!];
    for (let at = offsets[set]!, i = 0; at < offsets[set + 1]!; at++, i++) {
      if (((mask >> i) & 1) === 1) rightItems[right++] = items[at]!;
      else leftItems[left++] = items[at]!;
    }
  });
  return finishRules({
    itemIds: itemsets.itemIds,
    leftOffsets,
    leftItems,
    rightOffsets,
    rightItems,
    counts: Float64Array.from(found, ({ set }) => counts[set]!),
    leftCounts: Float64Array.from(found, (rule) => rule.leftCount),
    rightCounts: Float64Array.from(found, (rule) => rule.rightCount),
    total: itemsets.total,
    weighted: itemsets.weighted,
    itemsets,
    ...rest,
  });
}

type SideCheck = (codes: Int32Array, length: number) => boolean;

/** A constraint on item codes. */
function sideCheck(itemIds: readonly string[], constraint: SideConstraint = {}): SideCheck {
  const { only, noneOf, anyOf } = constraint;
  const mark = (ids: readonly string[] | undefined): Uint8Array | undefined => {
    if (ids === undefined) return undefined;
    const marks = new Uint8Array(itemIds.length);
    const wanted = new Set(ids);
    itemIds.forEach((id, code) => {
      if (wanted.has(id)) marks[code] = 1;
    });
    return marks;
  };
  const [allowed, banned, wanted] = [mark(only), mark(noneOf), mark(anyOf)];
  return (codes, length) => {
    let isWanted = wanted === undefined;
    for (let i = 0; i < length; i++) {
      const code = codes[i]!;
      if (allowed?.[code] === 0 || banned?.[code] === 1) return false;
      if (wanted?.[code] === 1) isWanted = true;
    }
    return isWanted;
  };
}

import { createIssueCollector } from "../issues/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { isItemId } from "./_item-dictionary.ts";
import type { Baskets } from "./baskets.ts";

/** The group of an item: its category, brand, department. */
export type GroupOf = (itemId: string) => string;

/** One level of a taxonomy. */
export interface ItemLevel {
  /** The name of the level, which stands before the names of its groups: "category: cheese". */
  readonly name: string;
  /** The group of every item on this level. */
  readonly groupOf: GroupOf;
}

/**
 * Replaces every item by its group: baskets of categories instead of products.
 *
 * b′ = {group(i) : i in b}, each group once. Weights, names, customers and days stay as they are.
 *
 * @throws InvalidDataError naming every item whose group is not text of 1 to 200 characters
 *
 * @example
 * ```ts
 * import { basketsFromLists, groupItems } from "clientele/affinity";
 *
 * const category = new Map([["gouda", "cheese"], ["brie", "cheese"], ["ale", "beer"]]);
 * const baskets = basketsFromLists([["gouda", "brie"], ["brie", "ale"]]);
 * [...groupItems(baskets, (item) => category.get(item) ?? "other")].map(({ items }) => items); // => [["cheese"], ["beer", "cheese"]]
 * ```
 */
export function groupItems(baskets: Baskets, groupOf: GroupOf): Baskets {
  const groups = readGroups("group items", baskets, groupOf);
  const texts = [...new Set(groups)];
  const codes = new Map(texts.map((text, code) => [text, code]));
  const codeOf = Int32Array.from(groups, (group) => codes.get(group)!);
  return arrangeBaskets(
    { ...baskets, texts, codes: baskets.items.map((item) => codeOf[item]!), leftOut: baskets.report.leftOut },
    { emptyBaskets: "count", maxItems: undefined },
  );
}

/**
 * Adds the groups of its items to every basket, so that rules can be found between products, between groups, and between both.
 *
 * b′ = b ∪ {group(i) : i in b, on every level}. No itemset of such baskets holds an item beside a group of its own, nor a group beside
 * one that contains it: "gouda ⇒ cheese" is true of every basket and says nothing.
 *
 * @param levels - from the finest to the coarsest
 * @throws InvalidDataError naming every item whose group is not text
 * @throws RangeError if two levels have one name, or a group has the name of an item
 *
 * @see Srikant and Agrawal, "Mining generalized association rules" (1995)
 *
 * @example
 * ```ts
 * import { addGroups, basketsFromLists, mineItemsets } from "clientele/affinity";
 *
 * const category = new Map([["gouda", "cheese"], ["brie", "cheese"], ["ale", "beer"]]);
 * const baskets = basketsFromLists([["gouda", "ale"], ["brie", "ale"]]);
 * const levels = [{ name: "category", groupOf: (item: string) => category.get(item) ?? "other" }];
 * const pairs = [...mineItemsets(addGroups(baskets, levels), { minCount: 2 })].filter(({ items }) => items.length === 2);
 * pairs.map(({ items }) => items); // => [["ale", "category: cheese"], ["category: beer", "category: cheese"]]
 * ```
 */
export function addGroups(baskets: Baskets, levels: readonly ItemLevel[]): Baskets {
  const doing = "add groups";
  if (new Set(levels.map(({ name }) => name)).size < levels.length)
    throw new RangeError(`Cannot ${doing}: levels must have different names`);
  const { itemIds, offsets, items, size } = baskets;
  const byLevel = levels.map(({ name, groupOf }) =>
    readGroups(doing, baskets, groupOf).map((group) => `${name}: ${group}`),
  );
  const texts = [...itemIds, ...new Set(byLevel.flat())];
  const codes = new Map<string, number>();
  texts.forEach((text, code) => {
    if (codes.has(text))
      throw new RangeError(
        `Cannot ${doing}: "${text}" is both an item and a group; name the level differently`,
      );
    codes.set(text, code);
  });
  const above = byLevel.map((groups) => groups.map((group) => codes.get(group)!));
  const width = 1 + levels.length;
  const raw = new Int32Array(items.length * width);
  items.forEach((item, i) => {
    raw[i * width] = item;
    above.forEach((groups, level) => {
      raw[i * width + 1 + level] = groups[item]!;
    });
  });
  const arranged = arrangeBaskets(
    {
      ...baskets,
      texts,
      offsets: Int32Array.from({ length: size + 1 }, (_, b) => offsets[b]! * width),
      codes: raw,
      leftOut: baskets.report.leftOut,
    },
    { emptyBaskets: "count", maxItems: undefined },
  );
  const place = new Map(arranged.itemIds.map((id, code) => [id, code]));
  const groups: number[][] = arranged.itemIds.map(() => []);
  const add = (lower: string, upper: string): void => {
    groups[place.get(lower)!]!.push(place.get(upper)!);
  };
  itemIds.forEach((id, item) => {
    for (const level of byLevel) add(id, level[item]!);
  });
  for (const [fine, lower] of byLevel.entries())
    for (const upper of byLevel.slice(fine + 1)) {
      // A group lies in one above it only if all its items do.
      const parents = new Map<string, Set<string>>();
      lower.forEach((group, item) => {
        parents.set(group, (parents.get(group) ?? new Set()).add(upper[item]!));
      });
      for (const [group, found] of parents) if (found.size === 1) add(group, [...found][0]!);
    }
  return Object.freeze({ ...arranged, groups: Object.freeze(groups.map((list) => Object.freeze(list))) });
}

function readGroups(doing: string, { itemIds }: Baskets, groupOf: GroupOf): string[] {
  const issues = createIssueCollector();
  const groups = itemIds.map((id, row) => {
    const group = groupOf(id);
    if (!isItemId(group))
      issues.add({
        code: "bad-group",
        row,
        path: [],
        value: group,
        expected: `the group of "${id}": text of 1 to 200 characters`,
      });
    return group;
  });
  issues.throwIfAny(doing);
  return groups;
}

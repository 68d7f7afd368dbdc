import { checkWhole, wrongOption } from "./_check.ts";
import { type LeastCount, leastCountOf } from "./_least-count.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";
import { TooManyResultsError } from "./too-many-results-error.ts";

/** Options of {@link mineSequentialRules}. */
export interface SequentialRulesOptions extends LeastCount {
  /**
   * The least confidence, from 0 to 1.
   * @defaultValue `0.5`
   */
  readonly minConfidence?: number | undefined;
  /**
   * The most days from the first purchase of the left side to the last of the right side.
   * @defaultValue no limit
   */
  readonly windowDays?: number | undefined;
  /**
   * The most items of the left side.
   * @defaultValue no limit
   */
  readonly maxLeft?: number | undefined;
  /**
   * The most items of the right side.
   * @defaultValue no limit
   */
  readonly maxRight?: number | undefined;
  /**
   * The most rules to hold.
   * @defaultValue `1_000_000`
   */
  readonly maxResults?: number | undefined;
}

/** One rule: whoever has bought the left side tends to buy the right side afterwards. */
export interface SequentialRule {
  /** The items of the left side, in code-point order, bought in any order. */
  readonly left: readonly string[];
  /** The items of the right side, all bought after all of the left side, in any order. */
  readonly right: readonly string[];
  /** How many sequences hold the left side and then the right side. */
  readonly count: number;
  /** How many hold the left side, with anything or nothing after it. */
  readonly leftCount: number;
  /** count / n. */
  readonly support: number;
  /** count / leftCount. Customers whose time was too short to buy the right side count as those who did not. */
  readonly confidence: number;
}

/**
 * Mines sequential rules: whoever bought these things bought those things afterwards.
 *
 * X ⇒ Y holds in a sequence if all of X is bought in purchases that are all earlier than those in which all of Y is, within
 * `windowDays` from the first to the last of them; the items of a side come in any order. The semantics are those of RuleGrowth (Fournier-Viger et al.
 * 2015) with the window in days. Every way to place the window is tried, so that no rule is missed and none counted short.
 *
 * `confidence = |{sequences with X ⇒ Y}| / |{sequences with X}|`
 *
 * @returns rules from the most frequent down, then by confidence, then by their items
 * @throws RangeError if an option is out of range
 * @throws TooManyResultsError if there are more than `maxResults`
 *
 * @example
 * ```ts
 * import { mineSequentialRules, sequencesFromLists } from "clientele/affinity";
 *
 * const sequences = sequencesFromLists([[["printer"], ["ink"]], [["printer"], ["pen"], ["ink"]], [["ink"], ["printer"]]]);
 * mineSequentialRules(sequences, { minCount: 2 }); // => [{ left: ["printer"], right: ["ink"], count: 2, leftCount: 3, support: 2 / 3, confidence: 2 / 3 }]
 * ```
 */
export function mineSequentialRules(
  sequences: PurchaseSequences,
  options: SequentialRulesOptions,
): readonly SequentialRule[] {
  const doing = "mine sequential rules";
  const infinity = Number.POSITIVE_INFINITY;
  const { minConfidence = 0.5, windowDays = infinity, maxResults = 1_000_000 } = options;
  const { maxLeft = infinity, maxRight = infinity } = options;
  for (const [name, value] of Object.entries({ windowDays, maxLeft, maxRight }))
    if (value !== infinity) checkWhole(doing, name, value, 1);
  checkWhole(doing, "maxResults", maxResults, 1);
  if (!(minConfidence >= 0 && minConfidence <= 1))
    throw wrongOption(doing, "minConfidence", "a number from 0 to 1", minConfidence);
  const least = leastCountOf(doing, { totalWeight: sequences.size, weights: undefined }, options);
  const { itemIds, size, days } = sequences;
  const places = placesOfItems(sequences);
  const withItem = sequencesOfItems(places, itemIds.length);
  const found: { left: readonly number[]; right: readonly number[]; count: number; leftCount: number }[] = [];
  let candidates = 0;

  const keep = (left: readonly number[], right: readonly number[], count: number): void => {
    const leftCount = left.length === 1 ? withItem[left[0]!]!.length : countAll(left);
    if (++candidates > 50 * maxResults || found.length > maxResults) {
      throw new TooManyResultsError(
        maxResults,
        `Cannot mine sequential rules: more than ${maxResults} rules are in ${least} sequences; raise the least support or confidence, limit maxLeft, maxRight or windowDays, or allow more by maxResults`,
      );
    }
    if (count / leftCount >= minConfidence - 1e-12) found.push({ left, right, count, leftCount });
  };
  const countAll = (codes: readonly number[]): number => {
    const [first, ...others] = codes;
    return withItem[first!]!.filter((s) => others.every((code) => places[s]!.has(code))).length;
  };
  /** Sequences in which the rule holds with one more item, for each item that may be added. */
  const extensions = (
    rule: { readonly left: readonly number[]; readonly right: readonly number[] },
    of: readonly number[],
    side: "left" | "right",
  ): Map<number, number[]> => {
    const own = rule[side];
    const above = own[own.length - 1]!;
    const taken = new Set([...rule.left, ...rule.right]);
    const grown = new Map<number, number[]>();
    for (const s of of) {
      for (const item of places[s]!.keys()) {
        if (item <= above || taken.has(item)) continue;
        const left = side === "left" ? [...rule.left, item] : rule.left;
        const right = side === "right" ? [...rule.right, item] : rule.right;
        if (!holdsRule(places[s]!, left, right, days, windowDays)) continue;
        const list = grown.get(item);
        if (list === undefined) grown.set(item, [s]);
        else list.push(s);
      }
    }
    return grown;
  };
  // Right sides grow first and left sides after them, so that every rule is reached on one way only.
  const grow = (
    left: readonly number[],
    right: readonly number[],
    of: readonly number[],
    rightOpen: boolean,
  ): void => {
    keep(left, right, of.length);
    if (rightOpen && right.length < maxRight) {
      for (const [item, own] of extensions({ left, right }, of, "right"))
        if (own.length >= least) grow(left, [...right, item], own, true);
    }
    if (left.length < maxLeft) {
      for (const [item, own] of extensions({ left, right }, of, "left"))
        if (own.length >= least) grow([...left, item], right, own, false);
    }
  };

  for (let i = 0; i < itemIds.length; i++) {
    if (withItem[i]!.length < least) continue;
    const after = new Map<number, number[]>();
    for (const s of withItem[i]!) {
      for (const j of places[s]!.keys()) {
        if (j === i || withItem[j]!.length < least) continue;
        if (!holdsRule(places[s]!, [i], [j], days, windowDays)) continue;
        const list = after.get(j);
        if (list === undefined) after.set(j, [s]);
        else list.push(s);
      }
    }
    for (const [j, of] of after) if (of.length >= least) grow([i], [j], of, true);
  }
  found.sort(
    (a, b) =>
      b.count - a.count ||
      a.leftCount - b.leftCount ||
      compareLists(a.left, b.left) ||
      compareLists(a.right, b.right),
  );
  const name = (codes: readonly number[]): readonly string[] =>
    Object.freeze(codes.map((code) => itemIds[code]!));
  return Object.freeze(
    found.map(({ left, right, count, leftCount }) =>
      Object.freeze({
        left: name(left),
        right: name(right),
        count,
        leftCount,
        support: count / size,
        confidence: count / leftCount,
      }),
    ),
  );
}

/** The purchases of each item, rising, by sequence. */
type Places = ReadonlyMap<number, readonly number[]>;

function placesOfItems({ size, starts, offsets, items }: PurchaseSequences): readonly Places[] {
  return Array.from({ length: size }, (_, s) => {
    const places = new Map<number, number[]>();
    for (let e = starts[s]!; e < starts[s + 1]!; e++) {
      for (let at = offsets[e]!; at < offsets[e + 1]!; at++) {
        const list = places.get(items[at]!);
        if (list === undefined) places.set(items[at]!, [e]);
        else list.push(e);
      }
    }
    return places;
  });
}

function sequencesOfItems(places: readonly Places[], items: number): readonly (readonly number[])[] {
  const lists: number[][] = Array.from({ length: items }, () => []);
  places.forEach((own, s) => {
    for (const item of own.keys()) lists[item]!.push(s);
  });
  return lists;
}

/** Whether all of one side is bought before all of the other. */
function holdsRule(
  places: Places,
  left: readonly number[],
  right: readonly number[],
  days: Int32Array,
  windowDays: number,
): boolean {
  // The left side is complete at the earliest when its last first purchase is made.
  let complete = -1;
  for (const item of left) complete = Math.max(complete, places.get(item)?.[0] ?? Number.POSITIVE_INFINITY);
  let latest = Number.POSITIVE_INFINITY;
  for (const item of right) latest = Math.min(latest, places.get(item)?.at(-1) ?? -1);
  if (complete >= latest) return false;
  if (windowDays === Number.POSITIVE_INFINITY) return true;
  // Every split between the sides that may be the best one lies right behind a purchase of the left side.
  for (const item of left) {
    for (const split of places.get(item)!) {
      if (split < complete || split >= latest) continue;
      let first = split;
      for (const other of left) first = Math.min(first, lastUpTo(places.get(other)!, split));
      let last = split;
      for (const other of right) last = Math.max(last, places.get(other)!.find((e) => e > split)!);
      if (days[last]! - days[first]! <= windowDays) return true;
    }
  }
  return false;
}

function lastUpTo(places: readonly number[], split: number): number {
  let last = places[0]!;
  for (const e of places) if (e <= split) last = e;
  return last;
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

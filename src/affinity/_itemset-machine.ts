import { addItemset, type FoundItemsets } from "./_found-itemsets.ts";
import { emptyLevel, findSpots, firstLevel, type Level, roomFor } from "./_search-level.ts";
import type { Baskets } from "./baskets.ts";

/** What is looked for. */
export interface ItemsetSearch {
  /** The least count, above 0. */
  readonly minCount: number;
  readonly maxLength: number;
  /** Items that must not stand in one set, by item code: an item and its own group. */
  readonly apart?: ((code: number) => readonly number[]) | undefined;
}

/** Finds itemsets a few at a time, so that nobody has to hold all of them. */
export interface ItemsetMachine {
  /** Goes one step, adding what it finds; false when there is nothing left. */
  step(into: FoundItemsets): boolean;
}

/** Up to so many items left, all their subsets are counted at once in a table of 2^k cells. */
const MOST_AT_ONCE = 10;

/**
 * Depth-first search with occurrence deliver (Uno, Kiyomi and Arimura, "LCM ver. 2", 2004): from the baskets of a prefix those of each
 * longer prefix are delivered by one scan, and each level keeps only what can still be frequent. A level is never larger than the
 * one above it, so memory is bounded by the depth times the baskets, not by the number of sets.
 */
export function createItemsetMachine(baskets: Baskets, search: ItemsetSearch): ItemsetMachine {
  const { minCount, maxLength, apart } = search;
  const mostAtOnce = apart === undefined ? MOST_AT_ONCE : 1;
  const levels: Level[] = [];
  const prefix = new Int32Array(baskets.report.largest + 1);
  let depth = 0;
  const first = firstLevel(baskets, minCount);
  levels.push(first);
  const tallies = new Float64Array(first.width);
  const local = new Int32Array(first.width);
  const cells = new Float64Array(1 << MOST_AT_ONCE);
  const chosen = new Int32Array(first.width);
  const isApart = apart === undefined ? undefined : new Uint8Array(baskets.itemIds.length);

  return {
    step(into) {
      if (depth < 0) return false;
      const level = levels[depth]!;
      if (level.next === level.width) {
        depth--;
        return depth >= 0;
      }
      const j = level.next++;
      prefix[depth] = level.codes[j]!;
      addItemset(into, prefix, depth + 1, level.counts[j]!);
      if (j === 0 || depth + 1 >= maxLength) return true;
      extend(level, j, into);
      return true;
    },
  };

  /** Finds what is frequent beside item j, and either counts it out or opens the next level. */
  function extend(level: Level, j: number, into: FoundItemsets): void {
    const { lines, spots, holders, weights, starts } = level;
    const [from, to] = [starts[j]!, starts[j + 1]!];
    tallies.fill(0, 0, j);
    for (let s = from; s < to; s++) {
      const weight = weights[holders[s]!]!;
      for (let at = spots[s]! - 1; ; at--) {
        const item = lines[at]!;
        if (item < 0) break;
        tallies[item]! += weight;
      }
    }
    if (isApart !== undefined) for (const code of apart!(level.codes[j]!)) isApart[code] = 1;
    let width = 0;
    for (let item = 0; item < j; item++) {
      const keep = tallies[item]! >= minCount && isApart?.[level.codes[item]!] !== 1;
      local[item] = keep ? width : -1;
      if (keep) chosen[width++] = item;
    }
    if (isApart !== undefined) for (const code of apart!(level.codes[j]!)) isApart[code] = 0;
    if (width === 0) return;
    if (width === 1 || depth + 2 >= maxLength) {
      for (let i = 0; i < width; i++) {
        prefix[depth + 1] = level.codes[chosen[i]!]!;
        addItemset(into, prefix, depth + 2, tallies[chosen[i]!]!);
      }
    } else if (width <= mostAtOnce && 1 << width <= 4 * (to - from) + 64)
      countOut(level, from, to, width, into);
    else openLevel(level, from, to, width);
  }

  /** Counts all subsets of a few items: by the set of them that a basket holds, then summed over supersets. */
  function countOut(level: Level, from: number, to: number, width: number, into: FoundItemsets): void {
    const { lines, spots, holders, weights, codes } = level;
    const size = 1 << width;
    cells.fill(0, 0, size);
    for (let s = from; s < to; s++) {
      let held = 0;
      for (let at = spots[s]! - 1; ; at--) {
        const item = lines[at]!;
        if (item < 0) break;
        const bit = local[item]!;
        if (bit >= 0) held |= 1 << bit;
      }
      cells[held]! += weights[holders[s]!]!;
    }
    for (let bit = 1; bit < size; bit <<= 1)
      for (let cell = 0; cell < size; cell++) if ((cell & bit) === 0) cells[cell]! += cells[cell | bit]!;
    for (let cell = 1; cell < size; cell++) {
      if (cells[cell]! < minCount) continue;
      let length = depth + 1;
      for (let bit = 0; cell >> bit > 0; bit++)
        if (((cell >> bit) & 1) === 1) prefix[length++] = codes[chosen[bit]!]!;
      if (length <= maxLength) addItemset(into, prefix, length, cells[cell]!);
    }
  }

  function openLevel(above: Level, from: number, to: number, width: number): void {
    const { lines, spots, holders, weights } = above;
    depth++;
    if (levels[depth] === undefined) levels.push(emptyLevel());
    const level = levels[depth]!;
    level.next = 0;
    level.width = width;
    level.codes = roomFor(level.codes, width);
    level.counts = roomFor(level.counts, width);
    for (let i = 0; i < width; i++) {
      level.codes[i] = above.codes[chosen[i]!]!;
      level.counts[i] = tallies[chosen[i]!]!;
    }
    let needed = 0;
    for (let i = 0; i < width; i++) needed += above.starts[chosen[i]! + 1]! - above.starts[chosen[i]!]!;
    const baskets = to - from;
    const longest = Math.min(needed, baskets * width) + baskets + 1;
    level.lines = roomFor(level.lines, longest);
    level.weights = roomFor(level.weights, baskets);
    let [at, kept] = [0, 0];
    for (let s = from; s < to; s++) {
      const begin = at;
      level.lines[at++] = -1;
      let first = spots[s]! - 1;
      while (lines[first]! >= 0) first--;
      for (let i = first + 1; i < spots[s]!; i++) {
        const item = local[lines[i]!]!;
        if (item >= 0) level.lines[at++] = item;
      }
      // A basket with one item left has been counted and leads no further.
      if (at - begin < 3) at = begin;
      else level.weights[kept++] = weights[holders[s]!]!;
    }
    level.lines[at] = -1;
    findSpots(level, at);
  }
}

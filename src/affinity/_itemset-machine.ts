import type { Baskets } from "./baskets.ts";

/** Where the machine puts what it finds: sets one after the other, codes in no particular order. */
export interface FoundItemsets {
  /** How many sets there are. */
  size: number;
  /** Where each set ends in `items`. */
  ends: Int32Array;
  items: Int32Array;
  counts: Float64Array;
}

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

export const createFoundItemsets = (): FoundItemsets => ({
  size: 0,
  ends: new Int32Array(1024),
  items: new Int32Array(4096),
  counts: new Float64Array(1024),
});

/**
 * The baskets that hold one prefix, reduced to the items that are frequent among them, as local codes from the most frequent item up.
 * A basket is −1 and its codes, rising; `spots` are, by item, the places where it stands, and `holders` the baskets.
 */
interface Level {
  /** Item codes of the local codes, and their counts with the prefix. */
  codes: Int32Array;
  counts: Float64Array;
  width: number;
  lines: Int32Array;
  weights: Float64Array;
  starts: Int32Array;
  spots: Int32Array;
  holders: Int32Array;
  /** The next local code. */
  next: number;
}

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

/** Notes by item where it stands. */
function findSpots(level: Level, end: number): void {
  const { width, lines } = level;
  level.starts = roomFor(level.starts, width + 1);
  const { starts } = level;
  starts.fill(0, 0, width + 1);
  for (let at = 0; at < end; at++) if (lines[at]! >= 0) starts[lines[at]!]!++;
  let sum = 0;
  for (let item = 0; item <= width; item++) {
    const count = item < width ? starts[item]! : 0;
    starts[item] = sum;
    sum += count;
  }
  level.spots = roomFor(level.spots, sum);
  level.holders = roomFor(level.holders, sum);
  let basket = -1;
  for (let at = 0; at < end; at++) {
    const item = lines[at]!;
    if (item < 0) basket++;
    else {
      const spot = starts[item]!++;
      level.spots[spot] = at;
      level.holders[spot] = basket;
    }
  }
  for (let item = width; item > 0; item--) starts[item] = starts[item - 1]!;
  starts[0] = 0;
}

function firstLevel(baskets: Baskets, minCount: number): Level {
  const { size, itemIds, offsets, items, weights } = baskets;
  const counts =
    weights === undefined ? Float64Array.from(baskets.itemCounts) : new Float64Array(itemIds.length);
  if (weights !== undefined)
    for (let b = 0; b < size; b++)
      for (let i = offsets[b]!; i < offsets[b + 1]!; i++) counts[items[i]!]! += weights[b]!;
  const frequent: number[] = [];
  for (let code = 0; code < counts.length; code++) if (counts[code]! >= minCount) frequent.push(code);
  frequent.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const place = new Int32Array(itemIds.length).fill(-1);
  frequent.forEach((code, i) => {
    place[code] = i;
  });
  const level = emptyLevel();
  level.width = frequent.length;
  level.codes = Int32Array.from(frequent);
  level.counts = Float64Array.from(frequent, (code) => counts[code]!);
  level.lines = new Int32Array(items.length + size + 1);
  level.weights = new Float64Array(size);
  let [at, kept] = [0, 0];
  for (let b = 0; b < size; b++) {
    const begin = at;
    level.lines[at++] = -1;
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) {
      const local = place[items[i]!]!;
      if (local < 0) continue;
      level.lines[at++] = local;
    }
    if (at - begin < 3) at = begin;
    else {
      sortPart(level.lines, begin + 1, at);
      level.weights[kept++] = weights === undefined ? 1 : weights[b]!;
    }
  }
  level.lines[at] = -1;
  findSpots(level, at);
  return level;
}

/** Sorts a stretch of an array. */
export function sortPart(values: Int32Array, from: number, to: number): void {
  if (to - from > 40) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let j = i - 1;
    while (j >= from && values[j]! > value) {
      values[j + 1] = values[j]!;
      j--;
    }
    values[j + 1] = value;
  }
}

/** Adds a set to what was found. */
export function addItemset(into: FoundItemsets, set: Int32Array, length: number, count: number): void {
  const begin = into.size === 0 ? 0 : into.ends[into.size - 1]!;
  const end = begin + length;
  if (into.size === into.ends.length) {
    into.ends = grown(into.ends, 2 * into.size);
    into.counts = grown(into.counts, 2 * into.size);
  }
  if (end > into.items.length) into.items = grown(into.items, 2 * end);
  for (let i = 0; i < length; i++) into.items[begin + i] = set[i]!;
  into.ends[into.size] = end;
  into.counts[into.size++] = count;
}

const emptyLevel = (): Level => ({
  codes: new Int32Array(0),
  counts: new Float64Array(0),
  width: 0,
  lines: new Int32Array(0),
  weights: new Float64Array(0),
  starts: new Int32Array(0),
  spots: new Int32Array(0),
  holders: new Int32Array(0),
  next: 0,
});

/** An array of at least so many places; its content is lost when it has to grow. */
function roomFor<A extends Int32Array | Float64Array>(array: A, size: number): A {
  if (array.length >= size) return array;
  return new (array.constructor as new (size: number) => A)(Math.max(size, 2 * array.length));
}

function grown<A extends Int32Array | Float64Array>(array: A, size: number): A {
  const larger = new (array.constructor as new (size: number) => A)(size);
  larger.set(array);
  return larger;
}

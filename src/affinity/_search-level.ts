import type { Baskets } from "./baskets.ts";

/**
 * The baskets that hold one prefix, reduced to the items that are frequent among them, as local codes from the most frequent item up.
 * A basket is −1 and its codes, rising; `spots` are, by item, the places where it stands, and `holders` the baskets.
 */
export interface Level {
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

/** Notes by item where it stands. */
export function findSpots(level: Level, end: number): void {
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

export function firstLevel(baskets: Baskets, minCount: number): Level {
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

export const emptyLevel = (): Level => ({
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
export function roomFor<A extends Int32Array | Float64Array>(array: A, size: number): A {
  if (array.length >= size) return array;
  return new (array.constructor as new (size: number) => A)(Math.max(size, 2 * array.length));
}

import { compareCodePoints } from "../ids/index.ts";
import type { BasketRow, Baskets, BasketUnit, LinesLeftOut } from "./baskets.ts";

/** Baskets as they were read: codes in order of appearance, repeated items still there. */
export interface RawBaskets {
  readonly unit: BasketUnit;
  /** The items in any order; the position is the code. */
  readonly texts: readonly string[];
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  /** The name of a basket. */
  readonly basketIds?: readonly string[] | undefined;
  readonly customerIds?: readonly string[] | undefined;
  readonly customers?: Int32Array | undefined;
  readonly days?: Int32Array | undefined;
  readonly weights?: Float64Array | undefined;
  readonly leftOut?: LinesLeftOut | undefined;
}

/** Which baskets are kept. */
export interface BasketLimits {
  readonly emptyBaskets: "count" | "leave-out";
  readonly maxItems: number | undefined;
}

/** Sorts, drops repeated items, applies the limits and freezes. */
export function arrangeBaskets(raw: RawBaskets, limits: BasketLimits): Baskets {
  const { itemIds, placeOf } = sortItems(raw);
  const distinct = sortDistinct(raw, placeOf, itemIds.length);
  const emptyCounted = limits.emptyBaskets === "count";
  const setAside: number[] = [];
  const kept: number[] = [];
  let [emptyBaskets, largest] = [0, 0];
  const size = raw.offsets.length - 1;
  for (let b = 0; b < size; b++) {
    const length = distinct.offsets[b + 1]! - distinct.offsets[b]!;
    if (length === 0) emptyBaskets++;
    if (limits.maxItems !== undefined && length > limits.maxItems) setAside.push(b);
    else if (length > 0 || emptyCounted) {
      kept.push(b);
      if (length > largest) largest = length;
    }
  }
  const report = Object.freeze({
    occurrences: raw.codes.length,
    duplicates: raw.codes.length - distinct.items.length,
    emptyBaskets,
    emptyCounted,
    setAside: Object.freeze(setAside),
    largest,
    leftOut: raw.leftOut,
  });
  const all = kept.length === size;
  const columns = all ? distinct : keepBaskets(distinct, kept);
  const pick = <A extends Int32Array | Float64Array>(column: A | undefined): A | undefined =>
    column === undefined || all ? column : (column.filter((_, b) => isKept(kept, b)) as A);
  return finishBaskets({
    unit: raw.unit,
    itemIds,
    ...columns,
    basketIds: all ? raw.basketIds : raw.basketIds && kept.map((b) => raw.basketIds![b]!),
    customerIds: raw.customerIds,
    customers: pick(raw.customers),
    days: pick(raw.days),
    weights: pick(raw.weights),
    report,
  });
}

/** The columns of baskets that are sorted and distinct. */
export type BasketColumns = Omit<
  Baskets,
  "size" | "itemCounts" | "totalWeight" | "codeOf" | "row" | typeof Symbol.iterator
>;

/** Adds what follows from the columns. Items of no basket stay in the dictionary only if a caller put them there. */
export function finishBaskets(columns: BasketColumns): Baskets {
  const { itemIds, offsets, items, basketIds, customerIds, customers, weights } = columns;
  const size = offsets.length - 1;
  const itemCounts = new Int32Array(itemIds.length);
  for (let i = 0; i < items.length; i++) itemCounts[items[i]!]!++;
  const totalWeight = weights === undefined ? size : weights.reduce((sum, weight) => sum + weight, 0);
  const row = (b: number): BasketRow =>
    Object.freeze({
      items: Object.freeze(Array.from(items.subarray(offsets[b], offsets[b + 1]), (code) => itemIds[code]!)),
      ...(basketIds === undefined ? {} : { basketId: basketIds[b]! }),
      ...(customers === undefined ? {} : { customerId: customerIds![customers[b]!]! }),
    });
  return Object.freeze({
    ...columns,
    itemIds: Object.freeze(itemIds),
    size,
    itemCounts,
    totalWeight,
    codeOf: (itemId: string) => placeOfText(itemIds, itemId),
    row(b: number) {
      if (Number.isInteger(b) && b >= 0 && b < size) return row(b);
      throw new RangeError(`Cannot read basket: index must be an integer from 0 to ${size - 1}, got ${b}`);
    },
    *[Symbol.iterator]() {
      for (let b = 0; b < size; b++) yield row(b);
    },
  });
}

/** Where a text stands in a sorted list. */
export function placeOfText(sorted: readonly string[], text: string): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareCodePoints(sorted[middle]!, text) < 0) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === text ? low : undefined;
}

function sortItems({ texts }: RawBaskets): { itemIds: string[]; placeOf: Int32Array } {
  const order = Array.from(texts, (_, code) => code).sort((a, b) => compareCodePoints(texts[a]!, texts[b]!));
  const placeOf = new Int32Array(texts.length);
  order.forEach((code, place) => {
    placeOf[code] = place;
  });
  return { itemIds: order.map((code) => texts[code]!), placeOf };
}

interface DistinctItems {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Sorts the items of every basket by turning the table over twice: linear, and repeated items come side by side. */
function sortDistinct(raw: RawBaskets, placeOf: Int32Array, items: number): DistinctItems {
  const { offsets, codes } = raw;
  const size = offsets.length - 1;
  const starts = new Int32Array(items + 1);
  for (let i = 0; i < codes.length; i++) starts[placeOf[codes[i]!]! + 1]!++;
  for (let i = 0; i < items; i++) starts[i + 1]! += starts[i]!;
  const ends = starts.slice(0, items);
  const holders = new Int32Array(codes.length);
  const lengths = new Int32Array(size + 1);
  for (let b = 0; b < size; b++) {
    for (let i = offsets[b]!; i < offsets[b + 1]!; i++) {
      const item = placeOf[codes[i]!]!;
      const at = ends[item]!;
      if (at > starts[item]! && holders[at - 1] === b) continue;
      holders[at] = b;
      ends[item] = at + 1;
      lengths[b + 1]!++;
    }
  }
  for (let b = 0; b < size; b++) lengths[b + 1]! += lengths[b]!;
  const next = lengths.slice(0, size);
  const sorted = new Int32Array(lengths[size]!);
  for (let item = 0; item < items; item++)
    for (let at = starts[item]!; at < ends[item]!; at++) sorted[next[holders[at]!]!++] = item;
  return { offsets: lengths, items: sorted };
}

function keepBaskets({ offsets, items }: DistinctItems, kept: readonly number[]): DistinctItems {
  const newOffsets = new Int32Array(kept.length + 1);
  kept.forEach((b, i) => {
    newOffsets[i + 1] = newOffsets[i]! + offsets[b + 1]! - offsets[b]!;
  });
  const newItems = new Int32Array(newOffsets[kept.length]!);
  kept.forEach((b, i) => {
    newItems.set(items.subarray(offsets[b], offsets[b + 1]), newOffsets[i]);
  });
  return { offsets: newOffsets, items: newItems };
}

/** Whether a basket is among those kept, which rise. */
function isKept(kept: readonly number[], b: number): boolean {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (kept[middle]! < b) low = middle + 1;
    else high = middle;
  }
  return kept[low] === b;
}

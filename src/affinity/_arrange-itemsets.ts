import { compareCodePoints } from "../ids/index.ts";
import { placeOfText } from "./_arrange-baskets.ts";
import type { FoundItemsets } from "./_found-itemsets.ts";
import { createItemsetIndex, type ItemsetIndex } from "./_itemset-index.ts";
import type { ItemsetRow, ItemsetTable, ItemsetTarget } from "./itemset-table.ts";

type Columns = Omit<ItemsetTable, "size" | "sizes" | "get" | "row" | typeof Symbol.iterator>;

/** The index of a table, made once when it is first asked for. */
const indices = new WeakMap<ItemsetTable, ItemsetIndex>();

export function indexOfItemsets(table: ItemsetTable): ItemsetIndex {
  const known = indices.get(table);
  if (known !== undefined) return known;
  const index = createItemsetIndex(table);
  indices.set(table, index);
  return index;
}

/** Sets by column, in the order of a table. */
export interface SortedItemsets {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
  readonly counts: Float64Array;
}

/** Puts what was found into the order of a table, the codes of each set rising. */
export function sortItemsets(found: FoundItemsets): SortedItemsets {
  const { size, ends, counts } = found;
  const codes = found.items;
  const begins = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) begins[i + 1] = ends[i]!;
  for (let i = 0; i < size; i++) sortFew(codes, begins[i]!, begins[i + 1]!);
  const order = new Int32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  order.sort((a, b) => {
    const length = begins[a + 1]! - begins[a]!;
    const bySize = length - (begins[b + 1]! - begins[b]!);
    if (bySize !== 0) return bySize;
    if (counts[a] !== counts[b]) return counts[b]! - counts[a]!;
    for (let i = 0; i < length; i++) {
      const byItem = codes[begins[a]! + i]! - codes[begins[b]! + i]!;
      if (byItem !== 0) return byItem;
    }
    return 0;
  });
  const offsets = new Int32Array(size + 1);
  const items = new Int32Array(begins[size]!);
  const sortedCounts = new Float64Array(size);
  let at = 0;
  for (let i = 0; i < size; i++) {
    const set = order[i]!;
    for (let j = begins[set]!; j < begins[set + 1]!; j++) items[at++] = codes[j]!;
    offsets[i + 1] = at;
    sortedCounts[i] = counts[set]!;
  }
  return { offsets, items, counts: sortedCounts };
}

/** Keeps the sets of a target, and those of at most so many items. */
export function selectTarget(
  sets: SortedItemsets,
  target: ItemsetTarget,
  maxLength: number,
  total: number,
): SortedItemsets {
  const { offsets, items, counts } = sets;
  const size = counts.length;
  const dropped = new Uint8Array(size);
  if (target !== "frequent") {
    const index = createItemsetIndex({ size, offsets, items });
    for (let set = 0; set < size; set++) {
      const length = offsets[set + 1]! - offsets[set]!;
      if (length === 1 && target === "generators" && counts[set] === total) dropped[set] = 1;
      for (let place = 0; length > 1 && place < length; place++) {
        const smaller = index.without(set, place);
        if (target === "maximal") dropped[smaller] = 1;
        else if (counts[smaller] === counts[set]) dropped[target === "closed" ? smaller : set] = 1;
      }
    }
  }
  for (let set = 0; set < size; set++) if (offsets[set + 1]! - offsets[set]! > maxLength) dropped[set] = 1;
  const kept: number[] = [];
  for (let set = 0; set < size; set++) if (dropped[set] === 0) kept.push(set);
  if (kept.length === size) return sets;
  const newOffsets = new Int32Array(kept.length + 1);
  kept.forEach((set, i) => {
    newOffsets[i + 1] = newOffsets[i]! + offsets[set + 1]! - offsets[set]!;
  });
  const newItems = new Int32Array(newOffsets[kept.length]!);
  kept.forEach((set, i) => {
    newItems.set(items.subarray(offsets[set], offsets[set + 1]), newOffsets[i]);
  });
  return { offsets: newOffsets, items: newItems, counts: Float64Array.from(kept, (set) => counts[set]!) };
}

/** Adds what follows from the columns, and freezes. */
export function finishItemsets(columns: Columns): ItemsetTable {
  const { itemIds, offsets, items, counts, total } = columns;
  const size = counts.length;
  const sizes: number[] = [];
  for (let set = 0; set < size; set++) {
    const length = offsets[set + 1]! - offsets[set]!;
    while (sizes.length < length) sizes.push(0);
    sizes[length - 1]!++;
  }
  const rowAt = (set: number): ItemsetRow =>
    Object.freeze({
      items: Object.freeze(
        Array.from(items.subarray(offsets[set], offsets[set + 1]), (code) => itemIds[code]!),
      ),
      count: counts[set]!,
      support: counts[set]! / total,
    });
  const table: ItemsetTable = Object.freeze({
    ...columns,
    size,
    sizes: Object.freeze(sizes),
    get(ids: Iterable<string>) {
      const codes: number[] = [];
      for (const id of [...new Set(ids)].sort(compareCodePoints)) {
        const code = placeOfText(itemIds, id);
        if (code === undefined) return undefined;
        codes.push(code);
      }
      const set = indexOfItemsets(table).find(Int32Array.from(codes), codes.length);
      return set < 0 ? undefined : rowAt(set);
    },
    row(set: number) {
      if (Number.isInteger(set) && set >= 0 && set < size) return rowAt(set);
      throw new RangeError(`Cannot read itemset: index must be an integer from 0 to ${size - 1}, got ${set}`);
    },
    *[Symbol.iterator]() {
      for (let set = 0; set < size; set++) yield rowAt(set);
    },
  });
  return table;
}

function sortFew(codes: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const code = codes[i]!;
    let j = i - 1;
    while (j >= from && codes[j]! > code) {
      codes[j + 1] = codes[j]!;
      j--;
    }
    codes[j + 1] = code;
  }
}

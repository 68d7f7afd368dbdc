/** Where the machine puts what it finds: sets one after the other, codes in no particular order. */
export interface FoundItemsets {
  /** How many sets there are. */
  size: number;
  /** Where each set ends in `items`. */
  ends: Int32Array;
  items: Int32Array;
  counts: Float64Array;
}

export const createFoundItemsets = (): FoundItemsets => ({
  size: 0,
  ends: new Int32Array(1024),
  items: new Int32Array(4096),
  counts: new Float64Array(1024),
});

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

function grown<A extends Int32Array | Float64Array>(array: A, size: number): A {
  const larger = new (array.constructor as new (size: number) => A)(size);
  larger.set(array);
  return larger;
}

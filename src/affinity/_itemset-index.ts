/** The columns of sets of codes: where each begins, and rising codes one after the other. */
export interface SetColumns {
  readonly size: number;
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Sets by their content. */
export interface ItemsetIndex {
  /** The position of the set of rising codes `codes[0 … length − 1]`, or −1. */
  find(codes: Int32Array, length: number): number;
  /** The position of set `set` without its item at `place`, or −1. */
  without(set: number, place: number): number;
}

/** A hash table with open addressing. The hash of a set is a sum over items, so leaving one out is one subtraction. */
export function createItemsetIndex({ size, offsets, items }: SetColumns): ItemsetIndex {
  let slots = 16;
  while (slots < 2 * size) slots *= 2;
  const mask = slots - 1;
  const table = new Int32Array(slots);
  const hashes = new Int32Array(size);
  for (let set = 0; set < size; set++) {
    let hash = 0;
    for (let at = offsets[set]!; at < offsets[set + 1]!; at++) hash = (hash + mix(items[at]!)) | 0;
    hashes[set] = hash;
    let slot = spread(hash) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = set + 1;
  }

  return {
    find(codes, length) {
      let hash = 0;
      for (let i = 0; i < length; i++) hash = (hash + mix(codes[i]!)) | 0;
      for (let slot = spread(hash) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
        const set = table[slot]! - 1;
        if (hashes[set] === hash && isSame(set, codes, 0, length, -1)) return set;
      }
      return -1;
    },
    without(set, place) {
      const begin = offsets[set]!;
      const length = offsets[set + 1]! - begin;
      const hash = (hashes[set]! - mix(items[begin + place]!)) | 0;
      for (let slot = spread(hash) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
        const found = table[slot]! - 1;
        if (hashes[found] === hash && isSame(found, items, begin, length, place)) return found;
      }
      return -1;
    },
  };

  /** Whether a set is that of some codes, those at `leave` left out. */
  function isSame(set: number, codes: Int32Array, from: number, length: number, leave: number): boolean {
    const begin = offsets[set]!;
    if (offsets[set + 1]! - begin !== (leave < 0 ? length : length - 1)) return false;
    let at = begin;
    for (let i = 0; i < length; i++) {
      if (i === leave) continue;
      if (items[at++] !== codes[from + i]) return false;
    }
    return true;
  }
}

/** Spreads a code over 32 bits (the finaliser of MurmurHash3). */
function mix(code: number): number {
  let h = Math.imul(code + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const spread = (hash: number): number => hash ^ (hash >>> 15);

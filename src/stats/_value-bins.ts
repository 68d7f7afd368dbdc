/**
 * Words that a loop takes in one call. Loops over many numbers are functions of their own, called block by block: a
 * JavaScript engine has compiled such a function after a few of the calls, and keeps it for the next numbers.
 */
const BLOCK = 16_384;

/** The bin of the greatest doubles; that of the least is 0. */
export const LAST_BIN = 0x1fffff;

/** Which of the two words of a double is the upper one. */
export const upperWord = /* @__PURE__ */ new Uint8Array(new Float64Array([1]).buffer)[7] === 0x3f ? 1 : 0;

/**
 * The bin of a double by its upper word: the upper 21 bits, sign, exponent and nine of the fraction. The sign of a
 * positive one is set, and all bits of a negative one are turned, so that greater doubles never have a smaller bin.
 */
export function binOfUpperWord(word: number): number {
  return (word >>> 11) ^ (((word >> 31) & 0x1fffff) | 0x100000);
}

/** The words of some numbers as doubles. */
export function upperWordsOf(values: ArrayLike<number>): Uint32Array {
  const doubles = values instanceof Float64Array ? values : Float64Array.from(values);
  return new Uint32Array(doubles.buffer, doubles.byteOffset, 2 * doubles.length);
}

interface BinRange {
  low: number;
  high: number;
}

/** The least and the greatest bin of some doubles; nothing where one of them is not finite. */
export function rangeOfBins(words: Uint32Array): Readonly<BinRange> | undefined {
  const range = { low: LAST_BIN, high: 0 };
  for (let at = 0; at < words.length; at += BLOCK) {
    if (!widenRange(words, at, Math.min(words.length, at + BLOCK), range)) return undefined;
  }
  return range;
}

function widenRange(words: Uint32Array, from: number, to: number, range: BinRange): boolean {
  let { low, high } = range;
  for (let i = from + upperWord; i < to; i += 2) {
    const word = words[i]!;
    if ((word & 0x7ff00000) === 0x7ff00000) return false;
    const bin = binOfUpperWord(word);
    if (bin < low) low = bin;
    if (bin > high) high = bin;
  }
  range.low = low;
  range.high = high;
  return true;
}

/** Counts doubles by bin; the first counter is that of bin `low`. */
export function countBins(words: Uint32Array, low: number, counters: Float64Array): void {
  for (let at = 0; at < words.length; at += BLOCK) {
    countBlock(words, at, Math.min(words.length, at + BLOCK), low, counters);
  }
}

function countBlock(words: Uint32Array, from: number, to: number, low: number, counters: Float64Array): void {
  for (let i = from + upperWord; i < to; i += 2) counters[binOfUpperWord(words[i]!) - low]!++;
}

/** The positions of the doubles in sought bins, of which `isSought` has a 1; its first is bin `first`. */
export function findBins(words: Uint32Array, first: number, isSought: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < words.length; at += BLOCK) {
    findBlock(words, at, Math.min(words.length, at + BLOCK), first, isSought, found);
  }
  return found;
}

function findBlock(
  words: Uint32Array,
  from: number,
  to: number,
  first: number,
  isSought: Uint8Array,
  found: number[],
): void {
  const bins = isSought.length;
  for (let i = from + upperWord; i < to; i += 2) {
    const bin = binOfUpperWord(words[i]!) - first;
    if (bin >>> 0 < bins && isSought[bin] === 1) found.push(i >> 1);
  }
}

import type { ByteTable } from "./_byte-table.ts";

/**
 * The codes of a table in the order of their bytes, which for UTF-8 is that of code points. What all strings begin
 * with is skipped; the next eight bytes are sorted by in four passes, and only strings that agree in them are
 * compared.
 */
export function sortedByBytes(table: ByteTable): Int32Array {
  const { size } = table;
  let codes = new Int32Array(size);
  for (let i = 0; i < size; i++) codes[i] = i;
  if (size < 2) return codes;
  const skip = commonPrefix(table);
  const [high, low] = [wordsAt(table, skip), wordsAt(table, skip + 4)];
  for (const [words, shift] of [
    [low, 0] as const,
    [low, 16] as const,
    [high, 0] as const,
    [high, 16] as const,
  ]) {
    codes = countingPass(codes, words, shift);
  }
  const compare = (a: number, b: number): number => compareBytes(table, a, b);
  for (let from = 0, to = 0; from < size; from = to) {
    const [h, l] = [high[codes[from]!]!, low[codes[from]!]!];
    do to++;
    while (to < size && high[codes[to]!] === h && low[codes[to]!] === l);
    if (to - from > 1) codes.subarray(from, to).sort(compare);
  }
  return codes;
}

function compareBytes({ bytes, starts }: ByteTable, a: number, b: number): number {
  let [i, j] = [starts[a]!, starts[b]!];
  const [endA, endB] = [starts[a + 1]!, starts[b + 1]!];
  while (i < endA && j < endB && bytes[i] === bytes[j]) {
    i++;
    j++;
  }
  if (i === endA || j === endB) return endA - i - (endB - j);
  return bytes[i]! - bytes[j]!;
}

function commonPrefix({ bytes, starts, size }: ByteTable): number {
  let common = starts[1]!;
  for (let code = 1; code < size && common > 0; code++) {
    const start = starts[code]!;
    common = Math.min(common, starts[code + 1]! - start);
    let i = 0;
    while (i < common && bytes[i] === bytes[start + i]) i++;
    common = i;
  }
  return common;
}

/** Four bytes of each string as a number; zeros behind its end, which no id contains. */
function wordsAt({ bytes, starts, size }: ByteTable, offset: number): Uint32Array {
  const words = new Uint32Array(size);
  for (let code = 0; code < size; code++) {
    const end = starts[code + 1]!;
    let word = 0;
    for (let i = starts[code]! + offset, k = 0; k < 4; i++, k++)
      word = (word << 8) | (i < end ? bytes[i]! : 0);
    words[code] = word;
  }
  return words;
}

/** A stable sort by sixteen bits. */
function countingPass(
  codes: Int32Array<ArrayBuffer>,
  words: Uint32Array,
  shift: number,
): Int32Array<ArrayBuffer> {
  const next = new Int32Array(65_537);
  for (let i = 0; i < words.length; i++) next[((words[i]! >>> shift) & 0xffff) + 1]! += 1;
  if (next.includes(words.length)) return codes; // all the same here
  for (let k = 1; k < next.length; k++) next[k]! += next[k - 1]!;
  const sorted = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const digit = (words[code]! >>> shift) & 0xffff;
    sorted[next[digit]!] = code;
    next[digit]! += 1;
  }
  return sorted;
}

import { BLOCK } from "./_block.ts";
import { COUNTED } from "./_rank-cuts.ts";
import type { CutRule } from "./rfm-cuts.ts";

/**
 * `1 + #{k : cutₖ < v}` of rising cuts; with the rule `reach`, `1 + #{k : cutₖ ≤ v}`.
 *
 * @param sign - −1 to score the negated values by the negated cuts, as days are
 */
export function scoreColumn(
  values: Int32Array | Float64Array,
  cuts: readonly number[],
  rule: CutRule = "beyond",
  sign: 1 | -1 = 1,
): Uint8Array {
  const rising = Float64Array.from(cuts, (cut) => sign * cut);
  const scores = new Uint8Array(values.length);
  if (values.length < MANY) scoreEach(values, rising, rule, sign, scores);
  else if (values instanceof Int32Array) scoreByTable(values, rising, rule, sign, scores);
  else if (rule === "beyond" && sign === 1) scoreByBins(values, rising, scores);
  else scoreEach(values, rising, rule, sign, scores);
  return scores;
}

function scoreEach(
  values: ArrayLike<number>,
  cuts: Float64Array,
  rule: CutRule,
  sign: 1 | -1,
  scores: Uint8Array,
): void {
  for (let i = 0; i < values.length; i++) scores[i] = scoreOf(sign * values[i]!, cuts, rule);
}

function scoreOf(value: number, cuts: Float64Array, rule: CutRule): number {
  let score = 1;
  while (
    score <= cuts.length &&
    (cuts[score - 1]! < value || (rule === "reach" && cuts[score - 1] === value))
  )
    score++;
  return score;
}

/** Small integers and many customers: each integer is scored once. */
function scoreByTable(
  values: Int32Array,
  cuts: Float64Array,
  rule: CutRule,
  sign: 1 | -1,
  scores: Uint8Array,
): void {
  const table = new Uint8Array(COUNTED);
  const other = (value: number): number => scoreOf(sign * value, cuts, rule);
  fillScores(table, 0, COUNTED, other);
  for (let from = 0; from < values.length; from += BLOCK) {
    lookUpValues(values, from, Math.min(values.length, from + BLOCK), table, other, scores);
  }
}

/** Scores only rise or only fall: between two equal ones lies no other. */
function fillScores(table: Uint8Array, from: number, to: number, score: (value: number) => number): void {
  const first = score(from);
  if (first === score(to - 1)) table.fill(first, from, to);
  else {
    const middle = (from + to) >>> 1;
    fillScores(table, from, middle, score);
    fillScores(table, middle, to, score);
  }
}

function lookUpValues(
  values: Int32Array,
  from: number,
  to: number,
  table: Uint8Array,
  other: (value: number) => number,
  scores: Uint8Array,
): void {
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    scores[i] = value >>> 0 < COUNTED ? table[value]! : other(value);
  }
}

/** From here on a table of bins pays. */
const MANY = 4096;

const UPPER = /* @__PURE__ */ new Uint8Array(new Float64Array([1]).buffer)[7] === 0x3f ? 1 : 0;

/**
 * The upper 21 bits of a double (sign, exponent, nine bits of the fraction) say between which cuts it lies, unless a
 * cut has the same ones; only then are doubles compared.
 */
function scoreByBins(values: Float64Array, cuts: Float64Array, scores: Uint8Array): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const cutBins = Array.from(cuts, (cut) => binOf(new Uint32Array(Float64Array.of(cut + 0).buffer)[UPPER]!));
  const table = new Uint8Array(2 ** 21);
  for (let bin = 0, below = 0; below <= cuts.length; below++) {
    const end = cutBins[below] ?? table.length;
    if (end >= bin) {
      table.fill(below + 1, bin, end);
      bin = end;
    }
  }
  for (const bin of cutBins) table[bin] = 0;
  for (let from = 0; from < values.length; from += BLOCK) {
    lookUpBins(values, words, from, Math.min(values.length, from + BLOCK), table, cuts, scores);
  }
}

function lookUpBins(
  values: Float64Array,
  words: Uint32Array,
  from: number,
  to: number,
  table: Uint8Array,
  cuts: Float64Array,
  scores: Uint8Array,
): void {
  for (let i = from; i < to; i++) {
    const score = table[binOf(words[2 * i + UPPER]!)]!;
    scores[i] = score > 0 ? score : scoreOf(values[i]!, cuts, "beyond");
  }
}

/** Rises with the double of which the word is the upper one: as the bins of `clientele/stats`. */
const binOf = (word: number): number => (word >>> 11) ^ (((word >> 31) & 0x1fffff) | 0x100000);

import { spanOf } from "./_rank-cuts.ts";
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
  const span = spanOf(values);
  if (span === undefined) {
    if (values instanceof Float64Array && rule === "beyond" && sign === 1 && values.length >= MANY) {
      scoreByBins(values, rising, scores);
    } else scoreEach(values, rising, rule, sign, scores);
  } else {
    // Few values and many customers: each value is scored once.
    const { low, counts } = span;
    const distinct = Float64Array.from(counts, (_, k) => low + k);
    const scoreOf = new Uint8Array(counts.length);
    scoreEach(distinct, rising, rule, sign, scoreOf);
    for (let i = 0; i < values.length; i++) scores[i] = scoreOf[values[i]! - low]!;
  }
  return scores;
}

/** Without a branch that depends on the value: which cuts it passes is as good as random. */
function scoreEach(
  values: Int32Array | Float64Array,
  cuts: Float64Array,
  rule: CutRule,
  sign: 1 | -1,
  scores: Uint8Array,
): void {
  const reach = rule === "reach";
  for (let i = 0; i < values.length; i++) {
    const value = sign * values[i]!;
    let score = 1;
    for (let k = 0; k < cuts.length; k++) score += Number(reach ? cuts[k]! <= value : cuts[k]! < value);
    scores[i] = score;
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
  const scoreOf = new Uint8Array(2 ** 21);
  for (let bin = 0, below = 0; below <= cuts.length; below++) {
    const end = cutBins[below] ?? scoreOf.length;
    if (end >= bin) {
      scoreOf.fill(below + 1, bin, end);
      bin = end;
    }
  }
  for (const bin of cutBins) scoreOf[bin] = 0;
  for (let i = 0; i < values.length; i++) {
    let score = scoreOf[binOf(words[2 * i + UPPER]!)]!;
    if (score === 0) for (score = 1; score <= cuts.length && cuts[score - 1]! < values[i]!; ) score++;
    scores[i] = score;
  }
}

/** Rises with the double of which the word is the upper one. */
const binOf = (word: number): number => {
  const top = word >>> 11;
  return top >= 2 ** 20 ? 2 ** 21 - 1 - top : top + 2 ** 20;
};

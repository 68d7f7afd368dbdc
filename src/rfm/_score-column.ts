import { KERNEL_BLOCK, type ScoreKernel, scoreKernel, WORTH_KERNEL } from "./_score-kernel.ts";
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
  const kernel = rule === "beyond" && values.length >= WORTH_KERNEL ? scoreKernel() : undefined;
  if (kernel === undefined) scoreEach(values, rising, rule, sign, scores);
  else scoreByKernel(kernel, values, rising, sign, scores);
  return scores;
}

/** Where what is scored lies in the memory of the kernel. */
const PLACE = {
  values: 0,
  ints: 8 * KERNEL_BLOCK,
  scores: 12 * KERNEL_BLOCK,
  cuts: 13 * KERNEL_BLOCK,
} as const;

function scoreByKernel(
  { doubles, ints, bytes, widen, score }: ScoreKernel,
  values: Int32Array | Float64Array,
  cuts: Float64Array,
  sign: 1 | -1,
  scores: Uint8Array,
): void {
  doubles.set(cuts, PLACE.cuts / 8);
  const last = PLACE.cuts + 8 * cuts.length;
  for (let from = 0; from < values.length; from += KERNEL_BLOCK) {
    const to = Math.min(values.length, from + KERNEL_BLOCK);
    const count = (to - from + 3) & ~3; // what is beyond the values is scored and not taken
    if (values instanceof Int32Array) {
      ints.set(values.subarray(from, to), PLACE.ints / 4);
      widen(PLACE.ints, PLACE.values, count);
    } else doubles.set(values.subarray(from, to), PLACE.values / 8);
    score(PLACE.values, count, sign, PLACE.cuts, last, PLACE.scores);
    scores.set(bytes.subarray(PLACE.scores, PLACE.scores + to - from), from);
  }
}

function scoreEach(
  values: ArrayLike<number>,
  cuts: Float64Array,
  rule: CutRule,
  sign: 1 | -1,
  scores: Uint8Array,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = sign * values[i]!;
    let score = 1;
    while (
      score <= cuts.length &&
      (cuts[score - 1]! < value || (rule === "reach" && cuts[score - 1] === value))
    )
      score++;
    scores[i] = score;
  }
}

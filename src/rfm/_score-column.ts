import { scoreByKernel } from "./_score-kernel.ts";
import type { CutRule } from "./rfm-cuts.ts";

/** From here on the kernel pays. */
const MANY = 4096;

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
  const done = rule === "beyond" && values.length >= MANY && scoreByKernel(values, rising, sign, scores);
  if (!done) scoreEach(values, rising, rule, sign, scores);
  return scores;
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

import { beta, gamma, type Random } from "../stats/index.ts";

/** A matrix that is drawn anew in every period, from the one before. */
export interface DriftingRows {
  /** The matrix of the coming period, row by row. */
  next(): Float64Array;
}

/**
 * Draws matrices that drift: each row begins as a draw from its Dirichlet distribution and then forgets.
 *
 * g_j ~ Gamma(a_j), g_j ← g_j·Beta(δ·a_j, (1 − δ)·a_j), a ← δ·a, p = g/Σg; after h periods p ~ Dirichlet(δʰ·a)
 *
 * A gamma variate of shape a thinned by such a beta variate is one of shape δ·a (Lukacs), so that the mean stays and the variance
 * grows from period to period, while neighbouring periods stay alike.
 */
export function drawDrift(
  shapes: readonly (readonly number[])[],
  discount: number,
  random: Random,
): DriftingRows {
  const size = shapes.length;
  const weights = Float64Array.from(
    shapes.flatMap((row) => row.map((a) => (a > 0 ? gamma(random, a, 1) : 0))),
  );
  const current = Float64Array.from(shapes.flat());
  const rows = new Float64Array(size * size);
  let first = true;
  return {
    next() {
      if (discount < 1 || first)
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let at = i * size; at < (i + 1) * size; at++) {
            const a = current[at]!;
            if (discount < 1 && a > 0) {
              weights[at]! *= beta(random, discount * a, (1 - discount) * a);
              current[at] = discount * a;
            }
            sum += weights[at]!;
          }
          // A row whose weights have all left the range of doubles keeps the shares that it had.
          if (sum > 0) for (let at = i * size; at < (i + 1) * size; at++) rows[at] = weights[at]! / sum;
          else if (first)
            for (let at = i * size, j = 0; at < (i + 1) * size; at++, j++)
              rows[at] = shapes[i]![j]! / shapes[i]!.reduce((total, a) => total + a, 0);
        }
      first = false;
      return rows;
    },
  };
}

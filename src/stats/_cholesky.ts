/**
 * Writes the lower Cholesky factor over the lower triangle of a symmetric row-major matrix and 0 over the rest.
 *
 * @returns the first pivot that is not above 0, as its position and value; nothing where the matrix is positive definite
 */
export function factorCholesky(a: Float64Array, n: number): { pivot: number; value: number } | undefined {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const other = j * n;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[other + k]!;
      a[row + j] = sum / a[other + j]!;
    }
    const diagonal = a[row + i]!;
    let sum = diagonal;
    for (let k = 0; k < i; k++) sum -= a[row + k]! * a[row + k]!;
    // What is left of the diagonal must stand out from its rounding; below that its sign means nothing.
    if (!(sum > (i + 1) * 0.5 * Number.EPSILON * diagonal)) return { pivot: i, value: sum };
    a[row + i] = Math.sqrt(sum);
    a.fill(0, row + i + 1, row + n);
  }
  return undefined;
}

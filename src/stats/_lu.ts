/** What LU factors say beside themselves. */
export interface Factored {
  /** Row i of P A is row `order[i]` of A. */
  readonly order: Int32Array;
  /** The determinant of P: 1 or −1. */
  readonly sign: 1 | -1;
  /** The first column without any pivot, or −1. */
  readonly empty: number;
}

/** Writes L (below the diagonal, whose 1 is not stored) and U over a row-major matrix, by partial pivoting. */
export function factorLu(a: Float64Array, n: number): Factored {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign: 1 | -1 = 1;
  let empty = -1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i;
    if (pivot !== k) {
      const held = a.slice(k * n, (k + 1) * n);
      a.copyWithin(k * n, pivot * n, (pivot + 1) * n);
      a.set(held, pivot * n);
      [order[k], order[pivot]] = [order[pivot]!, order[k]!];
      sign = sign === 1 ? -1 : 1;
    }
    const diagonal = a[k * n + k]!;
    if (diagonal === 0) {
      if (empty < 0) empty = k;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const row = i * n;
      const factor = a[row + k]! / diagonal;
      a[row + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1, above = k * n + k + 1, at = row + k + 1; j < n; j++, above++, at++)
        a[at]! -= factor * a[above]!;
    }
  }
  return { order, sign, empty };
}

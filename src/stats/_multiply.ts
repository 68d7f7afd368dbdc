/** The product of two square row-major matrices of order n. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return multiplyDense(a, b, n, n, n);
}

/** The product of a rows × inner and an inner × columns matrix, row-major. */
export function multiplyDense(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      if (factor === 0) continue;
      for (let j = 0, from = k * columns, at = row; j < columns; j++, from++, at++)
        out[at]! += factor * b[from]!;
    }
  }
  return out;
}

/** The identity of order n. */
export function identityOf(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

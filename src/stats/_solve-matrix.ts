import { factorLu } from "./_lu.ts";
import { solveLower, solveUpper } from "./_triangular.ts";

/** A⁻¹ B of two square row-major matrices; A, which is overwritten, is known to be far from singular. */
export function solveMatrix(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const { order } = factorLu(a, n);
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const x = Float64Array.from(order, (i) => b[i * n + j]!);
    solveLower(a, n, x, { unit: true });
    solveUpper(a, n, x);
    for (let i = 0; i < n; i++) out[i * n + j] = x[i]!;
  }
  return out;
}

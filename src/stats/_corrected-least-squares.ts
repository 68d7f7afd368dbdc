import { exactRest, exactRestOfColumns } from "./_exact-dot.ts";
import { applyQ, applyQTransposed, type Reflected } from "./_householder.ts";
import { largestOf } from "./_norms.ts";
import { solveUpper, solveUpperTransposed } from "./_triangular.ts";

/**
 * x and r = b − A x with Aᵀ r = 0 for independent columns: the answer of QR, then the answers for what is left of both
 * equations, computed in twice the precision, until they change nothing (Björck 1967).
 *
 * @param triangle - the leading triangle of R
 * @param columns - those that take part, in the order of the factorisation
 */
export function correctedLeastSquares(
  reflected: Reflected,
  triangle: Float64Array,
  columns: readonly Float64Array[],
  b: Float64Array,
): { readonly x: Float64Array; readonly residuals: Float64Array } {
  const [rank, rows] = [columns.length, b.length];
  const x = new Float64Array(rank);
  const residuals = new Float64Array(rows);
  const low = new Float64Array(rank); // the coefficients are x + low
  const none = new Float64Array(rows);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 30; round++) {
    // r + A x = b and Aᵀ r = 0 leave f and g.
    const f = round === 0 ? b.slice() : exactRestOfColumns(b, residuals, columns, x, low);
    const g = Float64Array.from(columns, (column) =>
      round === 0 ? 0 : exactRest(0, column, 0, residuals, rows),
    );
    solveUpperTransposed(triangle, rank, g);
    applyQTransposed(reflected, f);
    const step = new Float64Array(rank);
    for (let k = 0; k < rank; k++) {
      step[k] = f[k]! - g[k]!;
      f[k] = g[k]!;
    }
    solveUpper(triangle, rank, step);
    applyQ(reflected, f);
    const size = largestOf(step.map((value, k) => value * largestOf(columns[k]!)));
    if (!(size < before / 2)) break;
    let moved = false;
    for (let k = 0; k < rank; k++) {
      const add = low[k]! + step[k]!;
      const next = x[k]! + add;
      low[k] = add - (next - x[k]!);
      if (Math.abs(step[k]!) > 2 ** -55 * Math.abs(next)) moved = true;
      x[k] = next;
    }
    for (let i = 0; i < rows; i++) residuals[i]! += f[i]!;
    if (!moved) break;
    before = size;
  }
  // The residuals last, of the coefficients as they are given.
  return { x, residuals: exactRestOfColumns(b, none, columns, x, none) };
}

import { ClienteleError } from "../issues/index.ts";
import { exactRest } from "./_exact-dot.ts";
import { type Factored, factorLu } from "./_lu.ts";
import { checkComputed, type Dense } from "./_matrix.ts";
import { estimateNorm1, largestOf, norm1, reciprocalConditionOf, scaleOf } from "./_norms.ts";
import { solveLower, solveLowerTransposed, solveUpper, solveUpperTransposed } from "./_triangular.ts";

/** A matrix with its scales and factors, ready for right sides. */
export interface LinearSystem {
  readonly doing: string;
  readonly n: number;
  /** D_r A D_c: every row and column has a largest entry in [½, 2). */
  readonly scaled: Float64Array;
  readonly rowScale: Float64Array;
  readonly columnScale: Float64Array;
  readonly lu: Float64Array;
  readonly factored: Factored;
  readonly reciprocalCondition: number;
}

/**
 * Scales by powers of 2, which rounds nothing, and factorises. Units that differ from row to row or column to column
 * then neither hide a singular matrix nor make a good one look singular.
 */
export function prepareSystem(doing: string, { rows: n, entries }: Dense): LinearSystem {
  const scaled = entries.slice();
  const rowScale = new Float64Array(n);
  const columnScale = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    rowScale[i] = scaleOf(scaled.subarray(i * n, (i + 1) * n));
    for (let j = 0; j < n; j++) scaled[i * n + j]! *= rowScale[i]!;
  }
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) column[i] = scaled[i * n + j]!;
    columnScale[j] = scaleOf(column);
    for (let i = 0; i < n; i++) scaled[i * n + j]! *= columnScale[j]!;
  }
  const lu = scaled.slice();
  const factored = factorLu(lu, n);
  if (factored.empty >= 0)
    throw new ClienteleError(
      "singular-matrix",
      `Cannot ${doing}: matrix must not be singular, but column ${factored.empty} depends on those before it`,
    );
  const reciprocalCondition = conditionOf(lu, n, norm1(scaled, n));
  if (reciprocalCondition < Number.EPSILON)
    throw new ClienteleError(
      "singular-matrix",
      `Cannot ${doing}: matrix must not be singular, but its reciprocal condition is ${reciprocalCondition}, less than rounding`,
    );
  return { doing, n, scaled, rowScale, columnScale, lu, factored, reciprocalCondition };
}

/** The reciprocal condition of a matrix in the 1-norm from its factors (rows in any order). */
export function conditionOf(lu: Float64Array, n: number, norm: number): number {
  const solve = (x: Float64Array): void => {
    solveLower(lu, n, x, { unit: true });
    solveUpper(lu, n, x);
  };
  const solveTransposed = (x: Float64Array): void => {
    solveUpperTransposed(lu, n, x);
    solveLowerTransposed(lu, n, x, { unit: true });
  };
  return reciprocalConditionOf(norm, estimateNorm1(n, solve, solveTransposed));
}

/**
 * Solves for one right side, then adds the solutions for what is left of it, computed in twice the precision, until nothing
 * changes: the answer is then right to the last digits, whatever the condition (Demmel et al. 2006).
 */
export function solveSystem(system: LinearSystem, right: Float64Array): Float64Array {
  const { n, scaled, rowScale, columnScale } = system;
  const b = right.map((value, i) => value * rowScale[i]!);
  const faint = largestOf(b) * 2 ** -500;
  if (b.some((value) => value !== 0 && Math.abs(value) < faint)) {
    // Beside the large numbers the small ones would underflow: each part has its own solution, and they add up.
    const isFaint = (i: number): boolean => Math.abs(b[i]!) < faint;
    const large = solveSystem(
      system,
      right.map((value, i) => (isFaint(i) ? 0 : value)),
    );
    const small = solveSystem(
      system,
      right.map((value, i) => (isFaint(i) ? value : 0)),
    );
    return large.map((value, j) => value + small[j]!);
  }
  const scale = scaleOf(b);
  for (let i = 0; i < n; i++) b[i]! *= scale;
  const x = solveOnce(system, b);
  const low = new Float64Array(n); // the solution is x + low
  const rest = new Float64Array(n);
  let before = 1;
  let shrinking = 0; // the worst ratio of one step to the step before it
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < n; i++) {
      const at = i * n;
      rest[i] = exactRest(b[i]!, scaled, at, x, n);
      if (round > 0) for (let j = 0; j < n; j++) rest[i]! -= scaled[at + j]! * low[j]!;
    }
    const step = solveOnce(system, rest);
    const size = largestOf(step) / largestOf(x);
    if (!(size < before / 2)) break;
    shrinking = Math.max(shrinking, size / before);
    before = size;
    let apart = 0;
    for (let i = 0; i < n; i++) {
      const moved = low[i]! + step[i]!;
      const next = x[i]! + moved;
      low[i] = moved - (next - x[i]!);
      x[i] = next;
      if (next !== 0) apart = Math.max(apart, Math.abs(step[i]! / next));
    }
    // The next step would be smaller by as much again; an entry that should be 0 never gets there.
    if (shrinking * apart < 2 ** -55 || size < 2 ** -80) break;
  }
  return checkComputed(
    system.doing,
    // The scales may leave the range of doubles where the product does not.
    x.map((value, i) => {
      const answer = value + low[i]!;
      return columnScale[i]! > 1 === scale > 1
        ? answer * (columnScale[i]! / scale)
        : (answer * columnScale[i]!) / scale;
    }),
  );
}

function solveOnce({ n, lu, factored }: LinearSystem, b: Float64Array): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = b[factored.order[i]!]!;
  solveLower(lu, n, x, { unit: true });
  solveUpper(lu, n, x);
  return x;
}

import { norm2 } from "./_norms.ts";

/** Which column comes next: the one with the largest rest, or the next as given unless it depends on those before. */
export type Pivoting = "largest" | "given";

/**
 * A Householder factorisation of an m × n matrix. Column `order[k]` of the matrix stands in
 * `columns[order[k]]`, its part of R at 0 … k, its reflector's below (the leading 1 is not stored).
 */
export interface Reflected {
  readonly columns: readonly Float64Array[];
  readonly rows: number;
  readonly order: readonly number[];
  readonly tau: Float64Array;
  /** How many leading columns of the order are independent. */
  readonly rank: number;
}

/**
 * Factorises in place of the given columns: A P = Q R, with reflectors H = I − τ v vᵀ (Businger and Golub 1965).
 *
 * @param tolerance - a column whose rest is at most this share of the largest column (`largest`), of its own length
 *   (`given`), depends on those before it
 */
export function factorByReflectors(
  columns: readonly Float64Array[],
  pivoting: Pivoting,
  tolerance: number,
): Reflected {
  const rows = columns[0]!.length;
  const n = columns.length;
  const steps = Math.min(rows, n);
  const order = Array.from({ length: n }, (_, j) => j);
  const tau = new Float64Array(steps);
  const norms = Float64Array.from(columns, (column) => norm2(column));
  const exact = norms.slice(); // the norms from which the running ones were last derived
  let rank = steps;
  let largest = 0;
  let dependent = 0; // columns already moved to the end
  for (let k = 0; k < steps; k++) {
    if (pivoting === "largest") {
      let at = k;
      for (let j = k + 1; j < n; j++) if (norms[order[j]!]! > norms[order[at]!]!) at = j;
      [order[k], order[at]] = [order[at]!, order[k]!];
    } else {
      while (k + dependent < n) {
        const column = order[k]!;
        if (norm2(columns[column]!, k) > tolerance * norms[column]!) break;
        order.splice(k, 1);
        order.push(column);
        dependent++;
      }
      if (k + dependent >= n) rank = Math.min(rank, k);
    }
    const pivot = columns[order[k]!]!;
    tau[k] = reflector(pivot, k);
    if (pivoting === "largest") {
      largest = Math.max(largest, Math.abs(pivot[k]!));
      if (Math.abs(pivot[k]!) <= tolerance * largest) rank = Math.min(rank, k);
    }
    for (let j = k + 1; j < n; j++) {
      const c = order[j]!;
      const column = columns[c]!;
      reflect(pivot, k, tau[k]!, column);
      if (pivoting === "largest") shorten(norms, exact, c, column, k);
    }
  }
  return { columns, rows, order, tau, rank };
}

/** Makes the reflector that sends x from k on to a multiple of the first axis, in place; returns τ. */
function reflector(x: Float64Array, k: number): number {
  const below = norm2(x, k + 1);
  const alpha = x[k]!;
  if (below === 0) return 0;
  const length = Math.hypot(alpha, below);
  const beta = alpha > 0 ? -length : length;
  const head = alpha - beta;
  for (let i = k + 1; i < x.length; i++) x[i]! /= head;
  x[k] = beta;
  return (beta - alpha) / beta;
}

function reflect(v: Float64Array, k: number, tau: number, x: Float64Array): void {
  if (tau === 0) return;
  let sum = x[k]!;
  for (let i = k + 1; i < x.length; i++) sum += v[i]! * x[i]!;
  sum *= tau;
  x[k]! -= sum;
  for (let i = k + 1; i < x.length; i++) x[i]! -= sum * v[i]!;
}

/** Takes row k from a column's norm; anew where the difference has lost half its digits (Drmač and Bujanović 2008). */
function shorten(norms: Float64Array, exact: Float64Array, c: number, column: Float64Array, k: number): void {
  const norm = norms[c]!;
  if (norm === 0) return;
  const share = column[k]! / norm;
  const left = Math.max(0, (1 - share) * (1 + share));
  if (left * (norm / exact[c]!) ** 2 < 1e-8) norms[c] = exact[c] = norm2(column, k + 1);
  else norms[c] = norm * Math.sqrt(left);
}

/** Qᵀ x, in place. */
export function applyQTransposed({ columns, order, tau }: Reflected, x: Float64Array): void {
  for (let k = 0; k < tau.length; k++) reflect(columns[order[k]!]!, k, tau[k]!, x);
}

/** Q x, in place. */
export function applyQ({ columns, order, tau }: Reflected, x: Float64Array): void {
  for (let k = tau.length - 1; k >= 0; k--) reflect(columns[order[k]!]!, k, tau[k]!, x);
}

/** The leading square of R of the given order, its rows one after the other. */
export function triangleOf({ columns, order }: Reflected, size: number): Float64Array {
  const r = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const column = columns[order[j]!]!;
    for (let i = 0; i <= j; i++) r[i * size + j] = column[i]!;
  }
  return r;
}

import { describeValue } from "../issues/index.ts";
import { wrongParameter } from "./_check.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** A matrix inside: its rows one after the other. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly entries: Float64Array;
}

/** Copies rows from outside; refuses what is empty, ragged or not finite, and says where. */
export function toDense(doing: string, name: string, matrix: MatrixRows): Dense {
  if (!Array.isArray(matrix) || matrix.length === 0)
    throw wrongParameter(doing, name, "rows of numbers, at least one", matrix);
  const rows = matrix.length;
  const columns = checkLength(doing, `row 0 of ${name}`, matrix[0]);
  if (columns === 0) throw wrongParameter(doing, name, "a matrix with at least one column", matrix[0]);
  const entries = new Float64Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const row = matrix[i] as ArrayLike<number>;
    if (checkLength(doing, `row ${i} of ${name}`, row) !== columns)
      throw new RangeError(
        `Cannot ${doing}: row ${i} of ${name} must have ${columns} numbers as row 0 has, got ${row.length}`,
      );
    for (let j = 0; j < columns; j++, at++) {
      const value = row[j]!;
      if (!Number.isFinite(value))
        throw wrongParameter(doing, `${name} at row ${i}, column ${j}`, "a finite number", value);
      entries[at] = value;
    }
  }
  return { rows, columns, entries };
}

/** The same for a matrix that must have as many columns as rows. */
export function toSquare(doing: string, name: string, matrix: MatrixRows): Dense {
  const dense = toDense(doing, name, matrix);
  if (dense.rows !== dense.columns)
    throw new RangeError(
      `Cannot ${doing}: ${name} must be square, got ${dense.rows} rows of ${dense.columns} numbers`,
    );
  return dense;
}

/**
 * The same for a symmetric matrix. Two mirrored entries may differ by rounding (1e-12 of the largest entry of their rows
 * and columns); their mean is taken.
 */
export function toSymmetric(doing: string, name: string, matrix: MatrixRows): Dense {
  const dense = toSquare(doing, name, matrix);
  const { rows: n, entries: a } = dense;
  const largest = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) largest[i] = Math.max(largest[i]!, Math.abs(a[i * n + j]!));
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [a[i * n + j]!, a[j * n + i]!];
      if (Math.abs(below - above) > 1e-12 * Math.min(largest[i]!, largest[j]!))
        throw new RangeError(
          `Cannot ${doing}: ${name} must be symmetric, got ${below} at row ${i}, column ${j} and ${above} at row ${j}, column ${i}`,
        );
      a[i * n + j] = a[j * n + i] = below === above ? below : below / 2 + above / 2;
    }
  return dense;
}

/** Copies a vector from outside, of the length asked for. */
export function toVector(
  doing: string,
  name: string,
  vector: ArrayLike<number>,
  length: number,
): Float64Array {
  if (checkLength(doing, name, vector) !== length)
    throw new RangeError(`Cannot ${doing}: ${name} must have ${length} numbers, got ${vector.length}`);
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = vector[i]!;
    if (!Number.isFinite(value)) throw wrongParameter(doing, `${name} at ${i}`, "a finite number", value);
    out[i] = value;
  }
  return out;
}

/** Frozen rows of what was computed, -0 as 0. */
export function toRows(entries: Float64Array, rows: number, columns: number): Matrix {
  const out: (readonly number[])[] = [];
  for (let i = 0; i < rows; i++) out.push(toList(entries.subarray(i * columns, (i + 1) * columns)));
  return Object.freeze(out);
}

/** A frozen list of what was computed, -0 as 0. */
export function toList(entries: ArrayLike<number>): readonly number[] {
  const out = new Array<number>(entries.length); // filled in a plain loop: `Array.from` takes ten times as long
  for (let i = 0; i < out.length; i++) out[i] = entries[i]! + 0;
  return Object.freeze(out);
}

/** Mirrors a matrix at its diagonal. */
export function transposed({ rows, columns, entries }: Dense): Dense {
  const out = new Float64Array(entries.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = entries[i * columns + j]!;
  return { rows: columns, columns: rows, entries: out };
}

/** Refuses a result that a double cannot hold. */
export function checkComputed(doing: string, entries: Float64Array): Float64Array {
  for (const value of entries)
    if (!Number.isFinite(value))
      throw new RangeError(`Cannot ${doing}: the result must not exceed a double, got ${value}`);
  return entries;
}

function checkLength(doing: string, name: string, value: unknown): number {
  const { length } = (value ?? {}) as { readonly length?: unknown };
  if (typeof value !== "object" || typeof length !== "number")
    throw new TypeError(`Cannot ${doing}: ${name} must be an array of numbers, got ${describeValue(value)}`);
  return length;
}

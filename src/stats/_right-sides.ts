import { type Dense, toDense, toList, toRows, toVector, transposed } from "./_matrix.ts";
import type { Matrix, MatrixRows } from "./matrix.ts";

/** One right side, or several as the columns of a matrix. */
export type RightSides = ArrayLike<number> | MatrixRows;

/** The right sides as vectors, and how the answers go back into the shape that was given. */
export interface Sides {
  readonly vectors: readonly Float64Array[];
  readonly shape: (answers: readonly Float64Array[]) => readonly number[] | Matrix;
}

/** Copies the right sides, each of the length asked for. */
export function toSides(doing: string, name: string, right: RightSides, length: number): Sides {
  if (!isMatrix(right))
    return { vectors: [toVector(doing, name, right, length)], shape: ([answer]) => toList(answer!) };
  const dense = toDense(doing, name, right);
  if (dense.rows !== length)
    throw new RangeError(`Cannot ${doing}: ${name} must have ${length} rows, got ${dense.rows}`);
  return { vectors: rowsOf(transposed(dense)), shape: fromColumns };
}

/** The matrix whose columns are given. */
export function fromColumns(columns: readonly Float64Array[]): Matrix {
  const rows = columns[0]!.length;
  const entries = new Float64Array(rows * columns.length);
  for (const [j, column] of columns.entries())
    for (let i = 0; i < rows; i++) entries[i * columns.length + j] = column[i]!;
  return toRows(entries, rows, columns.length);
}

/** Views of the rows. */
export function rowsOf({ rows, columns, entries }: Dense): Float64Array[] {
  return Array.from({ length: rows }, (_, i) => entries.subarray(i * columns, (i + 1) * columns));
}

function isMatrix(right: RightSides): right is MatrixRows {
  return Array.isArray(right) && typeof right[0] === "object";
}

import { type MergedIds, mergeIds } from "./_merge-ids.ts";

/** A column of codes; none where no line has one. */
export type Coded = readonly [size: number, ids: readonly string[], codes: Int32Array | undefined];

/** Codes of two columns, one after the other, of ids that are those of both. */
export interface JoinedCodes extends MergedIds {
  readonly codes: Int32Array;
}

/** Puts a column of codes after another; the ids of each are in code-point order, and so are those of both. */
export function joinCodes(a: Coded, b: Coded): JoinedCodes {
  const merged = mergeIds(a[1], b[1]);
  const codes = new Int32Array(a[0] + b[0]);
  appendCodes(codes, 0, a, merged.left);
  appendCodes(codes, a[0], b, merged.right);
  return { ...merged, codes };
}

/** −1 stays −1. */
function appendCodes(into: Int32Array, at: number, [size, , codes]: Coded, placeOf: Int32Array): void {
  if (codes === undefined) into.fill(-1, at, at + size);
  else for (let i = 0; i < size; i++) into[at + i] = codes[i]! < 0 ? -1 : placeOf[codes[i]!]!;
}

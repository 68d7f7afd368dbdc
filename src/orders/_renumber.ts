import { sortByCodePoints } from "../ids/index.ts";

/** Ids in code-point order and the codes that follow from it. */
export interface Renumbered {
  readonly ids: readonly string[];
  readonly codes: Int32Array;
}

/** The ids in use in code-point order, and the codes that follow from it; −1 stays −1. */
export function renumber(ids: readonly string[], codes: Int32Array): Renumbered {
  const used = new Uint8Array(ids.length);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) used[codes[i]!] = 1;
  const sorted = sortByCodePoints(ids.filter((_, code) => used[code] === 1));
  const places = new Map(sorted.map((id, place) => [id, place]));
  const placeOf = Int32Array.from(ids, (id, code) => (used[code] === 1 ? places.get(id)! : -1));
  const renumbered = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) renumbered[i] = codes[i]! < 0 ? -1 : placeOf[codes[i]!]!;
  return { ids: Object.freeze(sorted), codes: renumbered };
}

/** The values in a new order, in a column of their own kind. */
export function gather<A extends Int32Array | Float64Array | Uint8Array>(values: A, order: Int32Array): A {
  const gathered = values.slice() as A;
  for (let i = 0; i < order.length; i++) gathered[i] = values[order[i]!]!;
  return gathered;
}

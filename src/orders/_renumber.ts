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
  return { ids: Object.freeze(sorted), codes: recode(codes, placeOf) };
}

/** {@link renumber} for ids that are in code-point order already. */
export function keepUsed(ids: readonly string[], codes: Int32Array): Renumbered {
  const used = new Uint8Array(ids.length);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) used[codes[i]!] = 1;
  const kept: string[] = [];
  const placeOf = new Int32Array(ids.length);
  for (let code = 0; code < ids.length; code++) {
    if (used[code] === 1) placeOf[code] = kept.push(ids[code]!) - 1;
  }
  return { ids: Object.freeze(kept), codes: kept.length === ids.length ? codes : recode(codes, placeOf) };
}

/** The codes that a table gives for others; −1 stays −1. */
export function recode(codes: Int32Array, placeOf: Int32Array): Int32Array {
  const recoded = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) recoded[i] = codes[i]! < 0 ? -1 : placeOf[codes[i]!]!;
  return recoded;
}

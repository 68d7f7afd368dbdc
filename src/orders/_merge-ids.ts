import { compareCodePoints } from "../ids/index.ts";

/** The ids of two lists as one, and where those of each are in it. */
export interface MergedIds {
  readonly ids: readonly string[];
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Merges two lists of ids, each in code-point order without repeats, into one such list. */
export function mergeIds(left: readonly string[], right: readonly string[]): MergedIds {
  const ids: string[] = [];
  const places = { left: new Int32Array(left.length), right: new Int32Array(right.length) };
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    const [one, other] = [left[i], right[j]];
    const order = other === undefined ? -1 : one === undefined ? 1 : compareCodePoints(one, other);
    if (order <= 0) places.left[i++] = ids.length;
    if (order >= 0) places.right[j++] = ids.length;
    ids.push(order <= 0 ? one! : other!);
  }
  return { ids: Object.freeze(ids), ...places };
}

import { compareCodePoints } from "../ids/index.ts";

/** The customers of two sorted lists in one, and where each stands in either: −1 where in none. */
export interface MergedCustomers {
  readonly ids: string[];
  readonly ofFirst: Int32Array;
  readonly ofSecond: Int32Array;
}

/** Merges two lists of ids in code-point order in one pass. */
export function mergeCustomers(first: readonly string[], second: readonly string[]): MergedCustomers {
  const ids: string[] = [];
  const ofFirst = new Int32Array(first.length + second.length).fill(-1);
  const ofSecond = new Int32Array(first.length + second.length).fill(-1);
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const [a, b] = [first[i], second[j]];
    const order = a === undefined ? 1 : b === undefined ? -1 : compareCodePoints(a, b);
    if (order <= 0) ofFirst[ids.length] = i++;
    if (order >= 0) ofSecond[ids.length] = j++;
    ids.push((order <= 0 ? a : b)!);
  }
  return { ids, ofFirst: ofFirst.subarray(0, ids.length), ofSecond: ofSecond.subarray(0, ids.length) };
}

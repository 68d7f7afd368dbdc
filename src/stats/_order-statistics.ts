import { finiteCopy } from "./_finite-copy.ts";

/** Below this many numbers, or from this many ranks on, a sort is as fast. */
const FEW_NUMBERS = 600;
const MANY_RANKS = 12;

/**
 * The k-th smallest of some numbers, k = 1, 2, …, for ranks that are asked one after the other; in a copy, which is put into
 * order no further than the answers need.
 */
export function orderStatistics(
  doing: string,
  values: ArrayLike<number>,
  ranks: number,
): (k: number) => number {
  const copy = finiteCopy(doing, values);
  if (copy.length < FEW_NUMBERS || ranks >= MANY_RANKS) {
    copy.sort();
    return (k) => copy[k - 1]! + 0;
  }
  return (k) => select(copy, k - 1, 0, copy.length - 1) + 0; // + 0 makes −0 a 0: the two are one value
}

/** Puts the k-th smallest in its place, smaller ones before and greater ones after it (Floyd and Rivest 1975). */
function select(a: Float64Array, k: number, from: number, to: number): number {
  let [left, right] = [from, to];
  while (right > left) {
    if (right - left > FEW_NUMBERS) {
      // A sample around the place of the rank gives bounds between which it lies with near certainty.
      const n = right - left + 1;
      const i = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      const low = Math.max(left, Math.floor(k - (i * s) / n + sd));
      const high = Math.min(right, Math.floor(k + ((n - i) * s) / n + sd));
      select(a, k, low, high);
    }
    const pivot = a[k]!;
    let i = left;
    let j = right;
    swap(a, left, k);
    if (a[right]! > pivot) swap(a, left, right);
    while (i < j) {
      swap(a, i, j);
      i++;
      j--;
      while (a[i]! < pivot) i++;
      while (a[j]! > pivot) j--;
    }
    if (a[left] === pivot) swap(a, left, j);
    else swap(a, ++j, right);
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
  return a[k]!;
}

function swap(a: Float64Array, i: number, j: number): void {
  const kept = a[i]!;
  a[i] = a[j]!;
  a[j] = kept;
}

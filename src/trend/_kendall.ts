import { rankValues } from "../stats/index.ts";

/** Kendall's S of a series in time, and what its variance takes from ties. */
export interface KendallSum {
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** The variance of S in random order. */
  readonly variance: number;
  /** Pairs whose values differ. */
  readonly untied: number;
  readonly size: number;
}

/** Counts rising and falling pairs in n log n steps, by a tree of counts over the ranks (Fenwick 1994). */
export function kendallSum(values: Float64Array): KendallSum {
  const size = values.length;
  const ranks = size === 0 ? new Float64Array() : rankValues(values, { ties: "dense" });
  const highest = ranks.reduce((a, b) => Math.max(a, b), 0);
  const tree = new Float64Array(highest + 1);
  const seen = new Float64Array(highest + 1);
  const upTo = (rank: number): number => {
    let count = 0;
    for (let at = rank; at > 0; at -= at & -at) count += tree[at]!;
    return count;
  };
  let s = 0;
  for (let i = 0; i < size; i++) {
    const rank = ranks[i]!;
    s += upTo(rank - 1) - (i - upTo(rank));
    for (let at = rank; at <= highest; at += at & -at) tree[at]!++;
    seen[rank]!++;
  }
  let variance = size * (size - 1) * (2 * size + 5);
  let untied = (size * (size - 1)) / 2;
  for (const ties of seen) {
    variance -= ties * (ties - 1) * (2 * ties + 5);
    untied -= (ties * (ties - 1)) / 2;
  }
  return { s, variance: variance / 18, untied, size };
}

/**
 * P(S ≥ s) of n different values in random order: the number of inversions has the generating function
 * Π (1 + q + … + qʲ⁻¹) / n!.
 */
export function kendallUpper(size: number, s: number): number {
  let law = new Float64Array([1]);
  for (let n = 2; n <= size; n++) {
    const next = new Float64Array(law.length + n - 1);
    let window = 0;
    for (let k = 0; k < next.length; k++) {
      window += (law[k] ?? 0) - (law[k - n] ?? 0);
      next[k] = Math.max(0, window) / n;
    }
    law = next;
  }
  const inversions = Math.floor(((size * (size - 1)) / 2 - s) / 2 + 1e-9);
  let p = 0;
  for (let k = 0; k <= inversions && k < law.length; k++) p += law[k]!;
  return Math.min(1, p);
}

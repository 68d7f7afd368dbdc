import { selectRanks } from "../stats/index.ts";
import { BLOCK } from "./_block.ts";

/** Integers from zero to here are counted one by one; what lies outside is rare: see `countRanks`. */
const COUNTED = 65_536;

/**
 * The values at the ranks ⌈k·n/groups⌉ for k = 1 … groups − 1, without sorting. The division is never off: k·n is
 * exact and far from the next integer.
 *
 * @param sign - −1 to rank the negated values, as days are
 */
export function rankCuts(values: Int32Array | Float64Array, groups: number, sign = 1): readonly number[] {
  const size = values.length;
  const ranks: number[] = [];
  for (let k = 1; k < groups && size > 0; k++) {
    const rank = Math.ceil((k * size) / groups);
    ranks.push(sign < 0 ? size + 1 - rank : rank); // the k-th smallest of −v is the k-th largest of v
  }
  const counted = values instanceof Int32Array ? countRanks(values, ranks) : undefined;
  return Object.freeze(counted ?? selectRanks(values, ranks));
}

/**
 * The values of some ranks by counting: days and numbers of orders are small, but for a few that are kept apart and
 * sorted. Nothing where they are not few, or it would not pay.
 */
function countRanks(values: Int32Array, ranks: readonly number[]): number[] | undefined {
  const size = values.length;
  if (size < COUNTED / 16) return undefined;
  const counts = new Int32Array(COUNTED);
  const outside = new Int32Array(size >> 4);
  let apart = 0;
  for (let from = 0; from < size; from += BLOCK) {
    apart = countValues(values, from, Math.min(size, from + BLOCK), counts, outside, apart);
    if (apart > outside.length) return undefined;
  }
  const sorted = outside.subarray(0, apart).sort();
  let below = 0;
  while (below < apart && sorted[below]! < 0) below++;
  for (let k = 1; k < COUNTED; k++) counts[k]! += counts[k - 1]!;
  const inside = size - apart;
  return ranks.map((rank) => {
    if (rank <= below) return sorted[rank - 1]!;
    return rank > below + inside ? sorted[rank - inside - 1]! : firstReaching(counts, rank - below);
  });
}

/** Counts values `from` to `to` − 1; says how many are outside so far, of which only so many are kept as there is room. */
function countValues(
  values: Int32Array,
  from: number,
  to: number,
  counts: Int32Array,
  outside: Int32Array,
  apart: number,
): number {
  let kept = apart;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value >>> 0 < COUNTED) counts[value]!++;
    else outside[kept++] = value; // one beyond the end is not stored
  }
  return kept;
}

function firstReaching(cumulative: Int32Array, rank: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { selectRanks } from "../stats/index.ts";

/** Integers that span no more than this are counted value by value. */
const WIDEST = 2 ** 20;

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
  return Object.freeze(countRanks(values, ranks) ?? selectRanks(values, ranks));
}

/** The values of some ranks by counting; nothing where that would take too many counters. */
function countRanks(values: Int32Array | Float64Array, ranks: readonly number[]): number[] | undefined {
  const span = spanOf(values);
  if (span === undefined) return undefined;
  const { low, counts } = span;
  for (let i = 0; i < values.length; i++) counts[values[i]! - low]!++;
  for (let k = 1; k < counts.length; k++) counts[k]! += counts[k - 1]!;
  return ranks.map((rank) => low + firstReaching(counts, rank));
}

/** The lowest of some integers and a counter for each value from there to the highest, if they are not too many. */
export function spanOf(
  values: Int32Array | Float64Array,
): { readonly low: number; readonly counts: Int32Array } | undefined {
  if (!(values instanceof Int32Array) || values.length === 0) return undefined;
  let low = values[0]!;
  let high = low;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low < Math.min(WIDEST, 64 + 4 * values.length)
    ? { low, counts: new Int32Array(high - low + 1) }
    : undefined;
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

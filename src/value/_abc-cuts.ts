import { sumUnits } from "../money/index.ts";
import { ceilShare } from "./_share.ts";
import { createValueBins, type ValueBins } from "./_value-bins.ts";
import type { AbcShares } from "./abc-shares.ts";

/** The lowest value of A and of B; absent where the class is empty for want of a positive value. */
export interface AbcCuts {
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** The lowest values that still belong to A and to B, in exact integers; bins may be used again for another column. */
export function cutAbc(
  values: Float64Array,
  [shareA, shareAb]: AbcShares,
  bins: ValueBins = createValueBins(),
): AbcCuts {
  const total = bins.sumPositives(values);
  if (total !== undefined) {
    const [a, b] = bins.lowestReaching(
      values,
      [shareA, shareAb].map((share) => Number(ceilShare(share, BigInt(total)))),
    );
    return { a, b };
  }
  const rising = positives(values).sort();
  const all = BigInt(sumUnits(rising));
  return {
    a: lowestBySort(rising, ceilShare(shareA, all)),
    b: lowestBySort(rising, ceilShare(shareAb, all)),
  };
}

/** The lowest of the best ⌈share · n⌉ values for each share; absent where the class is empty. */
export function cutRanks(
  values: Float64Array,
  [shareA, shareAb]: AbcShares,
  n: number,
  bins: ValueBins = createValueBins(),
): AbcCuts {
  const ranks = [shareA, shareAb].map((share) => Number(ceilShare(share, BigInt(n))));
  const [a, b] = bins.lowestOfBest(values, ranks);
  return { a, b };
}

/** The value with which the sum, from the largest down, first reaches the goal: for sums that no double holds. */
function lowestBySort(rising: Float64Array, goal: bigint): number | undefined {
  let lowest: number | undefined;
  let next = rising.length - 1;
  let far = goal;
  for (; next >= 0 && far > Number.MAX_SAFE_INTEGER; next--) {
    lowest = rising[next]!;
    far -= BigInt(lowest);
  }
  // From here on the rest and every value are safe integers, and so is their difference.
  let rest = Number(far);
  for (; next >= 0 && rest > 0; next--) {
    lowest = rising[next]!;
    rest -= lowest;
  }
  return lowest;
}

function positives(values: Float64Array): Float64Array {
  const found = new Float64Array(values.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) found[size++] = values[i]!;
  return found.subarray(0, size);
}

/** 0 for A, 1 for B, 2 for C. */
export function abcOf(value: number, { a, b }: AbcCuts): 0 | 1 | 2 {
  if (a !== undefined && value >= a) return 0;
  return b !== undefined && value >= b ? 1 : 2;
}

/** {@link abcOf} of every value; without a branch, of which half would be foretold wrongly. */
export function codeAbc(values: Float64Array, cuts: AbcCuts): Uint8Array {
  const { a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY } = cuts;
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = Number(values[i]! < a) + Number(values[i]! < b);
  return codes;
}

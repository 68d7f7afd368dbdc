import { sumUnits } from "../money/index.ts";
import { abcGoals } from "./abc-goals.ts";
import type { AbcShares } from "./abc-shares.ts";

/** The lowest value of A and of B; absent where the class is empty for want of a positive value. */
export interface AbcCuts {
  readonly a: number | undefined;
  readonly b: number | undefined;
}

/** The lowest values that still belong to A and to B, in exact integers. */
export function cutAbc(values: Float64Array, shares: AbcShares): AbcCuts {
  const rising = positives(values).sort();
  const { a, b } = abcGoals(BigInt(sumUnits(rising)), shares);
  return { a: lowestReaching(rising, a), b: lowestReaching(rising, b) };
}

/** The value with which the sum, from the largest down, first reaches the goal. */
function lowestReaching(rising: Float64Array, goal: bigint): number | undefined {
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

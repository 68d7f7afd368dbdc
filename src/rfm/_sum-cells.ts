import { sumUnitsBy, type UnitSums } from "../money/index.ts";
import { cellOf } from "./_cells.ts";
import { KERNEL_BLOCK, type ScoreKernel, scoreKernel, WORTH_KERNEL } from "./_score-kernel.ts";
import type { RfmScores } from "./score-rfm.ts";

/** What the customers of each combination of scores come to. */
export interface CellSums {
  readonly customers: Int32Array;
  /** Sums of frequencies. */
  readonly orders: Float64Array;
  /** Sums of the amounts that count. */
  readonly revenue: UnitSums;
}

/**
 * Writes the segment of every customer to `codes` and sums up the combinations of scores, in one pass.
 *
 * @param segmentOf - the segment of each combination
 */
export function sumCells(scores: RfmScores, segmentOf: Uint8Array, codes: Uint8Array): CellSums {
  const cells = segmentOf.length;
  const sums: Sums = {
    customers: new Int32Array(cells),
    orders: new Float64Array(cells),
    values: new Float64Array(cells),
  };
  const kernel = scores.size >= WORTH_KERNEL ? scoreKernel() : undefined;
  const total =
    kernel === undefined
      ? sumEach(scores, segmentOf, codes, sums)
      : sumByKernel(kernel, scores, segmentOf, codes, sums);
  const { customers, orders, values } = sums;
  // Σ|x| bounds every sum on the way, as in `sumUnitsBy`, which goes on in big integers where that is needed.
  const exact = Number.isSafeInteger(total);
  const revenue = exact ? Object.freeze({ values, wide: new Map() }) : sumCarefully(scores, cells);
  return { customers, orders, revenue };
}

interface Sums {
  readonly customers: Int32Array;
  readonly orders: Float64Array;
  readonly values: Float64Array;
}

/** Gives Σ|x| of the revenue, as does the kernel. */
function sumEach(scores: RfmScores, segmentOf: Uint8Array, codes: Uint8Array, sums: Sums): number {
  const { customers, orders, values } = sums;
  const { recency, frequency, monetary, groups, measures } = scores;
  const { units } = measures.revenue;
  let total = 0;
  for (let i = 0; i < scores.size; i++) {
    const cell = cellOf(recency[i]!, frequency[i]!, monetary[i]!, groups);
    const unit = units[i]!;
    codes[i] = segmentOf[cell]!;
    customers[cell]! += 1;
    orders[cell]! += measures.frequency[i]!;
    values[cell]! += unit;
    total += Math.abs(unit);
  }
  return total;
}

/** Where what is summed lies in the memory of the kernel. */
const PLACE = {
  revenue: 0,
  orders: 8 * KERNEL_BLOCK,
  recency: 12 * KERNEL_BLOCK,
  frequency: 13 * KERNEL_BLOCK,
  monetary: 14 * KERNEL_BLOCK,
  segments: 15 * KERNEL_BLOCK,
  segmentOf: 16 * KERNEL_BLOCK,
  sums: 16 * KERNEL_BLOCK + 1024,
} as const;

function sumByKernel(
  { doubles, ints, bytes, sum }: ScoreKernel,
  { size, recency, frequency, monetary, groups, measures }: RfmScores,
  segmentOf: Uint8Array,
  codes: Uint8Array,
  { customers, orders, values }: Sums,
): number {
  const cells = segmentOf.length;
  bytes.set(segmentOf, PLACE.segmentOf);
  bytes.fill(0, PLACE.sums, PLACE.sums + 32 * cells);
  let total = 0;
  for (let from = 0; from < size; from += KERNEL_BLOCK) {
    const to = Math.min(size, from + KERNEL_BLOCK);
    bytes.set(recency.subarray(from, to), PLACE.recency);
    bytes.set(frequency.subarray(from, to), PLACE.frequency);
    bytes.set(monetary.subarray(from, to), PLACE.monetary);
    ints.set(measures.frequency.subarray(from, to), PLACE.orders / 4);
    doubles.set(measures.revenue.units.subarray(from, to), PLACE.revenue / 8);
    total += sum(
      PLACE.recency,
      PLACE.frequency,
      PLACE.monetary,
      PLACE.orders,
      PLACE.revenue,
      to - from,
      groups,
      PLACE.segmentOf,
      PLACE.segments,
      PLACE.sums,
    );
    codes.set(bytes.subarray(PLACE.segments, PLACE.segments + to - from), from);
  }
  for (let cell = 0; cell < cells; cell++) {
    const at = PLACE.sums + 32 * cell;
    values[cell] = doubles[at / 8]!;
    orders[cell] = doubles[at / 8 + 1]!;
    customers[cell] = ints[at / 4 + 4]!;
  }
  return total;
}

function sumCarefully(scores: RfmScores, cells: number): UnitSums {
  const { recency, frequency, monetary, groups, measures } = scores;
  const cellAt = (_: number, i: number): number => cellOf(recency[i]!, frequency[i]!, monetary[i]!, groups);
  return sumUnitsBy(new Int32Array(scores.size).map(cellAt), measures.revenue.units, cells);
}

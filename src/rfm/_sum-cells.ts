import { sumUnitsBy, type UnitSums } from "../money/index.ts";
import { BLOCK } from "./_block.ts";
import { cellOf } from "./_cells.ts";
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
  const { size } = scores;
  const cells = segmentOf.length;
  const sums = {
    customers: new Int32Array(cells),
    orders: new Float64Array(cells),
    values: new Float64Array(cells),
  };
  let total = 0;
  for (let from = 0; from < size; from += BLOCK) {
    total += addCustomers(scores, segmentOf, from, Math.min(size, from + BLOCK), codes, sums);
  }
  const { customers, orders, values } = sums;
  // Σ|x| bounds every sum on the way, as in `sumUnitsBy`, which goes on in big integers where that is needed.
  const exact = Number.isSafeInteger(total);
  const revenue = exact ? Object.freeze({ values, wide: new Map() }) : sumCarefully(scores, cells);
  return { customers, orders, revenue };
}

/** Takes customers `from` to `to` − 1; gives Σ|x| of their revenue. */
function addCustomers(
  { recency, frequency, monetary, groups, measures }: RfmScores,
  segmentOf: Uint8Array,
  from: number,
  to: number,
  codes: Uint8Array,
  sums: {
    readonly customers: Int32Array;
    readonly orders: Float64Array;
    readonly values: Float64Array;
  },
): number {
  const { customers, orders, values } = sums;
  const { units } = measures.revenue;
  const times = measures.frequency;
  let total = 0;
  for (let i = from; i < to; i++) {
    const cell = cellOf(recency[i]!, frequency[i]!, monetary[i]!, groups);
    const unit = units[i]!;
    codes[i] = segmentOf[cell]!;
    customers[cell]! += 1;
    orders[cell]! += times[i]!;
    values[cell]! += unit;
    total += Math.abs(unit);
  }
  return total;
}

function sumCarefully(scores: RfmScores, cells: number): UnitSums {
  const { recency, frequency, monetary, groups, measures } = scores;
  const cellAt = (_: number, i: number): number => cellOf(recency[i]!, frequency[i]!, monetary[i]!, groups);
  return sumUnitsBy(new Int32Array(scores.size).map(cellAt), measures.revenue.units, cells);
}

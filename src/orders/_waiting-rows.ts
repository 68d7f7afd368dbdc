import type { TotalsKernel } from "./_totals-kernel.ts";

/** Customers of a bin, as a power of two: their records, 16 bytes each, fit in a usual cache. */
const BIN = { least: 14, most: 16 } as const;
/** Fewer records fit in the cache as they are; and of too many bins there is no cache for the ends. */
const WORTH_WAITING = { least: 2 ** 17, most: 2 ** 24 } as const;
const MOST_BINS = WORTH_WAITING.most >> BIN.most;
/** Rows that wait at most: one a customer, within bounds. */
const MOST_ROWS = { least: 2 ** 18, most: 2 ** 22 } as const;
/** Bytes of a block of rows, and how many rows it holds. */
const BLOCK_BYTES = 4096;
const BLOCK_ROWS = BLOCK_BYTES / 8 - 1;
/** Rows collected at a time: the ends of the bins are at hand for so many. */
const STEP = 1024;

/** Where columns of rows lie, and what is used here of the rest of the memory. */
interface Places extends BinPlaces {
  readonly codes: number;
  readonly days: number;
  readonly units: number;
  readonly aside: number;
  readonly bins: number;
}

interface BinPlaces {
  readonly blocks: number;
  readonly records: number;
}

/** Where the blocks lie behind the bins, and the records behind those: addresses that cost nothing until used. */
export function binPlaces(bins: number): BinPlaces {
  const blocks = Math.ceil((bins + 4 + 4 * MOST_BINS) / BLOCK_BYTES) * BLOCK_BYTES;
  const most = Math.ceil(MOST_ROWS.most / BLOCK_ROWS) + MOST_BINS;
  return { blocks, records: blocks + BLOCK_BYTES * most };
}

/** Rows with 32-bit amounts that are not yet added to their records; see `_totals-kernel.wat`. */
export interface WaitingRows {
  /** Takes rows from the memory of the kernel, all values sound; gives the sum of the amounts above zero. */
  take(ints: Int32Array, rows: number, size: number): number;
  /** Adds all rows to the records, those of the codes below `size`. */
  settle(size: number): void;
}

/** None where it would not pay. */
export function createWaitingRows(
  { bins: loops }: TotalsKernel,
  { codes, days, units, aside, bins, blocks, records }: Places,
  capacity: number,
): WaitingRows | undefined {
  if (loops === undefined || capacity < WORTH_WAITING.least || capacity > WORTH_WAITING.most)
    return undefined;
  // About a hundred bins, as a power of two: there are many lines of the cache to each, and few to their ends.
  const shift = Math.min(BIN.most, Math.max(BIN.least, Math.log2(capacity) - 7));
  const count = capacity >> shift;
  const most = Math.min(MOST_ROWS.most, Math.max(MOST_ROWS.least, capacity));
  let waiting = 0;

  function settle(size: number): void {
    if (waiting === 0) return;
    // With a row for every two customers and more, most of the lines of records are needed.
    const many = 2 * waiting >= size ? 1 : 0;
    loops!.settle(bins, count, shift, records, records + 16 * size, many);
    waiting = 0;
  }

  return {
    take(ints, rows, size) {
      if (waiting + rows > most) settle(size);
      if (waiting === 0) ints[bins / 4] = blocks;
      waiting += rows;
      let sum = 0;
      for (let row = 0; row < rows; row += STEP) {
        const at = 4 * row;
        loops.approach(bins, count);
        sum += loops.collect(
          codes + at,
          days + at,
          units + at,
          Math.min(STEP, rows - row),
          bins,
          shift,
          aside,
        );
      }
      return sum;
    },
    settle,
  };
}

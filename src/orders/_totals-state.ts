import { CHUNK, placesOf } from "./_kernel-places.ts";
import { createPlainKernel, includeDay } from "./_plain-kernel.ts";
import { prewrite } from "./_prewrite.ts";
import type { RowColumns } from "./_row-columns.ts";
import { createSideTotals, type SideTotals } from "./_side-totals.ts";
import { createCompiledKernel, type TotalsKernel } from "./_totals-kernel.ts";
import { createWaitingRows, type WaitingRows } from "./_waiting-rows.ts";

/** Codes below this; more would not fit in the memory that WebAssembly addresses. */
export const MOST_CODES = 2 ** 27;

/** The records of all customers, by code: those of the purchases here, the rest beside them. */
export interface TotalsState {
  /** The codes seen lie below. */
  readonly size: number;
  /** First and last day of all rows; the first is above the last where there are none. */
  readonly days: { readonly first: number; readonly last: number };
  readonly side: SideTotals;
  /** There is room for codes below. */
  readonly capacity: number;
  /** Adds all rows, or none if a value is out of range: codes from 0, days that a record holds, safe integers. */
  add(rows: RowColumns, codes: number, firstDay: number, lastDay: number): boolean;
  /** Adds to the purchases of a customer what another state has of them. */
  include(code: number, purchases: PurchaseTotals): void;
  /** Adds the records of codes 0 and on of another state, as `view` gives them. */
  includeRecords(records: Float64Array): void;
  /** Days on which another state has rows. */
  includeDays(firstDay: number, lastDay: number): void;
  /**
   * Reads the customers of some codes, or of all in turn, block by block. What a block is made of is good until `take`
   * returns.
   */
  readBuyers(order: Int32Array | undefined, take: (block: BuyersBlock) => void): void;
  /** Views of the records: that of code c begins at 2c and 4c. They are good until the next change. */
  view(): { readonly doubles: Float64Array; readonly ints: Int32Array };
}

/** Some neighbouring customers. */
interface BuyersBlock {
  /** Those with a purchase. */
  readonly codes: Int32Array;
  readonly purchases: Int32Array;
  readonly lastPurchase: Int32Array;
  readonly units: Float64Array;
  /** The codes of those without. */
  readonly others: Int32Array;
}

/** The purchases of one customer. */
interface PurchaseTotals {
  readonly count: number;
  readonly units: number | bigint;
  readonly first: number;
  readonly last: number;
}

/** Rows whose records are looked up together, so many that the loads overlap and so few that they stay at hand. */
const BLOCK = 1024;
/** Customers read at a time, so few that their columns stay at hand. */
const BUYERS = 8192;
/** So many new records a row of a batch, and most pages of memory come to be used. */
const DENSE = 128;
/** A memory of its own pays from here on; hosts do not give out any number of them. */
const WORTH_COMPILING = 32_768;

/** @param only - which kernel to use, for the test that both agree */
export function createTotalsState(only?: "plain" | "compiled"): TotalsState {
  let kernel = createPlainKernel();
  let chunk: number = CHUNK.plain;
  let place = placesOf(chunk);
  let capacity = 0;
  let ints = new Int32Array(0);
  let doubles = new Float64Array(0);
  let taken = 0;
  let size = 0;
  /** No sum in the records is above, with what waits for them: what was ever added, together. */
  let bound = 0;
  let waiting: WaitingRows | undefined;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const side = createSideTotals();
  if (only !== "compiled") reserve(1);
  else promote();

  function reserve(codes: number): void {
    settle();
    // Powers of two: the codes of a first batch seldom hold the largest, and what is not used costs no memory.
    for (capacity = Math.max(capacity, 16); capacity < codes; ) capacity *= 2;
    kernel.reserve(place.records + 16 * capacity + SLACK);
    ints = new Int32Array(kernel.buffer);
    doubles = new Float64Array(kernel.buffer);
    waiting = createWaitingRows(kernel, place, capacity);
  }

  /** Adds what waits to the records, which are read and changed only after. */
  function settle(): void {
    waiting?.settle(size);
  }

  /** Moves on to the compiled kernel where there is one. */
  function promote(): void {
    const compiled: TotalsKernel | undefined = createCompiledKernel();
    if (compiled === undefined) return;
    const records = ints.subarray(place.records / 4, place.records / 4 + 4 * size);
    kernel = compiled;
    chunk = CHUNK.compiled;
    place = placesOf(chunk);
    reserve(size);
    ints.set(records, place.records / 4);
    bound = 0;
    for (let code = 0; code < size; code++) bound += doubles[place.records / 8 + 2 * code]!;
  }

  /** Copies rows into the kernel's memory, padded with rows like the last to what its loops take at a time. */
  function stage({ codes, days, units }: RowColumns, from: number, to: number): void {
    const rows = to - from;
    ints.set(codes.subarray(from, to), place.codes / 4);
    ints.set(days.subarray(from, to), place.days / 4);
    ints.fill(codes[to - 1]!, place.codes / 4 + rows, place.codes / 4 + padded(rows));
    ints.fill(days[to - 1]!, place.days / 4 + rows, place.days / 4 + padded(rows));
    if (units instanceof Int32Array) {
      ints.set(units.subarray(from, to), place.units / 4);
    } else {
      doubles.set(units.subarray(from, to), place.units / 8);
      doubles.fill(0, place.units / 8 + rows, place.units / 8 + padded(rows));
    }
  }

  function span(at: number, rows: number): readonly [number, number] {
    kernel.span(at, padded(rows), place.out);
    return [ints[place.out / 4]!, ints[place.out / 4 + 1]!];
  }

  function addStaged(columns: RowColumns, from: number, rows: number): void {
    ints[place.aside / 4] = 0;
    const narrow = columns.units instanceof Int32Array;
    if (narrow && waiting !== undefined && bound + rows * 2 ** 31 <= Number.MAX_SAFE_INTEGER) {
      bound += waiting.take(ints, rows, size);
    } else {
      settle();
      for (let row = 0; row < rows; row += BLOCK) addBlock(narrow ? 1 : 0, row, Math.min(rows, row + BLOCK));
    }
    const others = ints[place.aside / 4]!;
    if (others > 0) side.addOthers(ints, doubles, place.aside + 16, others, capacity);
    if (columns.costs !== undefined) side.addCosts(columns, from, from + rows, capacity);
  }

  /** Adds rows `row` to `end` − 1. */
  function addBlock(narrow: 0 | 1, row: number, end: number): void {
    const { codes, days, units, records, aside, out } = place;
    kernel.touch(codes + 4 * row, padded(end - row), records);
    for (let next = row; next < end; ) {
      next = kernel.add(codes, days, units, narrow, next, end, records, aside, out);
      bound += doubles[out / 8]!;
      // The sum so far goes where it may grow; the row is then tried again and fits.
      if (next < end) spill(ints[codes / 4 + next]!);
    }
  }

  function spill(code: number): void {
    const at = place.records / 8 + 2 * code;
    side.widen("purchases", code, doubles[at]!);
    doubles[at] = 0;
  }

  return {
    get size() {
      return size;
    },
    get days() {
      return { first, last };
    },
    side,
    get capacity() {
      return capacity;
    },
    add(columns, codes, firstDay, lastDay) {
      const rows = columns.codes.length;
      if (rows === 0) return true;
      if (chunk === CHUNK.plain && only === undefined && taken + rows >= WORTH_COMPILING) promote();
      let [highest, from, to] = [size - 1, first, last];
      for (let at = 0; at < rows; at += chunk) {
        const end = Math.min(rows, at + chunk);
        stage(columns, at, end);
        const [lowCode, highCode] = span(place.codes, end - at);
        const [lowDay, highDay] = span(place.days, end - at);
        if (lowCode < 0 || highCode >= codes || lowDay < firstDay || highDay > lastDay) return false;
        if (columns.units instanceof Float64Array && !kernel.integers(place.units, padded(end - at)))
          return false;
        if (columns.costs instanceof Float64Array && !allIntegers(columns.costs, at, end)) return false;
        highest = Math.max(highest, highCode);
        from = Math.min(from, lowDay);
        to = Math.max(to, highDay);
      }
      if (highest >= capacity) reserve(highest + 1);
      if (highest - size < DENSE * rows) {
        prewrite(ints, place.records / 4 + 4 * size, place.records / 4 + 4 * (highest + 1));
      }
      for (let at = 0; at < rows; at += chunk) {
        const end = Math.min(rows, at + chunk);
        if (rows > chunk) stage(columns, at, end); // a batch of one chunk is there already
        addStaged(columns, at, end - at);
      }
      [size, first, last, taken] = [highest + 1, from, to, taken + rows];
      if (columns.costs === undefined) side.countWithoutCost(rows);
      return true;
    },
    include(code, purchases) {
      settle();
      if (code >= capacity) reserve(code + 1);
      size = Math.max(size, code + 1);
      if (purchases.count === 0) return;
      const [at, word] = [place.records / 8 + 2 * code, place.records / 4 + 4 * code];
      const sum = typeof purchases.units === "number" ? doubles[at]! + purchases.units : Number.NaN;
      bound += Number(purchases.units);
      if (sum <= Number.MAX_SAFE_INTEGER) doubles[at] = sum;
      else side.widen("purchases", code, purchases.units);
      ints[word + 2]! += purchases.count;
      ints[word + 3] = includeDay(includeDay(ints[word + 3]!, purchases.first), purchases.last);
    },
    includeRecords(records) {
      settle();
      const codes = records.length / 2;
      if (chunk === CHUNK.plain && only === undefined && codes >= WORTH_COMPILING) promote();
      if (codes > capacity) reserve(codes);
      prewrite(ints, place.records / 4 + 4 * size, place.records / 4 + 4 * codes);
      size = Math.max(size, codes);
      // The columns of a chunk of rows lie side by side and take 16 bytes a row, as do records.
      for (let at = 0; at < codes; at += Math.min(chunk, BUYERS)) {
        const count = Math.min(codes - at, chunk, BUYERS);
        doubles.set(records.subarray(2 * at, 2 * (at + count)), place.codes / 8);
        for (let next = 0; next < count; ) {
          const [from, to] = [place.codes + 16 * next, place.records + 16 * (at + next)];
          next += kernel.merge(from, to, count - next, place.out);
          bound += doubles[place.out / 8]!;
          if (next < count) spill(at + next); // and then it fits
        }
      }
    },
    includeDays(firstDay, lastDay) {
      first = Math.min(first, firstDay);
      last = Math.max(last, lastDay);
    },
    readBuyers(order, take) {
      settle();
      const { codes, days, units, aside, records } = place;
      const all = order?.length ?? size;
      const most = Math.min(chunk, BUYERS);
      const [purchases, others] = [aside, aside + 4 * most];
      const column = (at: number, count: number): Int32Array => ints.subarray(at / 4, at / 4 + count);
      for (let from = 0; from < all; from += most) {
        const count = Math.min(most, all - from);
        if (order === undefined) numberFrom(from, ints, codes / 4, count);
        else ints.set(order.subarray(from, from + count), codes / 4);
        const found = kernel.buyers(codes, count, records, purchases, days, units, others);
        take({
          codes: column(codes, found),
          purchases: column(purchases, found),
          lastPurchase: column(days, found),
          units: doubles.subarray(units / 8, units / 8 + found),
          others: column(others, count - found),
        });
      }
    },
    view() {
      settle();
      return {
        doubles: doubles.subarray(place.records / 8, place.records / 8 + 2 * size),
        ints: ints.subarray(place.records / 4, place.records / 4 + 4 * size),
      };
    },
  };
}

function numberFrom(first: number, ints: Int32Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) ints[at + i] = first + i;
}

/** Memory behind the last record, which the kernel may read. */
const SLACK = 256;

/** Up to the next multiple of eight, which is one of two and four too. */
const padded = (rows: number): number => (rows + 7) & ~7;

function allIntegers(values: Float64Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!Number.isSafeInteger(values[i])) return false;
  return true;
}

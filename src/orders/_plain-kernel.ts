import type { TotalsKernel } from "./_totals-kernel.ts";

/** Days are kept counted from 1899-12-31, so that zero is none; see `_totals-kernel.wat`. */
const DAY_ZERO = 25_568;

/** The kernel in TypeScript: where WebAssembly cannot run, and for the few rows that it would not pay for. */
export function createPlainKernel(): TotalsKernel {
  let buffer = new ArrayBuffer(0);
  let ints = new Int32Array(buffer);
  let doubles = new Float64Array(buffer);
  return {
    get buffer() {
      return buffer;
    },
    reserve(bytes) {
      if (bytes <= buffer.byteLength) return;
      const grown = new ArrayBuffer(Math.ceil(bytes / 8) * 8);
      new Uint8Array(grown).set(new Uint8Array(buffer));
      buffer = grown;
      ints = new Int32Array(buffer);
      doubles = new Float64Array(buffer);
    },
    span(at, count, out) {
      let low = ints[at >> 2]!;
      let high = low;
      for (let i = at >> 2; i < (at >> 2) + count; i++) {
        if (ints[i]! < low) low = ints[i]!;
        if (ints[i]! > high) high = ints[i]!;
      }
      ints[out >> 2] = low;
      ints[(out >> 2) + 1] = high;
    },
    integers(at, count) {
      for (let i = at >> 3; i < (at >> 3) + count; i++) if (!Number.isSafeInteger(doubles[i])) return false;
      return true;
    },
    touch() {},
    add(codes, days, amounts, narrow, firstRow, rows, records, aside, out) {
      let total = 0;
      let row = firstRow;
      for (; row < rows; row++) {
        const amount = narrow === 1 ? ints[(amounts >> 2) + row]! : doubles[(amounts >> 3) + row]!;
        if (amount > 0) {
          const record = records + 16 * ints[(codes >> 2) + row]!;
          const sum = doubles[record / 8]! + amount;
          if (sum > Number.MAX_SAFE_INTEGER) break;
          total += amount;
          doubles[record / 8] = sum;
          ints[record / 4 + 2]! += 1;
          ints[record / 4 + 3] = includeDay(ints[record / 4 + 3]!, ints[(days >> 2) + row]!);
        } else {
          ints[aside >> 2]! += 1;
          const place = aside + 16 * ints[aside >> 2]!;
          ints[place >> 2] = ints[(codes >> 2) + row]!;
          doubles[(place >> 3) + 1] = amount;
        }
      }
      doubles[out / 8] = total;
      return row;
    },
    merge(from, to, count, out) {
      let total = 0;
      let row = 0;
      for (; row < count; row++) {
        const [other, record] = [from / 8 + 2 * row, to / 8 + 2 * row];
        const sum = doubles[record]! + doubles[other]!;
        if (sum > Number.MAX_SAFE_INTEGER) break;
        total += doubles[other]!;
        doubles[record] = sum;
        ints[2 * record + 2]! += ints[2 * other + 2]!;
        ints[2 * record + 3] = joinDays(ints[2 * record + 3]!, ints[2 * other + 3]!);
      }
      doubles[out / 8] = total;
      return row;
    },
    buyers(codes, count, records, purchases, days, units, others) {
      let found = 0;
      for (let i = 0; i < count; i++) {
        const code = ints[(codes >> 2) + i]!;
        const word = records / 4 + 4 * code;
        if (ints[word + 2] === 0) ints[(others >> 2) + i - found] = code;
        else {
          ints[(codes >> 2) + found] = code;
          ints[(purchases >> 2) + found] = ints[word + 2]!;
          ints[(days >> 2) + found] = lastDayOf(ints[word + 3]!);
          doubles[(units >> 3) + found] = doubles[word / 2]!;
          found++;
        }
      }
      return found;
    },
  };
}

/** First and last day of two records. */
function joinDays(a: number, b: number): number {
  return (Math.max(a >>> 16, b >>> 16) << 16) | Math.max(a & 0xffff, b & 0xffff);
}

/** First and last day of a record, with one more day. */
export function includeDay(span: number, day: number): number {
  const last = Math.max(span >>> 16, day + DAY_ZERO);
  const first = Math.max(span & 0xffff, 65_536 - (day + DAY_ZERO));
  return (last << 16) | first;
}

/** The first day in a record that has one. */
export const firstDayOf = (span: number): number => 65_536 - (span & 0xffff) - DAY_ZERO;

/** The last day in a record that has one. */
export const lastDayOf = (span: number): number => (span >>> 16) - DAY_ZERO;

/** The days that a record can hold: 1900-01-01 to 2079-06-05. */
export const DAY_RANGE: { readonly first: number; readonly last: number } = { first: -25_567, last: 39_967 };

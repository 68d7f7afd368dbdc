import { type KernelMemory, loadKernel, reserveMemory } from "../kernels/index.ts";
import { TOTALS_KERNEL } from "./_kernel-code.ts";

/**
 * The loops over rows, on a memory of their own: `_totals-kernel.wat` says what each does. Addresses are bytes.
 */
export interface TotalsKernel {
  /** The memory; another one after each `reserve`. */
  readonly buffer: ArrayBuffer;
  /** Makes the memory at least so large. What is new is zero. */
  reserve(bytes: number): void;
  span(at: number, count: number, out: number): void;
  integers(at: number, count: number): boolean;
  touch(at: number, count: number, records: number): void;
  add(
    codes: number,
    days: number,
    amounts: number,
    narrow: 0 | 1,
    row: number,
    rows: number,
    records: number,
    aside: number,
    out: number,
  ): number;
  merge(from: number, to: number, count: number, out: number): number;
  buyers(
    codes: number,
    count: number,
    records: number,
    purchases: number,
    days: number,
    units: number,
    others: number,
  ): number;
  /** Adding in two steps without a look at each sum; the compiled kernel alone has it. */
  readonly bins?: BinLoops;
}

/** Rows wait in bins until they are many. */
interface BinLoops {
  approach(bins: number, count: number): void;
  collect(
    codes: number,
    days: number,
    amounts: number,
    count: number,
    bins: number,
    shift: number,
    aside: number,
  ): number;
  settle(bins: number, count: number, shift: number, records: number, end: number, many: 0 | 1): void;
}

interface Exports extends BinLoops {
  readonly memory: KernelMemory;
  span(at: number, count: number, out: number): void;
  integers(at: number, count: number): number;
  touch(at: number, count: number, records: number): number;
  add: TotalsKernel["add"];
  merge: TotalsKernel["merge"];
  buyers: TotalsKernel["buyers"];
}

/** The kernel compiled for the host, or nothing where it cannot be. */
export function createCompiledKernel(): TotalsKernel | undefined {
  const exports = loadKernel<Exports>(TOTALS_KERNEL);
  if (exports === undefined) return undefined;
  const { memory, span, integers, touch, add, merge, buyers, approach, collect, settle } = exports;
  return {
    get buffer() {
      return memory.buffer;
    },
    reserve: (bytes) => reserveMemory(memory, bytes),
    span,
    integers: (at, count) => integers(at, count) === 1,
    touch,
    add,
    merge,
    buyers,
    bins: { approach, collect, settle },
  };
}

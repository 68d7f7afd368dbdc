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
  widen(from: number, to: number, count: number): void;
  touch(at: number, count: number, records: number): void;
  add(
    codes: number,
    days: number,
    amounts: number,
    row: number,
    rows: number,
    records: number,
    aside: number,
  ): number;
  merge(from: number, to: number, count: number, out: number): number;
  /** Adding in two steps without a look at each sum; the compiled kernel alone has it. */
  readonly unchecked?: UncheckedLoops;
}

interface UncheckedLoops {
  prepare(codes: number, days: number, amounts: number, count: number, to: number, aside: number): number;
  fold(codes: number, vectors: number, count: number, records: number): void;
}

interface Exports extends UncheckedLoops {
  readonly memory: KernelMemory;
  span(at: number, count: number, out: number): void;
  integers(at: number, count: number): number;
  widen(from: number, to: number, count: number): void;
  touch(at: number, count: number, records: number): number;
  add: TotalsKernel["add"];
  merge: TotalsKernel["merge"];
}

/** The kernel compiled for the host, or nothing where it cannot be. */
export function createCompiledKernel(): TotalsKernel | undefined {
  const exports = loadKernel<Exports>(TOTALS_KERNEL);
  if (exports === undefined) return undefined;
  const { memory, span, integers, widen, touch, add, merge, prepare, fold } = exports;
  return {
    get buffer() {
      return memory.buffer;
    },
    reserve: (bytes) => reserveMemory(memory, bytes),
    span,
    integers: (at, count) => integers(at, count) === 1,
    widen,
    touch,
    add,
    merge,
    unchecked: { prepare, fold },
  };
}

import { TOTALS_KERNEL } from "./_totals-kernel-code.ts";

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
}

/** What is used of WebAssembly; its types come with a browser's, which this package does not assume. */
interface Engine {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  span(at: number, count: number, out: number): void;
  integers(at: number, count: number): number;
  widen(from: number, to: number, count: number): void;
  touch(at: number, count: number, records: number): number;
  add: TotalsKernel["add"];
}

const PAGE = 65_536;

/** Compiled once for the process; `null` where the host cannot. */
let compiled: object | null | undefined;

/**
 * The kernel compiled for the host, or nothing where it has no WebAssembly with 128-bit vectors, forbids it (a
 * page's content policy may), or stores numbers the other way round.
 */
export function createCompiledKernel(): TotalsKernel | undefined {
  const engine = (globalThis as { WebAssembly?: Engine }).WebAssembly;
  if (engine === undefined || compiled === null) return undefined;
  try {
    if (new Uint8Array(Int32Array.of(1).buffer)[0] !== 1) return undefined;
    compiled ??= new engine.Module(Uint8Array.from(atob(TOTALS_KERNEL), (c) => c.charCodeAt(0)));
    return dress(new engine.Instance(compiled).exports as Exports);
  } catch {
    compiled ??= null;
    return undefined;
  }
}

function dress({ memory, span, integers, widen, touch, add }: Exports): TotalsKernel {
  return {
    get buffer() {
      return memory.buffer;
    },
    reserve(bytes) {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
      if (missing > 0) memory.grow(missing);
    },
    span,
    integers: (at, count) => integers(at, count) === 1,
    widen,
    touch,
    add,
  };
}

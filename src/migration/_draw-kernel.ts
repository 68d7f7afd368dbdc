import { type KernelMemory, loadKernel, reserveMemory } from "../kernels/index.ts";
import type { DrawTable } from "./_draw-table.ts";
import { DRAW_KERNEL } from "./_kernel-code.ts";

interface Exports {
  readonly memory: KernelMemory;
  advance(a: number, b: number, d: number, out: number, count: number, counter: number): void;
  move(
    from: number,
    to: number,
    drawn: number,
    count: number,
    size: number,
    guide: number,
    bounds: number,
  ): void;
}

/** The loops of `_draw-kernel.wat`, with the tables in their memory. Addresses and lengths are bytes. */
export interface DrawKernel extends Exports {
  /** Where everything lies. */
  readonly places: {
    readonly a: number;
    readonly b: number;
    readonly d: number;
    readonly drawn: number;
    readonly before: number;
    readonly after: number;
    readonly size: number;
    readonly guide: number;
    readonly guideBytes: number;
    readonly bounds: number;
    readonly boundsBytes: number;
  };
}

/** The kernel compiled for the host, or nothing where it cannot be. */
export function drawKernel(tables: readonly DrawTable[], block: number): DrawKernel | undefined {
  const exports = loadKernel<Exports>(DRAW_KERNEL);
  if (exports === undefined) return undefined;
  const { size } = tables[0]!;
  const [guideBytes, boundsBytes] = [256 * size, 4 * size * size];
  const words = 4 * block;
  const before = 4 * words;
  const bounds = before + 2 * block;
  const guide = bounds + boundsBytes * tables.length;
  reserveMemory(exports.memory, guide + guideBytes * tables.length);
  const bytes = new Uint8Array(exports.memory.buffer);
  tables.forEach((table, k) => {
    bytes.set(new Uint8Array(table.bounds.buffer), bounds + k * boundsBytes);
    bytes.set(table.guide, guide + k * guideBytes);
  });
  const places = {
    a: 0,
    b: words,
    d: 2 * words,
    drawn: 3 * words,
    before,
    after: before + block,
    size,
    guide,
    guideBytes,
    bounds,
    boundsBytes,
  };
  return { ...exports, places };
}

import { type KernelMemory, loadKernel } from "../kernels/index.ts";
import { SCORE_KERNEL } from "./_kernel-code.ts";

/** Customers that fit into the memory of the kernel at a time. */
export const KERNEL_BLOCK = 16_384;
/** From here on the kernel pays. */
export const WORTH_KERNEL = 4096;

/** The loops over a block of customers: `_score-kernel.wat` says what each does. Addresses are bytes. */
export interface ScoreKernel {
  /** The memory as what lies in it. It keeps nothing from call to call, and never grows. */
  readonly doubles: Float64Array;
  readonly ints: Int32Array;
  readonly bytes: Uint8Array;
  widen(from: number, to: number, count: number): void;
  score(values: number, count: number, sign: number, cuts: number, last: number, scores: number): void;
  sum(
    recency: number,
    frequency: number,
    monetary: number,
    orders: number,
    revenue: number,
    count: number,
    groups: number,
    segmentOf: number,
    segments: number,
    sums: number,
  ): number;
}

interface Exports extends Pick<ScoreKernel, "widen" | "score" | "sum"> {
  readonly memory: KernelMemory;
}

/** One for all; `null` where the host has none. */
let loaded: ScoreKernel | null | undefined;

/** The kernel, or nothing on a host without WebAssembly. */
export function scoreKernel(): ScoreKernel | undefined {
  if (loaded === undefined) {
    const exports = loadKernel<Exports>(SCORE_KERNEL);
    loaded = exports === undefined ? null : withViews(exports);
  }
  return loaded ?? undefined;
}

function withViews({ memory: { buffer }, widen, score, sum }: Exports): ScoreKernel {
  const [doubles, ints] = [new Float64Array(buffer), new Int32Array(buffer)];
  return { doubles, ints, bytes: new Uint8Array(buffer), widen, score, sum };
}

import { type KernelMemory, loadKernel } from "../kernels/index.ts";
import { PAIRS_KERNEL } from "./_kernel-code.ts";

/** The loops over customers; `_pairs-kernel.wat` says what each does. Addresses and lengths are bytes. */
export interface PairsKernel {
  readonly memory: KernelMemory;
  planes(at: number, count: number, out: number, stride: number): void;
  masks(planes: number, stride: number, out: number): void;
  ones(at: number, bytes: number, out: number): number;
  tile(before: number, after: number, stride: number, out: number): void;
}

/** The kernel compiled for the host, or nothing where it cannot be. */
export const createPairsKernel = (): PairsKernel | undefined => loadKernel<PairsKernel>(PAIRS_KERNEL);

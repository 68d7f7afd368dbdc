import { type KernelMemory, loadKernel } from "../kernels/index.ts";
import { SCORE_KERNEL } from "./_kernel-code.ts";

/** Values that fit into the memory at a time. */
const BLOCK = 16_384;
/** Where they and the rest lie, in bytes. */
const PLACE = { values: 0, ints: 8 * BLOCK, scores: 12 * BLOCK, cuts: 13 * BLOCK } as const;

interface Exports {
  readonly memory: KernelMemory;
  widen(from: number, to: number, count: number): void;
  score(values: number, count: number, sign: number, cuts: number, last: number, scores: number): void;
}

/** One for all: the memory keeps nothing from call to call, and never grows. `null` where the host has none. */
let loaded: Exports | null | undefined;

/**
 * `1 + #{k : cutₖ < sign · v}` of every value, written to `scores`.
 *
 * @returns false, with nothing written, on a host without WebAssembly
 */
export function scoreByKernel(
  values: Int32Array | Float64Array,
  cuts: Float64Array,
  sign: 1 | -1,
  scores: Uint8Array,
): boolean {
  loaded ??= loadKernel<Exports>(SCORE_KERNEL) ?? null;
  if (loaded === null) return false;
  const { memory, widen, score } = loaded;
  const [doubles, ints] = [new Float64Array(memory.buffer), new Int32Array(memory.buffer)];
  const bytes = new Uint8Array(memory.buffer);
  doubles.set(cuts, PLACE.cuts / 8);
  const last = PLACE.cuts + 8 * cuts.length;
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(values.length, from + BLOCK);
    const count = (to - from + 3) & ~3; // what is beyond the values is scored and not taken
    if (values instanceof Int32Array) {
      ints.set(values.subarray(from, to), PLACE.ints / 4);
      widen(PLACE.ints, PLACE.values, count);
    } else doubles.set(values.subarray(from, to), PLACE.values / 8);
    score(PLACE.values, count, sign, PLACE.cuts, last, PLACE.scores);
    scores.set(bytes.subarray(PLACE.scores, PLACE.scores + to - from), from);
  }
  return true;
}

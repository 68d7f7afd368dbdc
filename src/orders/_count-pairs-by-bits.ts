import { reserveMemory } from "../kernels/index.ts";
import type { PairsKernel } from "./_pairs-kernel.ts";
import { NO_STATE, type StatePanel } from "./state-panel.ts";

/** So many customers at a time: what is needed of them in two periods stays in the nearest cache. */
const BLOCK = 4096;
const STRIDE = BLOCK / 8;
const RAW = 0;
const PLANES = RAW + BLOCK;
const MASKS = PLANES + 3 * STRIDE;
/** What the kernel adds up, period by period: the customers of each of eight masks, and their pairs with the period before. */
const SUMS = MASKS + 16 * STRIDE;
const PAIRS_AT = 8;
const SUMS_OF_PERIOD = PAIRS_AT + 64;

/** The lowest three bits of "no state". */
const NONE = 7;

/**
 * The pairs of `countStatePairs` of up to seven states, by masks of customers. The last state is not counted: its pairs are what is
 * left of the customers of the other.
 */
export function countPairsByBits(panel: StatePanel, kernel: PairsKernel): Float64Array[] {
  const { customerIds, periods, states, cells } = panel;
  const customers = customerIds.length;
  const counted = states.length - 1;
  const rows = { without: startsOf(counted, 2), with: [...new Set([...startsOf(counted, 2), 6])] };
  const columns = { without: startsOf(counted, 4), with: [...new Set([...startsOf(counted, 4), 4])] };
  reserveMemory(kernel.memory, SUMS + 4 * SUMS_OF_PERIOD * periods.length);
  const bytes = new Uint8Array(kernel.memory.buffer);
  bytes.fill(0);
  for (let start = 0; start < customers; start += BLOCK) {
    const present = Math.min(BLOCK, customers - start);
    if (present < BLOCK) bytes.fill(NO_STATE, RAW + present, RAW + BLOCK);
    let before = MASKS;
    let after = MASKS + 8 * STRIDE;
    let hadNone = false;
    for (let p = 0; p < periods.length; p++) {
      const from = p * customers + start;
      bytes.set(cells.subarray(from, from + present), RAW);
      kernel.planes(RAW, BLOCK, PLANES, STRIDE);
      kernel.masks(PLANES, STRIDE, after);
      const sums = SUMS + 4 * SUMS_OF_PERIOD * p;
      for (let state = 0; state < counted; state++)
        kernel.ones(after + state * STRIDE, STRIDE, sums + 4 * state);
      const hasNone = kernel.ones(after + NONE * STRIDE, STRIDE, sums + 4 * NONE) > 0;
      if (p > 0)
        for (const row of hadNone ? rows.with : rows.without)
          for (const column of hasNone ? columns.with : columns.without)
            kernel.tile(
              before + row * STRIDE,
              after + column * STRIDE,
              STRIDE,
              sums + 4 * (PAIRS_AT + 8 * row + column),
            );
      hadNone = hasNone;
      const spare = before;
      before = after;
      after = spare;
    }
  }
  const sums = new Int32Array(kernel.memory.buffer, SUMS, SUMS_OF_PERIOD * periods.length);
  const filled = Math.ceil(customers / BLOCK) * BLOCK;
  return periods.slice(1).map((_, p) => tableOf(panel, sums, p + 1, filled));
}

/** Where neighbours begin, so many at a time, until all of the first masks are among them. */
const startsOf = (masks: number, together: number): readonly number[] =>
  Array.from({ length: Math.ceil(masks / together) }, (_, k) => k * together);

/** The table of one pair of periods: what was counted, and what is left of rows and columns for the last state. */
function tableOf(
  { customerIds, states }: StatePanel,
  sums: Int32Array,
  p: number,
  filled: number,
): Float64Array {
  const side = states.length + 1;
  const last = states.length - 1;
  const table = new Float64Array(side * side);
  const codes = Array.from({ length: side }, (_, k) => (k === side - 1 ? NONE : k));
  const customersOf = (period: number, code: number): number => sums[period * SUMS_OF_PERIOD + code]!;
  for (let i = 0; i < side; i++) {
    if (i === last) continue;
    for (let j = 0; j < side; j++)
      if (j !== last) table[i * side + j] = sums[p * SUMS_OF_PERIOD + PAIRS_AT + 8 * codes[i]! + codes[j]!]!;
  }
  let rest = filled;
  for (let k = 0; k < side; k++) {
    if (k === last) continue;
    let [row, column] = [customersOf(p - 1, codes[k]!), customersOf(p, codes[k]!)];
    rest -= row;
    for (let j = 0; j < side; j++) {
      if (j === last) continue;
      row -= table[k * side + j]!;
      column -= table[j * side + k]!;
    }
    table[k * side + last] = row;
    table[last * side + k] = column;
  }
  // Of the customers of the last state before, those whose pair is not counted yet.
  for (let k = 0; k < side; k++) if (k !== last) rest -= table[last * side + k]!;
  table[last * side + last] = rest;
  // What fills up the last block has no state in any period.
  table[side * side - 1]! -= filled - customerIds.length;
  return table;
}

import { createRandom } from "../stats/index.ts";
import type { Chain } from "./chain.ts";

/** A chain as the kernel reads it: cumulated probabilities in units of 2⁻³¹, and a table that skips most of them. */
export interface DrawTable {
  readonly size: number;
  /** `bounds[i · size + j]`: numbers below it lead to j or a state before it. */
  readonly bounds: Uint32Array;
  /** `guide[i · 256 + the first 8 bits]`: the first state that such numbers can lead to. */
  readonly guide: Uint8Array;
}

/** Makes the table of a chain. The last possible state of a row takes what rounding leaves. */
export function drawTable({ states, probabilities }: Chain): DrawTable {
  const size = states.length;
  const bounds = new Uint32Array(size * size);
  const guide = new Uint8Array(size * 256);
  probabilities.forEach((row, i) => {
    let last = size - 1;
    while (last > 0 && row[last] === 0) last--;
    let sum = 0;
    row.forEach((p, j) => {
      sum += p;
      bounds[i * size + j] = j >= last ? 2 ** 31 : Math.min(2 ** 31, Math.round(sum * 2 ** 31));
    });
    let state = 0;
    for (let byte = 0; byte < 256; byte++) {
      while (byte * 2 ** 23 >= bounds[i * size + state]!) state++;
      guide[i * 256 + byte] = state;
    }
  });
  return { size, bounds, guide };
}

/** The key of all customers' streams, from a seed. */
export function drawKey(seed: string | number): Int32Array {
  const random = createRandom(seed).split("simulate customers");
  return Int32Array.from({ length: 3 }, () => Math.floor(random.next() * 2 ** 32) | 0);
}

/** Spreads the bits of a number over all of them: the end of MurmurHash3. */
function mixed(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Customers drawn at a time: their streams stay in the processor's first memory. */
const BLOCK = 1024;

/**
 * Moves customers from period to period: `cells[t · customers + c]`, t = 0 the start.
 *
 * Each customer has a stream of his or her own, sfc32 begun with the key and the customer's number, so that neither other customers
 * nor the chain change what chance says: strategies compared with one key differ by what they do alone.
 *
 * @param firstNumber - the number of the first customer, where they are simulated in parts
 * @param tables - one for each step, repeated from the first where there are fewer
 */
export function drawStates(
  tables: readonly DrawTable[],
  start: Uint8Array,
  steps: number,
  key: Int32Array,
  firstNumber = 0,
): Uint8Array {
  const customers = start.length;
  const cells = new Uint8Array(customers * (steps + 1));
  cells.set(start);
  const [k0, k1, k2] = [key[0]!, key[1]!, key[2]!];
  const { size } = tables[0]!;
  // All tables in one array each: one base for each step.
  const bounds = new Uint32Array(tables.length * size * size);
  const guide = new Uint8Array(tables.length * size * 256);
  tables.forEach((table, k) => {
    bounds.set(table.bounds, k * size * size);
    guide.set(table.guide, k * size * 256);
  });
  const [a, b, d] = [new Int32Array(BLOCK), new Int32Array(BLOCK), new Int32Array(BLOCK)];
  // Some customers at a time, and period by period within them: their draws do not wait for one another.
  for (let from = 0; from < customers; from += BLOCK) {
    const some = Math.min(BLOCK, customers - from);
    for (let c = 0; c < some; c++) {
      const x = mixed((firstNumber + from + c) ^ k0);
      const y = mixed(x ^ k1);
      a[c] = x;
      b[c] = y;
      d[c] = k2 ^ x ^ ((y << 16) | (y >>> 16));
    }
    let counter = 1;
    for (let round = 0; round < 4; round++, counter++)
      for (let c = 0; c < some; c++) {
        const [x, y, z] = [a[c]!, b[c]!, d[c]!];
        a[c] = y ^ (y >>> 9);
        b[c] = z + (z << 3);
        d[c] = ((z << 21) | (z >>> 11)) + ((x + y + counter) | 0);
      }
    for (let t = 1; t <= steps; t++, counter++) {
      const base = ((t - 1) % tables.length) * size;
      const before = (t - 1) * customers + from;
      for (let c = 0, at = before; c < some; c++, at++) {
        const y = b[c]!;
        const z = d[c]!;
        const out = (a[c]! + y + counter) | 0;
        a[c] = y ^ (y >>> 9);
        b[c] = z + (z << 3);
        d[c] = ((z << 21) | (z >>> 11)) + out;
        let state = cells[at]!;
        if (state < size) {
          const row = base + state;
          const u = out >>> 1;
          state = guide[(row << 8) | (u >>> 23)]!;
          while (u >= bounds[row * size + state]!) state++;
        }
        cells[at + customers] = state;
      }
    }
  }
  return cells;
}

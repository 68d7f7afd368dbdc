import { createRandom } from "../stats/index.ts";
import { type DrawKernel, drawKernel } from "./_draw-kernel.ts";
import type { DrawTable } from "./_draw-table.ts";

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

/** Fewer draws than these do not pay for a kernel. */
const WORTH_COMPILING = 65_536;

/**
 * Moves customers from period to period: `cells[t · customers + c]`, t = 0 the start.
 *
 * Each customer has a stream of his or her own, sfc32 begun with the key and the customer's number, so that neither other customers
 * nor the chain change what chance says: strategies compared with one key differ by what they do alone.
 *
 * @param firstNumber - the number of the first customer, where they are simulated in parts
 * @param tables - one for each step, repeated from the first where there are fewer
 * @param only - which loops to use, for the test that both agree
 */
export function drawStates(
  tables: readonly DrawTable[],
  start: Uint8Array,
  steps: number,
  key: Int32Array,
  firstNumber = 0,
  only?: "plain" | "compiled",
): Uint8Array {
  const customers = start.length;
  const cells = new Uint8Array(customers * (steps + 1));
  cells.set(start);
  const worth = only === undefined ? customers * steps >= WORTH_COMPILING : only === "compiled";
  const kernel = worth ? drawKernel(tables, BLOCK) : undefined;
  const move = kernel === undefined ? plainMoves(tables) : compiledMoves(kernel, tables.length);
  // Some customers at a time, and period by period within them: their draws do not wait for one another.
  for (let from = 0; from < customers; from += BLOCK)
    move(cells, { customers, from, some: Math.min(BLOCK, customers - from), steps, key, firstNumber });
  return cells;
}

/** Customers that are drawn together. */
interface Part {
  readonly customers: number;
  readonly from: number;
  readonly some: number;
  readonly steps: number;
  readonly key: Int32Array;
  readonly firstNumber: number;
}

type Moves = (cells: Uint8Array, part: Part) => void;

/** How often a stream is advanced before it is used. */
const ROUNDS = 4;

/** Begins the streams of a part: three words a customer. */
function begin(a: Int32Array, b: Int32Array, d: Int32Array, { from, some, key, firstNumber }: Part): void {
  const [k0, k1, k2] = [key[0]!, key[1]!, key[2]!];
  for (let c = 0; c < some; c++) {
    const x = mixed((firstNumber + from + c) ^ k0);
    const y = mixed(x ^ k1);
    a[c] = x;
    b[c] = y;
    d[c] = k2 ^ x ^ ((y << 16) | (y >>> 16));
  }
}

function compiledMoves({ places, memory, advance, move }: DrawKernel, tables: number): Moves {
  const bytes = new Uint8Array(memory.buffer);
  const words = (at: number): Int32Array => new Int32Array(memory.buffer, at, BLOCK);
  const [a, b, d] = [words(places.a), words(places.b), words(places.d)];
  return (cells, part) => {
    const { customers, from, some, steps } = part;
    const padded = (some + 3) & ~3;
    begin(a, b, d, part);
    let counter = 1;
    const next = (): void => advance(places.a, places.b, places.d, places.drawn, padded, counter++);
    for (let round = 0; round < ROUNDS; round++) next();
    bytes.set(cells.subarray(from, from + some), places.before);
    let [before, after] = [places.before, places.after];
    for (let t = 1; t <= steps; t++) {
      const table = (t - 1) % tables;
      next();
      move(
        before,
        after,
        places.drawn,
        some,
        places.size,
        places.guide + table * places.guideBytes,
        places.bounds + table * places.boundsBytes,
      );
      cells.set(bytes.subarray(after, after + some), t * customers + from);
      const spare = before;
      before = after;
      after = spare;
    }
  };
}

function plainMoves(tables: readonly DrawTable[]): Moves {
  const { size } = tables[0]!;
  // All tables in one array each: one base for each step.
  const bounds = new Uint32Array(tables.length * size * size);
  const guide = new Uint8Array(tables.length * size * 256);
  tables.forEach((table, k) => {
    bounds.set(table.bounds, k * size * size);
    guide.set(table.guide, k * size * 256);
  });
  const [a, b, d] = [new Int32Array(BLOCK), new Int32Array(BLOCK), new Int32Array(BLOCK)];
  return (cells, part) => {
    const { customers, from, some, steps } = part;
    begin(a, b, d, part);
    let counter = 1;
    for (let round = 0; round < ROUNDS; round++, counter++)
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
  };
}

import { type KernelMemory, loadKernel, reserveMemory } from "../kernels/index.ts";
import { type ByteTable, LONGEST_BYTES } from "./_byte-table.ts";
import { ID_KERNEL } from "./_kernel-code.ts";

interface Exports {
  readonly memory: KernelMemory;
  hash(offsets: number, bytes: number, rows: number, hashes: number): void;
  touch(hashes: number, count: number, slots: number, mask: number): number;
  probe(
    offsets: number,
    hashes: number,
    rows: number,
    codes: number,
    begins: number,
    slots: number,
    mask: number,
  ): void;
  fetch(begins: number, count: number, heap: number): number;
  verify(offsets: number, bytes: number, rows: number, codes: number, begins: number, heap: number): void;
  settle(
    offsets: number,
    bytes: number,
    row: number,
    rows: number,
    admitted: number,
    hashes: number,
    codes: number,
    slots: number,
    mask: number,
    starts: number,
    heap: number,
  ): number;
}

/** Strings that take each step together: so many that the loads overlap, so few that they stay at hand. */
const CHUNK = 1024;
/** Bytes of a chunk; any string fits. */
const CHUNK_BYTES = 2 ** 18;
/** Eight bytes are read at a time, beyond an end too. */
const SLACK = 64;

const OFFSETS = 64;
const HASHES = OFFSETS + 4 * CHUNK + 64;
const CODES = HASHES + 4 * CHUNK;
const BEGINS = CODES + 4 * CHUNK;
const BYTES = BEGINS + 4 * CHUNK;
const SLOTS = BYTES + CHUNK_BYTES + SLACK;

/** The table compiled for the host, with all strings of another; nothing where the host cannot. */
export function createCompiledTable(from: ByteTable): ByteTable | undefined {
  const kernel = loadKernel<Exports>(ID_KERNEL);
  if (kernel === undefined) return undefined;
  const { memory } = kernel;
  let places = 2 ** 14;
  let starts = SLOTS + 16 * places;
  let heap = starts + 2 * places + 4 * CHUNK + SLACK;
  let heapBytes = 2 * CHUNK_BYTES;
  reserveMemory(memory, heap + heapBytes + SLACK);
  let ints = new Int32Array(memory.buffer);
  let bytes = new Uint8Array(memory.buffer);

  const sizeNow = (): number => ints[0]!;
  const heapUsed = (): number => ints[starts / 4 + sizeNow()]! >>> 0;

  /** Room for a chunk: half of the places stay free, whatever it brings. */
  function makeRoom(): void {
    if (2 * (sizeNow() + CHUNK) <= places && heapUsed() + CHUNK_BYTES <= heapBytes) return;
    const [size, used] = [sizeNow(), heapUsed()];
    const old = ints.slice(SLOTS / 4, SLOTS / 4 + 4 * places);
    const [oldStarts, oldHeap] = [starts, heap];
    if (2 * (size + CHUNK) > places) places *= 2;
    if (used + CHUNK_BYTES > heapBytes) heapBytes *= 2;
    starts = SLOTS + 16 * places;
    heap = starts + 2 * places + 4 * CHUNK + SLACK;
    reserveMemory(memory, heap + heapBytes + SLACK);
    ints = new Int32Array(memory.buffer);
    bytes = new Uint8Array(memory.buffer);
    bytes.copyWithin(heap, oldHeap, oldHeap + used); // what lies highest first: nothing is overwritten
    bytes.copyWithin(starts, oldStarts, oldStarts + 4 * (size + 1));
    if (old.length === 4 * places) return;
    ints.fill(0, SLOTS / 4, SLOTS / 4 + 4 * places);
    for (let i = 0; i < old.length; i += 4) {
      if (old[i] === 0) continue;
      let place = old[i + 1]! & (places - 1);
      while (ints[SLOTS / 4 + 4 * place] !== 0) place = (place + 1) & (places - 1);
      for (let k = 0; k < 4; k++) ints[SLOTS / 4 + 4 * place + k] = old[i + k]!;
    }
  }

  /** Copies strings from `row` on until a chunk is full; gives the row after the last. */
  function stage(
    { offsets, bytes: source }: Parameters<ByteTable["encode"]>[0],
    row: number,
    to: number,
  ): number {
    const base = offsets[row]!;
    let end = row;
    while (end < to && end - row < CHUNK && offsets[end + 1]! - base <= CHUNK_BYTES) {
      ints[OFFSETS / 4 + end - row] = offsets[end]! - base;
      end++;
    }
    ints[OFFSETS / 4 + end - row] = offsets[end]! - base;
    bytes.set(source.subarray(base, offsets[end]!), BYTES);
    return end;
  }

  const table: ByteTable = {
    get size() {
      return sizeNow();
    },
    get bytes() {
      return bytes.subarray(heap, heap + heapUsed());
    },
    get starts() {
      return new Uint32Array(memory.buffer, starts, sizeNow() + 1);
    },
    find(source, from, to) {
      if (to - from > LONGEST_BYTES) return -1;
      stage({ offsets: Int32Array.of(from, to), bytes: source }, 0, 1);
      kernel.hash(OFFSETS, BYTES, 1, HASHES);
      const hash = ints[HASHES / 4]!;
      for (let place = hash & (places - 1); ; place = (place + 1) & (places - 1)) {
        const slot = SLOTS / 4 + 4 * place;
        if (ints[slot] === 0) return -1;
        if (ints[slot + 1] !== hash || ints[slot + 3] !== to - from) continue;
        ints[CODES / 4] = ints[slot]! - 1;
        ints[BEGINS / 4] = ints[slot + 2]!;
        kernel.verify(OFFSETS, BYTES, 1, CODES, BEGINS, heap);
        if (ints[CODES / 4]! >= 0) return ints[CODES / 4]!;
      }
    },
    encode(column, from, to, codes, admit) {
      for (let row = from, end = from; row < to; row = end) {
        makeRoom();
        end = stage(column, row, to);
        const rows = end - row;
        kernel.hash(OFFSETS, BYTES, rows, HASHES);
        // What stands behind the last row is of an earlier chunk, or zero: any place may be read.
        kernel.touch(HASHES, (rows + 7) & ~7, SLOTS, places - 1);
        kernel.probe(OFFSETS, HASHES, rows, CODES, BEGINS, SLOTS, places - 1);
        kernel.fetch(BEGINS, (rows + 7) & ~7, heap);
        kernel.verify(OFFSETS, BYTES, rows, CODES, BEGINS, heap);
        let admitted = -1;
        for (let at = 0; ; ) {
          at = kernel.settle(
            OFFSETS,
            BYTES,
            at,
            rows,
            admitted,
            HASHES,
            CODES,
            SLOTS,
            places - 1,
            starts,
            heap,
          );
          if (at === rows) break;
          if (admit(row + at)) admitted = at;
          else at++; // it keeps −1
        }
        codes.set(ints.subarray(CODES / 4, CODES / 4 + rows), row);
      }
    },
  };
  const offsets = Int32Array.from(from.starts.subarray(0, from.size + 1));
  table.encode({ offsets, bytes: from.bytes }, 0, from.size, new Int32Array(from.size), () => true);
  return table;
}

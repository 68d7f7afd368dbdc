import type { ByteTable } from "./_byte-table.ts";

/** The table in TypeScript: where WebAssembly cannot run, and for the few ids that it would not pay for. */
export function createPlainTable(): ByteTable {
  let bytes = new Uint8Array(1024);
  let starts = new Uint32Array(65);
  let size = 0;
  /** In pairs: code + 1, which is zero where the place is free, and hash. At most half of the places are taken. */
  let slots = new Int32Array(2 * 128);

  function placeOf(hash: number): number {
    const mask = slots.length / 2 - 1;
    let place = hash & mask;
    while (slots[2 * place] !== 0) place = (place + 1) & mask;
    return 2 * place;
  }

  function makeRoom(length: number): void {
    if (starts[size]! + length > bytes.length) {
      bytes = copied(bytes, new Uint8Array(Math.max(2 * bytes.length, bytes.length + length)));
    }
    if (size + 2 > starts.length) starts = copied(starts, new Uint32Array(2 * starts.length));
    if (4 * (size + 1) <= slots.length) return;
    const old = slots;
    slots = new Int32Array(2 * old.length);
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === 0) continue;
      const place = placeOf(old[i + 1]!);
      slots[place] = old[i]!;
      slots[place + 1] = old[i + 1]!;
    }
  }

  function find(source: Uint8Array, from: number, to: number): number {
    const hash = hashOf(source, from, to);
    const mask = slots.length / 2 - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const code = slots[2 * place]! - 1;
      if (code < 0) return -1;
      if (slots[2 * place + 1] !== hash) continue;
      const start = starts[code]!;
      if (starts[code + 1]! - start !== to - from) continue;
      let i = from;
      while (i < to && source[i] === bytes[start + i - from]) i++;
      if (i === to) return code;
    }
  }

  function append(source: Uint8Array, from: number, to: number): number {
    makeRoom(to - from);
    const hash = hashOf(source, from, to);
    const place = placeOf(hash);
    const start = starts[size]!;
    for (let i = from; i < to; i++) bytes[start + i - from] = source[i]!;
    starts[size + 1] = start + to - from;
    size += 1;
    slots[place] = size;
    slots[place + 1] = hash;
    return size - 1;
  }

  return {
    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
    get starts() {
      return starts;
    },
    find,
    encode({ offsets, bytes: source }, from, to, codes, admit) {
      for (let row = from; row < to; row++) {
        const [start, end] = [offsets[row]!, offsets[row + 1]!];
        let code = find(source, start, end);
        if (code < 0 && (isPlain(source, start, end) || admit(row))) code = append(source, start, end);
        codes[row] = code;
      }
    },
  };
}

function isPlain(source: Uint8Array, from: number, to: number): boolean {
  if (to - from < 1 || to - from > 200) return false;
  for (let i = from; i < to; i++) if (source[i]! === 0 || source[i]! > 0x7f) return false;
  return true;
}

function copied<A extends Uint8Array | Uint32Array>(values: A, into: A): A {
  into.set(values);
  return into;
}

/** Four bytes at a step, mixed as in MurmurHash3: ids often differ in their last digits alone. */
function hashOf(source: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const four = source[i]! | (source[i + 1]! << 8) | (source[i + 2]! << 16) | (source[i + 3]! << 24);
    hash = Math.imul(hash ^ Math.imul(four, 0xcc9e2d51), 0x1b873593);
    hash ^= hash >>> 15;
  }
  for (; i < to; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

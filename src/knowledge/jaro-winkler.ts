/**
 * Measures how alike two short texts are, from 0 (nothing in common) to 1 (equal), by code points.
 *
 * `jaro = (m/|a| + m/|b| + (m − t)/m) / 3`, `winkler = jaro + ℓ · 0.1 · (1 − jaro)`
 *
 * where `m` counts the characters found in both within `⌊max(|a|, |b|)/2⌋ − 1` places, `t` is half the number of
 * those that stand in another order, and `ℓ ≤ 4` is the length of the common beginning. Two empty texts are equal.
 *
 * Source: W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi–Sunter Model of Record
 * Linkage", 1990; the common beginning counts whatever the Jaro value is.
 *
 * @example
 * ```ts
 * import { jaroWinkler } from "clientele/knowledge";
 *
 * jaroWinkler("martha", "marhta").toFixed(3); // => "0.961"
 * jaroWinkler("林美玲", "林美玲"); // => 1
 * jaroWinkler("abc", "xyz"); // => 0
 * ```
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const room = Math.max(a.length, b.length) <= shared.size ? shared : makeRoom(Math.max(a.length, b.length));
  const [left, right] = [writePoints(a, room.a), writePoints(b, room.b)];
  if (left === 0 || right === 0) return 0;
  const similarity = jaro(room, left, right);
  let prefix = 0;
  while (prefix < 4 && prefix < left && prefix < right && room.a[prefix] === room.b[prefix]) prefix++;
  return similarity + prefix * 0.1 * (1 - similarity);
}

interface Room {
  readonly size: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** The points of `a` that were found in `b`, in their order. */
  readonly found: Uint32Array;
  /** Which points of `b` were found. */
  readonly taken: Uint8Array;
}

const makeRoom = (size: number): Room => ({
  size,
  a: new Uint32Array(size),
  b: new Uint32Array(size),
  found: new Uint32Array(size),
  taken: new Uint8Array(size),
});

// Names are compared by the million, so short ones share one room; a call leaves nothing in it that another reads.
const shared = /* @__PURE__ */ makeRoom(64);

/** Writes the code points of a text and tells how many they are. */
function writePoints(text: string, into: Uint32Array): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i++;
    into[size++] = point;
  }
  return size;
}

function jaro({ a, b, found, taken }: Room, left: number, right: number): number {
  const reach = Math.max(0, Math.floor(Math.max(left, right) / 2) - 1);
  taken.fill(0, 0, right);
  let matches = 0;
  for (let i = 0; i < left; i++) {
    const end = Math.min(right, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue;
      taken[j] = 1;
      found[matches++] = a[i]!;
      break;
    }
  }
  if (matches === 0) return 0;
  let displaced = 0;
  let k = 0;
  for (let j = 0; j < right; j++) if (taken[j] === 1 && b[j] !== found[k++]) displaced++;
  return (matches / left + matches / right + (matches - displaced / 2) / matches) / 3;
}

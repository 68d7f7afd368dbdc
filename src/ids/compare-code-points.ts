/**
 * Orders two texts by code points, which is the order of their UTF-8 bytes and the one that databases share.
 *
 * JavaScript's own order is that of UTF-16 units, in which U+1F600 comes before U+FF5E.
 *
 * @returns below zero if `a` comes first, above zero if `b` does, zero if they are equal
 *
 * @example
 * ```ts
 * import { compareCodePoints } from "clientele";
 *
 * compareCodePoints("～", "😀") < 0; // => true
 * "～" < "😀"; // => false
 * ```
 */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return place(x) - place(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for the code points above U+FFFF, so they go after the rest of the plane. */
function place(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Both orders agree below the surrogates; the engine's own sort is several times faster there. */
const BEYOND = /[\ud800-\uffff]/;

/** Sorts texts in place by code points and returns them. */
export function sortByCodePoints(texts: string[]): string[] {
  return texts.some((text) => BEYOND.test(text)) ? texts.sort(compareCodePoints) : texts.sort();
}

/**
 * A hash of a text that is the same on every machine and for ever: FNV-1a over UTF-16 code units, its bits then mixed
 * as MurmurHash3 finishes, so that texts which differ in their last letter only fall far apart.
 *
 * Fowler, Noll and Vo, FNV-1a, 32 bits; Appleby, MurmurHash3, fmix32.
 */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

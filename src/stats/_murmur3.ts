/**
 * MurmurHash3_x86_128 (Austin Appleby, public domain) of a text in UTF-8, with a 128-bit key in place of the
 * 32-bit seed: the original's seed `s` is the key (s, s, s, s). The four words of the hash replace the key.
 *
 * A hash of full avalanche, so that seeds and labels as near as "1" and "2" start unrelated streams.
 */
export function murmur3(text: string, key: Int32Array): void {
  const bytes = asBytes(text);
  const length = bytes.length;
  const whole = length - (length % 16);
  let h1 = key[0]!;
  let h2 = key[1]!;
  let h3 = key[2]!;
  let h4 = key[3]!;
  for (let at = 0; at < whole; at += 16) {
    h1 = (Math.imul(rotate(h1 ^ scatter1(word(bytes, at)), 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 = (Math.imul(rotate(h2 ^ scatter2(word(bytes, at + 4)), 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 = (Math.imul(rotate(h3 ^ scatter3(word(bytes, at + 8)), 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 = (Math.imul(rotate(h4 ^ scatter4(word(bytes, at + 12)), 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  // Missing bytes are read as zero, and a zero word scatters to zero: the tail needs no cases.
  h1 ^= scatter1(word(bytes, whole)) ^ length;
  h2 ^= scatter2(word(bytes, whole + 4)) ^ length;
  h3 ^= scatter3(word(bytes, whole + 8)) ^ length;
  h4 ^= scatter4(word(bytes, whole + 12)) ^ length;

  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = finish((h2 + h1) | 0);
  h3 = finish((h3 + h1) | 0);
  h4 = finish((h4 + h1) | 0);
  h1 = (finish(h1) + h2 + h3 + h4) | 0;
  key[0] = h1;
  key[1] = h2 + h1;
  key[2] = h3 + h1;
  key[3] = h4 + h1;
}

const scatter1 = (k: number): number => Math.imul(rotate(Math.imul(k, 0x239b961b), 15), 0xab0e9789);
const scatter2 = (k: number): number => Math.imul(rotate(Math.imul(k, 0xab0e9789), 16), 0x38b34ae5);
const scatter3 = (k: number): number => Math.imul(rotate(Math.imul(k, 0x38b34ae5), 17), 0xa1e38b93);
const scatter4 = (k: number): number => Math.imul(rotate(Math.imul(k, 0xa1e38b93), 18), 0x239b961b);

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** Four bytes, least significant first, or as many as are left. */
function word(bytes: string, at: number): number {
  let bits = 0;
  for (let i = Math.min(at + 4, bytes.length) - 1; i >= at; i--) bits = (bits << 8) | bytes.charCodeAt(i);
  return bits;
}

function finish(h: number): number {
  const a = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return b ^ (b >>> 16);
}

/**
 * The UTF-8 bytes of a text, one per character of the result: ASCII, the usual case, is its own answer and costs
 * nothing. A lone surrogate is written like any other code point, so that no two texts collide.
 */
function asBytes(text: string): string {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) < 0x80) at++;
  if (at === text.length) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    bytes.push(more === 0 ? point : ((0xff00 >> (more + 1)) & 0xff) | (point >> (6 * more)));
    for (let left = more - 1; left >= 0; left--) bytes.push(0x80 | ((point >> (6 * left)) & 0x3f));
  }
  return bytes.map((byte) => String.fromCharCode(byte)).join("");
}

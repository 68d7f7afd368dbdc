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
  const [left, right] = [Array.from(a), Array.from(b)];
  if (left.length === 0 || right.length === 0) return 0;
  const similarity = jaro(left, right);
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix++;
  return similarity + prefix * 0.1 * (1 - similarity);
}

function jaro(a: readonly string[], b: readonly string[]): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const found: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue;
      taken[j] = 1;
      found.push(a[i]!);
      break;
    }
  }
  const matches = found.length;
  if (matches === 0) return 0;
  let displaced = 0;
  let k = 0;
  for (let j = 0; j < b.length; j++) if (taken[j] === 1 && b[j] !== found[k++]) displaced++;
  return (matches / a.length + matches / b.length + (matches - displaced / 2) / matches) / 3;
}

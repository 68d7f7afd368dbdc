import { jaroWinkler } from "./jaro-winkler.ts";
import type { NormalisedName } from "./normalise-name.ts";

/**
 * Measures how alike two normalised names are, from 0 to 1: each word of the name with fewer words is paired with the
 * word of the other it is most alike, each used once, and the Jaro–Winkler values are averaged by length; letters of
 * unpaired words count as unlike.
 *
 * `similarity = Σ w(a, b)·(|a| + |b|) / Σ|all words|`
 *
 * A single letter pairs with a word that begins with it at 0.9. Names in Han, kana or hangul are one word each.
 *
 * @example
 * ```ts
 * import { nameSimilarity, normaliseName } from "clientele/knowledge";
 *
 * nameSimilarity(normaliseName("Jonathan Smith"), normaliseName("Smith, Jonathon")).toFixed(2); // => "0.97"
 * nameSimilarity(normaliseName("王小明"), normaliseName("王大明")) < 0.85; // => true
 * ```
 */
export function nameSimilarity(a: NormalisedName, b: NormalisedName): number {
  if (a.key === b.key) return 1;
  if (a.cjk !== b.cjk) return 0;
  const [few, many] = inOrder(a, b) ? [a.words, b.words] : [b.words, a.words];
  const taken = new Uint8Array(many.length);
  let alike = 0;
  let all = 0;
  for (const word of many) all += word.length;
  // The longest words are the most telling, so they choose first; ties in code-point order, for either argument order.
  for (const word of [...few].sort((x, y) => y.length - x.length)) {
    all += word.length;
    let best = 0;
    let at = -1;
    for (let j = 0; j < many.length; j++) {
      if (taken[j] === 1) continue;
      const value = wordSimilarity(word, many[j]!);
      if (value > best) [best, at] = [value, j];
    }
    if (at < 0) continue;
    taken[at] = 1;
    alike += best * (word.length + many[at]!.length);
  }
  return all === 0 ? 0 : alike / all;
}

/** One fixed order of the two names, so that the measure is symmetric to the last bit. */
function inOrder(a: NormalisedName, b: NormalisedName): boolean {
  return a.words.length === b.words.length ? a.key < b.key : a.words.length < b.words.length;
}

function wordSimilarity(a: string, b: string): number {
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.9 : 0;
  return jaroWinkler(a, b);
}

/** The law of a sum of scores under the hypothesis: the probability of each value, from 0 in steps of one. */
export type SumLaw = Float64Array;

/**
 * The law of the sum of the scores of m values out of all, every choice equally likely: each value in turn is chosen with
 * the chance that remains for it, so that all terms are positive and add up to 1.
 *
 * @param scores - whole numbers from 0 up
 */
export function lawOfChosenSum(scores: ArrayLike<number>, m: number): SumLaw {
  const all = scores.length;
  if (m > all - m) {
    // The values not chosen are fewer: their sum is what is left of the total, and costs less to follow.
    const rest = lawOfChosenSum(scores, all - m);
    const total = Array.from(scores).reduce((sum, score) => sum + score, 0);
    const law = new Float64Array(total + 1);
    for (const [s, p] of rest.entries()) law[total - s] = p;
    return law;
  }
  const sorted = Int32Array.from(Array.from(scores)).sort();
  let largest = 0;
  for (let i = 0; i < m; i++) largest += sorted[all - 1 - i]!;
  const byCount = Array.from({ length: m + 1 }, () => new Float64Array(largest + 1));
  const top = new Int32Array(m + 1); // no sum of so many is larger yet
  byCount[0]![0] = 1;
  for (let i = 0; i < all; i++) {
    const score = sorted[i]!;
    const left = all - i;
    for (let k = Math.min(i, m); k >= 0; k--) {
      const take = (m - k) / left;
      const from = byCount[k]!;
      const to = k < m ? byCount[k + 1]! : undefined;
      for (let s = top[k]!; s >= 0; s--) {
        const p = from[s]!;
        if (p === 0) continue;
        if (to !== undefined && take > 0) to[s + score] = to[s + score]! + p * take;
        from[s] = take >= 1 ? 0 : p * (1 - take);
      }
      if (k < m && take > 0) top[k + 1] = Math.max(top[k + 1]!, top[k]! + score);
    }
  }
  return byCount[m]!;
}

/** The law of the sum of scores of which each counts with a chance of one half. */
export function lawOfSignedSum(scores: ArrayLike<number>): SumLaw {
  const whole = Array.from(scores);
  const law = new Float64Array(whole.reduce((sum, score) => sum + score, 0) + 1);
  law[0] = 1;
  let top = 0;
  for (const score of whole) {
    for (let s = top; s >= 0; s--) {
      const half = law[s]! / 2;
      law[s] = half;
      law[s + score] = law[s + score]! + half;
    }
    top += score;
  }
  return law;
}

/** P(S ≤ s) and P(S ≥ s). */
export function tailsOf(law: SumLaw, s: number): { readonly less: number; readonly greater: number } {
  let [less, greater] = [0, 0];
  for (let i = 0; i <= s; i++) less += law[i]!;
  for (let i = law.length - 1; i >= s; i--) greater += law[i]!;
  return { less: Math.min(1, less), greater: Math.min(1, greater) };
}

/** The smallest s with P(S ≤ s) ≥ p. */
export function quantileOf(law: SumLaw, p: number): number {
  let sum = 0;
  for (let s = 0; s < law.length; s++) {
    sum += law[s]!;
    if (sum >= p * (1 - 1e-12)) return s;
  }
  return law.length - 1;
}

/** Σ (t³ − t) over the runs of equal values of sorted numbers. */
export function tieTerm(sorted: ArrayLike<number>): number {
  let sum = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const t = to - from;
    sum += t * (t * t - 1);
  }
  return sum;
}

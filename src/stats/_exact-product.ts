/** Veltkamp's constant, 2²⁷ + 1: cuts a double into two halves whose products are exact. */
const SPLIT = 134217729;

/** What a·b loses by rounding, exactly (Dekker 1971), while |a|, |b| and |a·b| stay below 1e290. */
export function productRest(a: number, b: number, product: number): number {
  const [p, q] = [SPLIT * a, SPLIT * b];
  const aHigh = p - (p - a);
  const bHigh = q - (q - b);
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** What a + b loses by rounding, exactly (Knuth's two-sum). */
export function sumRest(a: number, b: number, sum: number): number {
  const added = sum - a;
  return a - (sum - added) + (b - added);
}

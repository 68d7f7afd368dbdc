const SPLIT = 134217729; // 2²⁷ + 1

/**
 * A running sum of products, as if computed in twice the precision and rounded once (Ogita, Rump and Oishi 2005,
 * algorithm Dot2): what makes corrections of a solution worth adding.
 *
 * @returns start + low − Σ a_k x_k over `count` numbers of a from `at` on
 */
export function exactRest(
  start: number,
  low: number,
  a: Float64Array,
  at: number,
  x: Float64Array,
  count: number,
): number {
  let sum = start;
  let rest = low;
  // The two exact rests of _exact-product.ts, written out: a call for each would take most of the time.
  for (let k = 0; k < count; k++) {
    const value = -a[at + k]!;
    const factor = x[k]!;
    const product = value * factor;
    const p = SPLIT * value;
    const q = SPLIT * factor;
    const valueHigh = p - (p - value);
    const factorHigh = q - (q - factor);
    const valueLow = value - valueHigh;
    const factorLow = factor - factorHigh;
    rest +=
      valueHigh * factorHigh - product + valueHigh * factorLow + valueLow * factorHigh + valueLow * factorLow;
    const next = sum + product;
    const added = next - sum;
    rest += sum - (next - added) + (product - added);
    sum = next;
  }
  return sum + rest;
}

const SPLIT = 134217729; // 2²⁷ + 1

/**
 * A running sum of products, as if computed in twice the precision and rounded once (Ogita, Rump and Oishi 2005,
 * algorithm Dot2): what makes corrections of a solution worth adding.
 *
 * @returns start − Σ a_k x_k over `count` numbers of a from `at` on
 */
export function exactRest(
  start: number,
  a: Float64Array,
  at: number,
  x: Float64Array,
  count: number,
): number {
  let sum = start;
  let rest = 0;
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

/** b − r − Σ_k (x_k + low_k) a_k for columns a_k, each number as if computed in twice the precision. */
export function exactRestOfColumns(
  b: Float64Array,
  r: Float64Array,
  columns: readonly Float64Array[],
  x: Float64Array,
  low: Float64Array,
): Float64Array {
  const count = columns.length;
  const row = new Float64Array(count + 1);
  const factors = new Float64Array(count + 1);
  factors.set(x.subarray(0, count));
  factors[count] = 1;
  return b.map((start, i) => {
    for (let k = 0; k < count; k++) row[k] = columns[k]![i]!;
    row[count] = r[i]!;
    let rest = exactRest(start, row, 0, factors, count + 1);
    for (let k = 0; k < count; k++) rest -= row[k]! * low[k]!;
    return rest;
  });
}

import { productRest, sumRest } from "./_exact-product.ts";

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
  for (let k = 0; k < count; k++) {
    const value = -a[at + k]!;
    const product = value * x[k]!;
    rest += productRest(value, x[k]!, product);
    const next = sum + product;
    rest += sumRest(sum, product, next);
    sum = next;
  }
  return sum + rest;
}

import { wrongParameter } from "./_check.ts";
import { chebyshev, polynomial } from "./_polynomial.ts";

/** The zero of ψ and what the double lacks of it. */
const ROOT = 1.4616321449683622;
const ROOT_REST = 9.549995429965697e-17;

/** ψ(x) / (x − root) on 1 ≤ x ≤ 2, in 2x − 3 (scripts/golden/coefficients.py). */
const AROUND_ROOT = [
  0.983570260441567, -0.2270640863346444, 0.03336889902393011, -0.005320077271596548, 0.0008788656937820505,
  -0.00014773492650606044, 0.000025060543468359146, -0.0000042721034029993324, 7.302769272465923e-7,
  -1.2502886813559594e-7, 2.1425009322359472e-8, -3.673295918565179e-9, 6.299717236108931e-10,
  -1.080593028883266e-10, 1.853735192053638e-11, -3.18023536582553e-12, 5.456147570322795e-13,
  -9.360993131036438e-14, 1.606064636295075e-14, -2.7555431377438815e-15, 4.727736178601912e-16,
  -8.11148420346509e-17, 1.391707769474154e-17,
];

/** B₂ₖ / 2k, the coefficients of the asymptotic series (DLMF 5.11.2). */
const ASYMPTOTIC = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/**
 * Computes the digamma function, the derivative of log-gamma.
 *
 * ψ(x) = d/dx ln Γ(x)
 *
 * Precise also beside its zero at 1.4616…. From 10 up the asymptotic series (DLMF 5.11.2), below it the recurrence
 * ψ(x + 1) = ψ(x) + 1/x (DLMF 5.5.2) and a Chebyshev series around the zero.
 *
 * @param x - a positive number of at least 1e-308 (below, the value exceeds a double)
 * @throws RangeError when x is not one.
 *
 * @example
 * ```ts
 * import { digamma } from "clientele/stats";
 *
 * digamma(1); // => -0.5772156649015329
 * ```
 */
export function digamma(x: number): number {
  if (!(x >= 1e-308 && x < Number.POSITIVE_INFINITY))
    throw wrongParameter("compute a digamma", "x", "a number of at least 1e-308", x);
  if (x >= 10) {
    const reciprocal = 1 / x;
    const square = reciprocal * reciprocal;
    return Math.log(x) - 0.5 * reciprocal - square * polynomial(ASYMPTOTIC, square);
  }
  if (x < 1) return aroundRoot(x + 1) - 1 / x;
  let sum = 0;
  let rest = x;
  while (rest > 2) sum += 1 / --rest;
  return sum + aroundRoot(rest);
}

/** ψ(x) on 1 ≤ x ≤ 2. */
function aroundRoot(x: number): number {
  return (x - ROOT - ROOT_REST) * chebyshev(AROUND_ROOT, 2 * x - 3);
}

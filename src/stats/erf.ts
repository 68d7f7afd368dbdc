import { checkFinite } from "./_check.ts";
import { polynomial } from "./_polynomial.ts";
import { expMinusSquare, scaledErfc } from "./_scaled-erfc.ts";

/** 2/√π (−1)ᵏ / (k! (2k + 1)), the power series of erf (DLMF 7.6.1). */
const SERIES = /* @__PURE__ */ powerSeries(19);

function powerSeries(terms: number): readonly number[] {
  const coefficients: number[] = [];
  let factor = 2 / Math.sqrt(Math.PI);
  for (let k = 0; k < terms; factor /= -++k) coefficients.push(factor / (2 * k + 1));
  return coefficients;
}

/**
 * Computes the error function.
 *
 * erf x = 2/√π ∫₀ˣ e^(−t²) dt
 *
 * Below 1 the power series (DLMF 7.6.1), from there 1 − erfc x.
 *
 * @param x - a finite number
 * @throws RangeError when x is not one.
 *
 * @example
 * ```ts
 * import { erf } from "clientele/stats";
 *
 * erf(0.5); // => 0.5204998778130465
 * ```
 */
export function erf(x: number): number {
  checkFinite("compute an error function", "x", x);
  return errorFunction(x);
}

/**
 * Computes the complementary error function, without cancellation where it is small.
 *
 * erfc x = 1 − erf x = 2/√π ∫ₓ^∞ e^(−t²) dt
 *
 * A Chebyshev series of (1 + 2x) e^(x²) erfc x (Shepherd and Laframboise 1981). From 26.6 up the value leaves the
 * normal doubles and from 27.3 up it is 0.
 *
 * @param x - a finite number
 * @throws RangeError when x is not one.
 *
 * @example
 * ```ts
 * import { erfc } from "clientele/stats";
 *
 * erfc(10).toExponential(12); // => "2.088487583763e-45"
 * ```
 */
export function erfc(x: number): number {
  checkFinite("compute a complementary error function", "x", x);
  return x < 0.5 ? 1 - errorFunction(x) : expMinusSquare(x) * scaledErfc(x);
}

/** The error function, unchecked. */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size < 1) return x * polynomial(SERIES, x * x);
  const value = 1 - expMinusSquare(size) * scaledErfc(size);
  return x < 0 ? -value : value;
}

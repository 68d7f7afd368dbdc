import { wrongParameter } from "./_check.ts";
import { polynomial } from "./_polynomial.ts";
import { scaledErfc } from "./_scaled-erfc.ts";
import { errorFunction } from "./erf.ts";

const HALF_ROOT_PI = 0.886226925452758;

/**
 * Computes the inverse of the error function.
 *
 * The x with erf x = y
 *
 * @param y - a number between −1 and 1, both excluded: there the inverse is infinite
 * @throws RangeError when y is not one.
 *
 * @example
 * ```ts
 * import { erf, erfInverse } from "clientele/stats";
 *
 * erfInverse(erf(0.25)); // => 0.25
 * ```
 */
export function erfInverse(y: number): number {
  if (!(y > -1 && y < 1))
    throw wrongParameter("invert an error function", "y", "a number between -1 and 1", y);
  const size = Math.abs(y);
  const x = size <= 0.5 ? central(size) : tail(1 - size);
  return y < 0 ? -x : x;
}

/**
 * Computes the inverse of the complementary error function, for values down to the smallest double.
 *
 * The x with erfc x = p
 *
 * @param p - a number between 0 and 2, both excluded: there the inverse is infinite
 * @throws RangeError when p is not one.
 *
 * @example
 * ```ts
 * import { erfcInverse } from "clientele/stats";
 *
 * erfcInverse(1e-300).toFixed(12); // => "26.209469960516"
 * erfcInverse(1.5) === -erfcInverse(0.5); // => true
 * ```
 */
export function erfcInverse(p: number): number {
  if (!(p > 0 && p < 2))
    throw wrongParameter("invert a complementary error function", "p", "a number between 0 and 2", p);
  return inverseComplement(p);
}

/** The same, unchecked. */
export function inverseComplement(p: number): number {
  if (p < 0.5) return tail(p);
  if (p > 1.5) return -tail(2 - p);
  return p > 1 ? -central(p - 1) : central(1 - p);
}

/** The coefficients of the power series of the inverse in ½√π y (DLMF 7.17.2). */
const SERIES = /* @__PURE__ */ inverseSeries(11);

function inverseSeries(terms: number): readonly number[] {
  const c = [1];
  for (let k = 1; k < terms; k++) {
    let sum = 0;
    for (let m = 0; m < k; m++) sum += (c[m]! * c[k - 1 - m]!) / ((m + 1) * (2 * m + 1));
    c.push(sum);
  }
  return c.map((value, k) => value / (2 * k + 1));
}

/** erf x = y for 0 ≤ y ≤ ½: eleven terms of the series, right to 1e-8, and a step of Halley's method; erf″ = −2x erf′. */
function central(y: number): number {
  const w = HALF_ROOT_PI * y;
  const x = w * polynomial(SERIES, w * w);
  const step = (errorFunction(x) - y) * HALF_ROOT_PI * Math.exp(x * x);
  return x - step / (1 + x * step);
}

/**
 * erfc x = p for 0 < p ≤ ½, by Halley's method for ln erfc x = −x² + ln(e^{x²} erfc x), which is nearly a parabola
 * and loses nothing where erfc x does.
 */
function tail(p: number): number {
  const goal = Math.log(p);
  let x = Math.sqrt(Math.max(0.2, -goal - 0.5 * Math.log(-goal * Math.PI)));
  for (let i = 0; i < 12; i++) {
    const scaled = scaledErfc(x);
    const excess = Math.log(scaled) - x * x - goal;
    const slope = -1 / (HALF_ROOT_PI * scaled);
    const newton = excess / slope;
    const step = newton / (1 + newton * (x + 0.5 * slope));
    x -= step;
    if (Math.abs(step) < 1e-5 * x) break;
  }
  return x;
}

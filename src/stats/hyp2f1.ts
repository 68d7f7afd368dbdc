import { describeValue } from "../issues/index.ts";
import { checkFinite, wrongParameter } from "./_check.ts";
import { scaledHypergeometric } from "./_hyp2f1.ts";
import type { ScaledValue } from "./_scaled-value.ts";

/** What a caller may rely on: a value judged worse is refused. */
const PROMISED = 1e-10;

/**
 * Computes Gauss's hypergeometric function.
 *
 * ₂F₁(a, b; c; z) = Σ (a)ₙ(b)ₙ / ((c)ₙ n!) zⁿ, continued to all z below 1
 *
 * Four methods, each with a running estimate of its error, of which the first good one is taken: the power series, as it
 * is or after Euler's transformation (DLMF 15.2.1, 15.8.1); the connection to 1 − z, also where c − a − b is whole
 * or nearly so (DLMF 15.8.4, 15.8.10); Euler's integral (DLMF 15.6.1); for negative z after Pfaff's transformation
 * (DLMF 15.8.1). Where all of them cancel, as between the many zeros of a large a and b beside a small c and a
 * negative z, the call is refused: no value is returned with a relative error judged above 1e-10.
 *
 * @param a - a finite number
 * @param b - a finite number
 * @param c - a finite number, but not 0, −1, −2, …
 * @param z - a number up to 1; 1 itself where c − a − b > 0
 * @throws RangeError when an argument is not one, the value exceeds a double ({@link logHyp2f1} has its logarithm), or
 * it cannot be told to 10 digits. A value below the smallest double is 0.
 *
 * @example
 * ```ts
 * import { hyp2f1 } from "clientele/stats";
 *
 * hyp2f1(1, 1, 2, 0.5).toFixed(12) === (2 * Math.log(2)).toFixed(12); // => true
 * hyp2f1(1.159, 1.606, 2.159, 0.999999).toFixed(6); // => "8269.524450"
 * ```
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  const { value, log } = compute("compute 2F1", a, b, c, z);
  const result = value * Math.exp(log);
  if (Number.isFinite(result)) return result;
  const logarithm = log + Math.log(Math.abs(value));
  if (logarithm < 709.7) return Math.sign(value) * Math.exp(logarithm);
  throw new RangeError(
    `Cannot compute 2F1: the value must be within a double, got e^${logarithm}; take its logarithm with logHyp2f1`,
  );
}

/**
 * Computes the logarithm of Gauss's hypergeometric function, also where the function itself exceeds a double.
 *
 * ln ₂F₁(a, b; c; z)
 *
 * @param a - a finite number
 * @param b - a finite number
 * @param c - a finite number, but not 0, −1, −2, …
 * @param z - a number up to 1; 1 itself where c − a − b > 0
 * @throws RangeError when an argument is not one, the function is not positive there, or it cannot be told to 10
 * digits.
 *
 * @example
 * ```ts
 * import { logHyp2f1 } from "clientele/stats";
 *
 * logHyp2f1(200.243, 202.426, 202.219, 0.99).toFixed(6); // => "923.104348"
 * ```
 */
export function logHyp2f1(a: number, b: number, c: number, z: number): number {
  const doing = "compute the logarithm of 2F1";
  const { value, log, beyondOne } = compute(doing, a, b, c, z);
  if (!(value > 0)) throw wrongParameter(doing, "the function", "positive", value * Math.exp(log));
  if (beyondOne !== undefined && Math.abs(beyondOne) < 0.5) return Math.log1p(beyondOne);
  return log + Math.log(value);
}

function compute(doing: string, a: number, b: number, c: number, z: number): ScaledValue {
  checkFinite(doing, "a", a);
  checkFinite(doing, "b", b);
  checkFinite(doing, "c", c);
  if (c <= 0 && Number.isInteger(c)) throw wrongParameter(doing, "c", "none of 0, -1, -2, …", c);
  if (!(z <= 1 && z > Number.NEGATIVE_INFINITY))
    throw wrongParameter(doing, "z", "a finite number up to 1", z);
  if (z === 1 && !(c - a - b > 0))
    throw wrongParameter(doing, "z", "below 1 where c − a − b is not positive", z);
  const result = scaledHypergeometric(a, b, c, z);
  if (result.error < PROMISED) return result;
  const given = [a, b, c, z].map(describeValue).join(", ");
  throw new RangeError(`Cannot ${doing}: arguments must leave 10 digits after cancellation, got (${given})`);
}

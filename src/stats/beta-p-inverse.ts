import { betaDeviance, betaModalKernel, shortfall } from "./_beta-kernel.ts";
import { betaTails } from "./_beta-tails.ts";
import { checkPositive, wrongParameter } from "./_check.ts";
import { invertTail } from "./_invert-tail.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import { digamma } from "./digamma.ts";
import { inverseComplement } from "./erf-inverse.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";
import { trigamma } from "./trigamma.ts";

/**
 * Computes the inverse of the regularised lower incomplete beta function: the quantile of a beta distribution.
 *
 * The x with Iₓ(a, b) = p
 *
 * Halley's method for the logarithm of the smaller tail, in ln x/(1 − x). A quantile below the smallest normal double
 * or beyond the largest below 1, which small shapes have, may be given as 0 or 1.
 *
 * @param p - a number from 0 to 1
 * @param a - the first shape, a positive number of at least 1e-150
 * @param b - the second shape, a positive number of at least 1e-150
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { betaPInverse } from "clientele/stats";
 *
 * betaPInverse(0.5, 0.793, 2.426).toFixed(12); // => "0.191239813802"
 * ```
 */
export function betaPInverse(p: number, a: number, b: number): number {
  check("p", p, a, b);
  return betaQuantile(p, 1 - p, a, b).x;
}

/**
 * Computes the inverse of the regularised upper incomplete beta function, precise for tails down to 1e-300.
 *
 * The x with 1 − Iₓ(a, b) = q
 *
 * @param q - a number from 0 to 1
 * @param a - the first shape, a positive number of at least 1e-150
 * @param b - the second shape, a positive number of at least 1e-150
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { betaQInverse } from "clientele/stats";
 *
 * betaQInverse(0.25, 1, 2); // => 0.5
 * ```
 */
export function betaQInverse(q: number, a: number, b: number): number {
  check("q", q, a, b);
  return betaQuantile(1 - q, q, a, b).x;
}

function check(name: string, tail: number, a: number, b: number): void {
  const doing = "invert an incomplete beta function";
  if (!(tail >= 0 && tail <= 1)) throw wrongParameter(doing, name, "a number from 0 to 1", tail);
  checkPositive(doing, "a", a);
  checkPositive(doing, "b", b);
  if (a < 1e-150) throw wrongParameter(doing, "a", "at least 1e-150", a);
  if (b < 1e-150) throw wrongParameter(doing, "b", "at least 1e-150", b);
}

/** A point x of [0, 1] with y = 1 − x and x / y, each in full precision. */
export interface Split {
  readonly x: number;
  readonly y: number;
  readonly odds: number;
}

/** The quantile with both tails given, of which the smaller is used; unchecked. */
export function betaQuantile(lower: number, upper: number, a: number, b: number): Split {
  if (lower > upper) {
    const { x, y, odds } = betaQuantile(upper, lower, b, a);
    return { x: y, y: x, odds: 1 / odds };
  }
  const odds = lower === 0 ? 0 : lowerOdds(lower, a, b);
  if (odds === Number.POSITIVE_INFINITY) return { x: 1, y: 0, odds };
  return { x: odds / (1 + odds), y: 1 / (1 + odds), odds };
}

function lowerOdds(lower: number, a: number, b: number): number {
  // Iₓ ≤ oddsᵃ / (a B(a, b)), so this is never above the quantile, and for small odds it is the quantile.
  const powerLaw = (Math.log(lower) + lnGammaOfOnePlus(a) - lnRisingFactorial(b, a)) / a;
  if (powerLaw < -690) return Math.exp(powerLaw);
  const z = Math.SQRT2 * inverseComplement(2 * lower);
  const logStep = Math.sqrt(trigamma(a) + trigamma(b));
  const guess = digamma(a) - digamma(b) - z * logStep;
  const modal = betaModalKernel(a, b);
  return invertTail(lower, true, { logPosition: Math.max(guess, powerLaw), logStep }, (odds) => {
    const [x, y] = [odds / (1 + odds), 1 / (1 + odds)];
    const tail = betaTails(x, y, a, b, modal).lower;
    return { tail, kernel: modal * Math.exp(-betaDeviance(x, y, a, b)), bend: shortfall(x, y, a, b) };
  });
}

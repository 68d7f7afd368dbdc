import { betaDeviance, betaModalKernel, shortfall } from "./_beta-kernel.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import type { Tails } from "./_tails.ts";
import { UNIFORM_DEVIANCE, uniformCoefficients, uniformTail, uniformTerms } from "./_uniform-tail.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";

/** Below this smaller shape the continued fraction is ready before the coefficients of the expansion are. */
const UNIFORM_FROM = 2000;

/**
 * Iₓ(a, b) and 1 − Iₓ(a, b), unchecked; y = 1 − x is given apart, because the caller may know it better than by
 * subtraction.
 *
 * @param modal - {@link betaModalKernel} of the shapes, where the caller has it already
 */
export function betaTails(x: number, y: number, a: number, b: number, modal?: number): Tails {
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  if (a > b) {
    const { lower, upper } = betaTails(y, x, b, a, modal);
    return { lower: upper, upper: lower };
  }
  const n = a + b;
  const distance = betaDeviance(x, y, a, b);
  if (a >= UNIFORM_FROM && distance <= UNIFORM_DEVIANCE * a) {
    const above = n * x > a;
    const tail = uniformTail(a, distance, above, uniformCoefficients(a / n, uniformTerms(a, distance)));
    return above ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };
  }
  const kernel = (modal ?? betaModalKernel(a, b)) * Math.exp(-distance);
  const below = shortfall(x, y, a, b);
  if (x * (n + 2) > a + 1) {
    const upper = kernel * fraction(y, x, b, a, -below);
    return { lower: 1 - upper, upper };
  }
  const bySeries = n * x < 0.7 * (a + 1) && x < 0.5;
  const lower = bySeries ? (kernel / a) * series(x, a, b) : kernel * fraction(x, y, a, b, below);
  if (a >= 1 || lower < 0.5) return { lower, upper: 1 - lower };
  const upper = upperOfSmallShape(x, a, b);
  return { lower: 1 - upper, upper };
}

/** Σ (a + b)ₙ / (a + 1)ₙ xⁿ (DLMF 8.17.8). */
function series(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; ; n++) {
    term *= ((a + b + n) / (a + 1 + n)) * x;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Iₓ(a, b) as a multiple of xᵃ yᵇ / B(a, b): the even part of the continued fraction of DLMF 8.17.22, which has every
 * second convergent, in the form of DiDonato and Morris, "Significant digit computation of the incomplete beta
 * function ratios" (1992), whose terms do not cancel; by Steed's method.
 *
 * @param below - a − (a + b) x, see {@link shortfall}
 */
function fraction(x: number, y: number, a: number, b: number, below: number): number {
  const n = a + b;
  let d = (a + 1) / (a * (below + 1));
  let change = d;
  let sum = d;
  for (let m = 1; Math.abs(change) > 1e-17 * sum; m++) {
    const k = a + 2 * m;
    const even = (m * (b - m) * x) / (k - 1);
    const numerator = ((a + m - 1) / (k - 1)) * (n + m - 1) * even * x;
    const denominator = m + even + ((a + m) / (k + 1)) * (below + 1 + m * (1 + y));
    d = 1 / (denominator + numerator * d);
    change *= denominator * d - 1;
    sum += change;
  }
  return sum;
}

/**
 * 1 − Iₓ(a, b) for a < 1 where it is the smaller tail: Iₓ = xᵃ / (a B(a, b)) · (1 + v) and
 * v = a Σ (1 − b)ₙ xⁿ / (n! (a + n)) (DLMF 8.17.7), the ones subtracted beforehand.
 */
function upperOfSmallShape(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 10_000; n++) {
    term *= ((n - b) / n) * x;
    const next = sum + term / (a + n);
    if (next === sum) break;
    sum = next;
  }
  const rise = Math.expm1(a * Math.log(x) - lnGammaOfOnePlus(a) + lnRisingFactorial(b, a));
  return -rise - (1 + rise) * a * sum;
}

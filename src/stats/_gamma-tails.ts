import { deviance } from "./_deviance.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import { modalKernel } from "./_modal-kernel.ts";
import type { Tails } from "./_tails.ts";
import { UNIFORM_DEVIANCE, UNIFORM_FROM, uniformCoefficients, uniformTail } from "./_uniform-tail.ts";

const COEFFICIENTS = /* @__PURE__ */ uniformCoefficients(0);

/**
 * P(a, x) and Q(a, x) for x ≥ 0 and a > 0, unchecked.
 *
 * @param modal - {@link modalKernel} of the shape, where the caller has it already
 */
export function gammaTails(x: number, a: number, modal?: number): Tails {
  if (x === 0) return { lower: 0, upper: 1 };
  const distance = deviance(a, x);
  if (a >= UNIFORM_FROM && distance <= UNIFORM_DEVIANCE * a) {
    const tail = uniformTail(a, distance, x > a, COEFFICIENTS);
    return x > a ? { lower: 1 - tail, upper: tail } : { lower: tail, upper: 1 - tail };
  }
  const kernel = (modal ?? modalKernel(a)) * Math.exp(-distance);
  if (x > a + 1) {
    const upper = kernel * fraction(x, a);
    return { lower: 1 - upper, upper };
  }
  const lower = (kernel / a) * series(x, a);
  if (a >= 1 || lower < 0.5) return { lower, upper: 1 - lower };
  const upper = upperOfSmallShape(x, a);
  return { lower: 1 - upper, upper };
}

/** Σ xⁿ / (a + 1)ₙ (DLMF 8.7.1). */
function series(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let n = a + 1; ; n++) {
    term *= x / n;
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** The continued fraction 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − …)) (DLMF 8.9.2, contracted), by Steed's method. */
function fraction(x: number, a: number): number {
  let b = x + 1 - a;
  let d = 1 / b;
  let change = d;
  let sum = d;
  for (let n = 1; Math.abs(change) > 1e-17 * sum; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    change *= b * d - 1;
    sum += change;
  }
  return sum;
}

/**
 * Q(a, x) for a < 1 where it is the smaller tail: 1 − P with P = xᵃ/Γ(a + 1) · (1 + v) and
 * v = a Σ (−x)ⁿ / (n! (a + n)) (DLMF 8.7.3), the ones subtracted beforehand.
 */
function upperOfSmallShape(x: number, a: number): number {
  let term = 1;
  let sum = 0;
  for (let n = 1; ; n++) {
    term *= -x / n;
    const next = sum + term / (a + n);
    if (next === sum) break;
    sum = next;
  }
  const rise = Math.expm1(a * Math.log(x) - lnGammaOfOnePlus(a));
  return -rise - (1 + rise) * a * sum;
}

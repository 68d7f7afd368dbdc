import { betaDeviance } from "./_beta-kernel.ts";
import type { GaussParameters } from "./_hyp2f1-parameters.ts";
import { logModalKernel } from "./_modal-kernel.ts";
import { NOT_APPLICABLE, type ScaledValue } from "./_scaled-value.ts";

/** A smaller exponent falls too slowly for log-odds that end with the doubles, at 700. */
const SLOWEST = 0.06;

/**
 * ₂F₁(a, b; c; z) for 0 < b < c and z = 1 − w < 1 by Euler's integral (DLMF 15.6.1)
 *
 * 1/B(b, c − b) ∫₀¹ tᵇ⁻¹ (1 − t)ᶜ⁻ᵇ⁻¹ (1 − zt)⁻ᵃ dt.
 *
 * In the log-odds u of t the integrand has one peak and falls exponentially to both sides; with u = peak + σ sinh v
 * it falls doubly so, and the trapezoidal rule gains digits with every halving of its step (Takahasi and Mori,
 * "Double exponential formulas for numerical integration", 1974). Nothing cancels, whatever the parameters.
 */
export function hypergeometricIntegral({ a, b, cb }: GaussParameters, z: number, w: number): ScaledValue {
  if (!(b > SLOWEST && cb > SLOWEST)) return NOT_APPLICABLE;
  const logIntegrand = (u: number): number => {
    const t = 1 / (1 + Math.exp(-u));
    const rest = 1 / (1 + Math.exp(u));
    if (t === 0 || rest === 0) return Number.NEGATIVE_INFINITY;
    return -betaDeviance(t, rest, b, cb) - a * (z < 0.5 ? Math.log1p(-z * t) : Math.log(rest + w * t));
  };
  const { u: peak, width } = peakOf(a, b, cb, z, w);
  const top = logIntegrand(peak);
  if (!Number.isFinite(top)) return NOT_APPLICABLE;
  const at = (v: number): number => Math.exp(logIntegrand(peak + width * Math.sinh(v)) - top) * Math.cosh(v);

  let step = 0.5;
  let sum = 1 + side(at, step, step) + side(at, -step, -step);
  for (let halving = 0; halving < 8; halving++) {
    const between = side(at, step / 2, step) + side(at, -step / 2, -step);
    const change = Math.abs(between - sum) / (between + sum);
    sum += between;
    step /= 2;
    // The digits double with every halving.
    if (change < 1e-8) {
      const log = top + logModalKernel(b) + logModalKernel(cb) - logModalKernel(b + cb);
      const error = 4e-16 + change * change + Math.abs(top) * 1.2e-16;
      return { value: sum * step * width, log, error };
    }
  }
  return NOT_APPLICABLE;
}

/** The sum over one side of the peak, until nothing is added any more. */
function side(at: (v: number) => number, from: number, step: number): number {
  let sum = 0;
  for (let v = from; Math.abs(v) < 8; v += step) {
    const value = at(v);
    sum += value;
    if (value < 1e-18 * sum || value === 0) break;
  }
  return sum;
}

/**
 * The peak of the integrand and its width on the scale of log-odds u, at most 1. The slope in u is
 * b − ct + azt(1 − t)/(1 − zt); its numerator, a parabola in t, is b > 0 at t = 0 and −(c − b)w < 0 at t = 1.
 */
function peakOf(a: number, b: number, cb: number, z: number, w: number): { u: number; width: number } {
  const slope = (u: number): number => {
    const t = 1 / (1 + Math.exp(-u));
    const rest = 1 / (1 + Math.exp(u));
    return b * rest - cb * t + (a * z * t * rest) / (rest + w * t);
  };
  let [low, high] = [-1, 1];
  while (slope(low) < 0 && low > -700) low *= 2;
  while (slope(high) > 0 && high < 700) high *= 2;
  for (let i = 0; i < 40; i++) {
    const middle = 0.5 * (low + high);
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  const u = 0.5 * (low + high);
  const curvature = (slope(u - 1e-3) - slope(u + 1e-3)) / 2e-3;
  return { u, width: curvature > 1 ? 1 / Math.sqrt(curvature) : 1 };
}

import { logBetaKernel } from "./_beta-kernel.ts";
import { betaTails } from "./_beta-tails.ts";
import { lnGammaOfOnePlus } from "./_log-gamma.ts";
import type { Tails } from "./_tails.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";

/** Odds beyond are told by their logarithm alone. */
const HUGE = 1e290;

/**
 * The tails of the beta distribution at a point given by its odds x / (1 − x), as the t and F distributions have it;
 * the logarithm counts where the odds themselves leave the doubles.
 */
export function betaTailsOfOdds(odds: number, logOdds: number, a: number, b: number): Tails {
  if (odds < 1 / HUGE) return powerTail(logOdds, a, b);
  if (odds > HUGE) {
    const { lower, upper } = powerTail(-logOdds, b, a);
    return { lower: upper, upper: lower };
  }
  return betaTails(odds / (1 + odds), 1 / (1 + odds), a, b);
}

/** ln xᵃ (1 − x)ᵇ / B(a, b) at such a point. */
export function logBetaKernelOfOdds(odds: number, logOdds: number, a: number, b: number): number {
  if (odds < 1 / HUGE) return a * logOdds + Math.log(a) - logScale(a, b);
  if (odds > HUGE) return -b * logOdds + Math.log(b) - logScale(b, a);
  return logBetaKernel(odds / (1 + odds), 1 / (1 + odds), a, b);
}

/** Iₓ(a, b) = xᵃ / (a B(a, b)) for tiny x. */
function powerTail(logX: number, a: number, b: number): Tails {
  const log = a * logX - logScale(a, b);
  return { lower: Math.exp(log), upper: -Math.expm1(log) };
}

/** ln a B(a, b) */
function logScale(a: number, b: number): number {
  return lnGammaOfOnePlus(a) - lnRisingFactorial(b, a);
}

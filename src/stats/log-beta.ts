import { checkPositive } from "./_check.ts";
import { lnGamma, STIRLING_FROM, stirlingError, stirlingErrorChange } from "./_log-gamma.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Computes the logarithm of the beta function.
 *
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b)
 *
 * Where an argument is large, Stirling's series are subtracted term by term (DLMF 5.11.1; DiDonato and Morris,
 * "Significant digit computation of the incomplete beta function ratios", 1992), since the three logarithms would
 * cancel. Where ln B is near 0 (B near 1) the error is some 1e-16 absolute.
 *
 * @param a - a positive number
 * @param b - a positive number
 * @throws RangeError when an argument is not one.
 *
 * @example
 * ```ts
 * import { logBeta } from "clientele/stats";
 *
 * Math.exp(-logBeta(2, 3)).toFixed(10); // => "12.0000000000"
 * logBeta(1e15, 0.793).toFixed(9); // => "-27.230378351"
 * ```
 */
export function logBeta(a: number, b: number): number {
  checkPositive("compute a log-beta", "a", a);
  checkPositive("compute a log-beta", "b", b);
  return a < b ? lnBeta(a, b) : lnBeta(b, a);
}

/** ln B(small, large) for 0 < small ≤ large, unchecked. */
function lnBeta(small: number, large: number): number {
  if (small < STIRLING_FROM) return lnGamma(small) - lnRisingFactorial(large, small);
  // B is symmetric in its arguments, and a / (a + b) has no rounding to speak of.
  const share = small / (small + large);
  return (
    HALF_LOG_TWO_PI -
    0.5 * Math.log(large) +
    stirlingError(small) -
    stirlingErrorChange(large, small) +
    (small - 0.5) * Math.log(share) -
    large * Math.log1p(small / large)
  );
}

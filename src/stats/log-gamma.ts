import { wrongParameter } from "./_check.ts";
import { lnGamma } from "./_log-gamma.ts";

/** Above this ln Γ exceeds a double. */
const LARGEST = 2.5e305;

/**
 * Computes the logarithm of the gamma function.
 *
 * ln Γ(x) = ln ∫₀^∞ tˣ⁻¹ e⁻ᵗ dt; for a whole number n, Γ(n) = (n − 1)!
 *
 * Precise also beside its zeros at 1 and 2. From 10 up Stirling's series (DLMF 5.11.1), below it the recurrence
 * Γ(x + 1) = x Γ(x) and the series around 2 (DLMF 5.7.3).
 *
 * @param x - a positive number up to 2.5e305
 * @throws RangeError when x is not one.
 *
 * @example
 * ```ts
 * import { logGamma } from "clientele/stats";
 *
 * Math.exp(logGamma(5)).toFixed(10); // => "24.0000000000"
 * logGamma(0.5) === 0.5 * Math.log(Math.PI); // => true
 * ```
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x <= LARGEST))
    throw wrongParameter("compute a log-gamma", "x", "a positive number up to 2.5e305", x);
  return lnGamma(x);
}

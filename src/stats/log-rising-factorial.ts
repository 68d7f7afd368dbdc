import { checkFinite, checkPositive, wrongParameter } from "./_check.ts";
import { lnGamma, STIRLING_FROM, stirlingErrorChange } from "./_log-gamma.ts";

/**
 * Computes the logarithm of a rising factorial (Pochhammer symbol), of a real number of factors.
 *
 * ln (x)ₙ = ln Γ(x + n) − ln Γ(x) = ln x(x + 1)…(x + n − 1)
 *
 * The difference is taken before it can cancel (of Stirling's series term by term, DLMF 5.11.1), so that a tiny n
 * beside a large x keeps all digits. Likelihoods should use it and never subtract two log-gammas.
 *
 * @param x - a positive number
 * @param n - how many factors; may be a fraction, or negative down to −x
 * @throws RangeError when x or x + n is not positive, or the value exceeds a double.
 *
 * @example
 * ```ts
 * import { logRisingFactorial } from "clientele/stats";
 *
 * Math.exp(logRisingFactorial(3, 2)).toFixed(10); // => "12.0000000000"
 * logRisingFactorial(1e15, 0.5) === 0.5 * Math.log(1e15); // => true
 * ```
 */
export function logRisingFactorial(x: number, n: number): number {
  const doing = "compute a log rising factorial";
  checkPositive(doing, "x", x);
  checkFinite(doing, "n", n);
  if (!(x + n > 0)) throw wrongParameter(doing, "n", `above −x = ${-x}`, n);
  const value = lnRisingFactorial(x, n);
  if (!Number.isFinite(value)) throw wrongParameter(doing, "n", "small enough for a finite value", n);
  return value;
}

/** The same, unchecked. */
export function lnRisingFactorial(x: number, n: number): number {
  if (n < 0) return -lnRisingFactorial(x + n, -n);
  if (x < STIRLING_FROM && n >= 0.5 * x && x + n > 0.1) return lnGamma(x + n) - lnGamma(x);
  let from = x;
  let rise = 0; // (x + n)/x · (x + n + 1)/(x + 1) … − 1, as far as the arguments are raised
  for (; from < STIRLING_FROM; from++) rise += (n / from) * (1 + rise);
  const sum = stirlingErrorChange(from, n) - (rise === 0 ? 0 : Math.log1p(rise));
  return sum + (from + n - 0.5) * Math.log1p(n / from) + n * (Math.log(from) - 1);
}

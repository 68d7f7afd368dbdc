import { lnGamma, STIRLING_FROM, smallGamma, stirlingError } from "./_log-gamma.ts";

/**
 * aᵃ e⁻ᵃ / Γ(a), the value of xᵃ e⁻ˣ / Γ(a) at its mode x = a; about √(a / 2π).
 *
 * All densities here are such values times e to the minus of deviances:
 * xᵃ e⁻ˣ / Γ(a) = m(a) e^(−D(a; x)) and xᵃ yᵇ / B(a, b) = m(a) m(b) / m(a + b) · e^(−D(a; (a+b)x) − D(b; (a+b)y)).
 */
export function modalKernel(a: number): number {
  if (a >= STIRLING_FROM) return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a));
  return (a ** a * Math.exp(-a)) / smallGamma(a);
}

/** Its logarithm. */
export function logModalKernel(a: number): number {
  if (a >= STIRLING_FROM) return 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a);
  return a * (Math.log(a) - 1) - lnGamma(a);
}

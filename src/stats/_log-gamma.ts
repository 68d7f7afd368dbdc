import { polynomial } from "./_polynomial.ts";

/** From here on Stirling's series has all the digits of a double. */
export const STIRLING_FROM = 10;

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln Γ(2 + z) / z on −½ ≤ z ≤ ½: the power series of DLMF 5.7.3 brought down to 18 terms by way of its Chebyshev
 * coefficients (scripts/golden/coefficients.py), relative error 2e-17.
 */
const BESIDE_TWO = [
  0.42278433509846713, 0.32246703342411326, -0.0673523010531956, 0.020580808427780335, -0.007385551028937974,
  0.002890510331036772, -0.0011927539009204018, 0.0005096695153484373, -0.00022315497868931946,
  0.00009945767440096764, -0.00004492371708374659, 0.000020505584372896933, -0.000009456338120610123,
  0.0000043847319318293745, -0.0000019741884532905586, 9.199898075671394e-7, -5.812501250599261e-7,
  2.7880013392491846e-7,
];

/** B₂ₖ / (2k (2k − 1)), the coefficients of Stirling's series (DLMF 5.11.1). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;

/** ln Γ(x) for x > 0, unchecked. */
export function lnGamma(x: number): number {
  if (x >= STIRLING_FROM) return (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_TWO_PI + stirlingError(x);
  if (x < 0.5) return lnGammaOnePlus(x) - Math.log(x);
  if (x < 1.5) return lnGammaOnePlus(x - 1);
  let factor = 1;
  let rest = x;
  while (rest >= 2.5) factor *= --rest;
  const z = rest - 2;
  return Math.log(factor) + z * polynomial(BESIDE_TWO, z);
}

/** ln Γ(1 + z) for z > −1, with full relative precision around its zero at z = 0; unchecked. */
export function lnGammaOfOnePlus(z: number): number {
  return Math.abs(z) <= 0.5 ? lnGammaOnePlus(z) : lnGamma(1 + z);
}

/** ln Γ(1 + z) for −½ ≤ z ≤ ½. */
function lnGammaOnePlus(z: number): number {
  return z * polynomial(BESIDE_TWO, z) - Math.log1p(z);
}

/** Γ(x) for 0 < x < 20, unchecked. */
export function smallGamma(x: number): number {
  if (x < 0.5) return Math.exp(x * polynomial(BESIDE_TWO, x)) / (x * (1 + x));
  if (x < 1.5) return Math.exp((x - 1) * polynomial(BESIDE_TWO, x - 1)) / x;
  let factor = 1;
  let rest = x;
  while (rest >= 2.5) factor *= --rest;
  const z = rest - 2;
  return factor * Math.exp(z * polynomial(BESIDE_TWO, z));
}

/** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 10: what Stirling's formula lacks. */
export function stirlingError(x: number): number {
  return polynomial(STIRLING, 1 / x / x) / x;
}

/**
 * stirlingError(x + n) − stirlingError(x) for x and x + n from 10 up, without the cancellation where n is small:
 * x⁻ʲ − (x + n)⁻ʲ = x⁻ʲ (1 − q)(1 + q + … + qʲ⁻¹) with q = x / (x + n).
 */
export function stirlingErrorChange(x: number, n: number): number {
  const q = x / (x + n);
  const square = 1 / x / x;
  let power = 1 / x;
  let [geometric, next] = [1, q];
  let sum = 0;
  for (const coefficient of STIRLING) {
    sum += coefficient * power * geometric;
    geometric += next + next * q;
    next *= q * q;
    power *= square;
  }
  return -sum * (n / (x + n));
}

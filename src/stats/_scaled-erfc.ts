import { chebyshev } from "./_polynomial.ts";

/**
 * (1 + 2x) e^{x²} erfc x for x ≥ 0, in (x − 3.75) / (x + 3.75) (scripts/golden/coefficients.py).
 *
 * The form is that of Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x < ∞",
 * Mathematics of Computation 36 (1981): it runs from 1 to 2/√π, so that the relative precision is even.
 */
const COEFFICIENTS = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189, -0.026658668435305753,
  0.009074997670705265, -0.002413163540417608, 0.0004907758365258086, -0.00006916973302501207,
  0.00000413902798607301, 7.74038306619849e-7, -2.1886401049234397e-7, 1.076499946567091e-8,
  4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11, 2.86879501093067e-11,
  1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14, 3.3478119482868056e-14,
  -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17, 5.068148904796111e-17,
];

/** e^{x²} erfc x for x ≥ 0: what remains of erfc when its steep factor is taken out. */
export function scaledErfc(x: number): number {
  return chebyshev(COEFFICIENTS, (x - 3.75) / (x + 3.75)) / (1 + 2 * x);
}

/** e^{−scale·x²}, with the square taken exactly: rounding it would cost three digits in the far tail. */
export function expMinusSquare(x: number, scale = 1): number {
  const high = Math.fround(x);
  if (!(Math.abs(high) < 1e5)) return 0;
  return Math.exp(-scale * high * high) * Math.exp(-scale * (x - high) * (x + high));
}

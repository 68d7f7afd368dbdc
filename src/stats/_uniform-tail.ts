import { scaledErfc } from "./_scaled-erfc.ts";

/** From this shape on, and within {@link UNIFORM_DEVIANCE} of the mode, the expansion has all digits. */
export const UNIFORM_FROM = 20;

/** The largest deviance, as a multiple of the shape: |η| ≤ 1. */
export const UNIFORM_DEVIANCE = 0.5;

const MOST_TERMS = 32;

/** Every further term is smaller by this: the series of f converges for |η| < 2√π. */
const RADIUS = 2 * Math.sqrt(Math.PI);

/**
 * The tail beyond a point of the gamma or beta distribution on the side where it is smaller, for large shapes.
 *
 * Temme's uniform expansion (DLMF 8.12.3): with ½η² = deviance / m,
 * tail = ½ erfc(√deviance) ± e^(−deviance) / √(2πm) · S(η), where S solves η S = f(η)/G − 1 + S′/m. Its power series
 * is found by the backward recursion of Temme, "On the computation of the incomplete gamma functions for large values
 * of the parameters" (1987), and Gil, Segura and Temme, "Efficient and accurate algorithms for the computation and
 * inversion of the incomplete gamma function ratios" (2012):
 * βₙ₋₁ = fₙ + (n + 1) βₙ₊₁ / m, S = Σ βₙ ηⁿ / (1 + β₁/m).
 *
 * The beta distribution obeys the same equation with an f of its own ({@link uniformCoefficients}).
 *
 * @param m - the shape; the smaller of the two for a beta distribution
 * @param deviance - of the point from the mode
 * @param above - whether the point lies above the mode, so that the tail is the upper one
 * @param coefficients - of f, at least {@link uniformTerms} of them
 */
export function uniformTail(m: number, deviance: number, above: boolean, coefficients: Float64Array): number {
  const eta = (above ? 1 : -1) * Math.sqrt((2 * deviance) / m);
  const terms = Math.min(coefficients.length, uniformTerms(m, deviance));
  let [beta, betaNext] = [0, 0]; // βₙ and βₙ₊₁
  let sum = 0;
  for (let n = terms - 1; n > 0; n--) {
    const before = coefficients[n]! + ((n + 1) * betaNext) / m;
    betaNext = beta;
    beta = before; // βₙ₋₁
    sum = sum * eta + beta;
  }
  const correction = sum / (1 + betaNext / m) / Math.sqrt(2 * Math.PI * m);
  return Math.exp(-deviance) * (0.5 * scaledErfc(Math.sqrt(deviance)) + (above ? correction : -correction));
}

/** How many coefficients of f matter: the terms fall with η / 2√π, and with 1/√m where η is small. */
export function uniformTerms(m: number, deviance: number): number {
  const fall = (Math.sqrt((2 * deviance) / m) + Math.sqrt(MOST_TERMS / m)) / RADIUS;
  return fall < 0.3 ? Math.min(MOST_TERMS, Math.ceil(37 / -Math.log(fall)) + 2) : MOST_TERMS;
}

/**
 * The power series of f(η) = η / u(η), where u u′ = η (1 + (1 − 2ρ)/√(1 − ρ) u − ρ u²) and u ≈ η: u is the distance
 * from the mode in its natural unit, ρ = a / (a + b) the share of the smaller shape; 0 for the gamma distribution.
 */
export function uniformCoefficients(rho: number, terms = MOST_TERMS): Float64Array {
  const skew = (1 - 2 * rho) / Math.sqrt(1 - rho);
  const u = new Float64Array(terms); // u[k] is the coefficient of ηᵏ⁺¹, so that u / η = Σ u[k] ηᵏ
  const f = new Float64Array(terms);
  u[0] = 1;
  f[0] = 1;
  let [square, squareBefore, squareTwoBefore] = [1, 0, 0]; // of the coefficients of (u / η)²
  for (let k = 1; k < terms; k++) {
    // d/dη ½u² = u u′: the coefficient of ηᵏ⁺¹ on both sides.
    squareTwoBefore = squareBefore;
    squareBefore = square;
    square = (2 * (skew * u[k - 1]! - rho * squareTwoBefore)) / (k + 2);
    let pairs = k % 2 === 0 ? 0.5 * u[k / 2]! * u[k / 2]! : 0;
    for (let i = 1; 2 * i < k; i++) pairs += u[i]! * u[k - i]!;
    u[k] = 0.5 * square - pairs;
    let product = u[k]!;
    for (let i = 1; i < k; i++) product += u[i]! * f[k - i]!;
    f[k] = -product;
  }
  return f;
}

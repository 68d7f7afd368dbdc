import { betaP, logBeta } from "../stats/index.ts";

/** Which of two rates is the higher one, as far as is known. */
export interface ResponseComparison {
  /** How likely the first rate is above the second. */
  readonly probability: number;
  /** What is lost on average by taking the first: E max(second − first, 0), in shares of contacts. */
  readonly expectedLoss: number;
}

/** A belief about a rate: Beta(a, b). */
export interface RateBelief {
  /** The first shape, above 0. */
  readonly a: number;
  /** The second shape, above 0. */
  readonly b: number;
}

/** The step of the integral, in spreads of the narrower belief and as logarithm of odds: smooth, so few steps are exact. */
const [STEP, WIDEST] = [0.25, 0.25];

/** Where the density has fallen to e⁻⁴⁵ of its peak, nothing is left of it. */
const GONE = 45;

/**
 * Compares two beliefs about rates: how likely the first is the higher one, and what taking it costs if it is not.
 *
 * P(x > y) = ∫ f(x) G(x) dx; E max(y − x, 0) = ∫ g(y) (y F(y) − E[x; x < y]) dy
 *
 * By the trapezoidal rule over the logarithm of the odds, on which both ends fall off exponentially.
 *
 * @throws RangeError if a shape is not a positive number
 * @see Miller (2015), Formulas for Bayesian A/B testing; Stucchio (2015), Bayesian A/B testing at VWO
 *
 * @example
 * ```ts
 * import { compareResponses } from "clientele/campaign";
 *
 * compareResponses({ a: 26, b: 26 }, { a: 16, b: 36 }).probability.toFixed(9); // => "0.978585179"
 * compareResponses({ a: 26, b: 26 }, { a: 16, b: 36 }).expectedLoss.toFixed(9); // => "0.000762265"
 * ```
 */
export function compareResponses(first: RateBelief, second: RateBelief): ResponseComparison {
  for (const [name, { a, b }] of [["first", first] as const, ["second", second] as const])
    for (const [shape, value] of [["a", a] as const, ["b", b] as const])
      if (!(Number.isFinite(value) && value > 0))
        throw new RangeError(
          `Cannot compare responses: ${shape} of the ${name} must be a positive number, got ${value}`,
        );
  const probability = expectation(first, second, (x) => betaP(x, second.a, second.b));
  const mean = first.a / (first.a + first.b);
  // E[x; x < y] of Beta(a, b) is its mean times the distribution of Beta(a + 1, b).
  const expectedLoss = expectation(
    second,
    first,
    (y) => y * betaP(y, first.a, first.b) - mean * betaP(y, first.a + 1, first.b),
  );
  return Object.freeze({
    probability: Math.min(1, Math.max(0, probability)),
    expectedLoss: Math.max(0, expectedLoss),
  });
}

/** The mean of a function of a rate that changes where the other belief has its mass. */
function expectation({ a, b }: RateBelief, other: RateBelief, of: (rate: number) => number): number {
  // Of s = ln(x / (1 − x)) the density is e^{as} / (1 + eˢ)^{a+b} / B(a, b), highest at ln(a / b).
  const constant = -logBeta(a, b);
  const logDensity = (s: number): number =>
    constant +
    (s < 0 ? a * s - (a + b) * Math.log1p(Math.exp(s)) : -b * s - (a + b) * Math.log1p(Math.exp(-s)));
  const peak = Math.log(a) - Math.log(b);
  const from = edge(logDensity, peak, -1);
  const to = edge(logDensity, peak, 1);
  const narrow = Math.sqrt(Math.min(1 / a + 1 / b, 1 / other.a + 1 / other.b));
  const steps = Math.ceil((to - from) / Math.min(WIDEST, STEP * narrow));
  const step = (to - from) / steps;
  let [sum, mass] = [0, 0];
  for (let i = 0; i <= steps; i++) {
    const s = from + i * step;
    const weight = Math.exp(logDensity(s));
    mass += weight;
    sum += weight * of(s < 0 ? Math.exp(s) / (1 + Math.exp(s)) : 1 / (1 + Math.exp(-s)));
  }
  return sum / mass;
}

/** Where the density is gone on one side of its peak. */
function edge(logDensity: (s: number) => number, peak: number, side: 1 | -1): number {
  const least = logDensity(peak) - GONE;
  let far = 1;
  while (logDensity(peak + side * far) > least) far *= 2;
  let near = 0;
  for (let i = 0; i < 40; i++) {
    const middle = (near + far) / 2;
    if (logDensity(peak + side * middle) > least) near = middle;
    else far = middle;
  }
  return peak + side * far;
}

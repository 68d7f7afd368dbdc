import { NOT_APPLICABLE, type ScaledValue } from "./_scaled-value.ts";

const MOST_TERMS = 400_000;

/** Above this the running sum is scaled down. */
const LARGE = 1e250;

/**
 * ₂F₁(a, b; c; z) by its power series Σ (a)ₙ(b)ₙ / ((c)ₙ n!) zⁿ for |z| < 1 (DLMF 15.2.1).
 *
 * The error is judged by the terms: as many digits are lost as their absolute sum exceeds their sum.
 */
export function hypergeometricSeries(
  a: number,
  b: number,
  c: number,
  z: number,
  most = MOST_TERMS,
): ScaledValue {
  const signsSettled = Math.max(-a, -b, -c);
  const hump = Math.max(0, a + b - c - 1);
  let term = 1;
  let sum = 0; // without the leading one
  let one = 1;
  let size = 1;
  let log = 0;
  let n = 0;
  for (; n < most && term !== 0; n++) {
    const ratio = ((a + n) / (c + n)) * ((b + n) / (n + 1)) * z;
    term *= ratio;
    sum += term;
    size += Math.abs(term);
    if (size > LARGE) {
      term /= LARGE;
      sum /= LARGE;
      one /= LARGE;
      size /= LARGE;
      log += Math.log(LARGE);
    }
    if (n <= signsSettled) continue;
    // From here on no ratio exceeds this one or the bound of the later ones.
    const fall = Math.max(Math.abs(ratio), Math.abs(z) * (1 + hump / (n + 1)));
    // Small beside the sum, and also beside the sum without its one, whose logarithm may be asked for.
    const enough = 1e-17 * (1 - fall) * Math.min(Math.abs(one + sum), Math.abs(sum));
    if (Math.abs(term) * fall < enough) break;
    if (n % 32 === 31 && tooFar(Math.abs(term) / enough, Math.min(Math.abs(ratio), Math.abs(z)), most - n))
      return NOT_APPLICABLE;
  }
  if (n === most && term !== 0) return NOT_APPLICABLE;
  const value = one + sum;
  const error = 1.2e-16 * (2 + Math.sqrt(n)) * (size / Math.abs(value));
  return { value, log, error, beyondOne: log === 0 ? sum : undefined };
}

/** Whether a term still so many times too large will not fall in time, were each ratio the smallest possible. */
function tooFar(excess: number, ratio: number, steps: number): boolean {
  return excess > 0 && -Math.log(ratio) * steps < Math.log(excess);
}

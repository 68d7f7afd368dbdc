import { euler, type GaussParameters, swap } from "./_hyp2f1-parameters.ts";
import { hypergeometricSeries } from "./_hyp2f1-series.ts";
import { lnGamma } from "./_log-gamma.ts";
import { addScaled, NOT_APPLICABLE, type ScaledValue, scaleBy } from "./_scaled-value.ts";
import { type SignedLog, signedLogGamma, sinPi } from "./_signed-log-gamma.ts";
import { digamma } from "./digamma.ts";
import { lnRisingFactorial } from "./log-rising-factorial.ts";

const MOST_TERMS = 2000;

/** Closer than this to a whole number the two parts of the connection are joined before they cancel. */
const CLOSE = 0.1;

/**
 * ₂F₁(a, b; c; 1 − w) for small w > 0, by the connection to series in w (DLMF 15.8.4), with s = c − a − b:
 *
 * Γ(c)Γ(s)/(Γ(a + s)Γ(b + s)) Σ (a)ₖ(b)ₖ/((1 − s)ₖ k!) wᵏ
 *   + wˢ Γ(c)Γ(−s)/(Γ(a)Γ(b)) Σ (a + s)ₖ(b + s)ₖ/((1 + s)ₖ k!) wᵏ
 *
 * Where s is close to a whole number the parts are nearly opposite and are joined: {@link joinedParts}.
 */
export function hypergeometricNearOne(parameters: GaussParameters, w: number): ScaledValue {
  const { a, b, ca, cb, s } = parameters;
  if (s < -0.5) return scaleBy(hypergeometricNearOne(euler(parameters), w), s * Math.log(w));
  if ([a, b, ca, cb].some((x) => x <= 0 && Number.isInteger(x))) return NOT_APPLICABLE;
  if (Math.abs(a) > Math.abs(b)) return hypergeometricNearOne(swap(parameters), w);
  const m = Math.round(s);
  const distance = Math.abs(s - m);
  if (distance < CLOSE) {
    const second = joinedParts(parameters, m, w);
    const value =
      m === 0 ? second : addScaled(times(partialSum(a, b, 1 - s, w, m), gaussQuotient(parameters)), second);
    if (value !== NOT_APPLICABLE || distance < 1e-3) return value;
  }
  const first = hypergeometricSeries(a, b, 1 - s, w, MOST_TERMS);
  const second = hypergeometricSeries(ca, cb, 1 + s, w, MOST_TERMS);
  return addScaled(
    times(first, gaussQuotient(parameters)),
    scaleBy(times(second, otherQuotient(parameters)), s * Math.log(w)),
  );
}

/** ₂F₁(a, b; c; 1) = Γ(c)Γ(s)/(Γ(c − a)Γ(c − b)) for s > 0 (DLMF 15.4.20). */
export function gaussQuotient({ a, b, c, ca, cb, s }: GaussParameters): SignedLog {
  const [small, large, n] = ca < cb ? [ca, cb, b] : [cb, ca, a]; // c − n = large, s + n = small
  if (!(large > 0 && c > 0.5)) return quotient([c, s], [ca, cb]);
  const front = lnGammaExcess(c, large, n);
  if (s > 0 && small > 0) return { log: front - lnRisingFactorial(s, n), sign: 1 };
  const rest = quotient([s], [small]);
  return { log: front + rest.log, sign: rest.sign };
}

/** Γ(c)Γ(−s)/(Γ(a)Γ(b)). */
function otherQuotient({ a, b, c, ca, cb, s }: GaussParameters): SignedLog {
  const [small, large, n] = a < b ? [a, b, cb] : [b, a, ca];
  if (!(large > 0 && c > 0.5)) return quotient([c, -s], [a, b]);
  const rest = quotient([-s], [small]);
  return { log: lnGammaExcess(c, large, n) + rest.log, sign: rest.sign };
}

/** ln Γ(c) − ln Γ(c − n) for c − n = rest > 0. */
function lnGammaExcess(c: number, rest: number, n: number): number {
  return Math.abs(n) < rest ? lnRisingFactorial(rest, n) : lnGamma(c) - lnGamma(rest);
}

function quotient(above: readonly number[], below: readonly number[]): SignedLog {
  let log = 0;
  let sign = 1;
  for (const x of above) {
    const gamma = signedLogGamma(x);
    log += gamma.log;
    sign *= gamma.sign;
  }
  for (const x of below) {
    const gamma = signedLogGamma(x);
    log -= gamma.log;
    sign *= gamma.sign;
  }
  return { log, sign };
}

function times(scaled: ScaledValue, factor: SignedLog): ScaledValue {
  return scaleBy({ value: scaled.value * factor.sign, log: scaled.log, error: scaled.error }, factor.log);
}

/** The first m terms of the power series. */
function partialSum(a: number, b: number, c: number, z: number, m: number): ScaledValue {
  let [term, sum, size] = [1, 1, 1];
  for (let k = 0; k < m - 1; k++) {
    term *= ((a + k) / (c + k)) * ((b + k) / (k + 1)) * z;
    sum += term;
    size += Math.abs(term);
  }
  return { value: sum, log: 0, error: 1.2e-16 * (4 + Math.sqrt(m)) * (size / Math.abs(sum)) };
}

/**
 * All of the connection but the first m terms, for s = m + ε: with (1 − s)ₖ written as Γ-functions, the terms
 * of the two parts pair up as Uⱼ − Vⱼ wᵋ with Uⱼ = Vⱼ at ε = 0, so that
 *
 * (Uⱼ − Vⱼ wᵋ)/ε = −Uⱼ (e^(εLⱼ) − 1)/ε, Lⱼ = ln w + D(a + m + j) + D(b + m + j) − D(1 + m + j) − D(1 + j − ε),
 *
 * where D(x) = (ln Γ(x + ε) − ln Γ(x))/ε. At ε = 0 this is the limit of DLMF 15.8.10 with D = ψ.
 */
function joinedParts({ a, b, c, cb, s }: GaussParameters, m: number, w: number): ScaledValue {
  const epsilon = s - m;
  const growths = [a + m, b + m, 1 + m, 1 - epsilon].map((x) => logGammaSlope(x, epsilon));
  const [growthA, growthB, growthM, growthOne] = growths as [number, number, number, number];
  if (growths.some(Number.isNaN)) return NOT_APPLICABLE;
  let logarithm = Math.log(w) + growthA + growthB - growthM - growthOne;
  let [weight, sum, size] = [1, 0, 0];
  for (let j = 0; j < MOST_TERMS; j++) {
    const rise = epsilon === 0 ? logarithm : Math.expm1(epsilon * logarithm) / epsilon;
    const term = -weight * rise;
    sum += term;
    // The logarithm itself is a sum that may cancel.
    size += Math.abs(term) + Math.abs(weight);
    const [x, y] = [a + m + j, b + m + j];
    const ratio = ((x * y) / ((1 + j - epsilon) * (1 + m + j))) * w;
    weight *= ratio;
    logarithm += slopeStep(x, epsilon) + slopeStep(y, epsilon);
    logarithm -= slopeStep(1 + m + j, epsilon) + slopeStep(1 + j - epsilon, epsilon);
    if (Number.isNaN(logarithm)) return NOT_APPLICABLE;
    if (x > 0 && y > 0 && ratio < 0.9 && Math.abs(weight) * (1 + Math.abs(rise)) < 1e-18 * Math.abs(sum))
      break;
    if (j === MOST_TERMS - 1) return NOT_APPLICABLE;
  }
  const reflection = epsilon === 0 ? 1 : (Math.PI * epsilon) / sinPi(epsilon);
  const [front, whole] =
    b > 0 && c > 0.5
      ? [lnGammaExcess(c, b, cb), quotient([], [a, 1 - epsilon, 1 + m])]
      : [0, quotient([c], [a, b, 1 - epsilon, 1 + m])];
  const log = front + whole.log + m * Math.log(w) - epsilon * (growthA + growthB);
  const sign = whole.sign * (m % 2 === 0 ? 1 : -1);
  return scaleBy({ value: sign * reflection * sum, log: 0, error: (6e-16 * size) / Math.abs(sum) }, log);
}

/** D(x) = (ln |Γ(x + ε)| − ln |Γ(x)|)/ε, ψ(x) at ε = 0; NaN where a sign changes between. */
function logGammaSlope(x: number, epsilon: number): number {
  if (x > 0.5) return epsilon === 0 ? digamma(x) : lnRisingFactorial(x, epsilon) / epsilon;
  // The reflection Γ(x) Γ(1 − x) = π / sin πx on both.
  const cotangent = 1 / Math.tan(Math.PI * (x - Math.round(x)));
  if (epsilon === 0) return digamma(1 - x) - Math.PI * cotangent;
  const half = Math.sin((Math.PI * epsilon) / 2);
  const sines = Math.log1p(cotangent * Math.sin(Math.PI * epsilon) - 2 * half * half);
  return (-lnRisingFactorial(1 - x, -epsilon) - sines) / epsilon;
}

/** D(x + 1) − D(x). */
function slopeStep(x: number, epsilon: number): number {
  return epsilon === 0 ? 1 / x : Math.log1p(epsilon / x) / epsilon;
}

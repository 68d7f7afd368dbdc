import { hypergeometricIntegral } from "./_hyp2f1-integral.ts";
import { gaussQuotient, hypergeometricNearOne } from "./_hyp2f1-near-one.ts";
import { type GaussParameters, gaussParameters, pfaff, swap } from "./_hyp2f1-parameters.ts";
import { hypergeometricSeries } from "./_hyp2f1-series.ts";
import { NOT_APPLICABLE, type ScaledValue, scaleBy } from "./_scaled-value.ts";

/** A result judged this good is taken at once. */
const GOOD = 5e-13;

/** Below this the long series is not tried any more. */
const SUFFICIENT = 1e-11;

/** Terms of the series that cost less than setting up anything else, and than the integral. */
const FEW = 250;
const SOME = 5000;

/** ₂F₁(a, b; c; z) for z ≤ 1, with the judged error of the best method found. */
export function scaledHypergeometric(a: number, b: number, c: number, z: number): ScaledValue {
  const parameters = gaussParameters(a, b, c);
  if (z === 1) return atOne(parameters);
  if (z >= 0) return onUnitInterval(parameters, z, 1 - z);
  const [v, w] = [-z / (1 - z), 1 / (1 - z)];
  const logarithm = Math.log1p(-z);
  const series = (): ScaledValue => (z > -0.5 ? hypergeometricSeries(a, b, c, z, FEW) : NOT_APPLICABLE);
  const keepingA = (): ScaledValue => scaleBy(onUnitInterval(pfaff(parameters), v, w), -a * logarithm);
  const keepingB = (): ScaledValue => scaleBy(onUnitInterval(pfaff(swap(parameters)), v, w), -b * logarithm);
  // With positive parameters nothing cancels.
  return Math.min(a, parameters.cb) > 0
    ? best([series, keepingA, keepingB])
    : best([series, keepingB, keepingA]);
}

/** For z = 1 and c − a − b > 0, by Gauss's sum; for a polynomial by its terms. */
function atOne(parameters: GaussParameters): ScaledValue {
  const { log, sign } = gaussQuotient(parameters);
  return log === Number.NEGATIVE_INFINITY
    ? { value: 0, log: 0, error: 0 }
    : scaleBy({ value: sign, log: 0, error: 1e-15 }, log);
}

/** For 0 ≤ z < 1, with w = 1 − z. */
function onUnitInterval(parameters: GaussParameters, z: number, w: number): ScaledValue {
  const { a, b, c, ca, cb, s } = parameters;
  const direct = (most?: number): ScaledValue => hypergeometricSeries(a, b, c, z, most);
  const transformed = (most?: number): ScaledValue =>
    scaleBy(hypergeometricSeries(ca, cb, c, z, most), s * (z < 0.5 ? Math.log1p(-z) : Math.log(w)));
  const nearOne = (): ScaledValue => hypergeometricNearOne(parameters, w);
  const integral = (): ScaledValue => anyIntegral(parameters, z, w);
  const [first, second] =
    Math.abs(a * b) <= Math.abs(ca * cb) ? [direct, transformed] : [transformed, direct];
  const close = w < 0.3 && w * Math.min(Math.abs(a * b), Math.abs(ca * cb)) < 20 * (1 + Math.abs(s));
  const quick = close ? [() => first(FEW), nearOne] : [];
  const found = best([...quick, () => first(SOME), () => second(SOME), integral, nearOne]);
  return found.error < SUFFICIENT ? found : best([() => found, first, second]);
}

/** Euler's integral over the power of the larger parameter, where it exists. */
function anyIntegral(parameters: GaussParameters, z: number, w: number): ScaledValue {
  const [first, second] =
    parameters.b > parameters.a ? [parameters, swap(parameters)] : [swap(parameters), parameters];
  const value = hypergeometricIntegral(first, z, w);
  return value === NOT_APPLICABLE ? hypergeometricIntegral(second, z, w) : value;
}

/** The first good result, or else the best. */
function best(methods: readonly (() => ScaledValue)[]): ScaledValue {
  let found = NOT_APPLICABLE;
  for (const method of methods) {
    const result = method();
    if (result.error < GOOD) return result;
    if (result.error < found.error) found = result;
  }
  return found;
}

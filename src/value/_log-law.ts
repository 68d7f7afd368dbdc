import { type Coefficient, fitLinear, predictLinear } from "../stats/index.ts";

/** A law `y = e^a · x^e`, and how far it lies from customers that it has not seen. */
export interface LogLaw {
  /** The power, with its interval by HC3. */
  readonly power: Coefficient;
  /** ln y less what the law of the other customers says of it, by row. */
  readonly errors: Float64Array;
  /** ln y less the mean of the others. */
  readonly naiveErrors: Float64Array;
}

/** The data of a law, each number a logarithm, and how it is fitted. */
export interface LogLawData {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly confidence: number;
  readonly folds: number;
}

/** Fits `ln y = a + e · ln x` by least squares, and every part of the rows by the others. */
export function fitLogLaw(doing: string, { name, x, y, confidence, folds }: LogLawData): LogLaw {
  const fitOf = (rows: readonly number[]) => {
    const fit = fitLinear(
      { response: rows.map((i) => y[i]!), predictors: { [name]: rows.map((i) => x[i]!) } },
      { confidence, standardErrors: "hc3", dependentColumns: "drop" },
    );
    if (fit.kind === "insufficient") throw new RangeError(`Cannot ${doing}: too few customers to fit`);
    return fit;
  };
  const all = [...x.keys()];
  const [errors, naiveErrors] = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let fold = 0; fold < folds; fold++) {
    const asked = all.filter((i) => i % folds === fold);
    const rest = all.filter((i) => i % folds !== fold);
    const fit = fitOf(rest);
    const kept = fit.coefficients.some((one) => one.name === name);
    const predicted = predictLinear(fit, kept ? { [name]: asked.map((i) => x[i]!) } : {});
    const mean = rest.reduce((sum, i) => sum + y[i]!, 0) / rest.length;
    asked.forEach((i, row) => {
      errors[i] = y[i]! - (predicted.mean[row] ?? mean);
      naiveErrors[i] = y[i]! - mean;
    });
  }
  return { power: fitOf(all).coefficients.find((one) => one.name === name)!, errors, naiveErrors };
}

/** e to the mean absolute error: the usual factor, up or down. */
export function usualFactor(errors: Float64Array): number {
  return Math.exp(errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length);
}

/**
 * The error that a new customer's exceeds with a probability of at most 1 − confidence: the ⌈(n + 1) · confidence⌉-th smallest;
 * infinite where there are too few for it.
 */
export function conformalError(errors: readonly number[], confidence: number): number {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length + 1) * confidence) - 1] ?? Number.POSITIVE_INFINITY;
}

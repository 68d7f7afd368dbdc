import { fitLinear, type LinearFit, predictLinear } from "../stats/index.ts";
import { FEATURES, type FeatureColumns } from "./_value-features.ts";

/** What a regression says of some customers, in the currency itself. */
export interface ModelPrediction {
  /** Means. */
  readonly expected: Float64Array;
  /** Medians. */
  readonly typical: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** A regression of what the next period brings on the features of one, on a scale. */
export interface ValueModel {
  fit(columns: FeatureColumns, response: Float64Array, rows: readonly number[]): FittedModel;
  predict(fitted: FittedModel, columns: FeatureColumns, rows: readonly number[]): ModelPrediction;
}

/** A regression, and the errors that it made of the roots of what may be below zero. */
interface FittedModel {
  readonly fit: LinearFit;
  readonly errors: readonly number[];
}

/**
 * On the scale of roots, whose scatter does not grow with the amount: `√next = x β + ε`, so the median is `(x β)²` and the
 * mean `(x β)² + σ²`, and an interval of the root squared is one of the amount. Amounts below zero have their sign; where
 * they are usual (profit), the median may be negative too, and the mean is told by smearing: what is left of many customers
 * who cost a little and bring nothing is not normal.
 */
export function createValueModel(
  task: string,
  options: {
    readonly scale: "root" | "linear";
    readonly confidence: number;
    /** What is a usual amount, by which large ones are told. */
    readonly usual: number;
    /** Whether a customer may be expected to bring less than nothing. */
    readonly signed: boolean;
  },
): ValueModel {
  const { scale, confidence, usual, signed } = options;
  const isRoot = scale === "root";
  const toScale = (amount: number): number =>
    isRoot ? Math.sign(amount) * Math.sqrt(Math.abs(amount)) : amount;
  const fromScale = (value: number): number => (isRoot ? Math.sign(value) * value * value : value);
  const columnOf = (columns: FeatureColumns, name: (typeof FEATURES)[number], rows: readonly number[]) =>
    Float64Array.from(rows, (i) => {
      const value = columns[name][i]!;
      if (name === "monetary" || name === "growth") return toScale(value);
      return isRoot ? Math.log1p(value) : value;
    });
  const pick = (columns: FeatureColumns, rows: readonly number[]): Record<string, Float64Array> => ({
    ...Object.fromEntries(FEATURES.map((name) => [name, columnOf(columns, name, rows)])),
    // The root alone would foretell too much of the many small customers.
    ...(isRoot
      ? { size: Float64Array.from(rows, (i) => Math.log1p(Math.max(columns.monetary[i]!, 0) / usual)) }
      : {}),
  });
  const predictOf = (fit: LinearFit, all: Readonly<Record<string, Float64Array>>) => {
    const kept = fit.coefficients.map(({ name }) => name).filter((name) => name in all);
    return predictLinear(fit, Object.fromEntries(kept.map((name) => [name, all[name]!])));
  };
  return {
    fit(columns, response, rows) {
      const predictors = pick(columns, rows);
      const roots = rows.map((i) => toScale(response[i]!));
      const fit = fitLinear(
        { response: roots, predictors },
        { confidence, standardErrors: "hc3", dependentColumns: "drop" },
      );
      if (fit.kind === "insufficient") throw new RangeError(`Cannot ${task}: too few customers to fit`);
      if (!(isRoot && signed)) return { fit, errors: [] };
      const { mean } = predictOf(fit, predictors);
      return { fit, errors: spreadErrors(roots.map((root, row) => root - mean[row]!)) };
    },
    predict({ fit, errors }, columns, rows) {
      const predicted = predictOf(fit, pick(columns, rows));
      // A median of revenue below zero would say that a customer gives back what was never bought.
      const typical = predicted.mean.map((one) =>
        isRoot ? fromScale(signed ? one : Math.max(one, 0)) : one,
      );
      const meanOf = (root: number, i: number): number =>
        signed ? smear(root, errors) : typical[i]! + fit.dispersion;
      return {
        expected: isRoot ? predicted.mean.map(meanOf) : predicted.mean,
        typical,
        lower: predicted.observationLower.map(fromScale),
        upper: predicted.observationUpper.map(fromScale),
      };
    },
  };
}

/** The mean of an amount whose root is about `root`, with the errors that the fit made (Duan's smearing, 1983). */
function smear(root: number, errors: readonly number[]): number {
  let sum = 0;
  for (const error of errors) sum += (root + error) * Math.abs(root + error);
  return sum / errors.length;
}

/** So many errors stand for all: enough, and the work grows no faster than the customers. */
const SMEARED = 400;

/** Errors evenly spaced among the sorted ones, first and last left out by half a step. */
function spreadErrors(errors: readonly number[]): readonly number[] {
  if (errors.length <= SMEARED) return errors;
  const sorted = [...errors].sort((a, b) => a - b);
  return Array.from(
    { length: SMEARED },
    (_, i) => sorted[Math.floor(((i + 0.5) / SMEARED) * sorted.length)]!,
  );
}

/** Predicts every customer by a model of the others: dealt into parts by the order of their ids. */
export function predictHeldOut(
  model: ValueModel,
  data: { readonly columns: FeatureColumns; readonly response: Float64Array; readonly folds: number },
): ModelPrediction {
  const { columns, response, folds } = data;
  const all = [...response.keys()];
  const found: ModelPrediction = {
    expected: new Float64Array(all.length),
    typical: new Float64Array(all.length),
    lower: new Float64Array(all.length),
    upper: new Float64Array(all.length),
  };
  for (let fold = 0; fold < folds; fold++) {
    const asked = all.filter((i) => i % folds === fold);
    const fitted = model.fit(
      columns,
      response,
      all.filter((i) => i % folds !== fold),
    );
    const predicted = model.predict(fitted, columns, asked);
    for (const name of ["expected", "typical", "lower", "upper"] as const) {
      asked.forEach((i, row) => {
        found[name][i] = predicted[name][row]!;
      });
    }
  }
  return found;
}

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

/** A regression of the next period's revenue on the features of one, on a scale. */
export interface ValueModel {
  fit(columns: FeatureColumns, response: Float64Array, rows: readonly number[]): LinearFit;
  predict(fit: LinearFit, columns: FeatureColumns, rows: readonly number[]): ModelPrediction;
}

/**
 * On the scale of roots, whose scatter does not grow with the amount: `√next = x β + ε`, so the median is `(x β)²` and the
 * mean `(x β)² + σ²`, and an interval of the root squared is one of the amount. Amounts below zero have their sign.
 */
export function createValueModel(
  task: string,
  options: {
    readonly scale: "root" | "linear";
    readonly confidence: number;
    /** What is a usual amount, by which large ones are told. */
    readonly usual: number;
  },
): ValueModel {
  const { scale, confidence, usual } = options;
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
  return {
    fit(columns, response, rows) {
      const fit = fitLinear(
        { response: rows.map((i) => toScale(response[i]!)), predictors: pick(columns, rows) },
        { confidence, standardErrors: "hc3", dependentColumns: "drop" },
      );
      if (fit.kind === "insufficient") throw new RangeError(`Cannot ${task}: too few customers to fit`);
      return fit;
    },
    predict(fit, columns, rows) {
      const all = pick(columns, rows);
      const kept = fit.coefficients.map(({ name }) => name).filter((name) => name in all);
      const predicted = predictLinear(fit, Object.fromEntries(kept.map((name) => [name, all[name]!])));
      // A median below zero would say that a customer gives back what was never bought.
      const typical = predicted.mean.map((one) => (isRoot ? fromScale(Math.max(one, 0)) : one));
      return {
        expected: isRoot ? typical.map((one) => one + fit.dispersion) : predicted.mean,
        typical,
        lower: predicted.observationLower.map(fromScale),
        upper: predicted.observationUpper.map(fromScale),
      };
    },
  };
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
    const fit = model.fit(
      columns,
      response,
      all.filter((i) => i % folds !== fold),
    );
    const predicted = model.predict(fit, columns, asked);
    for (const name of ["expected", "typical", "lower", "upper"] as const) {
      asked.forEach((i, row) => {
        found[name][i] = predicted[name][row]!;
      });
    }
  }
  return found;
}

import { wrongParameter } from "./_check.ts";
import { INTERCEPT, toColumn } from "./_design.ts";
import type { Distribution } from "./distribution.ts";
import type { Matrix } from "./matrix.ts";
import type { Prediction, PredictionTable } from "./prediction-table.ts";
import type { Predictors } from "./regression-data.ts";

/** The columns that coefficients ask for, with ones for the intercept, and how many rows there are. */
export function columnsFor(
  doing: string,
  names: readonly string[],
  predictors: Predictors,
  rows?: number,
): { readonly size: number; readonly columns: readonly Float64Array[] } {
  const asked = names.filter((name) => name !== INTERCEPT);
  const [first] = asked.length > 0 ? asked : Object.keys(predictors);
  const size = first === undefined ? rows : predictors[first]?.length;
  if (size === undefined)
    throw wrongParameter(doing, "predictors", `with a column ${first ?? "of any name"}`, predictors);
  const columns = names.map((name) => {
    if (name === INTERCEPT) return new Float64Array(size).fill(1);
    if (!Object.hasOwn(predictors, name))
      throw wrongParameter(doing, "predictors", `with a column ${name}`, Object.keys(predictors));
    return toColumn(doing, name, predictors[name]!, size);
  });
  return { size, columns };
}

export function checkConfidence(doing: string, confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw wrongParameter(doing, "confidence", "a number between 0 and 1", confidence);
  return (1 - confidence) / 2;
}

/** √(xᵀ V x) of every row. */
export function errorsOf(columns: readonly Float64Array[], covariance: Matrix, size: number): Float64Array {
  const errors = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let a = 0; a < columns.length; a++) {
      const row = covariance[a]!;
      let inner = 0;
      for (let b = 0; b < columns.length; b++) inner += row[b]! * columns[b]![i]!;
      sum += columns[a]![i]! * inner;
    }
    errors[i] = Math.sqrt(Math.max(0, sum));
  }
  return errors;
}

/** Means and their intervals: made on the linear scale, carried over by the inverse link. */
export function predictionTable(
  eta: Float64Array,
  standardError: Float64Array,
  {
    distribution,
    tail,
    inverseLink,
  }: {
    readonly distribution: Distribution;
    readonly tail: number;
    readonly inverseLink: (eta: number) => number;
  },
): PredictionTable {
  const quantile = distribution.upperQuantile(tail);
  const mean = eta.map(inverseLink);
  const lower = eta.map((one, i) => inverseLink(one - quantile * standardError[i]!));
  const upper = eta.map((one, i) => inverseLink(one + quantile * standardError[i]!));
  return tableOf({ mean, standardError, lower, upper });
}

/** Columns of one length as a table with rows. */
export function tableOf<Row extends Prediction>(
  columns: {
    readonly [K in keyof Row]: Float64Array;
  },
): { readonly [K in keyof Row]: Float64Array } & Iterable<Row> & {
    readonly size: number;
    row(i: number): Row;
  } {
  const names = Object.keys(columns) as (keyof Row)[];
  const size = columns.mean.length;
  const row = (i: number): Row => {
    if (!(Number.isInteger(i) && i >= 0 && i < size))
      throw wrongParameter("read a prediction", "row", `a whole number from 0 to ${size - 1}`, i);
    return Object.freeze(
      Object.fromEntries(names.map((name) => [name, columns[name][i]!])),
    ) as unknown as Row;
  };
  return Object.freeze({
    ...columns,
    size,
    row,
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield row(i);
    },
  });
}

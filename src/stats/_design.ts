import { describeValue } from "../issues/index.ts";
import { wrongParameter } from "./_check.ts";
import { applyQ, factorByReflectors, type Reflected, triangleOf } from "./_householder.ts";
import { solveUpper } from "./_triangular.ts";
import type {
  InsufficientRows,
  RegressionData,
  RegressionOptions,
  StandardErrors,
} from "./regression-data.ts";

/** The rows of weight above 0, with the columns that count and an orthonormal basis of them. */
export interface Design {
  readonly rows: number;
  readonly names: readonly string[];
  /** The columns, the intercept first. */
  readonly columns: readonly Float64Array[];
  /** Q of columns (times √weight where asked for) = Q R. */
  readonly basis: readonly Float64Array[];
  /** The decomposition itself. */
  readonly reflected: Reflected;
  /** R, row-major. */
  readonly triangle: Float64Array;
  readonly dropped: readonly string[];
  readonly weights: Float64Array;
  readonly offset: Float64Array;
  readonly intercept: boolean;
  /** Which rows of the data take part. */
  readonly kept: readonly number[];
  readonly clusters: readonly (string | number)[] | undefined;
}

export interface Settings {
  readonly intercept: boolean;
  readonly confidence: number;
  readonly standardErrors: StandardErrors;
}

export const INTERCEPT = "(intercept)";
const DEPENDENT = 1e-11;

export function settingsOf(
  doing: string,
  options: RegressionOptions,
  allowed: readonly StandardErrors[],
): Settings {
  const { intercept = true, confidence = 0.95, standardErrors = "model" } = options;
  if (!(confidence > 0 && confidence < 1))
    throw wrongParameter(doing, "confidence", "a number between 0 and 1", confidence);
  if (!allowed.includes(standardErrors))
    throw wrongParameter(doing, "standardErrors", `one of ${allowed.join(", ")}`, standardErrors);
  return { intercept, confidence, standardErrors };
}

/** Checks and gathers the columns; `weighted` puts √weight into the basis, as linear least squares need it. */
export function designOf(
  doing: string,
  data: Omit<RegressionData, "response"> & { readonly response: ArrayLike<unknown> },
  options: RegressionOptions,
  weighted: boolean,
): Design | InsufficientRows {
  const { predictors, response } = data;
  const { intercept = true, dependentColumns = "refuse", standardErrors } = options;
  const size = response?.length;
  if (!Number.isInteger(size)) throw wrongParameter(doing, "response", "an array", response);
  if (typeof predictors !== "object" || predictors === null)
    throw wrongParameter(doing, "predictors", "a record of columns", predictors);
  const given = Object.keys(predictors);
  if (given.includes(INTERCEPT))
    throw wrongParameter(doing, "a predictor's name", `other than ${INTERCEPT}`, INTERCEPT);
  const all = given.map((name) => toColumn(doing, name, predictors[name]!, size));
  const weights = data.weights ? toColumn(doing, "weights", data.weights, size) : undefined;
  const kept: number[] = [];
  for (let i = 0; i < size; i++) {
    if (weights && weights[i]! < 0)
      throw wrongParameter(doing, `weights at row ${i}`, "not below 0", weights[i]);
    if (!weights || weights[i]! > 0) kept.push(i);
  }
  const offset = data.offset ? toColumn(doing, "offset", data.offset, size) : undefined;
  if (standardErrors === "cluster" && data.clusters?.length !== size)
    throw wrongParameter(doing, "clusters", `one for each of ${size} rows`, data.clusters);
  const columns = all.map((column) => pick(column, kept));
  const names = [...given];
  if (intercept) {
    columns.unshift(new Float64Array(kept.length).fill(1));
    names.unshift(INTERCEPT);
  }
  if (names.length === 0)
    throw wrongParameter(doing, "predictors", "at least one column, or an intercept", predictors);
  const need = names.length + 1;
  if (kept.length < need) return Object.freeze({ kind: "insufficient", of: "rows", have: kept.length, need });
  const scale = weights && pick(weights, kept);
  const copies = columns.map((column) =>
    weighted && scale ? column.map((one, i) => one * Math.sqrt(scale[i]!)) : column.slice(),
  );
  const reflected = factorByReflectors(copies, "given", DEPENDENT);
  const { order, rank } = reflected;
  const triangle = triangleOf(reflected, rank);
  if (rank < names.length && dependentColumns === "refuse") {
    const column = order[rank]!;
    const combination = reflected.columns[column]!.slice(0, rank);
    solveUpper(triangle, rank, combination);
    throw new RangeError(
      `Cannot ${doing}: predictor ${describeValue(names[column])} depends on others, ${inWords(combination, order, names)}; leave it out, or set dependentColumns to "drop"`,
    );
  }
  const basis = Array.from({ length: rank }, (_, k) => {
    const unit = new Float64Array(kept.length);
    unit[k] = 1;
    applyQ(reflected, unit);
    return unit;
  });
  const independent = order.slice(0, rank);
  return {
    rows: kept.length,
    names: independent.map((j) => names[j]!),
    columns: independent.map((j) => columns[j]!),
    basis,
    reflected,
    triangle,
    dropped: Object.freeze(order.slice(rank).map((j) => names[j]!)),
    weights: scale ?? new Float64Array(kept.length).fill(1),
    offset: offset ? pick(offset, kept) : new Float64Array(kept.length),
    intercept,
    kept,
    clusters: standardErrors === "cluster" ? kept.map((i) => data.clusters![i]!) : undefined,
  };
}

/** Coefficients of the columns from those of the basis: R β = θ. */
export function fromBasis({ triangle, names }: Design, theta: Float64Array): Float64Array {
  const beta = theta.slice();
  solveUpper(triangle, names.length, beta);
  return beta;
}

/** A checked column of finite numbers. */
export function toColumn(doing: string, name: string, values: ArrayLike<number>, size: number): Float64Array {
  if (typeof values !== "object" || values === null || values.length !== size)
    throw new RangeError(
      `Cannot ${doing}: ${name} must have ${size} numbers, one for each row, got ${describeValue(values?.length ?? values)}`,
    );
  const column = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) throw wrongParameter(doing, `${name} at row ${i}`, "a finite number", value);
    column[i] = value;
  }
  return column;
}

export function pick(column: Float64Array, kept: readonly number[]): Float64Array {
  return kept.length === column.length ? column : Float64Array.from(kept, (i) => column[i]!);
}

function inWords(combination: Float64Array, order: readonly number[], names: readonly string[]): string {
  const most = combination.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
  const parts = [...combination].flatMap((one, k) =>
    Math.abs(one) > 1e-9 * most ? [`${Number(one.toPrecision(6))} · ${names[order[k]!]}`] : [],
  );
  return parts.length === 0 ? "it is 0 throughout" : `it is ${parts.join(" + ")}`;
}

import { addMonths, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import type { LinearFit } from "../stats/index.ts";
import { valueFeatures } from "./_value-features.ts";
import { type ModelPrediction, predictHeldOut } from "./_value-model.ts";
import { trainingOf } from "./_value-training.ts";
import type { NoValuePrediction, ValuePredictionOptions } from "./value-prediction-options.ts";

/** What one customer is expected to bring in the next period. */
export interface ValuePredictionRow {
  /** The customer. */
  readonly customerId: string;
  /** What is expected (the mean: what many such customers bring each), to the unit of the log. */
  readonly expected: Money;
  /** What is typical (the median: half of such customers bring less), to the unit of the log. */
  readonly typical: Money;
  /** Where what one such customer brings falls, with the confidence of the options. */
  readonly lower: Money;
  /** Its upper end. */
  readonly upper: Money;
}

/** How far predictions lie from what came. */
export interface PredictionError {
  /** Mean absolute error: a median keeps it small. */
  readonly meanAbsolute: number;
  /** Root mean squared error: a mean keeps it small. */
  readonly rootMeanSquare: number;
}

/** Errors on customers that the model had not seen, in the currency itself. */
export interface HeldOutError {
  /** Of the expected value. */
  readonly expected: PredictionError;
  /** Of the typical value. */
  readonly typical: PredictionError;
  /** Of "as much as in the last period". */
  readonly naive: PredictionError;
  /** Σ (expected − actual) / Σ actual; absent where that is zero. */
  readonly bias?: number | undefined;
  /** How often the interval held the actual value. */
  readonly coverage: number;
  /** Whether the model errs less than the naive prediction, by the number that is made for it. */
  readonly beatsNaive: {
    /** Of the typical value, in the mean absolute error. */
    readonly meanAbsolute: boolean;
    /** Of the expected value, in the root mean square. */
    readonly rootMeanSquare: boolean;
  };
}

/** Predicted values by customer, with the model and its errors. */
export interface ValuePrediction extends CustomerTable<ValuePredictionRow> {
  /** Marks the answer as one. */
  readonly kind: "prediction";
  /** The day of the prediction. */
  readonly asOf: PlainDate;
  /** The day after the last predicted. */
  readonly to: PlainDate;
  /** What is predicted. */
  readonly of: "revenue" | "profit";
  /** The scale of the regression. */
  readonly scale: "root" | "linear";
  /** The regression, on its scale. */
  readonly fit: LinearFit;
  /** Errors on unseen customers. */
  readonly heldOut: HeldOutError;
  /** What is expected, in the currency itself. */
  readonly expected: Float64Array;
  /** What is typical, in the currency itself. */
  readonly typical: Float64Array;
  /** Lower ends. */
  readonly lower: Float64Array;
  /** Upper ends. */
  readonly upper: Float64Array;
}

const doing = "predict value";

/**
 * Predicts what each customer brings in the next period by a regression on recency, frequency, monetary, tenure
 * and growth, and tells how far it errs on customers that it has not seen.
 *
 * `√next = β₀ + β₁ ln(1 + R) + β₂ ln(1 + F) + β₃ √M + β₄ ln(1 + T) + β₅ √G + β₆ ln(1 + M / m̃) + ε`, m̃ the
 * median of M; with the scale `"linear"` the first five as they are: R days since the last order, F purchase lines and M net revenue of the
 * last period, T days since the first order, G net revenue of the second half of the last period less that of its first
 *
 * With `of: "profit"` M, G and what is predicted are profit: net revenue less the cost of the goods, and less the cost to serve
 * where `serviceCosts` are given. It may be below zero, so the median is `√next · |√next|` there, and the mean that over
 * the errors e of the fit: `Σ (√next + e) · |√next + e| / n` (smearing: Duan 1983; of many errors 400 evenly spaced ones).
 *
 * Roots of negative amounts keep their sign. `typical = max(√next, 0)²`, the median; `expected = typical + σ²`, the mean. What customers
 * bring is skewed, and many bring nothing: the mean lies above what most of them bring, so it errs little in the square
 * and much in the absolute, and the median the other way round. Either is compared with the naive prediction by the
 * error it is made for.
 *
 * The model is fitted to the last period as response and the one before as cause, and applied to the last. Errors are of
 * `folds` models, each asked about customers it was not fitted to (cross-validation; customers are dealt by the order of
 * their ids). Standard errors allow for unequal scatter (HC3).
 *
 * Malthouse and Blattberg, "Can we predict customer lifetime value?" (2005), for the regression and its honest error.
 *
 * @returns the prediction; or `insufficient` with too few customers, fewer than two periods observed, or, of profit, a line of
 *   them without a cost
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if an option is out of range
 * @throws InvalidDataError and CurrencyMismatchError as `sumCostToServe` does
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { predictValue } from "clientele/value";
 *
 * const log = orderLogFromRows([{ customerId: "ann", orderedOn: "2024-07-02", amount: "90" }], {
 *   currency: "EUR",
 *   window: { from: "2024-05-01", to: "2026-06-01" },
 * });
 * predictValue(log, { asOf: "2026-06-01" }); // => { kind: "insufficient", of: "customers of the period before", have: 1, need: 15 }
 * ```
 */
export function predictValue(
  log: OrderLog,
  options: ValuePredictionOptions,
): ValuePrediction | NoValuePrediction {
  const { months = 12, scale = "root", of = "revenue" } = options;
  const training = trainingOf(doing, log, options);
  if (training.kind === "insufficient") return training;
  const { asOf, model, past, response, then, amount } = training;
  const heldOut = compareHeldOut(
    predictHeldOut(model, { ...training, ...past }),
    past.columns.monetary,
    response,
  );
  const fitted = model.fit(past.columns, response, [...response.keys()]);
  const now = valueFeatures(log, then, asOf, amount);
  const { expected, typical, lower, upper } = model.predict(fitted, now.columns, [...now.codes.keys()]);
  const ids = Object.freeze(now.codes.map((code) => log.customerIds[code]!));
  const unit = 10 ** log.exponent;
  const money = (value: number): Money => moneyOfUnits(BigInt(Math.round(value * unit)), log);
  const table = createCustomerTable(
    ids,
    (i): ValuePredictionRow =>
      Object.freeze({
        customerId: ids[i]!,
        expected: money(expected[i]!),
        typical: money(typical[i]!),
        lower: money(lower[i]!),
        upper: money(upper[i]!),
      }),
  );
  const to = addMonths(asOf, months);
  const columns = { of, scale, fit: fitted.fit, heldOut, expected, typical, lower, upper };
  return withColumns(table, { kind: "prediction" as const, asOf, to, ...columns });
}

function compareHeldOut(predicted: ModelPrediction, naive: Float64Array, actual: Float64Array): HeldOutError {
  const n = actual.length;
  const errorOf = (values: Float64Array): PredictionError => {
    let [absolute, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const error = values[i]! - actual[i]!;
      absolute += Math.abs(error);
      squares += error * error;
    }
    return Object.freeze({ meanAbsolute: absolute / n, rootMeanSquare: Math.sqrt(squares / n) });
  };
  const { lower, upper } = predicted;
  const covered = actual.reduce(
    (count, value, i) => count + (lower[i]! <= value && value <= upper[i]! ? 1 : 0),
    0,
  );
  const total = actual.reduce((sum, value) => sum + value, 0);
  const error = predicted.expected.reduce((sum, value, i) => sum + value - actual[i]!, 0);
  const [expected, typical, plain] = [
    errorOf(predicted.expected),
    errorOf(predicted.typical),
    errorOf(naive),
  ];
  return Object.freeze({
    expected,
    typical,
    naive: plain,
    ...(total === 0 ? {} : { bias: error / total }),
    coverage: covered / n,
    beatsNaive: Object.freeze({
      meanAbsolute: typical.meanAbsolute < plain.meanAbsolute,
      rootMeanSquare: expected.rootMeanSquare < plain.rootMeanSquare,
    }),
  });
}

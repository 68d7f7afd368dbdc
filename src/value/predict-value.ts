import { addMonths, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { fitLinear, type LinearFit, predictLinear } from "../stats/index.ts";
import { sumPeriod } from "./_sum-period.ts";

/** Options of {@link predictValue}. */
export interface ValuePredictionOptions {
  /** The day of the prediction; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * The length of a period in months: what is predicted is the value of the next.
   * @defaultValue `12`
   */
  readonly months?: number | undefined;
  /**
   * Into how many parts customers are dealt; each is predicted by a model of the others.
   * @defaultValue `5`
   */
  readonly folds?: number | undefined;
  /**
   * The confidence of the intervals.
   * @defaultValue `0.95`
   */
  readonly confidence?: number | undefined;
}

/** What one customer is expected to bring in the next period. */
export interface ValuePredictionRow {
  /** The customer. */
  readonly customerId: string;
  /** Expected net revenue, to the unit of the log. */
  readonly expected: Money;
  /** Where the net revenue of one such customer falls, with the confidence of the options. */
  readonly lower: Money;
  /** Its upper end. */
  readonly upper: Money;
}

/** Errors on customers that the model had not seen, in the currency itself. */
export interface HeldOutError {
  /** Mean absolute error of the model. */
  readonly meanAbsolute: number;
  /** Root mean squared error of the model. */
  readonly rootMeanSquare: number;
  /** Σ (predicted − actual) / Σ actual; absent where that is zero. */
  readonly bias?: number | undefined;
  /** The same of "as much as in the last period". */
  readonly naive: { readonly meanAbsolute: number; readonly rootMeanSquare: number };
  /** How often the interval held the actual value. */
  readonly coverage: number;
  /** Whether the model errs less than the naive prediction, in the root mean square. */
  readonly beatsNaive: boolean;
}

/** Predicted values by customer, with the model and its errors. */
export interface ValuePrediction extends CustomerTable<ValuePredictionRow> {
  /** Marks the answer as one. */
  readonly kind: "prediction";
  /** The day of the prediction. */
  readonly asOf: PlainDate;
  /** The day after the last predicted. */
  readonly to: PlainDate;
  /** The regression, of the currency itself. */
  readonly fit: LinearFit;
  /** Errors on unseen customers. */
  readonly heldOut: HeldOutError;
  /** Expected net revenue, in the currency itself. */
  readonly expected: Float64Array;
  /** Lower ends. */
  readonly lower: Float64Array;
  /** Upper ends. */
  readonly upper: Float64Array;
}

/** The answer where there is too little to fit. */
export interface NoValuePrediction {
  /** Marks the answer as not a number. */
  readonly kind: "insufficient";
  /** What is missing. */
  readonly of: "customers of the period before" | "months observed";
  /** How much there is. */
  readonly have: number;
  /** How much it takes. */
  readonly need: number;
}

const doing = "predict value";
const COLUMNS = ["recency", "frequency", "monetary", "tenure", "growth"] as const;

/**
 * Predicts what each customer brings in the next period by a linear regression on recency, frequency, monetary, tenure
 * and growth, and tells how far it errs on customers that it has not seen.
 *
 * `E[next] = β₀ + β₁ R + β₂ F + β₃ M + β₄ T + β₅ G`: R days since the last order, F purchase lines and M net revenue of the
 * last period, T days since the first order, G net revenue of the second half of the last period less that of its first
 *
 * The model is fitted to the last period as response and the one before as cause, and applied to the last. Errors are of
 * `folds` models, each asked about customers it was not fitted to (cross-validation; customers are dealt by the order of
 * their ids). Net revenue, not profit. Standard errors allow for unequal scatter (HC3).
 *
 * Malthouse and Blattberg, "Can we predict customer lifetime value?" (2005), for the regression and its honest error.
 *
 * @returns the prediction; or `insufficient` with too few customers, or fewer than two periods observed
 * @throws RangeError if an option is out of range
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
 * predictValue(log, { asOf: "2026-06-01" }); // => { kind: "insufficient", of: "customers of the period before", have: 1, need: 14 }
 * ```
 */
export function predictValue(
  log: OrderLog,
  options: ValuePredictionOptions,
): ValuePrediction | NoValuePrediction {
  const { asOf, months = 12, folds = 5, confidence = 0.95 } = options;
  for (const [name, value, least] of [
    ["months", months, 1],
    ["folds", folds, 2],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(`Cannot ${doing}: ${name} must be an integer of at least ${least}, got ${value}`);
  }
  const then = addMonths(asOf, -months);
  const start = addMonths(asOf, -2 * months);
  if (log.window.from > start) {
    let have = 0;
    while (have < 2 * months && addMonths(asOf, -(have + 1)) >= log.window.from) have++;
    if (have < 2 * months)
      return Object.freeze({ kind: "insufficient", of: "months observed", have, need: 2 * months });
  }
  const past = featuresOf(log, start, then);
  // Every fold must leave two rows more than there are coefficients.
  const need = Math.ceil(((COLUMNS.length + 2) * folds) / (folds - 1)) + folds;
  if (past.codes.length < need) {
    return Object.freeze({
      kind: "insufficient",
      of: "customers of the period before",
      have: past.codes.length,
      need,
    });
  }
  const unit = 10 ** log.exponent;
  const next = sumPeriod(log, dayNumber(then), dayNumber(asOf)).revenue;
  const response = Float64Array.from(past.codes, (code) => next[code]! / unit);
  const fitOf = (rows: readonly number[]): LinearFit => {
    const fit = fitLinear(
      { response: rows.map((i) => response[i]!), predictors: pick(past.columns, rows) },
      { confidence, standardErrors: "hc3", dependentColumns: "drop" },
    );
    if (fit.kind === "insufficient") throw new RangeError(`Cannot ${doing}: too few customers to fit`);
    return fit;
  };
  const all = [...past.codes.keys()];
  const heldOut = crossValidate(all, folds, { fitOf, columns: past.columns, response });
  const fit = fitOf(all);
  const now = featuresOf(log, then, asOf);
  const predicted = predictLinear(fit, namedBy(fit, now.columns));
  const ids = Object.freeze(now.codes.map((code) => log.customerIds[code]!));
  const [expected, lower, upper] = [predicted.mean, predicted.observationLower, predicted.observationUpper];
  const money = (value: number): Money => moneyOfUnits(BigInt(Math.round(value * unit)), log);
  const table = createCustomerTable(
    ids,
    (i): ValuePredictionRow =>
      Object.freeze({
        customerId: ids[i]!,
        expected: money(expected[i]!),
        lower: money(lower[i]!),
        upper: money(upper[i]!),
      }),
  );
  const to = addMonths(asOf, months);
  return withColumns(table, { kind: "prediction" as const, asOf, to, fit, heldOut, expected, lower, upper });
}

type Columns = Readonly<Record<(typeof COLUMNS)[number], Float64Array>>;

interface Features {
  readonly codes: readonly number[];
  readonly columns: Columns;
}

/** What is known, at the end of a period, of the customers with a purchase in it. */
function featuresOf(log: OrderLog, from: PlainDate, to: PlainDate): Features {
  const [first, end] = [dayNumber(from), dayNumber(to)];
  const middle = Math.floor((first + end) / 2);
  const [early, late] = [sumPeriod(log, first, middle), sumPeriod(log, middle, end)];
  const customers = log.customerIds.length;
  const [firstDay, lastDay] = [new Int32Array(customers).fill(-0x80000000), new Int32Array(customers)];
  for (let i = 0; i < log.size; i++) {
    if (!(log.amounts[i]! > 0) || log.days[i]! >= end) continue;
    const customer = log.customers[i]!;
    if (firstDay[customer] === -0x80000000) firstDay[customer] = log.days[i]!;
    lastDay[customer] = log.days[i]!;
  }
  const codes = [...log.customerIds.keys()].filter(
    (code) => early.purchases[code]! + late.purchases[code]! > 0,
  );
  const unit = 10 ** log.exponent;
  const column = (of: (code: number) => number): Float64Array => Float64Array.from(codes, of);
  return {
    codes,
    columns: {
      recency: column((code) => end - lastDay[code]!),
      frequency: column((code) => early.purchases[code]! + late.purchases[code]!),
      monetary: column((code) => (early.revenue[code]! + late.revenue[code]!) / unit),
      tenure: column((code) => end - firstDay[code]!),
      growth: column((code) => (late.revenue[code]! - early.revenue[code]!) / unit),
    },
  };
}

function pick(columns: Columns, rows: readonly number[]): Record<string, Float64Array> {
  return Object.fromEntries(COLUMNS.map((name) => [name, Float64Array.from(rows, (i) => columns[name][i]!)]));
}

/** The columns that a fit kept. */
function namedBy(
  fit: LinearFit,
  columns: Readonly<Record<string, Float64Array>>,
): Record<string, Float64Array> {
  const kept = fit.coefficients.map(({ name }) => name).filter((name) => name in columns);
  return Object.fromEntries(kept.map((name) => [name, columns[name]!]));
}

interface Validation {
  readonly fitOf: (rows: readonly number[]) => LinearFit;
  readonly columns: Columns;
  readonly response: Float64Array;
}

function crossValidate(
  all: readonly number[],
  folds: number,
  { fitOf, columns, response }: Validation,
): HeldOutError {
  let [absolute, squares, naiveAbsolute, naiveSquares, bias, total, covered] = [0, 0, 0, 0, 0, 0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const asked = all.filter((i) => i % folds === fold);
    const fit = fitOf(all.filter((i) => i % folds !== fold));
    const predicted = predictLinear(fit, namedBy(fit, pick(columns, asked)));
    asked.forEach((i, row) => {
      const actual = response[i]!;
      const error = predicted.mean[row]! - actual;
      const naive = columns.monetary[i]! - actual;
      absolute += Math.abs(error);
      squares += error * error;
      naiveAbsolute += Math.abs(naive);
      naiveSquares += naive * naive;
      bias += error;
      total += actual;
      if (predicted.observationLower[row]! <= actual && actual <= predicted.observationUpper[row]!) covered++;
    });
  }
  const n = all.length;
  return Object.freeze({
    meanAbsolute: absolute / n,
    rootMeanSquare: Math.sqrt(squares / n),
    ...(total === 0 ? {} : { bias: bias / total }),
    naive: Object.freeze({ meanAbsolute: naiveAbsolute / n, rootMeanSquare: Math.sqrt(naiveSquares / n) }),
    coverage: covered / n,
    beatsNaive: squares < naiveSquares,
  });
}

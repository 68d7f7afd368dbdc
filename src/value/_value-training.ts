import { addMonths, dayNumber, type PlainDate } from "../calendar/index.ts";
import { type OrderLog, observedAsOf } from "../orders/index.ts";
import { quantile } from "../stats/index.ts";
import { amountsOf, type PredictedAmount } from "./_period-amounts.ts";
import { readCharges } from "./_service-charges.ts";
import { sumPeriod } from "./_sum-period.ts";
import { FEATURES, type ValueFeatures, valueFeatures } from "./_value-features.ts";
import { createValueModel, type ValueModel } from "./_value-model.ts";
import type { NoValuePrediction, ValuePredictionOptions } from "./value-prediction-options.ts";

/** Two periods that are over: what was known after the first, and what the second brought. */
export interface ValueTraining {
  readonly kind: "training";
  /** The day of the prediction, until which the log was observed. */
  readonly asOf: PlainDate;
  readonly model: ValueModel;
  /** The first day of the first period, and of the second. */
  readonly start: PlainDate;
  readonly then: PlainDate;
  readonly past: ValueFeatures;
  /** What is predicted. */
  readonly amount: PredictedAmount;
  /** Of the second period, in the currency itself. */
  readonly response: Float64Array;
  readonly folds: number;
}

/** Lays out the last two periods, or says what is missing. */
export function trainingOf(
  task: string,
  log: OrderLog,
  options: ValuePredictionOptions,
): ValueTraining | NoValuePrediction {
  const { months = 12, folds = 5, confidence = 0.95, scale = "root", of = "revenue" } = options;
  for (const [name, value, least] of [
    ["months", months, 1],
    ["folds", folds, 2],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(`Cannot ${task}: ${name} must be an integer of at least ${least}, got ${value}`);
  }
  if (scale !== "root" && scale !== "linear") {
    throw new RangeError(`Cannot ${task}: scale must be "root" or "linear", got ${JSON.stringify(scale)}`);
  }
  if (of !== "revenue" && of !== "profit") {
    throw new RangeError(`Cannot ${task}: of must be "revenue" or "profit", got ${JSON.stringify(of)}`);
  }
  // A period that was not seen to its end would teach that customers bring less than they do.
  const asOf = observedAsOf(task, log, options);
  const then = addMonths(asOf, -months);
  const start = addMonths(asOf, -2 * months);
  if (log.window.from > start) {
    let have = 0;
    while (have < 2 * months && addMonths(asOf, -(have + 1)) >= log.window.from) have++;
    if (have < 2 * months)
      return Object.freeze({ kind: "insufficient", of: "months observed", have, need: 2 * months });
  }
  const costs = of === "profit" ? options.serviceCosts : undefined;
  const served = costs && readCharges("sum cost to serve", costs, log.currency);
  const amount = { of, served };
  if (of === "profit") {
    const { lines, linesWithoutCost } = sumPeriod(log, dayNumber(start), dayNumber(asOf));
    const need = lines.reduce((sum, own) => sum + own, 0);
    if (linesWithoutCost > 0)
      return Object.freeze({
        kind: "insufficient",
        of: "lines with a cost",
        have: need - linesWithoutCost,
        need,
      });
  }
  const past = valueFeatures(log, start, then, amount);
  // Every fold must leave two rows more than there are coefficients.
  const terms = FEATURES.length + (scale === "root" ? 1 : 0);
  const need = Math.ceil(((terms + 2) * folds) / (folds - 1)) + folds;
  const have = past.codes.length;
  if (have < need) {
    return Object.freeze({ kind: "insufficient", of: "customers of the period before", have, need });
  }
  const next = amountsOf(log, dayNumber(then), dayNumber(asOf), amount).amounts;
  const response = Float64Array.from(past.codes, (code) => next[code]!);
  const positive = past.columns.monetary.filter((amount) => amount > 0);
  const usual = positive.length === 0 ? 1 : quantile(positive, 0.5);
  const model = createValueModel(task, { scale, confidence, usual, signed: of === "profit" });
  return { kind: "training", asOf, model, start, then, past, amount, response, folds };
}

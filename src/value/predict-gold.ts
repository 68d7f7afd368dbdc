import { addMonths, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import { type BoundedEstimate, estimateProportion } from "../stats/index.ts";
import { makeValueTable } from "./_make-value-table.ts";
import { ceilShare, checkShare } from "./_share.ts";
import { valueFeatures } from "./_value-features.ts";
import { predictHeldOut } from "./_value-model.ts";
import { trainingOf } from "./_value-training.ts";
import { flagGold } from "./flag-gold.ts";
import { valueCustomers } from "./value-customers.ts";
import type { NoValuePrediction, ValuePredictionOptions } from "./value-prediction-options.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link predictGold}. */
export interface GoldPredictionOptions extends ValuePredictionOptions {
  /**
   * The share of the customers of the last period that is gold, from 0 to 1.
   * @defaultValue `0.05`
   */
  readonly share?: number | undefined;
  /**
   * By what the customers are ranked: what they brought last, or what the regression of `predictValue` expects.
   * @defaultValue the rule with more hits in the test; of equals `"last-value"`, the simpler
   */
  readonly by?: GoldRule | undefined;
}

/** A rule that ranks customers. */
export type GoldRule = "last-value" | "regression";

/** How often a rule was right about the period that is over. */
export interface GoldHits {
  /** How many it named. */
  readonly predicted: number;
  /** How many of them were gold. */
  readonly hits: number;
  /** hits / predicted, with a Wilson interval. */
  readonly hitRate: BoundedEstimate;
  /** hits / all who were gold, newcomers included, with a Wilson interval. */
  readonly found: BoundedEstimate;
}

/** A customer who is expected to be gold. */
export interface ExpectedGold {
  /** The place, from 1. */
  readonly rank: number;
  /** The customer. */
  readonly customerId: string;
  /** What the customer brought in the last period. */
  readonly last: Money;
  /** What the regression expects of the next. */
  readonly expected: Money;
}

/** Who is expected to be gold in the next period, and how often such a prediction was right. */
export interface GoldPrediction {
  /** Marks the answer as one. */
  readonly kind: "prediction";
  /** The day of the prediction. */
  readonly asOf: PlainDate;
  /** The day after the last predicted. */
  readonly to: PlainDate;
  /** By which rule. */
  readonly by: GoldRule;
  /** The best by the rule, the best first; of equals the first id. */
  readonly customers: readonly ExpectedGold[];
  /** The test of both rules on the last period, each customer by a model of the others. */
  readonly tests: Readonly<Record<GoldRule, GoldHits>>;
  /** How many were gold in the last period. */
  readonly actual: number;
  /** Of them, those who had bought nothing in the period before: no rule could have named them. */
  readonly newcomers: number;
}

const doing = "predict gold";

/**
 * Predicts who will be gold, the best 5 % by number, from what customers did last, and says how often such a prediction
 * was right: by what they brought last, and by a regression on recency, frequency, monetary, tenure and growth.
 *
 * `predicted = the ⌈share · n⌉ best by the rule of n customers`; `hit rate = |predicted ∩ gold| / |predicted|`
 *
 * The test stands on the last two periods: named after the first, held against the gold of the second (`flagGold` over all
 * customers of it, by what is predicted: net revenue, or with `of: "profit"` profit). Whoever bought nothing in the last period is not ranked.
 *
 * @returns the prediction; or `insufficient` as `predictValue`, or where nobody was gold
 * @throws UnobservedDaysError if the log was not observed until `asOf`
 * @throws RangeError if an option is out of range
 * @throws InvalidDataError and CurrencyMismatchError as `sumCostToServe` does
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { predictGold } from "clientele/value";
 *
 * const rows = Array.from({ length: 40 }, (_, i) =>
 *   (["2024-08-01", "2025-01-01", "2025-08-01"] as const).map((orderedOn, p) => ({
 *     customerId: `c${String(i).padStart(2, "0")}`, orderedOn, amount: String(10 + i * (p === 2 ? 2 : 1) + ((i * 7) % 5)),
 *   })),
 * ).flat();
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2024-06-01", to: "2026-06-01" } });
 * const gold = predictGold(log, { asOf: "2026-06-01" });
 * gold.kind === "prediction" && [gold.by, gold.customers.map((one) => one.customerId), gold.tests[gold.by].hits]; // => ["last-value", ["c39", "c37"], 2]
 * ```
 */
export function predictGold(
  log: OrderLog,
  options: GoldPredictionOptions,
): GoldPrediction | NoValuePrediction {
  const { months = 12, share = 0.05 } = options;
  checkShare(doing, "share", share);
  if (options.by !== undefined && options.by !== "last-value" && options.by !== "regression") {
    throw new RangeError(
      `Cannot ${doing}: by must be "last-value" or "regression", got ${JSON.stringify(options.by)}`,
    );
  }
  const training = trainingOf(doing, log, options);
  if (training.kind === "insufficient") return training;
  const { asOf, model, past, response, then, amount } = training;
  const isProfit = amount.of === "profit";
  const serviceCosts = isProfit ? options.serviceCosts : undefined;
  const values = valueCustomers(log, { from: then, asOf, ...(serviceCosts && { serviceCosts }) });
  const flagged = flagGold(isProfit ? values : byRevenue(values), { share });
  if (flagged.count === 0) {
    return Object.freeze({ kind: "insufficient", of: "gold customers", have: 0, need: 1 });
  }
  const isGold = (code: number): boolean => {
    const at = flagged.indexOf(log.customerIds[code]!);
    return at !== undefined && flagged.flags[at] === 1;
  };
  const heldOut = predictHeldOut(model, { ...training, ...past });
  const test = (scores: Float64Array): GoldHits => {
    const named = bestOf(scores, share);
    const hits = named.filter((i) => isGold(past.codes[i]!)).length;
    return Object.freeze({
      predicted: named.length,
      hits,
      hitRate: estimateProportion({ successes: hits, trials: named.length }),
      found: estimateProportion({ successes: hits, trials: flagged.count }),
    });
  };
  const tests = Object.freeze({
    "last-value": test(past.columns.monetary),
    regression: test(heldOut.expected),
  });
  const { by = tests.regression.hits > tests["last-value"].hits ? "regression" : "last-value" } = options;
  const now = valueFeatures(log, then, asOf, amount);
  const fitted = model.fit(past.columns, response, [...response.keys()]);
  const { expected } = model.predict(fitted, now.columns, [...now.codes.keys()]);
  const unit = 10 ** log.exponent;
  const money = (value: number): Money => moneyOfUnits(BigInt(Math.round(value * unit)), log);
  const customers = bestOf(by === "regression" ? expected : now.columns.monetary, share).map((i, place) =>
    Object.freeze({
      rank: place + 1,
      customerId: log.customerIds[now.codes[i]!]!,
      last: money(now.columns.monetary[i]!),
      expected: money(expected[i]!),
    }),
  );
  const seen = past.codes.filter(isGold).length;
  return Object.freeze({
    kind: "prediction",
    asOf,
    to: addMonths(asOf, months),
    by,
    customers: Object.freeze(customers),
    tests,
    actual: flagged.count,
    newcomers: flagged.count - seen,
  });
}

/** The values with nothing taken off. */
function byRevenue(values: ValueTable): ValueTable {
  const { customerIds, from, asOf, currency, exponent, revenue, linesWithoutCost } = values;
  return makeValueTable({
    customers: customerIds,
    from,
    asOf,
    currency,
    exponent,
    revenue,
    cost: undefined,
    costToServe: undefined,
    linesWithoutCost,
  });
}

/** The positions of the best share by number; equals stand by position, that of ids. */
function bestOf(scores: Float64Array, share: number): number[] {
  const wanted = Number(ceilShare(share, BigInt(scores.length)));
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  return order.slice(0, wanted);
}

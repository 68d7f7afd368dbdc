import { compareCodePoints } from "../ids/index.ts";
import type { SpendEstimate } from "../model/index.ts";
import {
  CurrencyMismatchError,
  compareMoney,
  type Money,
  minorDigits,
  multiplyMoney,
  parseDecimal,
} from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import { quantile } from "../stats/index.ts";
import type { BreadthTable } from "./measure-breadth.ts";
import type { ValuePrediction } from "./predict-value.ts";
import type { ValueTable } from "./value-customers.ts";

/** Options of {@link estimatePotential}: what it can draw on; every one may be missing. */
export interface PotentialOptions {
  /** What customers spend in all, with us and others, in a period as long as that of the values. */
  readonly spendEstimates?: Iterable<SpendEstimate> | undefined;
  /** How many products they buy. */
  readonly breadth?: BreadthTable | undefined;
  /** What they are expected to bring next. */
  readonly prediction?: ValuePrediction | undefined;
  /**
   * The quantile of the number of products over all customers that a customer could reach.
   * @defaultValue `0.75`
   */
  readonly reach?: number | undefined;
}

/** One source of a potential. */
export interface PotentialSource {
  /** Spend with all suppliers; breadth that others reach; the upper end of the prediction. */
  readonly source: "wallet" | "breadth" | "prediction";
  /** What it says the customer could be worth. */
  readonly amount: Money;
  /** In words, with its numbers. */
  readonly text: string;
}

/** What one customer could be worth. */
export interface CustomerPotential {
  /** The customer. */
  readonly customerId: string;
  /** The largest that a source tells, and never below the value itself. */
  readonly potential: Money;
  /** What each source tells, in the order wallet, breadth, prediction. */
  readonly sources: readonly PotentialSource[];
}

/**
 * Estimates what customers could be worth from the spend they have in all, from the breadth that others reach, and from
 * what they are expected to bring next. Customers of whom no source tells anything are left out.
 *
 * `wallet = value / revenue · Σ total`; `breadth = value · max(q, pᵢ) / pᵢ`, pᵢ the products that i buys, q the quantile `reach`
 * over all customers; `prediction = value / revenue · expected`; `potential = max(value, …)`
 *
 * Wallet and prediction are revenue; where the value is profit they are taken at the customer's own margin, and left out
 * where the revenue or the value is not positive. Of several estimates of one category the one that ends last counts (of
 * equals the last id); an estimate of all categories (without `category`) stands before those of single ones.
 *
 * @returns by customer id, ready for `partitionCustomers`
 * @throws CurrencyMismatchError if an estimate is of another currency
 * @throws RangeError if `reach` is not from 0 to 1
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { estimatePotential, measureBreadth, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [["ann", "tea"], ["ann", "cup"], ["bob", "tea"]].map(([customerId = "", productId = ""]) => ({
 *     customerId, productId, orderedOn: "2026-05-02", amount: "50",
 *   })),
 *   { currency: "EUR" },
 * );
 * const asOf = "2026-06-01";
 * const found = estimatePotential(valueCustomers(log, { asOf }), { breadth: measureBreadth(log, { asOf }), reach: 1 });
 * found.get("bob")?.potential; // => { amount: "100.00", currency: "EUR" }
 * found.get("bob")?.sources[0]?.text; // => "buys 1 product where 2 are within reach"
 * ```
 */
export function estimatePotential(
  values: ValueTable,
  options: PotentialOptions = {},
): ReadonlyMap<string, CustomerPotential> {
  const doing = "estimate potential";
  const { breadth, prediction, reach = 0.75 } = options;
  if (!(reach >= 0 && reach <= 1)) {
    throw new RangeError(`Cannot ${doing}: reach must be from 0 to 1, got ${reach}`);
  }
  const wallets = walletsOf(doing, options.spendEstimates ?? [], values.currency);
  const goal = breadth && breadth.size > 0 ? quantile(breadth.products, reach) : 0;
  const found = new Map<string, CustomerPotential>();
  const atMargin = (i: number, amount: Money): Money | undefined => {
    if (values.basis === "revenue") return amount;
    if (!(values.revenue[i]! > 0 && values.value[i]! > 0)) return undefined;
    return times(amount, values.value[i]! / values.revenue[i]!);
  };
  values.customerIds.forEach((customerId, i) => {
    const value = moneyOfUnits(values.value[i]!, values);
    const sources: PotentialSource[] = [];
    const add = (source: PotentialSource["source"], amount: Money | undefined, text: string): void => {
      if (amount !== undefined) sources.push(Object.freeze({ source, amount, text }));
    };
    const wallet = wallets.get(customerId);
    if (wallet !== undefined) {
      add("wallet", atMargin(i, wallet), `spends ${wallet.amount} ${wallet.currency} with all suppliers`);
    }
    const row = breadth?.get(customerId);
    if (row !== undefined && row.products > 0 && values.value[i]! > 0) {
      const goalOf = Math.max(goal, row.products);
      const products = `${row.products} ${row.products === 1 ? "product" : "products"}`;
      add(
        "breadth",
        times(value, goalOf / row.products),
        `buys ${products} where ${goalOf} are within reach`,
      );
    }
    const next = prediction?.get(customerId)?.expected;
    if (next !== undefined) {
      add(
        "prediction",
        atMargin(i, next),
        `is expected to bring revenue of ${next.amount} ${next.currency} by ${prediction!.to}`,
      );
    }
    if (sources.length === 0) return;
    const potential = sources.reduce(
      (best, { amount }) => (compareMoney(amount, best) > 0 ? amount : best),
      value,
    );
    found.set(customerId, Object.freeze({ customerId, potential, sources: Object.freeze(sources) }));
  });
  return found;
}

function times(amount: Money, factor: number): Money {
  return multiplyMoney(amount, factor.toFixed(12), { rounding: "half-even" });
}

function walletsOf(
  doing: string,
  estimates: Iterable<SpendEstimate>,
  currency: string,
): ReadonlyMap<string, Money> {
  const latest = new Map<string, Map<string | undefined, SpendEstimate>>();
  for (const estimate of estimates) {
    if (estimate.total.currency !== currency)
      throw new CurrencyMismatchError(doing, currency, estimate.total.currency);
    const own = latest.get(estimate.customerId) ?? new Map<string | undefined, SpendEstimate>();
    latest.set(estimate.customerId, own);
    const known = own.get(estimate.category);
    const later =
      known === undefined ||
      estimate.periodTo > known.periodTo ||
      (estimate.periodTo === known.periodTo && compareCodePoints(estimate.id, known.id) > 0);
    if (later) own.set(estimate.category, estimate);
  }
  const wallets = new Map<string, Money>();
  for (const [customerId, own] of latest) {
    const whole = own.get(undefined);
    const parts = whole === undefined ? [...own.values()] : [whole];
    const read = parts.map(({ total }) => parseDecimal(total.amount));
    const exponent = Math.max(minorDigits(currency), ...read.map((one) => one.exponent));
    const units = read.reduce(
      (sum, one) => sum + BigInt(one.units) * 10n ** BigInt(exponent - one.exponent),
      0n,
    );
    wallets.set(customerId, moneyOfUnits(units, { currency, exponent }));
  }
  return wallets;
}

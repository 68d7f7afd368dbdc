import type { SpendEstimate } from "../model/index.ts";
import { compareMoney, type Money, multiplyMoney } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import { quantile } from "../stats/index.ts";
import { walletsOf } from "./_wallets.ts";
import { fitBreadth } from "./fit-breadth.ts";
import { fitWallet } from "./fit-wallet.ts";
import type { BreadthTable } from "./measure-breadth.ts";
import type { ValuePrediction } from "./predict-value.ts";
import type { ValueTable } from "./value-table.ts";

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
  /**
   * How value rises with breadth: as its power. 1 takes every further product for as valuable as those bought now;
   * `"fitted"` measures it over the customers (see `fitBreadth`) and gives the interval of it, or 1 without one where there
   * is too little to measure.
   * @defaultValue `1`
   */
  readonly elasticity?: number | "fitted" | undefined;
}

/** One source of a potential. */
export interface PotentialSource {
  /** Spend with all suppliers; breadth that others reach; the upper end of the prediction. */
  readonly source: "wallet" | "breadth" | "prediction";
  /** What it says the customer could be worth. */
  readonly amount: Money;
  /**
   * Between which amounts that lies, where the source tells: of the prediction the interval of one such customer, of breadth
   * that of the fitted elasticity, of the wallet as far as its confidence leaves it open (see `fitWallet`).
   */
  readonly interval?: { readonly lower: Money; readonly upper: Money } | undefined;
  /** How sure the estimate of the wallet is, from 0 to 1, as it was recorded; absent of other sources. */
  readonly confidence?: number | undefined;
  /** In words, with its numbers. */
  readonly text: string;
}

/** What one customer could be worth. */
export interface CustomerPotential {
  /** The customer. */
  readonly customerId: string;
  /** The largest that a source tells, and never below the value itself. */
  readonly potential: Money;
  /** The source of it; absent where every source tells less than the value. */
  readonly from?: PotentialSource["source"] | undefined;
  /** The interval of the potential, where its source has one; never below the value. */
  readonly interval?: { readonly lower: Money; readonly upper: Money } | undefined;
  /** What each source tells, in the order wallet, breadth, prediction. */
  readonly sources: readonly PotentialSource[];
}

/**
 * Estimates what customers could be worth from the spend they have in all, from the breadth that others reach, and from
 * what they are expected to bring next. Customers of whom no source tells anything are left out.
 *
 * `wallet = value / revenue · Σ total`, between `total · e^(±q √(1 − confidence))` and never below the revenue, q the error of
 * the law of wallets (`fitWallet`; without an interval where there are too few estimates for it); `breadth = value · (max(q, pᵢ) / pᵢ)^e`, pᵢ the products that i buys, q the quantile
 * `reach` over all customers, e the elasticity; `prediction = value / revenue · expected`; `potential = max(value, …)`
 *
 * Wallet and prediction are revenue; where the value is profit they are taken at the customer's own margin, and left out
 * where the revenue or the value is not positive. A prediction of profit is taken as it is. Of several estimates of one category the one that ends last counts (of
 * equals the last id); an estimate of all categories (without `category`) stands before those of single ones.
 *
 * @returns by customer id, ready for `partitionCustomers`
 * @throws CurrencyMismatchError if an estimate is of another currency
 * @throws RangeError if `reach` is not from 0 to 1, the elasticity is no number from 0 up, or the prediction is of profit and
 *   the values are revenue
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
  const { breadth, prediction, reach = 0.75, elasticity = 1 } = options;
  if (!(reach >= 0 && reach <= 1)) {
    throw new RangeError(`Cannot ${doing}: reach must be from 0 to 1, got ${reach}`);
  }
  if (elasticity !== "fitted" && !(elasticity >= 0 && Number.isFinite(elasticity))) {
    throw new RangeError(
      `Cannot ${doing}: elasticity must be a number not below 0 or "fitted", got ${elasticity}`,
    );
  }
  const fitted = elasticity === "fitted" && breadth ? fitBreadth(values, breadth) : undefined;
  const law = fitted?.kind === "elasticity" ? fitted : undefined;
  const power = law?.estimate ?? (elasticity === "fitted" ? 1 : elasticity);
  if (prediction?.of === "profit" && values.basis === "revenue") {
    throw new RangeError(`Cannot ${doing}: the prediction must be of revenue, as the values are, got profit`);
  }
  const estimates = [...(options.spendEstimates ?? [])];
  const wallets = walletsOf(doing, estimates, values.currency);
  const walletLaw = fitWallet(values, estimates);
  const goal = breadth && breadth.size > 0 ? quantile(breadth.products, reach) : 0;
  const found = new Map<string, CustomerPotential>();
  const atMargin = (i: number, amount: Money): Money | undefined => {
    if (values.basis === "revenue") return amount;
    if (!(values.revenue[i]! > 0 && values.value[i]! > 0)) return undefined;
    return times(amount, values.value[i]! / values.revenue[i]!);
  };
  const walletInterval = (i: number, total: Money, confidence: number): PotentialSource["interval"] => {
    if (walletLaw.kind !== "law") return undefined;
    const spread = Math.exp(walletLaw.error * Math.sqrt(1 - confidence));
    const ours = moneyOfUnits(values.revenue[i]!, values);
    const low = times(total, 1 / spread);
    const [lower, upper] = [
      atMargin(i, compareMoney(low, ours) > 0 ? low : ours),
      atMargin(i, times(total, spread)),
    ];
    return lower === undefined || upper === undefined ? undefined : intervalOf(lower, upper);
  };
  values.customerIds.forEach((customerId, i) => {
    const value = moneyOfUnits(values.value[i]!, values);
    const sources: PotentialSource[] = [];
    const add = (
      source: PotentialSource["source"],
      amount: Money | undefined,
      more: Omit<PotentialSource, "source" | "amount">,
    ): void => {
      if (amount !== undefined) sources.push(Object.freeze({ source, amount, ...more }));
    };
    const wallet = wallets.get(customerId);
    if (wallet !== undefined) {
      const { total, confidence } = wallet;
      const text = `spends ${total.amount} ${total.currency} with all suppliers`;
      const interval = values.revenue[i]! > 0 ? walletInterval(i, total, confidence) : undefined;
      add("wallet", atMargin(i, total), {
        text,
        confidence,
        ...(interval === undefined ? {} : { interval }),
      });
    }
    const row = breadth?.get(customerId);
    if (row !== undefined && row.products > 0 && values.value[i]! > 0) {
      const goalOf = Math.max(goal, row.products);
      const products = `${row.products} ${row.products === 1 ? "product" : "products"}`;
      const raised = (exponent: number): Money => times(value, (goalOf / row.products) ** exponent);
      const how = power === 1 ? "" : `, and value rises as their number to the power ${power.toFixed(2)}`;
      add("breadth", raised(power), {
        text: `buys ${products} where ${goalOf} are within reach${how}`,
        ...(law === undefined ? {} : { interval: intervalOf(raised(law.lower), raised(law.upper)) }),
      });
    }
    const next = prediction?.get(customerId);
    if (next !== undefined) {
      const asValue = (amount: Money) => (prediction!.of === "profit" ? amount : atMargin(i, amount));
      const [lower, upper] = [asValue(next.lower), asValue(next.upper)];
      add("prediction", asValue(next.expected), {
        text: `is expected to bring ${prediction!.of} of ${next.expected.amount} ${next.expected.currency} by ${prediction!.to}`,
        ...(lower === undefined || upper === undefined ? {} : { interval: intervalOf(lower, upper) }),
      });
    }
    if (sources.length === 0) return;
    const best = sources.reduce<PotentialSource | undefined>(
      (sofar, source) => (compareMoney(source.amount, sofar?.amount ?? value) > 0 ? source : sofar),
      undefined,
    );
    const atLeast = (amount: Money): Money => (compareMoney(amount, value) > 0 ? amount : value);
    const interval = best?.interval && intervalOf(atLeast(best.interval.lower), atLeast(best.interval.upper));
    found.set(
      customerId,
      Object.freeze({
        customerId,
        potential: best?.amount ?? value,
        ...(best === undefined ? {} : { from: best.source }),
        ...(interval === undefined ? {} : { interval }),
        sources: Object.freeze(sources),
      }),
    );
  });
  return found;
}

function intervalOf(lower: Money, upper: Money): { readonly lower: Money; readonly upper: Money } {
  return Object.freeze({ lower, upper });
}

function times(amount: Money, factor: number): Money {
  return multiplyMoney(amount, factor.toFixed(12), { rounding: "half-even" });
}

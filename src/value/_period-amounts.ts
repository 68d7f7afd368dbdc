import { dateOfDay } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { type PeriodSums, sumPeriod } from "./_sum-period.ts";
import { type ServiceCosts, sumCostToServe } from "./sum-cost-to-serve.ts";

/** What is predicted: net revenue, or what is left of it after the cost of the goods and the cost to serve. */
export interface PredictedAmount {
  readonly of: "revenue" | "profit";
  readonly serviceCosts: ServiceCosts | undefined;
}

/** What every customer code brought in some days, in the currency itself. */
export interface PeriodAmounts extends Pick<PeriodSums, "purchases" | "linesWithoutCost"> {
  readonly amounts: Float64Array;
}

/** Adds up the days from `first` to before `end`. */
export function amountsOf(
  log: OrderLog,
  first: number,
  end: number,
  { of, serviceCosts }: PredictedAmount,
): PeriodAmounts {
  const { purchases, revenue, cost, linesWithoutCost } = sumPeriod(log, first, end);
  const unit = 10 ** log.exponent;
  if (of === "revenue") return { purchases, linesWithoutCost, amounts: revenue.map((units) => units / unit) };
  const amounts = revenue.map((units, code) => (units - cost[code]!) / unit);
  if (serviceCosts !== undefined) {
    const period = { from: dateOfDay(first), asOf: dateOfDay(end), currency: log.currency };
    const served = sumCostToServe(serviceCosts, period);
    log.customerIds.forEach((id, code) => {
      const at = served.indexOf(id);
      if (at !== undefined) amounts[code]! -= served.cost[at]! / 10 ** served.exponent;
    });
  }
  return { purchases, linesWithoutCost, amounts };
}

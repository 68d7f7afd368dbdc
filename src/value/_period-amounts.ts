import { dateOfDay } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { ServiceCharges } from "./_service-charges.ts";
import { type PeriodSums, sumPeriod } from "./_sum-period.ts";
import { sumCharges } from "./sum-cost-to-serve.ts";

/** What is predicted: net revenue, or what is left of it after the cost of the goods and the cost to serve. */
export interface PredictedAmount {
  readonly of: "revenue" | "profit";
  readonly served: ServiceCharges | undefined;
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
  { of, served }: PredictedAmount,
): PeriodAmounts {
  const { purchases, revenue, cost, linesWithoutCost } = sumPeriod(log, first, end);
  const unit = 10 ** log.exponent;
  if (of === "revenue") return { purchases, linesWithoutCost, amounts: revenue.map((units) => units / unit) };
  const amounts = revenue.map((units, code) => (units - cost[code]!) / unit);
  if (served !== undefined) {
    const period = { from: dateOfDay(first), asOf: dateOfDay(end), currency: log.currency };
    const table = sumCharges(served, period);
    log.customerIds.forEach((id, code) => {
      const at = table.indexOf(id);
      if (at !== undefined) amounts[code]! -= table.cost[at]! / 10 ** table.exponent;
    });
  }
  return { purchases, linesWithoutCost, amounts };
}

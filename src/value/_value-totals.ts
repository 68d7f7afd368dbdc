import { dayNumber } from "../calendar/index.ts";
import { type AnalysisOptions, analysisPeriod, type OrderTotals } from "../orders/index.ts";

const doing = "value customers";

/** Revenue and cost of every customer with an order, from totals. */
export function valueTotals(totals: OrderTotals, { asOf, from }: AnalysisOptions) {
  const window = totals.window ?? { from: asOf, to: asOf };
  const period = analysisPeriod({ window }, { asOf, from });
  if (dayNumber(asOf) < dayNumber(window.to) || dayNumber(period.from) > dayNumber(window.from)) {
    throw new RangeError(
      `Cannot ${doing}: totals cannot be cut, so [from, asOf) must hold all their days, [${window.from}, ${window.to}), got [${period.from}, ${asOf})`,
    );
  }
  const customers = totals.customers();
  const wide = customers.wide[0];
  if (wide !== undefined) {
    throw new RangeError(
      `Cannot ${doing}: the ${wide.sum} of ${customers.idAt(wide.index)} must stay below 2^53 units, got ${wide.units}`,
    );
  }
  const { purchaseUnits, returnUnits, costs, ordersWithoutCost, currency, exponent } = customers;
  // The columns were made for this call, and may be added up in place.
  const add = (sum: Float64Array, more: Float64Array): Float64Array => {
    for (let i = 0; i < sum.length; i++) sum[i]! += more[i]!;
    return sum;
  };
  return {
    customers,
    from: period.from,
    asOf: period.to,
    currency,
    exponent,
    revenue: add(purchaseUnits, returnUnits),
    cost:
      costs === undefined || ordersWithoutCost > 0 ? undefined : add(costs.purchaseUnits, costs.otherUnits),
    linesWithoutCost: ordersWithoutCost,
  };
}

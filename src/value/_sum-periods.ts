import { dayNumber, type Period } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { rescaleUnits } from "./_rescale-units.ts";
import { readCharges } from "./_service-charges.ts";
import type { ServiceCosts } from "./service-costs.ts";
import { sumCharges } from "./sum-cost-to-serve.ts";

/** What customers brought in each period, period by period: `worth[p · customers + c]`. */
export interface PeriodWorth {
  /** Profit where every line of all periods has a cost, else revenue. */
  readonly worth: Float64Array;
  readonly profit: boolean;
  /** 1 where there is a purchase. */
  readonly active: Uint8Array;
}

/** Adds up all periods in one pass over the lines, for the customers whose codes are given in rising order. */
export function sumPeriods(log: OrderLog, periods: readonly Period[], kept: Int32Array): PeriodWorth {
  const columnOf = new Int32Array(log.customerIds.length).fill(-1);
  kept.forEach((code, c) => {
    columnOf[code] = c;
  });
  const starts = Int32Array.from(periods, ({ from }) => dayNumber(from));
  const ends = Int32Array.from(periods, ({ to }) => dayNumber(to));
  const cells = periods.length * kept.length;
  const active = new Uint8Array(cells);
  const costs = log.costs ?? log.partialCosts?.units;
  const known = log.partialCosts?.known;
  // Where every line has a cost the revenue by itself is not needed.
  const revenue = log.costs === undefined ? new Float64Array(cells) : undefined;
  const profits = costs === undefined ? undefined : new Float64Array(cells);
  let complete = costs !== undefined;
  let [customer, period] = [-1, 0];
  for (let i = 0; i < log.size; i++) {
    if (log.customers[i] !== customer) [customer, period] = [log.customers[i]!, 0];
    const day = log.days[i]!;
    // Days of one customer never fall, so neither does the period.
    while (period < ends.length && day >= ends[period]!) period++;
    if (period === ends.length || day < starts[period]!) continue;
    if (known !== undefined && known[i] === 0) complete = false;
    const column = columnOf[customer]!;
    if (column < 0) continue;
    const cell = period * kept.length + column;
    const amount = log.amounts[i]!;
    if (amount > 0) active[cell] = 1;
    if (revenue !== undefined) revenue[cell]! += amount;
    if (profits !== undefined) profits[cell]! += amount - costs![i]!;
  }
  const profit = complete && profits !== undefined;
  return { worth: (profit ? profits : revenue)!, profit, active };
}

/** Takes off what serving the customers cost in each period, in units of the finest scale there is. */
export function takeOffServing(
  worth: Float64Array,
  options: {
    readonly log: Pick<OrderLog, "currency" | "exponent">;
    readonly periods: readonly Period[];
    readonly customerIds: readonly string[];
    readonly serviceCosts: ServiceCosts;
  },
): Float64Array {
  const { log, periods, customerIds, serviceCosts } = options;
  const read = readCharges("sum cost to serve", serviceCosts, log.currency);
  const served = periods.map(({ from, to }) => sumCharges(read, { from, asOf: to, currency: log.currency }));
  const exponent = served.reduce((finest, table) => Math.max(finest, table.exponent), log.exponent);
  const left = rescaleUnits(worth, log.exponent, exponent);
  const columnOf = new Map(customerIds.map((id, c) => [id, c]));
  served.forEach((table, p) => {
    const units = rescaleUnits(table.cost, table.exponent, exponent);
    units.forEach((cost, i) => {
      const column = columnOf.get(table.idAt(i));
      if (column !== undefined) left[p * customerIds.length + column]! -= cost;
    });
  });
  return left;
}

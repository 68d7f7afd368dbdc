import type { OrderLog } from "../orders/index.ts";

/** Sums by customer code over the lines of a period. */
export interface PeriodSums {
  /** How many lines. */
  readonly lines: Int32Array;
  /** How many purchase lines. */
  readonly purchases: Int32Array;
  /** Amounts. */
  readonly revenue: Float64Array;
  /** Known costs. */
  readonly cost: Float64Array;
  /** How many lines of the period have no cost. */
  readonly linesWithoutCost: number;
}

/** Adds up the days from `first` to before `end`. A log promises that every sum of one customer is exact. */
export function sumPeriod(log: OrderLog, first: number, end: number): PeriodSums {
  const customers = log.customerIds.length;
  const lines = new Int32Array(customers);
  const purchases = new Int32Array(customers);
  const revenue = new Float64Array(customers);
  const cost = new Float64Array(customers);
  const costs = log.costs ?? log.partialCosts?.units;
  const known = log.partialCosts?.known;
  let linesWithoutCost = 0;
  for (let i = 0; i < log.size; i++) {
    const day = log.days[i]!;
    if (day < first || day >= end) continue;
    const customer = log.customers[i]!;
    const amount = log.amounts[i]!;
    lines[customer]!++;
    if (amount > 0) purchases[customer]!++;
    revenue[customer]! += amount;
    if (costs === undefined || (known !== undefined && known[i] === 0)) linesWithoutCost++;
    else cost[customer]! += costs[i]!;
  }
  return { lines, purchases, revenue, cost, linesWithoutCost };
}

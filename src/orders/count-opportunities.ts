import { dayNumber, type Period } from "../calendar/index.ts";
import { checkObserved } from "./check-observed.ts";
import { type CustomerTable, createCustomerTable } from "./customer-table.ts";
import type { OrderLog } from "./order-log.ts";

/** Options of {@link countOpportunities}. */
export interface OpportunityOptions {
  /** The periods in which one can buy or not, oldest first and not overlapping. */
  readonly periods: readonly Period[];
}

/** What a discrete-time model of repeat buying reads of one customer. */
export interface OpportunityRow {
  /** The customer. */
  readonly customerId: string;
  /** Periods with a purchase after the first one: x. */
  readonly repeatCount: number;
  /** The last of them, counted from the period of the first purchase: tₓ, 0 without one. */
  readonly recency: number;
  /** Periods after the one of the first purchase: n. */
  readonly opportunities: number;
}

/** How many customers share a history. */
export interface OpportunityCell {
  /** Periods with a repeat. */
  readonly repeatCount: number;
  /** The last period with a repeat. */
  readonly recency: number;
  /** Periods after the first purchase's. */
  readonly opportunities: number;
  /** How many customers have this history. */
  readonly customers: number;
}

/** The opportunities taken by every customer, by column, and how many customers share each history. */
export interface OpportunityTable extends CustomerTable<OpportunityRow> {
  /** Periods with a repeat purchase. */
  readonly repeatCount: Int32Array;
  /** The last period with one, counted from the period of the first purchase. */
  readonly recency: Int32Array;
  /** Periods after the first purchase's. */
  readonly opportunities: Int32Array;
  /** The recency-frequency matrix: histories that occur, by opportunities falling, recency, repeat count. */
  readonly cells: readonly OpportunityCell[];
}

/**
 * Counts in how many of some periods each customer bought, for models in discrete time (BG/BB): a period is bought in
 * or not, however often. The period of a customer's first purchase in them begins the history and is not counted.
 *
 * @throws UnobservedDaysError if the log was not observed until the last period ends
 * @throws RangeError if there is no period, or they overlap or are out of order
 *
 * @example
 * ```ts
 * import { countOpportunities, orderLogFromRows } from "clientele/orders";
 *
 * const rows = (["2023-03-01", "2024-05-01", "2026-02-01"] as const).map((orderedOn) => ({ customerId: "ann", orderedOn, amount: "10" }));
 * const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2023-01-01", to: "2028-01-01" } });
 * const periods = [2023, 2024, 2025, 2026, 2027].map((year) => ({ from: `${year}-01-01`, to: `${year + 1}-01-01` }) as const);
 * countOpportunities(log, { periods }).row(0); // => { customerId: "ann", repeatCount: 2, recency: 3, opportunities: 4 }
 * ```
 */
export function countOpportunities(log: OrderLog, options: OpportunityOptions): OpportunityTable {
  const spans = options.periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  if (spans.length === 0)
    throw new RangeError("Cannot count opportunities: there must be a period, got none");
  spans.forEach(([from, to], p) => {
    if (to <= from || (p > 0 && from < spans[p - 1]![1])) {
      const { from: first, to: end } = options.periods[p]!;
      throw new RangeError(
        `Cannot count opportunities: periods must follow one another and each hold a day, got [${first}, ${end})`,
      );
    }
  });
  checkObserved("count opportunities", log, { name: "the last period", day: options.periods.at(-1)!.to });
  const all = log.customerIds.length;
  const first = new Int32Array(all).fill(-1);
  const last = new Int32Array(all);
  const taken = new Int32Array(all);
  for (let i = 0, p = 0; i < log.size; i++) {
    if (i === 0 || log.customers[i] !== log.customers[i - 1]) p = 0;
    const customer = log.customers[i]!;
    while (p < spans.length && spans[p]![1] <= log.days[i]!) p++; // the days of a customer never fall
    if (p === spans.length || log.days[i]! < spans[p]![0] || log.amounts[i]! <= 0) continue;
    if (first[customer]! < 0) first[customer] = p;
    else if (p !== last[customer]) taken[customer]!++;
    last[customer] = p;
  }
  const codes = first.map((_, code) => code).filter((code) => first[code]! >= 0);
  const customerIds = Object.freeze(Array.from(codes, (code) => log.customerIds[code]!));
  const repeatCount = codes.map((code) => taken[code]!);
  const recency = codes.map((code) => last[code]! - first[code]!);
  const opportunities = codes.map((code) => spans.length - 1 - first[code]!);
  return Object.freeze({
    ...createCustomerTable(
      customerIds,
      (i): OpportunityRow =>
        Object.freeze({
          customerId: customerIds[i]!,
          repeatCount: repeatCount[i]!,
          recency: recency[i]!,
          opportunities: opportunities[i]!,
        }),
    ),
    repeatCount,
    recency,
    opportunities,
    cells: cellsOf(repeatCount, recency, opportunities),
  });
}

function cellsOf(
  repeatCount: Int32Array,
  recency: Int32Array,
  opportunities: Int32Array,
): readonly OpportunityCell[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < repeatCount.length; i++) {
    const key = `${opportunities[i]},${recency[i]},${repeatCount[i]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].map(([key, customers]): OpportunityCell => {
    const [n = 0, t = 0, x = 0] = key.split(",").map(Number);
    return Object.freeze({ repeatCount: x, recency: t, opportunities: n, customers });
  });
  cells.sort(
    (a, b) => b.opportunities - a.opportunities || a.recency - b.recency || a.repeatCount - b.repeatCount,
  );
  return Object.freeze(cells);
}

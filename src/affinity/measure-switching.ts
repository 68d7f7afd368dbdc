import { dayNumber, type Period } from "../calendar/index.ts";
import { type CustomerTable, createCustomerTable, type OrderLog, withColumns } from "../orders/index.ts";
import { wrongOption } from "./_check.ts";

/** Options of {@link measureSwitching}. */
export interface MeasureSwitchingOptions {
  /** The earlier period. */
  readonly before: Period;
  /** The later period; as long as the earlier one if amounts are to be compared. */
  readonly after: Period;
  /** The products in question: a brand, an own label. */
  readonly focus: readonly string[];
  /** The products it may lose to or win from: the rest of the category. None of the focus. */
  readonly comparison: readonly string[];
}

/** How the spending of one customer, or of all, on the focus changed, in units of the log. */
export interface SwitchingRow {
  /** Spent on the focus before. */
  readonly focusBefore: number;
  /** Spent on the focus after. */
  readonly focusAfter: number;
  /** Spent on the comparison before. */
  readonly comparisonBefore: number;
  /** Spent on the comparison after. */
  readonly comparisonAfter: number;
  /** Won from customers who bought neither before. */
  readonly won: number;
  /** Lost with customers who bought neither after: zero or below. */
  readonly lost: number;
  /** More of the focus that is not paid for by less of the comparison. */
  readonly increased: number;
  /** Less of the focus that is not made up by more of the comparison: zero or below. */
  readonly decreased: number;
  /** Moved from the comparison to the focus. */
  readonly switchedIn: number;
  /** Moved from the focus to the comparison: zero or below. */
  readonly switchedOut: number;
}

/** The movement of every customer who bought focus or comparison in either period, and the sums. */
export interface SwitchingTable extends CustomerTable<SwitchingRow & { readonly customerId: string }> {
  /** The sums over all customers. */
  readonly total: SwitchingRow;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** Decimals of a unit. */
  readonly exponent: number;
}

/**
 * Says where the change of the sales of some products came from: new customers, lost ones, more or less by the same ones, or a move
 * from and to other products (gain–loss analysis).
 *
 * For each customer with f, g spent on the focus before and after and c, d on the comparison: won g if f = c = 0; lost −f if g = d = 0;
 * else with Δf = g − f and Δc = d − c, where both have the same sign (or Δc = 0) Δf is increase or decrease; where they differ, the
 * smaller of |Δf|, |Δc| has switched and the rest of Δf is increase or decrease. The six parts add up to g − f.
 *
 * Amounts are net of returns. They are integers and their sums exact. A move is what the amounts of one customer say; prices and promotions
 * of either period are not taken out.
 *
 * @throws RangeError if the focus is empty, a product is in both groups, or the periods overlap or are not in order
 *
 * @example
 * ```ts
 * import { measureSwitching } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = [
 *   { customerId: "ann", orderedOn: "2026-01-05", productId: "ours", amount: "10" },
 *   { customerId: "ann", orderedOn: "2026-02-05", productId: "theirs", amount: "8" },
 *   { customerId: "bob", orderedOn: "2026-02-06", productId: "ours", amount: "5" },
 * ] as const;
 * const table = measureSwitching(orderLogFromRows(rows, { currency: "JPY" }), {
 *   before: { from: "2026-01-01", to: "2026-02-01" },
 *   after: { from: "2026-02-01", to: "2026-03-01" },
 *   focus: ["ours"],
 *   comparison: ["theirs"],
 * });
 * const { won, switchedOut, decreased } = table.total;
 * [won, switchedOut, decreased]; // => [5, -8, -2]
 * ```
 */
export function measureSwitching(log: OrderLog, options: MeasureSwitchingOptions): SwitchingTable {
  const doing = "measure switching";
  const { focus, comparison } = options;
  const [beforeFrom, beforeTo] = daysOf(doing, "before", options.before);
  const [afterFrom, afterTo] = daysOf(doing, "after", options.after);
  if (afterFrom < beforeTo)
    throw wrongOption(
      doing,
      "after",
      `a period that does not begin before ${options.before.to}`,
      options.after.from,
    );
  if (focus.length === 0) throw wrongOption(doing, "focus", "at least one product", "none");
  const inFocus = new Set(focus);
  const both = comparison.find((product) => inFocus.has(product));
  if (both !== undefined) throw wrongOption(doing, "comparison", "none of the products of the focus", both);
  const inComparison = new Set(comparison);
  const groups = Int8Array.from(log.productIds, (id) =>
    inFocus.has(id) ? 0 : inComparison.has(id) ? 1 : -1,
  );

  const cells = new Float64Array(4 * log.customerIds.length);
  const seen = new Uint8Array(log.customerIds.length);
  for (let line = 0; line < log.size; line++) {
    const [day, product, customer] = [log.days[line]!, log.products?.[line] ?? -1, log.customers[line]!];
    const group = product < 0 ? -1 : groups[product]!;
    const isBefore = day >= beforeFrom && day < beforeTo;
    if (group < 0 || (!isBefore && (day < afterFrom || day >= afterTo))) continue;
    seen[customer] = 1;
    cells[4 * customer + 2 * group + (isBefore ? 0 : 1)]! += log.amounts[line]!;
  }
  const buyers: number[] = [];
  for (let customer = 0; customer < seen.length; customer++) if (seen[customer] === 1) buyers.push(customer);
  const rowOf = (customer: number): SwitchingRow =>
    splitChange(cells.subarray(4 * customer, 4 * customer + 4));
  const total = buyers.reduce<SwitchingRow>(
    (sum, customer) => addRows(sum, rowOf(customer)),
    splitChange([0, 0, 0, 0]),
  );
  const ids = buyers.map((customer) => log.customerIds[customer]!);
  const table = createCustomerTable(Object.freeze(ids), (i) =>
    Object.freeze({ customerId: ids[i]!, ...rowOf(buyers[i]!) }),
  );
  return withColumns(table, { total: Object.freeze(total), currency: log.currency, exponent: log.exponent });
}

function splitChange(cells: ArrayLike<number>): SwitchingRow {
  const [focusBefore, focusAfter] = [cells[0]!, cells[1]!];
  const [comparisonBefore, comparisonAfter] = [cells[2]!, cells[3]!];
  const row = { focusBefore, focusAfter, comparisonBefore, comparisonAfter };
  const none = { won: 0, lost: 0, increased: 0, decreased: 0, switchedIn: 0, switchedOut: 0 };
  const change = focusAfter - focusBefore;
  if (focusBefore === 0 && comparisonBefore === 0) return { ...row, ...none, won: focusAfter };
  if (focusAfter === 0 && comparisonAfter === 0) return { ...row, ...none, lost: 0 - focusBefore };
  const other = comparisonAfter - comparisonBefore;
  const moved = change * other < 0 ? Math.sign(change) * Math.min(Math.abs(change), Math.abs(other)) : 0;
  const rest = change - moved;
  return {
    ...row,
    ...none,
    increased: Math.max(0, rest),
    decreased: Math.min(0, rest),
    switchedIn: Math.max(0, moved),
    switchedOut: Math.min(0, moved),
  };
}

function addRows(one: SwitchingRow, other: SwitchingRow): SwitchingRow {
  const sum: Record<string, number> = {};
  for (const key of Object.keys(one) as (keyof SwitchingRow)[]) sum[key] = one[key] + other[key];
  return sum as unknown as SwitchingRow;
}

function daysOf(doing: string, name: string, period: Period): readonly [number, number] {
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)];
  if (from >= to)
    throw wrongOption(doing, name, "a period that ends after it begins", `${period.from} to ${period.to}`);
  return [from, to];
}

import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { LineMoney } from "./_line-amounts.ts";
import {
  arrangeDetails,
  compareDetails,
  detailsOf,
  type LineDetails,
  numberDetails,
} from "./_line-details.ts";
import { numberOrders } from "./_number-orders.ts";
import { gather, renumber } from "./_renumber.ts";
import { moneyOfUnits } from "./money-of-units.ts";
import type { OrderLog } from "./order-log.ts";

/** Lines by column in any order, their ids numbered in any way; an id may be unused. */
export interface RawLines extends LineMoney, LineDetails {
  readonly currency: string;
  readonly window: Period | undefined;
  readonly customerIds: readonly string[];
  readonly customers: Int32Array;
  readonly days: Int32Array;
  readonly orderIds: readonly string[];
  /** −1 for a line without an order id. */
  readonly orders: Int32Array;
  readonly productIds: readonly string[];
  /** −1 for a line without a product. */
  readonly products: Int32Array;
}

/** The lines of a log as they were before they were arranged; columns that the log lacks are filled. */
export function rawLinesOf(log: OrderLog): RawLines {
  const none = (): Int32Array => new Int32Array(log.size).fill(-1);
  const zeros = (): Float64Array => new Float64Array(log.size);
  return {
    currency: log.currency,
    exponent: log.exponent,
    window: log.window,
    customerIds: log.customerIds,
    customers: log.customers,
    days: log.days,
    orderIds: log.orderIds ?? [],
    orders: log.orderIds === undefined ? none() : log.orderCodes,
    productIds: log.productIds,
    products: log.products ?? none(),
    amounts: log.amounts,
    costs: log.costs ?? log.partialCosts?.units ?? zeros(),
    costKnown: log.partialCosts?.known ?? new Uint8Array(log.size).fill(log.costs === undefined ? 0 : 1),
    ...detailsOf(log),
  };
}

/** Brings lines into canonical order and checks what an order log promises. */
export function arrangeLines(raw: RawLines): OrderLog {
  const byId = !raw.orders.includes(-1);
  const customer = renumber(raw.customerIds, raw.customers);
  const product = renumber(raw.productIds, raw.products);
  const details = numberDetails(raw);
  const order = canonicalOrder({ ...raw, ...details }, customer.codes, product.codes, byId);
  const customers = gather(customer.codes, order);
  const days = gather(raw.days, order);
  const amounts = gather(raw.amounts, order);
  const costs = gather(raw.costs, order);
  checkSums(customers, amounts, costs, customer.ids, raw);
  return Object.freeze({
    size: days.length,
    currency: raw.currency,
    exponent: raw.exponent,
    window: checkWindow(raw.window, days),
    customerIds: customer.ids,
    customers,
    days,
    amounts,
    ...costColumns(costs, gather(raw.costKnown, order)),
    ...numberOrders(customers, days, byId ? gather(raw.orders, order) : undefined, raw.orderIds),
    productIds: product.ids,
    ...(product.ids.length === 0 ? {} : { products: gather(product.codes, order) }),
    ...arrangeDetails(details, order),
  });
}

/** Costs of all lines, of some, or none. */
function costColumns(
  units: Float64Array,
  known: Uint8Array,
): Pick<OrderLog, "costs" | "partialCosts" | "linesWithoutCost"> {
  let count = 0;
  for (let i = 0; i < known.length; i++) count += known[i]!;
  const linesWithoutCost = known.length - count;
  if (count === 0) return { linesWithoutCost };
  if (linesWithoutCost === 0) return { costs: units, linesWithoutCost };
  return { partialCosts: Object.freeze({ units, known }), linesWithoutCost };
}

/**
 * The permutation into canonical order: two stable counting sorts bring customers and days into order in linear
 * time; what is left are the few lines of one customer on one day.
 */
function canonicalOrder(
  raw: RawLines,
  customers: Int32Array,
  products: Int32Array,
  byId: boolean,
): Int32Array {
  const { days, orders, orderIds, amounts, costs, costKnown } = raw;
  const rows = new Int32Array(days.length);
  for (let i = 0; i < rows.length; i++) rows[i] = i;
  const order = countingSort(countingSort(rows, days), customers);
  const byDetails = compareDetails(raw);
  const compare = (a: number, b: number): number => {
    if (byId && orders[a] !== orders[b]) {
      return compareCodePoints(orderIds[orders[a]!]!, orderIds[orders[b]!]!);
    }
    return (
      products[a]! - products[b]! ||
      amounts[a]! - amounts[b]! ||
      costs[a]! - costs[b]! ||
      costKnown[a]! - costKnown[b]! ||
      byDetails(a, b)
    );
  };
  for (let from = 0, to = 0; from < order.length; from = to) {
    const first = order[from]!;
    do to++;
    while (
      to < order.length &&
      days[order[to]!] === days[first] &&
      customers[order[to]!] === customers[first]
    );
    if (to - from > 1) order.subarray(from, to).sort(compare);
  }
  return order;
}

/** Sorts row numbers by an integer key, keeping the order of equal keys. Keys span no more than a calendar. */
function countingSort(order: Int32Array, keys: Int32Array): Int32Array {
  let low = 0;
  let high = -1;
  for (let i = 0; i < keys.length; i++) {
    if (i === 0 || keys[i]! < low) low = keys[i]!;
    if (i === 0 || keys[i]! > high) high = keys[i]!;
  }
  const next = new Int32Array(high - low + 2);
  for (let i = 0; i < keys.length; i++) next[keys[i]! - low + 1]!++;
  for (let k = 1; k < next.length; k++) next[k]! += next[k - 1]!;
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[next[keys[order[i]!]! - low]!++] = order[i]!;
  return sorted;
}

/** Keeps the promise that every sum over lines of one customer is exact, whichever lines and in whichever order. */
function checkSums(
  customers: Int32Array,
  amounts: Float64Array,
  costs: Float64Array,
  customerIds: readonly string[],
  scale: { readonly currency: string; readonly exponent: number },
): void {
  let sum = 0;
  for (let i = 0; i < customers.length; i++) {
    if (i > 0 && customers[i] !== customers[i - 1]) sum = 0;
    // All terms are positive integers and rounding is monotone, so the first sum beyond the limit is seen.
    sum += Math.abs(amounts[i]!) + Math.abs(costs[i]!);
    if (sum > Number.MAX_SAFE_INTEGER) {
      const most = moneyOfUnits(Number.MAX_SAFE_INTEGER, scale);
      throw new RangeError(
        `Cannot make order log: the amounts and costs of customer ${JSON.stringify(customerIds[customers[i]!])} must add up to at most ${most.amount} ${most.currency} in absolute value (2^53 - 1 units of ${scale.exponent} decimals)`,
      );
    }
  }
}

/** A line outside the window would contradict what was observed. An empty log without a window saw nothing. */
function checkWindow(window: Period | undefined, days: Int32Array): Period {
  let first = days[0] ?? 0;
  let last = days[0] ?? -1;
  for (let i = 0; i < days.length; i++) {
    if (days[i]! < first) first = days[i]!;
    if (days[i]! > last) last = days[i]!;
  }
  if (window === undefined) return Object.freeze({ from: dateOfDay(first), to: dateOfDay(last + 1) });
  const [from, to] = [dayNumber(window.from), dayNumber(window.to)];
  if (from > to) {
    throw new RangeError(
      `Cannot make order log: window must not end before it begins, got ${window.from} to ${window.to}`,
    );
  }
  if (days.length > 0 && (first < from || last >= to)) {
    throw new RangeError(
      `Cannot make order log: window must hold all lines, ${dateOfDay(first)} to ${dateOfDay(last)}, got [${window.from}, ${window.to})`,
    );
  }
  return Object.freeze({ from: window.from, to: window.to });
}

import { dateOfDay, dayNumber, type Period } from "../calendar/index.ts";
import { presentDetails } from "./_line-details.ts";
import { numberOrders } from "./_number-orders.ts";
import type { RawLines } from "./_raw-lines.ts";
import { moneyOfUnits } from "./money-of-units.ts";
import type { OrderLog } from "./order-log.ts";

/**
 * Makes a log of lines in canonical order, and checks what an order log promises.
 *
 * @param lines - with customers, products, channels and places numbered in code-point order, all of them in use
 * @param byId - whether every line has an order id
 */
export function logOfLines(lines: RawLines, byId: boolean): OrderLog {
  const { currency, exponent, customerIds, customers, days, orders, productIds, products, amounts } = lines;
  checkSums(lines);
  return Object.freeze({
    size: days.length,
    currency,
    exponent,
    window: checkWindow(lines.window, days),
    customerIds,
    customers,
    days,
    amounts,
    ...costColumns(lines.costs, lines.costKnown),
    ...numberOrders(customers, days, byId ? orders : undefined, lines.orderIds),
    productIds,
    ...(productIds.length === 0 ? {} : { products }),
    ...presentDetails(lines),
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

/** Keeps the promise that every sum over lines of one customer is exact, whichever lines and in whichever order. */
function checkSums({ customers, amounts, costs, customerIds, ...scale }: RawLines): void {
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

import { dayNumber } from "../calendar/index.ts";
import { analysisPeriod, checkCountingUnit, type OrderLog, type OrderTotals } from "../orders/index.ts";
import { measureTotals } from "./_measure-totals.ts";
import type { MeasureRfmOptions } from "./measure-rfm-options.ts";
import { type RfmTable, rfmTableOf } from "./rfm-table.ts";

const NEVER = -0x80000000;

/** What a customer has besides purchases: bits that add up. */
const FREE = 1;
const RETURN = 2;

/**
 * Measures recency, frequency and monetary of every customer with a purchase in `[from, asOf)`.
 *
 * `recency = asOf − last purchase day`, `frequency = #orders with a purchase line`, `monetary = Σ amounts`, or
 * `Σ amounts / frequency` (mean), or `Σ (amount − cost)` (profit)
 *
 * One pass over the columns; no object is made for a line or a customer.
 *
 * Profit needs the cost of every line that counts: of purchase lines, and with `count: "net"` of returns and free lines
 * as well.
 *
 * Of totals (`OrderTotals`) every row is an order, and the days are all that they hold: they cannot be cut, so `asOf`
 * must come after the last and `from`, where it is given, not after the first. This is the fast way for many millions
 * of orders.
 *
 * @param orders - a log, or totals by customer
 * @throws RangeError if a day is none, `from` is after `asOf`, an option is unknown, totals hold other days, orders are to be counted where not
 *   every line has an order id, or a line that counts has no cost and profit is asked for
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderId: "1", orderedOn: "2026-04-01", amount: "10.00" },
 *     { customerId: "ann", orderId: "2", orderedOn: "2026-05-30", amount: "15.00" },
 *     { customerId: "ann", orderId: "3", orderedOn: "2026-05-31", amount: "-15.00" },
 *     { customerId: "bob", orderId: "4", orderedOn: "2026-05-31", amount: "-1.00" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const table = measureRfm(log, { asOf: "2026-06-01" });
 * table.get("ann"); // => { customerId: "ann", recencyDays: 2, frequency: 2, monetary: { amount: "25.00", currency: "EUR" } }
 * table.notScored.returnsOnly; // => 1
 * measureRfm(log, { asOf: "2026-06-01", count: "net" }).row(0).monetary.amount; // => "10.00"
 * ```
 */
export function measureRfm(orders: OrderLog | OrderTotals, options: MeasureRfmOptions): RfmTable {
  const { count = "purchases", monetary: measure = "sum" } = options;
  if (count !== "purchases" && count !== "net") {
    throw new RangeError(
      `Cannot measure rfm: count must be "purchases" or "net", got ${JSON.stringify(count)}`,
    );
  }
  if (measure !== "sum" && measure !== "mean" && measure !== "profit") {
    throw new RangeError(
      `Cannot measure rfm: monetary must be sum, mean or profit, got ${JSON.stringify(measure)}`,
    );
  }
  return "buyers" in orders ? measureTotals(orders, options) : measureLog(orders, options);
}

function measureLog(log: OrderLog, options: MeasureRfmOptions): RfmTable {
  const { count = "purchases", monetary: measure = "sum" } = options;
  const countBy = checkCountingUnit("measure rfm", options.countBy ?? log.orderUnit, log);
  const period = analysisPeriod(log, options);
  const [first, end] = [dayNumber(period.from), dayNumber(period.to)];
  const all = log.customerIds.length;
  const last = new Int32Array(all).fill(NEVER);
  const orders = new Int32Array(all);
  const sums = new Float64Array(all);
  const others = new Uint8Array(all);
  const seen = new Uint8Array(countBy === "order" ? log.orders : 0);
  const byDay = countBy === "customer-day";
  const costs = new Float64Array(measure === "profit" ? all : 0);
  const [costOf, costKnown] = [log.costs ?? log.partialCosts?.units, log.partialCosts?.known];
  let linesLackingCost = 0;
  let linesBefore = 0;
  let linesAfter = 0;
  for (let i = 0; i < log.size; i++) {
    const day = log.days[i]!;
    if (day < first) linesBefore++;
    else if (day >= end) linesAfter++;
    else {
      const customer = log.customers[i]!;
      const amount = log.amounts[i]!;
      if (amount > 0) {
        if (countBy === "order") {
          if (seen[log.orderCodes[i]!] === 0) {
            seen[log.orderCodes[i]!] = 1;
            orders[customer]!++;
          }
        } else if (!byDay || last[customer] !== day) orders[customer]!++;
        last[customer] = day; // the days of a customer never fall
      } else others[customer]! |= amount < 0 ? RETURN : FREE;
      if (amount > 0 || count === "net") {
        sums[customer]! += amount;
        if (measure === "profit") {
          if (costOf === undefined || costKnown?.[i] === 0) linesLackingCost++;
          else costs[customer]! += costOf[i]!;
        }
      }
    }
  }
  if (linesLackingCost > 0) {
    throw new RangeError(
      `Cannot measure rfm: every line that counts must have a cost for profit, got ${linesLackingCost} without`,
    );
  }
  const customerIds: string[] = [];
  const recencyDays = new Int32Array(all);
  const frequency = new Int32Array(all);
  const revenue = new Float64Array(all);
  const monetary = measure === "sum" ? revenue : new Float64Array(all);
  const scale = 10 ** log.exponent;
  let returnsOnly = 0;
  let freeOnly = 0;
  for (let customer = 0; customer < all; customer++) {
    if (last[customer] !== NEVER) {
      const row = customerIds.push(log.customerIds[customer]!) - 1;
      recencyDays[row] = end - last[customer]!;
      frequency[row] = orders[customer]!;
      revenue[row] = sums[customer]!;
      // One division, so that equal means are equal doubles, whatever the scale of the log.
      if (measure === "mean") monetary[row] = sums[customer]! / (orders[customer]! * scale);
      if (measure === "profit") monetary[row] = sums[customer]! - costs[customer]!;
    } else if (others[customer]! >= RETURN) returnsOnly++;
    else if (others[customer] === FREE) freeOnly++;
  }
  const size = customerIds.length;
  const units = revenue.slice(0, size);
  return rfmTableOf({
    customerIds: Object.freeze(customerIds),
    from: period.from,
    asOf: period.to,
    count,
    countBy,
    measure,
    recencyDays: recencyDays.slice(0, size),
    frequency: frequency.slice(0, size),
    monetary: measure === "sum" ? units : monetary.slice(0, size),
    currency: log.currency,
    exponent: measure === "mean" ? 0 : log.exponent,
    revenue: Object.freeze({ currency: log.currency, exponent: log.exponent, units }),
    notScored: Object.freeze({ returnsOnly, freeOnly, linesBefore, linesAfter }),
  });
}

import { dayNumber } from "../calendar/index.ts";
import { type AnalysisOptions, analysisPeriod, type OrderLog } from "../orders/index.ts";
import { type RfmTable, rfmTableOf } from "./rfm-table.ts";

/** Options of {@link measureRfm}. */
export interface MeasureRfmOptions extends AnalysisOptions {
  /**
   * What monetary adds up: purchase lines alone, or purchases less returns. Recency and frequency count
   * purchases either way.
   * @defaultValue `"purchases"`
   */
  readonly count?: "purchases" | "net" | undefined;
}

const NEVER = -0x80000000;

/** What a customer has besides purchases: bits that add up. */
const FREE = 1;
const RETURN = 2;

/**
 * Measures recency, frequency and monetary of every customer with a purchase in `[from, asOf)`.
 *
 * `recency = asOf − last purchase day`, `frequency = #orders with a purchase line`, `monetary = Σ amounts`
 *
 * One pass over the columns; no object is made for a line or a customer.
 *
 * @throws RangeError if a day is none, `from` is after `asOf`, or `count` is unknown
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
export function measureRfm(log: OrderLog, options: MeasureRfmOptions): RfmTable {
  const { count = "purchases" } = options;
  if (count !== "purchases" && count !== "net") {
    throw new RangeError(
      `Cannot measure rfm: count must be "purchases" or "net", got ${JSON.stringify(count)}`,
    );
  }
  const period = analysisPeriod(log, options);
  const [first, end] = [dayNumber(period.from), dayNumber(period.to)];
  const all = log.customerIds.length;
  const last = new Int32Array(all).fill(NEVER);
  const orders = new Int32Array(all);
  const sums = new Float64Array(all);
  const others = new Uint8Array(all);
  const seen = new Uint8Array(log.orders);
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
        last[customer] = day; // the days of a customer never fall
        sums[customer]! += amount;
        if (seen[log.orderCodes[i]!] === 0) {
          seen[log.orderCodes[i]!] = 1;
          orders[customer]!++;
        }
      } else {
        others[customer]! |= amount < 0 ? RETURN : FREE;
        if (count === "net") sums[customer]! += amount;
      }
    }
  }
  const customerIds: string[] = [];
  const recencyDays = new Int32Array(all);
  const frequency = new Int32Array(all);
  const monetary = new Float64Array(all);
  let returnsOnly = 0;
  let freeOnly = 0;
  for (let customer = 0; customer < all; customer++) {
    if (last[customer] !== NEVER) {
      const row = customerIds.push(log.customerIds[customer]!) - 1;
      recencyDays[row] = end - last[customer]!;
      frequency[row] = orders[customer]!;
      monetary[row] = sums[customer]!;
    } else if (others[customer]! >= RETURN) returnsOnly++;
    else if (others[customer] === FREE) freeOnly++;
  }
  return rfmTableOf({
    customerIds: Object.freeze(customerIds),
    from: period.from,
    asOf: period.to,
    count,
    recencyDays: recencyDays.slice(0, customerIds.length),
    frequency: frequency.slice(0, customerIds.length),
    monetary: monetary.slice(0, customerIds.length),
    currency: log.currency,
    exponent: log.exponent,
    notScored: Object.freeze({ returnsOnly, freeOnly, linesBefore, linesAfter }),
  });
}

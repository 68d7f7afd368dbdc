import type { OrderLog } from "../orders/index.ts";
import { type EventUnit, eachCustomer, firstFrom } from "./_purchase-events.ts";
import type { ComparedDays } from "./compared-periods.ts";

/** Purchases of two periods by customer, those without any before the end left out. */
export interface PurchaseCounts {
  readonly size: number;
  /** Code of each customer in the log. */
  readonly customers: Int32Array;
  /** Purchases in the reference, the first one ever not counted. */
  readonly reference: Int32Array;
  /** Sum of their amounts, in units. */
  readonly referenceUnits: Float64Array;
  /** Days of the reference after the first purchase ever. */
  readonly days: Int32Array;
  /** Purchases in the current period, the first one ever not counted. */
  readonly current: Int32Array;
  /** Sum of their amounts, in units. */
  readonly currentUnits: Float64Array;
}

export function countPurchases(
  log: OrderLog,
  { days: span, countBy }: { readonly days: ComparedDays; readonly countBy: EventUnit },
): PurchaseCounts {
  const room = log.customerIds.length;
  const columns = {
    customers: new Int32Array(room),
    reference: new Int32Array(room),
    referenceUnits: new Float64Array(room),
    days: new Int32Array(room),
    current: new Int32Array(room),
    currentUnits: new Float64Array(room),
  };
  const size = countBy === "customer-day" ? countDays(log, span, columns) : countOrders(log, span, columns);
  return {
    size,
    customers: columns.customers.subarray(0, size),
    reference: columns.reference.subarray(0, size),
    referenceUnits: columns.referenceUnits.subarray(0, size),
    days: columns.days.subarray(0, size),
    current: columns.current.subarray(0, size),
    currentUnits: columns.currentUnits.subarray(0, size),
  };
}

type Columns = { readonly [K in Exclude<keyof PurchaseCounts, "size">]: PurchaseCounts[K] };

function countOrders(log: OrderLog, span: ComparedDays, columns: Columns): number {
  let size = 0;
  eachCustomer(log, { countBy: "order", before: span.currentTo }, (customer, { count, days, units }) => {
    const seenFrom = Math.max(span.from, days[0]! + 1);
    const at = size++;
    columns.customers[at] = customer;
    columns.days[at] = Math.max(0, span.to - seenFrom);
    for (let i = firstFrom(days, count, seenFrom); i < count; i++) {
      if (days[i]! < span.to) {
        columns.reference[at]!++;
        columns.referenceUnits[at]! += units[i]!;
      } else if (days[i]! >= span.currentFrom) {
        columns.current[at]!++;
        columns.currentUnits[at]! += units[i]!;
      }
    }
  });
  return size;
}

/** The same of buying days, in one pass and without gathering them. */
function countDays(log: OrderLog, span: ComparedDays, columns: Columns): number {
  const { customers, days, amounts, size: lines } = log;
  const { from, to, currentFrom, currentTo } = span;
  let [at, customer, seenFrom, last] = [-1, -1, 0, 0];
  for (let i = 0; i < lines; i++) {
    const day = days[i]!;
    const amount = amounts[i]!;
    if (!(amount > 0) || day >= currentTo) continue;
    if (customers[i] !== customer) {
      customer = customers[i]!;
      last = day;
      seenFrom = day < from ? from : day + 1;
      columns.customers[++at] = customer;
      columns.days[at] = to > seenFrom ? to - seenFrom : 0;
      continue;
    }
    if (day < seenFrom) {
      last = day;
      continue;
    }
    const again = day === last ? 0 : 1;
    last = day;
    if (day < to) {
      columns.reference[at]! += again;
      columns.referenceUnits[at]! += amount;
    } else if (day >= currentFrom) {
      columns.current[at]! += again;
      columns.currentUnits[at]! += amount;
    }
  }
  return at + 1;
}

import type { OrderLog } from "../orders/index.ts";

/** What counts as one purchase here: lines of an order are no independent events. */
export type EventUnit = "order" | "customer-day";

/** The purchases of one customer before a day, in order of days; the columns are written over for the next customer. */
export interface PurchaseEvents {
  /** How many. */
  count: number;
  /** Day of each. */
  days: Int32Array;
  /** Sum of the purchase lines of each, in units; exact. */
  units: Float64Array;
  /** The first line of each. */
  lines: Int32Array;
}

/** Visits every customer with a purchase before a day. */
export function eachCustomer(
  log: OrderLog,
  options: { readonly countBy: EventUnit; readonly before: number },
  visit: (customer: number, events: PurchaseEvents) => void,
): void {
  const { customers, days, amounts, orderCodes } = log;
  const { before } = options;
  const byOrder = options.countBy === "order";
  let room = 64;
  const events: PurchaseEvents = {
    count: 0,
    days: new Int32Array(room),
    units: new Float64Array(room),
    lines: new Int32Array(room),
  };
  let customer = -1;
  // The highest unit so far, and the event that it is.
  let [last, latest] = [-1, -1];
  const places = new Map<number, number>();
  for (let i = 0; i < log.size; i++) {
    if (customers[i] !== customer) {
      if (events.count > 0) visit(customer, events);
      customer = customers[i]!;
      events.count = 0;
      places.clear();
      last = -1;
    }
    if (!(amounts[i]! > 0) || days[i]! >= before) continue;
    const unit = byOrder ? orderCodes[i]! : days[i]!;
    // Lines of an order may lie on several days, with another order between them.
    const same = unit === last ? latest : unit < last ? places.get(unit) : undefined;
    if (same !== undefined) {
      events.units[same]! += amounts[i]!;
      continue;
    }
    if (events.count === room) {
      room *= 2;
      events.days = grown(events.days, new Int32Array(room));
      events.units = grown(events.units, new Float64Array(room));
      events.lines = grown(events.lines, new Int32Array(room));
    }
    events.days[events.count] = days[i]!;
    events.units[events.count] = amounts[i]!;
    if (byOrder) places.set(unit, events.count);
    if (unit > last) [last, latest] = [unit, events.count];
    events.lines[events.count++] = i;
  }
  if (events.count > 0) visit(customer, events);
}

function grown<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** The position of the first day that is not before another. */
export function firstFrom(days: Int32Array, count: number, day: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[middle]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The purchases of one customer in `[from, before)`, as columns of their own. */
export function eventsOf(
  log: OrderLog,
  customer: number,
  span: { readonly countBy: EventUnit; readonly from: number; readonly before: number },
): { readonly days: Int32Array; readonly units: Float64Array } {
  let found = { days: new Int32Array(0), units: new Float64Array(0) };
  eachCustomer(linesOf(log, customer), span, (_, { count, days, units }) => {
    const at = firstFrom(days, count, span.from);
    found = { days: days.slice(at, count), units: units.slice(at, count) };
  });
  return found;
}

/** The columns of one customer that purchases are read from. */
function linesOf(log: OrderLog, customer: number): OrderLog {
  const low = firstFrom(log.customers, log.size, customer);
  const high = firstFrom(log.customers, log.size, customer + 1);
  return {
    ...log,
    size: high - low,
    customers: log.customers.subarray(low, high),
    days: log.days.subarray(low, high),
    amounts: log.amounts.subarray(low, high),
    orderCodes: log.orderCodes.subarray(low, high),
  };
}

import type { OrderLog } from "../orders/index.ts";
import type { EventUnit } from "./_purchase-events.ts";

/** The purchases of one customer in a span of days, each with the distinct values of its lines. */
export interface EventValues {
  readonly customer: number;
  /** Day of each. */
  readonly days: readonly number[];
  /** The values of each, ascending. */
  readonly values: readonly (readonly number[])[];
}

/** Visits the purchases of every customer that have a known value, in the span `[from, before)`. */
export function eachValued(
  log: OrderLog,
  options: {
    readonly countBy: EventUnit;
    readonly from: number;
    readonly before: number;
    /** The value of a line, below 0 where it is not known. */
    readonly codeOf: (line: number) => number;
  },
  visit: (events: EventValues) => void,
): void {
  const { customers, days, amounts, orderCodes } = log;
  const { from, before, codeOf } = options;
  const byOrder = options.countBy === "order";
  for (let low = 0, high = 0; low < log.size; low = high) {
    const customer = customers[low]!;
    const [keys, at, values]: [number[], number[], number[][]] = [[], [], []];
    for (high = low; high < log.size && customers[high] === customer; high++) {
      if (!(amounts[high]! > 0) || days[high]! < from || days[high]! >= before) continue;
      const value = codeOf(high);
      if (value < 0) continue;
      const key = byOrder ? orderCodes[high]! : days[high]!;
      let event = keys.at(-1) === key ? keys.length - 1 : byOrder ? keys.lastIndexOf(key) : -1;
      if (event < 0) {
        event = keys.push(key) - 1;
        at.push(days[high]!);
        values.push([]);
      }
      if (!values[event]!.includes(value)) values[event]!.push(value);
    }
    if (keys.length > 0) {
      for (const own of values) own.sort((a, b) => a - b);
      visit({ customer, days: at, values });
    }
  }
}

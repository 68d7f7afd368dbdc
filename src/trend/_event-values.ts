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
    const [at, values]: [number[], number[][]] = [[], []];
    // Lines of an order may lie on several days, with another order between them.
    const places = new Map<number, number>();
    for (high = low; high < log.size && customers[high] === customer; high++) {
      if (!(amounts[high]! > 0) || days[high]! < from || days[high]! >= before) continue;
      const value = codeOf(high);
      if (value < 0) continue;
      const key = byOrder ? orderCodes[high]! : days[high]!;
      const event = places.get(key);
      if (event === undefined) {
        places.set(key, at.push(days[high]!) - 1);
        values.push([value]);
      } else values[event]!.push(value);
    }
    if (at.length > 0) visit({ customer, days: at, values: values.map(distinct) });
  }
}

/** The values, ascending and each once. */
function distinct(values: number[]): number[] {
  if (values.length === 1) return values;
  values.sort((a, b) => a - b);
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

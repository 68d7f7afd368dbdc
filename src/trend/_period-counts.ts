import { dayNumber, type Period } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { type EventUnit, eachCustomer } from "./_purchase-events.ts";
import { createTrendLaw, type TrendLaw } from "./_trend-law.ts";

/** Whose rates a customer's are measured by. */
export type PatternPeers = "none" | "all" | "cohort";

/** Purchases by customer and period, of customers with a purchase before the last period ends. */
export interface PeriodCounts {
  readonly size: number;
  /** Code of each customer in the log. */
  readonly customers: Int32Array;
  /** The first period in which the customer is seen whole: the one after that of its first purchase. */
  readonly starts: Int32Array;
  /** Its purchases from there on. */
  readonly of: (index: number) => Int32Array;
  /** In how many periods it was seen. */
  readonly seen: (index: number) => number;
  /** How many purchases of others its own are measured by; nothing where nobody is compared with. */
  readonly ofPeers: (index: number) => number | undefined;
  /** How its purchases would fall into those periods without a trend of its own. */
  readonly lawOf: (index: number) => TrendLaw;
}

export function countByPeriod(
  log: OrderLog,
  options: { readonly periods: readonly Period[]; readonly countBy: EventUnit; readonly peers: PatternPeers },
): PeriodCounts {
  const { countBy, peers } = options;
  const spans = options.periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  const width = spans.length;
  const room = log.customerIds.length;
  const [customers, starts] = [new Int32Array(room), new Int32Array(room)];
  const cells = new Int32Array(room * width);
  let size = 0;
  eachCustomer(log, { countBy, before: spans[width - 1]![1] }, (customer, { count, days }) => {
    const at = size++;
    customers[at] = customer;
    let start = 0;
    while (start < width && spans[start]![0] <= days[0]!) start++;
    starts[at] = start;
    for (let i = 0, p = start; i < count && p < width; i++) {
      while (p < width && spans[p]![1] <= days[i]!) p++;
      if (p < width && days[i]! >= spans[p]![0]) cells[at * width + p]!++;
    }
  });
  return countsOf({
    customers: customers.subarray(0, size),
    starts: starts.subarray(0, size),
    cells,
    spans,
    peers,
  });
}

/** Counts by customer and period that were made elsewhere, and have been checked. */
export interface CheckedCounts {
  readonly cells: Int32Array;
  readonly starts: Int32Array;
}

export function countsAtHand(
  { cells, starts }: CheckedCounts,
  { periods, peers }: { readonly periods: readonly Period[]; readonly peers: PatternPeers },
): PeriodCounts {
  const spans = periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  return countsOf({ customers: Int32Array.from(starts.keys()), starts, cells, spans, peers });
}

function countsOf(parts: {
  readonly customers: Int32Array;
  readonly starts: Int32Array;
  readonly cells: Int32Array;
  readonly spans: readonly (readonly [number, number])[];
  readonly peers: PatternPeers;
}): PeriodCounts {
  const { customers, starts, cells, spans, peers } = parts;
  const [size, width] = [customers.length, spans.length];
  const of = (i: number): Int32Array => cells.subarray(i * width + starts[i]!, (i + 1) * width);
  const exposures = exposuresOf({ spans, size, starts, of, peers });
  const sumOf = (i: number): number => of(i).reduce((sum, x) => sum + x, 0);
  const byStart = new Float64Array(width + 1);
  let together = 0;
  for (let i = 0; i < size; i++) {
    byStart[starts[i]!]! += sumOf(i);
    together += sumOf(i);
  }
  // One law for all who are seen from the same period on.
  const laws: TrendLaw[] = [];
  return {
    size,
    customers,
    starts,
    of,
    seen: (i) => width - starts[i]!,
    ofPeers: (i) =>
      peers === "none" ? undefined : (peers === "all" ? together : byStart[starts[i]!]!) - sumOf(i),
    lawOf: (i) => {
      const start = starts[i]!;
      laws[start] ??= createTrendLaw(exposures(start));
      return laws[start];
    },
  };
}

/** The exposure of each period from a first one on: its days, times what a customer bought on one of them where peers count. */
function exposuresOf(parts: {
  readonly spans: readonly (readonly [number, number])[];
  readonly size: number;
  readonly starts: Int32Array;
  readonly of: (index: number) => Int32Array;
  readonly peers: PatternPeers;
}): (start: number) => Float64Array {
  const { spans, size, starts, of, peers } = parts;
  const width = spans.length;
  const days = Float64Array.from(spans, ([from, to]) => to - from);
  if (peers === "none") return (start) => days.slice(start);
  /** Purchases and customers seen, by cohort and period. */
  const bought = new Float64Array(width * width);
  const cohort = new Float64Array(width);
  for (let i = 0; i < size; i++) {
    const start = starts[i]!;
    if (start === width) continue;
    cohort[start]!++;
    of(i).forEach((x, t) => {
      bought[start * width + start + t]! += x;
    });
  }
  return (start) =>
    days.slice(start).map((_, t) => {
      const period = start + t;
      if (peers === "cohort") return bought[start * width + period]!;
      let [purchases, customers] = [0, 0];
      for (let s = 0; s <= period; s++) {
        purchases += bought[s * width + period]!;
        customers += cohort[s]!;
      }
      return purchases / customers;
    });
}

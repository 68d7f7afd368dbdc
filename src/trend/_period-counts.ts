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
  /** How its purchases would fall into those periods without a trend of its own; a period in which no peer bought has no share. */
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
  const exposures = peers === "none" ? undefined : peerExposures({ size, width, starts, of, peers });
  const days = Float64Array.from(spans, ([from, to]) => to - from);
  const sumOf = (i: number): number => of(i).reduce((sum, x) => sum + x, 0);
  const byStart = new Float64Array(width + 1);
  let together = 0;
  for (let i = 0; i < size; i++) {
    byStart[starts[i]!]! += sumOf(i);
    together += sumOf(i);
  }
  // Without peers one law for all who are seen from the same period on.
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
      if (exposures !== undefined) return createTrendLaw(exposures(i));
      const start = starts[i]!;
      laws[start] ??= createTrendLaw(days.slice(start));
      return laws[start];
    },
  };
}

/**
 * The exposure of each period of a customer: what its peers bought there, of all by the number of those seen. A customer is no peer of its
 * own: its trend would hide in what it is measured by.
 */
function peerExposures(parts: {
  readonly size: number;
  readonly width: number;
  readonly starts: Int32Array;
  readonly of: (index: number) => Int32Array;
  readonly peers: "all" | "cohort";
}): (index: number) => Float64Array {
  const { size, width, starts, of, peers } = parts;
  /** Purchases by cohort and period, one cohort where all are peers, and customers seen by period. */
  const bought = new Float64Array(width * width);
  const seen = new Float64Array(width);
  const rowOf = (start: number): number => (peers === "cohort" ? start * width : 0);
  for (let i = 0; i < size; i++) {
    const start = starts[i]!;
    of(i).forEach((x, t) => {
      bought[rowOf(start) + start + t]! += x;
      seen[start + t]!++;
    });
  }
  return (i) => {
    const start = starts[i]!;
    return Float64Array.from(of(i), (own, t) => {
      const others = bought[rowOf(start) + start + t]! - own;
      return others === 0 ? 0 : peers === "cohort" ? others : others / (seen[start + t]! - 1);
    });
  };
}

import { dayNumber, type Period } from "../calendar/index.ts";
import {
  type CustomerTable,
  checkObserved,
  createCustomerTable,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";
import { sumPeriod } from "./_sum-period.ts";

/** How revenue of a customer went. */
export type GrowthPattern = "new" | "gone" | "growing" | "shrinking" | "steady" | "volatile" | "sporadic";

/** Options of {@link classifyGrowth}. */
export interface GrowthOptions {
  /** Periods of equal length, oldest first and not overlapping; see `trailingPeriods` of `clientele/calendar`. At least 3. */
  readonly periods: readonly Period[];
  /**
   * The change per period, as a share of the mean, from which a customer grows or shrinks.
   * @defaultValue `0.1`
   */
  readonly trend?: number | undefined;
  /**
   * The coefficient of variation about the trend from which revenue is volatile.
   * @defaultValue `0.5`
   */
  readonly volatility?: number | undefined;
}

/** How revenue of one customer went. */
export interface GrowthRow {
  /** The customer. */
  readonly customerId: string;
  /** The pattern. */
  readonly pattern: GrowthPattern;
  /** Change per period as a share of the mean; absent where the mean is not positive. */
  readonly growth?: number | undefined;
  /** Scatter about the trend as a share of the mean; absent where the mean is not positive. */
  readonly volatility?: number | undefined;
  /** Periods with a purchase. */
  readonly activePeriods: number;
  /** The rule that decided, in words with its numbers. */
  readonly reason: string;
}

/** How revenue of every customer with a purchase in the periods went. */
export interface GrowthTable extends CustomerTable<GrowthRow> {
  /** The periods. */
  readonly periods: readonly Period[];
  /** How many customers have each pattern. */
  readonly counts: Readonly<Record<GrowthPattern, number>>;
}

const doing = "classify growth";

/**
 * Describes how the net revenue of each customer went over consecutive periods: growth, volatility, and the pattern.
 *
 * `growth = b / m`, b the least-squares slope of revenue over the periods, m their mean; `volatility = s / m`,
 * `s = √(RSS / (n − 2))` about that line
 *
 * The first rule that fits decides: *gone*, nothing bought in the last third of the periods (rounded up); *new*, nothing
 * bought before it; *sporadic*, bought in less than half of the periods; *volatile*; *growing*; *shrinking*; *steady*.
 * A description of what was, not a test: with few periods much of it is chance.
 *
 * @throws UnobservedDaysError if the log was not observed until the last period ends
 * @throws RangeError if there are fewer than 3 periods, they overlap or are out of order, or an option is not positive
 *
 * @example
 * ```ts
 * import { trailingPeriods } from "clientele/calendar";
 * import { orderLogFromRows } from "clientele/orders";
 * import { classifyGrowth } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   (["2026-01-15", "2026-02-15", "2026-03-15"] as const).map((orderedOn, i) => ({ customerId: "ann", orderedOn, amount: String(100 + 50 * i) })),
 *   { currency: "EUR", window: { from: "2026-01-01", to: "2026-04-01" } },
 * );
 * const growth = classifyGrowth(log, { periods: trailingPeriods("2026-04-01", { months: 1, count: 3 }) });
 * const ann = growth.get("ann");
 * [ann?.pattern, ann?.growth?.toFixed(4), ann?.volatility]; // => ["growing", "0.3333", 0]
 * ```
 */
export function classifyGrowth(log: OrderLog, options: GrowthOptions): GrowthTable {
  const { periods, trend = 0.1, volatility = 0.5 } = options;
  for (const [name, value] of Object.entries({ trend, volatility })) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`Cannot ${doing}: ${name} must be a positive number, got ${value}`);
    }
  }
  const n = periods.length;
  if (n < 3) throw new RangeError(`Cannot ${doing}: there must be at least 3 periods, got ${n}`);
  const spans = periods.map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const);
  spans.forEach(([from, to], p) => {
    if (from < to && (p === 0 || from >= spans[p - 1]![1])) return;
    throw new RangeError(
      `Cannot ${doing}: periods must be in order and not overlap, got ${periods[p]!.from} to ${periods[p]!.to}`,
    );
  });
  // What was not observed would be taken for a customer who is gone.
  checkObserved(doing, log, { name: "the last period", day: periods[n - 1]!.to });
  const sums = spans.map(([from, to]) => sumPeriod(log, from, to));
  const codes = [...log.customerIds.keys()].filter((code) => sums.some((sum) => sum.purchases[code]! > 0));
  const rows = codes.map((code) => {
    const revenue = sums.map((sum) => sum.revenue[code]!);
    const active = sums.map((sum) => sum.purchases[code]! > 0);
    const measured = measure(revenue);
    const activePeriods = active.filter(Boolean).length;
    const late = Math.ceil(n / 3);
    const [pattern, reason] = patternOf({
      ...measured,
      active,
      activePeriods,
      late,
      trend,
      limit: volatility,
    });
    return Object.freeze({ customerId: log.customerIds[code]!, pattern, ...measured, activePeriods, reason });
  });
  const counts = { new: 0, gone: 0, growing: 0, shrinking: 0, steady: 0, volatile: 0, sporadic: 0 };
  for (const { pattern } of rows) counts[pattern]++;
  const ids = Object.freeze(rows.map((row) => row.customerId));
  return withColumns(
    createCustomerTable(ids, (i): GrowthRow => rows[i]!),
    {
      periods: Object.freeze(periods.map((one) => Object.freeze({ ...one }))),
      counts: Object.freeze(counts),
    },
  );
}

function measure(revenue: readonly number[]): { growth?: number; volatility?: number } {
  const n = revenue.length;
  const mean = revenue.reduce((sum, x) => sum + x, 0) / n;
  if (!(mean > 0)) return {};
  const centre = (n - 1) / 2;
  const spread = (n * (n * n - 1)) / 12;
  const slope = revenue.reduce((sum, x, p) => sum + (p - centre) * (x - mean), 0) / spread;
  const rest = revenue.reduce((sum, x, p) => sum + (x - mean - slope * (p - centre)) ** 2, 0);
  return { growth: slope / mean, volatility: Math.sqrt(rest / (n - 2)) / mean };
}

interface Course {
  readonly growth?: number;
  readonly volatility?: number;
  readonly active: readonly boolean[];
  readonly activePeriods: number;
  readonly late: number;
  readonly trend: number;
  readonly limit: number;
}

function patternOf(course: Course): [GrowthPattern, string] {
  const { growth, volatility, active, activePeriods, late, trend, limit } = course;
  const n = active.length;
  if (!active.slice(n - late).includes(true))
    return ["gone", `nothing bought in the last ${late} of ${n} periods`];
  if (!active.slice(0, n - late).includes(true))
    return ["new", `nothing bought before the last ${late} of ${n} periods`];
  if (2 * activePeriods < n) return ["sporadic", `bought in ${activePeriods} of ${n} periods`];
  if (growth === undefined || volatility === undefined)
    return ["volatile", "gave back as much as was bought"];
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  if (volatility >= limit)
    return ["volatile", `scatters by ${percent(volatility)} of the mean about its trend`];
  const change = `changes by ${percent(growth)} of the mean per period`;
  return [growth >= trend ? "growing" : growth <= -trend ? "shrinking" : "steady", change];
}

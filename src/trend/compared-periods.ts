import { addMonths, dayNumber, type Period, type PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { checkWhole } from "./_check.ts";

/** Two half-open periods to compare. They may be of different length, and there may be a gap between them. */
export interface ComparedPeriods {
  /** What is taken as usual. */
  readonly reference: Period;
  /** What is compared with it; it does not begin before the reference ends. */
  readonly current: Period;
}

/** Options of {@link recentPeriods}. */
export interface RecentPeriodsOptions {
  /**
   * Length of the current period in months.
   * @defaultValue `3`
   */
  readonly currentMonths?: number | undefined;
  /**
   * Length of the reference in months.
   * @defaultValue `12`
   */
  readonly referenceMonths?: number | undefined;
}

/**
 * The last months before a day, and those before them as a reference.
 *
 * `current = [asOf − c months, asOf)`, `reference = [asOf − (c + r) months, asOf − c months)`
 *
 * A reference of whole years holds every season once; a current quarter does not, see `relativeTo` of `findRateChanges`.
 *
 * @throws RangeError if the day is none or a length is not a whole number from 1 up
 *
 * @example
 * ```ts
 * import { recentPeriods } from "clientele/trend";
 *
 * recentPeriods("2026-07-01").current; // => { from: "2026-04-01", to: "2026-07-01" }
 * recentPeriods("2026-07-01").reference; // => { from: "2025-04-01", to: "2026-04-01" }
 * ```
 */
export function recentPeriods(asOf: PlainDate, options: RecentPeriodsOptions = {}): ComparedPeriods {
  const doing = "choose periods";
  const { currentMonths = 3, referenceMonths = 12 } = options;
  checkWhole(doing, "currentMonths", currentMonths, 1);
  checkWhole(doing, "referenceMonths", referenceMonths, 1);
  const middle = addMonths(asOf, -currentMonths);
  return Object.freeze({
    reference: Object.freeze({ from: addMonths(asOf, -(currentMonths + referenceMonths)), to: middle }),
    current: Object.freeze({ from: middle, to: asOf }),
  });
}

/** The two periods as day numbers. */
export interface ComparedDays {
  readonly from: number;
  readonly to: number;
  readonly currentFrom: number;
  readonly currentTo: number;
}

/** The periods as day numbers, refused where they overlap or were not observed. */
export function comparedDays(
  doing: string,
  { reference, current }: ComparedPeriods,
  log?: Pick<OrderLog, "window">,
): ComparedDays {
  const days = {
    from: dayNumber(reference.from),
    to: dayNumber(reference.to),
    currentFrom: dayNumber(current.from),
    currentTo: dayNumber(current.to),
  };
  for (const [name, period, length] of [
    ["reference", reference, days.to - days.from],
    ["current", current, days.currentTo - days.currentFrom],
  ] as const)
    if (length < 1)
      throw new RangeError(
        `Cannot ${doing}: ${name} must be a period of at least a day, got ${period.from} to ${period.to}`,
      );
  if (days.currentFrom < days.to)
    throw new RangeError(
      `Cannot ${doing}: current must not begin before the reference ends on ${reference.to}, got ${current.from}`,
    );
  if (log !== undefined) {
    const { from, to } = log.window;
    if (days.from < dayNumber(from) || days.currentTo > dayNumber(to))
      throw new RangeError(
        `Cannot ${doing}: the periods must lie in the time observed, ${from} to ${to}, got ${reference.from} to ${current.to}`,
      );
  }
  return days;
}

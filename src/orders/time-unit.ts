/** A unit of elapsed time of fixed length, for measures that models read. */
export type TimeUnit = "day" | "week" | "month" | "year";

const DAYS: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: 30.4375, year: 365.25 };

/**
 * The days of a unit of elapsed time: 1, 7, 30.4375 (a twelfth of a year) or 365.25.
 *
 * @throws RangeError if there is no such unit
 *
 * @example
 * ```ts
 * import { daysPerUnit } from "clientele/orders";
 *
 * daysPerUnit("week"); // => 7
 * daysPerUnit("month") * 12 === daysPerUnit("year"); // => true
 * ```
 */
export function daysPerUnit(unit: TimeUnit): number {
  if (!Object.hasOwn(DAYS, unit)) {
    throw new RangeError(
      `Cannot measure time: unit must be day, week, month or year, got ${JSON.stringify(unit)}`,
    );
  }
  return DAYS[unit];
}

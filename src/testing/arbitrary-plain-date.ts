import fc from "fast-check";
import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";

/** Options of {@link arbitraryPlainDate}. */
export interface ArbitraryPlainDateOptions {
  /**
   * The first day.
   * @defaultValue `"2024-01-01"`, so that a leap day is in reach
   */
  readonly from?: PlainDate | undefined;
  /**
   * The first day that is no longer drawn.
   * @defaultValue `"2027-01-01"`
   */
  readonly to?: PlainDate | undefined;
}

/**
 * Draws days of `[from, to)`; shrinks towards the first.
 *
 * @throws RangeError if a bound is no day, or there is no day between them
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { arbitraryPlainDate } from "clientele/testing";
 *
 * const days = fc.sample(arbitraryPlainDate({ from: "2026-02-01", to: "2026-03-01" }), 100);
 * days.every((day) => day.startsWith("2026-02-")); // => true
 * ```
 */
export function arbitraryPlainDate(options: ArbitraryPlainDateOptions = {}): fc.Arbitrary<PlainDate> {
  const { from = "2024-01-01", to = "2027-01-01" } = options;
  const [min, end] = [dayNumber(from), dayNumber(to)];
  if (min >= end) throw new RangeError(`Cannot draw days: from must be before to ${to}, got ${from}`);
  return fc.integer({ min, max: end - 1 }).map(dateOfDay);
}

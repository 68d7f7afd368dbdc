import { type PlainDate, parsePlainDate } from "../calendar/index.ts";

/** A period of validity as records carry it: days, half-open, open where nothing is said. */
export interface Validity {
  /** The first day on which it holds. */
  readonly validFrom?: PlainDate | undefined;
  /** The first day on which it no longer holds. */
  readonly validTo?: PlainDate | undefined;
}

/** The day of which a question is asked. */
export interface DayOption {
  /** The day. */
  readonly day: PlainDate;
}

/**
 * Tells whether a record holds on a day: `validFrom ≤ day < validTo`, open where nothing is said.
 *
 * @throws RangeError if `day` is not a plain date
 *
 * @example
 * ```ts
 * import { isValidOn } from "clientele/model";
 *
 * const post = { validFrom: "2024-01-01", validTo: "2026-07-01" } as const;
 * isValidOn(post, "2026-06-30"); // => true
 * isValidOn(post, "2026-07-01"); // => false
 * isValidOn({}, "2026-07-01"); // => true
 * ```
 */
export function isValidOn(record: Validity, day: PlainDate): boolean {
  parsePlainDate(day);
  const { validFrom, validTo } = record;
  return (validFrom === undefined || validFrom <= day) && (validTo === undefined || day < validTo);
}

/**
 * Keeps the records that hold on a day, in their order.
 *
 * @throws RangeError if `day` is not a plain date
 *
 * @example
 * ```ts
 * import { validOn } from "clientele/model";
 *
 * const posts = [{ title: "Buyer", validTo: "2025-01-01" }, { title: "Head buyer", validFrom: "2025-01-01" }] as const;
 * validOn(posts, "2026-11-22").map((post) => post.title); // => ["Head buyer"]
 * ```
 */
export function validOn<T extends Validity>(records: Iterable<T>, day: PlainDate): T[] {
  return [...records].filter((record) => isValidOn(record, day));
}

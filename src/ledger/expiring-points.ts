import { addDays, type PlainDate } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { decimalText } from "../money/index.ts";
import { type OpenLot, settlePoints } from "./_settle-points.ts";
import { type PointsLot, publicLot } from "./points-balance.ts";

/** Options of {@link expiringPoints}. */
export interface ExpiringPointsOptions {
  /** The day from which one looks ahead. */
  readonly asOf: PlainDate;
  /** How many days ahead: points that expire on `asOf + 1` to `asOf + within` are listed. */
  readonly within: number;
}

/** The points of one customer that expire on one day if nothing is redeemed. */
export interface ExpiringPoints {
  /** The first day on which they are gone. */
  readonly expiresOn: PlainDate;
  /** How many points, as exact decimal text. */
  readonly points: string;
  /** The lots they lie in, the older first. */
  readonly lots: readonly PointsLot[];
}

/**
 * Lists the points of one customer that are about to expire, by day of expiry, soonest first. Lots that are
 * used up do not occur.
 *
 * asOf < expiresOn ≤ asOf + within
 *
 * @param entries - all points entries of one customer
 * @param options - the day and how far to look ahead
 * @throws InvalidDataError as `pointsBalance`
 * @throws RangeError when `within` is not a non-negative integer, or as `pointsBalance`
 *
 * @example
 * ```ts
 * import { expiringPoints } from "clientele/ledger";
 *
 * const common = { schemaVersion: 1, customerId: "c1", kind: "earn" } as const;
 * const entries = [
 *   { ...common, id: "e1", on: "2026-01-10", points: "300", expiresOn: "2027-01-10" },
 *   { ...common, id: "e2", on: "2026-02-10", points: "50", expiresOn: "2026-04-01" },
 * ] as const;
 * const soon = expiringPoints(entries, { asOf: "2026-03-02", within: 30 });
 * soon.map((day) => [day.expiresOn, day.points]); // => [["2026-04-01", "50"]]
 * ```
 */
export function expiringPoints(
  entries: Iterable<PointsEntry>,
  options: ExpiringPointsOptions,
): readonly ExpiringPoints[] {
  const { asOf, within } = options;
  if (!Number.isSafeInteger(within) || within < 0) {
    throw new RangeError(
      `Cannot list expiring points: within must be a non-negative integer, got ${describeValue(within)}`,
    );
  }
  const { lots, exponent } = settlePoints(entries, asOf);
  const last = addDays(asOf, within);
  const byDay = new Map<PlainDate, OpenLot[]>();
  for (const lot of lots) {
    if (lot.expiresOn === undefined || lot.expiresOn > last) continue;
    const day = byDay.get(lot.expiresOn);
    if (day === undefined) byDay.set(lot.expiresOn, [lot]);
    else day.push(lot);
  }
  // Lots come first to expire first, so the days come in order too.
  const days = [...byDay].map(([expiresOn, of]) =>
    Object.freeze({
      expiresOn,
      points: decimalText(
        of.reduce((sum, lot) => sum + lot.left, 0n),
        exponent,
      ),
      lots: Object.freeze(of.map((lot) => publicLot(lot, exponent))),
    }),
  );
  return Object.freeze(days);
}

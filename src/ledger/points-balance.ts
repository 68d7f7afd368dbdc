import type { PlainDate } from "../calendar/index.ts";
import type { PointsEntry } from "../model/index.ts";
import { decimalText } from "../money/index.ts";
import { type OpenLot, settlePoints } from "./_settle-points.ts";

/** What is left of the points that one entry earned. */
export interface PointsLot {
  /** The entry that earned them. */
  readonly entryId: string;
  /** The day on which they were earned. */
  readonly earnedOn: PlainDate;
  /** The first day on which they are gone; absent when they never expire. */
  readonly expiresOn?: PlainDate | undefined;
  /** The points left, as exact decimal text. */
  readonly left: string;
}

/** The points of one customer as of a day. */
export interface PointsBalance {
  /** The day, its own entries included. */
  readonly asOf: PlainDate;
  /** The points that can be redeemed, as exact decimal text. */
  readonly balance: string;
  /** The lots they lie in, in the order in which they would be redeemed. */
  readonly lots: readonly PointsLot[];
}

/**
 * Balances the points of one customer at the end of a day: what was earned, less what was redeemed and what
 * expired, corrections and reversals included. A reversal undoes its entry from its own day on: redeemed points go back
 * to their lots (and are gone if those have expired), earned points are taken away again. A redemption takes the points that expire first (then the older, then by entry id), and only those
 * that are there on its day; points of its own day can be redeemed, points are gone at the start of
 * `expiresOn`.
 *
 * balance = Σ left over the lots with earnedOn ≤ asOf < expiresOn
 *
 * Entries after `asOf` do not count. The order of the entries is irrelevant; sums are exact, whatever their
 * size, and keep the finest decimals given.
 *
 * @param entries - all points entries of one customer
 * @param asOf - the day
 * @throws InvalidDataError naming every entry that redeems more than there was (`overdrawn`), whose points are not
 * a positive decimal (`bad-points`), whose id occurs twice (`duplicate-entry`) or that reverses wrongly (`bad-reversal`)
 * @throws RangeError when the entries are of several customers or `asOf` is not a plain date
 *
 * @example
 * ```ts
 * import { pointsBalance } from "clientele/ledger";
 *
 * const common = { schemaVersion: 1, customerId: "c1" } as const;
 * const { balance, lots } = pointsBalance(
 *   [
 *     { ...common, id: "e1", on: "2026-01-10", kind: "earn", points: "300", expiresOn: "2027-01-10" },
 *     { ...common, id: "e2", on: "2026-02-10", kind: "earn", points: "50.5", expiresOn: "2026-08-10" },
 *     { ...common, id: "r1", on: "2026-03-01", kind: "redeem", points: "80" },
 *   ],
 *   "2026-03-31",
 * );
 * balance; // => "270.5"
 * lots; // => [{ entryId: "e1", earnedOn: "2026-01-10", expiresOn: "2027-01-10", left: "270.5" }]
 * ```
 */
export function pointsBalance(entries: Iterable<PointsEntry>, asOf: PlainDate): PointsBalance {
  const { lots, exponent } = settlePoints(entries, asOf);
  const sum = lots.reduce((total, lot) => total + lot.left, 0n);
  return Object.freeze({
    asOf,
    balance: decimalText(sum, exponent),
    lots: Object.freeze(lots.map((lot) => publicLot(lot, exponent))),
  });
}

/** The lot as handed out: no empty key, decimal text for integers. */
export function publicLot(lot: OpenLot, exponent: number): PointsLot {
  const { entryId, earnedOn, expiresOn } = lot;
  const left = decimalText(lot.left, exponent);
  return Object.freeze(
    expiresOn === undefined ? { entryId, earnedOn, left } : { entryId, earnedOn, expiresOn, left },
  );
}

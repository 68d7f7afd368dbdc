import { dateOfDay, dayNumber, localDayNumber, type PlainDate } from "../calendar/index.ts";
import type { Complaint } from "../model/index.ts";
import { checkShare } from "./_share.ts";
import { flagGold } from "./flag-gold.ts";
import { type RankedCustomer, topCustomers } from "./top-customers.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link findRepeatedComplaints}. */
export interface RepeatedComplaintOptions {
  /** The zone in which a complaint's moment is made a day. */
  readonly zone: string;
  /**
   * The share of the customers, the best by value, that counts as large, from 0 to 1.
   * @defaultValue `0.2`
   */
  readonly share?: number | undefined;
  /**
   * From how many complaints on they are repeated.
   * @defaultValue `2`
   */
  readonly atLeast?: number | undefined;
}

/** A large customer who complained again and again. */
export interface RepeatedComplaints extends RankedCustomer {
  /** How many complaints in the period of the values. */
  readonly complaints: number;
  /** How many of all the customer's complaints were neither resolved nor closed at the end of it. */
  readonly open: number;
  /** What they were about, the most frequent first. */
  readonly subjects: readonly { readonly subject: Complaint["subject"]; readonly complaints: number }[];
  /** The day of the last. */
  readonly last: PlainDate;
}

const doing = "find repeated complaints";

/**
 * Finds the large customers who complained several times in the period of the values, so that somebody able sees to them
 * soon; the most valuable first.
 *
 * Large: among the best `share` by number with a positive value, equals at the boundary included. A complaint belongs to
 * the day on which it came in.
 *
 * @throws RangeError if the share is not from 0 to 1, `atLeast` is not a positive integer, or the zone is none
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { findRepeatedComplaints, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [["ann", "90"], ["bob", "5"]].map(([customerId = "", amount = ""]) => ({ customerId, orderedOn: "2025-05-02" as const, amount })),
 *   { currency: "EUR" },
 * );
 * const complaint = (id: string, customerId: string, receivedAt: string) => ({
 *   schemaVersion: 1 as const, id, customerId, subject: "delivery" as const, category: "late", severity: 3, receivedAt,
 *   channel: "phone" as const, history: [{ state: "open" as const, at: receivedAt }],
 * });
 * const found = findRepeatedComplaints(
 *   valueCustomers(log, { asOf: "2026-01-01" }),
 *   [complaint("1", "ann", "2025-06-01T09:00:00Z"), complaint("2", "ann", "2025-07-01T09:00:00Z"), complaint("3", "bob", "2025-07-01T09:00:00Z")],
 *   { zone: "Europe/Berlin", share: 0.5 },
 * );
 * found.map((one) => [one.customerId, one.complaints, one.open, one.last]); // => [["ann", 2, 2, "2025-07-01"]]
 * ```
 */
export function findRepeatedComplaints(
  values: ValueTable,
  complaints: Iterable<Complaint>,
  options: RepeatedComplaintOptions,
): readonly RepeatedComplaints[] {
  const { zone, share = 0.2, atLeast = 2 } = options;
  checkShare(doing, "share", share);
  if (!Number.isSafeInteger(atLeast) || atLeast < 1) {
    throw new RangeError(`Cannot ${doing}: atLeast must be a positive integer, got ${atLeast}`);
  }
  const large = flagGold(values, { share });
  if (large.count === 0) return Object.freeze([]);
  const [first, end] = [dayNumber(values.from), dayNumber(values.asOf)];
  const own = new Map<string, Tally>();
  for (const complaint of complaints) {
    const day = localDayNumber(Date.parse(complaint.receivedAt), zone);
    const at = day < end ? large.indexOf(complaint.customerId) : undefined;
    if (at === undefined || large.flags[at] === 0) continue;
    const tally = own.get(complaint.customerId) ?? {
      complaints: 0,
      open: 0,
      last: first,
      subjects: new Map(),
    };
    own.set(complaint.customerId, tally);
    if (isOpen(complaint, end, zone)) tally.open++;
    if (day < first) continue;
    tally.complaints++;
    tally.last = Math.max(tally.last, day);
    tally.subjects.set(complaint.subject, (tally.subjects.get(complaint.subject) ?? 0) + 1);
  }
  return Object.freeze(
    topCustomers(values, { count: large.count }).flatMap((customer) => {
      const tally = own.get(customer.customerId);
      if (tally === undefined || tally.complaints < atLeast) return [];
      const subjects = [...tally.subjects]
        .map(([subject, count]) => Object.freeze({ subject, complaints: count }))
        .sort((a, b) => b.complaints - a.complaints || (a.subject < b.subject ? -1 : 1));
      return [
        Object.freeze({
          ...customer,
          complaints: tally.complaints,
          open: tally.open,
          subjects: Object.freeze(subjects),
          last: dateOfDay(tally.last),
        }),
      ];
    }),
  );
}

interface Tally {
  complaints: number;
  open: number;
  last: number;
  readonly subjects: Map<Complaint["subject"], number>;
}

/** Neither resolved nor closed by the last step before the day. */
function isOpen({ history }: Complaint, end: number, zone: string): boolean {
  // The states stand in the order of time.
  const state = history.findLast(({ at }) => localDayNumber(Date.parse(at), zone) < end)?.state;
  return state !== undefined && state !== "resolved" && state !== "closed";
}

import { addDays, daysBetween, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Benefit, Contract, Membership, SwitchingBond } from "../model/index.ts";

/** Everything that binds customers for a term. */
export interface Terms {
  /** Contracts, with their end and the last day of notice. */
  readonly contracts?: Iterable<Contract> | undefined;
  /** Places in clubs and programmes. */
  readonly memberships?: Iterable<Membership> | undefined;
  /** What ties customers for a time. */
  readonly bonds?: Iterable<SwitchingBond> | undefined;
  /** Entitlements, with the day on which they are gone, and that from which they can be used. */
  readonly benefits?: Iterable<Benefit> | undefined;
}

/** Options of {@link findTermEnds}. */
export interface TermEndOptions {
  /** The day from which one looks ahead. */
  readonly asOf: PlainDate;
  /** How many days ahead: what falls on `asOf + 1` to `asOf + within` is listed. */
  readonly within: number;
}

/** A day on which something that binds a customer ends, or begins to be worth staying for. */
export interface TermEnd {
  /** The day. */
  readonly on: PlainDate;
  /** How many days ahead it is. */
  readonly days: number;
  /** Whose. */
  readonly customerId: string;
  /** What happens on the day. */
  readonly what:
    | "contract-ends"
    | "notice-ends"
    | "membership-ends"
    | "bond-ends"
    | "benefit-expires"
    | "benefit-vests";
  /** The record that says so. */
  readonly id: string;
}

/**
 * Lists which contracts, memberships, bonds and benefits of customers come to a term in the coming days, the soonest
 * first: the last day of notice (its own day), and the first day without. Used benefits do not occur.
 *
 * asOf < on ≤ asOf + within
 *
 * @throws RangeError if `within` is not a non-negative integer, or a term ends before it starts
 *
 * @example
 * ```ts
 * import { findTermEnds } from "clientele/ledger";
 *
 * const contract = {
 *   schemaVersion: 1, id: "k1", customerId: "ann", kind: "supply", name: "feed", startsOn: "2025-01-01", endsOn: "2026-07-01", noticeBy: "2026-06-10",
 * } as const;
 * const ends = findTermEnds({ contracts: [contract] }, { asOf: "2026-06-01", within: 30 });
 * ends.map((end) => [end.on, end.what, end.days]); // => [["2026-06-10", "notice-ends", 9], ["2026-07-01", "contract-ends", 30]]
 * ```
 */
export function findTermEnds(terms: Terms, options: TermEndOptions): readonly TermEnd[] {
  const { asOf, within } = options;
  if (!Number.isSafeInteger(within) || within < 0) {
    throw new RangeError(`Cannot find term ends: within must be a non-negative integer, got ${within}`);
  }
  const last = addDays(asOf, within);
  const ends: TermEnd[] = [];
  const add = (what: TermEnd["what"], customerId: string, id: string, on: PlainDate | undefined): void => {
    if (on === undefined || on <= asOf || on > last) return;
    ends.push(Object.freeze({ on, days: daysBetween(asOf, on), customerId, what, id }));
  };
  for (const { id, customerId, startsOn, endsOn, noticeBy } of terms.contracts ?? []) {
    checkTerm("contract", id, startsOn, endsOn);
    add("contract-ends", customerId, id, endsOn);
    add("notice-ends", customerId, id, noticeBy);
  }
  for (const { id, partyId, validFrom, validTo } of terms.memberships ?? []) {
    checkTerm("membership", id, validFrom, validTo);
    add("membership-ends", partyId, id, validTo);
  }
  for (const { id, customerId, validFrom, validTo } of terms.bonds ?? []) {
    checkTerm("bond", id, validFrom, validTo);
    add("bond-ends", customerId, id, validTo);
  }
  for (const { id, partyId, grantedOn, vestsOn, expiresOn, usedOn } of terms.benefits ?? []) {
    checkTerm("benefit", id, grantedOn, expiresOn);
    if (usedOn !== undefined && usedOn <= asOf) continue;
    add("benefit-expires", partyId, id, expiresOn);
    add("benefit-vests", partyId, id, vestsOn);
  }
  ends.sort(
    (a, b) =>
      compareCodePoints(a.on, b.on) ||
      compareCodePoints(a.customerId, b.customerId) ||
      compareCodePoints(a.what, b.what) ||
      compareCodePoints(a.id, b.id),
  );
  return Object.freeze(ends);
}

function checkTerm(what: string, id: string, from: PlainDate | undefined, to: PlainDate | undefined): void {
  if (from === undefined || to === undefined || to > from) return;
  throw new RangeError(`Cannot find term ends: ${what} ${id} must end after it starts on ${from}, got ${to}`);
}

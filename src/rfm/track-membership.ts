import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { SegmentAssignment, SegmentMembers } from "./assign-segments.ts";

/** One stay of a customer in a segment, as far as the assignments show it. */
export interface MembershipSpan {
  /** The segment. */
  readonly segmentId: string;
  /** The customer. */
  readonly customerId: string;
  /** The day of the first assignment with the customer in the segment. */
  readonly from: PlainDate;
  /** The day of the first assignment without; absent for who is in it at the end. */
  readonly to?: PlainDate | undefined;
  /** Whether the customer was in it at the first assignment of all, and so perhaps before. */
  readonly sinceStart: boolean;
}

/** A customer who joined or left. */
export interface MembershipChange {
  /** The segment. */
  readonly segmentId: string;
  /** The customer. */
  readonly customerId: string;
  /** The day of the assignment that shows it. */
  readonly on: PlainDate;
  /** What happened. */
  readonly change: "joined" | "left";
  /** Whether the definition was the same before and after, so that it was the customer who changed. */
  readonly because: "customer" | "definition";
}

/** How many members a segment had on a day. */
export interface MembershipCount {
  /** The segment. */
  readonly segmentId: string;
  /** The day of the assignment. */
  readonly asOf: PlainDate;
  /** The version of the definition applied. */
  readonly version: number;
  /** Members. */
  readonly members: number;
  /** Who was not a member at the assignment before; 0 at the first. */
  readonly joined: number;
  /** Who no longer was. */
  readonly left: number;
}

/** Membership over time. */
export interface MembershipHistory {
  /** Every stay, by segment, customer and day. */
  readonly spans: readonly MembershipSpan[];
  /** Every joining and leaving, by day, segment and customer. */
  readonly changes: readonly MembershipChange[];
  /** Members of each segment on each day, by segment in the order of first appearance, then by day. */
  readonly counts: readonly MembershipCount[];
}

/**
 * Follows who joined and left which segment from one assignment to the next. A segment that an assignment does not have
 * has no members then; members at the first assignment are not counted as joining.
 *
 * @param assignments - of rising days
 * @throws RangeError if the days do not rise
 *
 * @example
 * ```ts
 * import { assignSegments, trackMembership } from "clientele/rfm";
 *
 * const segments = [{ id: "north", name: "North", version: 1, rule: { field: "region", is: "north" } }] as const;
 * const may = assignSegments([{ customerId: "ann", region: "north" }, { customerId: "bob", region: "south" }], { segments, asOf: "2026-05-01" });
 * const june = assignSegments([{ customerId: "ann", region: "south" }, { customerId: "bob", region: "north" }], { segments, asOf: "2026-06-01" });
 * const { spans, changes } = trackMembership([may, june]);
 * spans[0]; // => { segmentId: "north", customerId: "ann", from: "2026-05-01", to: "2026-06-01", sinceStart: true }
 * changes.map((change) => `${change.customerId} ${change.change}`); // => ["ann left", "bob joined"]
 * ```
 */
export function trackMembership(assignments: readonly SegmentAssignment[]): MembershipHistory {
  assignments.forEach(({ asOf }, i) => {
    const before = assignments[i - 1]?.asOf;
    if (before !== undefined && dayNumber(asOf) <= dayNumber(before)) {
      throw new RangeError(`Cannot track membership: days must rise, got ${before} and then ${asOf}`);
    }
  });
  const ids = [...new Set(assignments.flatMap(({ segments }) => segments.map(({ id }) => id)))];
  const spans: MembershipSpan[] = [];
  const changes: MembershipChange[] = [];
  const counts: MembershipCount[] = [];
  for (const segmentId of ids) {
    const open = new Map<string, { readonly from: PlainDate; readonly sinceStart: boolean }>();
    let before: SegmentMembers | undefined;
    assignments.forEach(({ asOf, segments }, i) => {
      const now = segments.find(({ id }) => id === segmentId);
      const members = new Set(now?.customerIds);
      // Two versions of a rule cannot be told from two states of a customer.
      const because = i > 0 && before?.version === now?.version ? "customer" : "definition";
      let [joined, left] = [0, 0];
      for (const [customerId, stay] of open) {
        if (members.has(customerId)) continue;
        left += 1;
        spans.push(
          Object.freeze({ segmentId, customerId, from: stay.from, to: asOf, sinceStart: stay.sinceStart }),
        );
        changes.push(Object.freeze({ segmentId, customerId, on: asOf, change: "left", because }));
        open.delete(customerId);
      }
      for (const customerId of members) {
        if (open.has(customerId)) continue;
        open.set(customerId, { from: asOf, sinceStart: i === 0 });
        if (i === 0) continue;
        joined += 1;
        changes.push(Object.freeze({ segmentId, customerId, on: asOf, change: "joined", because }));
      }
      if (now !== undefined) {
        counts.push(
          Object.freeze({ segmentId, asOf, version: now.version, members: members.size, joined, left }),
        );
      }
      before = now;
    });
    for (const [customerId, stay] of open) spans.push(Object.freeze({ segmentId, customerId, ...stay }));
  }
  const place = new Map(ids.map((id, i) => [id, i]));
  const inOrder = (a: { segmentId: string; customerId: string }, b: typeof a): number =>
    place.get(a.segmentId)! - place.get(b.segmentId)! || compareCodePoints(a.customerId, b.customerId);
  spans.sort((a, b) => inOrder(a, b) || dayNumber(a.from) - dayNumber(b.from));
  changes.sort((a, b) => dayNumber(a.on) - dayNumber(b.on) || inOrder(a, b));
  return Object.freeze({
    spans: Object.freeze(spans),
    changes: Object.freeze(changes),
    counts: Object.freeze(counts),
  });
}

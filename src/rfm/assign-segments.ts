import { isPlainDate, type PlainDate } from "../calendar/index.ts";
import { sortByCodePoints } from "../ids/index.ts";
import { orderSegments } from "./_check-segments.ts";
import { type LooseRule, meetsRule } from "./_meets-rule.ts";
import type { CustomerFacts, SegmentDefinition } from "./segment-rule.ts";

/** Options of {@link assignSegments}. */
export interface AssignSegmentsOptions<Facts> {
  /** The segments, in the order in which they are shown. */
  readonly segments: readonly SegmentDefinition<Facts>[];
  /** The day of which the facts are. */
  readonly asOf: PlainDate;
}

/** The customers of one segment. */
export interface SegmentMembers {
  /** The segment's id. */
  readonly id: string;
  /** The segment's name. */
  readonly name: string;
  /** The version of the definition that was applied. */
  readonly version: number;
  /** The segment that it is a part of. */
  readonly parentId?: string | undefined;
  /** The members, in code-point order. */
  readonly customerIds: readonly string[];
  /** Of all customers, or of the members of the parent; 0 where there is none. */
  readonly share: number;
  /** Customers (members of the parent, where there is one) of whom a fact that decides is not known. */
  readonly undecided: number;
}

/** Customers who are in two segments of one parent. */
export interface SegmentOverlap {
  /** The two segments, by id. */
  readonly segments: readonly [string, string];
  /** How many customers are in both. */
  readonly customers: number;
}

/** Who belongs to which segment as of a day. */
export interface SegmentAssignment {
  /** The day of the facts. */
  readonly asOf: PlainDate;
  /** How many customers there were. */
  readonly customers: number;
  /** The segments, in the order given. */
  readonly segments: readonly SegmentMembers[];
  /** Customers in no segment without parent, in code-point order: the gaps. */
  readonly inNone: readonly string[];
  /** Pairs of segments of one parent, or both without, that share customers. */
  readonly overlaps: readonly SegmentOverlap[];
}

/**
 * Assigns customers to segments by explicit rules over whatever facts there are: needs, industry, life-style, region,
 * tier. Segments may overlap and leave customers out, and the result says where they do.
 *
 * A fact that is missing is not known, which is neither yes nor no: who might belong but for a missing fact is counted as
 * undecided and is no member. A part of a segment (`parentId`) has only members of the whole.
 *
 * @param records - the facts of each customer, in any order, each customer once
 * @throws RangeError if a customer comes twice, or a definition cannot be applied: a repeated id, an unknown parent, a
 *   circle, a rule of no known form
 *
 * @example
 * ```ts
 * import { assignSegments, type SegmentDefinition } from "clientele/rfm";
 *
 * interface Facts { readonly customerId: string; readonly industry?: string; readonly needs?: readonly string[] }
 * const segments: SegmentDefinition<Facts>[] = [
 *   { id: "hotels", name: "Hotels", version: 1, rule: { field: "industry", is: "hotel" } },
 *   { id: "linen", name: "Hotels that need linen", version: 1, parentId: "hotels", rule: { field: "needs", includes: "linen" } },
 * ];
 * const records: Facts[] = [
 *   { customerId: "ann", industry: "hotel", needs: ["linen"] },
 *   { customerId: "bob", industry: "hotel" },
 *   { customerId: "cyd", industry: "school", needs: ["linen"] },
 * ];
 * const { segments: [hotels, linen], inNone } = assignSegments(records, { segments, asOf: "2026-06-01" });
 * hotels?.customerIds; // => ["ann", "bob"]
 * [linen?.customerIds, linen?.share, linen?.undecided]; // => [["ann"], 0.5, 1]
 * inNone; // => ["cyd"]
 * ```
 */
export function assignSegments<Facts extends CustomerFacts>(
  records: Iterable<Facts>,
  options: AssignSegmentsOptions<Facts>,
): SegmentAssignment {
  const { segments, asOf } = options;
  if (!isPlainDate(asOf)) {
    throw new RangeError(`Cannot assign segments: asOf must be a day written YYYY-MM-DD, got ${asOf}`);
  }
  const ordered = orderSegments(segments);
  const byId = new Map<string, Facts>();
  for (const record of records) {
    if (byId.has(record.customerId)) {
      throw new RangeError(
        `Cannot assign segments: each customer must come once, got ${JSON.stringify(record.customerId)} twice`,
      );
    }
    byId.set(record.customerId, record);
  }
  const everybody = sortByCodePoints([...byId.keys()]);
  const found = new Map<string, SegmentMembers>();
  for (const { id, name, version, parentId, rule } of ordered) {
    const among = parentId === undefined ? everybody : found.get(parentId)!.customerIds;
    let undecided = 0;
    const members = among.filter((customerId) => {
      const facts = byId.get(customerId) as unknown as Readonly<Record<string, unknown>>;
      const met = meetsRule(rule as LooseRule, facts);
      if (met === undefined) undecided += 1;
      return met === true;
    });
    found.set(
      id,
      Object.freeze({
        id,
        name,
        version,
        ...(parentId === undefined ? {} : { parentId }),
        customerIds: Object.freeze(members),
        share: among.length === 0 ? 0 : members.length / among.length,
        undecided,
      }),
    );
  }
  const inOrder = segments.map(({ id }) => found.get(id)!);
  const placed = new Set(inOrder.filter((s) => s.parentId === undefined).flatMap((s) => s.customerIds));
  return Object.freeze({
    asOf,
    customers: everybody.length,
    segments: Object.freeze(inOrder),
    inNone: Object.freeze(everybody.filter((customerId) => !placed.has(customerId))),
    overlaps: Object.freeze(overlapsOf(inOrder)),
  });
}

function overlapsOf(segments: readonly SegmentMembers[]): SegmentOverlap[] {
  const sets = segments.map(({ customerIds }) => new Set(customerIds));
  return segments.flatMap((one, i) =>
    segments.slice(i + 1).flatMap((other, k): SegmentOverlap[] => {
      if (one.parentId !== other.parentId) return [];
      const shared = other.customerIds.filter((customerId) => sets[i]!.has(customerId)).length;
      const pair = Object.freeze([one.id, segments[i + 1 + k]!.id] as const);
      return shared === 0 ? [] : [Object.freeze({ segments: pair, customers: shared })];
    }),
  );
}

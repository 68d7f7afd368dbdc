import fc from "fast-check";
import type { PartyRecords } from "../../src/knowledge/index.ts";
import { builtInAttributes, type RecordName, recordKinds } from "../../src/model/index.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const id = fc.constantFrom("a", "b", "c", "x");
const day = fc.constantFrom(
  "2024-01-01" as const,
  "2025-01-01" as const,
  "2026-01-01" as const,
  "2026-06-01" as const,
);
const v = { schemaVersion: 1 } as const;

function listOf<T extends object>(prefix: string, item: fc.Arbitrary<T>) {
  return fc
    .array(item, { maxLength: 5 })
    .map((list) => list.map((record, i) => ({ ...v, ...record, id: `${prefix}${i}` })));
}

const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((some) => (some === undefined ? {} : { [key]: some }));

/** Records of four people, three of whom may be one, tied to one another in many ways. */
export const arbitraryRecords: fc.Arbitrary<PartyRecords> = fc
  .record({
    names: fc.array(fc.constantFrom("Ada Byron", "A. Byron", "Ada Lovelace"), { minLength: 4, maxLength: 4 }),
    zones: fc.array(fc.option(fc.constantFrom("Europe/London", "Asia/Taipei"), { nil: undefined }), {
      minLength: 4,
      maxLength: 4,
    }),
    ContactPoint: listOf(
      "cp",
      fc
        .tuple(id, fc.constantFrom("ada@x.org", "ADA@x.org", "b@x.org"), maybe("primary", fc.boolean()))
        .map(([partyId, value, primary]) => ({ partyId, kind: "email" as const, value, ...primary, source })),
    ),
    Relationship: listOf(
      "r",
      fc
        .tuple(id, id, fc.constantFrom("spouse" as const, "friend" as const))
        .filter(([from, to]) => from !== to)
        .map(([fromId, toId, kind]) => ({ fromId, toId, kind, source })),
    ),
    Affiliation: listOf(
      "af",
      fc
        .tuple(id, maybe("reportsToId", id), maybe("title", fc.constantFrom("CIO", "Buyer")))
        .filter(([personId, boss]) => (boss as { reportsToId?: string }).reportsToId !== personId)
        .map(([personId, boss, title]) => ({ personId, organisationId: "acme", ...boss, ...title, source })),
    ),
    ImportantDate: listOf(
      "d",
      fc.tuple(id, fc.integer({ min: 1, max: 3 })).map(([partyId, month]) => ({
        partyId,
        kind: "birthday" as const,
        date: { calendar: "gregorian" as const, month, day: 5 },
        source,
      })),
    ),
    towns: fc.array(fc.tuple(id, fc.constantFrom("Turin", "Lyon"), maybe("validFrom", day)), {
      maxLength: 5,
    }),
    OrderLine: listOf(
      "l",
      fc
        .tuple(id, maybe("buyerId", id), fc.integer({ min: 1, max: 999 }))
        .map(([customerId, buyer, cents]) => ({
          customerId,
          orderId: `o${cents}`,
          orderedOn: "2026-03-01" as const,
          amount: `${cents}.50`,
          currency: "EUR",
          ...buyer,
        })),
    ),
    PointsEntry: listOf(
      "p",
      id.map((customerId) => ({
        customerId,
        on: "2026-03-01" as const,
        kind: "earn" as const,
        points: "10",
      })),
    ),
    Interaction: listOf(
      "i",
      fc.tuple(id, maybe("personId", id)).map(([partyId, person]) => ({
        partyId,
        occurredAt: "2026-03-01T09:00:00Z",
        channel: "phone" as const,
        direction: "inbound" as const,
        twoWay: true,
        summary: "spoke of the garden",
        ...person,
      })),
    ),
    Opportunity: listOf(
      "op",
      fc.tuple(id, id, id).map(([customerId, one, two]) => ({
        customerId,
        name: "New office",
        stage: "intent" as const,
        openedOn: "2026-02-01" as const,
        participants: [
          { personId: one, role: "user" as const },
          { personId: two, role: "approver" as const },
        ],
      })),
    ),
  })
  .map(({ names, zones, towns, ...lists }) => {
    // Facts of one party are sound among themselves: no stated periods that overlap.
    const stated = new Set<string>();
    const Fact = towns.flatMap(([subjectId, town, period], i) => {
      if ("validFrom" in period && stated.has(subjectId)) return [];
      if ("validFrom" in period) stated.add(subjectId);
      return [
        builtInAttributes.fact("person.hometown", town, {
          id: `f${i}`,
          subjectId,
          provenance: { method: "stated", actor: { kind: "party", id: subjectId } },
          observedAt: "2026-02-01T00:00:00Z",
          ...period,
        }),
      ];
    });
    const Party = ["a", "b", "c", "x"].map((partyId, i) => ({
      ...v,
      kind: "person" as const,
      id: partyId,
      name: names[i]!,
      ...(zones[i] === undefined ? {} : { timeZone: zones[i] }),
      externalIds: [{ system: "crm", value: `${names[i]}` }],
    }));
    return { Party, Fact, ...lists } as unknown as PartyRecords;
  });

/** What the vocabulary says is wrong with records. */
export function problemsOf(records: PartyRecords): string[] {
  return Object.entries(records).flatMap(([kind, list]) =>
    (list ?? []).flatMap((record) => {
      const result = recordKinds[kind as RecordName].schema.safeParse(record);
      return result.success ? [] : [`${kind} ${record.id}: ${result.error.message}`];
    }),
  );
}

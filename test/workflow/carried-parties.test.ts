import { addDays, type PlainDate } from "clientele/calendar";
import type { Insight } from "clientele/model";
import {
  type ClienteleStore,
  type CollectionName,
  collections,
  createMemoryStore,
  type EventRepository,
  type Repository,
  StoreError,
} from "clientele/repositories";
import { arbitraryRecord } from "clientele/testing";
import { readOrderBook } from "clientele/workflow";
import fc from "fast-check";
import { expect, it } from "vitest";
import { carryParties } from "../../src/workflow/_carry-parties.ts";
import type { KnownParties } from "../../src/workflow/_known-parties.ts";
import { createProgress } from "../../src/workflow/_progress.ts";
import { readDossiers } from "../../src/workflow/_read-dossiers.ts";
import { readNews } from "../../src/workflow/_store-news.ts";

/** What is read into dossiers, and some of what is not. */
const names = [
  "parties",
  "parties",
  "parties",
  "relationships",
  "relationships",
  "relationships",
  "affiliations",
  "affiliations",
  "importantDates",
  "contactPoints",
  "consents",
  "installedProducts",
  "facts",
  "facts",
  "insights",
  "insights",
  "preferences",
  "lifeEvents",
  "complaints",
  "opportunities",
  "competitorPresences",
  "contracts",
  "benefits",
  "memberships",
  "invoices",
  "heldDocuments",
  "referrals",
  "engagements",
  "accountAssignments",
  "wantedAccounts",
  "externalEvents",
  "serviceAudits",
  "orderLines",
  "interactions",
  "pointsEntries",
  "lifecycleChanges",
  "askedQuestions",
  "offerDecisions",
  "behaviourEvents",
  "surveyAnswers",
  "feedback",
  "meterReadings",
  "campaigns",
] as const satisfies readonly CollectionName[];

const PEOPLE = ["p0", "p1", "p2", "p3", "p4", "p5", "own"];
const PARTY =
  /^(partyId|customerId|subjectId|ownerId|fromId|toId|personId|organisationId|referrerId|referredId|inviteeIds|attendeeIds)$/;

/** The same record about one of a few parties, near a day. */
function placed(value: unknown, key: string, next: () => number, day: PlainDate): unknown {
  if (typeof value === "string") {
    if (PARTY.test(key)) return PEOPLE[next() % PEOPLE.length];
    if (/^\d{4}-\d\d-\d\d/.test(value)) return addDays(day, (next() % 9) - 4) + value.slice(10);
    return value;
  }
  if (Array.isArray(value)) {
    const moved = value.map((one) => placed(one, key, next, day));
    return PARTY.test(key) ? [...new Set(moved)] : moved;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, placed(one, name, next, day)]));
}

/** Something that is written: a record, or that one is removed. */
const write = fc.constantFrom(...names).chain((collection) =>
  fc.record({
    collection: fc.constant(collection),
    record: arbitraryRecord(collection) as fc.Arbitrary<{ readonly id: string }>,
    slot: fc.nat({ max: 3 }),
    removes: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    numbers: fc.array(fc.nat({ max: 1000 }), { minLength: 12, maxLength: 12 }),
    far: fc.constantFrom(0, 0, 0, -30, -366),
  }),
);
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

let written = new Map<string, number>();

async function carryOut(store: ClienteleStore, day: PlainDate, n: number, what: Write): Promise<void> {
  const { collection, slot, removes, numbers, far } = what;
  let at = 0;
  const next = (): number => numbers[at++ % numbers.length]! + Math.floor(at / numbers.length);
  const record = placed(what.record, "", next, addDays(day, far)) as { id: string };
  try {
    if (collections[collection].kind === "events") {
      const repository = store[collection] as unknown as EventRepository<{ readonly id: string }>;
      await repository.append([{ ...record, id: `e${n}` }]);
    } else {
      const repository = store[collection] as unknown as Repository<{ readonly id: string }>;
      const id = collection === "parties" ? PEOPLE[slot + 3]! : `${collection}-${slot}`;
      if (removes) await repository.delete(id, { expected: "any" });
      else await repository.save({ ...record, id }, { expected: "any" });
    }
    written.set(collection, (written.get(collection) ?? 0) + 1);
  } catch (error) {
    // What the moving of days has made impossible.
    if (!StoreError.is(error, "INVALID_VALUE")) throw error;
  }
}

const party = (id: string) => ({ schemaVersion: 1, kind: "person", id, name: id }) as const;

it("holds what reading everything holds, whatever is written and however much time passes", async () => {
  let [carried, full] = [0, 0];
  written = new Map();
  const step = fc.record({
    writes: fc.array(write, { maxLength: 5 }),
    days: fc.constantFrom(0, 0, 1, 1, 2, 5),
    hour: fc.integer({ min: 0, max: 23 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(write, { maxLength: 12 }),
      fc.array(step, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (before, steps, hasCompany) => {
        const store = createMemoryStore();
        for (const id of PEOPLE.slice(0, 5)) await store.parties.save(party(id), { expected: "absent" });
        let day: PlainDate = "2026-06-01";
        let [hour, n] = [0, 0];
        for (const what of before) await carryOut(store, day, n++, what);
        let known: KnownParties | undefined;
        let mark: string | undefined;
        let book: Awaited<ReturnType<typeof readOrderBook>> | undefined;
        const products = new Map();
        const companyId = hasCompany ? "own" : undefined;
        for (const { writes, days, hour: later } of [{ writes: [], days: 0, hour: 0 }, ...steps]) {
          for (const what of writes) await carryOut(store, day, n++, what);
          hour = days === 0 ? Math.max(hour, later) : later;
          day = addDays(day, days);
          const instant = `${day}T${String(hour).padStart(2, "0")}:00:00Z`;
          const news = await readNews(store, mark, {});
          mark = news?.mark;
          const last = book;
          book = await readOrderBook(store, { asOf: day, currency: "EUR", before: last });
          const ordered = PEOPLE.filter((id) => last?.lines.get(id) !== book?.lines.get(id));
          const own = (subjectId: string): Insight => ({
            schemaVersion: 1,
            id: `affinity.next-product:${subjectId}:${day}`,
            kind: "affinity.next-product",
            subjectId,
            asOf: day,
            strength: n % 2,
            evidence: [],
            payload: {},
          });
          const findings = {
            log: book.log,
            asOf: day,
            instant,
            insights: n % 3 === 0 ? [] : ["p0", "p3"].map(own),
            snapshots: [],
            products,
            companyId,
          };
          const progress = createProgress(undefined, undefined);
          const now = await carryParties(store, known, { news, findings, ordered }, progress);
          if (known !== undefined) now.relationships === known.relationships ? carried++ : full++;
          known = now;
          const sorted = [...now.dossiers.values()].sort((a, b) => (a.party.id < b.party.id ? -1 : 1));
          expect(sorted).toEqual(await readDossiers(store, findings, progress));
        }
      },
    ),
    { numRuns: 120 },
  );
  // Some of both, and nearly every collection.
  expect([carried > 50, full > 10, written.size > 30]).toEqual([true, true, true]);
}, 60_000);

import { addDays, instantOf, type PlainDate } from "clientele/calendar";
import { builtInAttributes, type Fact, type ReminderDecision } from "clientele/model";
import type { ClienteleStore } from "clientele/repositories";
import {
  contactBrief,
  createDailyRunner,
  type DailyReport,
  recordOutcome,
  runDaily,
} from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOf, dump, orderLine, retailer, storeOf } from "./_stores.ts";

const company = { zone: "Europe/London", currency: "GBP" } as const;
const expected = "absent";
const own = { schemaVersion: 1 } as const;

/** Something that happens between two runs; `n` is a number of its own. */
type Happening = (store: ClienteleStore, day: PlainDate, n: number, who: string) => Promise<unknown>;

/** The last task or message that went to a customer, if there is one. */
async function lastSend(store: ClienteleStore, who: string): Promise<ReminderDecision | undefined> {
  const where = {
    op: "and",
    of: [
      { op: "eq", field: "subjectId", value: who },
      { op: "eq", field: "verdict", value: "send" },
    ],
  } as const;
  const found: ReminderDecision[] = [];
  for await (const one of store.decisions.stream({ where })) found.push(one);
  return found[found.length - 1];
}

/** A decision of another program. */
const sampleDecision = (id: string, subjectId: string, day: PlainDate): ReminderDecision => ({
  ...own,
  id,
  ruleId: "birthday",
  ruleVersion: 1,
  cell: "customer.care",
  purpose: "care",
  audience: "customer",
  subjectId,
  dueOn: day,
  expiresAt: `${addDays(day, 2)}T00:00:00Z`,
  verdict: "send",
  at: `${day}T03:30:00Z`,
  channel: "email",
  rank: 1,
  score: 0.5,
  message: "Congratulate.",
  reasons: [{ code: "due", text: "Due." }],
  evidence: [{ label: "birthday", value: "today", asOf: day, source: "another program" }],
  decidedAt: `${day}T03:00:00Z`,
});

const happenings: Readonly<Record<string, Happening>> = {
  "an order": (store, day, n, customerId) =>
    store.orderLines.append([orderLine(`new-${n}`, { customerId, orderedOn: addDays(day, -1) })]),
  "an order that came late": (store, day, n, customerId) =>
    store.orderLines.append([orderLine(`late-${n}`, { customerId, orderedOn: addDays(day, -40) })]),
  "a contact": (store, day, n, partyId) =>
    store.interactions.append([
      {
        ...own,
        id: `talk-${n}`,
        partyId,
        channel: "phone",
        direction: "inbound",
        twoWay: true,
        occurredAt: `${addDays(day, -1)}T10:00:00Z`,
        topic: "a question",
      },
    ]),
  "a permission withdrawn": (store, day, n, partyId) =>
    store.consents.save(
      {
        ...own,
        id: `consent-${n}`,
        partyId,
        purpose: "promotional",
        channel: "email",
        status: "withdrawn",
        effectiveFrom: day,
      },
      { expected },
    ),
  "a complaint": (store, day, n, customerId) =>
    store.complaints.save(
      {
        ...own,
        id: `complaint-${n}`,
        customerId,
        subject: "delivery",
        category: "late",
        severity: 3,
        receivedAt: `${addDays(day, -1)}T12:00:00Z`,
        channel: "phone",
        history: [{ state: "open", at: `${addDays(day, -1)}T12:00:00Z` }],
      },
      { expected },
    ),
  "a birthday soon": (store, day, n, partyId) =>
    store.importantDates.save(
      {
        ...own,
        id: `date-${n}`,
        partyId,
        kind: "birthday",
        date: {
          calendar: "gregorian",
          month: Number(addDays(day, 1).slice(5, 7)),
          day: Number(addDays(day, 1).slice(8)),
        },
        source: { method: "stated", channel: "phone", observedOn: day },
      },
      { expected },
    ),
  "a fact that holds from tomorrow": (store, day, n, subjectId) =>
    store.facts.save(
      builtInAttributes.fact(
        "need.product",
        { statement: "a quieter office" },
        {
          id: `fact-${n}`,
          subjectId,
          provenance: { method: "stated", channel: "phone" },
          observedAt: `${day}T01:00:00Z`,
          validFrom: addDays(day, 1),
        },
      ) as Fact,
      { expected },
    ),
  "a newcomer": (store, day, n) =>
    store.parties.save(
      { ...own, kind: "person", id: `newcomer-${n}`, name: "New", since: addDays(day, -1) },
      { expected },
    ),
  "a reminder that somebody else decided": (store, day, n, subjectId) =>
    store.decisions.save(sampleDecision(`other|${subjectId}|${n}`, subjectId, day), { expected }),
  "a decision that is taken out": async (store, _day, _n, who) => {
    const sent = await lastSend(store, who);
    if (sent !== undefined) await store.decisions.delete(sent.id, { expected: "any" });
  },
  "a cost": (store, day, n, customerId) =>
    store.costEntries.append([
      {
        ...own,
        id: `cost-${n}`,
        customerId,
        on: addDays(day, (n % 3) - 2),
        kind: "service",
        amount: "12.50",
        currency: "GBP",
      },
    ]),
  "a contact noted ahead": (store, day, n, partyId) =>
    store.interactions.append([
      {
        ...own,
        id: `ahead-${n}`,
        partyId,
        channel: "phone",
        direction: "outbound",
        twoWay: true,
        occurredAt: `${addDays(day, 1)}T05:00:00Z`,
        topic: "an appointment",
      },
    ]),
  "an outcome noted ahead": async (store, day, n, who) => {
    const sent = await lastSend(store, who);
    if (sent === undefined) return;
    const at = `${addDays(day, 1)}T03:00:00Z`;
    await store.reminderEvents.append([
      { ...own, id: `done-${n}`, decisionId: sent.id, subjectId: who, at, kind: "done" },
    ]);
  },
  "a party that is gone": (store, _day, _n, who) => store.parties.delete(who, { expected: "any" }),
  "a product withdrawn": async (store, day) => {
    const { version, ...product } = (await store.products.page({ limit: 1 })).items[0]!;
    await store.products.save({ ...product, withdrawnOn: addDays(day, 30) }, { expected: version });
  },
  "a reminder that failed": async (store, day, _n, who) => {
    const sent = await lastSend(store, who);
    if (sent === undefined) return;
    const at = `${day}T04:00:00Z`;
    await recordOutcome(store, sent.id, { kind: "failed", at }).catch(() => undefined);
  },
  "a task acknowledged": async (store, day, _n, who) => {
    const sent = await lastSend(store, who);
    if (sent === undefined) return;
    const at = `${day}T04:00:00Z`;
    await recordOutcome(store, sent.id, { kind: "acknowledged", at }).catch(() => undefined);
  },
  "a task done": async (store, day, _n, who) => {
    const sent = await lastSend(store, who);
    if (sent === undefined) return;
    await recordOutcome(store, sent.id, { kind: "done", at: `${day}T04:00:00Z` }).catch(() => undefined);
  },
  "a task put off": async (store, day, _n, who) => {
    const sent = await lastSend(store, who);
    if (sent === undefined) return;
    const snoozed = { kind: "snoozed", until: `${addDays(day, 2)}T08:00:00Z` } as const;
    await recordOutcome(store, sent.id, { ...snoozed, at: `${day}T04:00:00Z` }).catch(() => undefined);
  },
};

const hours = ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00"] as const;

/** The store, without a word of what has changed in it. */
const silent = (store: ClienteleStore): ClienteleStore => ({
  ...store,
  capabilities: { ...store.capabilities, changes: false },
  changes: () => Promise.reject(new Error("was asked what has changed")),
});

/** What a report says of the day, whoever made it. */
const said = (report: DailyReport): unknown => JSON.parse(JSON.stringify(report));

describe("a daily runner", () => {
  it("leaves in the store and reports what runDaily would with the same analyses, whatever happens", async () => {
    const step = fc.record({
      days: fc.constantFrom(0, 0, 1, 1, 2, -1),
      what: fc.array(fc.tuple(fc.constantFrom(...Object.keys(happenings)), fc.nat({ max: 59 })), {
        maxLength: 4,
      }),
    });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        async (steps, analyseEvery, tells) => {
          const facts = retailer("runner", 60);
          const [one, other] = [await storeOf(facts), await storeOf(facts)];
          // A store that tells what has changed, or one of which everything is compared.
          const runner = createDailyRunner(tells ? one : silent(one), { ...company, analyseEvery });
          let [day, hour, n] = [asOf, 0, 0];
          for (const { days, what } of [{ days: 0, what: [] }, ...steps]) {
            [day, hour] = [addDays(day, days), days === 0 ? hour + 1 : 0];
            for (const [name, who] of what) {
              const id = facts.parties[who % facts.parties.length]!.id;
              n++;
              seen.add(name);
              for (const store of [one, other]) await happenings[name]!(store, day, n, id);
            }
            const time = hours[hour]!;
            const held = runner.analyses;
            const report = await runner.run({ asOf: day, time });
            const carried = runner.analyses === held ? { analyses: held } : {};
            const full = await runDaily(other, { ...company, asOf: day, time, ...carried });
            expect(said(report)).toEqual(said(full));
            expect(await dump(one)).toEqual(await dump(other));
          }
        },
      ),
      { numRuns: 6 },
    );
    expect(seen.size).toBeGreaterThan(6);
  }, 120_000);

  it("reads only the lines of changed customers, and looks at few", async () => {
    const store = await storeOf(retailer("runner", 300));
    let read = 0;
    const watched: ClienteleStore = { ...store, orderLines: { ...store.orderLines, read: counted } };
    async function* counted(...query: Parameters<ClienteleStore["orderLines"]["read"]>) {
      for await (const line of store.orderLines.read(...query)) {
        read++;
        yield line;
      }
    }
    const runner = createDailyRunner(watched, { ...company, analyseEvery: 7 });
    const first = await runner.run({ asOf });
    read = 0;
    await store.orderLines.append([orderLine("x", { customerId: "newcomer", orderedOn: asOf })]);
    const next = await runner.run({ asOf: addDays(asOf, 1) });
    expect(read).toBe(1);
    expect([next.analysedOn, next.orders.lines]).toEqual([asOf, first.orders.lines + 1]);
    expect(next.written.insights.saved).toBe(0);
  });

  it("of customers who have ordered since says nothing, and a brief knows that, until it analyses again", async () => {
    const store = await storeOf(retailer("runner", 300));
    const runner = createDailyRunner(store, { ...company, analyseEvery: 2 });
    await runner.run({ asOf });
    const parties = retailer("runner", 300).parties.map(({ id }) => id);
    const spoken = (runner.analyses?.insights ?? []).map(({ subjectId }) => subjectId);
    const [who, bystander] = parties.filter((id) => spoken.includes(id)) as [string, string];
    const conclusions = async (id: string, day: PlainDate): Promise<number> => {
      const at = new Date(instantOf(day, "12:00", company.zone)).toISOString();
      return (await contactBrief(store, id, { asOf: at, zone: company.zone })).conclusions.length;
    };
    const before = await conclusions(bystander, asOf);
    expect(await conclusions(who, asOf)).toBeGreaterThan(0);
    await store.orderLines.append([orderLine("x", { customerId: who, orderedOn: asOf })]);
    const [second, third] = [addDays(asOf, 1), addDays(asOf, 2)];
    const carried = await runner.run({ asOf: second });
    expect(carried.written.insights.removed).toBeGreaterThan(0);
    expect([await conclusions(who, second), await conclusions(bystander, second)]).toEqual([0, before]);
    expect((await runner.run({ asOf: third })).analysedOn).toBe(third);
    expect(await conclusions(who, third)).toBeGreaterThan(0);
  });

  it("takes nothing as known after a run that failed", async () => {
    const facts = retailer("runner", 60);
    const [one, other] = [await storeOf(facts), await storeOf(facts)];
    const runner = createDailyRunner(one, { ...company, analyseEvery: 3 });
    await runner.run({ asOf });
    const analyses = runner.analyses;
    const stop = new AbortController();
    const onProgress = ({ stage }: { readonly stage: string }): void => {
      if (stage === "write") stop.abort();
    };
    const time = "12:00";
    await expect(runner.run({ asOf, time, signal: stop.signal, onProgress })).rejects.toThrow("aborted");
    const report = await runner.run({ asOf, time });
    await runDaily(other, { ...company, asOf });
    expect(said(report)).toEqual(said(await runDaily(other, { ...company, asOf, time, analyses })));
    expect(await dump(one)).toEqual(await dump(other));
  });

  it("runs one day at a time, in the order asked", async () => {
    const store = await storeOf(retailer("runner", 60));
    const runner = createDailyRunner(store, company);
    const days = [asOf, addDays(asOf, 1), addDays(asOf, 2)];
    const reports = await Promise.all(days.map((day) => runner.run({ asOf: day })));
    expect(reports.map((report) => report.asOf)).toEqual(days);
    expect((await dump(store)).dailyRuns).toHaveLength(3);
  });

  it("refuses analyses of a later day or in another currency, and a wrong number of days", async () => {
    const store = await storeOf(retailer("runner", 60));
    const runner = createDailyRunner(store, company);
    await runner.run({ asOf });
    const { analyses } = runner;
    const yesterday = { ...company, asOf: addDays(asOf, -1), analyses };
    await expect(runDaily(store, yesterday)).rejects.toThrow(`must be of ${addDays(asOf, -1)} or before`);
    const dollars = { ...company, asOf, analyses: { ...analyses!, currency: "USD" } };
    await expect(runDaily(store, dollars)).rejects.toThrow("must be in GBP, got USD");
    for (const analyseEvery of [0, 1.5, Number.NaN])
      expect(() => createDailyRunner(store, { ...company, analyseEvery })).toThrow("analyseEvery must be");
  });
});

import { addDays } from "clientele/calendar";
import type { ImportantDate, Party, ReminderEvent } from "clientele/model";
import {
  defaultReminderPolicy,
  defineRule,
  type ReminderPolicy,
  type ReminderRule,
} from "clientele/reminders";
import { claimDecisions, settleClaim } from "clientele/repositories";
import { runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { eventId } from "../../src/workflow/_event-id.ts";
import { asOf, dump, options, storeOf } from "./_stores.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const ann: Party = { schemaVersion: 1, kind: "person", id: "ann", name: "Ann", timeZone: "Europe/London" };
const born = (partyId: string, day: number): ImportantDate => ({
  schemaVersion: 1,
  id: `born-${partyId}`,
  partyId,
  kind: "birthday",
  date: { calendar: "gregorian", month: 11, day },
  source,
});
const ofBirthday = { reminders: { horizonDays: 0 } } as const;
const event = (
  kind: ReminderEvent["kind"],
  at: string,
  more: Partial<ReminderEvent> = {},
): ReminderEvent => ({
  schemaVersion: 1,
  id: `${kind}-${at}`,
  decisionId: "birthday|ann|gregorian:2026",
  subjectId: "ann",
  at,
  kind,
  ...more,
});
const greeting = "birthday|ann|gregorian:2026";
const greetings = async (...given: Parameters<typeof runDaily>) => {
  const { reminders } = await runDaily(...given);
  return reminders.decisions.flatMap(({ ruleId, verdict, reasons }) =>
    ruleId === "birthday" ? [[verdict, reasons[0]?.code]] : [],
  );
};

describe("what happened to reminders", () => {
  it("is not said again: what was sent is left out and counted", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
    expect(await greetings(store, options)).toEqual([["send", "due"]]);
    const { reminders } = await runDaily(store, options);
    expect(reminders.decisions.filter(({ id }) => id === greeting)).toEqual([]);
    expect(reminders.alreadySent).toBe(1);
    expect(reminders.coverage.map(({ cell, suppressed }) => [cell, suppressed])).toEqual(
      reminders.coverage.map(({ cell }) => [
        cell,
        reminders.decisions.filter((one) => one.cell === cell && one.verdict === "suppress").length,
      ]),
    );
  });

  it("counts a send that failed as not sent: the next run decides it anew, and it may be claimed again", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
    await runDaily(store, options);
    const worker = { holder: "w", now: "2026-11-22T09:00:00Z", until: "2026-11-22T09:05:00Z" };
    expect((await claimDecisions(store, worker)).map(({ id }) => id)).toEqual([greeting]);
    await settleClaim(store, { id: greeting, holder: "w", now: worker.now });
    await store.reminderEvents.append([event("failed", "2026-11-22T09:01:00Z")]);

    const again = { ...options, time: "10:00" } as const;
    expect(await greetings(store, again)).toEqual([["send", "due"]]);
    expect((await store.decisions.get(greeting))?.decidedAt).toBe("2026-11-22T10:00:00Z");
    const later = { ...worker, now: "2026-11-22T10:00:00Z", until: "2026-11-22T10:05:00Z" };
    expect((await claimDecisions(store, later)).map(({ id }) => id)).toEqual([greeting]);
    const contents = await dump(store);
    expect(await greetings(store, again)).toEqual([]);
    expect(await dump(store)).toEqual(contents);
  });

  it("sees only what had happened at the moment of the run", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
    await runDaily(store, options);
    await store.reminderEvents.append([event("failed", "2026-11-22T09:00:00.001Z")]);
    expect(await greetings(store, options)).toEqual([]);
    await store.reminderEvents.append([event("failed", "2026-11-22T09:00:00Z")]);
    expect(await greetings(store, options)).toEqual([["send", "due"]]);
  });

  it("goes by the channel on which the customer answers, where contacts cost", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
    const policy: ReminderPolicy = {
      ...defaultReminderPolicy,
      channels: ["email", "sms"],
      channelCosts: { email: 1, sms: 1 },
      responseValue: 10,
    };
    const told = async (day: typeof asOf) => {
      await runDaily(store, { ...options, asOf: day, reminders: { policy } });
      return (await store.decisions.get(greeting))?.channel;
    };
    // Three texts were answered, three e-mails were not.
    expect(await told(asOf)).toBe("email");
    const { version: _first, ...sent } = (await store.decisions.get(greeting))!;
    await store.decisions.delete(greeting, { expected: "present" });
    for (const channel of ["email", "sms"] as const) {
      for (const n of [1, 2, 3]) {
        const id = `birthday|ann|${channel}:${n}`;
        const at = `2026-10-0${n}T09:00:00Z`;
        await store.decisions.save({ ...sent, id, channel, at, decidedAt: at }, { expected: "absent" });
        await store.reminderEvents.append([
          event("outcome", at, { id: `d-${id}`, decisionId: id, outcome: "delivered" }),
          ...(channel === "sms"
            ? [event("outcome", at, { id: `r-${id}`, decisionId: id, outcome: "responded" })]
            : []),
        ]);
      }
    }
    expect(await told(asOf)).toBe("sms");
  });

  it("says what was missed when it is told when the last run was", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 20)] });
    const lastRun = "2026-11-15T09:00:00Z";
    expect(await greetings(store, options)).toEqual([]);
    expect(await greetings(store, { ...options, reminders: { lastRun } })).toEqual([["suppress", "missed"]]);
  });

  it("keeps a rule silent that was ignored twice", async () => {
    const parties = [ann, { ...ann, id: "bob" }];
    const store = await storeOf({ parties, importantDates: [born("ann", 22), born("bob", 22)] });
    const ignored = (n: number): ReminderEvent =>
      event("outcome", `2026-11-1${n}T09:00:00Z`, {
        outcome: "ignored",
        decisionId: `birthday|ann|other:${n}`,
      });
    await store.reminderEvents.append([ignored(1), ignored(2)]);
    const { reminders } = await runDaily(store, options);
    const verdicts = reminders.decisions.filter(({ ruleId }) => ruleId === "birthday");
    expect(verdicts.map(({ subjectId, reasons }) => [subjectId, reasons[0]?.code])).toEqual([
      ["ann", "cooldown"],
      ["bob", "due"],
    ]);
  });

  it("takes back what was decided and has not gone out when its fact goes, once, and nobody claims it", async () => {
    const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
    // Decided in the night, to go out in the morning.
    await runDaily(store, { ...options, time: "05:00" });
    expect((await store.decisions.get(greeting))?.at).toBe("2026-11-22T09:00:00Z");
    await store.importantDates.delete("born-ann", { expected: "present" });
    const { reminders, written } = await runDaily(store, { ...options, time: "06:00" });
    expect(reminders.withdrawn).toEqual([greeting]);
    expect(written.reminderEvents).toEqual({ saved: 1, unchanged: 0, removed: 0 });
    expect((await dump(store)).reminderEvents).toMatchObject([
      { decisionId: greeting, subjectId: "ann", kind: "retracted", at: "2026-11-22T06:00:00Z" },
    ]);
    const worker = { holder: "w", now: "2026-11-22T09:00:00Z", until: "2026-11-22T09:05:00Z" };
    expect(await claimDecisions(store, worker)).toEqual([]);
    const contents = await dump(store);
    for (const time of ["06:00", "07:00"] as const) {
      expect((await runDaily(store, { ...options, time })).reminders.withdrawn).toEqual([]);
      expect((await dump(store)).reminderEvents).toEqual(contents.reminderEvents);
    }

    // The fact was right after all: it is decided again, and may be claimed.
    await store.importantDates.save(born("ann", 22), { expected: "absent" });
    expect(await greetings(store, { ...options, time: "08:00" })).toEqual([["send", "due"]]);
    expect((await claimDecisions(store, worker)).map(({ id }) => id)).toEqual([greeting]);
  });
});

describe("units", () => {
  const tie = (id: string, fromId: string, toId: string, kind: "member" | "spouse" = "member") =>
    ({ schemaVersion: 1, id, fromId, toId, kind, source }) as const;
  const bob: Party = { ...ann, id: "bob", name: "Bob" };

  it("are households and accounts: their people get one promotion by one address", async () => {
    const home: Party = { schemaVersion: 1, kind: "household", id: "home", name: "The Smiths" };
    const mail = (partyId: string) =>
      ({
        schemaVersion: 1,
        id: `mail-${partyId}`,
        partyId,
        kind: "email",
        value: "home@example.com",
        source,
      }) as const;
    const grant = (partyId: string) =>
      ({
        schemaVersion: 1,
        id: `grant-${partyId}`,
        partyId,
        purpose: "promotional",
        channel: "email",
        status: "granted",
        effectiveFrom: "2026-01-01",
      }) as const;
    const launch: ReminderRule = {
      id: "launch",
      version: 1,
      cell: "product.recommend",
      purpose: "promotional",
      audience: "customer",
      priority: 50,
      catchUpDays: 0,
      reads: [],
      occurrences: () => [
        {
          anchor: "autumn",
          due: asOf,
          message: "The new kettle is here.",
          evidence: [{ label: "launch", value: "autumn", asOf, source: "catalogue" }],
        },
      ],
    };
    const rules = [defineRule(launch)];
    const verdicts = async (ties: readonly ReturnType<typeof tie>[]) => {
      const store = await storeOf({ parties: [ann, bob, home], consents: [grant("ann"), grant("bob")] });
      for (const one of ["ann", "bob"]) await store.contactPoints.save(mail(one), { expected: "absent" });
      for (const one of ties) await store.relationships.save(one, { expected: "absent" });
      const { reminders } = await runDaily(store, { ...options, reminders: { rules } });
      return reminders.decisions
        .filter(({ subjectId }) => subjectId !== "home")
        .map(({ verdict, reasons }) => [verdict, reasons[0]?.code]);
    };
    expect(await verdicts([])).toEqual([
      ["send", "due"],
      ["send", "due"],
    ]);
    expect(await verdicts([tie("1", "ann", "home"), tie("2", "bob", "home")])).toEqual([
      ["send", "due"],
      ["suppress", "same-address"],
    ]);
    // A spouse is family, and no household by that alone; nor is a member of something that is no household.
    expect(await verdicts([tie("1", "ann", "bob", "spouse"), tie("2", "ann", "bob")])).toEqual([
      ["send", "due"],
      ["send", "due"],
    ]);
  });

  it("lend their zone to people whose own is not known", async () => {
    const acme: Party = {
      schemaVersion: 1,
      kind: "organisation",
      id: "acme",
      name: "Acme",
      timeZone: "Asia/Tokyo",
    };
    const { timeZone: _none, ...carl } = { ...ann, id: "carl" } as Party & { timeZone?: string };
    const affiliations = [
      { schemaVersion: 1, id: "a1", personId: "carl", organisationId: "acme", source },
    ] as const;
    const store = await storeOf({
      parties: [acme, carl],
      affiliations,
      importantDates: [born("carl", 23)],
    });
    // Ten in the evening in London is the morning of the 23rd in Tokyo.
    await runDaily(store, { ...options, ...ofBirthday, time: "23:30" });
    expect(await store.decisions.get("birthday|carl|gregorian:2026")).toMatchObject({
      verdict: "send",
      at: "2026-11-23T00:00:00Z",
      zoneFallback: { zone: "Asia/Tokyo", from: "account", because: "missing" },
    });
  });
});

describe("the id of an event", () => {
  const one = { kind: "retracted", at: "2026-11-22T09:00:00Z" } as const;

  it("says what the event is, and stays within its length whatever the decision's id", () => {
    expect(eventId({ ...one, decisionId: "r|c|1" })).toBe("retracted@2026-11-22T09:00:00Z|r|c|1");
    const long = "😀".repeat(300);
    const ids = ["a", "b"].map((end) => eventId({ ...one, decisionId: `${long}${end}` }));
    for (const id of ids) {
      expect(id.length).toBeLessThanOrEqual(200);
      expect(id).not.toMatch(/\p{Surrogate}/u);
    }
    expect(new Set(ids).size).toBe(2);
  });
});

it("a run of the next day counts what yesterday sent", async () => {
  const store = await storeOf({ parties: [ann], importantDates: [born("ann", 22)] });
  await runDaily(store, options);
  await store.reminderEvents.append([
    event("acknowledged", "2026-11-22T12:00:00Z"),
    event("done", "2026-11-22T13:00:00Z"),
  ]);
  expect(await greetings(store, { ...options, asOf: addDays(asOf, 1) })).toEqual([]);
});

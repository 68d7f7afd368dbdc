import type { Channel, Consent, ImportantDate, Party, ReminderDecision } from "clientele/model";
import { type ClienteleStore, StoreError } from "clientele/repositories";
import { type DispatchOptions, dispatchDue, recordOutcome, runDaily } from "clientele/workflow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failingAt } from "./_failing-store.ts";
import { asOf, options as daily, dump, storeOf } from "./_stores.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const names = ["ann", "bob", "cat", "dan"] as const;
const idOf = (name: string): string => `birthday|${name}|gregorian:2026`;
const parties = names.map(
  (id): Party => ({ schemaVersion: 1, kind: "person", id, name: id, timeZone: "Europe/London" }),
);
const importantDates = names.map(
  (partyId): ImportantDate => ({
    schemaVersion: 1,
    id: `born-${partyId}`,
    partyId,
    kind: "birthday",
    date: { calendar: "gregorian", month: 11, day: 22 },
    source,
  }),
);
const now = "2026-11-22T09:05:00Z";
const later = (minutes: number): string =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString().replace(".000Z", "Z");

/** Four birthdays, decided and not yet sent. */
async function decided(): Promise<ClienteleStore> {
  const store = await storeOf({ parties, importantDates });
  const { reminders } = await runDaily(store, daily);
  expect(reminders.decisions.filter(({ verdict }) => verdict === "send").map(({ id }) => id)).toEqual(
    names.map(idOf),
  );
  return store;
}

function outbox(fails: (id: string) => boolean = () => false) {
  const sent: string[] = [];
  const send = async ({ id }: ReminderDecision): Promise<void> => {
    if (fails(id)) throw new Error("mailbox full");
    sent.push(id);
  };
  return { sent, send };
}

const optionsOf = (send: DispatchOptions["send"], more: Partial<DispatchOptions> = {}): DispatchOptions => ({
  asOf: now,
  zone: "Europe/London",
  currency: "GBP",
  holder: "w1",
  send,
  ...more,
});

const withdrawal = (partyId: string, channel: Channel): Consent => ({
  schemaVersion: 1,
  id: `${partyId}-${channel}`,
  partyId,
  purpose: "care",
  channel,
  status: "withdrawn",
  effectiveFrom: asOf,
});

describe("dispatchDue", () => {
  it("says of points what they bring, as the run did that was given the same plans", async () => {
    const store = await storeOf({
      parties: parties.slice(0, 1),
      pointsEntries: [
        {
          schemaVersion: 1,
          id: "p1",
          customerId: "ann",
          on: "2026-01-10",
          kind: "earn",
          points: "500",
          expiresOn: "2026-11-29",
        },
      ],
    });
    const plans = { points: { programmeId: "card", thresholds: [{ name: "a mug", points: "400" }] } };
    const { reminders } = await runDaily(store, { ...daily, plans });
    const own = reminders.decisions.filter(({ ruleId }) => ruleId === "points-expiring");
    expect(own.map(({ verdict }) => verdict)).toEqual(["send"]);
    expect(own[0]!.message).toContain("a mug");
    const said: string[] = [];
    const send = async ({ message }: ReminderDecision): Promise<void> => void said.push(message);
    await dispatchDue(store, optionsOf(send, { plans }));
    expect(said).toEqual([own[0]!.message]);
  });

  it.each(["at-most-once", "at-least-once"] as const)(
    "sends each reminder once, whoever asks and however often (%s)",
    async (guarantee) => {
      const store = await decided();
      const { sent, send } = outbox();
      const workers = ["w1", "w2", "w3"].map((holder) =>
        dispatchDue(store, optionsOf(send, { holder, guarantee })),
      );
      const reports = await Promise.all(workers);
      expect([...sent].sort()).toEqual(names.map(idOf));
      expect(reports.flatMap((report) => report.sent).sort()).toEqual(names.map(idOf));
      for (const minutes of [0, 30, 600]) {
        const again = await dispatchDue(store, optionsOf(send, { guarantee, asOf: later(minutes) }));
        expect(again).toMatchObject({ claimed: 0, sent: [], failed: [] });
      }
      expect(sent.length).toBe(4);
      const events = (await dump(store)).reminderEvents;
      expect(events.length).toBe(4);
      expect(events).toMatchObject(
        names.map((name) => ({
          decisionId: idOf(name),
          subjectId: name,
          at: now,
          kind: "outcome",
          outcome: "delivered",
        })),
      );
      expect((await runDaily(store, { ...daily, time: "10:00" })).reminders.decisions).toEqual([]);
    },
  );

  it("sends nothing before its moment, nor after its time", async () => {
    const store = await decided();
    const { sent, send } = outbox();
    for (const asOf of ["2026-11-22T08:59:59Z", "2026-11-30T09:00:00Z"]) {
      expect((await dispatchDue(store, optionsOf(send, { asOf }))).claimed).toBe(0);
    }
    expect(sent).toEqual([]);
  });

  it("asks again: by another channel when consent to one was withdrawn, not at all when all were", async () => {
    const store = await decided();
    await store.consents.save(withdrawal("ann", "email"), { expected: "absent" });
    for (const channel of ["email", "sms", "phone", "post"] as const)
      await store.consents.save(withdrawal("bob", channel), { expected: "absent" });
    await store.importantDates.delete("born-cat", { expected: "present" });
    const channels: (readonly [string, string | undefined])[] = [];
    const report = await dispatchDue(
      store,
      optionsOf(async ({ subjectId, channel }) => void channels.push([subjectId, channel])),
    );
    expect([...channels].sort()).toEqual([
      ["ann", "sms"],
      ["dan", "email"],
    ]);
    expect(report.withdrawn.map(({ id, code }) => [id, code]).sort()).toEqual([
      [idOf("bob"), "no-consent"],
      [idOf("cat"), "retracted"],
    ]);
    expect(await store.decisions.get(idOf("ann"))).toMatchObject({ verdict: "send", channel: "sms" });
    expect(await store.decisions.get(idOf("bob"))).toMatchObject({ verdict: "suppress", decidedAt: now });
    const events = (await dump(store)).reminderEvents as { decisionId: string; kind: string }[];
    expect(events.filter(({ kind }) => kind === "retracted").map(({ decisionId }) => decisionId)).toEqual([
      idOf("bob"),
      idOf("cat"),
    ]);
    // What was not sent does not count as sent: with consent again it goes out.
    for (const channel of ["email", "sms", "phone", "post"] as const)
      await store.consents.delete(`bob-${channel}`, { expected: "present" });
    await runDaily(store, { ...daily, time: "10:00" });
    const { sent, send } = outbox();
    await dispatchDue(store, optionsOf(send, { asOf: later(60) }));
    expect(sent).toEqual([idOf("bob")]);
  });

  it("lets wait what falls into the quiet hours of where the customer is now", async () => {
    const store = await decided();
    const dan = parties[3]!;
    await store.parties.save({ ...dan, timeZone: "America/Los_Angeles" }, { expected: "present" });
    const { sent, send } = outbox();
    const report = await dispatchDue(store, optionsOf(send));
    expect(sent.length).toBe(3);
    expect(report.waiting).toEqual([{ id: idOf("dan"), until: "2026-11-22T17:00:00Z" }]);
    expect((await dispatchDue(store, optionsOf(send, { asOf: later(60) }))).claimed).toBe(0);
    // Los Angeles is eight hours behind.
    expect((await dispatchDue(store, optionsOf(send, { asOf: "2026-11-22T17:00:00Z" }))).sent).toEqual([
      idOf("dan"),
    ]);
  });

  it.each(["at-most-once", "at-least-once"] as const)(
    "tries what failed again when the lease is over, and gives it up after some attempts (%s)",
    async (guarantee) => {
      const store = await decided();
      const { sent, send } = outbox((id) => id === idOf("bob"));
      const at = async (minutes: number) => {
        const report = await dispatchDue(
          store,
          optionsOf(send, { asOf: later(minutes), attempts: 2, guarantee }),
        );
        return [report.claimed, report.failed];
      };
      const failure = { id: idOf("bob"), error: "mailbox full" };
      expect(await at(0)).toEqual([4, [{ ...failure, givenUp: false }]]);
      expect(await at(9)).toEqual([0, []]);
      expect(await at(10)).toEqual([1, [{ ...failure, givenUp: true }]]);
      expect(await at(30)).toEqual([0, []]);
      expect(sent.length).toBe(3);
      // The next run decides it anew.
      const { reminders } = await runDaily(store, { ...daily, time: "10:00" });
      expect(reminders.decisions.map(({ id, verdict }) => [id, verdict])).toEqual([[idOf("bob"), "send"]]);
      const mended = outbox();
      await dispatchDue(store, optionsOf(mended.send, { asOf: later(55), guarantee }));
      expect(mended.sent).toEqual([idOf("bob")]);
      const notes = (await dump(store)).reminderEvents as { kind: string; note?: string }[];
      expect(notes.filter(({ kind }) => kind === "failed").map(({ note }) => note)).toEqual([
        "mailbox full",
        "mailbox full",
      ]);
    },
  );

  it("does not send what was done meanwhile", async () => {
    const store = await decided();
    await recordOutcome(store, idOf("ann"), { kind: "done", at: "2026-11-22T09:01:00Z", byId: "eve" });
    const { sent, send } = outbox();
    const report = await dispatchDue(store, optionsOf(send));
    expect(sent.length).toBe(3);
    expect(report.lost).toEqual([idOf("ann")]);
  });

  it("keeps to its limit and its concurrency", async () => {
    const store = await decided();
    let [open, most] = [0, 0];
    const send = async (): Promise<void> => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
    };
    expect((await dispatchDue(store, optionsOf(send, { limit: 3, concurrency: 2 }))).sent.length).toBe(3);
    expect(most).toBe(2);
    expect((await dispatchDue(store, optionsOf(send, { holder: "w2" }))).sent.length).toBe(1);
  });

  it("hands a digest over as one contact", async () => {
    const store = await decided();
    const carrier = await store.decisions.get(idOf("ann"));
    const rider = { ...carrier!, id: "birthday|ann|gregorian:2025", withId: idOf("ann") };
    await store.decisions.save(rider, { expected: "absent" });
    const contacts: [string, readonly string[]][] = [];
    const report = await dispatchDue(
      store,
      optionsOf(async ({ id }, { together }) => void contacts.push([id, together.map((one) => one.id)])),
    );
    // The rider has no fact behind it: it is withdrawn, and the carrier goes out without it.
    expect(report.withdrawn.map(({ id }) => id)).toEqual(["birthday|ann|gregorian:2025"]);
    expect(contacts.sort()).toEqual(names.map((name) => [idOf(name), []]));
  });

  it("stops at the signal: what is under way is recorded, what was not handed out is given back", async () => {
    const store = await decided();
    const controller = new AbortController();
    const sent: string[] = [];
    const send: DispatchOptions["send"] = async ({ id }, { signal }) => {
      controller.abort(new Error("enough"));
      expect(signal?.aborted).toBe(true);
      sent.push(id);
    };
    const run = dispatchDue(store, optionsOf(send, { concurrency: 1, signal: controller.signal }));
    await expect(run).rejects.toSatisfy((error) => StoreError.is(error, "ABORTED"));
    expect(sent).toEqual([idOf("ann")]);
    const rest = outbox();
    await dispatchDue(store, optionsOf(rest.send, { holder: "w2" }));
    expect([...rest.sent].sort()).toEqual(names.slice(1).map(idOf));
  });

  it.each(["at-most-once", "at-least-once"] as const)(
    "keeps its promise (%s) whenever the process dies",
    async (guarantee) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (n) => {
          const store = await decided();
          const { sent, send } = outbox();
          const dying = failingAt(store, n);
          const first = dispatchDue(dying.store, optionsOf(send, { guarantee, concurrency: 1 }));
          const died = await first.then(
            () => false,
            () => true,
          );
          expect(died).toBe(dying.writes() >= n);
          const before = [...sent];
          await dispatchDue(store, optionsOf(send, { guarantee, holder: "w2", asOf: later(11) }));
          const counts = names.map((name) => sent.filter((id) => id === idOf(name)).length);
          if (guarantee === "at-most-once") {
            expect(counts.every((count) => count <= 1)).toBe(true);
            // At most the one that was being carried out is lost.
            expect(counts.filter((count) => count === 0).length).toBeLessThanOrEqual(1);
          } else {
            expect(counts.every((count) => count >= 1)).toBe(true);
            expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(1);
          }
          expect(before.length).toBeLessThanOrEqual(4);
        }),
        { numRuns: 12 },
      );
    },
    30_000,
  );

  it("refuses options that mean nothing, and a store without transactions", async () => {
    const store = await storeOf({});
    const { send } = outbox();
    for (const [wrong, message] of [
      [{ leaseSeconds: 0 }, "leaseSeconds must be a positive integer, got 0"],
      [{ limit: 1.5 }, "limit must be a positive integer, got 1.5"],
      [{ limit: 1001 }, "limit must be at most 1000, got 1001"],
      [{ concurrency: -1 }, "concurrency must be a positive integer, got -1"],
      [{ attempts: Number.NaN }, "attempts must be a positive integer, got NaN"],
      [{ zone: "Mars" }, 'zone must be a time zone such as Asia/Taipei, got "Mars"'],
      [{ asOf: "soon" }, 'asOf must be a UTC instant, got "soon"'],
    ] as const)
      await expect(dispatchDue(store, optionsOf(send, wrong))).rejects.toThrow(message);
    const plain = { ...store, capabilities: { ...store.capabilities, transactions: "none" } } as const;
    await expect(dispatchDue(plain, optionsOf(send))).rejects.toThrow("must have transactions");
  });
});

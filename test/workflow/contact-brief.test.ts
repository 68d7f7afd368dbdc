import { builtInAttributes } from "clientele/model";
import { type ClienteleStore, createMemoryStore, StoreError } from "clientele/repositories";
import { contactBrief, recordInteraction, recordOutcome, runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { asOf, dump, options, orderLine, storeOf } from "./_stores.ts";

const source = { method: "stated", observedOn: "2026-01-05" } as const;
const acme = {
  schemaVersion: 1,
  kind: "organisation",
  id: "acme",
  name: "Acme",
  since: "2026-09-23",
  ownerId: "eve",
} as const;
const ann = { schemaVersion: 1, kind: "person", id: "ann", name: "Ann", preferredChannel: "email" } as const;
const now = "2026-11-22T09:30:00Z";

async function known(): Promise<ClienteleStore> {
  const store = await storeOf({
    parties: [acme, ann, { ...ann, id: "bo", name: "Bo" }],
    affiliations: [
      { schemaVersion: 1, id: "a1", personId: "ann", organisationId: "acme", title: "Head", source },
    ],
    consents: [
      {
        schemaVersion: 1,
        id: "c1",
        partyId: "ann",
        purpose: "promotional",
        channel: "email",
        status: "granted",
        effectiveFrom: "2026-01-01",
      },
      {
        schemaVersion: 1,
        id: "c2",
        partyId: "ann",
        purpose: "promotional",
        channel: "email",
        status: "withdrawn",
        effectiveFrom: "2026-10-01",
      },
      {
        schemaVersion: 1,
        id: "c3",
        partyId: "ann",
        purpose: "care",
        channel: "phone",
        status: "granted",
        effectiveFrom: "2027-01-01",
      },
    ],
    orderLines: [
      orderLine("1", { customerId: "acme", amount: "900.00" }),
      orderLine("2", { customerId: "bo", orderedOn: "2025-01-01" }),
    ],
  });
  for (const [i, month] of ["08", "09", "10"].entries()) {
    const at = `2026-${month}-01T10:00:00Z`;
    await recordInteraction(
      store,
      {
        schemaVersion: 1,
        id: `i${i}`,
        partyId: "ann",
        occurredAt: at,
        channel: "phone",
        direction: "inbound",
        twoWay: true,
        breakPoint: { topic: "kettles", state: `step ${i}`, nextStep: "call back" },
      },
      {
        facts: [
          builtInAttributes.fact("likes.food", `dish ${i}`, {
            id: `f${i}`,
            subjectId: "ann",
            provenance: { method: "stated" },
            observedAt: at,
          }),
        ],
      },
    );
  }
  await runDaily(store, options);
  return store;
}

describe("contactBrief", () => {
  it("puts a customer on one page, and writes nothing", async () => {
    const store = await known();
    const contents = await dump(store);
    const brief = await contactBrief(store, "ann", { asOf: now, recent: 2 });
    expect(brief).toMatchObject({
      name: "Ann",
      validOn: asOf,
      positions: ["Head, Acme"],
      continueFrom: { state: "step 2", nextStep: "call back" },
      consents: [{ purpose: "promotional", channel: "email", status: "withdrawn", since: "2026-10-01" }],
      warnings: ["Consent to promotional by email was withdrawn on 2026-10-01."],
    });
    expect(brief).not.toHaveProperty("snapshot");
    expect(brief.recent.map(({ id }) => id)).toEqual(["i2", "i1"]);
    expect(brief.questions.length).toBeGreaterThan(0);
    expect(brief.questions.length).toBeLessThanOrEqual(2);
    const fresh = brief.freshness.map(({ value, certainty }) => [value, certainty] as const);
    expect(fresh.map(([value]) => value)).toEqual(["dish 0", "dish 1", "dish 2"]);
    expect(fresh.every(([, certainty], i) => i === 0 || certainty > fresh[i - 1]![1])).toBe(true);
    expect(await dump(store)).toEqual(contents);
    expect(JSON.parse(JSON.stringify(brief))).toStrictEqual(brief);
  });

  it("shows class, segment, conclusions and the reminders that wait, with their evidence", async () => {
    const store = await known();
    const brief = await contactBrief(store, "acme", { asOf: now });
    expect(brief.snapshot).toMatchObject({ customerId: "acme", asOf, abc: "A" });
    const [task] = brief.reminders.filter(({ decision }) => decision.ruleId === "regular-contact");
    expect(task?.state.state).toBe("open");
    expect(task?.decision.evidence.length).toBeGreaterThan(0);
    expect(task?.decision).not.toHaveProperty("version");
    const stored = (await dump(store)).insights as { subjectId: string; id: string }[];
    expect(brief.conclusions.map(({ id }) => id).sort()).toEqual(
      stored.filter(({ subjectId }) => subjectId === "acme").map(({ id }) => id),
    );
    await recordOutcome(store, task!.decision.id, { kind: "done", at: "2026-11-22T09:20:00Z" });
    const after = await contactBrief(store, "acme", { asOf: now });
    expect(after.reminders.map(({ decision }) => decision.id)).not.toContain(task!.decision.id);
  });

  it("believes the last run alone, and others' insights of each kind the latest", async () => {
    const store = await known();
    const insight = {
      schemaVersion: 1,
      subjectId: "ann",
      strength: 0.5,
      payload: {},
    } as const;
    const evidence = [{ label: "visits", value: 3, asOf, source: "own" }];
    const own = [
      { ...insight, id: "x1", kind: "own.visit", asOf: "2026-11-01" },
      { ...insight, id: "x2", kind: "own.visit", asOf: "2026-11-10" },
      { ...insight, id: "x3", kind: "own.later", asOf: "2026-12-01" },
      // What an earlier run had found and the last one did not.
      { ...insight, id: "rfm.silent:ann:2026-11-01", kind: "rfm.silent", asOf: "2026-11-01" },
    ] as const;
    for (const one of own) {
      const silent = { daysSilent: 90, usualGapDays: 10, share: 0.95, gaps: 5 };
      const payload = one.kind === "rfm.silent" ? silent : {};
      await store.insights.save({ ...one, evidence, payload }, { expected: "absent" });
    }
    const brief = await contactBrief(store, "ann", { asOf: now });
    expect(brief.conclusions.map(({ id }) => id)).toEqual(["x2"]);
  });

  it("is of the day in the company's zone, by the channel asked for", async () => {
    const store = await known();
    const late = await contactBrief(store, "ann", {
      asOf: "2026-11-22T20:00:00Z",
      zone: "Asia/Tokyo",
      channel: "phone",
    });
    expect(late.validOn).toBe("2026-11-23");
    expect(late.warnings).toEqual([]);
  });

  it("refuses a party that there is not, and options that mean nothing", async () => {
    const store = createMemoryStore();
    await expect(contactBrief(store, "ann", { asOf: now })).rejects.toSatisfy((error) =>
      StoreError.is(error, "NOT_FOUND"),
    );
    await expect(contactBrief(store, "ann", { asOf: now, recent: -1 })).rejects.toThrow(
      "recent must be a whole number, got -1",
    );
    await expect(contactBrief(store, "ann", { asOf: "now" })).rejects.toThrow(
      'asOf must be a UTC instant, got "now"',
    );
  });
});

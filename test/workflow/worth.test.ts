import type { SpendEstimate } from "clientele/model";
import { createMemoryStore } from "clientele/repositories";
import { createTreatmentPlan } from "clientele/value";
import { type DailyPlans, runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";

const options = { asOf: "2026-06-01", zone: "Europe/Berlin", currency: "EUR" } as const;
const cost = (id: string, customerId: string, amount: string, currency = "EUR") =>
  ({ schemaVersion: 1, id, customerId, on: "2026-05-31", kind: "selling", amount, currency }) as const;
const points = (id: string, kind: "earn" | "redeem", amount: string) =>
  ({
    schemaVersion: 1,
    id,
    customerId: "ann",
    on: "2026-05-01",
    kind,
    points: amount,
    ...(kind === "earn" ? { expiresOn: "2026-06-11" as const } : {}),
  }) as const;

async function storeOf() {
  const store = createMemoryStore();
  const line = (id: string, customerId: string, amount: string, own: string) =>
    ({
      schemaVersion: 1,
      id,
      orderId: id,
      customerId,
      orderedOn: "2026-05-30",
      amount,
      cost: own,
      currency: "EUR",
    }) as const;
  await store.orderLines.append([
    line("l1", "ann", "90.00", "40.00"),
    line("l2", "bob", "80.00", "50.00"),
    line("l3", "cyd", "10.00", "4.00"),
  ]);
  return store;
}

describe("the daily run, of worth, loyalty and points", () => {
  it("takes cost to serve off, so that a large customer who costs more than he brings is below zero", async () => {
    const store = await storeOf();
    await store.costEntries.append([cost("k1", "bob", "35.00"), cost("k2", "cyd", "1.00")]);
    await store.pointsEntries.append([points("p1", "earn", "50")]);
    const report = await runDaily(store, options);
    // 50, −5 and 5: of the positive 55 ann alone brings four fifths.
    if (report.value.kind !== "value") throw new Error("insufficient");
    expect(report.value.tiers.map((row) => [row.customers, row.value.amount])).toEqual([
      [1, "50.00"],
      [1, "5.00"],
      [1, "-5.00"],
    ]);
    expect(report.worth.partition).toMatchObject({ MVC: 1, BZC: 1 });
    expect(report.worth.costToServe?.total).toEqual({ amount: "36.00", currency: "EUR" });
    expect(report.worth.costIssues).toEqual([]);
    expect(report.ledger).toMatchObject({ members: 1, points: "50", expiring: "50", pointIssues: [] });
    expect(report.insights).toMatchObject({ "value.gold": 1, "ledger.points-expiring": 1 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const again = await runDaily(store, options);
    expect(again.written.insights).toMatchObject({ saved: 0, removed: 0 });
  });

  it("names entries that are wrong, and goes on without them", async () => {
    const store = await storeOf();
    await store.costEntries.append([cost("k1", "bob", "-35.00"), cost("k2", "cyd", "1.00", "USD")]);
    await store.pointsEntries.append([points("p1", "earn", "50"), points("p2", "redeem", "60")]);
    const report = await runDaily(store, options);
    expect(report.worth.costToServe).toBeUndefined();
    expect(report.worth.costIssues.join("\n")).toMatch(/no more can be taken back than was charged/);
    expect(report.worth.costIssues.join("\n")).toMatch(/EUR/);
    expect(report.ledger.pointIssues.join("\n")).toMatch(/at most the 50 points there were/);
    if (report.value.kind !== "value") throw new Error("insufficient");
    expect(report.value.tiers.map((row) => row.customers)).toEqual([2, 1, 0]);
  });

  it("treats customers by the plan, moves the budget within it, and reminds nobody who is let go", async () => {
    const store = await storeOf();
    await store.costEntries.append([cost("k1", "bob", "35.00"), cost("k2", "ann", "7.50")]);
    for (const id of ["ann", "bob", "cyd"]) {
      await store.parties.save({ schemaVersion: 1, kind: "person", id, name: id }, { expected: "absent" });
      await store.importantDates.save(
        {
          schemaVersion: 1,
          id: `birthday-${id}`,
          partyId: id,
          kind: "birthday",
          date: { calendar: "gregorian", month: 6, day: 1 },
          source: { method: "stated", observedOn: "2026-01-05" },
        },
        { expected: "absent" },
      );
    }
    const plans: DailyPlans = {
      treatments: createTreatmentPlan({
        version: "2026",
        treatments: [
          { group: "BZC", price: "list price", letGo: true },
          { group: "gold", sales: "visit", spendCap: { amount: "5", currency: "EUR" } },
        ],
      }),
    };
    const report = await runDaily(store, { ...options, plans });
    // ann 42.50 and gold, bob −5, cyd 6.
    expect(report.worth.treatments?.version).toBe("2026");
    expect(
      report.worth.treatments?.treatments.map(({ treatment, customers, above }) => [
        treatment.group,
        customers,
        above.customers,
        above.excess.amount,
      ]),
    ).toEqual([
      ["BZC", 1, 1, "35.00"],
      ["gold", 1, 1, "2.50"],
    ]);
    expect(report.worth.treatments?.untreated).toBe(1);
    // All of bob's and what lies above ann's cap; the cap lets ann receive nothing.
    expect(report.worth.budget?.tiers.map(({ now, proposed }) => [now.amount, proposed.amount])).toEqual([
      ["7.50", "5.00"],
      ["0.00", "0.00"],
      ["35.00", "0.00"],
    ]);
    const verdict = (id: string) =>
      report.reminders.decisions.find((one) => one.ruleId === "birthday" && one.subjectId === id)?.verdict;
    expect(["ann", "bob", "cyd"].map(verdict)).toEqual(["send", "suppress", "send"]);
    const dollars = createTreatmentPlan({
      version: "2027",
      treatments: [{ group: "gold", spendCap: { amount: "5", currency: "USD" } }],
    });
    await expect(runDaily(store, { ...options, plans: { treatments: dollars } })).rejects.toThrow(/USD/);
  });

  it("holds goals, rewards, bonds and terms against the day, worked by hand", async () => {
    const store = await storeOf();
    await store.pointsEntries.append([points("p1", "earn", "210")]);
    const member = (partyId: string) =>
      ({
        schemaVersion: 1,
        id: `m-${partyId}`,
        programmeId: "card",
        partyId,
        validFrom: "2026-01-01",
      }) as const;
    for (const id of ["ann", "bob"]) await store.memberships.save(member(id), { expected: "absent" });
    await store.switchingBonds.save(
      {
        schemaVersion: 1,
        id: "b1",
        customerId: "bob",
        kind: "learning",
        what: "trained staff",
        hours: 8,
        estimatedCost: { amount: "120.00", currency: "EUR" },
        validTo: "2026-06-20",
        source: { method: "stated", observedOn: "2026-01-05" },
      },
      { expected: "absent" },
    );
    await store.orderLines.append(
      ["2026-02-03", "2026-03-03", "2026-04-03"].map((orderedOn, i) => ({
        schemaVersion: 1 as const,
        id: `x${i}`,
        orderId: `x${i}`,
        customerId: "ann",
        orderedOn: orderedOn as "2026-02-03",
        amount: "10.00",
        cost: "5.00",
        currency: "EUR",
      })),
    );
    await store.interactions.append([
      {
        schemaVersion: 1,
        id: "i1",
        partyId: "ann",
        occurredAt: "2026-05-04T09:00:00Z",
        channel: "phone",
        direction: "inbound",
        twoWay: true,
      },
    ]);
    const plans: DailyPlans = {
      goals: [
        {
          name: "we talk",
          kind: "one-to-one",
          from: { on: "2026-01-01", value: 0 },
          to: { on: "2026-12-31", value: 0.5 },
        },
      ],
      points: {
        programmeId: "club",
        thresholds: [
          { name: "voucher", points: "250" },
          { name: "mug", points: "100" },
        ],
      },
      frequency: [
        { programmeId: "card", programme: { from: "2026-01-01", every: 5 }, reward: "a bag of coffee" },
      ],
    };
    const { loyalty, ledger, insights } = await runDaily(store, { ...options, plans });
    expect(loyalty.bonds).toEqual({
      customers: 1,
      kinds: { learning: 1 },
      switchingCost: { amount: "120.00", currency: "EUR" },
      benefits: { financial: 0, social: 0, structural: 0 },
    });
    // Of the three who bought since March with one both sides spoke.
    expect(loyalty.goals.map(({ latest, state }) => [latest?.on, latest?.value, state])).toEqual([
      ["2026-05-31", 1 / 3, "on-track"],
    ]);
    expect(ledger.thresholds).toEqual([
      { name: "mug", points: "100", customers: 1 },
      { name: "voucher", points: "250", customers: 0 },
    ]);
    // ann bought four times of five and has 210 points of 250: one insight of the nearer, 0.84.
    expect(ledger.frequency).toEqual([
      { programmeId: "card", members: 2, purchases: 5, rewards: 0, running: true },
    ]);
    expect([ledger.near, insights["ledger.threshold-near"]]).toEqual([1, 1]);
    expect(ledger.terms).toEqual([{ what: "bond-ends", kind: "learning", customers: 1 }]);
  });

  it("refuses a programme that ends before it starts, and has written nothing", async () => {
    const store = await storeOf();
    const programme = { from: "2026-01-01", to: "2025-12-31", every: 5 } as const;
    const plans = { frequency: [{ programmeId: "card", programme }] };
    await expect(runDaily(store, { ...options, plans })).rejects.toThrow(
      "the programme must end after it starts on 2026-01-01, got 2025-12-31",
    );
    expect(await store.snapshots.count()).toBe(0);
    expect((await runDaily(store, options)).written.snapshots.saved).toBe(3);
  });

  it("tells lost customers and moved spend by cause, and who buys most elsewhere", async () => {
    const store = await storeOf();
    const estimate = (id: string, customerId: string, year: 2024 | 2025, ours: string, rival: string) =>
      ({
        schemaVersion: 1,
        id,
        customerId,
        periodFrom: `${year}-01-01`,
        periodTo: `${year + 1}-01-01`,
        total: { amount: "200.00", currency: "EUR" },
        ours: { amount: ours, currency: "EUR" },
        byCompetitor: [{ competitorId: "rival", amount: rival, currency: "EUR" }],
        confidence: 0.5,
        source: { method: "stated", observedOn: "2026-01-05" },
      }) as SpendEstimate;
    for (const one of [
      estimate("e1", "ann", 2024, "90.00", "110.00"),
      estimate("e2", "ann", 2025, "60.00", "140.00"),
      estimate("e3", "bob", 2024, "150.00", "50.00"),
      estimate("e4", "bob", 2025, "190.00", "10.00"),
      // Nobody asked the year before.
      estimate("e5", "cyd", 2025, "20.00", "180.00"),
    ])
      await store.spendEstimates.save(one, { expected: "absent" });
    await store.lifecycleChanges.append([
      {
        schemaVersion: 1,
        id: "l1",
        partyId: "ann",
        on: "2026-04-01",
        stage: "lost",
        reason: "price",
        competitorId: "rival",
        detected: "declared",
      },
    ]);
    const { worth, insights } = await runDaily(store, options);
    expect(worth.competitors.map(({ moved, causes }) => [moved.amount, causes])).toEqual([
      [
        "-10.00",
        [
          { cause: "price", customers: 1, moved: { amount: "30.00", currency: "EUR" } },
          { customers: 1, moved: { amount: "-40.00", currency: "EUR" } },
        ],
      ],
    ]);
    expect(worth.losses).toMatchObject([
      { cause: "price", customers: 1, competitors: [{ competitorId: "rival", customers: 1 }] },
    ]);
    expect(insights["loyalty.wallet-gap"]).toBe(2);
  });

  it("tells nothing of an empty store, and fails at nothing", async () => {
    const report = await runDaily(createMemoryStore(), options);
    expect(report.worth).toMatchObject({
      partition: { MVC: 0, MGC: 0, OTHER: 0, BZC: 0 },
      repeatedComplaints: 0,
      losses: [],
    });
    expect(report.loyalty).toEqual({
      kind: "loyalty",
      cohorts: [],
      gaps: [],
      goals: [],
      bonds: {
        customers: 0,
        kinds: {},
        switchingCost: { amount: "0.00", currency: "EUR" },
        benefits: { financial: 0, social: 0, structural: 0 },
      },
    });
    expect(report.ledger).toMatchObject({ members: 0, points: "0", terms: [], thresholds: [], near: 0 });
  });
});

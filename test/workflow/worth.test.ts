import { createMemoryStore } from "clientele/repositories";
import { runDaily } from "clientele/workflow";
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

  it("tells nothing of an empty store, and fails at nothing", async () => {
    const report = await runDaily(createMemoryStore(), options);
    expect(report.worth).toMatchObject({
      partition: { MVC: 0, MGC: 0, OTHER: 0, BZC: 0 },
      repeatedComplaints: 0,
      losses: [],
    });
    expect(report.loyalty).toEqual({ kind: "loyalty", bound: 0 });
    expect(report.ledger).toMatchObject({ members: 0, points: "0", terms: 0 });
  });
});

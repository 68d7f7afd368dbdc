import { addDays } from "clientele/calendar";
import { describeOrders, orderLogFromRows } from "clientele/orders";
import { createMemoryStore } from "clientele/repositories";
import { measureRfm, scoreRfm, segmentRfm } from "clientele/rfm";
import { runDaily } from "clientele/workflow";
import { describe, expect, it } from "vitest";
import { asOf, dump, options, orderLine, retailer, storeOf } from "./_stores.ts";

describe("runDaily", () => {
  it("stores a snapshot for every scored customer, the insights and the decisions that it reports", async () => {
    const facts = retailer();
    const store = await storeOf(facts);
    const report = await runDaily(store, options);
    const { snapshots, insights, decisions } = await dump(store);

    const log = orderLogFromRows(facts.orderLines, { currency: "GBP" });
    const segments = segmentRfm(scoreRfm(measureRfm(log, { asOf })));
    expect(snapshots.length).toBe(segments.size);
    expect(snapshots.length).toBeGreaterThan(30);
    for (const { customerId, segment } of segments) {
      const scores = segments.scores.get(customerId);
      expect(await store.snapshots.get(`${customerId}:${asOf}`)).toMatchObject({
        version: 1,
        customerId,
        asOf,
        segment,
        scores: { recency: scores?.recency, frequency: scores?.frequency, monetary: scores?.monetary },
      });
    }
    expect(report.orders.summary).toEqual(describeOrders(log));
    expect(report.orders.setAside.lines).toBe(0);
    expect(report.rfm).toMatchObject({ kind: "rfm", customers: segments.size, segments: segments.summary });
    const total = Object.values(report.insights).reduce((sum, count) => sum + count, 0);
    expect(insights.length).toBe(total);
    expect(total).toBeGreaterThan(5);
    expect(decisions.map((decision) => ({ ...(decision as object), version: undefined }))).toEqual(
      expect.arrayContaining(
        report.reminders.decisions.map((decision) => ({ ...decision, version: undefined })),
      ),
    );
    expect(decisions.length).toBe(report.reminders.decisions.length);
    expect(report.reminders.decisions.some((decision) => decision.verdict === "send")).toBe(true);
    expect(report.written).toEqual({
      snapshots: { saved: snapshots.length, unchanged: 0, removed: 0 },
      insights: { saved: insights.length, unchanged: 0, removed: 0 },
      decisions: { saved: decisions.length, unchanged: 0, removed: 0 },
      reminderEvents: { saved: 0, unchanged: 0, removed: 0 },
    });
  });

  it("hands the analyses' insights to the reminder rules", async () => {
    const { reminders, insights } = await runDaily(await storeOf(retailer("insights", 200)), options);
    expect(insights["rfm.silent"]).toBeGreaterThan(0);
    const rules = new Set(reminders.decisions.map(({ ruleId }) => ruleId));
    expect([...rules]).toEqual(expect.arrayContaining(["long-silence", "segment-shift", "tier-moved"]));
  });

  it("believes today's analyses and not those of earlier runs, and insights of others while they are fresh", async () => {
    const ann = { schemaVersion: 1, kind: "person", id: "ann", name: "Ann", ownerId: "staff" } as const;
    const days = [150, 140, 130, 120, 110, 100];
    const store = await storeOf({
      parties: [ann],
      orderLines: days.map((ago) => orderLine(`l${ago}`, { orderedOn: addDays(asOf, -ago) })),
    });
    const tasks = async (day = asOf as string) => {
      const { reminders } = await runDaily(store, { ...options, asOf: day as typeof asOf });
      return reminders.decisions.map(({ ruleId }) => ruleId);
    };
    expect(await tasks()).toContain("long-silence");
    await store.orderLines.append([orderLine("back", { orderedOn: addDays(asOf, -1) })]);
    expect(await tasks()).not.toContain("long-silence");
    expect(await tasks(addDays(asOf, 1))).not.toContain("long-silence");
    expect(
      (await dump(store)).insights.filter((one) => (one as { kind: string }).kind === "rfm.silent"),
    ).toEqual([]);

    const silent = { daysSilent: 90, usualGapDays: 10, share: 0.95, gaps: 5 };
    const evidence = [{ label: "days silent", value: 90, asOf, source: "own analysis" }];
    const own = {
      schemaVersion: 1,
      id: "own-1",
      kind: "rfm.silent",
      subjectId: "ann",
      strength: 0.5,
    } as const;
    await store.insights.save(
      { ...own, asOf: addDays(asOf, 1), evidence, payload: silent },
      { expected: "absent" },
    );
    expect(await tasks(addDays(asOf, 1))).toContain("long-silence");
    expect(await store.insights.get("own-1")).toBeDefined();
    expect(await tasks(addDays(asOf, 30))).not.toContain("long-silence");
  });

  it("reports what it cannot know of an empty store as such", async () => {
    const store = createMemoryStore();
    const report = await runDaily(store, options);
    expect(report.orders).toMatchObject({
      lines: 0,
      summary: { purchases: { lines: 0 }, net: { customers: 0 } },
    });
    expect(report.orders).not.toHaveProperty("window");
    expect(report.rfm).toEqual({ kind: "insufficient", of: "customers with a purchase", have: 0, need: 1 });
    expect(report.value).toEqual({
      kind: "insufficient",
      of: "customers with an order line",
      have: 0,
      need: 1,
    });
    expect(report.migration).toEqual({ kind: "insufficient", of: "periods", have: 0, need: 2 });
    expect(report.insights).toEqual({});
    expect(report.reminders).toMatchObject({ decisions: [], parties: 0, customersWithoutParty: 0 });
    const { dailyRuns, ...rest } = await dump(store);
    expect(dailyRuns).toMatchObject([{ id: asOf, analysedOn: asOf }]);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it("says that history is too short for moves between periods, and uses what there is", async () => {
    const line = (orderedOn: string) => orderLine(orderedOn, { orderedOn: orderedOn as "2026-01-01" });
    const short = await storeOf({ orderLines: [line("2026-06-01"), line("2026-10-01")] });
    expect((await runDaily(short, options)).migration).toEqual({
      kind: "insufficient",
      of: "periods",
      have: 1,
      need: 2,
    });
    const longer = await storeOf({ orderLines: [line("2026-05-22"), line("2026-10-01")] });
    const { migration } = await runDaily(longer, options);
    expect(migration).toMatchObject({ kind: "migration", counts: { total: 1 } });
    expect(migration.kind === "migration" && migration.counts.periods.map(({ from }) => from)).toEqual([
      "2026-05-22",
      "2026-08-22",
    ]);
    expect(migration).toMatchObject({ backtest: { kind: "insufficient", of: "periods", have: 2, need: 3 } });
    const years = await storeOf({ orderLines: [line("2020-01-01"), line("2026-10-01")] });
    const { migration: full } = await runDaily(years, options);
    expect(full).toMatchObject({
      bands: { states: ["A", "B", "C", "inactive"], level: 0.9 },
      backtest: { recommended: [{ steps: 1 }] },
    });
    expect(full.kind === "migration" && full.counts.periods.map(({ from }) => from)).toEqual([
      "2025-08-22",
      "2025-11-22",
      "2026-02-22",
      "2026-05-22",
      "2026-08-22",
    ]);
    const returned = await storeOf({
      orderLines: [orderLine("r", { orderedOn: "2026-01-02", amount: "-5.00" })],
    });
    expect((await runDaily(returned, options)).migration).toMatchObject({
      of: "moves between periods",
      have: 0,
    });
  });

  it("sets lines aside that cannot be part of the analysis, and names them", async () => {
    const lines = [
      orderLine("a"),
      orderLine("b", { currency: "EUR" }),
      orderLine("c", { amount: "0.12345678901" }),
    ];
    const { orders } = await runDaily(await storeOf({ orderLines: lines }), options);
    expect(orders.lines).toBe(1);
    expect(orders.setAside.lines).toBe(2);
    expect(orders.setAside.named.map(({ lineId, code }) => [lineId, code])).toEqual([
      ["b", "other-currency"],
      ["c", "amount-out-of-range"],
    ]);
    expect(orders.setAside.named[0]?.message).toMatch(
      /currency: expected the currency of the log, GBP, got "EUR"/,
    );
  });

  it("sees orders before the day only, so facts of later days change nothing of it [S2-16]", async () => {
    const facts = retailer();
    const store = await storeOf(facts);
    const later = [orderLine("z1", { orderedOn: asOf }), orderLine("z2", { orderedOn: addDays(asOf, 40) })];
    await store.orderLines.append(later.map((line) => ({ ...line, amount: "99999.00" })));
    await store.interactions.append([
      {
        schemaVersion: 1,
        id: "later",
        partyId: facts.parties[0]!.id,
        occurredAt: "2026-11-22T09:00:00Z",
        channel: "phone",
        direction: "outbound",
        twoWay: true,
      },
    ]);
    expect(await runDaily(store, options)).toEqual(await runDaily(await storeOf(facts), options));
  });

  it("sees contacts up to the moment of the run", async () => {
    const ann = {
      schemaVersion: 1,
      kind: "person",
      id: "ann",
      name: "Ann",
      ownerId: "staff",
      since: "2020-01-01",
    } as const;
    const talk = {
      schemaVersion: 1,
      partyId: "ann",
      channel: "phone",
      direction: "outbound",
      twoWay: true,
    } as const;
    const messageAfter = async (occurredAt: string) => {
      const interactions = [{ ...talk, id: "talk", occurredAt }];
      const { reminders } = await runDaily(await storeOf({ parties: [ann], interactions }), options);
      return reminders.decisions.find(({ ruleId }) => ruleId === "regular-contact")?.message;
    };
    expect(await messageAfter("2026-11-22T08:59:59Z")).toBeUndefined();
    expect(await messageAfter("2026-11-22T09:00:00Z")).toMatch(
      /^Talk to Ann: no talk is known since 2020-01-01/,
    );
  });

  it("recomputes every day from what is known then, and keeps the days before [S0-2]", async () => {
    const facts = retailer();
    const store = await storeOf(facts);
    await runDaily(store, options);
    const before = await dump(store);
    const next = addDays(asOf, 1);
    const [buyer] = before.snapshots as { customerId: string; recencyDays: number }[];
    await store.orderLines.append([orderLine("new", { customerId: buyer!.customerId, orderedOn: asOf })]);
    await runDaily(store, { ...options, asOf: next });
    expect((await store.snapshots.get(`${buyer!.customerId}:${next}`))?.recencyDays).toBe(1);
    const after = await dump(store);
    expect(after.snapshots).toEqual(expect.arrayContaining(before.snapshots));
    expect(after.snapshots.length).toBe(2 * before.snapshots.length);
  });

  it("takes orders that were read already for those of the store", async () => {
    const facts = retailer();
    const later = orderLine("later", { orderedOn: asOf });
    const orders = orderLogFromRows([...facts.orderLines, later], { currency: "GBP" });
    const given = await runDaily(await storeOf({ ...facts, orderLines: [] }), { ...options, orders });
    expect(given).toEqual(await runDaily(await storeOf(facts), options));
    await expect(runDaily(createMemoryStore(), { ...options, currency: "EUR", orders })).rejects.toThrow(
      "Cannot run the day: orders must be in EUR, got GBP",
    );
  });

  it("counts customers whom nobody can be reminded of, and passes options on", async () => {
    const store = await storeOf({
      orderLines: [orderLine("a"), orderLine("b", { customerId: "bob", amount: "-1" })],
    });
    await store.parties.save(
      { schemaVersion: 1, kind: "person", id: "ann", name: "Ann" },
      { expected: "absent" },
    );
    const report = await runDaily(store, {
      ...options,
      count: "net",
      time: "12:30",
      reminders: { rules: [] },
    });
    expect(report.reminders).toMatchObject({ parties: 1, customersWithoutParty: 1 });
    expect(report.reminders.zoneFallbacks).toEqual({ missing: 1, invalid: 0 });
    expect(report.rfm).toMatchObject({ count: "net", notScored: { returnsOnly: 1 } });
    expect(report.at).toBe("2026-11-22T12:30:00Z");
    expect(report.reminders.coverage.every(({ rules }) => rules === 0)).toBe(true);
  });

  it("refuses a day, a zone, a time and a currency that are none", async () => {
    for (const wrong of [
      { asOf: "2026-02-30" },
      { zone: "Mars/Olympus" },
      { time: "25:00" },
      { currency: "gbp" },
    ]) {
      await expect(runDaily(createMemoryStore(), { ...options, ...wrong } as never)).rejects.toThrow(
        RangeError,
      );
    }
  });
});

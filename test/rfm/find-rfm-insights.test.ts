import { addDays, type PlainDate } from "clientele/calendar";
import { insightSchema } from "clientele/model";
import {
  type OrderLog,
  type OrderRow,
  observeUntil,
  orderLogFromRows,
  UnobservedDaysError,
} from "clientele/orders";
import { findRfmInsights, measureRfm, scoreRfm, segmentRfm } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manyRows } from "./arbitrary-table.ts";

const logOf = (rows: readonly OrderRow[]): OrderLog =>
  observeUntil(orderLogFromRows(rows, { currency: "EUR" }), "2027-01-01");
const buys = (customerId: string, days: readonly number[], amount = "10"): OrderRow[] =>
  days.map((day) => ({ customerId, orderedOn: addDays("2026-01-01", day), amount }));
const asOf = (day: number): PlainDate => addDays("2026-01-01", day);

describe("silence", () => {
  const log = logOf([...buys("ann", [0, 10, 20, 30, 40, 50]), ...buys("bob", [0, 30, 60])]);

  it("is found when the customer has not ordered for longer than 95 % of the own gaps [S1-28]", () => {
    expect(findRfmInsights(log, { asOf: asOf(60) })).toEqual([]);
    const [silent, ...others] = findRfmInsights(log, { asOf: asOf(61) });
    expect(others).toEqual([]);
    expect(silent).toMatchObject({
      id: "rfm.silent:ann:2026-03-03",
      kind: "rfm.silent",
      subjectId: "ann",
      strength: 1,
      payload: { daysSilent: 11, usualGapDays: 10, share: 0.95, gaps: 5 },
    });
    expect(silent?.evidence[0]).toEqual({
      label: "days since the last purchase",
      value: 11,
      asOf: "2026-03-03",
      source: "rfm",
    });
  });

  it("is not judged of days that nobody observed, unless they are left out", () => {
    const short = orderLogFromRows(buys("ann", [0, 10, 20, 30, 40, 50]), { currency: "EUR" });
    expect(() => findRfmInsights(short, { asOf: asOf(61) })).toThrow(UnobservedDaysError);
    expect(findRfmInsights(short, { asOf: asOf(61), unobservedDays: "leave-out" })).toEqual([]);
  });

  it("takes as usual the gap that the stated share of gaps does not exceed", () => {
    const gaps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 60];
    const days = [0, ...gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0))];
    const irregular = logOf(buys("ann", days));
    const end = days.at(-1) ?? 0;
    const silence = (wait: number, silentShare?: number) =>
      findRfmInsights(irregular, { asOf: asOf(end + wait), silentShare }).find(
        (i) => i.kind === "rfm.silent",
      );
    expect(silence(19)).toBeUndefined();
    expect(silence(20)).toMatchObject({ strength: 0.95, payload: { usualGapDays: 19, gaps: 20 } });
    expect(silence(10, 0.5)).toBeUndefined();
    expect(silence(11, 0.5)?.payload).toMatchObject({ usualGapDays: 10, share: 0.5 });
  });

  it("is not judged on fewer gaps than asked, and counts days, not orders or returns", () => {
    const late = { asOf: asOf(200) };
    const kinds = (rows: OrderRow[], minimumGaps?: number) =>
      findRfmInsights(logOf(rows), { ...late, minimumGaps }).filter((i) => i.kind === "rfm.silent").length;
    expect(kinds(buys("ann", [0, 10, 20, 30, 40]))).toBe(0);
    expect(kinds(buys("ann", [0, 10, 20, 30, 40]), 4)).toBe(1);
    expect(kinds([...buys("ann", [0, 10, 20, 30, 40]), ...buys("ann", [0, 10, 40])])).toBe(0);
    expect(
      kinds([...buys("ann", [0, 10, 20, 30, 40]), ...buys("ann", [50], "-1"), ...buys("ann", [60], "0")]),
    ).toBe(0);
  });
});

describe("a change of segment", () => {
  // Ten customers who stay as they are, and two who change.
  const steady = Array.from({ length: 10 }, (_, i) =>
    buys(`c${i}`, [0, i * 8, 80 + i, 170 + i], `${10 + i}`),
  ).flat();
  const rows = [
    ...steady,
    ...buys("gone", [60, 70, 84, 89], "40"),
    ...buys("risen", [2]),
    ...buys("risen", [175, 177, 178, 179], "90"),
  ];
  const log = logOf(rows);

  it("is found by the cuts of the earlier day, with both days as evidence", () => {
    const [since, now] = [asOf(90), asOf(180)];
    const found = findRfmInsights(log, { asOf: now }).filter(
      (insight) => insight.kind === "rfm.segment-changed",
    );
    const byId = new Map(found.map((insight) => [insight.subjectId, insight]));
    const risen = byId.get("risen");
    expect(risen?.payload).toMatchObject({ from: "Lost", to: "Champions", since, direction: "up" });
    expect(risen?.strength).toBe(1);
    expect(risen?.evidence.map((fact) => [fact.asOf, fact.label, fact.value])).toEqual([
      [since, "scores", "R1 F1 M1"],
      [since, "days since the last purchase", 88],
      [since, "buying days since 2026-01-01", 1],
      [since, "purchases since 2026-01-01, in EUR", "10.00"],
      [now, "scores", "R5 F5 M5"],
      [now, "days since the last purchase", 1],
      [now, "buying days since 2026-04-01", 4],
      [now, "purchases since 2026-04-01, in EUR", "360.00"],
    ]);
  });

  it("is found of one who bought nothing at all since, with the true recency", () => {
    const found = findRfmInsights(log, { asOf: asOf(180) });
    const gone = found.find(
      (insight) => insight.kind === "rfm.segment-changed" && insight.subjectId === "gone",
    );
    expect(gone?.payload).toMatchObject({ from: "Champions", to: "Lost", direction: "down" });
    expect(gone?.evidence.slice(4).map((fact) => fact.value)).toEqual(["R1 F1 M1", 91, 0, "0.00"]);
  });

  it("is not found of customers who go on as before, however much time passes", () => {
    const pattern = fc.array(
      fc.record({
        customerId: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
        day: fc.nat({ max: 89 }),
        amount: fc.constantFrom("5", "10", "80"),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(pattern, (quarter) => {
        const rows = [0, 90, 180].flatMap((start) =>
          quarter.map(({ day, ...row }): OrderRow => ({ ...row, orderedOn: asOf(start + day) })),
        );
        const window = { from: asOf(0), to: asOf(270) };
        const log = orderLogFromRows(rows, { currency: "EUR", window });
        const found = findRfmInsights(log, { asOf: asOf(270) });
        expect(found.filter((insight) => insight.kind === "rfm.segment-changed")).toEqual([]);
      }),
    );
  });

  it("names exactly those whose segment by frozen cuts differs", () => {
    fc.assert(
      fc.property(manyRows, fc.integer({ min: 20_460, max: 20_540 }), (many, day) => {
        const since = addDays("1970-01-01", day);
        const now = addDays(since, 30);
        const log = logOf(many);
        const before = scoreRfm(measureRfm(log, { asOf: since }));
        const changed = findRfmInsights(log, { asOf: now, since }).filter(
          (i) => i.kind === "rfm.segment-changed",
        );
        if (before.size === 0) {
          expect(changed).toEqual([]);
          return;
        }
        const from = addDays(log.window.from, 30);
        const [a, b] = [
          segmentRfm(before),
          segmentRfm(scoreRfm(measureRfm(log, { asOf: now, from }), { cuts: before.cuts })),
        ];
        const lately = (id: string) => b.get(id)?.segment ?? "Lost";
        const expected = [...a].filter((row) => lately(row.customerId) !== row.segment);
        expect(changed.map(({ subjectId, payload }) => [subjectId, payload["from"]])).toEqual(
          expected.map((row) => [row.customerId, row.segment]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("is none without an earlier day, and of a customer who is the same while all others change", () => {
    expect(findRfmInsights(logOf(buys("ann", [80, 85])), { asOf: asOf(90), since: asOf(80) })).toEqual([]);
    const still = buys("still", [88]);
    const crowd = Array.from({ length: 8 }, (_, i) => buys(`c${i}`, [80 + i]));
    const busy = Array.from({ length: 8 }, (_, i) => buys(`c${i}`, [100, 110, 120 + i]));
    const found = findRfmInsights(
      logOf([...still, ...crowd.flat(), ...busy.flat(), ...buys("still", [121])]),
      {
        asOf: asOf(122),
        since: asOf(90),
      },
    );
    const names = (id: string) =>
      found.filter((insight) => insight.subjectId === id).map((insight) => insight.payload);
    expect(names("still").every((payload) => payload["direction"] === "up")).toBe(true);
  });

  it("and every other insight is a record of the model, with a stable id, independent of the order of rows", () => {
    const insights = findRfmInsights(log, { asOf: asOf(200) });
    expect(insights.length).toBeGreaterThan(2);
    for (const insight of insights) {
      expect(insightSchema.safeParse(insight).error).toBeUndefined();
      expect(insight.id).toBe(`${insight.kind}:${insight.subjectId}:${asOf(200)}`);
      expect(JSON.parse(JSON.stringify(insight))).toEqual(insight);
    }
    expect(findRfmInsights(logOf(rows.toReversed()), { asOf: asOf(200) })).toEqual(insights);
  });

  it.each([
    [{ asOf: asOf(9), since: asOf(9) }, "since must be before asOf 2026-01-10, got 2026-01-10"],
    [{ asOf: asOf(9), silentShare: 0 }, "silentShare must be above 0 and at most 1, got 0"],
    [{ asOf: asOf(9), silentShare: Number.NaN }, "silentShare must be above 0 and at most 1, got NaN"],
    [{ asOf: asOf(9), minimumGaps: 0 }, "minimumGaps must be a positive integer, got 0"],
  ])("are refused with %j", (options, message) => {
    expect(() => findRfmInsights(log, options)).toThrow(RangeError);
    expect(() => findRfmInsights(log, options)).toThrow(message);
  });
});

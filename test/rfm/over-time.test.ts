import { addDays, type PlainDate, periodsBetween } from "clientele/calendar";
import { countTransitions } from "clientele/migration";
import { type OrderRow, orderLogFromRows, selectCustomers, stateAt } from "clientele/orders";
import {
  elevenSegments,
  measurePeriods,
  measureRfm,
  rfmTrajectory,
  type SnapshotRfmOptions,
  scoreRfm,
  segmentPanel,
  segmentRfm,
  snapshotRfm,
} from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows } from "../orders/arbitrary-rows.ts";
import { manyRows } from "./arbitrary-table.ts";

const EUR = { currency: "EUR" } as const;
const window = { from: "2025-10-01", to: "2026-05-01" } as const;
const buys = (customerId: string, days: readonly number[], amount = "10"): OrderRow[] =>
  days.map((day) => ({ customerId, orderedOn: addDays("2026-01-01", day), amount }));

describe("measures per week and month", () => {
  it("are orders, amounts and gaps of every customer, and of all together [S1-27] [S1-28]", () => {
    const log = orderLogFromRows(
      [
        ...buys("ann", [-40, 3, 4, 33], "10.50"),
        ...buys("ann", [34], "-2"),
        ...buys("bob", [70], "7"),
        ...buys("cyd", [5], "0"),
      ],
      EUR,
    );
    const months = measurePeriods(log, { periods: periodsBetween("2026-01-01", "2026-04-01", "month") });
    const shown = (series: ReturnType<typeof months.series>) =>
      series.map(({ period, orders, amount, recencyDays }) => [
        period.from,
        orders,
        amount.amount,
        recencyDays,
      ]);
    expect(shown(months.series("ann"))).toEqual([
      ["2026-01-01", 2, "21.00", 27],
      ["2026-02-01", 1, "10.50", 26],
      ["2026-03-01", 0, "0.00", 57],
    ]);
    expect(shown(months.series("bob"))).toEqual([
      ["2026-01-01", 0, "0.00", undefined],
      ["2026-02-01", 0, "0.00", undefined],
      ["2026-03-01", 1, "7.00", 20],
    ]);
    expect(shown(months.series("cyd")).every((row) => row[3] === undefined)).toBe(true);
    expect(shown(months.total)).toEqual([
      ["2026-01-01", 2, "21.00", 27],
      ["2026-02-01", 1, "10.50", 26],
      ["2026-03-01", 1, "7.00", 20],
    ]);
    const net = measurePeriods(log, { periods: months.periods, count: "net" });
    expect(net.series("ann")[1]?.amount.amount).toBe("8.50");
  });

  it("agree with measuring each period by itself, customer by customer [S1-26]", () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom("week", "month"), fc.boolean(), (rows, unit, isNet) => {
        const log = orderLogFromRows(rows, EUR);
        const count = isNet ? "net" : "purchases";
        const periods = periodsBetween("2026-01-10", "2026-03-20", unit);
        const all = measurePeriods(log, { periods, count });
        periods.forEach(({ from, to }, p) => {
          const table = measureRfm(log, { asOf: to, from, count });
          const ever = measureRfm(log, { asOf: to });
          log.customerIds.forEach((id, c) => {
            const cell = p * log.customerIds.length + c;
            const own = all.series(id)[p];
            expect(own?.orders).toBe(table.get(id)?.frequency ?? 0);
            if (table.get(id) !== undefined) expect(own?.amount).toEqual(table.get(id)?.monetary);
            expect(own?.recencyDays).toBe(ever.get(id)?.recencyDays);
            expect(all.recencyDays[cell]).toBe(ever.get(id)?.recencyDays ?? 0);
          });
          expect(all.total[p]?.orders).toBe(table.frequency.reduce((a: number, b: number) => a + b, 0));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("are refused of periods out of order, and of a customer who is not there", () => {
    const log = orderLogFromRows([], EUR);
    const [january, february] = periodsBetween("2026-01-01", "2026-03-01", "month");
    if (january === undefined || february === undefined) throw new Error("no months");
    expect(() => measurePeriods(log, { periods: [february, january] })).toThrow(
      "periods must follow one another and each hold a day, got [2026-01-01, 2026-02-01)",
    );
    expect(() => measurePeriods(log, { periods: [january], count: "all" as "net" })).toThrow(RangeError);
    expect(() => measurePeriods(log, { periods: [january] }).series("x")).toThrow(
      'Cannot read series: the log must have the customer, got "x"',
    );
  });
});

describe("snapshots", () => {
  const log = orderLogFromRows(
    [
      ...buys("ann", [-80, -60, -50, 5, 20, 40, 60, 80], "50"),
      ...buys("bob", [-70, -20]),
      ...buys("cyd", [10, 100, 110], "30"),
      ...buys("dan", [-90, 90], "5"),
    ],
    { ...EUR, window },
  );

  it("are those of each day by itself, past ones included, with one set of thresholds [S0-2]", () => {
    const history = snapshotRfm(log, { lookbackDays: 90 });
    expect(history.snapshots.map(({ asOf, complete }) => [asOf, complete])).toEqual([
      ["2025-11-01", false],
      ["2025-12-01", false],
      ["2026-01-01", true],
      ["2026-02-01", true],
      ["2026-03-01", true],
      ["2026-04-01", true],
      ["2026-05-01", true],
    ]);
    const reference = scoreRfm(measureRfm(log, { asOf: "2026-01-01", from: addDays("2026-01-01", -90) }));
    expect(history.cuts).toEqual(reference.cuts);
    for (const { asOf, from, segments } of history.snapshots) {
      const table = measureRfm(log, { asOf, from });
      const alone = segmentRfm(scoreRfm(table, { cuts: reference.cuts }));
      expect([...segments]).toEqual([...alone]);
      expect(segments.scores.cuts).toEqual(reference.cuts);
    }
  });

  it("of one customer are those of the whole base, by the same code [S1-26]", () => {
    fc.assert(
      fc.property(manyRows, fc.constantFrom("week", "month"), (rows, every) => {
        const whole = orderLogFromRows(rows, { ...EUR, window: { from: "2025-12-01", to: "2026-06-01" } });
        const options: SnapshotRfmOptions = { lookbackDays: 60, every };
        const history = snapshotRfm(whole, options);
        for (const id of history.customerIds.slice(0, 4)) {
          const alone = snapshotRfm(selectCustomers(whole, [id]), { ...options, cuts: history.cuts });
          if (history.cuts !== undefined)
            expect(rfmTrajectory(alone, id)).toEqual(rfmTrajectory(history, id));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("follow a customer: not yet, scored, lapsed", () => {
    const history = snapshotRfm(log, { lookbackDays: 60, days: ["2025-10-10", "2025-12-01", "2026-04-10"] });
    expect(rfmTrajectory(history, "bob").map(({ kind, recencyDays }) => [kind, recencyDays])).toEqual([
      ["new", undefined],
      ["scored", 39],
      ["lapsed", undefined],
    ]);
    expect(() => rfmTrajectory(history, "eve")).toThrow(
      'Cannot follow customer: the customer must have bought, got "eve"',
    );
  });

  it("fill a panel of states for tier migration", () => {
    const history = snapshotRfm(log, { lookbackDays: 90 });
    const panel = segmentPanel(history);
    expect(panel.states).toEqual([...elevenSegments.segments.map((segment) => segment.name), "Lapsed"]);
    expect(panel.periods[0]).toEqual({ from: "2025-10-02", to: "2025-11-01" });
    history.snapshots.forEach((_, p) => {
      panel.customerIds.forEach((id, c) => {
        const point = rfmTrajectory(history, id)[p];
        const expected = point?.kind === "new" ? undefined : (point?.segment ?? "Lapsed");
        expect(stateAt(panel, c, p)).toBe(expected);
      });
    });
    expect(countTransitions(panel).total).toBeGreaterThan(10);
    expect(() => segmentPanel(history, { lapsed: "Lost" })).toThrow("states must differ");
  });

  it("take other methods, measures, schemes and thresholds", () => {
    const history = snapshotRfm(log, {
      lookbackDays: 90,
      method: "natural-breaks",
      monetary: "mean",
      scheme: { name: "halves", groups: 2, segments: [{ name: "all", standing: 1, ranges: [{}] }] },
    });
    expect(history.snapshots[3]?.segments.scores).toMatchObject({ groups: 2 });
    expect(history.cuts?.measure).toBe("mean");
  });

  it("of nobody are empty", () => {
    const quiet = orderLogFromRows([], { ...EUR, window });
    const history = snapshotRfm(quiet, { lookbackDays: 30, every: "quarter" });
    expect(history.cuts).toBeUndefined();
    expect(history.snapshots.map(({ segments }) => segments.size)).toEqual([0, 0]);
    expect(segmentPanel(snapshotRfm(quiet, { lookbackDays: 30, days: [] })).periods).toEqual([]);
  });

  it.each<[Partial<SnapshotRfmOptions>, string]>([
    [{ lookbackDays: 0 }, "lookbackDays must be a positive integer, got 0"],
    [
      { days: ["2026-01-01", "2026-01-01"] as PlainDate[] },
      "days must rise, got 2026-01-01 and then 2026-01-01",
    ],
  ])("are refused with %j", (options, message) => {
    expect(() => snapshotRfm(log, { lookbackDays: 30, ...options })).toThrow(message);
  });
});

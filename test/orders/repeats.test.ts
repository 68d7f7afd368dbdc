import { addDays, dayNumber, type PlainDate } from "clientele/calendar";
import {
  countOpportunities,
  type OrderLog,
  type OrderRow,
  observeUntil,
  orderLogFromRows,
  type RepeatTable,
  splitRepeats,
  summariseRepeats,
} from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDay, anyRows } from "./arbitrary-rows.ts";

const USD = { currency: "USD" } as const;
type Tx = readonly [id: number, on: PlainDate, amount?: number];
const logOf = (tx: readonly Tx[]): OrderLog =>
  observeUntil(
    orderLogFromRows(
      tx.map(([id, orderedOn, amount = 1]) => ({
        customerId: String(id),
        orderedOn,
        amount: String(amount),
      })),
      USD,
    ),
    asOf,
  );
const lines = (table: RepeatTable) =>
  [...table].map((row) => [
    Number(row.customerId),
    row.repeatCount,
    row.recency,
    row.age,
    row.meanSpend ?? 0,
  ]);

/** CamDavidsonPilon/lifetimes, tests/test_utils.py:311. */
const paid: readonly Tx[] = [
  [1, "2015-01-01", 1],
  [1, "2015-02-06", 2],
  [2, "2015-01-01", 2],
  [3, "2015-01-01", 3],
  [3, "2015-01-02", 1],
  [3, "2015-01-05", 5],
  [4, "2015-01-16", 6],
  [4, "2015-02-02", 3],
  [4, "2015-02-05", 3],
  [5, "2015-01-16", 3],
  [5, "2015-01-17", 1],
  [5, "2015-01-18", 8],
  [6, "2015-02-02", 5],
];
const asOf = "2015-02-08"; // the last day observed is the 7th

describe("the summary for models of repeat buying", () => {
  it("counts repeats, and measures recency and age from the first purchase (lifetimes test_utils.py:239)", () => {
    const log = logOf([
      [1, "2015-02-01"],
      [1, "2015-02-06"],
      [2, "2015-01-01"],
      [3, "2015-01-01"],
      [3, "2015-01-02"],
      [3, "2015-01-05"],
    ]);
    const table = summariseRepeats(log, { asOf, unit: "day" });
    expect(lines(table).map((row) => row.slice(0, 4))).toEqual([
      [1, 1, 5, 6],
      [2, 0, 0, 37],
      [3, 2, 4, 37],
    ]);
  });

  it("takes the mean of repeats alone, all of one day as one (lifetimes test_utils.py:311, pymc-marketing test_utils.py)", () => {
    const expected = [
      [1, 1, 36, 37, 2],
      [2, 0, 0, 37, 0],
      [3, 2, 4, 37, 3],
      [4, 2, 20, 22, 3],
      [5, 2, 2, 22, 4.5],
      [6, 0, 0, 5, 0],
    ];
    expect(lines(summariseRepeats(logOf(paid), { asOf, unit: "day" }))).toEqual(expected);
    const twice = summariseRepeats(logOf([...paid, [4, "2015-02-05", 6]]), { asOf, unit: "day" });
    expect(lines(twice)[3]).toEqual([4, 2, 20, 22, 6]);
    const squashed = logOf([
      [1, "2015-01-01"],
      [1, "2015-01-01"],
    ]);
    expect(summariseRepeats(squashed, { asOf }).row(0).repeatCount).toBe(0);
  });

  it("drops the first purchase by its day, not by the order of rows (lifetimes issue #85)", () => {
    const log = logOf([
      [2, "2014-04-09", 20],
      [2, "2014-03-14", 10],
      [2, "2014-05-21", 25],
    ]);
    expect(summariseRepeats(log, { asOf }).row(0).meanSpend).toBe(22.5);
  });

  it("splits into calibration and holdout (lifetimes test_utils.py:457)", () => {
    const split = splitRepeats(logOf(paid), { asOf: "2015-02-02", until: asOf, unit: "day" });
    expect(split.calibration.customerIds).toEqual(["1", "2", "3", "4", "5"]);
    expect([...split.calibration.meanSpend]).toEqual([0, 0, 3, 0, 4.5]);
    expect([...split.holdout.meanSpend]).toEqual([2, 0, 0, 3, 0]);
    expect(split.holdout.duration).toBe(6);
  });

  it("counts days, orders or lines, as stated", () => {
    const on = { orderedOn: "2026-01-01", amount: "1" } as const;
    const log = orderLogFromRows(
      [
        { customerId: "a", orderId: "1", ...on },
        { customerId: "a", orderId: "1", ...on },
        { customerId: "a", orderId: "2", ...on },
        { customerId: "a", orderId: "2", ...on, orderedOn: "2026-01-09" },
        { customerId: "a", orderId: "3", ...on, amount: "0", orderedOn: "2026-01-12" },
        { customerId: "a", orderId: "4", ...on, amount: "-1", orderedOn: "2026-01-13" },
      ],
      USD,
    );
    const row = (options: object) =>
      summariseRepeats(observeUntil(log, "2026-02-01"), {
        asOf: "2026-02-01",
        unit: "day",
        ...options,
      }).row(0);
    expect(row({})).toMatchObject({ repeatCount: 1, recency: 8, age: 30, meanSpend: 1 });
    expect(row({ countBy: "order" })).toMatchObject({ repeatCount: 1, recency: 0, meanSpend: 2 });
    expect(row({ countBy: "line" })).toMatchObject({ repeatCount: 3, recency: 8, meanSpend: 1 });
    expect(row({ count: "purchases-and-free" })).toMatchObject({ repeatCount: 2, recency: 11 });
  });

  it("agrees with a count by hand, and its two parts with the whole", () => {
    fc.assert(
      fc.property(anyRows, anyDay, fc.boolean(), (rows, cut, free) => {
        const until = "2026-06-01";
        const log = observeUntil(orderLogFromRows(rows, { currency: "EUR" }), until);
        const count = free ? "purchases-and-free" : "purchases";
        const split = splitRepeats(log, { asOf: cut, until, unit: "day", count });
        const found = [...split.calibration].map((row, i) => [
          row.customerId,
          row.repeatCount,
          row.recency,
          row.age,
          split.calibration.repeatSpend[i],
          split.holdout.count[i],
          split.holdout.spend[i],
        ]);
        expect(found).toEqual(byHand(rows, cut, free, 10 ** log.exponent));
      }),
    );
  });

  it("never has a recency beyond the age, and shifts with time", () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: -200, max: 200 }), (rows, days) => {
        const end = "2026-06-01";
        const later = rows.map((row) => ({ ...row, orderedOn: addDays(row.orderedOn, days) }));
        const [a, b] = [rows, later].map((given, i) =>
          observeUntil(orderLogFromRows(given, { currency: "EUR" }), addDays(end, i * days)),
        );
        if (a === undefined || b === undefined) throw new Error("no logs");
        const table = summariseRepeats(a, { asOf: end, unit: "month" });
        expect([...summariseRepeats(b, { asOf: addDays(end, days), unit: "month" })]).toEqual([...table]);
        for (const row of table) expect(row.recency).toBeLessThanOrEqual(row.age);
      }),
    );
  });

  it.each([
    [{ asOf, unit: "hour" }, 'Cannot measure time: unit must be day, week, month or year, got "hour"'],
    [{ asOf, count: "all" }, 'count must be "purchases" or "purchases-and-free", got "all"'],
    [{ asOf, countBy: "basket" }, 'countBy must be line, order or customer-day, got "basket"'],
    [{ asOf, countBy: "order" }, "countBy must be line or customer-day where not every line has an order id"],
    [{ asOf, until: "2015-02-01" }, "Cannot split repeats: until must not be before asOf 2015-02-08"],
  ])("is refused with %j", (options, message) => {
    expect(() => splitRepeats(logOf(paid), { until: asOf, ...options } as never)).toThrow(message);
  });
});

function byHand(rows: readonly OrderRow[], cut: PlainDate, free: boolean, scale: number): unknown[] {
  const ids = [...new Set(rows.map((row) => row.customerId))].sort((a, b) => {
    const [x, y] = [a.codePointAt(0) ?? 0, b.codePointAt(0) ?? 0];
    return x - y;
  });
  return ids.flatMap((id) => {
    const own = rows.filter((row) => {
      const amount = Number(row.amount);
      return row.customerId === id && (amount > 0 || (free && amount === 0));
    });
    const days = (of: readonly OrderRow[]) =>
      [...new Set(of.map((row) => dayNumber(row.orderedOn)))].sort((a, b) => a - b);
    const before = days(own.filter((row) => row.orderedOn < cut));
    const first = before[0];
    if (first === undefined) return [];
    const spend = (of: readonly OrderRow[]) =>
      of.reduce((sum, row) => sum + Math.round(Number(row.amount) * scale), 0);
    const later = own.filter((row) => row.orderedOn >= cut);
    return [
      [
        id,
        before.length - 1,
        (before.at(-1) ?? 0) - first,
        dayNumber(cut) - 1 - first,
        spend(own.filter((row) => row.orderedOn < cut && dayNumber(row.orderedOn) > first)),
        days(later).length,
        spend(later),
      ],
    ];
  });
}

describe("opportunities", () => {
  const years = [2020, 2021, 2022].map((y) => ({ from: `${y}-01-01`, to: `${y + 1}-01-01` }) as const);

  it("are taken once a period, after the one of the first purchase", () => {
    const log = logOf([
      [1, "2020-05-01"],
      [1, "2020-06-01"],
      [1, "2022-06-01"],
      [1, "2022-07-01"],
      [2, "2021-01-01"],
      [3, "2019-12-31"],
      [3, "2020-12-31", -1],
      [4, "2020-01-01"],
    ]);
    expect(() => countOpportunities(log, { periods: years })).toThrow(
      "the last period must not be after 2022-07-02, until when the log was observed (window.to), got 2023-01-01",
    );
    const table = countOpportunities(observeUntil(log, "2023-01-01"), { periods: years });
    expect([...table]).toEqual([
      { customerId: "1", repeatCount: 1, recency: 2, opportunities: 2 },
      { customerId: "2", repeatCount: 0, recency: 0, opportunities: 1 },
      { customerId: "4", repeatCount: 0, recency: 0, opportunities: 2 },
    ]);
    expect(table.cells).toEqual([
      { repeatCount: 0, recency: 0, opportunities: 2, customers: 1 },
      { repeatCount: 1, recency: 2, opportunities: 2, customers: 1 },
      { repeatCount: 0, recency: 0, opportunities: 1, customers: 1 },
    ]);
  });

  it("are refused without periods in order", () => {
    const log = logOf([]);
    expect(() => countOpportunities(log, { periods: [] })).toThrow("there must be a period, got none");
    expect(() => countOpportunities(log, { periods: years.toReversed() })).toThrow(
      "periods must follow one another and each hold a day, got [2021-01-01, 2022-01-01)",
    );
  });
});

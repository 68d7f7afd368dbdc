import { addDays, type PlainDate, trailingPeriods } from "clientele/calendar";
import { findDriftInsights, measureCycle, measureFlow } from "clientele/loyalty";
import {
  checkObserved,
  countOpportunities,
  type ObservationOptions,
  type OrderLog,
  observedAsOf,
  observeUntil,
  orderLogFromRows,
  splitRepeats,
  summariseRepeats,
  UnobservedDaysError,
} from "clientele/orders";
import { findRfmInsights } from "clientele/rfm";
import { findOverdue, findTrendInsights, surveyTrend } from "clientele/trend";
import { classifyGrowth, predictGold, predictValue } from "clientele/value";
import { describe, expect, it } from "vitest";

/** Thirty customers who buy about every ten days for two years and three months, which are observed until 2026-04-01. */
const rows = Array.from({ length: 30 }, (_, c) =>
  Array.from({ length: c === 7 ? 50 : 81 }, (_, i) => ({
    customerId: `c${String(c).padStart(2, "0")}`,
    orderedOn: addDays("2024-01-01", 10 * i + ((c * i * i) % 9)),
    amount: `${10 + c}`,
  })),
)
  .flat()
  .filter(({ orderedOn }) => orderedOn < "2026-04-01");
const end = "2026-04-01";
const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2024-01-01", to: end } });
const later = "2026-04-20";

type Options = ObservationOptions & { readonly asOf: PlainDate };
const ofSilence: Readonly<Record<string, (log: OrderLog, options: Options) => unknown>> = {
  findDriftInsights: (log, options) => findDriftInsights({ log }, { ...options, falseDiscoveryRate: 1 }),
  findOverdue: (log, options) => [...findOverdue(log, options)],
  findRfmInsights,
  findTrendInsights,
  measureCycle: (log, options) => [...measureCycle(log, options)],
  predictGold,
  predictValue: (log, options) => {
    const found = predictValue(log, options);
    return found.kind === "prediction" ? [found.asOf, found.to, ...found] : found;
  },
  summariseRepeats: (log, options) => [...summariseRepeats(log, options)],
  surveyTrend: (log, options) => JSON.stringify(surveyTrend(log, options)),
};

describe("a log that was not observed until the day of an analysis", () => {
  it.each(Object.entries(ofSilence))("is refused by %s, or taken as of its end", (_, analyse) => {
    const atEnd = analyse(log, { asOf: end });
    expect(analyse(log, { asOf: end, unobservedDays: "leave-out" })).toEqual(atEnd);
    expect(analyse(log, { asOf: later, unobservedDays: "leave-out" })).toEqual(atEnd);
    let caught: unknown;
    try {
      analyse(log, { asOf: later });
    } catch (error) {
      caught = error;
    }
    if (!UnobservedDaysError.is(caught)) throw new Error("not refused");
    expect([caught.code, caught.observedUntil, caught.asOf]).toEqual(["unobserved-days", end, later]);
    expect(caught.message).toContain("asOf must not be after 2026-04-01, until when the log was observed");
    // Whoever knows that nobody bought since says so, and then silence counts.
    expect(analyse(observeUntil(log, later), { asOf: later })).not.toEqual(atEnd);
    expect(() => analyse(log, { asOf: end, unobservedDays: "ignore" as never })).toThrow(
      'unobservedDays must be "refuse" or "leave-out", got "ignore"',
    );
  });

  it.each([
    [
      "countOpportunities",
      (log: OrderLog, to: PlainDate) =>
        countOpportunities(log, { periods: trailingPeriods(to, { months: 1, count: 3 }) }),
    ],
    [
      "classifyGrowth",
      (log: OrderLog, to: PlainDate) =>
        classifyGrowth(log, { periods: trailingPeriods(to, { months: 1, count: 3 }) }),
    ],
    [
      "measureFlow",
      (log: OrderLog, to: PlainDate) =>
        measureFlow(log, { periods: trailingPeriods(to, { months: 1, count: 3 }) }),
    ],
    ["splitRepeats", (log: OrderLog, until: PlainDate) => splitRepeats(log, { asOf: "2026-01-01", until })],
  ] as const)("is refused by %s where its last period was not seen to the end", (_, analyse) => {
    expect(() => analyse(log, end)).not.toThrow();
    expect(() => analyse(log, later)).toThrow(UnobservedDaysError);
    expect(() => analyse(observeUntil(log, later), later)).not.toThrow();
  });

  it("is nobody's silence when it has no line", () => {
    const none = orderLogFromRows([], { currency: "EUR" });
    expect(observedAsOf("count the silent", none, { asOf: later })).toBe(later);
    expect(() => checkObserved("count the silent", none, { name: "asOf", day: later })).not.toThrow();
    expect(findOverdue(none, { asOf: later }).size).toBe(0);
  });

  it("keeps its lines and its beginning when more is said to be observed, and never becomes shorter", () => {
    expect(observeUntil(log, later)).toEqual({ ...log, window: { from: "2024-01-01", to: later } });
    expect(observeUntil(log, "2025-01-01")).toBe(log);
    expect(() => observeUntil(log, "2026-02-30")).toThrow(RangeError);
  });
});

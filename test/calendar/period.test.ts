import {
  addDays,
  addMonths,
  type CalendarUnit,
  daysBetween,
  periodContaining,
  periodIncludes,
  periodsBetween,
  trailingPeriods,
  weekdayOf,
} from "clientele/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modernDate, weekday } from "./_arbitraries.ts";

const unit = fc.constantFrom<CalendarUnit>("day", "week", "month", "quarter", "year");

describe("the period of a date", () => {
  it.each([
    ["day", "2024-02-29", "2024-03-01"],
    ["week", "2024-02-26", "2024-03-04"],
    ["month", "2024-02-01", "2024-03-01"],
    ["quarter", "2024-01-01", "2024-04-01"],
    ["year", "2024-01-01", "2025-01-01"],
  ] as const)("is its %s", (name, from, to) => {
    expect(periodContaining("2024-02-29", name)).toEqual({ from, to });
  });

  it("holds the date, and is the same for all its days", () => {
    fc.assert(
      fc.property(modernDate, unit, weekday, (date, name, weekStart) => {
        const period = periodContaining(date, name, { weekStart });
        expect(periodIncludes(period, date)).toBe(true);
        expect(periodContaining(period.from, name, { weekStart })).toEqual(period);
        expect(periodContaining(addDays(period.to, -1), name, { weekStart })).toEqual(period);
        expect(periodIncludes(period, period.to)).toBe(false);
        if (name === "week") {
          expect(weekdayOf(period.from)).toBe(weekStart);
          expect(daysBetween(period.from, period.to)).toBe(7);
        }
      }),
    );
  });

  it("refuses other units and week starts, and ends by 9999-12-31", () => {
    expect(() => periodContaining("2024-02-29", "decade" as CalendarUnit)).toThrow(
      'Cannot find a period: unit must be day, week, month, quarter or year, got "decade"',
    );
    expect(() => periodContaining("2024-02-29", "week", { weekStart: 0 as 1 })).toThrow(RangeError);
    expect(() => periodContaining("9999-12-15", "month")).toThrow("must end by 9999-12-31");
  });
});

describe("the periods of a span", () => {
  it("tile the span: each begins where the last ended", () => {
    const lengths: Record<CalendarUnit, number> = {
      day: 60,
      week: 400,
      month: 2000,
      quarter: 5000,
      year: 9000,
    };
    fc.assert(
      fc.property(
        modernDate,
        unit,
        weekday,
        fc.integer({ min: 0, max: 9000 }),
        (from, name, weekStart, length) => {
          const to = addDays(from, length % lengths[name]);
          const periods = periodsBetween(from, to, name, { weekStart });
          if (from === to) {
            expect(periods).toEqual([]);
            return;
          }
          expect(periods[0]!.from).toBe(from);
          expect(periods.at(-1)!.to).toBe(to);
          for (let i = 1; i < periods.length; i++) expect(periods[i]!.from).toBe(periods[i - 1]!.to);
          for (const period of periods) {
            const whole = periodContaining(period.from, name, { weekStart });
            expect(period.from >= whole.from && period.to <= whole.to).toBe(true);
          }
        },
      ),
    );
  });

  it("keeps or drops what sticks out when told to", () => {
    const span = ["2024-01-15", "2024-04-10", "month"] as const;
    const from = (edges: "clip" | "keep" | "drop") => periodsBetween(...span, { edges }).map((p) => p.from);
    expect(from("clip")).toEqual(["2024-01-15", "2024-02-01", "2024-03-01", "2024-04-01"]);
    expect(from("keep")).toEqual(["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]);
    expect(from("drop")).toEqual(["2024-02-01", "2024-03-01"]);
    expect(periodsBetween(...span).at(-1)).toEqual({ from: "2024-04-01", to: "2024-04-10" });
  });

  it("refuses a span that ends before it begins", () => {
    expect(() => periodsBetween("2024-02-01", "2024-01-01", "day")).toThrow(
      "Cannot list periods: 2024-01-01 must not be before 2024-02-01",
    );
    expect(() => periodsBetween("2024-01-01", "2024-02-01", "day", { edges: "cut" as "clip" })).toThrow(
      RangeError,
    );
  });
});

describe("trailing periods", () => {
  it("are cut at the end date minus whole months, counted from the end each time", () => {
    expect(trailingPeriods("2024-03-31", { months: 1, count: 3 })).toEqual([
      { from: "2023-12-31", to: "2024-01-31" },
      { from: "2024-01-31", to: "2024-02-29" },
      { from: "2024-02-29", to: "2024-03-31" },
    ]);
  });

  it("tile, end at the date, and do not depend on how many are asked for", () => {
    const months = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(modernDate, months, fc.integer({ min: 1, max: 24 }), (to, length, count) => {
        const periods = trailingPeriods(to, { months: length, count });
        expect(periods).toHaveLength(count);
        expect(periods.at(-1)!.to).toBe(to);
        expect(periods[0]!.from).toBe(addMonths(to, -length * count));
        for (let i = 1; i < count; i++) expect(periods[i]!.from).toBe(periods[i - 1]!.to);
        expect(trailingPeriods(to, { months: length, count: count + 1 }).slice(1)).toEqual(periods);
      }),
    );
  });

  it("refuses lengths and counts that are not positive integers, and years before 0001", () => {
    for (const bad of [0, -1, 1.5, Number.NaN]) {
      expect(() => trailingPeriods("2024-01-01", { months: bad, count: 1 })).toThrow(
        "months must be a positive integer",
      );
      expect(() => trailingPeriods("2024-01-01", { months: 1, count: bad })).toThrow(
        "count must be a positive integer",
      );
    }
    expect(() => trailingPeriods("0001-06-01", { months: 12, count: 1 })).toThrow(RangeError);
  });
});

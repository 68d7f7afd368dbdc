import {
  addDays,
  addDuration,
  addMonths,
  addYears,
  type Duration,
  dayNumber,
  daysBetween,
  durationText,
  parseDuration,
} from "clientele/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { modernDate } from "./_arbitraries.ts";

const days = fc.integer({ min: -40_000, max: 40_000 });
const months = fc.integer({ min: -1200, max: 1200 });

describe("adding days", () => {
  it("is additive and undone by the opposite", () => {
    fc.assert(
      fc.property(modernDate, days, days, (date, a, b) => {
        expect(addDays(addDays(date, a), b)).toBe(addDays(date, a + b));
        expect(addDays(addDays(date, a), -a)).toBe(date);
        expect(daysBetween(date, addDays(date, a))).toBe(a + 0);
      }),
    );
  });

  it("adds up along the way: from a to c is from a to b and from b to c", () => {
    fc.assert(
      fc.property(modernDate, modernDate, modernDate, (a, b, c) => {
        expect(daysBetween(a, b) + daysBetween(b, c)).toBe(daysBetween(a, c));
      }),
    );
  });

  it("stops at the ends of the calendar and refuses fractions", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow("must lie in the years 0001 to 9999");
    expect(() => addDays("0001-01-01", -1)).toThrow(RangeError);
    expect(() => addDays("2024-01-01", 0.5)).toThrow("Cannot add days: days must be an integer, got 0.5");
    expect(() => addDays("2024-01-01", Number.NaN)).toThrow(RangeError);
  });
});

describe("adding months and years", () => {
  it("agrees with Temporal, which moves a missing day backward", () => {
    fc.assert(
      fc.property(modernDate, months, (date, n) => {
        const other = Temporal.PlainDate.from(date);
        expect(addMonths(date, n)).toBe(other.add({ months: n }).toString());
        expect(addYears(date, n % 60)).toBe(other.add({ years: n % 60 }).toString());
      }),
      { numRuns: 1000 },
    );
  });

  it("places forward at most one day after backward, and nowhere else when the day exists", () => {
    fc.assert(
      fc.property(modernDate, months, (date, n) => {
        const backward = addMonths(date, n);
        const forward = addMonths(date, n, { missingDay: "forward" });
        const kept = backward.slice(8) === date.slice(8);
        expect(daysBetween(backward, forward)).toBe(kept ? 0 : 1);
        if (!kept) expect(forward.slice(8)).toBe("01");
      }),
    );
  });

  it("refuses omit, fractions and results beyond the calendar", () => {
    const omit = { missingDay: "omit" as "backward" };
    expect(() => addMonths("2024-01-31", 1, omit)).toThrow(
      'Cannot add months: missingDay must be backward or forward, got "omit"',
    );
    expect(() => addYears("2024-02-29", 1, omit)).toThrow(RangeError);
    expect(() => addMonths("2024-01-31", 0.5)).toThrow(RangeError);
    expect(() => addYears("2024-01-31", 8000)).toThrow(RangeError);
    expect(() => addMonths("9999-12-31", 1)).toThrow(RangeError);
  });
});

describe("durations", () => {
  it.each([
    ["P1Y2M10D", { years: 1, months: 2, days: 10 }],
    ["P2W", { weeks: 2 }],
    ["P1Y2M3W4D", { years: 1, months: 2, weeks: 3, days: 4 }],
    ["P0D", { days: 0 }],
    ["-P1Y6M", { years: -1, months: -6 }],
    ["-P0D", { days: 0 }],
    ["+P1M", { months: 1 }],
  ] as const)("reads %s", (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each([
    "",
    "P",
    "1Y",
    "P1.5Y",
    "PT1H",
    "P1YT",
    "P1D2M",
    "P1Y2M10DT2H30M",
    "P-1D",
    "p1d",
    "P1D ",
    "P1H",
    "P99999999D",
  ])("refuses %j", (text) => {
    expect(() => parseDuration(text)).toThrow(/^Cannot read a duration: expected .*P1Y2M10D, got /);
  });

  it("writes what it reads", () => {
    const part = fc.integer({ min: 0, max: 9999 });
    const duration = fc
      .tuple(
        fc.record({ years: part, months: part, weeks: part, days: part }, { requiredKeys: [] }),
        fc.boolean(),
      )
      .map(([parts, negative]) => {
        const entries = Object.entries(parts).filter(([, value]) => value !== 0);
        return Object.fromEntries(
          entries.map(([name, value]) => [name, negative ? -value : value]),
        ) as Duration;
      })
      .filter((parts) => Object.keys(parts).length > 0);
    fc.assert(
      fc.property(duration, (parts) => {
        expect(parseDuration(durationText(parts))).toEqual(parts);
      }),
    );
    expect(durationText({})).toBe("P0D");
  });

  it("agrees with Temporal on adding, and adds months before days", () => {
    const part = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(modernDate, part, part, part, part, fc.boolean(), (date, years, m, weeks, d, negative) => {
        const sign = negative ? -1 : 1;
        const parts = { years: sign * years, months: sign * m, weeks: sign * weeks, days: sign * d };
        expect(addDuration(date, parts)).toBe(Temporal.PlainDate.from(date).add(parts).toString());
      }),
      { numRuns: 500 },
    );
    expect(addDuration("2024-01-31", { months: 1, days: 1 }, { missingDay: "forward" })).toBe("2024-03-02");
    expect(addDuration("2024-01-31", { weeks: 1, days: 1 })).toBe("2024-02-08");
    expect(addDuration("2024-01-31", {})).toBe("2024-01-31");
  });

  it("refuses parts of two signs, fractions and results beyond the calendar", () => {
    expect(() => addDuration("2024-01-31", { months: 1, days: -1 })).toThrow(
      "Cannot add a duration: all parts must have the same sign, got days -1",
    );
    expect(() => durationText({ days: 1.5 })).toThrow(RangeError);
    expect(() => addDuration("9999-01-01", { years: 1 })).toThrow(RangeError);
  });

  it("keeps a date and its day number in step", () => {
    expect(dayNumber(addDuration("1970-01-01", { days: 19782 }))).toBe(19782);
  });
});

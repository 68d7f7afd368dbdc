import { readFileSync } from "node:fs";
import {
  addDays,
  annualOccurrences,
  daysBetween,
  type LeapMonthPolicy,
  lunarYearOf,
  type MissingDay,
  type PartialDate,
  type Period,
} from "clientele/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysFrom, modernDate } from "./_arbitraries.ts";

interface Series {
  readonly person: string;
  readonly lunarMonth: number;
  readonly lunarDay: number;
  readonly leapPolicy: LeapMonthPolicy;
  readonly missingDay: MissingDay;
  readonly byLunarYear: Readonly<Record<string, readonly string[]>>;
}

const golden = JSON.parse(
  readFileSync(new URL("../golden/lunar_birthdays.json", import.meta.url), "utf8"),
) as { cases: readonly Series[] };
const gregorianYear = (year: number): Period => ({ from: `${year}-01-01`, to: `${year + 1}-01-01` });
const missingDays = fc.constantFrom<MissingDay>("backward", "forward", "omit");
const policies = fc.constantFrom<LeapMonthPolicy>("regular", "leap-if-exists", "both", "leap-only");
const lunarDay: fc.Arbitrary<PartialDate> = fc.record({
  calendar: fc.constant("chinese" as const),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(30)),
  leapMonth: fc.boolean(),
});
const solarDay: fc.Arbitrary<PartialDate> = fc.oneof(
  fc.constant({ month: 2, day: 29 }),
  fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }),
);

describe("lunar birthdays", () => {
  it("returns the golden days of lunar 2015 to 2045 [S1-15]", () => {
    expect(golden.cases.length).toBeGreaterThanOrEqual(30);
    const years = { from: lunarYearOf(2014).from, to: lunarYearOf(2047).from };
    for (const { lunarMonth, lunarDay: day, leapPolicy, missingDay, byLunarYear, person } of golden.cases) {
      const date = {
        calendar: "chinese",
        month: Math.abs(lunarMonth),
        day,
        leapMonth: lunarMonth < 0,
      } as const;
      const found = annualOccurrences(date, years, { leapMonth: leapPolicy, missingDay });
      expect(Object.keys(byLunarYear)).toHaveLength(31);
      for (const [year, dates] of Object.entries(byLunarYear)) {
        const here = found.filter((occurrence) => occurrence.occurrenceYear === Number(year));
        expect({ person, leapPolicy, missingDay, year, dates: here.map(({ date: on }) => on) }).toEqual({
          person,
          leapPolicy,
          missingDay,
          year,
          dates,
        });
      }
    }
  });

  it("has one return in each lunar year; 1 or 2 under both; 0 or 1 for leap-born days under leap-only", () => {
    const table = { from: "1900-01-31", to: "2101-01-29" } as const;
    fc.assert(
      fc.property(
        lunarDay,
        policies,
        fc.constantFrom<MissingDay>("backward", "forward"),
        (date, leapMonth, missingDay) => {
          const found = annualOccurrences(date, table, { leapMonth, missingDay });
          for (let year = 1900; year < 2100; year++) {
            const count = found.filter((occurrence) => occurrence.occurrenceYear === year).length;
            const hasLeap = lunarYearOf(year).months.some(
              (month) => month.leapMonth && month.month === date.month,
            );
            const expected =
              leapMonth === "both"
                ? hasLeap
                  ? 2
                  : 1
                : leapMonth === "leap-only" && date.leapMonth
                  ? Number(hasLeap)
                  : 1;
            expect(count).toBe(expected);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has at most two returns in a Gregorian year outside both", () => {
    fc.assert(
      fc.property(lunarDay, missingDays, fc.integer({ min: 1901, max: 2099 }), (date, missingDay, year) => {
        expect(annualOccurrences(date, gregorianYear(year), { missingDay }).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("finds a day moved forward over new year in a period that begins on new-year day", () => {
    const date = { calendar: "chinese", month: 12, day: 30 } as const;
    const newYear = { from: "2025-01-29", to: "2025-01-30" } as const;
    const found = annualOccurrences(date, newYear, { missingDay: "forward" });
    expect(found).toEqual([
      { date: "2025-01-29", occurrenceYear: 2024, verified: true, moved: true, leap: false },
    ]);
  });

  it("flags years that two tables do not agree on, and refuses days beyond the table", () => {
    const date = { calendar: "chinese", month: 7, day: 1 } as const;
    const found = annualOccurrences(date, { from: "2096-01-01", to: "2098-01-01" });
    expect(found.map(({ occurrenceYear, verified }) => [occurrenceYear, verified])).toEqual([
      [2096, true],
      [2097, false],
    ]);
    expect(() => annualOccurrences(date, { from: "2100-01-01", to: "2102-01-01" })).toThrow(
      "a lunar date must be sought within 1900-01-31 to 2101-01-28",
    );
    expect(() => annualOccurrences(date, { from: "1890-01-01", to: "1902-01-01" })).toThrow(RangeError);
    expect(
      annualOccurrences({ ...date, year: 1990 }, { from: "1890-01-01", to: "1993-01-01" }).map(
        (o) => o.occurrenceYear,
      ),
    ).toEqual([1991, 1992]);
  });
});

describe("annual days", () => {
  it("has one return in each Gregorian year for backward and forward, a subset of them for omit", () => {
    fc.assert(
      fc.property(solarDay, fc.integer({ min: 1, max: 9990 }), (date, year) => {
        const pad = (y: number): string => String(y).padStart(4, "0");
        const years = { from: `${pad(year)}-01-01`, to: `${pad(year + 8)}-01-01` } as Period;
        const by = (missingDay: MissingDay) => annualOccurrences(date, years, { missingDay });
        const [backward, forward, omit] = [by("backward"), by("forward"), by("omit")];
        expect(backward.map((o) => o.occurrenceYear)).toEqual(Array.from({ length: 8 }, (_, i) => year + i));
        expect(forward.map((o) => o.occurrenceYear)).toEqual(backward.map((o) => o.occurrenceYear));
        backward.forEach((early, i) => {
          expect(daysBetween(early.date, forward[i]!.date)).toBe(early.moved ? 1 : 0);
        });
        expect(omit).toEqual(backward.filter((o) => !o.moved));
      }),
    );
  });

  it("splits with the period: [a, c) is [a, b) and [b, c)", () => {
    fc.assert(
      fc.property(
        fc.oneof(solarDay, lunarDay),
        fc.tuple(modernDate, modernDate, modernDate).map((dates) => [...dates].sort()),
        missingDays,
        policies,
        (date, [a, b, c], missingDay, leapMonth) => {
          const options = { missingDay, leapMonth };
          const whole = annualOccurrences(date, { from: a!, to: c! }, options);
          const parts = [
            { from: a!, to: b! },
            { from: b!, to: c! },
          ].flatMap((part) => annualOccurrences(date, part, options));
          expect(parts).toEqual(whole);
          const dates = whole.map((o) => o.date);
          expect(dates).toEqual([...dates].sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  it("begins in the year after a known one: a birth is not its own anniversary", () => {
    const found = annualOccurrences(
      { year: 2024, month: 6, day: 1 },
      { from: "2020-01-01", to: "2027-01-01" },
    );
    expect(found.map((o) => o.date)).toEqual(["2025-06-01", "2026-06-01"]);
  });

  it("keeps 29 February without a year, and finds nothing for a day that nobody knows [S0-106]", () => {
    const year = gregorianYear(2023);
    expect(annualOccurrences({ month: 2, day: 29 }, year)).toEqual([
      { date: "2023-02-28", occurrenceYear: 2023, verified: true, moved: true },
    ]);
    expect(annualOccurrences({ year: 1990, month: 5 }, year)).toEqual([]);
    expect(annualOccurrences({ year: 1990 }, year)).toEqual([]);
    expect(annualOccurrences({ month: 2, day: 29 }, { from: "2023-01-01", to: "2023-01-01" })).toEqual([]);
  });

  it("refuses unknown policies and dates that cannot be", () => {
    const year = gregorianYear(2023);
    expect(() => annualOccurrences({ month: 2, day: 30 }, year)).toThrow(RangeError);
    expect(() => annualOccurrences({ month: 2, day: 29 }, year, { missingDay: "skip" as "omit" })).toThrow(
      'Cannot list annual occurrences: missingDay must be backward, forward or omit, got "skip"',
    );
    expect(() => annualOccurrences({ month: 2, day: 29 }, year, { leapMonth: "none" as "both" })).toThrow(
      RangeError,
    );
  });

  it("looks only at the days of the period", () => {
    fc.assert(
      fc.property(
        fc.oneof(solarDay, lunarDay),
        daysFrom("1950-01-01", "2080-01-01"),
        fc.nat({ max: 900 }),
        (date, from, length) => {
          const to = addDays(from, length);
          for (const { date: on } of annualOccurrences(date, { from, to }))
            expect(on >= from && on < to).toBe(true);
        },
      ),
    );
  });
});

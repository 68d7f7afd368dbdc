import { readFileSync } from "node:fs";
import {
  addDays,
  dateOfDay,
  dayNumber,
  lunarDateOf,
  lunarYearOf,
  plainDateOfLunar,
} from "clientele/calendar";
import fc from "fast-check";
import { Solar } from "lunar-typescript";
import { describe, expect, it } from "vitest";
import { daysFrom } from "./_arbitraries.ts";

const golden = JSON.parse(
  readFileSync(new URL("../golden/lunar_years_1900_2100.json", import.meta.url), "utf8"),
) as { years: { y: number; v: number; newYear: string }[] };
const inTable = daysFrom("1900-01-31", "2101-01-28");

describe("the table of lunar years", () => {
  it("holds the 201 years of the golden table, month by month", () => {
    expect(golden.years).toHaveLength(201);
    for (const { y, v, newYear } of golden.years) {
      const year = lunarYearOf(y);
      expect(year.from).toBe(newYear);
      const regular = year.months.filter((month) => !month.leapMonth);
      expect(regular.map((month) => month.days)).toEqual(
        Array.from({ length: 12 }, (_, i) => ((v >> i) & 1 ? 30 : 29)),
      );
      const leap = year.months.filter((month) => month.leapMonth);
      const leapMonth = (v >> 12) & 15;
      expect(leap.map(({ month, days }) => [month, days])).toEqual(
        leapMonth === 0 ? [] : [[leapMonth, (v >> 16) & 1 ? 30 : 29]],
      );
      expect(year.verified).toBe(y <= 2096);
    }
  });

  it("has years of 353–355 or 383–385 days whose new year lies in 21 January to 20 February", () => {
    for (let y = 1900; y <= 2100; y++) {
      const year = lunarYearOf(y);
      expect(year.months.length === 13 ? [383, 384, 385] : [353, 354, 355]).toContain(year.days);
      expect(year.from >= `${y}-01-21` && year.from <= `${y}-02-20`).toBe(true);
      expect(dayNumber(year.to) - dayNumber(year.from)).toBe(year.days);
      if (y < 2100) expect(lunarYearOf(y + 1).from).toBe(year.to);
      let day = year.from;
      for (const month of year.months) {
        expect(month.from).toBe(day);
        day = addDays(day, month.days);
      }
      expect(day).toBe(year.to);
    }
  });

  it("has a leap month in 74 of the 201 years, about 7 in 19, and never in two years running", () => {
    const leaps = Array.from({ length: 201 }, (_, i) => 1900 + i).filter(
      (y) => lunarYearOf(y).months.length === 13,
    );
    expect(leaps).toHaveLength(74);
    for (let i = 1; i < leaps.length; i++) expect([2, 3]).toContain(leaps[i]! - leaps[i - 1]!);
  });

  it("refuses years outside 1900 to 2100", () => {
    expect(() => lunarYearOf(1899)).toThrow("year must be an integer from 1900 to 2100, got 1899");
    expect(() => lunarYearOf(2101)).toThrow(RangeError);
  });
});

describe("lunar dates", () => {
  it("come back from every one of the 73 412 days, in order", () => {
    let days = 0;
    let last = { year: 1899, month: 12, day: 30 };
    for (let day = dayNumber("1900-01-31"); day <= dayNumber("2101-01-28"); day++) {
      const lunar = lunarDateOf(dateOfDay(day));
      if (dayNumber(plainDateOfLunar(lunar)) !== day) throw new Error(`${dateOfDay(day)} does not come back`);
      if (lunar.day !== last.day + 1 && lunar.day !== 1) throw new Error(`${dateOfDay(day)} skips`);
      if (lunar.year !== last.year && lunar.year !== last.year + 1)
        throw new Error(`${dateOfDay(day)} leaps`);
      last = lunar;
      days++;
    }
    expect(days).toBe(73_412);
  });

  it("agree with lunar-typescript", () => {
    fc.assert(
      fc.property(inTable, (date) => {
        const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
        const other = Solar.fromYmd(year, month, day).getLunar();
        const lunar = lunarDateOf(date);
        expect([lunar.year, lunar.leapMonth ? -lunar.month : lunar.month, lunar.day]).toEqual([
          other.getYear(),
          other.getMonth(),
          other.getDay(),
        ]);
      }),
      { numRuns: 400 },
    );
  });

  it("are flagged from lunar 2097 on, where two tables differ", () => {
    expect(lunarDateOf("2097-02-11")).toEqual({
      year: 2096,
      month: 12,
      day: 30,
      leapMonth: false,
      verified: true,
    });
    expect(lunarDateOf("2097-02-12").verified).toBe(false);
  });

  it("are refused outside the table", () => {
    expect(() => lunarDateOf("1900-01-30")).toThrow(
      "date must lie in 1900-01-31 to 2101-01-28, got 1900-01-30",
    );
    expect(() => lunarDateOf("2101-01-29")).toThrow(RangeError);
    expect(lunarDateOf("1900-01-31")).toMatchObject({ year: 1900, month: 1, day: 1 });
    expect(lunarDateOf("2101-01-28")).toMatchObject({ year: 2100, month: 12, day: 29 });
  });

  it("are refused when the month or day does not exist, with what the year has", () => {
    expect(() => plainDateOfLunar({ year: 2024, month: 2, day: 1, leapMonth: true })).toThrow(
      "Cannot convert a lunar date: lunar year 2024 must have a leap month 2, and has none",
    );
    expect(() => plainDateOfLunar({ year: 2025, month: 2, day: 1, leapMonth: true })).toThrow(
      "has leap month 6",
    );
    expect(() => plainDateOfLunar({ year: 2024, month: 12, day: 30 })).toThrow("from 1 to 29, got 30");
    expect(() => plainDateOfLunar({ year: 2024, month: 13, day: 1 })).toThrow(RangeError);
    expect(() => plainDateOfLunar({ year: 2024, month: 1, day: 0 })).toThrow(RangeError);
    expect(() => plainDateOfLunar({ year: 2101, month: 1, day: 1 })).toThrow(RangeError);
  });
});

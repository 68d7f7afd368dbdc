import {
  dateOfDay,
  dayNumber,
  daysInMonth,
  isLeapYear,
  isoWeekOf,
  isPlainDate,
  type PlainDate,
  parsePlainDate,
  weekdayOf,
} from "clientele/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { anyDate } from "./_arbitraries.ts";

const notDates = [
  "2023-02-29",
  "1900-02-29",
  "2024-13-01",
  "2024-00-01",
  "2024-01-00",
  "2024-01-32",
  "2024-04-31",
  "0000-01-01",
  "10000-01-01",
  "2024-1-1",
  "2024/01/01",
  "2024-01-01T00:00:00Z",
  " 2024-01-01",
  "2024-01-01 ",
  "+024-01-01",
  "2O24-01-01",
  "２０２４-01-01",
  "-001-01-01",
  "",
];

describe("plain dates", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11016],
    ["0001-01-01", -719162],
    ["9999-12-31", 2932896],
  ] as const)("numbers %s as day %i", (date, day) => {
    expect(dayNumber(date)).toBe(day);
    expect(dateOfDay(day)).toBe(date);
  });

  it.each(notDates)("refuses %j and names it", (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => parsePlainDate(text)).toThrow(RangeError);
    expect(() => dayNumber(text as PlainDate)).toThrow(JSON.stringify(text).slice(0, 12));
  });

  it("refuses what is not text", () => {
    for (const value of [undefined, null, 20240101, new Date(0), {}]) {
      expect(isPlainDate(value as unknown as string)).toBe(false);
      expect(() => dayNumber(value as unknown as PlainDate)).toThrow(RangeError);
    }
  });

  it("refuses day numbers that are no day of the years 0001 to 9999", () => {
    for (const day of [-719163, 2932897, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => dateOfDay(day)).toThrow(RangeError);
    }
  });

  it("knows every day number there and back", () => {
    fc.assert(
      fc.property(anyDate, (date) => dateOfDay(dayNumber(date)) === date),
      { numRuns: 2000 },
    );
  });

  it("orders dates as text the way it orders them in time", () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => dayNumber(a) < dayNumber(b) === a < b),
      { numRuns: 1000 },
    );
  });

  it("agrees with Temporal on day numbers, weekdays and leap years", () => {
    const epoch = Temporal.PlainDate.from("1970-01-01");
    fc.assert(
      fc.property(anyDate, (date) => {
        const other = Temporal.PlainDate.from(date);
        expect(dayNumber(date)).toBe(epoch.until(other, { largestUnit: "days" }).days);
        expect(weekdayOf(date)).toBe(other.dayOfWeek);
        expect(isLeapYear(other.year)).toBe(other.inLeapYear);
        expect(daysInMonth(other.year, other.month)).toBe(other.daysInMonth);
      }),
      { numRuns: 1000 },
    );
  });

  it("has a leap day in 97 years of 400 and the same weekdays after 146 097 days", () => {
    const years = Array.from({ length: 400 }, (_, i) => 1601 + i);
    expect(years.filter(isLeapYear)).toHaveLength(97);
    expect(dayNumber("2001-01-01") - dayNumber("1601-01-01")).toBe(146097);
    expect(weekdayOf("2001-01-01")).toBe(weekdayOf("1601-01-01"));
  });

  it("numbers weeks as ISO 8601 and Temporal do", () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const other = Temporal.PlainDate.from(date);
        expect(isoWeekOf(date)).toEqual({ year: other.yearOfWeek, week: other.weekOfYear });
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses months and years out of range", () => {
    expect(() => daysInMonth(2024, 13)).toThrow(RangeError);
    expect(() => daysInMonth(0, 1)).toThrow(RangeError);
    expect(() => isLeapYear(10000)).toThrow(
      "Cannot tell a leap year: year must be an integer from 1 to 9999, got 10000",
    );
  });
});

import { ageOn, checkPartialDate, type PartialDate, spanOfPartialDate } from "clientele/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { modernDate } from "./_arbitraries.ts";

const chinese = "chinese" as const;

describe("partial dates", () => {
  it.each<PartialDate>([
    {},
    { year: 1990 },
    { month: 5 },
    { month: 2, day: 29 },
    { year: 1990, month: 5 },
    { year: 2000, month: 2, day: 29 },
    { calendar: chinese, month: 12, day: 30 },
    { calendar: chinese, month: 6, day: 5, leapMonth: true },
    { calendar: chinese, year: 1987, month: 6, leapMonth: true },
  ])("takes %j as it is, and makes nothing up [S0-106]", (date) => {
    expect(checkPartialDate(Object.freeze(date))).toBe(date);
  });

  it.each<[PartialDate, string]>([
    [{ day: 29 }, "a day must come with its month"],
    [{ year: 1990, day: 29 }, "a day must come with its month"],
    [{ month: 2, day: 30 }, "day must be an integer from 1 to 29"],
    [{ year: 2001, month: 2, day: 29 }, "day must be an integer from 1 to 28"],
    [{ month: 4, day: 31 }, "day must be an integer from 1 to 30"],
    [{ month: 13 }, "month must be an integer from 1 to 12"],
    [{ year: 0 }, "year must be an integer from 1 to 9999"],
    [{ year: 1990.5 }, "year must be"],
    [{ month: 6, day: 5, leapMonth: true }, "leapMonth must come with a month of the Chinese calendar"],
    [{ calendar: chinese, leapMonth: true }, "leapMonth must come with a month"],
    [{ calendar: chinese, month: 1, day: 31 }, "day must be an integer from 1 to 30"],
    [{ calendar: chinese, year: 1899 }, "lunar year must be an integer from 1900 to 2100"],
    [{ calendar: chinese, year: 1988, month: 6, day: 5, leapMonth: true }, "must have a leap month 6"],
    [{ calendar: chinese, year: 1988, month: 6, leapMonth: true }, "must have a leap month 6"],
    [{ calendar: chinese, year: 2024, month: 12, day: 30 }, "day must be an integer from 1 to 29"],
    [{ calendar: "julian" as "chinese" }, "calendar must be gregorian or chinese"],
  ])("refuses %j: %s", (date, words) => {
    expect(() => checkPartialDate(date)).toThrow(words);
  });

  it.each<[PartialDate, string, string]>([
    [{ year: 1990 }, "1990-01-01", "1991-01-01"],
    [{ year: 2000, month: 2 }, "2000-02-01", "2000-03-01"],
    [{ year: 2000, month: 2, day: 29 }, "2000-02-29", "2000-03-01"],
    [{ calendar: chinese, year: 2024 }, "2024-02-10", "2025-01-29"],
    [{ calendar: chinese, year: 2025, month: 6, leapMonth: true }, "2025-07-25", "2025-08-23"],
    [{ calendar: chinese, year: 1987, month: 6, day: 5, leapMonth: true }, "1987-07-30", "1987-07-31"],
  ])("spans the days on which it may lie: %j", (date, from, to) => {
    expect(spanOfPartialDate(date)).toEqual({ from, to });
  });

  it("names no span without a year", () => {
    expect(() => spanOfPartialDate({ month: 5 })).toThrow("its year must be known");
    expect(() => spanOfPartialDate({ year: 9999, month: 12 })).toThrow("it must end by 9999-12-31");
  });
});

describe("age", () => {
  it("is the number of completed years, as Temporal counts them [S1-16]", () => {
    fc.assert(
      fc.property(modernDate, modernDate, (a, b) => {
        const [birth, on] = a <= b ? [a, b] : [b, a];
        const [year, month, day] = birth.split("-").map(Number);
        const other = Temporal.PlainDate.from(birth).until(on, { largestUnit: "years" }).years;
        // Temporal completes the year of one born on 29 February on the 28th; we do on 1 March.
        const early =
          birth.endsWith("-02-29") && on.endsWith("-02-28") && !Temporal.PlainDate.from(on).inLeapYear;
        expect(ageOn({ year, month, day } as PartialDate, on)).toBe(other - (early ? 1 : 0));
      }),
      { numRuns: 1000 },
    );
  });

  it("of one born on a lunar day is counted from the Gregorian day", () => {
    const birth = { calendar: chinese, year: 1987, month: 6, day: 5, leapMonth: true };
    expect(ageOn(birth, "2024-07-29")).toBe(36);
    expect(ageOn(birth, "2024-07-30")).toBe(37);
  });

  it("is one number of what is known when every possible birthday gives the same", () => {
    expect(ageOn({ year: 1990 }, "2024-12-31")).toBe(34);
    expect(ageOn({ year: 1990, month: 5 }, "2024-04-30")).toBe(33);
    expect(ageOn({ year: 1990, month: 5 }, "2024-05-31")).toBe(34);
    expect(ageOn({ year: 1990, month: 5 }, "2024-05-30")).toEqual({
      kind: "unknown",
      reason: "imprecise",
      atLeast: 33,
      atMost: 34,
    });
  });

  it("brackets the age of every birthday that the parts allow", () => {
    fc.assert(
      fc.property(modernDate, modernDate, fc.boolean(), (born, on, monthKnown) => {
        const [year = 0, month = 0, day = 0] = born.split("-").map(Number);
        const exact = ageOn({ year, month, day }, on);
        const rough = ageOn(monthKnown ? { year, month } : { year }, on);
        if (typeof exact !== "number") return;
        if (typeof rough === "number") expect(rough).toBe(exact);
        else {
          expect(rough.reason).toBe("imprecise");
          expect(rough.atLeast!).toBeLessThanOrEqual(exact);
          expect(rough.atMost!).toBeGreaterThanOrEqual(exact);
        }
      }),
    );
  });

  it("is unknown without a year and before the birth", () => {
    expect(ageOn({ month: 2, day: 29 }, "2024-01-01")).toEqual({ kind: "unknown", reason: "year-unknown" });
    expect(ageOn({ year: 2025 }, "2024-12-31")).toEqual({ kind: "unknown", reason: "not-born" });
    expect(ageOn({ year: 2024, month: 6 }, "2024-06-10")).toEqual({
      kind: "unknown",
      reason: "imprecise",
      atLeast: 0,
      atMost: 0,
    });
    expect(ageOn({ year: 2024, month: 6, day: 10 }, "2024-06-10")).toBe(0);
  });
});

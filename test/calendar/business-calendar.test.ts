import {
  addBusinessDays,
  addDays,
  type BusinessCalendar,
  createBusinessCalendar,
  dateOfDay,
  dayNumber,
  mainlandChina2026,
  type PlainDate,
  rollToBusinessDay,
  weekdayCalendar,
  weekdayOf,
} from "clientele/calendar";
import fc from "fast-check";
import { HolidayUtil } from "lunar-typescript";
import { describe, expect, it } from "vitest";
import { daysFrom } from "./_arbitraries.ts";

const calendar = mainlandChina2026;
const isWorkday = (date: PlainDate): boolean => calendar.dayOf(date).workday;
const around2026 = daysFrom("2025-11-01", "2027-03-01");

describe("mainland China in 2026", () => {
  it("is HolidayUtil's list, day by day", () => {
    expect(HolidayUtil.getHolidays(2026)).toHaveLength(39);
    for (let day = dayNumber("2026-01-01"); day <= dayNumber("2026-12-31"); day++) {
      const date = dateOfDay(day);
      const listed = HolidayUtil.getHoliday(date);
      const weekend = weekdayOf(date) >= 6;
      const { workday, kind, announced } = calendar.dayOf(date);
      expect({ date, workday, kind, announced }).toEqual({
        date,
        workday: listed?.isWork() ?? !weekend,
        kind: listed === null ? (weekend ? "weekend" : "weekday") : listed.isWork() ? "make-up" : "holiday",
        announced: true,
      });
    }
  });

  it("G01: works on make-up days", () => {
    for (const date of ["2026-01-04", "2026-02-14", "2026-02-28"] as const) {
      expect(calendar.dayOf(date)).toMatchObject({ workday: true, kind: "make-up" });
    }
  });

  it("G02: rests for the nine days of Spring Festival", () => {
    for (let i = 0; i < 9; i++) expect(isWorkday(addDays("2026-02-15", i))).toBe(false);
    expect([isWorkday("2026-02-14"), isWorkday("2026-02-24")]).toEqual([true, true]);
  });

  it("G03: does not close for the half days of some groups", () => {
    // 8 March and 1 August 2026 fall on a weekend, 4 May within Labour Day; none is a holiday of its own.
    expect(calendar.dayOf("2026-03-08").kind).toBe("weekend");
    expect(calendar.dayOf("2026-05-04").holiday).toBe("Labour Day");
    expect(calendar.dayOf("2026-06-01")).toEqual({ workday: true, kind: "weekday", announced: true });
    expect(calendar.dayOf("2026-08-01").kind).toBe("weekend");
  });

  it("G04: says of 2027 that it is not announced, and goes by the weekday", () => {
    expect(HolidayUtil.getHolidays(2027)).toHaveLength(0);
    expect(calendar.dayOf("2027-02-08")).toEqual({ workday: true, kind: "weekday", announced: false });
    expect(calendar.dayOf("2027-02-06")).toEqual({ workday: false, kind: "weekend", announced: false });
  });

  it("G09: rolls a day of the holiday backward to the make-up Saturday and forward past the festival", () => {
    expect(rollToBusinessDay("2026-02-18", { calendar, direction: "backward" })).toBe("2026-02-14");
    expect(rollToBusinessDay("2026-02-18", { calendar, direction: "forward" })).toBe("2026-02-24");
    expect(rollToBusinessDay("2026-02-14", { calendar })).toBe("2026-02-14");
  });
});

describe("business days", () => {
  it("G05: one after Friday is Monday, wherever the host stands", () => {
    expect(addBusinessDays("2024-03-01", 1)).toBe("2024-03-04");
    expect(addBusinessDays("2024-03-04", -1)).toBe("2024-03-01");
  });

  it("rest on the day on which a holiday is observed, when the list names that day", () => {
    const observed = createBusinessCalendar({
      name: "Observed days",
      holidays: [
        { date: "2026-12-28", holiday: "Boxing Day (observed)" },
        { date: "2026-07-03", holiday: "Independence Day (observed)" },
      ],
      announcedYears: [2026],
    });
    expect(observed.dayOf("2026-12-28")).toMatchObject({ workday: false, kind: "holiday" });
    expect(addBusinessDays("2026-07-02", 1, { calendar: observed })).toBe("2026-07-06");
  });

  it("G08: a team that does not work on make-up days has a calendar without them", () => {
    const finance = createBusinessCalendar({
      name: "Finance",
      holidays: [{ date: "2026-02-16", holiday: "Spring Festival" }],
      announcedYears: [2026],
    });
    expect(isWorkday("2026-02-14")).toBe(true);
    expect(finance.dayOf("2026-02-14").workday).toBe(false);
  });

  it("count the workdays passed, and step back over the same days", () => {
    fc.assert(
      fc.property(around2026, fc.integer({ min: -40, max: 40 }), (date, n) => {
        const end = addBusinessDays(date, n, { calendar });
        const [low, high] = n < 0 ? [end, date] : [addDays(date, 1), addDays(end, 1)];
        let workdays = 0;
        for (let day = dayNumber(low); day < dayNumber(high); day++)
          workdays += isWorkday(dateOfDay(day)) ? 1 : 0;
        expect(workdays).toBe(Math.abs(n));
        if (n !== 0) expect(isWorkday(end)).toBe(true);
        if (n !== 0 && isWorkday(date)) expect(addBusinessDays(end, -n, { calendar })).toBe(date);
      }),
    );
  });

  it("add up, and none is the day itself", () => {
    fc.assert(
      fc.property(around2026, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (date, a, b) => {
        const twice = addBusinessDays(addBusinessDays(date, a, { calendar }), b, { calendar });
        expect(twice).toBe(addBusinessDays(date, a + b, { calendar }));
        expect(addBusinessDays(date, 0, { calendar })).toBe(date);
      }),
    );
  });

  it("roll to the nearest workday on the side asked for, and stay there", () => {
    fc.assert(
      fc.property(around2026, fc.constantFrom("forward", "backward" as const), (date, direction) => {
        const rolled = rollToBusinessDay(date, { calendar, direction });
        expect(isWorkday(rolled)).toBe(true);
        expect(direction === "forward" ? rolled >= date : rolled <= date).toBe(true);
        expect(rollToBusinessDay(rolled, { calendar, direction })).toBe(rolled);
        const [low, high] = [date, rolled].sort() as [PlainDate, PlainDate];
        for (let day = dayNumber(low); day <= dayNumber(high); day++) {
          if (dateOfDay(day) !== rolled) expect(isWorkday(dateOfDay(day))).toBe(false);
        }
      }),
    );
  });

  it("refuse fractions, unknown directions and calendars without end of holidays", () => {
    const closed: BusinessCalendar = {
      ...weekdayCalendar,
      name: "Closed",
      dayOf: () => ({ workday: false, kind: "holiday", announced: true }),
    };
    expect(() => addBusinessDays("2026-01-01", 1.5)).toThrow("days must be an integer, got 1.5");
    expect(() => rollToBusinessDay("2026-01-01", { direction: "up" as "forward" })).toThrow(
      "direction must be forward or backward",
    );
    expect(() => addBusinessDays("2026-01-01", 1, { calendar: closed })).toThrow(
      "Cannot find a workday: Closed must have one within 400 days of 2026-01-02",
    );
  });
});

describe("a business calendar of lists", () => {
  const days = { name: "Example", holidays: [], announcedYears: [2026] } as const;
  it("has a weekend of its own", () => {
    const gulf = createBusinessCalendar({ ...days, weekend: [5, 6] });
    expect(gulf.dayOf("2026-01-02")).toEqual({ workday: false, kind: "weekend", announced: true });
    expect(gulf.dayOf("2026-01-04").workday).toBe(true);
  });

  it("refuses lists at odds with themselves", () => {
    const newYear = { date: "2026-01-01", holiday: "New year" } as const;
    expect(() => createBusinessCalendar({ ...days, holidays: [newYear], makeUpWorkdays: [newYear] })).toThrow(
      "Cannot create a business calendar: 2026-01-01 must not be both a holiday and a make-up workday",
    );
    expect(() =>
      createBusinessCalendar({ ...days, holidays: [{ date: "2027-01-01", holiday: "New year" }] }),
    ).toThrow("the year of 2027-01-01 must be in announcedYears");
    expect(() => createBusinessCalendar({ ...days, weekend: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
      "must leave a workday",
    );
    expect(() => createBusinessCalendar({ ...days, weekend: [0 as 1] })).toThrow(RangeError);
    expect(() => createBusinessCalendar({ ...days, announcedYears: [20.26] })).toThrow(RangeError);
  });
});

import {
  type BusinessCalendar,
  type BusinessCalendarDays,
  createBusinessCalendar,
  type NamedDay,
} from "./business-calendar.ts";
import { dateOfDay, dayNumber, type PlainDate } from "./plain-date.ts";

/**
 * Mainland China's holidays and make-up workdays of 2026: the State Council's yearly arrangement, as recorded
 * by HolidayUtil of lunar-typescript 1.8.6 (MIT, 6tail). Later years are not announced: days of 2027 are
 * judged by the weekday alone and say so.
 *
 * It serves as an example and must be replaced each November, when the next year is announced.
 *
 * @example
 * ```ts
 * import { mainlandChina2026 } from "clientele/calendar";
 * mainlandChina2026.dayOf("2026-01-04"); // => { workday: true, kind: "make-up", announced: true, holiday: "New Year's Day" }
 * mainlandChina2026.dayOf("2026-02-18").workday; // => false
 * mainlandChina2026.dayOf("2027-02-08"); // => { workday: true, kind: "weekday", announced: false }
 * ```
 */
export const mainlandChina2026: BusinessCalendar = /* @__PURE__ */ createBusinessCalendar(
  /* @__PURE__ */ days(),
);

function days(): BusinessCalendarDays {
  return {
    name: "Mainland China",
    holidays: [
      ...run("2026-01-01", "2026-01-03", "New Year's Day"),
      ...run("2026-02-15", "2026-02-23", "Spring Festival"),
      ...run("2026-04-04", "2026-04-06", "Tomb-Sweeping Day"),
      ...run("2026-05-01", "2026-05-05", "Labour Day"),
      ...run("2026-06-19", "2026-06-21", "Dragon Boat Festival"),
      ...run("2026-09-25", "2026-09-27", "Mid-Autumn Festival"),
      ...run("2026-10-01", "2026-10-07", "National Day"),
    ],
    makeUpWorkdays: [
      { date: "2026-01-04", holiday: "New Year's Day" },
      { date: "2026-02-14", holiday: "Spring Festival" },
      { date: "2026-02-28", holiday: "Spring Festival" },
      { date: "2026-05-09", holiday: "Labour Day" },
      { date: "2026-09-20", holiday: "National Day" },
      { date: "2026-10-10", holiday: "National Day" },
    ],
    announcedYears: [2026],
    source: "HolidayUtil of lunar-typescript 1.8.6 (MIT)",
  };
}

/** The days from one to another, both included. */
function run(first: PlainDate, last: PlainDate, holiday: string): readonly NamedDay[] {
  const from = dayNumber(first);
  return Array.from({ length: dayNumber(last) - from + 1 }, (_, i) => ({
    date: dateOfDay(from + i),
    holiday,
  }));
}

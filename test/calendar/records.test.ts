import {
  ageOn,
  annualOccurrences,
  isoWeekOf,
  lunarDateOf,
  lunarYearOf,
  mainlandChina2026,
  nextAllowedInstant,
  occurrencesOf,
  parseDuration,
  periodContaining,
  periodsBetween,
  previousOccurrence,
  type Recurrence,
  recurrenceFromRRule,
  resolveWallClock,
  type SendingHours,
  spanOfPartialDate,
  trailingPeriods,
  wallClockAt,
  weekdayCalendar,
} from "clientele/calendar";
import { describe, expect, it } from "vitest";

const year = deepFreeze({ from: "2024-01-01", to: "2025-01-01" } as const);
const rule: Recurrence = deepFreeze({
  frequency: "monthly",
  anchor: "2024-01-31",
  byMonth: [1, 2, 12],
  byMonthDay: [31, -1],
  count: 9,
});
const hours: SendingHours = deepFreeze({
  quiet: { start: "21:00", end: "08:00" },
  allowed: [
    { start: "17:00", end: "22:00" },
    { start: "09:00", end: "12:00" },
  ],
  weekdays: [5, 1],
});

const results: Readonly<Record<string, unknown>> = {
  ageOn: ageOn(deepFreeze({ year: 1990 }), "2024-05-01"),
  solar: annualOccurrences(deepFreeze({ month: 2, day: 29 }), year, deepFreeze({ missingDay: "forward" })),
  lunar: annualOccurrences(deepFreeze({ calendar: "chinese", month: 12, day: 1 }), year),
  none: annualOccurrences({ year: 1990 }, year),
  isoWeekOf: isoWeekOf("2024-12-30"),
  lunarDateOf: lunarDateOf("2024-02-10"),
  lunarYearOf: lunarYearOf(2025),
  dayOf: mainlandChina2026.dayOf("2026-02-14"),
  weekdays: weekdayCalendar.dayOf("2026-02-14"),
  occurrencesOf: occurrencesOf(rule, year),
  previousOccurrence: previousOccurrence(rule, "2024-12-31"),
  parseDuration: parseDuration("P1Y"),
  periodContaining: periodContaining("2024-02-29", "week"),
  periodsBetween: periodsBetween("2024-02-29", "2024-05-01", "month"),
  trailingPeriods: trailingPeriods("2024-02-29", deepFreeze({ months: 1, count: 2 })),
  recurrenceFromRRule: recurrenceFromRRule("DTSTART:20240131\nRRULE:FREQ=MONTHLY;BYDAY=1MO;BYMONTH=1"),
  resolveWallClock: resolveWallClock("2024-03-10", "02:30", "America/New_York"),
  spanOfPartialDate: spanOfPartialDate(deepFreeze({ year: 1990, month: 5 })),
  wallClockAt: wallClockAt(0, "UTC"),
};

describe("results", () => {
  it.each(Object.keys(results))(
    "of %s are frozen through and through, and pass through JSON unchanged",
    (name) => {
      const result = results[name];
      expect(isDeepFrozen(result)).toBe(true);
      expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    },
  );

  it("leave frozen inputs as they are", () => {
    expect(nextAllowedInstant(Date.parse("2024-05-03T12:30:00Z"), "UTC", hours)).toBe(
      Date.parse("2024-05-03T17:00:00Z"),
    );
    expect(hours.allowed?.[0]?.start).toBe("17:00");
  });
});

function deepFreeze<const T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

import {
  dateOfDay,
  dayNumber,
  type PlainDate,
  type Recurrence,
  type WallTime,
  type Weekday,
} from "clientele/calendar";
import fc from "fast-check";

export function daysFrom(from: PlainDate, to: PlainDate): fc.Arbitrary<PlainDate> {
  return fc.integer({ min: dayNumber(from), max: dayNumber(to) }).map(dateOfDay);
}

export const anyDate = daysFrom("0001-01-01", "9999-12-31");
export const modernDate = daysFrom("1950-01-01", "2090-12-31");
export const weekday = fc.integer({ min: 1, max: 7 }) as fc.Arbitrary<Weekday>;

export const wallTime: fc.Arbitrary<WallTime> = fc.integer({ min: 0, max: 1439 }).map((minute) => {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}` as WallTime;
});

/** Zones with every kind of change: 1 h, 30 min, a lost day, below an hour from UTC, none. */
export const zone = fc.constantFrom(
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kwajalein",
  "Africa/Monrovia",
  "Africa/Casablanca",
  "Africa/Cairo",
  "America/Caracas",
  "Asia/Kathmandu",
  "Asia/Pyongyang",
  "Asia/Shanghai",
  "Asia/Tehran",
  "Europe/Dublin",
  "UTC",
  "+05:45",
);

const someMonths = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 });
const someMonthDays = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }), fc.constantFrom(29, 30, 31)),
  { minLength: 1, maxLength: 3 },
);
const someWeekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 });

/** Recurrences of every frequency with any mix of parts that the frequency allows. */
export const recurrence: fc.Arbitrary<Recurrence> = fc
  .record(
    {
      frequency: fc.constantFrom("daily", "weekly", "monthly", "yearly" as const),
      anchor: fc.oneof(daysFrom("1999-12-25", "2001-01-05"), daysFrom("1990-01-01", "2010-12-31")),
      interval: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 40 }),
      until: daysFrom("2005-01-01", "2040-12-31"),
      byMonth: someMonths,
      byMonthDay: someMonthDays,
      weekdays: someWeekdays,
      ordinal: fc.constantFrom(1, 2, 4, 5, -1, -5),
      weekStart: weekday,
      missingDay: fc.constantFrom("backward", "forward", "omit" as const),
    },
    { requiredKeys: ["frequency", "anchor"] },
  )
  .map(({ weekdays, ordinal, ...rule }) => {
    if (weekdays === undefined) return rule;
    const numbered = ordinal !== undefined && (rule.frequency === "monthly" || rule.frequency === "yearly");
    return {
      ...rule,
      byDay: weekdays.map((day) => (numbered ? { weekday: day, ordinal } : { weekday: day })),
    };
  });

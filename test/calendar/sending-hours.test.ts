import {
  type DayWindow,
  instantOf,
  isAllowedInstant,
  mainlandChina2026,
  nextAllowedInstant,
  type SendingHours,
  type WallTime,
  wallClockAt,
} from "clientele/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { modernDate, wallTime, weekday, zone } from "./_arbitraries.ts";

const MINUTE = 60_000;
const window: fc.Arbitrary<DayWindow> = fc
  .tuple(wallTime, wallTime)
  .filter(([start, end]) => start !== end)
  .map(([start, end]) => ({ start, end }));
const quietWindow: fc.Arbitrary<DayWindow> = fc.oneof(
  window,
  fc.constantFrom(
    { start: "21:00", end: "08:00" },
    { start: "22:00", end: "02:30" },
    { start: "23:00", end: "00:00" },
  ),
);
const weekdays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 6 });
const hours: fc.Arbitrary<SendingHours> = fc
  .record({ quiet: quietWindow, allowed: fc.array(window, { maxLength: 2 }), weekdays }, { requiredKeys: [] })
  .filter((some) =>
    Array.from({ length: 1440 }, (_, minute) => minute).some((minute) => allowsTime(minute, some)),
  );
/** Instants on whole minutes, half of them within a day and a half of a change of the clock. */
const moment = fc
  .tuple(zone, modernDate, fc.integer({ min: -2200, max: 2200 }), fc.boolean())
  .map(([name, date, minutes, near]) => {
    const day = Temporal.PlainDate.from(date).toZonedDateTime(name);
    const change = near && !name.startsWith("+") ? day.getTimeZoneTransition("next") : null;
    const at = Math.floor((change ?? day).epochMilliseconds / MINUTE) * MINUTE;
    return { zone: name, instant: at + minutes * MINUTE };
  })
  // Whole minutes of UTC are whole minutes of the wall clock only where the offset has no seconds.
  .filter(({ zone: name, instant }) => wallClockAt(instant, name).offsetSeconds % 60 === 0);

describe("the next allowed instant", () => {
  it("is allowed, not before the candidate, and no minute between is allowed", () => {
    fc.assert(
      fc.property(moment, hours, ({ instant, zone: name }, some) => {
        const next = nextAllowedInstant(instant, name, some);
        expect(next).toBeGreaterThanOrEqual(instant);
        expect(allows(next, name, some)).toBe(true);
        // Far waits are looked at in two days at either end; the days between are weekdays off.
        for (let at = instant; at < Math.min(next, instant + 2880 * MINUTE); at += MINUTE) {
          if (allows(at, name, some)) throw new Error(`${new Date(at).toISOString()} was allowed`);
        }
        for (let at = Math.max(instant, next - 1440 * MINUTE); at < next; at += MINUTE) {
          if (allows(at, name, some)) throw new Error(`${new Date(at).toISOString()} was allowed`);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("is its own next allowed instant", () => {
    fc.assert(
      fc.property(moment, hours, ({ instant, zone: name }, some) => {
        const next = nextAllowedInstant(instant, name, some);
        expect(nextAllowedInstant(next, name, some)).toBe(next);
        expect(isAllowedInstant(next, name, some)).toBe(true);
        expect(isAllowedInstant(instant, name, some)).toBe(next === instant);
      }),
      { numRuns: 400 },
    );
  });

  it("never comes earlier for a later candidate", () => {
    fc.assert(
      fc.property(moment, fc.nat({ max: 3000 }), hours, ({ instant, zone: name }, minutes, some) => {
        expect(nextAllowedInstant(instant + minutes * MINUTE, name, some)).toBeGreaterThanOrEqual(
          nextAllowedInstant(instant, name, some),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("is the candidate itself when quiet hours are empty or nothing is forbidden", () => {
    fc.assert(
      fc.property(moment, wallTime, ({ instant, zone: name }, time) => {
        expect(nextAllowedInstant(instant, name, { quiet: { start: time, end: time } })).toBe(instant);
        expect(nextAllowedInstant(instant + 1, name, {})).toBe(instant + 1);
        expect(nextAllowedInstant(instant, name, { allowed: [], weekdays: [1, 2, 3, 4, 5, 6, 7] })).toBe(
          instant,
        );
      }),
    );
  });

  it("keeps the milliseconds of an allowed candidate and rounds none away", () => {
    const quiet = { quiet: { start: "22:00", end: "06:00" } } as const;
    const evening = instantOf("2024-05-01", "22:00", "Asia/Shanghai");
    expect(nextAllowedInstant(evening - 1, "Asia/Shanghai", quiet)).toBe(evening - 1);
    expect(nextAllowedInstant(evening, "Asia/Shanghai", quiet)).toBe(
      instantOf("2024-05-02", "06:00", "Asia/Shanghai"),
    );
  });

  it("joins windows, cuts quiet hours out of them, and reads seconds", () => {
    const some: SendingHours = {
      allowed: [
        { start: "13:00", end: "18:00" },
        { start: "09:00", end: "13:00" },
        { start: "20:00", end: "00:00" },
      ],
      quiet: { start: "12:00:30", end: "14:00" },
    };
    const at = (time: WallTime) =>
      wallClockAt(nextAllowedInstant(instantOf("2024-05-01", time, "UTC"), "UTC", some), "UTC");
    expect(at("08:00")).toMatchObject({ date: "2024-05-01", time: "09:00:00" });
    expect(at("12:00:29").time).toBe("12:00:29");
    expect(at("12:00:30").time).toBe("14:00:00");
    expect(at("18:00").time).toBe("20:00:00");
    expect(at("23:59").time).toBe("23:59:00");
    expect(at("00:00")).toMatchObject({ date: "2024-05-01", time: "09:00:00" });
  });

  it("waits for a workday of a business calendar, make-up days included", () => {
    const some: SendingHours = { calendar: mainlandChina2026, allowed: [{ start: "09:00", end: "18:00" }] };
    const next = (date: "2026-02-13" | "2026-02-14", time: WallTime) =>
      wallClockAt(
        nextAllowedInstant(instantOf(date, time, "Asia/Shanghai"), "Asia/Shanghai", some),
        "Asia/Shanghai",
      );
    expect(next("2026-02-13", "19:00")).toMatchObject({ date: "2026-02-14", time: "09:00:00", weekday: 6 });
    expect(next("2026-02-14", "19:00")).toMatchObject({ date: "2026-02-24", time: "09:00:00" });
  });

  it("refuses hours that allow nothing, unknown zones and instants that are none", () => {
    const noon = Date.UTC(2024, 0, 1, 12);
    const refused = (some: SendingHours, words: string): void => {
      expect(() => nextAllowedInstant(noon, "UTC", some)).toThrow(words);
      expect(() => isAllowedInstant(noon, "UTC", some)).toThrow(words);
    };
    refused(
      { allowed: [{ start: "09:00", end: "10:00" }], quiet: { start: "08:00", end: "11:00" } },
      "must allow some moment",
    );
    refused(
      { allowed: [{ start: "09:00", end: "09:00" }] },
      "must not start and end at the same time, got 09:00",
    );
    refused({ weekdays: [] }, "weekdays and calendar must allow a day within 400 days of 2024-01-01");
    refused(
      {
        weekdays: [6],
        calendar: {
          ...mainlandChina2026,
          dayOf: () => ({ workday: false, kind: "holiday", announced: true }),
        },
      },
      "within 400 days",
    );
    refused({ quiet: { start: "25:00" as WallTime, end: "06:00" } }, "Cannot read a time of day");
    expect(() => nextAllowedInstant(noon, "UTC2", {})).toThrow('got "UTC2"');
    expect(() => nextAllowedInstant(Number.NaN, "UTC", {})).toThrow("Cannot find an allowed instant");
    expect(() => nextAllowedInstant(9e15, "UTC", {})).toThrow(RangeError);
  });
});

/** The hours read the slow way, from what the wall clock shows. */
function allows(instant: number, name: string, some: SendingHours): boolean {
  const clock = wallClockAt(instant, name);
  const minute = Number(clock.time.slice(0, 2)) * 60 + Number(clock.time.slice(3, 5));
  return (some.weekdays ?? [1, 2, 3, 4, 5, 6, 7]).includes(clock.weekday) && allowsTime(minute, some);
}

function allowsTime(minute: number, { allowed = [], quiet }: SendingHours): boolean {
  if (quiet !== undefined && within(minute, quiet)) return false;
  return allowed.length === 0 || allowed.some((some) => within(minute, some));
}

function within(minute: number, { start, end }: DayWindow): boolean {
  const [a, b] = [start, end].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)));
  return a! <= b! ? minute >= a! && minute < b! : minute >= a! || minute < b!;
}

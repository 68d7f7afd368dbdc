import { readFileSync } from "node:fs";
import {
  dateOfDay,
  instantOf,
  isTimeZone,
  localDayNumber,
  type PlainDate,
  resolveWallClock,
  type WallTime,
  wallClockAt,
} from "clientele/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { daysFrom, modernDate, wallTime, zone } from "./_arbitraries.ts";

const golden = JSON.parse(
  readFileSync(new URL("../golden/time_zone_resolution.json", import.meta.url), "utf8"),
) as { rows: readonly (readonly [string, string, string, string, string])[] };
const MINUTE = 60_000;

/** Local dates and times within a day and a half of a change of the clock, and those anywhere. */
const nearChange = fc
  .tuple(
    zone.filter((name) => !name.startsWith("+") && name !== "UTC"),
    modernDate,
    fc.integer({ min: -2200, max: 2200 }),
  )
  .map(([name, date, minutes]) => {
    const change = Temporal.PlainDate.from(date).toZonedDateTime(name).getTimeZoneTransition("next");
    const local = (change ?? Temporal.PlainDate.from(date).toZonedDateTime(name))
      .toPlainDateTime()
      .add({ minutes });
    const text = local.round("minute").toString();
    return [text.slice(0, 10) as PlainDate, text.slice(11, 16) as WallTime, name] as const;
  });
const anywhere = fc.tuple(modernDate, wallTime, zone);
const instants = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2090, 0, 1) / 1000 })
  .map((s) => s * 1000);
const localMs = (date: PlainDate, time: string): number => Date.parse(`${date}T${time.padEnd(8, ":00")}Z`);

describe("a time on the wall clock", () => {
  it("is resolved as in all 402 golden rows", () => {
    for (const [name, local, kind, earlier, later] of golden.rows) {
      const [date, time] = local.split("T") as [PlainDate, WallTime];
      expect({ name, local, ...resolveWallClock(date, time, name) }).toEqual({
        name,
        local,
        kind,
        earlier: Date.parse(earlier),
        later: Date.parse(later),
      });
      expect(instantOf(date, time, name)).toBe(Date.parse(kind === "gap" ? later : earlier));
    }
    expect(golden.rows).toHaveLength(402);
  });

  it("is resolved as Temporal does under compatible, near changes of the clock and elsewhere", () => {
    fc.assert(
      fc.property(fc.oneof(nearChange, anywhere), ([date, time, name]) => {
        const local = Temporal.PlainDateTime.from(`${date}T${time}`);
        const at = (disambiguation: "compatible" | "earlier" | "later"): number =>
          local.toZonedDateTime(name, { disambiguation }).epochMilliseconds;
        expect(instantOf(date, time, name)).toBe(at("compatible"));
        const { kind, earlier, later } = resolveWallClock(date, time, name);
        expect([earlier, later]).toEqual([at("earlier"), at("later")]);
        expect(kind === "unique").toBe(earlier === later);
      }),
      { numRuns: 800 },
    );
  });

  it("is shown by the clock at its instant, unless the clock skipped it", () => {
    fc.assert(
      fc.property(fc.oneof(nearChange, anywhere), ([date, time, name]) => {
        const instant = instantOf(date, time, name);
        const { kind, earlier, later } = resolveWallClock(date, time, name);
        const shown = wallClockAt(instant, name);
        if (kind === "gap") {
          // Later on the clock by exactly as much as the clock jumped.
          expect(instant).toBe(later);
          expect(localMs(shown.date, shown.time) - localMs(date, time)).toBe(later - earlier);
          expect(later).toBeGreaterThan(earlier);
        } else {
          expect([shown.date, shown.time]).toEqual([date, `${time}:00`]);
          expect(instant).toBe(earlier);
          const again = wallClockAt(later, name);
          expect([again.date, again.time]).toEqual([date, `${time}:00`]);
          expect(kind === "overlap").toBe(later > earlier);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("is right between the two changes that lie nearest each other, a week apart", () => {
    const start = Temporal.PlainDateTime.from("2000-09-20T00:00");
    for (let i = 0; i < 40 * 24; i++) {
      const local = start.add({ hours: i, minutes: 30 });
      const [date, time] = local.toString().split("T") as [PlainDate, WallTime];
      const other = local.toZonedDateTime("America/Boa_Vista").epochMilliseconds;
      expect(`${local} ${instantOf(date, time.slice(0, 5) as WallTime, "America/Boa_Vista")}`).toBe(
        `${local} ${other}`,
      );
    }
  });

  it("comes later when it is later, but where the clock is set back", () => {
    fc.assert(
      fc.property(nearChange, fc.integer({ min: 1, max: 600 }), ([date, time, name], minutes) => {
        const next = new Date(localMs(date, time) + minutes * MINUTE).toISOString();
        const laterTime = [next.slice(0, 10) as PlainDate, next.slice(11, 16) as WallTime] as const;
        const [a, b] = [resolveWallClock(date, time, name), resolveWallClock(...laterTime, name)];
        if (a.kind !== "gap" && b.kind !== "gap") expect(b.earlier).toBeGreaterThan(a.earlier);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused when it is no time, no date or in no zone", () => {
    for (const time of ["24:00", "9:00", "09:60", "09:00:60", "0900", "", "09:00Z"]) {
      expect(() => instantOf("2024-01-01", time as WallTime, "UTC")).toThrow("Cannot read a time of day");
    }
    expect(() => instantOf("2024-02-30", "09:00", "UTC")).toThrow("Cannot read a date");
    expect(() => instantOf("2024-02-20", "09:00", "Bad/Timezone")).toThrow(
      'Cannot use a time zone: expected an IANA name such as Asia/Shanghai or an offset such as +08:00, got "Bad/Timezone"',
    );
    expect(instantOf("2024-01-01", "09:00:30", "UTC")).toBe(Date.UTC(2024, 0, 1, 9, 0, 30));
  });
});

describe("the wall clock at an instant", () => {
  it("shows what Temporal shows", () => {
    fc.assert(
      fc.property(instants, zone, (instant, name) => {
        const other = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
        expect(wallClockAt(instant, name)).toEqual({
          date: other.toPlainDate().toString(),
          time: other.toPlainTime().toString({ smallestUnit: "second" }),
          weekday: other.dayOfWeek,
          offsetSeconds: other.offsetNanoseconds / 1e9,
        });
        expect(dateOfDay(localDayNumber(instant, name))).toBe(other.toPlainDate().toString());
      }),
      { numRuns: 600 },
    );
  });

  it("agrees with Temporal on every zone of the runtime", () => {
    const names = Intl.supportedValuesOf("timeZone");
    expect(names.length).toBeGreaterThan(400);
    for (const [i, name] of names.entries()) {
      const instant = Date.UTC(1930 + (i % 150), i % 12, i % 28, i % 24, i % 60);
      const { date, time } = wallClockAt(instant, name);
      expect(`${name} ${date}T${time}`).toBe(
        `${name} ${Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).toPlainDateTime().toString({ smallestUnit: "second" })}`,
      );
    }
  });

  it("cuts off parts of a second, before 1970 too", () => {
    expect(wallClockAt(999.9, "UTC").time).toBe("00:00:00");
    expect(wallClockAt(-1, "UTC")).toMatchObject({ date: "1969-12-31", time: "23:59:59" });
  });

  it("is right to the second where an offset has seconds, less than an hour ahead of UTC or behind it", () => {
    expect(wallClockAt(0, "Africa/Monrovia")).toMatchObject({ time: "23:15:30", offsetSeconds: -2670 });
    expect(wallClockAt(Date.UTC(1900, 0, 1), "Europe/Paris")).toMatchObject({
      time: "00:09:21",
      offsetSeconds: 561,
    });
  });

  it("refuses instants that are none and days outside the calendar", () => {
    for (const instant of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Date.UTC(9999, 11, 31, 23) + 3_600_000,
      9e15,
    ]) {
      expect(() => wallClockAt(instant, "UTC")).toThrow("Cannot read a wall clock");
      expect(() => localDayNumber(instant, "UTC")).toThrow(RangeError);
    }
    expect(wallClockAt(Date.parse("9999-12-31T23:59:59Z"), "UTC").date).toBe("9999-12-31");
    expect(() => wallClockAt(Date.parse("9999-12-31T23:59:59Z"), "+00:01")).toThrow(RangeError);
    expect(wallClockAt(Date.parse("0001-01-01T00:00:00Z"), "UTC").date).toBe("0001-01-01");
    expect(() => wallClockAt(0, "Nowhere")).toThrow("Cannot use a time zone");
  });

  it("stays right when more zones and days are asked for than are kept in mind", () => {
    const names = daysFrom("1975-01-01", "2060-01-01");
    fc.assert(
      fc.property(names, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const sign = minutes < 0 ? "-" : "+";
        const two = (value: number): string => String(value).padStart(2, "0");
        const fixed = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
        expect(instantOf(date, "12:00", fixed)).toBe(localMs(date, "12:00") - minutes * MINUTE);
        expect(instantOf(date, "12:00", "America/New_York")).toBe(
          Temporal.PlainDateTime.from(`${date}T12:00`).toZonedDateTime("America/New_York").epochMilliseconds,
        );
      }),
      { numRuns: 800 },
    );
  });
});

describe("a time zone", () => {
  it.each(["Asia/Shanghai", "UTC", "Etc/GMT+8", "America/Argentina/Buenos_Aires", "+08:00", "-03:30"])(
    "may be %s",
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each([
    "",
    "UTC2",
    "Bad/Timezone",
    "Bad+08",
    "+8",
    "+0800",
    "+24:00",
    "+08:60",
    "GMT+08:00",
    " UTC",
    "Z",
  ])("may not be %j", (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it("is text", () => {
    expect(isTimeZone(undefined as unknown as string)).toBe(false);
    expect(isTimeZone(8 as unknown as string)).toBe(false);
  });
});

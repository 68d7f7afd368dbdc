import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

// Two ways to the same proof: here the host's zone and locale are changed under a freshly loaded library;
// and the whole suite gives the same results when it is started under another TZ.

const hosts = ["UTC", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Europe/London"] as const;
const hostZone = process.env["TZ"];
const hostLanguage = process.env["LANG"];

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  restore("TZ", hostZone);
  restore("LANG", hostLanguage);
});

describe("results", () => {
  it("do not depend on the host's zone or language", async () => {
    const offsets = new Set<number>();
    const results: string[] = [];
    for (const [i, host] of hosts.entries()) {
      vi.resetModules();
      process.env["TZ"] = host;
      process.env["LANG"] = i % 2 === 0 ? "en_US.UTF-8" : "zh_CN.UTF-8";
      offsets.add(new Date(Date.UTC(2024, 6, 1)).getTimezoneOffset());
      results.push(JSON.stringify(await computeMuch()));
    }
    // The host's clock did change, or the test would prove nothing.
    expect(offsets.size).toBe(hosts.length);
    expect(results[0]!.length).toBeGreaterThan(10_000);
    expect(new Set(results).size).toBe(1);
  });
});

/** Something of every kind that the calendar computes, near the changes of several clocks. */
async function computeMuch(): Promise<unknown> {
  const calendar = await import("clientele/calendar");
  const zones = [...hosts, "Pacific/Apia", "Africa/Cairo", "+05:30"];
  const days = [
    "2024-02-29",
    "2024-03-10",
    "2024-03-31",
    "2024-04-07",
    "2024-10-06",
    "2024-10-27",
    "2024-11-03",
    "2011-12-30",
  ] as const;
  const times = ["00:00", "01:30", "02:15", "02:30", "23:59"] as const;
  const year = { from: "2024-01-01", to: "2025-01-01" } as const;
  return {
    instants: zones.flatMap((zone) =>
      days.flatMap((day) =>
        times.map((time) => {
          const instant = calendar.instantOf(day, time, zone);
          const hours = { quiet: { start: "21:00", end: "02:20" }, weekdays: [1, 2, 3, 4, 5, 7] } as const;
          return [
            instant,
            calendar.resolveWallClock(day, time, zone),
            calendar.wallClockAt(instant, zone),
            calendar.localDayNumber(instant, zone),
            calendar.nextAllowedInstant(instant, zone, hours),
          ];
        }),
      ),
    ),
    days: days.map((day) => [
      calendar.dayNumber(day),
      calendar.weekdayOf(day),
      calendar.isoWeekOf(day),
      calendar.lunarDateOf(day),
      calendar.addMonths(day, 12),
      calendar.addBusinessDays(day, 1),
      calendar.periodContaining(day, "week"),
      calendar.ageOn({ year: 2000, month: 2, day: 29 }, day),
    ]),
    annual: calendar.annualOccurrences({ calendar: "chinese", month: 12, day: 1 }, year),
    recurring: calendar.occurrencesOf({ frequency: "monthly", anchor: "2024-01-31" }, year),
    imported: calendar.recurrenceFromRRule(
      "DTSTART;TZID=America/New_York:20240101T200000\nRRULE:FREQ=DAILY;UNTIL=20240105T010000Z",
    ),
  };
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

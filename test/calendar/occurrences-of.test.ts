import {
  addDays,
  addMonths,
  addYears,
  checkRecurrence,
  daysBetween,
  nextOccurrence,
  type Occurrence,
  occurrencesOf,
  type PlainDate,
  previousOccurrence,
  type Recurrence,
} from "clientele/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysFrom, recurrence } from "./_arbitraries.ts";

const queryDate = daysFrom("1999-06-01", "2042-01-01");
const threeDates = fc.tuple(queryDate, queryDate, queryDate).map((dates) => [...dates].sort());
const dates = (occurrences: readonly Occurrence[]): PlainDate[] => occurrences.map((o) => o.date);
const always = { from: "1990-01-01", to: "2045-01-01" } as const;

describe("occurrences of a recurrence", () => {
  it("split with the period: [a, c) is [a, b) and [b, c)", () => {
    fc.assert(
      fc.property(recurrence, threeDates, (rule, [a, b, c]) => {
        const whole = occurrencesOf(rule, { from: a!, to: c! });
        expect([
          ...occurrencesOf(rule, { from: a!, to: b! }),
          ...occurrencesOf(rule, { from: b!, to: c! }),
        ]).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it("come in order, each day once, within anchor, period and end", () => {
    fc.assert(
      fc.property(recurrence, queryDate, fc.nat({ max: 4000 }), (rule, from, length) => {
        const found = dates(occurrencesOf(rule, { from, to: addDays(from, length) }));
        expect(found).toEqual([...new Set(found)].sort());
        for (const date of found) {
          expect(date >= rule.anchor && date >= from && date < addDays(from, length)).toBe(true);
          if (rule.until !== undefined) expect(date <= rule.until).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("number at most the count, and the first count of the rule without it", () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 1, max: 30 }), (rule, count) => {
        const { count: _, ...endless } = rule;
        const all = occurrencesOf(endless, always);
        expect(occurrencesOf({ ...endless, count }, always)).toEqual(all.slice(0, count));
      }),
      { numRuns: 150 },
    );
  });

  it("depend on anchor and step alone: the k-th is the anchor plus k units", () => {
    fc.assert(
      fc.property(
        daysFrom("1990-01-01", "2010-12-31"),
        fc.integer({ min: 1, max: 12 }),
        fc.nat({ max: 300 }),
        fc.constantFrom("backward", "forward" as const),
        (anchor, interval, k, missingDay) => {
          const kth = {
            daily: addDays(anchor, k * interval),
            weekly: addDays(anchor, 7 * k * interval),
            monthly: addMonths(anchor, k * interval, { missingDay }),
            yearly: addYears(anchor, k * interval, { missingDay }),
          };
          for (const frequency of ["daily", "weekly", "monthly", "yearly"] as const) {
            const rule: Recurrence = { frequency, anchor, interval, missingDay };
            const date = kth[frequency];
            const found = occurrencesOf(rule, { from: date, to: addDays(date, 1) });
            expect(found.map((o) => [o.date, o.step])).toContainEqual([date, k]);
            // The query window does not move it, nor does a count that just reaches it.
            expect(
              occurrencesOf({ ...rule, count: k + 1 }, { from: date, to: addDays(date, 400) })[0],
            ).toEqual(found[0]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("under backward lie at most a day before those under forward, which omit leaves out", () => {
    fc.assert(
      fc.property(
        daysFrom("1999-01-01", "2001-12-31"),
        fc.constantFrom("monthly", "yearly" as const),
        fc.integer({ min: 1, max: 7 }),
        (anchor, frequency, interval) => {
          const by = (missingDay: "backward" | "forward" | "omit") =>
            occurrencesOf({ frequency, anchor, interval, missingDay }, always);
          const [backward, forward, omit] = [by("backward"), by("forward"), by("omit")];
          expect(forward).toHaveLength(backward.length);
          backward.forEach((early, i) => {
            expect(daysBetween(early.date, forward[i]!.date)).toBe(early.moved ? 1 : 0);
            expect(forward[i]!.step).toBe(early.step);
          });
          expect(omit).toEqual(backward.filter((o) => !o.moved));
        },
      ),
    );
  });

  it("are what a day-by-day reading of the rule finds", () => {
    fc.assert(
      fc.property(recurrence, (rule) => {
        const { count: _, ...endless } = rule;
        const to = addYears(endless.anchor, 9);
        expect(dates(occurrencesOf(endless, { from: endless.anchor, to }))).toEqual(
          readDayByDay(endless, to),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("of an empty or backward period are none", () => {
    const rule: Recurrence = { frequency: "daily", anchor: "2024-01-01" };
    expect(occurrencesOf(rule, { from: "2024-02-01", to: "2024-02-01" })).toEqual([]);
    expect(occurrencesOf(rule, { from: "2024-02-01", to: "2024-01-15" })).toEqual([]);
    expect(occurrencesOf(rule, { from: "2023-01-01", to: "2024-01-01" })).toEqual([]);
  });

  it("share a day once when one is moved onto another, named by the earlier step", () => {
    const rule: Recurrence = {
      frequency: "monthly",
      anchor: "2023-01-01",
      byMonthDay: [1, 31],
      missingDay: "forward",
    };
    expect(occurrencesOf(rule, { from: "2023-04-30", to: "2023-06-01" })).toEqual([
      { date: "2023-05-01", step: 3, moved: true },
      { date: "2023-05-31", step: 4, moved: false },
    ]);
    expect(previousOccurrence(rule, "2023-05-31")).toEqual({ date: "2023-05-01", step: 3, moved: true });
  });

  it("reach the last days of the calendar", () => {
    const rule: Recurrence = { frequency: "monthly", anchor: "9999-10-31" };
    expect(nextOccurrence(rule, "9999-11-30")?.date).toBe("9999-12-31");
    expect(nextOccurrence(rule, "9999-12-31")).toBeUndefined();
  });

  it("never come of a rule that no day fits, and the search ends", () => {
    const rule: Recurrence = {
      frequency: "yearly",
      anchor: "2000-01-01",
      byMonth: [2],
      byMonthDay: [30],
      missingDay: "omit",
    };
    expect(occurrencesOf(rule, always)).toEqual([]);
    expect(nextOccurrence(rule, "2000-01-01")).toBeUndefined();
    expect(previousOccurrence(rule, "2040-01-01")).toBeUndefined();
    expect(occurrencesOf({ ...rule, count: 3 }, always)).toEqual([]);
    expect(nextOccurrence({ ...rule, frequency: "daily", interval: 7 }, "2000-01-01")).toBeUndefined();
  });

  it("come back after the longest wait there is: a leap day on a weekday, across 2100", () => {
    // 29 February is a Monday in 2072 and then, 2100 being a common year, not before 2112.
    const rule: Recurrence = {
      frequency: "daily",
      anchor: "2072-02-29",
      byMonth: [2],
      byMonthDay: [29],
      byDay: [{ weekday: 1 }],
    };
    expect(nextOccurrence(rule, "2072-02-29")?.date).toBe("2112-02-29");
    expect(nextOccurrence({ ...rule, interval: 7 }, "2072-02-29")?.date).toBe("2112-02-29");
  });
});

describe("the next occurrence", () => {
  it("lies after the day, and is the same for every day before it", () => {
    fc.assert(
      fc.property(
        recurrence,
        queryDate,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (rule, from, share) => {
          const next = nextOccurrence(rule, from);
          if (next === undefined) return;
          expect(next.date > from).toBe(true);
          const between = addDays(from, Math.floor(share * daysBetween(from, next.date)));
          expect(nextOccurrence(rule, between)).toEqual(next);
          expect(nextOccurrence(rule, next.date, { inclusive: true })).toEqual(next);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has the one before it as its previous", () => {
    fc.assert(
      fc.property(recurrence, queryDate, (rule, from) => {
        const next = nextOccurrence(rule, from);
        const previous = previousOccurrence(rule, from, { inclusive: true });
        const all = occurrencesOf(rule, { from: "1990-01-01", to: addDays(from, 1) });
        expect(previous).toEqual(all.at(-1));
        if (next !== undefined) expect(previousOccurrence(rule, next.date)).toEqual(previous);
        expect(previousOccurrence(rule, from)).toEqual(all.filter((o) => o.date < from).at(-1));
      }),
      { numRuns: 200 },
    );
  });
});

describe("a recurrence is refused", () => {
  const good: Recurrence = { frequency: "monthly", anchor: "2024-01-31" };
  it.each<[Partial<Record<keyof Recurrence, unknown>>, string]>([
    [{ frequency: "hourly" }, 'frequency must be daily, weekly, monthly or yearly, got "hourly"'],
    [{ frequency: 0 }, "frequency must be daily"],
    [{ anchor: "2024-02-30" }, "Cannot read a date"],
    [{ interval: 0 }, "interval must be a positive integer, got 0"],
    [{ interval: 1.5 }, "interval must be"],
    [{ count: 0 }, "count must be a positive integer, got 0"],
    [{ until: "soon" }, "Cannot read a date"],
    [{ byMonth: [] }, "byMonth must not be an empty list"],
    [{ byMonth: [13] }, "byMonth must be an integer from 1 to 12, got 13"],
    [{ byMonthDay: [0] }, "byMonthDay must not be 0"],
    [{ byMonthDay: [32] }, "byMonthDay must be"],
    [{ byDay: [{ weekday: 8 }] }, "byDay weekday must be"],
    [{ byDay: [{ weekday: 1, ordinal: 0 }] }, "byDay ordinal must not be 0"],
    [{ byDay: [{ weekday: 1, ordinal: 54 }] }, "byDay ordinal must be"],
    [
      { frequency: "weekly", byDay: [{ weekday: 1, ordinal: 1 }] },
      "byDay must have no ordinal in a weekly rule",
    ],
    [{ weekStart: 0 }, "weekStart must be an integer from 1 to 7, got 0"],
    [{ missingDay: "skip" }, "missingDay must be backward, forward or omit"],
  ])("with %j", (part, words) => {
    expect(() => checkRecurrence({ ...good, ...part } as Recurrence)).toThrow(words);
    expect(() => occurrencesOf({ ...good, ...part } as Recurrence, always)).toThrow(RangeError);
  });
});

/** The rule read the slow way: every day from the anchor on is asked whether it belongs. */
function readDayByDay(rule: Recurrence, to: PlainDate): PlainDate[] {
  const found: PlainDate[] = [];
  for (let date = rule.anchor; date < to && date <= (rule.until ?? to); date = addDays(date, 1)) {
    if (belongs(rule, date)) found.push(date);
  }
  return found;
}

function belongs(rule: Recurrence, date: PlainDate): boolean {
  // A day may stand for itself or, moved, for a nominal day that does not exist.
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const nominal = [{ year, month, day }];
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const missingDay = rule.missingDay ?? "backward";
  if (rule.frequency === "monthly" || rule.frequency === "yearly") {
    if (missingDay === "backward" && day === length)
      for (let d = day + 1; d <= 31; d++) nominal.push({ year, month, day: d });
    if (missingDay === "forward" && day === 1) {
      const before = new Date(Date.UTC(year, month - 1, 0));
      for (let d = before.getUTCDate() + 1; d <= 31; d++) {
        nominal.push({ year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: d });
      }
    }
  }
  return nominal.some((n) => nominalBelongs(rule, date, n, n.day !== day));
}

function nominalBelongs(
  rule: Recurrence,
  date: PlainDate,
  { year, month, day }: { year: number; month: number; day: number },
  moved: boolean,
): boolean {
  const { byDay, byMonth, byMonthDay, frequency, interval = 1 } = rule;
  const [y0 = 0, m0 = 0, d0 = 0] = rule.anchor.split("-").map(Number);
  const utc = Date.parse(date) / 86_400_000;
  const anchor = Date.parse(rule.anchor) / 86_400_000;
  const weekdayAt = (d: number): number => ((((d + 3) % 7) + 7) % 7) + 1;
  const weekOf = (d: number): number =>
    Math.floor((d - ((weekdayAt(d) - (rule.weekStart ?? 1) + 7) % 7)) / 7);
  const steps = {
    daily: utc - anchor,
    weekly: weekOf(utc) - weekOf(anchor),
    monthly: (year - y0) * 12 + month - m0,
    yearly: year - y0,
  };
  if (steps[frequency] % interval !== 0) return false;
  if (byMonth !== undefined && !byMonth.includes(month)) return false;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (
    byMonthDay !== undefined &&
    !byMonthDay.includes(day) &&
    (moved || !byMonthDay.includes(day - length - 1))
  )
    return false;
  if (byDay !== undefined) {
    // The weekday and its number are those of the day itself, wherever it was moved from.
    const [ownYear = 0, ownMonth = 0] = date.split("-").map(Number);
    const inYear = frequency === "yearly" && byMonth === undefined;
    const first = Date.UTC(ownYear, inYear ? 0 : ownMonth - 1, 1) / 86_400_000;
    const next = (inYear ? Date.UTC(ownYear + 1, 0, 1) : Date.UTC(ownYear, ownMonth, 1)) / 86_400_000;
    const same: number[] = [];
    for (let d = first; d < next; d++) if (weekdayAt(d) === weekdayAt(utc)) same.push(d);
    const fits = byDay.some(
      ({ weekday, ordinal }) =>
        weekday === weekdayAt(utc) &&
        (ordinal === undefined || same.at(ordinal > 0 ? ordinal - 1 : ordinal) === utc),
    );
    if (!fits) return false;
    if (byMonthDay === undefined && moved) return false;
  }
  if (byMonthDay !== undefined || byDay !== undefined) return true;
  if (frequency === "daily") return true;
  if (frequency === "weekly") return weekdayAt(utc) === weekdayAt(anchor);
  if (day !== d0) return false;
  return frequency === "monthly" || byMonth !== undefined || month === m0;
}

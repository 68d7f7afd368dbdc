import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import { type RRuleLine, type RRuleMoment, rruleLines, rruleMoment, rruleParts } from "./_rrule-text.ts";
import { addDays } from "./date-arithmetic.ts";
import { isPlainDate, type PlainDate, type Weekday } from "./plain-date.ts";
import type { Recurrence, WeekdayRule } from "./recurrence.ts";
import { isTimeZone, wallClockAt } from "./wall-clock.ts";

/** Options of {@link recurrenceFromRRule}. */
export interface RRuleOptions {
  /** Where the rule begins when the text has no `DTSTART`. */
  readonly anchor?: PlainDate | undefined;
}

const REFUSED: Readonly<Record<string, string>> = {
  FREQ: "DAILY, WEEKLY, MONTHLY or YEARLY: occurrences are whole days",
  RSCALE: "the Gregorian calendar",
  BYWEEKNO: "a rule without BYWEEKNO (weeks of the year)",
  BYYEARDAY: "a rule without BYYEARDAY (days of the year)",
  BYSETPOS: "a rule without BYSETPOS (a choice among occurrences)",
  BYEASTER: "a rule without BYEASTER, which RFC 5545 does not have",
  BYHOUR: "a rule without BYHOUR: occurrences are whole days",
  BYMINUTE: "a rule without BYMINUTE: occurrences are whole days",
  BYSECOND: "a rule without BYSECOND: occurrences are whole days",
  RDATE: "a rule without RDATE (single days added)",
  EXDATE: "a rule without EXDATE (single days taken out)",
  EXRULE: "a rule without EXRULE (days of another rule taken out)",
};
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Wraps a value read under the name it has in a recurrence; nothing stays nothing. */
function named<K extends keyof Recurrence>(name: K, value: Recurrence[K]): Partial<Recurrence> | undefined {
  return value === undefined ? undefined : { [name]: value };
}

interface PartReader {
  readonly expected: string;
  /** Values that RFC 5545 or 7529 has and days do not. */
  readonly refused?: RegExp;
  read(text: string, start: Start): Partial<Recurrence> | undefined;
}

const PARTS: Readonly<Record<string, PartReader>> = {
  FREQ: {
    expected: "DAILY, WEEKLY, MONTHLY or YEARLY",
    refused: /^(SECOND|MINUTE|HOUR)LY$/i,
    read: (text) => {
      const frequency = (["daily", "weekly", "monthly", "yearly"] as const).find(
        (word) => word === text.toLowerCase(),
      );
      return frequency && { frequency };
    },
  },
  INTERVAL: { expected: "a positive integer", read: (text) => named("interval", positiveInteger(text)) },
  COUNT: { expected: "a positive integer", read: (text) => named("count", positiveInteger(text)) },
  UNTIL: {
    expected: "a date such as 20241231 or 20241231T090000Z",
    read: (text, start) => named("until", lastDayOf(text, start)),
  },
  BYMONTH: { expected: "months from 1 to 12", read: (text) => named("byMonth", integers(text, 1, 12)) },
  BYMONTHDAY: {
    expected: "days from 1 to 31 or -31 to -1",
    read: (text) => named("byMonthDay", integers(text, -31, 31)),
  },
  BYDAY: { expected: "weekdays such as MO, 1MO or -1FR", read: (text) => named("byDay", weekdays(text)) },
  WKST: {
    expected: "a weekday such as MO",
    read: (text) => named("weekStart", weekdayNamed(text)),
  },
  SKIP: {
    expected: "OMIT, BACKWARD or FORWARD",
    read: (text) => {
      const missingDay = (["omit", "backward", "forward"] as const).find(
        (word) => word === text.toLowerCase(),
      );
      return missingDay && { missingDay };
    },
  },
  RSCALE: { expected: "the Gregorian calendar", refused: /^(?!GREGORIAN$)/i, read: () => ({}) },
};

/**
 * Reads a recurrence rule of RFC 5545 (`DTSTART` and one `RRULE`, or a bare `FREQ=…`), and RFC 7529's `SKIP`.
 *
 * The result is about days. The time of day and the zone of `DTSTART` are read only to tell whether the day of
 * `UNTIL` is still within the rule. Missing days are omitted unless `SKIP` says otherwise, as both RFCs have it.
 * Ordinals of weekdays in daily and weekly rules, which RFC 5545 forbids, are dropped as common readers do.
 *
 * @throws InvalidDataError naming every part that is refused (`BYWEEKNO`, `BYYEARDAY`, `BYSETPOS`, `BYEASTER`,
 * `BYHOUR`, `BYMINUTE`, `BYSECOND`, `RDATE`, `EXDATE`, `EXRULE`, hourly and finer frequencies, other calendars)
 * and every part that cannot be read.
 * @example
 * ```ts
 * import { recurrenceFromRRule } from "clientele/calendar";
 * const rule = recurrenceFromRRule("DTSTART:20240131\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3");
 * rule; // => { frequency: "monthly", anchor: "2024-01-31", count: 3, byDay: [{ weekday: 5, ordinal: -1 }], missingDay: "omit" }
 * ```
 */
export function recurrenceFromRRule(text: string, options?: RRuleOptions): Recurrence {
  const issues = createIssueCollector<RRuleIssueCode>();
  const lines = rruleLines(text);
  const start = readStart(lines, options?.anchor, issues);
  const rules = lines.filter((line) => line.name === "RRULE");
  for (const { name, value } of lines) {
    if (name !== "RRULE" && name !== "DTSTART") refuse(name, value, issues);
  }
  if (rules.length !== 1) {
    const code = rules.length === 0 ? "missing-part" : "unsupported-part";
    issues.add({ code, path: ["RRULE"], value: rules.length, expected: "one RRULE" });
  }
  const rule = readRule(rules[0]?.value ?? "", start, issues);
  issues.throwIfAny("read recurrence rule");
  return Object.freeze(rule);
}

type RRuleIssueCode = "unsupported-part" | "invalid-part" | "missing-part";
type Issues = IssueCollector<RRuleIssueCode>;
interface Start {
  readonly anchor: PlainDate;
  readonly moment: RRuleMoment | undefined;
  readonly zone: string | undefined;
}

function readStart(lines: readonly RRuleLine[], anchor: PlainDate | undefined, issues: Issues): Start {
  const found = lines.filter((line) => line.name === "DTSTART");
  const [line] = found;
  const fallback: Start = { anchor: anchor ?? "1970-01-01", moment: undefined, zone: undefined };
  if (found.length > 1) {
    issues.add({ code: "invalid-part", path: ["DTSTART"], value: found.length, expected: "one DTSTART" });
  }
  if (line === undefined) {
    if (anchor === undefined) {
      issues.add({ code: "missing-part", path: ["DTSTART"], expected: "a DTSTART, or the option anchor" });
    } else if (!isPlainDate(anchor)) {
      issues.add({ code: "invalid-part", path: ["anchor"], value: anchor, expected: "a date YYYY-MM-DD" });
    }
    return fallback;
  }
  const moment = rruleMoment(line.value);
  const zone = line.parameters.get("TZID");
  if (zone !== undefined && !isTimeZone(zone)) {
    issues.add({
      code: "invalid-part",
      path: ["DTSTART", "TZID"],
      value: zone,
      expected: "a known time zone",
    });
  }
  if (moment === undefined || !isPlainDate(moment.date)) {
    issues.add({
      code: "invalid-part",
      path: ["DTSTART"],
      value: line.value,
      expected: "a date such as 20240131 or 20240131T090000Z",
    });
    return fallback;
  }
  return { anchor: moment.date, moment, zone };
}

function readRule(value: string, start: Start, issues: Issues): Recurrence {
  const seen = new Set<string>();
  let rule: Recurrence = { frequency: "daily", anchor: start.anchor, missingDay: "omit" };
  for (const [key, text] of rruleParts(value)) {
    if (seen.has(key))
      issues.add({ code: "invalid-part", path: [key], value: text, expected: "the part once" });
    seen.add(key);
    const part = PARTS[key];
    const read = part?.read(text, start);
    if (part === undefined || part.refused?.test(text)) refuse(key, text, issues);
    else if (read === undefined) {
      issues.add({ code: "invalid-part", path: [key], value: text, expected: part.expected });
    } else rule = { ...rule, ...read };
  }
  if (!seen.has("FREQ")) issues.add({ code: "missing-part", path: ["FREQ"], expected: "a frequency" });
  const ordinalsMeanNothing = rule.frequency === "daily" || rule.frequency === "weekly";
  if (rule.byDay === undefined || !ordinalsMeanNothing) return rule;
  return { ...rule, byDay: Object.freeze(rule.byDay.map(({ weekday }) => Object.freeze({ weekday }))) };
}

function refuse(key: string, value: string, issues: Issues): void {
  const expected = REFUSED[key] ?? `a rule without ${key}`;
  issues.add({ code: "unsupported-part", path: [key], value, expected });
}

/** The last day within UNTIL: the day before it when the rule's time of day comes later than UNTIL's. */
function lastDayOf(text: string, { moment, zone }: Start): PlainDate | undefined {
  const until = rruleMoment(text);
  if (until === undefined || !isPlainDate(until.date)) return undefined;
  if (until.seconds === undefined) return until.date;
  let { date, seconds } = until as { date: PlainDate; seconds: number };
  if (until.utc && zone !== undefined && isTimeZone(zone)) {
    const clock = wallClockAt(Date.parse(`${date}T00:00:00Z`) + seconds * 1000, zone);
    const [hour = 0, minute = 0, second = 0] = clock.time.split(":").map(Number);
    date = clock.date;
    seconds = hour * 3600 + minute * 60 + second;
  }
  return (moment?.seconds ?? 0) <= seconds ? date : addDays(date, -1);
}

function positiveInteger(text: string): number | undefined {
  const value = /^\+?\d{1,15}$/.test(text) ? Number(text) : 0;
  return value > 0 ? value : undefined;
}

function integers(text: string, min: number, max: number): readonly number[] | undefined {
  const values = text.split(",").map((item) => (/^[+-]?\d{1,2}$/.test(item.trim()) ? Number(item) : 0));
  return values.every((value) => value !== 0 && value >= min && value <= max)
    ? Object.freeze(values)
    : undefined;
}

function weekdays(text: string): readonly WeekdayRule[] | undefined {
  const rules: WeekdayRule[] = [];
  for (const item of text.toUpperCase().split(",")) {
    const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item.trim());
    const ordinal = match?.[1] === undefined ? undefined : Number(match[1]);
    const weekday = weekdayNamed(match?.[2] ?? "");
    if (weekday === undefined || ordinal === 0 || Math.abs(ordinal ?? 1) > 53) return undefined;
    rules.push(Object.freeze(ordinal === undefined ? { weekday } : { weekday, ordinal }));
  }
  return Object.freeze(rules);
}

function weekdayNamed(name: string): Weekday | undefined {
  const index = WEEKDAYS.indexOf(name.toUpperCase());
  return index < 0 ? undefined : ((index + 1) as Weekday);
}

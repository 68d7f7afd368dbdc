import {
  addDays,
  daysBetween,
  instantOf,
  type PlainDate,
  type WallTime,
  wallClockAt,
} from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import { type HoursPlan, nextAllowed } from "./_hours.ts";
import { isInstant } from "./_readable.ts";
import type { RuleWindow } from "./rule.ts";

/** What the run needs to know of one zone; made once per zone and run. */
export interface LocalClock {
  readonly zone: string;
  /** The local day of the run. */
  readonly today: PlainDate;
  /** The first instant that is no longer the run's to decide. */
  readonly runEnd: number;
  /** The local day up to which the run looks ahead. */
  readonly lastDay: PlainDate;
  /** The local day of the run before, if it is known. */
  readonly lastRunDay: PlainDate | undefined;
  readonly lastRun: number | undefined;
  /** Made when first asked for, by days looked back. */
  readonly windows: Map<number, RuleWindow>;
  /** Slots found, by what was asked. */
  readonly slots: Map<string, number>;
  /** First instants of days, by day. */
  readonly starts: Map<PlainDate, number>;
}

/** The moments that bound a run. */
export interface RunSpan {
  readonly now: number;
  readonly until: number | undefined;
  readonly horizonDays: number;
  readonly lastRun: number | undefined;
}

/** Texts kept: a pure cache, for thousands of decisions name the same few moments; bounded. */
const texts = new Map<number, string>();
const MOST_TEXTS = 4096;

/** A moment in UTC as the model writes it; the fraction only where there is one. */
export function instantText(instant: number): string {
  const known = texts.get(instant);
  if (known !== undefined) return known;
  const text = new Date(instant).toISOString();
  const short = text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(instant, short);
  return short;
}

/**
 * The days for which a rule is asked that looks so many days back; one record for all customers of the clock.
 */
export function windowOf(clock: LocalClock, daysBack: number): RuleWindow {
  let window = clock.windows.get(daysBack);
  if (window === undefined) {
    const { today, zone, lastDay } = clock;
    window = Object.freeze({ from: addDays(today, -daysBack), to: addDays(lastDay, 1), today, zone });
    clock.windows.set(daysBack, window);
  }
  return window;
}

/** Reads a UTC instant given by the caller. */
export function parseInstant(text: string, name: string): number {
  if (!isInstant(text)) {
    throw new RangeError(
      `Cannot decide reminders: ${name} must be a UTC instant such as 2026-11-22T09:00:00Z, got ${describeValue(text)}`,
    );
  }
  return Date.parse(text);
}

/** Makes the clock of a zone. */
export function createLocalClock(zone: string, span: RunSpan): LocalClock {
  const today = wallClockAt(span.now, zone).date;
  const runEnd = span.until ?? startOfDay(addDays(today, 1), zone);
  // The day that holds the last instant before the end of the run.
  const endDay = wallClockAt(runEnd - 1, zone).date;
  const ahead = Math.max(span.horizonDays, daysBetween(today, endDay));
  const lastRunDay = span.lastRun === undefined ? undefined : wallClockAt(span.lastRun, zone).date;
  const lastDay = addDays(today, ahead);
  const { lastRun } = span;
  return {
    zone,
    today,
    runEnd,
    lastDay,
    lastRunDay,
    lastRun,
    windows: new Map(),
    slots: new Map(),
    starts: new Map(),
  };
}

/** The first instant of a local day. */
export function startOfDay(date: PlainDate, zone: string): number {
  return instantOf(date, "00:00", zone);
}

/** The first instant of a day by a clock; each found once. */
export function startOn(date: PlainDate, clock: LocalClock): number {
  let start = clock.starts.get(date);
  if (start === undefined) {
    start = startOfDay(date, clock.zone);
    clock.starts.set(date, start);
  }
  return start;
}

/** The instant of a time of day by a clock; each found once. */
export function preferredOn(date: PlainDate, time: WallTime, clock: LocalClock): number {
  const key = `${date}T${time}`;
  let instant = clock.slots.get(key);
  if (instant === undefined) {
    instant = instantOf(date, time, clock.zone);
    clock.slots.set(key, instant);
  }
  return instant;
}

/**
 * The earliest instant, not before `from`, that the hours allow and that is not before the preferred time of its
 * day. A preferred time that the hours forbid is no preference. Infinity when the hours never allow any. Each question
 * is answered once per clock: thousands of customers of a zone ask the same.
 */
export function nextSlot(from: number, clock: LocalClock, sendAt: WallTime, hours: HoursPlan): number {
  const key = `${from}|${sendAt}|${hours.number}`;
  let slot = clock.slots.get(key);
  if (slot === undefined) {
    slot = findNextSlot(from, clock.zone, sendAt, hours);
    clock.slots.set(key, slot);
  }
  return slot;
}

function findNextSlot(from: number, zone: string, sendAt: WallTime, hours: HoursPlan): number {
  let at = from;
  for (;;) {
    const { date } = wallClockAt(at, zone);
    const preferred = instantOf(date, sendAt, zone);
    const wanted = preferred > at && nextAllowed(preferred, zone, hours) === preferred ? preferred : at;
    const allowed = nextAllowed(wanted, zone, hours);
    if (allowed === wanted || !Number.isFinite(allowed) || wallClockAt(allowed, zone).date === date) {
      return allowed;
    }
    // On another day its own preferred time counts; from there nothing moves on any more.
    at = allowed;
  }
}

import { addDays, instantOf, type WallTime, wallClockAt } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { describeValue } from "../issues/index.ts";
import { parseInstant } from "./_local-clock.ts";
import type { EnginePause } from "./generate.ts";
import type { ReminderRule } from "./rule.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** So many runs are gone through in a forecast or backfill at most. */
const MOST_TICKS = 3661;

/** Refuses a wrong call. */
export function refuse(what: string, value: unknown): never {
  throw new RangeError(`Cannot decide reminders: ${what}, got ${describeValue(value)}`);
}

/**
 * The moments of the runs to be gone through: one for a live run, all of them for a forecast or backfill. Daily runs are
 * made at one time of the company's day, which the clock may put 23 or 25 hours after the last.
 */
export function checkTicks(
  mode: string,
  from: string | undefined,
  now: number,
  until: number | undefined,
  { horizonDays, zone }: { readonly horizonDays: number; readonly zone: string },
): readonly number[] {
  if (!["live", "dry-run", "forecast", "backfill"].includes(mode)) {
    refuse("mode must be live, dry-run, forecast or backfill", mode);
  }
  if ((mode === "backfill") !== (from !== undefined)) {
    refuse("from must be given for mode backfill, and for no other", from);
  }
  if (mode === "live" || mode === "dry-run") return [now];
  const start = from === undefined ? now : parseInstant(from, "from");
  if (from !== undefined && start >= now) refuse("from must be before asOf", from);
  const daily = dailyFrom(start, zone);
  const tickAt = until === undefined ? daily : (k: number): number => start + k * (until - now);
  const end = from === undefined ? daily(horizonDays) : now;
  const ticks: number[] = [];
  for (let tick = start; tick <= end; tick = tickAt(ticks.length)) {
    if (ticks.push(tick) > MOST_TICKS) {
      const step = until === undefined ? DAY : until - now;
      refuse(`runs must be ${MOST_TICKS} at most`, Math.floor((end - start) / step));
    }
  }
  return ticks;
}

/** The moment so many days after another at which the clock of a zone shows the same time; reckoned from the first. */
function dailyFrom(start: number, zone: string): (days: number) => number {
  const { date, time } = wallClockAt(start, zone);
  const clock = time.slice(0, 5) as WallTime;
  // Seconds of the clock, and which of two moments that show one time it was.
  const rest = start - instantOf(date, clock, zone);
  return (days) => (days === 0 ? start : instantOf(addDays(date, days), clock, zone) + (rest % MINUTE));
}

/** Reads the times in which no run was to be made. */
export function checkEnginePauses(pauses: readonly EnginePause[]): readonly EnginePause[] {
  for (const { from, until } of pauses) {
    if (parseInstant(until, "until of an engine pause") <= parseInstant(from, "from of an engine pause")) {
      refuse("until of an engine pause must be after its from", until);
    }
  }
  return pauses;
}

/** Refuses rules whose sends cancel each other in a circle: neither could be said ever. */
export function checkExits(rules: readonly ReminderRule[]): void {
  const exitsOf = new Map(
    rules.map(({ id, exits = [] }) => [
      id,
      exits.filter((exit) => exit.startsWith("rule:")).map((exit) => exit.slice("rule:".length)),
    ]),
  );
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) {
      const circle = [...path.slice(path.indexOf(id)), id].join(" → ");
      refuse(`exits of rule ${id} must not lead back to it`, circle);
    }
    if (done.has(id)) return;
    for (const next of exitsOf.get(id) ?? []) visit(next, [...path, id]);
    done.add(id);
  };
  for (const { id } of rules) visit(id, []);
}

/** By id, so that neither candidates nor problems depend on the order in which rules were given. */
export function sortRules(rules: readonly ReminderRule[]): readonly ReminderRule[] {
  const sorted = [...rules].sort((a, b) => compareCodePoints(a.id, b.id));
  sorted.forEach((rule, i) => {
    if (sorted[i + 1]?.id === rule.id) refuse("every rule must have an id of its own", rule.id);
  });
  return sorted;
}

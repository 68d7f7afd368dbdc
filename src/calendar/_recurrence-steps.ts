import { civilOfDay, dayOf, dayOfCivil, LAST_DAY, monthLength, monthOf, yearOf } from "./_civil.ts";
import type { MissingDay } from "./date-arithmetic.ts";
import { dayNumber, weekdayOfDay } from "./plain-date.ts";
import { checkRecurrence, type Recurrence, type WeekdayRule } from "./recurrence.ts";

/** A day that a step yields, before the anchor, the count and the end are looked at. */
interface Candidate {
  readonly day: number;
  readonly moved: boolean;
}

/** A recurrence made ready for walking: any step in closed form from the anchor. */
export interface Steps {
  readonly anchor: number;
  /** Whether every step yields exactly one occurrence, so that counting needs no walking. */
  readonly onePerStep: boolean;
  /**
   * After this many steps the days repeat: the Gregorian calendar turns round in 400 years of whole weeks. A
   * rule that yields nothing for so long never will.
   */
  readonly cycle: number;
  /** The step whose span holds a day; negative before the anchor's. */
  stepOf(day: number): number;
  /** Whether a step lies after the year 9999. */
  isBeyond(step: number): boolean;
  /**
   * The days of a step in order, each once. They lie within the step's own span of days, or, moved forward,
   * on the first day after it.
   */
  candidatesOf(step: number): readonly Candidate[];
}

const NONE: readonly Candidate[] = [];

export function stepsOf(recurrence: Recurrence): Steps {
  checkRecurrence(recurrence);
  switch (recurrence.frequency) {
    case "daily":
      return dailySteps(recurrence);
    case "weekly":
      return weeklySteps(recurrence);
    case "monthly":
      return monthlySteps(recurrence);
    case "yearly":
      return yearlySteps(recurrence);
  }
}

function dailySteps(rule: Recurrence): Steps {
  const anchor = dayNumber(rule.anchor);
  const interval = rule.interval ?? 1;
  const fits = dayFilter(rule);
  return {
    anchor,
    onePerStep: hasNoParts(rule),
    cycle: cycleOf(146_097, interval),
    stepOf: (day) => Math.floor((day - anchor) / interval),
    isBeyond: (step) => anchor + step * interval > LAST_DAY,
    candidatesOf: (step) => {
      const day = anchor + step * interval;
      return fits(day) ? [{ day, moved: false }] : NONE;
    },
  };
}

function weeklySteps(rule: Recurrence): Steps {
  const anchor = dayNumber(rule.anchor);
  const interval = rule.interval ?? 1;
  const span = 7 * interval;
  const intoWeek = (weekdayOfDay(anchor) - (rule.weekStart ?? 1) + 7) % 7;
  const origin = anchor - intoWeek;
  const fits = dayFilter(rule);
  // Without weekdays (or days of the month) the anchor gives its own.
  const every = rule.byDay !== undefined || rule.byMonthDay !== undefined;
  return {
    anchor,
    onePerStep: hasNoParts(rule),
    cycle: cycleOf(20_871, interval),
    stepOf: (day) => Math.floor((day - origin) / span),
    isBeyond: (step) => origin + step * span > LAST_DAY,
    candidatesOf: (step) => {
      const start = origin + step * span;
      const days = every ? [0, 1, 2, 3, 4, 5, 6].map((i) => start + i) : [start + intoWeek];
      return days.filter(fits).map((day) => ({ day, moved: false }));
    },
  };
}

function monthlySteps(rule: Recurrence): Steps {
  const anchor = dayNumber(rule.anchor);
  const interval = rule.interval ?? 1;
  const origin = monthIndexOf(anchor);
  const days = rule.byMonthDay ?? [dayOf(civilOfDay(anchor))];
  return {
    anchor,
    onePerStep: hasNoParts(rule) && rule.missingDay !== "omit",
    cycle: cycleOf(4800, interval),
    stepOf: (day) => Math.floor((monthIndexOf(day) - origin) / interval),
    isBeyond: (step) => origin + step * interval >= 120_000,
    candidatesOf: (step) => {
      const index = origin + step * interval;
      const month = (index % 12) + 1;
      if (rule.byMonth !== undefined && !rule.byMonth.includes(month)) return NONE;
      return monthCandidates(rule, days, Math.floor(index / 12), month);
    },
  };
}

function yearlySteps(rule: Recurrence): Steps {
  const anchor = dayNumber(rule.anchor);
  const interval = rule.interval ?? 1;
  const origin = yearOf(civilOfDay(anchor));
  const days = rule.byMonthDay ?? [dayOf(civilOfDay(anchor))];
  const anyMonth = rule.byMonthDay !== undefined || rule.byDay !== undefined;
  const months = [
    ...new Set(
      rule.byMonth ?? (anyMonth ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [monthOf(civilOfDay(anchor))]),
    ),
  ].sort((a, b) => a - b);
  return {
    anchor,
    onePerStep: hasNoParts(rule) && rule.missingDay !== "omit",
    cycle: cycleOf(400, interval),
    stepOf: (day) => Math.floor((yearOf(civilOfDay(day)) - origin) / interval),
    isBeyond: (step) => origin + step * interval > 9999,
    candidatesOf: (step) => {
      const year = origin + step * interval;
      return inOrder(months.flatMap((month) => monthCandidates(rule, days, year, month)));
    },
  };
}

/** The days of a month by weekday alone, else by day of the month: the rule's, or the anchor's. */
function monthCandidates(
  rule: Recurrence,
  wanted: readonly number[],
  year: number,
  month: number,
): readonly Candidate[] {
  const { byDay, byMonthDay, missingDay = "backward" } = rule;
  const first = dayOfCivil(year, month, 1);
  const length = monthLength(year, month);
  if (byDay === undefined)
    return inOrder(wanted.flatMap((day) => placeInMonth(day, first, length, missingDay)));
  const fits = ({ day }: Candidate): boolean => fitsWeekdays(byDay, day, ordinalsInYear(rule));
  if (byMonthDay === undefined) {
    return Array.from({ length }, (_, i) => ({ day: first + i, moved: false })).filter(fits);
  }
  return inOrder(wanted.flatMap((day) => placeInMonth(day, first, length, missingDay)).filter(fits));
}

function placeInMonth(
  day: number,
  first: number,
  length: number,
  missingDay: MissingDay,
): readonly Candidate[] {
  if (day < 0) return day >= -length ? [{ day: first + length + day, moved: false }] : NONE;
  if (day <= length) return [{ day: first + day - 1, moved: false }];
  if (missingDay === "omit") return NONE;
  return [{ day: missingDay === "backward" ? first + length - 1 : first + length, moved: true }];
}

/** Sorts and keeps each day once, preferring the one that was not moved. */
function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  return [...candidates]
    .sort((a, b) => a.day - b.day || Number(a.moved) - Number(b.moved))
    .filter((candidate, i, sorted) => i === 0 || sorted[i - 1]!.day !== candidate.day);
}

/** For daily and weekly rules every part is a filter. */
function dayFilter(rule: Recurrence): (day: number) => boolean {
  const { byDay, byMonth, byMonthDay } = rule;
  return (day) => {
    const civil = civilOfDay(day);
    if (byMonth !== undefined && !byMonth.includes(monthOf(civil))) return false;
    if (byDay !== undefined && !fitsWeekdays(byDay, day, false)) return false;
    if (byMonthDay === undefined) return true;
    const fromEnd = dayOf(civil) - 1 - monthLength(yearOf(civil), monthOf(civil));
    return byMonthDay.includes(dayOf(civil)) || byMonthDay.includes(fromEnd);
  };
}

function fitsWeekdays(rules: readonly WeekdayRule[], day: number, inYear: boolean): boolean {
  const weekday = weekdayOfDay(day);
  return rules.some(
    (rule) => rule.weekday === weekday && (rule.ordinal === undefined || isNth(day, rule.ordinal, inYear)),
  );
}

function isNth(day: number, ordinal: number, inYear: boolean): boolean {
  const civil = civilOfDay(day);
  const year = yearOf(civil);
  const first = dayOfCivil(year, inYear ? 1 : monthOf(civil), 1);
  const last = inYear ? dayOfCivil(year, 12, 31) : first + monthLength(year, monthOf(civil)) - 1;
  const nth = ordinal > 0 ? Math.floor((day - first) / 7) + 1 : -Math.floor((last - day) / 7) - 1;
  return nth === ordinal;
}

function ordinalsInYear(rule: Recurrence): boolean {
  return rule.frequency === "yearly" && rule.byMonth === undefined;
}

function hasNoParts(rule: Recurrence): boolean {
  return rule.byMonth === undefined && rule.byMonthDay === undefined && rule.byDay === undefined;
}

function monthIndexOf(day: number): number {
  const civil = civilOfDay(day);
  return yearOf(civil) * 12 + monthOf(civil) - 1;
}

/** Steps after which an interval meets the same place of the 400-year cycle again. */
function cycleOf(units: number, interval: number): number {
  let [a, b] = [units, interval];
  while (b !== 0) [a, b] = [b, a % b];
  return units / a;
}

import { addDays, annualOccurrences, type PlainDate } from "../../calendar/index.ts";
import { compareCodePoints } from "../../ids/index.ts";
import type { ImportantDate } from "../../model/index.ts";
import { around, evidence } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { RuleWindow } from "../rule.ts";

/** One birthday of each calendar: of contradicting records the one observed last. */
export function birthdaysOf(records: readonly ImportantDate[]): ImportantDate[] {
  const latest = new Map<string, ImportantDate>();
  for (const record of records) {
    // Without month and day there is no day to remember, and none is made up.
    if (record.kind !== "birthday" || record.date.month === undefined || record.date.day === undefined)
      continue;
    const other = latest.get(record.date.calendar);
    if (other === undefined || compareObserved(record, other) > 0) latest.set(record.date.calendar, record);
  }
  return [...latest.values()];
}

function compareObserved(a: ImportantDate, b: ImportantDate): number {
  const [first, second] = [a.source.observedOn, b.source.observedOn];
  if (first !== second) return first < second ? -1 : 1;
  return compareCodePoints(a.id, b.id);
}

/** The day in the year as it is told: `10/17`, `leap 6/5`. */
export const dayText = ({ date }: ImportantDate): string =>
  `${date.leapMonth === true ? "leap " : ""}${date.month}/${date.day}`;

/** When a day of the year comes round so many days after the window begins and ends. */
export function returnsOf(
  record: ImportantDate,
  { from, to }: RuleWindow,
  missingDay: string,
  leapMonth: string,
): readonly {
  readonly date: PlainDate;
  readonly occurrenceYear: number;
  readonly verified: boolean;
  readonly years: number | "";
}[] {
  return annualOccurrences(
    record.date,
    { from, to },
    { missingDay: missingDay as "backward", leapMonth: leapMonth as "regular" },
  ).map(({ date, occurrenceYear, verified }) => ({
    date,
    occurrenceYear,
    verified,
    years: record.date.year === undefined ? "" : occurrenceYear - record.date.year,
  }));
}

/** The policies that a day of the year may have: what a missing day and a leap month become. */
export const annualChoices = {
  missingDay: ["backward", "forward", "omit"],
  leapMonth: ["regular", "leap-if-exists", "both", "leap-only"],
} as const;

/** Wishes a happy birthday, solar or lunar, on the day and on no other. */
export const birthday = /* @__PURE__ */ builtIn({
  id: "birthday",
  catalogue: "CC1",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "care",
  audience: "customer",
  priority: 90,
  catchUpDays: 0,
  reads: ["importantDates"],
  options: { missingDay: "backward", leapMonth: "leap-if-exists" },
  choices: annualChoices,
  timing: (o) =>
    `on the day, solar or lunar; a day that the month lacks: ${o.missingDay}, a leap-month day: ${o.leapMonth}`,
  occurrences: ({ party, importantDates }, window, { o, say }) =>
    birthdaysOf(importantDates).flatMap((record) =>
      returnsOf(record, window, o.missingDay, o.leapMonth).map(
        ({ date: due, occurrenceYear, verified, years }, i, all) => {
          const { id, date, source } = record;
          const day = dayText(record);
          // A day that comes twice in one lunar year, in the month and in its leap month, has two identities.
          const second = all[i - 1]?.occurrenceYear === occurrenceYear;
          return {
            anchor: `${date.calendar}:${occurrenceYear}${second ? ":leap" : ""}`,
            due,
            ...say(party, {
              on: due,
              calendar: date.calendar,
              day,
              turns: years,
              verified: verified ? "yes" : "no",
            }),
            evidence: [
              evidence(
                date.calendar === "chinese" ? "lunar birthday" : "birthday",
                date.year === undefined ? day : `${date.year}/${day}`,
                source.observedOn,
                `important-date:${id}`,
              ),
            ],
          };
        },
      ),
    ),
});

/** Tells the owner a week ahead that a customer has a birthday. */
export const birthdayAhead = /* @__PURE__ */ builtIn({
  id: "birthday-ahead",
  catalogue: "CC1",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "annual",
  purpose: "internal",
  audience: "owner",
  priority: 40,
  catchUpDays: (o) => o.leadDays,
  reads: ["importantDates", "owner"],
  options: { leadDays: 7, missingDay: "backward", leapMonth: "leap-if-exists" },
  choices: annualChoices,
  timing: (o) => `${o.leadDays} days before the birthday, for parties with an owner`,
  occurrences: ({ party, importantDates }, window, { o, say }) =>
    party.ownerId === undefined
      ? []
      : birthdaysOf(importantDates).flatMap((record) =>
          returnsOf(record, shifted(window, o.leadDays), o.missingDay, o.leapMonth).flatMap(
            ({ date: on, occurrenceYear, years }) =>
              around(`${record.date.calendar}:${occurrenceYear}`, on, [-o.leadDays], window, () => ({
                ...say(party, { on, days: o.leadDays, turns: years }),
                evidence: [
                  evidence(
                    "birthday",
                    dayText(record),
                    record.source.observedOn,
                    `important-date:${record.id}`,
                  ),
                ],
              })),
          ),
        ),
});

/** The window that many days later. */
export function shifted(window: RuleWindow, days: number): RuleWindow {
  return { ...window, from: addDays(window.from, days), to: addDays(window.to, days) };
}

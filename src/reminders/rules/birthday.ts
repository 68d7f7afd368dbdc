import { annualOccurrences } from "../../calendar/index.ts";
import { compareCodePoints } from "../../ids/index.ts";
import type { ImportantDate } from "../../model/index.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type Occurrence, type ReminderRule, type RuleWindow } from "../rule.ts";

/** Wishes a happy birthday, solar or lunar, on the day and on no other. */
export const birthday: ReminderRule = defineRule({
  id: "birthday",
  version: 1,
  cell: "customer.care",
  purpose: "care",
  audience: "customer",
  priority: 90,
  catchUpDays: 0,
  reads: ["importantDates"],
  occurrences: ({ party, importantDates = [] }, window) =>
    birthdays(importantDates).flatMap((record) => birthdaysIn(record, inSentence(party.name), window)),
});

/** One birthday of each calendar: of contradicting records the one observed last. */
function birthdays(records: readonly ImportantDate[]): ImportantDate[] {
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

function birthdaysIn(record: ImportantDate, name: string, window: RuleWindow): Occurrence[] {
  const { id, date, source } = record;
  const lunar = date.calendar === "chinese";
  const day = `${date.leapMonth === true ? "leap " : ""}${date.month}/${date.day}`;
  return annualOccurrences(date, window).map(({ date: due, occurrenceYear, verified }) => {
    const age = date.year === undefined ? "age unknown" : `turns ${occurrenceYear - date.year}`;
    const details = [lunar ? `lunar ${day}` : "", age, verified ? "" : "date not verified"];
    return {
      anchor: `${date.calendar}:${occurrenceYear}`,
      due,
      message: `${lunar ? "Lunar birthday" : "Birthday"} of ${name} on ${due} (${details.filter(Boolean).join(", ")}).`,
      evidence: [
        {
          label: lunar ? "lunar birthday" : "birthday",
          value: date.year === undefined ? day : `${date.year}/${day}`,
          asOf: source.observedOn,
          source: `important-date:${id}`,
        },
      ],
    };
  });
}

import type { IssueInput } from "../issues/index.ts";
import type { ImportantDate } from "../model/index.ts";
import type { Dossier } from "./dossier.ts";
import type { ReminderPolicy } from "./policy.ts";

/**
 * Sets important dates aside that are no dates but what a system writes for "not known", and lists them. A date that a
 * person stated or corrected stays: somebody is born on 1 January 1970.
 */
export function setFalseDatesAside(
  dossier: Dossier,
  { falseDates = ["1900-01-01", "1970-01-01"] }: ReminderPolicy,
  report: (issue: IssueInput) => void,
): Dossier {
  const { importantDates } = dossier;
  if (importantDates === undefined || importantDates.length === 0 || falseDates.length === 0) return dossier;
  const isFalse = ({ date, source }: ImportantDate): boolean =>
    date.calendar === "gregorian" &&
    source.method !== "stated" &&
    source.method !== "corrected" &&
    falseDates.includes(textOf(date));
  if (!importantDates.some(isFalse)) return dossier;
  for (const one of importantDates.filter(isFalse)) {
    report({
      code: "false-date",
      path: [dossier.party.id, "importantDates", one.id, "date"],
      value: textOf(one.date),
      expected: "a date that somebody has stated, not one that systems write for none",
    });
  }
  return { ...dossier, importantDates: importantDates.filter((one) => !isFalse(one)) };
}

function textOf({ year, month, day }: ImportantDate["date"]): string {
  const part = (value: number | undefined, digits: number) => String(value ?? 0).padStart(digits, "0");
  return `${part(year, 4)}-${part(month, 2)}-${part(day, 2)}`;
}

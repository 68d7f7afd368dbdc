import * as z from "zod";
import { checkPartialDate, daysInMonth, type PartialDate } from "../calendar/index.ts";
import { partyId, record } from "./_record.ts";
import { storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link KnownDate}. */
export const knownDateSchema = z
  .strictObject({
    calendar: z.enum(["gregorian", "chinese"]),
    year: z.int().min(1).max(9999).optional(),
    month: z.int().min(1).max(12).optional(),
    day: z.int().min(1).max(31).optional(),
    leapMonth: z.boolean().optional(),
  })
  .superRefine((date, context) => {
    const problem = dateProblem(date);
    if (problem === undefined) return;
    const [field, message] = problem;
    context.addIssue({ code: "custom", path: [field], message, input: date[field] });
  })
  .meta({ "x-rules": ["day must exist in its month, leap month and year"] });

/** What is known of a date in the Gregorian or the Chinese calendar: any of year, month, and day of the month. */
export type KnownDate = z.infer<typeof knownDateSchema>;

/** 29 February without a year is a date; 30 February, 31 April and lunar day 31 never are. */
function dateProblem(date: KnownDate): readonly ["month" | "day", string] | undefined {
  const { calendar, year, month, day } = date;
  // Of a part that is out of its own range enough is said already.
  if (isOutside(year, 9999) || isOutside(month, 12) || isOutside(day, 31)) return undefined;
  if (month === undefined) {
    if (year === undefined) return ["month", "must be given when the year is not known"];
    if (day !== undefined) return ["day", "must come with its month"];
    return date.leapMonth === true ? ["month", "must be given for a leap month"] : undefined;
  }
  const last = day === undefined ? "month" : "day";
  if (calendar === "chinese") {
    if (day !== undefined && day > 30) return ["day", "must be at most 30: a lunar month has 29 or 30 days"];
    return existsInTable(date) ? undefined : [last, "must be a date of the Chinese calendar of 1900 to 2100"];
  }
  if (date.leapMonth === true)
    return [last, "must not be in a leap month: only the Chinese calendar has them"];
  // A year that is not known may be a leap year: 29 February is then a date like any other.
  const longest = daysInMonth(year ?? 2000, month);
  return day !== undefined && day > longest
    ? ["day", `must be at most ${longest} in month ${month}`]
    : undefined;
}

const isOutside = (part: number | undefined, most: number): boolean =>
  part !== undefined && (part < 1 || part > most);

function existsInTable(date: PartialDate): boolean {
  try {
    checkPartialDate(date);
    return true;
  } catch {
    return false;
  }
}

/** Schema of {@link ImportantDate}. */
export const importantDateSchema = record({
  partyId,
  kind: z.enum(["birthday", "wedding", "founding", "graduation", "hiring", "purchase", "memorial", "other"]),
  /** What it is, for kind `other`. */
  label: storableText(200).optional(),
  date: markPersonal(knownDateSchema, "user.demographic.date_of_birth"),
  source: sourceSchema,
});

/** A day of the year that matters to a party, solar or lunar; the year, or the day, may be unknown. */
export type ImportantDate = z.infer<typeof importantDateSchema>;

import * as z from "zod";
import { daysInMonth } from "../calendar/index.ts";
import { id, schemaVersion } from "./_scalars.ts";
import { provenanceSchema } from "./provenance.ts";

/** Schema of {@link ImportantDate}. */
export const importantDateSchema = z
  .strictObject({
    schemaVersion,
    id,
    partyId: id,
    kind: z.enum(["birthday", "wedding", "founding", "other"]),
    date: z.strictObject({
      calendar: z.enum(["gregorian", "chinese"]),
      year: z.int().min(1).max(9999).optional(),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(31),
      leapMonth: z.boolean().optional(),
    }),
    source: provenanceSchema,
  })
  .superRefine((record, context) => {
    const problem = dateProblem(record.date);
    if (problem !== undefined)
      context.addIssue({ code: "custom", path: ["date", "day"], message: problem, input: record.date.day });
  });

/** 29 February without a year is a date; 30 February, 31 April and lunar day 31 never are. */
function dateProblem(date: {
  calendar: "gregorian" | "chinese";
  year?: number | undefined;
  month: number;
  day: number;
  leapMonth?: boolean | undefined;
}): string | undefined {
  if (date.calendar === "chinese")
    return date.day > 30 ? "must be at most 30: a lunar month has 29 or 30 days" : undefined;
  if (date.leapMonth === true) return "must not be in a leap month: only the Chinese calendar has them";
  // A year that is not known may be a leap year: 29 February is then a date like any other.
  const longest = daysInMonth(date.year ?? 2000, date.month);
  return date.day > longest ? `must be at most ${longest} in month ${date.month}` : undefined;
}

/** A day of the year that matters to a party, solar or lunar; the year may be unknown. */
export type ImportantDate = z.infer<typeof importantDateSchema>;

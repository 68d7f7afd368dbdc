import type * as z from "zod";
import { record } from "./_record.ts";
import { currency, instant, plainDate, timeZone } from "./_scalars.ts";

/** Schema of {@link DailyRun}. */
export const dailyRunSchema = record(
  {
    /** The day of the run. */
    asOf: plainDate,
    /** Its last moment of that day, a UTC instant. */
    at: instant,
    /** The day whose analyses hold: that of the run, or an earlier one that it carried on. */
    analysedOn: plainDate,
    /** The company's time zone. */
    zone: timeZone,
    /** Of all amounts. */
    currency,
  },
  [
    {
      path: ["analysedOn"],
      expected: "must not be after asOf",
      holds: ({ asOf, analysedOn }) => analysedOn <= asOf,
    },
  ],
);

/** That the day was run: of which day the analyses are that hold, and so which insights. */
export type DailyRun = z.infer<typeof dailyRunSchema>;

import type { ReminderRun } from "../reminders/index.ts";
import type { RemindersReport } from "./daily-report.ts";

/** A run without the due moments that earlier runs have sent: what was sent stands in the store. */
export interface NewDecisions extends ReminderRun {
  /** How many there were. */
  readonly alreadySent: number;
}

export function reportReminders(
  { decisions, alreadySent, withdrawn, coverage, nextWake, problems, zoneFallbacks }: NewDecisions,
  counts: Pick<RemindersReport, "parties" | "customersWithoutParty">,
): RemindersReport {
  return Object.freeze({
    decisions,
    alreadySent,
    withdrawn,
    coverage,
    ...(nextWake === undefined ? {} : { nextWake }),
    problems: Object.freeze(
      problems.map(({ code, path, message }) => Object.freeze({ code, path, message })),
    ),
    ...counts,
    zoneFallbacks,
  });
}

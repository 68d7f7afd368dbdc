import type { ReminderDecision } from "../model/index.ts";
import type { CellCoverage, ReminderRun } from "../reminders/index.ts";
import type { RemindersReport } from "./daily-report.ts";

/** A run without the due moments that earlier runs have sent. */
export interface NewDecisions extends ReminderRun {
  /** How many there were. */
  readonly alreadySent: number;
}

/**
 * Leaves out what only says that it was sent before: as long as its fact stands, every run would say so again. What
 * was sent stands in the store.
 */
export function setSentAside(run: ReminderRun, sends: readonly ReminderDecision[]): NewDecisions {
  const sent = new Set(sends.map(({ id }) => id));
  const isNoise = ({ id, verdict, reasons }: ReminderDecision): boolean =>
    verdict === "suppress" && sent.has(id) && reasons.some(({ code }) => code === "already-decided");
  const decisions = run.decisions.filter((decision) => !isNoise(decision));
  const aside = run.decisions.filter(isNoise);
  const coverage = run.coverage.map((row): CellCoverage => {
    const fewer = aside.filter(({ cell }) => cell === row.cell).length;
    return fewer === 0 ? row : Object.freeze({ ...row, suppressed: row.suppressed - fewer });
  });
  return {
    ...run,
    decisions: Object.freeze(decisions),
    coverage: Object.freeze(coverage),
    alreadySent: aside.length,
  };
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

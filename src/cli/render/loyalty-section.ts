import type { DailyReport } from "../../workflow/index.ts";
import type { NumberStyle } from "./numbers.ts";
import type { Page } from "./page.ts";
import { printable } from "./text-width.ts";

/** Whether customers stay and what they say: a line for each measure, those without data said so. */
export function writeLoyaltySection(page: Page, { loyalty }: DailyReport, style: NumberStyle): void {
  page.heading("Loyalty");
  const line = (text: string): void => page.line(text, { hanging: 4 });
  const { flow, cohort, survival, cycle, satisfaction, worstGap, wallet } = loyalty;
  if (flow === undefined) line("retention: two quarters are not observed");
  else {
    const kept = flow.retention;
    line(
      `last quarter: ${style.count(flow.active)} active; of those of the quarter before ${style.count(flow.kept)} kept and ${style.count(flow.lost)} lost, ${style.count(flow.gained)} gained, ${style.count(flow.returned)} returned${kept === undefined ? "" : `; retention ${style.share(kept.estimate)} (${style.share(kept.lower)} to ${style.share(kept.upper)})`}`,
    );
  }
  line(
    cohort === undefined
      ? "cohort: none is observed for two quarters"
      : `oldest cohort: of ${style.counted(cohort.customers, "customer")} ${style.count(cohort.active)} are active ${style.counted(cohort.quarters, "quarter")} later`,
  );
  line(
    survival === undefined
      ? "survival: no customer with a purchase"
      : `survival: ${style.count(survival.lost)} of ${style.counted(survival.customers, "customer")} silent for a year; ${survival.medianDays === undefined ? "less than half are lost" : `half are lost after ${style.counted(survival.medianDays, "day")}`}`,
  );
  line(
    cycle === undefined
      ? "repurchase cycle: nobody bought twice"
      : `repurchase cycle: ${style.expected(cycle.medianGapDays)} days in the middle; ${style.count(cycle.late)} of ${style.count(cycle.repeaters)} are later than twice their own`,
  );
  line(
    loyalty.retentionSensitivity === undefined
      ? "profit by retention: no profit, or no retention, is known"
      : `profit by retention: ${loyalty.retentionSensitivity} (cost of winning not known, taken for nothing)`,
  );
  line(
    satisfaction === undefined
      ? "satisfaction: no overall answer is on file"
      : `satisfied ${style.count(satisfaction.satisfied)}, of them ${style.count(satisfaction.switchers)} gone for a year; dissatisfied ${style.count(satisfaction.dissatisfied)}`,
  );
  if (worstGap !== undefined)
    line(
      `largest gap to what was expected: ${printable(worstGap.element)}, ${style.share(worstGap.gap)} of the scale (${style.counted(worstGap.answers, "answer")})`,
    );
  line(
    loyalty.satisfactionSensitivity === undefined
      ? "value by satisfaction: fewer than ten customers with an overall answer that differ"
      : `value by satisfaction: ${loyalty.satisfactionSensitivity}`,
  );
  line(
    wallet === undefined
      ? "share of wallet: no estimate is on file"
      : `share of wallet: ${style.share(wallet.meanShare)} in the mean of ${style.counted(wallet.customers, "customer")}`,
  );
  line(
    `bonds and benefits in force: ${style.counted(loyalty.bound, "customer")}; winning a customer costs ${loyalty.acquisitionRatio === undefined ? "an amount that is not on file" : `${style.expected(loyalty.acquisitionRatio)} times what keeping one does`}`,
  );
}

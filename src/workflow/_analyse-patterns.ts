import { addDays, type PlainDate, trailingPeriods } from "../calendar/index.ts";
import type { Complaint, Insight } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { findComplaintInsights, findPatternInsights } from "../trend/index.ts";

/** A year, and the month before it, which opens the rate of those who begin in it. */
const MONTHS = 13;

/** The fewest months from which a pattern is told: six, and the one that opens. */
const FEWEST = 7;

/** How many days before the day complaints are charted. */
const COMPLAINT_DAYS = 90;

/** Tells how purchases have gone over the last months, against what everybody's have done; nothing of a log too short. */
export function patternInsights(log: OrderLog, asOf: PlainDate): readonly Insight[] {
  if (log.size === 0) return [];
  const periods = trailingPeriods(asOf, { months: 1, count: MONTHS }).filter(
    ({ from }) => from >= log.window.from,
  );
  if (periods.length < FEWEST) return [];
  return findPatternInsights(log, { periods, peers: "all" });
}

/** Tells of days of the last week with more complaints about a product than its control chart allows. */
export function complaintInsights(
  complaints: Iterable<Complaint>,
  { asOf, zone }: { readonly asOf: PlainDate; readonly zone: string },
): readonly Insight[] {
  return findComplaintInsights(complaints, { asOf, zone, from: addDays(asOf, -COMPLAINT_DAYS) });
}

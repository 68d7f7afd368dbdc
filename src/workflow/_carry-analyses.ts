import type { PlainDate } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import type { DailyAnalyses } from "./daily-analyses.ts";

/** Analyses of an earlier day, as far as they still hold. */
export interface CarriedAnalyses extends DailyAnalyses {
  /** The customers who have ordered since: of them nothing is said until they are analysed again. */
  readonly withheld: readonly string[];
}

/**
 * Carries analyses on. Orders are added and never changed, so a customer with as many lines as then has the lines of then;
 * who has more may no longer be silent, lapsed or about to run out, and whatever was concluded is withheld.
 *
 * @throws RangeError if they are of a later day or in another currency
 */
export function carryAnalyses(analyses: DailyAnalyses, log: OrderLog, asOf: PlainDate): CarriedAnalyses {
  if (analyses.asOf > asOf) {
    throw new RangeError(
      `Cannot run the day: analyses must be of ${asOf} or before, got those of ${analyses.asOf}`,
    );
  }
  if (analyses.currency !== log.currency) {
    throw new RangeError(`Cannot run the day: analyses must be in ${log.currency}, got ${analyses.currency}`);
  }
  const now = linesByCustomer(log);
  const withheld = log.customerIds.filter((id) => now.get(id) !== analyses.lines.get(id));
  const changed = new Set(withheld);
  return {
    ...analyses,
    insights:
      changed.size === 0
        ? analyses.insights
        : analyses.insights.filter(({ subjectId }) => !changed.has(subjectId)),
    withheld,
  };
}

/** How many lines each customer of a log has. */
export function linesByCustomer({ customers, customerIds }: OrderLog): ReadonlyMap<string, number> {
  const counts = new Uint32Array(customerIds.length);
  for (const code of customers) counts[code]!++;
  return new Map(customerIds.map((id, code) => [id, counts[code]!]));
}

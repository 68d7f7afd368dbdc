import { addDays, dayNumber } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { measureRfm, type RfmScores, scoreRfm } from "../rfm/index.ts";
import type { ComparedPeriods } from "./compared-periods.ts";

/** The scores of a customer on two days, both by the cuts of the first. */
export interface TwoScores {
  readonly customerId: string;
  readonly before: { readonly r: number; readonly f: number; readonly m: number };
  readonly after: { readonly r: number; readonly f: number; readonly m: number };
  /** The best score. */
  readonly groups: number;
}

/**
 * Scores every customer of the reference at its end, and at the end of the current period by the same cuts, frequency and monetary
 * looking back over as many days; so a change is the customer's own.
 */
export function rfmBeforeAfter(log: OrderLog, { reference, current }: ComparedPeriods): readonly TwoScores[] {
  const then = measureRfm(log, { asOf: reference.to, from: reference.from });
  if (then.size === 0) return [];
  const before = scoreRfm(then);
  const { cuts, groups } = before;
  const length = dayNumber(reference.to) - dayNumber(reference.from);
  const scored = (from?: `${number}-${number}-${number}`): RfmScores =>
    scoreRfm(measureRfm(log, { asOf: current.to, from }), { cuts });
  const ever = scored();
  const lately = scored(addDays(current.to, -length));
  return before.customerIds.map((customerId, i) => {
    const now = lately.get(customerId);
    return {
      customerId,
      before: { r: before.recency[i]!, f: before.frequency[i]!, m: before.monetary[i]! },
      // Who bought nothing lately has the least of both.
      after: { r: ever.get(customerId)!.recency, f: now?.frequency ?? 1, m: now?.monetary ?? 1 },
      groups,
    };
  });
}

export const scoreText = ({ r, f, m }: TwoScores["before"]): string => `R${r} F${f} M${m}`;

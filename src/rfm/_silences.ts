import { dateOfDay, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { quantileDiscrete } from "../stats/index.ts";

interface SilenceRule {
  readonly asOf: PlainDate;
  readonly share: number;
  readonly minimumGaps: number;
}

/** Customers whose present gap exceeds the stated quantile of their own gaps between buying days. */
export function findSilences(log: OrderLog, rule: SilenceRule): Insight[] {
  const today = dayNumber(rule.asOf);
  const insights: Insight[] = [];
  for (let from = 0, to = 0; from < log.size; from = to) {
    const customer = log.customers[from]!;
    while (to < log.size && log.customers[to] === customer) to++;
    const days = buyingDays(log, from, to, today);
    if (days.length <= rule.minimumGaps) continue;
    const gaps = days.slice(1).map((day, i) => day - days[i]!);
    const daysSilent = today - days[days.length - 1]!;
    const usual = quantileDiscrete(gaps, rule.share);
    if (daysSilent > usual) {
      const last = dateOfDay(days[days.length - 1]!);
      insights.push(silence(log.customerIds[customer]!, { gaps, daysSilent, usual, last, rule }));
    }
  }
  return insights;
}

/** The days with a purchase line before today; lines of one customer stand in order of days. */
function buyingDays(log: OrderLog, from: number, to: number, today: number): number[] {
  const days: number[] = [];
  for (let i = from; i < to && log.days[i]! < today; i++) {
    if (log.amounts[i]! > 0 && days[days.length - 1] !== log.days[i]!) days.push(log.days[i]!);
  }
  return days;
}

interface Silence {
  readonly gaps: readonly number[];
  readonly daysSilent: number;
  readonly usual: number;
  readonly last: PlainDate;
  readonly rule: SilenceRule;
}

function silence(customerId: string, found: Silence): Insight {
  const { gaps, daysSilent, usual, last, rule } = found;
  const { asOf, share } = rule;
  const payload: InsightPayload<"rfm.silent"> = { daysSilent, usualGapDays: usual, share, gaps: gaps.length };
  return Object.freeze({
    schemaVersion: 1,
    id: `rfm.silent:${customerId}:${asOf}`,
    kind: "rfm.silent",
    subjectId: customerId,
    asOf,
    strength: gaps.filter((gap) => gap < daysSilent).length / gaps.length,
    evidence: [
      { label: "days since the last purchase", value: daysSilent, asOf, source: "rfm" },
      {
        label: "gap that a stated share of the own gaps does not exceed, in days",
        value: usual,
        asOf,
        source: "rfm",
      },
      { label: "last purchase", value: last, asOf: last, source: "rfm" },
    ],
    payload: Object.freeze(payload),
  });
}

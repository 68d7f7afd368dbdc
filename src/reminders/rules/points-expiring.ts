import { addDays, daysBetween, type PlainDate } from "../../calendar/index.ts";
import { type ExpiringPoints, expiringPoints } from "../../ledger/index.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type Occurrence, type ReminderRule } from "../rule.ts";

/** Days before the expiry at which is reminded, and how pressing that is; each reminder lives until the next. */
const LEADS = [
  { lead: 30, strength: 0.6 },
  { lead: 7, strength: 0.8 },
  { lead: 1, strength: 1 },
] as const;
const LONGEST = LEADS[0].lead;

/** Reminds of points that are about to expire, by day of expiry and with what is left, not with what was earned. */
export const pointsExpiring: ReminderRule = defineRule({
  id: "points-expiring",
  version: 1,
  cell: "customer.recommend",
  purpose: "service",
  audience: "customer",
  priority: 80,
  catchUpDays: LONGEST,
  reads: ["points"],
  occurrences: ({ party, points = [] }, { today, to }) =>
    points.length === 0
      ? []
      : expiringPoints(points, { asOf: today, within: daysBetween(today, to) + LONGEST }).flatMap((day) =>
          remindersOf(day, inSentence(party.name), today),
        ),
});

function remindersOf(
  { expiresOn, points, lots }: ExpiringPoints,
  name: string,
  today: PlainDate,
): Occurrence[] {
  return LEADS.map(({ lead, strength }, i) => {
    const next = LEADS[i + 1]?.lead;
    return {
      anchor: `lots:${expiresOn}`,
      step: `-${lead}d`,
      due: addDays(expiresOn, -lead),
      expiresOn: next === undefined ? expiresOn : addDays(expiresOn, -next),
      strength,
      message: `${points} points of ${name} expire on ${expiresOn}.`,
      evidence: lots.map((lot) => ({
        label: `points left of those earned on ${lot.earnedOn}`,
        value: lot.left,
        asOf: today,
        source: `points-entry:${lot.entryId}`,
      })),
    };
  });
}

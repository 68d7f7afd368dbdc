import { INSIGHT_DAYS, latestInsight, quarterOf } from "../_insight.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

const KIND = "rfm.segment-changed";

/**
 * Tells the owner when a customer worth keeping fell to a lower RFM segment.
 *
 * The analysis says so anew each day while the shift is in its span, so the same shift is news once in 100 days.
 */
export const segmentShift: ReminderRule = defineRule({
  id: "segment-shift",
  version: 1,
  cell: "product.trend",
  purpose: "internal",
  audience: "owner",
  priority: 80,
  catchUpDays: INSIGHT_DAYS,
  cooldown: { days: 100, per: "anchor" },
  reads: [`insight:${KIND}`],
  occurrences: (dossier, window) => {
    const insight = latestInsight(dossier, KIND, window);
    if (insight?.payload.direction !== "down" || dossier.snapshot?.abc === "C") return [];
    const { from, to, since } = insight.payload;
    return [
      {
        anchor: `insight:${KIND}:${from}>${to}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        message: `${inSentence(dossier.party.name)} fell from ${from} to ${to} since ${since}: find out why.`,
        question: "Has anything about our products or service changed for you?",
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

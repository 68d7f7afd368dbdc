import { addDays } from "../../calendar/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

const KIND = "rfm.silent";

/** Tells the owner when a customer has been silent for longer than the customer's own habit explains. */
export const longSilence: ReminderRule = defineRule({
  id: "long-silence",
  version: 1,
  cell: "product.trend",
  purpose: "internal",
  audience: "owner",
  priority: 85,
  catchUpDays: INSIGHT_DAYS,
  reads: [`insight:${KIND}`],
  occurrences: (dossier, window) => {
    const insight = latestInsight(dossier, KIND, window);
    if (insight === undefined) return [];
    const { daysSilent, usualGapDays, share, gaps } = insight.payload;
    // The silence began with the last order, whatever day the analysis speaks of: one silence, one task.
    const since = addDays(insight.asOf, -daysSilent);
    const percent = Math.round(share * 1000) / 10;
    return [
      {
        anchor: `insight:${KIND}:${since}`,
        due: insight.asOf,
        message: `${inSentence(dossier.party.name)} has been silent for ${daysSilent} days, since ${since}: ${percent} % of ${gaps} earlier gaps were at most ${usualGapDays} days.`,
        question: "Is there anything we can do for you?",
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

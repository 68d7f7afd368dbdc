import { INSIGHT_DAYS, latestInsight, quarterOf } from "../_insight.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

const KIND = "value.narrow-range";

/** Proposes other categories to a customer who spends much in few of them, at most once a quarter. */
export const narrowRange: ReminderRule = defineRule({
  id: "narrow-range",
  version: 1,
  cell: "product.recommend",
  purpose: "promotional",
  audience: "customer",
  priority: 40,
  catchUpDays: INSIGHT_DAYS,
  cooldown: { days: 90, per: "rule" },
  reads: [`insight:${KIND}`],
  occurrences: (dossier, window) => {
    const insight = latestInsight(dossier, KIND, window);
    if (insight === undefined) return [];
    const { categories, amount, currency } = insight.payload;
    const few = `${categories} ${categories === 1 ? "category" : "categories"}`;
    return [
      {
        anchor: `insight:${KIND}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        message: `${inSentence(dossier.party.name)} bought for ${currency} ${amount} in ${few} only: propose a trial of another.`,
        question: "Which of our other products would interest you?",
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

import type { InsightPayload } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { inSentence } from "../_sentence.ts";
import { defineRule, type ReminderRule } from "../rule.ts";

const KIND = "migration.tier-moved";

/**
 * Tells the owner when a customer left a tier worth keeping or rose to the best.
 *
 * Periods that end today move on each day, so the same move is news once a year.
 */
export const tierMoved: ReminderRule = defineRule({
  id: "tier-moved",
  version: 1,
  cell: "customer.trend",
  purpose: "internal",
  audience: "owner",
  priority: 70,
  catchUpDays: INSIGHT_DAYS,
  cooldown: { days: 365, per: "anchor" },
  reads: [`insight:${KIND}`],
  occurrences: (dossier, window) => {
    const insight = latestInsight(dossier, KIND, window);
    if (insight === undefined || !isNews(insight.payload)) return [];
    const { from, to, direction, periodFrom, periodTo, probabilityDown } = insight.payload;
    const outlook =
      probabilityDown === undefined
        ? ""
        : `; of the customers in ${to}, ${Math.round(probabilityDown * 100)} % move down within a period`;
    return [
      {
        anchor: `insight:${KIND}:${from}>${to}`,
        step: insight.asOf.slice(0, 4),
        due: insight.asOf,
        message: `${inSentence(dossier.party.name)} moved ${direction} from ${from} to ${to} between ${periodFrom} and ${periodTo}${outlook}.`,
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** A class-C customer who slips is no news, nor is every small rise. */
function isNews({ from, to, direction }: InsightPayload<typeof KIND>): boolean {
  return direction === "down" ? from !== "C" : to === "A";
}

import { lifecycleOn } from "../../model/index.ts";
import { INSIGHT_DAYS, latestInsight } from "../_insight.ts";
import { around, classEvidence, classOf, evidence, periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

/** Some time after a customer was lost, has the owner say what has changed since. */
export const winBack = /* @__PURE__ */ builtIn({
  id: "win-back",
  catalogue: "CR16",
  cell: "customer.recommend",
  goal: "win-back",
  lever: "sales",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 57,
  catchUpDays: 60,
  reads: ["lifecycle"],
  options: {
    afterDays: [90, 180, 360] as readonly number[],
    classes: ["A", "B", "unknown"] as readonly string[],
  },
  choices: { classes: ["A", "B", "C", "unknown"] },
  timing: (o) =>
    `${o.afterDays.join(", ")} days after a customer was lost (class ${o.classes.join(", ")}), until won back`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, lifecycle } = dossier;
    const stage = lifecycleOn(lifecycle, window.today);
    if (stage?.stage !== "lost" || !o.classes.includes(classOf(dossier, window) ?? "unknown")) return [];
    const { id, on, reason, competitorId } = stage;
    return around(
      `lost:${id}`,
      on,
      [...o.afterDays].sort((a, b) => a - b),
      window,
      (days) => ({
        ...say(party, { on, days, reason: reason ?? "", to: competitorId ?? "" }),
        evidence: [
          evidence("lost on", on, on, `lifecycle-change:${id}`),
          ...(reason === undefined
            ? []
            : [evidence("reason", reason.slice(0, 2000), on, `lifecycle-change:${id}`)]),
          ...classEvidence(dossier),
        ],
      }),
    );
  },
});

/** Stops promotion to customers who cost more than they bring, and says so to the owner: a negative rule. */
export const reduceContact = /* @__PURE__ */ builtIn({
  id: "reduce-contact",
  catalogue: "CR17",
  cell: "customer.recommend",
  goal: "let-go",
  lever: "marketing",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  priority: 33,
  catchUpDays: 90,
  silence: { purposes: ["promotional"], days: 90 },
  reads: ["insight:value.drag"],
  options: { leastReasons: 1 },
  timing: (o) =>
    `an insight value.drag with ${o.leastReasons} reason${o.leastReasons === 1 ? "" : "s"} or more; no promotion for 90 days; the task once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "value.drag",
      window,
      ({ reasons }) => reasons.length >= o.leastReasons,
    );
    if (insight === undefined) return [];
    const { amount, currency, reasons } = insight.payload;
    return [
      {
        anchor: "insight:value.drag",
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { amount: `${currency} ${amount}`, reasons: reasons.join(", ") }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Tells which action would move a customer up, or keep it from moving down. */
export const influenceMove = /* @__PURE__ */ builtIn({
  id: "influence-move",
  catalogue: "CR18",
  cell: "customer.recommend",
  goal: "migrate-up",
  lever: "marketing",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  priority: 68,
  catchUpDays: INSIGHT_DAYS,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:migration.influenceable"],
  options: { leastGain: 0 },
  timing: (o) =>
    `an insight migration.influenceable whose lower bound is above ${o.leastGain}; an action once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "migration.influenceable",
      window,
      ({ lowerBound }) => lowerBound > o.leastGain,
    );
    if (insight === undefined) return [];
    const { state, action, gain, rank } = insight.payload;
    return [
      {
        anchor: `move:${state}:${action}`,
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { state, action, gain: Math.round(gain * 100) / 100, rank }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

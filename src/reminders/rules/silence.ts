import { addDays } from "../../calendar/index.ts";
import { latestInsight, quarterOf } from "../_insight.ts";
import { builtIn } from "../built-in-rule.ts";
import { finding, pText, short } from "./_finding.ts";

const product = { ...finding, cell: "product.trend" } as const;

/** Tells the owner when a customer has been silent for longer than the customer's own habit explains. */
export const longSilence = /* @__PURE__ */ builtIn({
  ...product,
  id: "long-silence",
  catalogue: "PT2",
  priority: 85,
  reads: ["insight:rfm.silent"],
  options: {},
  timing: () => "an insight rfm.silent; once a silence; silent where trend.overdue speaks of the customer",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "rfm.silent", window);
    if (insight === undefined || latestInsight(dossier, "trend.overdue", window) !== undefined) return [];
    const { daysSilent, usualGapDays, share, gaps } = insight.payload;
    // The silence began with the last order, whatever day the analysis speaks of: one silence, one task.
    const since = addDays(insight.asOf, -daysSilent);
    return [
      {
        anchor: `insight:rfm.silent:${since}`,
        due: insight.asOf,
        ...say(dossier.party, {
          days: daysSilent,
          since,
          percent: Math.round(share * 1000) / 10,
          gaps,
          usual: usualGapDays,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The same by the analysis that knows how rare the silence is for this customer. */
export const overdueOrder = /* @__PURE__ */ builtIn({
  ...product,
  id: "overdue-order",
  catalogue: "PT2",
  priority: 85,
  reads: ["insight:trend.overdue"],
  options: {},
  timing: () => "an insight trend.overdue; once a silence",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.overdue", window);
    if (insight === undefined) return [];
    const { daysSilent, usualGapDays, p } = insight.payload;
    return [
      {
        anchor: `insight:trend.overdue:${addDays(insight.asOf, -daysSilent)}`,
        due: insight.asOf,
        ...say(dossier.party, { days: daysSilent, usual: short(usualGapDays), p: pText(p) }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/**
 * Tells the owner when a customer worth keeping fell to a lower RFM segment.
 *
 * The analysis says so anew each day while the shift is in its span, so the same shift is news once in 100 days.
 */
export const segmentShift = /* @__PURE__ */ builtIn({
  ...product,
  id: "segment-shift",
  catalogue: "PT3",
  priority: 80,
  cooldown: { days: 100, per: "anchor" },
  reads: ["insight:rfm.segment-changed"],
  options: {},
  timing: () => "an insight rfm.segment-changed, downward, not class C; the same shift once in 100 days",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "rfm.segment-changed", window);
    if (insight?.payload.direction !== "down" || dossier.snapshot?.abc === "C") return [];
    const { from, to, since } = insight.payload;
    return [
      {
        anchor: `insight:rfm.segment-changed:${from}>${to}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { from, to, since }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Recency, frequency and monetary together have moved significantly for a customer worth keeping. */
export const rfmShift = /* @__PURE__ */ builtIn({
  ...product,
  id: "rfm-shift",
  catalogue: "PT3",
  priority: 78,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:trend.rfm-shifted"],
  options: { directions: ["down"] as readonly string[] },
  choices: { directions: ["down", "up", "sideways"] },
  timing: (o) =>
    `an insight trend.rfm-shifted (${o.directions.join(", ")}), not class C; the same shift once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    if (dossier.snapshot?.abc === "C") return [];
    const insight = latestInsight(dossier, "trend.rfm-shifted", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { before, after, since, p, components, direction } = insight.payload;
    return [
      {
        anchor: `insight:trend.rfm-shifted:${direction}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { parts: components.join(", "), before, after, since, p: pText(p) }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** A frequent buyer turns silent or slow. */
export const fadingBuyer = /* @__PURE__ */ builtIn({
  ...product,
  id: "fading-buyer",
  catalogue: "PT4",
  priority: 83,
  cooldown: { days: 80, per: "rule" },
  reads: ["insight:trend.frequent-buyer-fading"],
  options: { leastFrequency: 4 },
  timing: (o) =>
    `an insight trend.frequent-buyer-fading with a frequency score of ${o.leastFrequency} or more; once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "trend.frequent-buyer-fading",
      window,
      ({ frequencyScore }) => frequencyScore >= o.leastFrequency,
    );
    if (insight === undefined) return [];
    const { daysSilent, frequencyScore, recencyScoreBefore, recencyScore } = insight.payload;
    return [
      {
        anchor: "insight:trend.frequent-buyer-fading",
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, {
          days: daysSilent,
          frequency: frequencyScore,
          recencyBefore: recencyScoreBefore,
          recency: recencyScore,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

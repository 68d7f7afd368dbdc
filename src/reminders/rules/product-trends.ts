import { addDays } from "../../calendar/index.ts";
import { INSIGHT_DAYS, latestInsight, quarterOf } from "../_insight.ts";
import { periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

/** What the rules of trend share: they tell the owner what an analysis has found. */
export const finding = {
  goal: "retain",
  lever: "sales",
  trigger: "insight",
  purpose: "internal",
  audience: "owner",
  catchUpDays: INSIGHT_DAYS,
} as const;

const product = { ...finding, cell: "product.trend" } as const;

/** A probability as people read it. */
export const pText = (p: number): string => (p < 0.001 ? "< 0.001" : String(Math.round(p * 1000) / 1000));

/** A number with two decimals at most. */
export const short = (value: number): number => Math.round(value * 100) / 100;

/** The number of orders a week or month has changed significantly. */
export const orderRate = /* @__PURE__ */ builtIn({
  ...product,
  id: "order-rate",
  catalogue: "PT1",
  priority: 76,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.rate-changed"],
  options: { directions: ["down", "up"] as readonly string[] },
  choices: { directions: ["down", "up", "sideways"] },
  timing: (o) => `an insight trend.rate-changed (${o.directions.join(", ")}); the same change once a month`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "trend.rate-changed", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { before, after, unit, since, p, direction } = insight.payload;
    return [
      {
        anchor: `insight:trend.rate-changed:${direction}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, { before: short(before), after: short(after), unit, since, p: pText(p) }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The usual amount of an order has changed significantly. */
export const orderAmount = /* @__PURE__ */ builtIn({
  ...product,
  id: "order-amount",
  catalogue: "PT1",
  priority: 74,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.amount-changed"],
  options: { directions: ["down", "up"] as readonly string[] },
  choices: { directions: ["down", "up", "sideways"] },
  timing: (o) => `an insight trend.amount-changed (${o.directions.join(", ")}); the same change once a month`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "trend.amount-changed", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { before, after, currency, since, p, direction } = insight.payload;
    return [
      {
        anchor: `insight:trend.amount-changed:${direction}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, {
          before: `${currency} ${before}`,
          after: `${currency} ${after}`,
          since,
          p: pText(p),
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

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

/** Purchases grow, decline, fluctuate or wear out. */
export const purchasePattern = /* @__PURE__ */ builtIn({
  ...product,
  id: "purchase-pattern",
  catalogue: "PT5",
  priority: 56,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.pattern"],
  options: { patterns: ["declining", "wearing-out", "volatile", "growing"] as readonly string[] },
  choices: { patterns: ["growing", "declining", "volatile", "wearing-out"] },
  timing: (o) => `an insight trend.pattern (${o.patterns.join(", ")}); the same pattern once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "trend.pattern", window, ({ pattern }) =>
      o.patterns.includes(pattern),
    );
    if (insight === undefined) return [];
    const { pattern, periods, since } = insight.payload;
    return [
      {
        anchor: `insight:trend.pattern:${pattern}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { pattern, periods, since }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** What the customer buys has changed from one category to another. */
export const rangeShift = /* @__PURE__ */ builtIn({
  ...product,
  id: "range-shift",
  catalogue: "PT1",
  priority: 54,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.mix-changed"],
  options: {},
  timing: () => "an insight trend.mix-changed of category; the same change once a month",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(
      dossier,
      "trend.mix-changed",
      window,
      (payload) => payload.of === "category",
    );
    if (insight === undefined) return [];
    const first = insight.payload.moved[0]!;
    return [
      {
        anchor: `insight:trend.mix-changed:category:${first.value}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, mixParams(first, insight.payload.since)),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The share that moved most, in whole per cent. */
export const mixParams = (
  { value, before, after }: { readonly value: string; readonly before: number; readonly after: number },
  since: string,
) => ({ value, before: Math.round(before * 100), after: Math.round(after * 100), since });

/** The customer answers campaigns of a kind otherwise than is usual. */
export const campaignResponse = /* @__PURE__ */ builtIn({
  ...product,
  id: "campaign-response",
  catalogue: "PT6",
  lever: "marketing",
  priority: 36,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:campaign.response-pattern"],
  options: { leastTouches: 5 },
  timing: (o) =>
    `an insight campaign.response-pattern on ${o.leastTouches} contacts or more; the same pattern once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "campaign.response-pattern",
      window,
      ({ touches }) => touches >= o.leastTouches,
    );
    if (insight === undefined) return [];
    const { campaigns, direction, touches, rate, usualRate } = insight.payload;
    return [
      {
        anchor: `insight:campaign.response-pattern:${campaigns}:${direction}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, {
          campaigns,
          touches,
          percent: Math.round(rate * 100),
          usual: Math.round(usualRate * 100),
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** More complaints of a kind than the limits of control allow: find the cause. */
export const complaintAlert = /* @__PURE__ */ builtIn({
  ...product,
  id: "complaint-alert",
  catalogue: "PT7",
  lever: "service",
  priority: 93,
  reads: ["insight:trend.complaints-out-of-control"],
  options: {},
  timing: () => "an insight trend.complaints-out-of-control; once a day and subject",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.complaints-out-of-control", window);
    if (insight === undefined) return [];
    const { about, on, count, centre, upperLimit } = insight.payload;
    return [
      {
        anchor: `complaints:${about}:${on}`,
        due: insight.asOf,
        ...say(dossier.party, { about, on, count, centre: short(centre), limit: short(upperLimit) }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

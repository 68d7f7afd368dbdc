import { latestInsight, quarterOf } from "../_insight.ts";
import { periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import { finding, mixParams, pText, short } from "./_finding.ts";

const product = { ...finding, cell: "product.trend" } as const;

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

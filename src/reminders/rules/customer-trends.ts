import type { InsightPayload } from "../../model/index.ts";
import { latestInsight, quarterOf } from "../_insight.ts";
import { periodOf } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import { finding, short } from "./_finding.ts";

const customer = { ...finding, cell: "customer.trend" } as const;

/** What the customer is worth has changed significantly. */
export const valueChange = /* @__PURE__ */ builtIn({
  ...customer,
  id: "value-change",
  catalogue: "CT5",
  priority: 72,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.value-changed"],
  options: { directions: ["down", "up"] as readonly string[] },
  choices: { directions: ["down", "up", "sideways"] },
  timing: (o) => `an insight trend.value-changed (${o.directions.join(", ")}); the same change once a month`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "trend.value-changed", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { measure, before, after, since, direction, currency } = insight.payload;
    const money = (value: string): string => (currency === undefined ? value : `${currency} ${value}`);
    return [
      {
        anchor: `insight:trend.value-changed:${measure}:${direction}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, { measure, before: money(before), after: money(after), since }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The customer moved to another class A, B or C. */
export const classChange = /* @__PURE__ */ builtIn({
  ...customer,
  id: "class-change",
  catalogue: "CT5",
  priority: 66,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:value.class-changed"],
  options: { directions: ["down", "up"] as readonly string[] },
  choices: { directions: ["down", "up"] },
  timing: (o) => `an insight value.class-changed (${o.directions.join(", ")}); the same move once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "value.class-changed", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { from, to, amount, currency } = insight.payload;
    return [
      {
        anchor: `insight:value.class-changed:${from}>${to}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { from, to, amount: `${currency} ${amount}` }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/**
 * Tells the owner when a customer moved to another value tier: down unless from the lowest class, or up to the best.
 *
 * Periods that end today move on each day, so the same move is news once a year.
 */
export const tierMoved = /* @__PURE__ */ builtIn({
  ...customer,
  id: "tier-moved",
  catalogue: "CT6",
  priority: 70,
  cooldown: { days: 365, per: "anchor" },
  reads: ["insight:migration.tier-moved"],
  options: {},
  timing: () => "an insight migration.tier-moved: down unless from C, or up to A; the same move once a year",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "migration.tier-moved", window);
    if (insight === undefined || !isNews(insight.payload)) return [];
    const { from, to, direction, periodFrom, periodTo, probabilityDown } = insight.payload;
    return [
      {
        anchor: `insight:migration.tier-moved:${from}>${to}`,
        step: insight.asOf.slice(0, 4),
        due: insight.asOf,
        ...say(dossier.party, {
          from,
          to,
          direction,
          periodFrom,
          periodTo,
          // Below the lowest state there is none: that nobody falls further says nothing.
          down: (probabilityDown ?? 0) === 0 ? "" : Math.round(probabilityDown! * 100),
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** A class-C customer who slips is no news, nor is every small rise. */
function isNews({ from, to, direction }: InsightPayload<"migration.tier-moved">): boolean {
  return direction === "down" ? from !== "C" : to === "A";
}

/** The customer is likely to move to another tier in the coming period. */
export const movePredicted = /* @__PURE__ */ builtIn({
  ...customer,
  id: "move-predicted",
  catalogue: "CT6",
  goal: "migrate-up",
  priority: 64,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:migration.move-predicted"],
  options: { leastShare: 0.3, directions: ["down"] as readonly string[] },
  choices: { directions: ["down", "up"] },
  timing: (o) =>
    `an insight migration.move-predicted (${o.directions.join(", ")}) with a probability of ${Math.round(o.leastShare * 100)} % or more; the same once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "migration.move-predicted",
      window,
      ({ direction, probability }) => o.directions.includes(direction) && probability >= o.leastShare,
    );
    if (insight === undefined) return [];
    const { state, direction, probability, periodTo } = insight.payload;
    return [
      {
        anchor: `insight:migration.move-predicted:${state}:${direction}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { state, direction, percent: Math.round(probability * 100), on: periodTo }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** Over which channel and when the customer answers best. */
export const channelHabit = /* @__PURE__ */ builtIn({
  ...customer,
  id: "channel-habit",
  catalogue: "CT7",
  lever: "marketing",
  priority: 32,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:campaign.channel-habit"],
  options: { leastContacts: 5 },
  timing: (o) =>
    `an insight campaign.channel-habit on ${o.leastContacts} contacts or more; the same habit once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "campaign.channel-habit",
      window,
      ({ contacts }) => contacts >= o.leastContacts,
    );
    if (insight === undefined) return [];
    const { channel, time, rate, usualRate } = insight.payload;
    return [
      {
        anchor: `insight:campaign.channel-habit:${channel}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, {
          channel,
          time: time ?? "",
          percent: Math.round(rate * 100),
          usual: Math.round(usualRate * 100),
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The customer is contacted more, or less, than it answers to. */
export const contactPressure = /* @__PURE__ */ builtIn({
  ...customer,
  id: "contact-pressure",
  catalogue: "CT8",
  lever: "marketing",
  priority: 34,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:campaign.contact-pressure"],
  options: { classes: ["saturated", "undersaturated"] as readonly string[] },
  choices: { classes: ["saturated", "on-target", "undersaturated"] },
  timing: (o) => `an insight campaign.contact-pressure (${o.classes.join(", ")}); the same once a month`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "campaign.contact-pressure", window, (payload) =>
      o.classes.includes(payload.class),
    );
    if (insight === undefined) return [];
    const { touches, responses, days, class: pressure } = insight.payload;
    return [
      {
        anchor: `insight:campaign.contact-pressure:${pressure}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, { touches, responses, days, class: pressure }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** The customer is kept less well, or for less of what it spends, than before. */
export const retentionDrift = /* @__PURE__ */ builtIn({
  ...customer,
  id: "retention-drift",
  catalogue: "CT10",
  priority: 62,
  cooldown: { days: 80, per: "anchor" },
  reads: ["insight:loyalty.retention-drift"],
  options: { directions: ["down"] as readonly string[] },
  choices: { directions: ["down", "up"] },
  timing: (o) => `an insight loyalty.retention-drift (${o.directions.join(", ")}); the same once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(dossier, "loyalty.retention-drift", window, ({ direction }) =>
      o.directions.includes(direction),
    );
    if (insight === undefined) return [];
    const { measure, before, after, periodFrom, periodTo } = insight.payload;
    return [
      {
        anchor: `insight:loyalty.retention-drift:${measure}`,
        step: quarterOf(insight.asOf),
        due: insight.asOf,
        ...say(dossier.party, { measure, before: short(before), after: short(after), periodFrom, periodTo }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

import { addDays } from "../../calendar/index.ts";
import type { InsightPayload } from "../../model/index.ts";
import { latestInsight, quarterOf } from "../_insight.ts";
import { evidence, periodOf, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { MessageKey } from "../messages/english.ts";
import { finding, mixParams, short } from "./product-trends.ts";

const customer = { ...finding, cell: "customer.trend" } as const;

type Mix = InsightPayload<"trend.mix-changed">["of"];

/** Where and when a customer buys: the same insight, of other dimensions. */
const mixShift = <K extends Extract<MessageKey, "place-shift" | "time-shift">>(
  id: K,
  catalogue: string,
  of: readonly Mix[],
) =>
  builtIn({
    ...customer,
    id,
    catalogue,
    priority: 39,
    cooldown: { days: 28, per: "anchor" },
    reads: ["insight:trend.mix-changed"],
    options: { of: of as readonly string[] },
    choices: { of },
    timing: (o) => `an insight trend.mix-changed of ${o.of.join(" or ")}; the same change once a month`,
    occurrences: (dossier, window, { o, say }) => {
      const insight = latestInsight(dossier, "trend.mix-changed", window, (payload) =>
        o.of.includes(payload.of),
      );
      if (insight === undefined) return [];
      const first = insight.payload.moved[0]!;
      const params = { of: insight.payload.of, ...mixParams(first, insight.payload.since) };
      return [
        {
          anchor: `insight:trend.mix-changed:${insight.payload.of}:${first.value}`,
          step: periodOf(insight.asOf, "month"),
          due: insight.asOf,
          ...(say as (who: typeof dossier.party, values: typeof params) => ReturnType<typeof say>)(
            dossier.party,
            params,
          ),
          evidence: insight.evidence,
          strength: insight.strength,
        },
      ];
    },
  });

/** Where, or by which channel, the customer buys has changed. */
export const placeShift = /* @__PURE__ */ mixShift("place-shift", "CT1", ["place", "channel"]);
/** At which time or on which days the customer buys has changed. */
export const timeShift = /* @__PURE__ */ mixShift("time-shift", "CT2", ["time-of-day", "weekday"]);

/** What the customer asks about has changed. */
export const enquiryShift = /* @__PURE__ */ builtIn({
  ...customer,
  id: "enquiry-shift",
  catalogue: "CT3",
  lever: "service",
  priority: 44,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.mix-changed"],
  options: {},
  timing: () => "an insight trend.mix-changed of enquiry; the same change once a month",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.mix-changed", window, ({ of }) => of === "enquiry");
    if (insight === undefined) return [];
    const first = insight.payload.moved[0]!;
    return [
      {
        anchor: `insight:trend.mix-changed:enquiry:${first.value}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, mixParams(first, insight.payload.since)),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** What the customer looks at has changed, and so does what to recommend. */
export const interestShift = /* @__PURE__ */ builtIn({
  ...customer,
  id: "interest-shift",
  catalogue: "CT4",
  goal: "grow",
  lever: "marketing",
  priority: 48,
  cooldown: { days: 28, per: "anchor" },
  reads: ["insight:trend.interest-shifted"],
  options: {},
  timing: () => "an insight trend.interest-shifted; the same shift once a month",
  occurrences: (dossier, window, { say }) => {
    const insight = latestInsight(dossier, "trend.interest-shifted", window);
    if (insight === undefined) return [];
    const { from, to, shareBefore, shareAfter, since } = insight.payload;
    return [
      {
        anchor: `insight:trend.interest-shifted:${from}>${to}`,
        step: periodOf(insight.asOf, "month"),
        due: insight.asOf,
        ...say(dossier.party, {
          from,
          to,
          before: Math.round(shareBefore * 100),
          after: Math.round(shareAfter * 100),
          since,
        }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

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
          down: probabilityDown === undefined ? "" : Math.round(probabilityDown * 100),
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

/** In January and July, goes through the best customers anew. */
export const yearlyGold = /* @__PURE__ */ builtIn({
  ...customer,
  id: "yearly-gold",
  catalogue: "CT9",
  trigger: "period",
  priority: 58,
  catchUpDays: 60,
  reads: ["insight:value.gold"],
  options: { withinDays: 31 },
  timing: (o) =>
    `the first day of each half-year, for customers among the best (value.gold at most ${o.withinDays} days before or after)`,
  occurrences: (dossier, window, { o, say }) => {
    const gold = latestInsight(dossier, "value.gold", window);
    if (gold === undefined) return [];
    return periodsDue("half", window).flatMap(({ id, from }) =>
      gold.asOf < addDays(from, -o.withinDays)
        ? []
        : {
            anchor: `gold:${id}`,
            due: from,
            ...say(dossier.party, { amount: `${gold.payload.currency} ${gold.payload.amount}`, half: id }),
            evidence: gold.evidence,
          },
    );
  },
});

/** In January and July, goes through those who hold the company back. */
export const yearlyDrag = /* @__PURE__ */ builtIn({
  ...customer,
  id: "yearly-drag",
  catalogue: "CT9",
  goal: "let-go",
  trigger: "period",
  priority: 25,
  catchUpDays: 60,
  reads: ["insight:value.drag"],
  options: { withinDays: 31 },
  timing: (o) =>
    `the first day of each half-year, for customers among the least valuable (value.drag at most ${o.withinDays} days before or after)`,
  occurrences: (dossier, window, { o, say }) => {
    const drag = latestInsight(dossier, "value.drag", window);
    if (drag === undefined) return [];
    const { amount, currency, reasons } = drag.payload;
    return periodsDue("half", window).flatMap(({ id, from }) =>
      drag.asOf < addDays(from, -o.withinDays)
        ? []
        : {
            anchor: `drag:${id}`,
            due: from,
            ...say(dossier.party, { amount: `${currency} ${amount}`, reasons: reasons.join(", "), half: id }),
            evidence: drag.evidence,
          },
    );
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

/** What is known of how somebody lives. */
const LIFE = /^(likes|habits|lifestyle|interest|need|travel|family|goals|plan)\./;

/** Each half-year, has the owner go through what is known of the life, tastes and needs of a customer that matters. */
export const lifestyleReview = /* @__PURE__ */ builtIn({
  ...customer,
  id: "lifestyle-review",
  catalogue: "CT11",
  lever: "service",
  trigger: "period",
  priority: 16,
  catchUpDays: 90,
  reads: ["owner", "fact:*"],
  options: { leastFacts: 1 },
  timing: (o) =>
    `the first day of each half-year, with ${o.leastFacts} or more facts on tastes, habits, interests and needs; parties with an owner`,
  occurrences: (dossier, window, { o, say }) => {
    const { party, known } = dossier;
    if (known === undefined || party.ownerId === undefined) return [];
    return periodsDue("half", window).flatMap(({ id, from }) => {
      const facts = known.known.filter(({ attribute }) => LIFE.test(attribute));
      const oldest = [...facts].sort((a, b) => a.freshness - b.freshness || (a.fact.id < b.fact.id ? -1 : 1));
      const first = oldest[0];
      if (first === undefined || facts.length < o.leastFacts) return [];
      return {
        anchor: `life:${id}`,
        due: from,
        ...say(party, { half: id, count: facts.length, first: first.attribute }),
        evidence: oldest
          .slice(0, 5)
          .map(({ attribute, fact, freshness }) =>
            evidence(attribute, `worth ${Math.round(freshness * 100)} %`, window.today, `fact:${fact.id}`),
          ),
      };
    });
  },
});

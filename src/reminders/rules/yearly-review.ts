import { addDays } from "../../calendar/index.ts";
import { latestInsight } from "../_insight.ts";
import { evidence, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import { finding } from "./_finding.ts";

const customer = { ...finding, cell: "customer.trend" } as const;

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

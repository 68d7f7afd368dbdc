import { addDays, daysBetween } from "../../calendar/index.ts";
import { latestInsight } from "../_insight.ts";
import { dayOf, evidence, once, periodsDue } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";

/** Once a year, asks the best customers for advice and invites them to the panel. */
export const askAdvice = /* @__PURE__ */ builtIn({
  id: "ask-advice",
  catalogue: "CC14",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "period",
  purpose: "internal",
  audience: "owner",
  priority: 37,
  catchUpDays: 60,
  reads: ["insight:value.gold"],
  options: { afterDays: 90 },
  timing: (o) => `${o.afterDays} days into each year, for the best customers (value.gold)`,
  occurrences: (dossier, window, { o, say }) => {
    const gold = latestInsight(dossier, "value.gold", window);
    if (gold === undefined) return [];
    return periodsDue("year", window, o.afterDays).flatMap(({ id, from }) =>
      gold.asOf < addDays(from, o.afterDays - 365)
        ? []
        : {
            anchor: `advice:${id}`,
            due: addDays(from, o.afterDays),
            ...say(dossier.party, { year: id }),
            evidence: gold.evidence,
          },
    );
  },
});

/** A month after a suggestion, has the owner tell what became of it. */
export const suggestionFollowUp = /* @__PURE__ */ builtIn({
  id: "suggestion-follow-up",
  catalogue: "CC14",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
  priority: 51,
  catchUpDays: 30,
  reads: ["feedback"],
  options: { delayDays: 30 },
  timing: (o) => `${o.delayDays} days after a suggestion or other feedback`,
  occurrences: ({ party, feedback }, window, { o, say }) =>
    feedback.flatMap(({ id, receivedAt, about, themes = [] }) => {
      const on = dayOf(receivedAt, window.zone);
      if (on > window.today) return [];
      return once(`feedback:${id}`, addDays(on, o.delayDays), window, () => ({
        ...say(party, { on, about: themes[0] ?? about }),
        evidence: [
          evidence("said on", on, on, `feedback:${id}`),
          evidence("days since", daysBetween(on, addDays(on, o.delayDays)), on, `feedback:${id}`),
        ],
      }));
    }),
});

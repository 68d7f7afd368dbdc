import { addDays } from "../../calendar/index.ts";
import type { ContactPoint } from "../../model/index.ts";
import { latestInsight } from "../_insight.ts";
import { around, evidence, holding, once, pastDayOf, periodOf } from "../_moments.ts";
import { isWithin } from "../_within.ts";
import { builtIn } from "../built-in-rule.ts";

const task = {
  catalogue: "P",
  trigger: "record",
  purpose: "internal",
  audience: "owner",
} as const;

const isBroken = ({ checkOutcome }: ContactPoint): boolean =>
  checkOutcome === "changed" || checkOutcome === "unreachable";

/** When an address or a number no longer works and no other of its kind is known, has the owner ask for it. */
export const addressRepair = /* @__PURE__ */ builtIn({
  ...task,
  id: "address-repair",
  cell: "customer.recommend",
  goal: "retain",
  lever: "service",
  priority: 62,
  catchUpDays: 60,
  reads: ["contactPoints"],
  options: { delayDays: 0 },
  timing: (o) =>
    `${o.delayDays === 0 ? "the day" : `${o.delayDays} days after the day`} on which the last address or number of its kind was found not to work`,
  occurrences: ({ party, contactPoints }, window, { o, say }) => {
    const points = holding(contactPoints, window);
    return points.flatMap((point) => {
      const { id, kind, checkedAt, checkOutcome } = point;
      const on = checkedAt === undefined || !isBroken(point) ? undefined : pastDayOf(checkedAt, window);
      if (on === undefined || points.some((one) => one.kind === kind && !isBroken(one))) return [];
      return once(`address:${id}:${on}`, addDays(on, o.delayDays), window, () => ({
        ...say(party, { kind, on }),
        evidence: [evidence(`state of ${kind}`, checkOutcome ?? "unreachable", on, `contact-point:${id}`)],
      }));
    });
  },
});

/** Stops promotion to customers who answer nothing, and has the owner ask once whether they still want to hear from us. */
export const sunset = /* @__PURE__ */ builtIn({
  ...task,
  id: "sunset",
  cell: "customer.recommend",
  goal: "let-go",
  lever: "marketing",
  trigger: "insight",
  priority: 31,
  catchUpDays: 90,
  silence: { purposes: ["promotional"], days: 90 },
  reads: ["insight:campaign.contact-pressure"],
  options: { leastTouches: 3, lookBackDays: 28 },
  timing: (o) =>
    `an insight campaign.contact-pressure (saturated) over ${o.lookBackDays} days or more with ${o.leastTouches} contacts or more and no answer; no promotion for 90 days; the task once a quarter`,
  occurrences: (dossier, window, { o, say }) => {
    const insight = latestInsight(
      dossier,
      "campaign.contact-pressure",
      window,
      // Three unanswered contacts are nothing where few are answered: the customer must answer less than is usual too.
      ({ class: pressure, touches, responses, days }) =>
        pressure === "saturated" && responses === 0 && touches >= o.leastTouches && days >= o.lookBackDays,
    );
    if (insight === undefined) return [];
    const { touches, days } = insight.payload;
    return [
      {
        anchor: "insight:campaign.contact-pressure:unanswered",
        step: periodOf(insight.asOf, "quarter"),
        due: insight.asOf,
        ...say(dossier.party, { touches, days }),
        evidence: insight.evidence,
        strength: insight.strength,
      },
    ];
  },
});

/** In the first weeks, has the owner see to what is still missing for the relationship to begin well. */
export const onboarding = /* @__PURE__ */ builtIn({
  ...task,
  id: "onboarding",
  cell: "customer.care",
  goal: "retain",
  lever: "service",
  priority: 34,
  catchUpDays: 30,
  reads: ["owner", "contactPoints", "preferences", "interactions"],
  options: { afterDays: [14, 30, 60] as readonly number[] },
  timing: (o) =>
    `${o.afterDays.join(", ")} days after the relationship began, while an address that works, a preferred channel or frequency, or a first talk is missing; parties with an owner`,
  occurrences: ({ party, contactPoints, preferences, interactions }, window, { o, say }) => {
    const { since, ownerId, id } = party;
    if (since === undefined || ownerId === undefined) return [];
    const days = [...o.afterDays].sort((a, b) => a - b);
    if (!days.some((after) => isWithin(addDays(since, after), window))) return [];
    const prefers = holding(preferences, window).some(
      ({ about }) => about === "channel" || about === "frequency",
    );
    const talked = interactions.some(
      ({ twoWay, occurredAt }) => twoWay && pastDayOf(occurredAt, window) !== undefined,
    );
    const reachable = holding(contactPoints, window).some((point) => !isBroken(point));
    const missing = [
      ...(reachable ? [] : ["address"]),
      ...(prefers ? [] : ["preferences"]),
      ...(talked ? [] : ["talk"]),
    ];
    if (missing.length === 0) return [];
    return around(`onboarding:${since}`, since, days, window, (offset) => ({
      ...say(party, { since, days: offset, missing: missing.join(", ") }),
      evidence: [
        evidence("customer since", since, since, `party:${id}`),
        evidence("still missing", missing.join(", "), window.today, `party:${id}`),
      ],
    }));
  },
});

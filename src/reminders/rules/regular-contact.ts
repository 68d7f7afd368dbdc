import { addDays, daysBetween, instantOf, type PlainDate, wallClockAt } from "../../calendar/index.ts";
import { compareCodePoints } from "../../ids/index.ts";
import type { Evidence, Interaction } from "../../model/index.ts";
import { classEvidence, evidence, once } from "../_moments.ts";
import { builtIn } from "../built-in-rule.ts";
import type { Dossier } from "../dossier.ts";
import type { Occurrence, RuleWindow } from "../rule.ts";

/** The longest silence between two talks with a customer of each class, in days. */
const INTERVALS = { A: 30, B: 60, C: 180, unknown: 60 } as const;

const intervalText = (days: typeof INTERVALS | Readonly<Record<string, number>>): string =>
  `A ${days["A" as never]}, B ${days["B" as never]}, C ${days["C" as never]}, class not known ${days["unknown" as never]}`;

/** Asks the owner to talk to a customer with whom nobody has talked for longer than the customer's class allows. */
export const regularContact = /* @__PURE__ */ builtIn({
  id: "regular-contact",
  catalogue: "CC8",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "interval",
  purpose: "internal",
  audience: "owner",
  priority: 50,
  catchUpDays: (o) => Math.max(...Object.values(o.intervalDays)),
  reads: ["interactions", "owner"],
  asksAlways: true,
  options: { intervalDays: INTERVALS as Readonly<Record<keyof typeof INTERVALS, number>> },
  timing: (o) =>
    `so many days after the last two-way contact, else after the start of the relationship: ${intervalText(o.intervalDays)}; each time until the next`,
  occurrences: (dossier, window, { o, say }) => {
    const { party } = dossier;
    const start = startOf(dossier, window);
    if (party.ownerId === undefined || start === undefined) return [];
    const days = o.intervalDays[dossier.snapshot?.abc ?? "unknown"];
    const facts = [start.evidence, ...classEvidence(dossier)];
    const found: Occurrence[] = [];
    if (days < 1) return found;
    const first = Math.max(1, Math.floor(daysBetween(start.on, window.from) / days));
    // Each occurrence lives until the next, so an old silence is caught up once.
    for (let k = first; addDays(start.on, k * days) < window.to; k++) {
      const due = addDays(start.on, k * days);
      found.push({
        anchor: `contact:${start.on}`,
        step: String(k),
        due,
        expiresOn: addDays(due, days),
        ...say(party, {
          on: start.on,
          days,
          class: dossier.snapshot?.abc ?? "",
          talked: start.talked ? "yes" : "no",
        }),
        evidence: facts,
      });
    }
    return found;
  },
});

/** Tells the owner that the next talk is wanted soon: at a share of the longest silence, and until that is reached. */
export const contactSoon = /* @__PURE__ */ builtIn({
  id: "contact-soon",
  catalogue: "CC8",
  cell: "customer.care",
  goal: "retain",
  lever: "sales",
  trigger: "interval",
  purpose: "internal",
  audience: "owner",
  priority: 18,
  catchUpDays: (o) => Math.max(...Object.values(o.intervalDays)),
  reads: ["interactions", "owner"],
  options: {
    intervalDays: INTERVALS as Readonly<Record<keyof typeof INTERVALS, number>>,
    softShare: 0.7,
    classes: ["A", "B"] as readonly string[],
  },
  choices: { classes: ["A", "B", "C", "unknown"] },
  timing: (o) =>
    `${Math.round(o.softShare * 100)} % of so many days after the last two-way contact, for class ${o.classes.join(" and ")}: ${intervalText(o.intervalDays)}; until the whole is reached`,
  occurrences: (dossier, window, { o, say }) => {
    const { party } = dossier;
    const start = startOf(dossier, window);
    const rank = dossier.snapshot?.abc ?? "unknown";
    if (party.ownerId === undefined || start?.talked !== true || !o.classes.includes(rank)) return [];
    const days = o.intervalDays[rank];
    const soft = Math.ceil(days * o.softShare);
    if (soft < 1 || soft >= days) return [];
    return once(`contact:${start.on}`, addDays(start.on, soft), window, () => ({
      expiresOn: addDays(start.on, days),
      ...say(party, { on: start.on, days, left: days - soft }),
      evidence: [start.evidence, ...classEvidence(dossier)],
    }));
  },
});

interface Start {
  readonly on: PlainDate;
  readonly talked: boolean;
  readonly evidence: Evidence;
}

const startOf = (dossier: Dossier, window: RuleWindow): Start | undefined =>
  lastTalk(dossier.interactions ?? [], window) ?? startOfRelationship(dossier);

/** The last two-way contact up to the day of the run, of those that fit. */
export function lastTalk(
  interactions: readonly Interaction[],
  { today, zone }: RuleWindow,
  fits: (interaction: Interaction) => boolean = () => true,
): Start | undefined {
  const end = instantOf(addDays(today, 1), "00:00", zone);
  let last: Interaction | undefined;
  let latest = Number.NEGATIVE_INFINITY;
  for (const interaction of interactions) {
    if (!interaction.twoWay || !fits(interaction)) continue;
    const at = Date.parse(interaction.occurredAt);
    if (at >= end || at < latest) continue;
    if (at > latest || last === undefined || compareCodePoints(interaction.id, last.id) < 0) {
      latest = at;
      last = interaction;
    }
  }
  if (last === undefined) return undefined;
  const on = wallClockAt(latest, zone).date;
  return {
    on,
    talked: true,
    evidence: evidence("last talk", `${on} by ${last.channel}`, on, `interaction:${last.id}`),
  };
}

function startOfRelationship({ party }: Dossier): Start | undefined {
  const { since: on, id } = party;
  if (on === undefined) return undefined;
  return { on, talked: false, evidence: evidence("customer since", on, on, `party:${id}`) };
}

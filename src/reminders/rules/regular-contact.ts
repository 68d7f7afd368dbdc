import { addDays, daysBetween, instantOf, type PlainDate, wallClockAt } from "../../calendar/index.ts";
import { compareCodePoints } from "../../ids/index.ts";
import type { Evidence, Interaction } from "../../model/index.ts";
import { inSentence } from "../_sentence.ts";
import type { Dossier } from "../dossier.ts";
import { defineRule, type Occurrence, type ReminderRule, type RuleWindow } from "../rule.ts";

/** The longest silence between two talks with a customer of each class, in days. */
const INTERVALS = { A: 30, B: 60, C: 180, unknown: 60 } as const;

/** Asks the owner to talk to a customer with whom nobody has talked for longer than the customer's class allows. */
export const regularContact: ReminderRule = defineRule({
  id: "regular-contact",
  version: 1,
  cell: "customer.care",
  purpose: "internal",
  audience: "owner",
  priority: 50,
  catchUpDays: INTERVALS.C,
  reads: ["interactions"],
  occurrences: (dossier, window) => (dossier.party.ownerId === undefined ? [] : contactsDue(dossier, window)),
});

function contactsDue(dossier: Dossier, window: RuleWindow): Occurrence[] {
  const { party, snapshot } = dossier;
  const start = lastTalk(dossier, window) ?? startOfRelationship(dossier);
  if (start === undefined) return [];
  const days = INTERVALS[snapshot?.abc ?? "unknown"];
  const rank = snapshot === undefined ? "class not known" : `class ${snapshot.abc}`;
  const evidence = [
    start.evidence,
    ...(snapshot === undefined
      ? []
      : [
          {
            label: "class by value",
            value: snapshot.abc,
            asOf: snapshot.asOf,
            source: `snapshot:${snapshot.id}`,
          },
        ]),
  ];
  const found: Occurrence[] = [];
  const first = Math.max(1, Math.floor(daysBetween(start.on, window.from) / days));
  // Each occurrence lives until the next, so an old silence is caught up once.
  for (let k = first; addDays(start.on, k * days) < window.to; k++) {
    const due = addDays(start.on, k * days);
    found.push({
      anchor: `contact:${start.on}`,
      step: String(k),
      due,
      expiresOn: addDays(due, days),
      message: `Talk to ${inSentence(party.name)}: ${start.words} ${start.on}, and ${days} days is the longest silence (${rank}).`,
      evidence,
    });
  }
  return found;
}

interface Start {
  readonly on: PlainDate;
  readonly words: string;
  readonly evidence: Evidence;
}

function lastTalk({ interactions = [] }: Dossier, { today, zone }: RuleWindow): Start | undefined {
  const end = instantOf(addDays(today, 1), "00:00", zone);
  let last: Interaction | undefined;
  let latest = Number.NEGATIVE_INFINITY;
  for (const interaction of interactions) {
    if (!interaction.twoWay) continue;
    const at = Date.parse(interaction.occurredAt);
    if (at >= end || at < latest) continue;
    if (at > latest || last === undefined || compareCodePoints(interaction.id, last.id) < 0) {
      latest = at;
      last = interaction;
    }
  }
  if (last === undefined) return undefined;
  const on = wallClockAt(latest, zone).date;
  const evidence = {
    label: "last talk",
    value: `${on} by ${last.channel}`,
    asOf: on,
    source: `interaction:${last.id}`,
  };
  return { on, words: "the last talk was on", evidence };
}

function startOfRelationship({ party }: Dossier): Start | undefined {
  const { since: on, id } = party;
  if (on === undefined) return undefined;
  const evidence = { label: "customer since", value: on, asOf: on, source: `party:${id}` };
  return { on, words: "no talk is known since", evidence };
}

import { type LifecycleStage, lifecycleOn } from "../model/index.ts";
import { areasOf } from "./_brief-facts.ts";
import { openComplaints, openOpportunities } from "./_brief-matters.ts";
import { closedInWords, nameOf } from "./_brief-people.ts";
import { deepFrozen } from "./_deep-frozen.ts";
import { readMoment } from "./_moment.ts";
import { ownKnowledge } from "./_own-knowledge.ts";
import type { BriefArea, BriefComplaint, BriefOpportunity } from "./contact-brief.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";
import { type AsOfOptions, factsAsOf } from "./facts-as-of.ts";
import { contactsUntil } from "./find-break-points.ts";
import { findOpenLoops, type PendingLoop } from "./find-open-loops.ts";

/** What an executive must know before meeting a customer, and what is asked of him. */
export interface ExecutiveBrief {
  /** The party. */
  readonly partyId: string;
  /** Its name. */
  readonly name: string;
  /** What was known at this moment. */
  readonly asOf: string;
  /** The stage of the customer's life. */
  readonly stage?: LifecycleStage | undefined;
  /** The relationship in numbers, in words: since when, how many contacts, how many complaints ever. */
  readonly history: readonly string[];
  /** What both mean to reach together this year. */
  readonly objectives: readonly string[];
  /** Complaints that are not settled, the gravest first. */
  readonly complaints: readonly BriefComplaint[];
  /** What we promised and are late with. */
  readonly overdue: readonly PendingLoop[];
  /** Possible sales that are open. */
  readonly opportunities: readonly BriefOpportunity[];
  /** What is known, as far as executives may see it. */
  readonly areas: readonly BriefArea[];
  /** Questions on which the account team asks for the executive's support, the gravest first. */
  readonly asks: readonly string[];
}

/**
 * Composes the executive's version of a brief: the relationship at a glance, what both mean to reach, what stands in
 * the way, and the questions on which support is asked, each drawn from the customer's history. Only attributes that
 * executives may see are shown.
 *
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { composeExecutiveBrief, indexFacts } from "clientele/knowledge";
 *
 * const party = { schemaVersion: 1, kind: "organisation", id: "acme", name: "Acme", since: "2019-03-01" } as const;
 * const complaint = {
 *   schemaVersion: 1,
 *   id: "c1",
 *   customerId: "acme",
 *   subject: "service",
 *   category: "late repair",
 *   severity: 4,
 *   receivedAt: "2026-05-02T09:00:00Z",
 *   channel: "phone",
 *   history: [{ state: "open" as const, at: "2026-05-02T09:00:00Z" }],
 * } as const;
 * const brief = composeExecutiveBrief(
 *   { party, facts: indexFacts([]), complaints: [{ ...complaint, history: [...complaint.history] }] },
 *   { asOf: "2026-06-01T00:00:00Z" },
 * );
 * brief.asks; // => ["Acme has waited 30 days on a complaint of severity 4 (late repair): will you call?"]
 * brief.history; // => ["customer since 2019-03-01", "no contact on record", "1 complaint on record, 1 open"]
 * ```
 */
export function composeExecutiveBrief(all: CustomerKnowledge, options: AsOfOptions): ExecutiveBrief {
  const moment = readMoment("compose an executive brief", options);
  const knowledge = ownKnowledge(all, moment);
  const { party, facts } = knowledge;
  const view = factsAsOf(facts, { subjectId: party.id, asOf: moment.asOf, validOn: moment.validOn });
  const contacts = contactsUntil(knowledge.interactions ?? [], moment.at);
  const complaints = openComplaints(knowledge, moment);
  const overdue = findOpenLoops(contacts, { asOf: moment.asOf }).filter(
    (loop) => loop.owedBy === "company" && loop.overdue,
  );
  const opportunities = openOpportunities(knowledge, moment);
  const change = lifecycleOn(knowledge.lifecycle ?? [], moment.validOn);
  const year = Number(moment.validOn.slice(0, 4));
  const plan = (knowledge.plans ?? []).find((each) => each.year === year && each.agreedOn <= moment.validOn);
  return deepFrozen({
    partyId: party.id,
    name: party.name,
    asOf: moment.asOf,
    ...(change === undefined ? {} : { stage: change.stage }),
    history: historyOf(
      knowledge,
      contacts.length,
      contacts[contacts.length - 1]?.occurredAt,
      complaints.length,
      moment.at,
    ),
    objectives: (plan?.objectives ?? []).map(({ text, target, dueOn }) =>
      [text, target, dueOn === undefined ? undefined : `by ${dueOn}`]
        .filter((part) => part !== undefined)
        .join(", "),
    ),
    complaints,
    overdue,
    opportunities,
    areas: areasOf(view, facts.attributes, "executive"),
    asks: [
      ...(party.closed === undefined || party.closed.on > moment.validOn ? [] : [closedInWords(party)!]),
      ...complaints
        .filter(({ severity }) => severity >= 3)
        .map(
          ({ days, severity, category }) =>
            `${party.name} has waited ${days} days on a complaint of severity ${severity} (${category}): will you call?`,
        ),
      ...overdue.map(
        ({ text, dueOn }) =>
          `We promised ${party.name} to ${text} by ${String(dueOn)}: what keeps us from it?`,
      ),
      ...(change?.stage === "lost"
        ? [
            `${party.name} was lost on ${change.on}${change.reason === undefined ? "" : ` (${change.reason})`}: will you ask them back?`,
          ]
        : []),
      ...absentSponsor(knowledge, moment.validOn, opportunities.length),
    ],
  });
}

function historyOf(
  { party, complaints = [] }: CustomerKnowledge,
  contacts: number,
  last: string | undefined,
  open: number,
  at: number,
): string[] {
  const ever = complaints.filter(({ receivedAt }) => Date.parse(receivedAt) <= at).length;
  return [
    ...(party.since === undefined ? [] : [`customer since ${party.since}`]),
    last === undefined
      ? "no contact on record"
      : `${contacts} ${contacts === 1 ? "contact" : "contacts"} on record, the last on ${last.slice(0, 10)}`,
    `${ever === 0 ? "no" : ever} ${ever === 1 ? "complaint" : "complaints"} on record, ${open} open`,
  ];
}

/** An account with a sale in hand and no executive who stands for it. */
function absentSponsor(knowledge: CustomerKnowledge, day: string, opportunities: number): string[] {
  const { party, assignments } = knowledge;
  if (assignments === undefined || opportunities === 0) return [];
  const holds = assignments.some(
    ({ customerId, role, validFrom, validTo }) =>
      customerId === party.id &&
      role === "executive-sponsor" &&
      (validFrom === undefined || validFrom <= day) &&
      (validTo === undefined || validTo > day),
  );
  return holds ? [] : [`${nameOf(party.id, knowledge)} has no executive sponsor: will you stand for it?`];
}

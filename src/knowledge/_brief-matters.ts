import { addDays, daysBetween, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { benefitStateOn, complaintStateAt, isValidOn, type Preference } from "../model/index.ts";
import { nameOf } from "./_brief-people.ts";
import { dayOfMoment, type Moment } from "./_moment.ts";
import type { BriefComplaint, BriefOpportunity, BriefProduct } from "./contact-brief.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/** Complaints that are not settled, the gravest first, then the oldest. */
export function openComplaints({ complaints = [] }: CustomerKnowledge, moment: Moment): BriefComplaint[] {
  const found: BriefComplaint[] = [];
  for (const { id, category, severity, text, receivedAt, history } of complaints) {
    const state = complaintStateAt({ history }, moment.asOf);
    if (state === undefined || state === "resolved" || state === "closed") continue;
    const days = daysBetween(dayOfMoment(Date.parse(receivedAt)), dayOfMoment(moment.at));
    found.push(
      Object.freeze({ id, category, severity, state, days, ...(text === undefined ? {} : { text }) }),
    );
  }
  return found.sort((a, b) => b.severity - a.severity || b.days - a.days || compareCodePoints(a.id, b.id));
}

/** Possible sales that are open on the day, what is due first first. */
export function openOpportunities(
  { opportunities = [] }: CustomerKnowledge,
  { validOn }: Moment,
): BriefOpportunity[] {
  return opportunities
    .filter(({ openedOn, closedOn }) => openedOn <= validOn && (closedOn === undefined || closedOn > validOn))
    .map(({ id, name, stage, problem, milestones = [], budget }) => {
      const [next] = milestones
        .filter(({ doneOn }) => doneOn === undefined || doneOn > validOn)
        .sort((a, b) => compareCodePoints(a.dueOn, b.dueOn));
      return Object.freeze({
        id,
        name,
        stage,
        ...(problem === undefined ? {} : { problem }),
        ...(next === undefined ? {} : { next: Object.freeze({ what: next.what, dueOn: next.dueOn }) }),
        ...(budget === undefined ? {} : { budget: `${budget.amount} ${budget.currency} (${budget.status})` }),
      });
    })
    .sort(
      (a, b) =>
        compareCodePoints(a.next?.dueOn ?? "9999", b.next?.dueOn ?? "9999") || compareCodePoints(a.id, b.id),
    );
}

/** What stands at the customer's on the day, ours first, and what is known of competitors' products. */
export function productsAt(knowledge: CustomerKnowledge, { validOn }: Moment): BriefProduct[] {
  const installed = (knowledge.installedProducts ?? [])
    .filter(
      ({ installedOn, removedOn }) =>
        installedOn <= validOn && (removedOn === undefined || removedOn > validOn),
    )
    .map(
      ({ id, productName, vendorId, reasonForUse, satisfaction, userIds, maintainerIds }): BriefProduct => ({
        id,
        name: productName,
        vendor: vendorId === undefined ? "own" : nameOf(vendorId, knowledge),
        ...(userIds === undefined ? {} : { users: userIds.map((who) => nameOf(who, knowledge)) }),
        ...(maintainerIds === undefined
          ? {}
          : { maintainers: maintainerIds.map((who) => nameOf(who, knowledge)) }),
        ...(reasonForUse === undefined ? {} : { reasonForUse }),
        ...(satisfaction === undefined ? {} : { satisfaction }),
      }),
    );
  const present = (knowledge.competitors ?? [])
    .filter((each) => isValidOn(each, validOn) && each.source.observedOn <= validOn)
    .flatMap(({ id, competitorId, products = [], satisfaction: overall }) =>
      products.map(
        ({ name, usage, satisfaction = overall }): BriefProduct => ({
          id,
          name,
          vendor: nameOf(competitorId, knowledge),
          ...(usage === undefined ? {} : { reasonForUse: usage }),
          ...(satisfaction === undefined ? {} : { satisfaction }),
        }),
      ),
    );
  return [...installed, ...present]
    .sort(
      (a, b) =>
        Number(b.vendor === "own") - Number(a.vendor === "own") ||
        compareCodePoints(a.id, b.id) ||
        compareCodePoints(a.name, b.name),
    )
    .map((product) => Object.freeze(product));
}

/** Benefits that can be used, and agreements whose notice or end is near, in words. */
export function entitlementsOf(
  { benefits = [], contracts = [] }: CustomerKnowledge,
  { validOn }: Moment,
  withinDays: number,
): string[] {
  const near = addDays(validOn, withinDays);
  const soon = (day: PlainDate | undefined): day is PlainDate =>
    day !== undefined && day >= validOn && day < near;
  const usable = benefits
    .filter((benefit) => benefitStateOn(benefit, validOn) === "usable")
    .map(({ what, expiresOn, quota }) => {
      const left = quota === undefined ? "" : `, ${quota.used} of ${quota.total} used`;
      return soon(expiresOn) ? `${what}${left}: gone on ${expiresOn}` : `${what}${left}`;
    });
  const ending = contracts.flatMap(({ name, startsOn, endsOn, noticeBy }) => {
    if (startsOn > validOn || (endsOn !== undefined && endsOn <= validOn)) return [];
    if (soon(noticeBy)) return [`${name}: notice until ${noticeBy}, ends on ${String(endsOn)}`];
    return soon(endsOn) ? [`${name}: ends on ${endsOn}`] : [];
  });
  return [...usable.sort(compareCodePoints), ...ending.sort(compareCodePoints)];
}

/** Preferences that hold on the day, refusals first, in words. */
export function preferencesInWords({ preferences = [] }: CustomerKnowledge, { validOn }: Moment): string[] {
  const order = { refuse: 0, prefer: 1, accept: 2 } as const;
  return preferences
    .filter((each) => isValidOn(each, validOn) && each.source.observedOn <= validOn)
    .sort((a, b) => order[a.stance] - order[b.stance] || compareCodePoints(a.id, b.id))
    .map((each) => `${each.stance}s ${subjectInWords(each)}`);
}

function subjectInWords(preference: Preference): string {
  switch (preference.about) {
    case "channel":
      return `to be reached by ${preference.channel}${preference.purpose === undefined ? "" : ` for ${preference.purpose}`}`;
    case "purchase-channel":
      return `to buy by ${preference.channel}`;
    case "payment":
      return `to pay by ${preference.method}`;
    case "frequency":
      return `at most ${preference.atMost} contacts in ${preference.perDays} days${preference.channel === undefined ? "" : ` by ${preference.channel}`}`;
    case "hours":
      return `to be reached from ${preference.from} to ${preference.to}`;
    case "product":
      return `to hear of product ${preference.productId}`;
    case "topic":
      return `to hear of ${preference.topic}`;
  }
}

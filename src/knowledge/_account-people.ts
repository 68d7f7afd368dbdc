import { daysBetween } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { type Affiliation, isValidOn } from "../model/index.ts";
import { nameOf } from "./_brief-people.ts";
import { dayOfMoment, type Moment } from "./_moment.ts";
import type { AccountKnowledge, AccountPerson } from "./account-knowledge.ts";
import { completeness } from "./completeness.ts";
import { factsAsOf } from "./facts-as-of.ts";

/** When each person was last spoken with. */
export function lastContacts(
  { interactions = [] }: AccountKnowledge,
  { at }: Moment,
): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { partyId, personId, occurredAt } of interactions) {
    const moment = Date.parse(occurredAt);
    if (moment > at) continue;
    for (const id of [partyId, personId])
      if (id !== undefined) last.set(id, Math.max(moment, last.get(id) ?? moment));
  }
  return last;
}

/** What is known of a person of the account. */
export function accountPerson(
  place: Affiliation,
  account: AccountKnowledge,
  moment: Moment,
  contacts: ReadonlyMap<string, number>,
): AccountPerson {
  const { personId, title, level, influence, reportsToId } = place;
  const last = contacts.get(personId);
  const view = factsAsOf(account.facts, { subjectId: personId, asOf: moment.asOf, validOn: moment.validOn });
  const stance = stanceOf(personId, account, moment);
  return {
    personId,
    name: nameOf(personId, account),
    ...(title === undefined ? {} : { title }),
    ...(level === undefined ? {} : { level }),
    ...(place.function === undefined ? {} : { function: place.function }),
    ...(influence === undefined ? {} : { influence }),
    ...(reportsToId === undefined ? {} : { reportsTo: nameOf(reportsToId, account) }),
    ...(stance === undefined ? {} : { stance }),
    competitorTies: tiesOf(personId, account, moment),
    ...(last === undefined
      ? {}
      : { daysSinceContact: daysBetween(dayOfMoment(last), dayOfMoment(moment.at)) }),
    completeness: completeness(view, { kind: "person", attributes: account.facts.attributes }).share,
  };
}

/** The stance in the opportunity opened last. */
function stanceOf(
  personId: string,
  { opportunities = [] }: AccountKnowledge,
  { validOn }: Moment,
): number | undefined {
  return opportunities
    .filter(({ openedOn, closedOn }) => openedOn <= validOn && (closedOn === undefined || closedOn > validOn))
    .sort((a, b) => compareCodePoints(b.openedOn, a.openedOn) || compareCodePoints(a.id, b.id))
    .flatMap(({ participants = [] }) => participants.filter((each) => each.personId === personId))
    .find(({ stance }) => stance !== undefined)?.stance;
}

function tiesOf(personId: string, account: AccountKnowledge, { validOn }: Moment): string[] {
  return (account.competitors ?? [])
    .filter((each) => isValidOn(each, validOn) && each.source.observedOn <= validOn)
    .flatMap(({ competitorId, representatives = [] }) =>
      representatives.flatMap(({ name, ties = [] }) =>
        ties
          .filter(({ withPersonId }) => withPersonId === personId)
          .map(({ strength }) => `${name} of ${nameOf(competitorId, account)} (${strength})`),
      ),
    )
    .sort(compareCodePoints);
}

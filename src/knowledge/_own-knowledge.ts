import { positionsOf } from "./_brief-people.ts";
import type { Moment } from "./_moment.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/**
 * The records that concern the party: its own, and for a person those of the organisations it belongs to on the day.
 * Dates, ties, affiliations and parties stay whole: they are asked for by whom they name.
 */
export function ownKnowledge<K extends CustomerKnowledge>(knowledge: K, moment: Moment): K {
  const { party } = knowledge;
  const ids = new Set([
    party.id,
    ...positionsOf(knowledge, moment).map(({ organisationId }) => organisationId),
  ]);
  const own = <T>(
    list: readonly T[] | undefined,
    of: (record: T) => string | undefined,
  ): readonly T[] | undefined => list?.filter((record) => ids.has(of(record) ?? ""));
  const strictly = <T extends { readonly partyId: string }>(list: readonly T[] | undefined) =>
    list?.filter(({ partyId }) => partyId === party.id);
  return {
    ...knowledge,
    contactPoints: strictly(knowledge.contactPoints),
    preferences: strictly(knowledge.preferences),
    lifecycle: strictly(knowledge.lifecycle),
    asked: strictly(knowledge.asked),
    decisions: own(knowledge.decisions, ({ partyId }) => partyId),
    behaviour: own(knowledge.behaviour, ({ partyId }) => partyId),
    benefits: own(knowledge.benefits, ({ partyId }) => partyId),
    interactions: knowledge.interactions?.filter(
      ({ partyId, personId }) => ids.has(partyId) || personId === party.id,
    ),
    complaints: own(knowledge.complaints, ({ customerId }) => customerId),
    opportunities: own(knowledge.opportunities, ({ customerId }) => customerId),
    installedProducts: own(knowledge.installedProducts, ({ ownerId }) => ownerId),
    competitors: own(knowledge.competitors, ({ customerId }) => customerId),
    contracts: own(knowledge.contracts, ({ customerId }) => customerId),
    assignments: own(knowledge.assignments, ({ customerId }) => customerId),
    plans: own(knowledge.plans, ({ customerId }) => customerId),
  };
}

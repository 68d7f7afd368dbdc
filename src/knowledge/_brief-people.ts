import { compareCodePoints } from "../ids/index.ts";
import { type Affiliation, isValidOn, type Party, type Relationship } from "../model/index.ts";
import type { Moment } from "./_moment.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/** The name of a party, or its id where the party was not given. */
export function nameOf(id: string, { party, parties }: Pick<CustomerKnowledge, "party" | "parties">): string {
  return id === party.id ? party.name : (parties?.get(id)?.name ?? id);
}

/** The places of a person in organisations on a day, the primary one first. */
export function positionsOf(knowledge: CustomerKnowledge, { validOn }: Moment): Affiliation[] {
  return (knowledge.affiliations ?? [])
    .filter((each) => each.personId === knowledge.party.id && isValidOn(each, validOn))
    .filter(({ source }) => source.observedOn <= validOn)
    .sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false) || compareCodePoints(a.id, b.id));
}

/** A place in words: "Head of Purchasing, Acme (decision, finance)". */
export function positionInWords(place: Affiliation, knowledge: CustomerKnowledge): string {
  const role = [place.level, place.function].filter((part) => part !== undefined).join(", ");
  const head = [place.title, nameOf(place.organisationId, knowledge)]
    .filter((part) => part !== undefined)
    .join(", ");
  return role === "" ? head : `${head} (${role})`;
}

/** What a party is to the other, read the other way round. */
const inverse: Partial<Readonly<Record<Relationship["kind"], string>>> = {
  child: "parent",
  parent: "child",
  "decides-for": "decided for by it",
  "pays-for": "paid for by it",
  "end-user-for": "buys for it",
  supplier: "supplied by it",
  distributor: "distributed by it",
  customer: "supplier",
  subsidiary: "parent company",
  assistant: "assisted by it",
  adviser: "advised by it",
  member: "household",
  "competitor-representative": "visited by it",
};

/** The people and companies around a party, in words: "Tom Hardy (spouse)". */
export function peopleAround(knowledge: CustomerKnowledge, { validOn }: Moment): string[] {
  const { party, relationships = [] } = knowledge;
  return relationships
    .filter((tie) => isValidOn(tie, validOn) && tie.source.observedOn <= validOn)
    .filter(({ fromId, toId }) => fromId === party.id || toId === party.id)
    .sort((a, b) => compareCodePoints(a.id, b.id))
    .map(({ fromId, toId, kind }) =>
      // "from is a child of to": seen from `to`, the other one is the child.
      toId === party.id
        ? `${nameOf(fromId, knowledge)} (${kind})`
        : `${nameOf(toId, knowledge)} (${inverse[kind] ?? kind})`,
    );
}

/** Who looks after the customer, in words. */
export function teamOf(knowledge: CustomerKnowledge, { validOn }: Moment): string[] {
  return (knowledge.assignments ?? [])
    .filter((each) => isValidOn(each, validOn))
    .sort((a, b) => compareCodePoints(a.role, b.role) || compareCodePoints(a.staffId, b.staffId))
    .map(({ staffId, role, counterpartPersonId }) => {
      const tail =
        counterpartPersonId === undefined ? "" : `, counterpart of ${nameOf(counterpartPersonId, knowledge)}`;
      return `${nameOf(staffId, knowledge)} (${role}${tail})`;
    });
}

/** Whether a closed party must not be approached. */
export function closedInWords({ name, closed }: Party): string | undefined {
  return closed === undefined
    ? undefined
    : `${name} is ${closed.reason} since ${closed.on}: do not approach.`;
}

import { addDays, daysBetween, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import {
  type AccountLoad,
  type Affiliation,
  type BuyingCentre,
  buyingCentreOf,
  countAccountLoads,
  countMissingContacts,
  isValidOn,
  type Organisation,
  type OrganisationUnit,
} from "../model/index.ts";
import { accountPerson, lastContacts } from "./_account-people.ts";
import { openComplaints, openOpportunities } from "./_brief-matters.ts";
import { deepFrozen } from "./_deep-frozen.ts";
import { readMoment } from "./_moment.ts";
import { ownKnowledge } from "./_own-knowledge.ts";
import type { AccountKnowledge, AccountPerson, AccountUnit } from "./account-knowledge.ts";
import { completeness } from "./completeness.ts";
import type { BriefComplaint, BriefOpportunity } from "./contact-brief.ts";
import { type AsOfOptions, factsAsOf } from "./facts-as-of.ts";
import { type Counterpart, matchCounterparts } from "./match-counterparts.ts";

/** Options of {@link viewAccount}. */
export interface ViewAccountOptions extends AsOfOptions {
  /**
   * After how many days without contact a person counts as out of touch.
   * @defaultValue `180`
   */
  readonly silentAfterDays?: number | undefined;
}

/** An account on one page: its people and units, and what is between both companies. */
export interface AccountView {
  /** The organisation. */
  readonly organisationId: string;
  /** Its name. */
  readonly name: string;
  /** What was known at this moment … */
  readonly asOf: string;
  /** … about this day. */
  readonly validOn: PlainDate;
  /** Organisations above it, the nearest first. */
  readonly parents: readonly string[];
  /** Organisations directly below it. */
  readonly subsidiaries: readonly string[];
  /** Units with their people, in the order of their names; people without a unit last. */
  readonly units: readonly AccountUnit[];
  /** Who is known in which of the nine cells, and which are empty. */
  readonly buyingCentre: BuyingCentre;
  /** How many of the nine cells are filled, from 0 to 1. */
  readonly coverage: number;
  /** For a wanted account: how many named contacts are needed, known and missing. */
  readonly namedContacts: { readonly need: number; readonly have: number; readonly missing: number };
  /** People nobody has spoken with for long, or ever, the most influential first. */
  readonly outOfTouch: readonly string[];
  /** Who should speak with whom as an equal. */
  readonly counterparts: readonly Counterpart[];
  /** Possible sales that are open. */
  readonly opportunities: readonly BriefOpportunity[];
  /** Complaints that are not settled. */
  readonly complaints: readonly BriefComplaint[];
  /** Own staff on the account, and how many customers each looks after in that role. */
  readonly team: readonly AccountLoad[];
  /** What is known of the organisation itself, from 0 to 1. */
  readonly completeness: number;
}

/**
 * Views a customer organisation across its people and units: who sits where, who is known in which cell of the buying
 * centre and which cells are empty, who is out of touch, whom competitors know, who of the own staff is whose equal.
 *
 * @throws RangeError if `asOf` is no moment
 *
 * @example
 * ```ts
 * import { indexFacts, viewAccount } from "clientele/knowledge";
 *
 * const source = { method: "stated", observedOn: "2026-01-05" } as const;
 * const view = viewAccount(
 *   {
 *     party: { schemaVersion: 1, kind: "organisation", id: "acme", name: "Acme" },
 *     facts: indexFacts([]),
 *     affiliations: [
 *       { schemaVersion: 1, id: "p1", personId: "ada", organisationId: "acme", level: "decision", function: "technical", source },
 *     ],
 *   },
 *   { asOf: "2026-06-01T00:00:00Z" },
 * );
 * [view.coverage, view.buyingCentre.missing.length]; // => [1 / 9, 8]
 * view.namedContacts; // => { need: 3, have: 1, missing: 2 }
 * view.outOfTouch; // => ["ada"]
 * ```
 */
export function viewAccount(account: AccountKnowledge, options: ViewAccountOptions): AccountView {
  const moment = readMoment("view an account", options);
  const { party, facts, units = [], wanted } = account;
  const own = ownKnowledge(account, moment);
  const { silentAfterDays = 180 } = options;
  const day = moment.validOn;
  const places = (account.affiliations ?? []).filter(
    (each) => each.organisationId === party.id && isValidOn(each, day) && each.source.observedOn <= day,
  );
  const contacts = lastContacts(account, moment);
  const people = places.map((place) => ({ place, person: accountPerson(place, own, moment, contacts) }));
  const centre = buyingCentreOf(places, { day });
  const need = wanted?.requiredContacts ?? 3;
  const missing = countMissingContacts(places, {
    wanted: { organisationId: party.id, requiredContacts: need },
    day,
  });
  const ownTeam = (account.assignments ?? []).filter(
    (each) => each.customerId === party.id && isValidOn(each, day),
  );
  const onTeam = new Set(ownTeam.map(({ staffId, role }) => `${role} ${staffId}`));
  const silent = addDays(day, -silentAfterDays);
  const view = factsAsOf(facts, { subjectId: party.id, asOf: moment.asOf, validOn: day });
  return deepFrozen({
    organisationId: party.id,
    name: party.name,
    asOf: moment.asOf,
    validOn: day,
    parents: parentsOf(party, account),
    subsidiaries: [...(account.parties?.values() ?? [])]
      .filter((each) => each.kind === "organisation" && each.parentId === party.id)
      .map(({ id }) => id)
      .sort(compareCodePoints),
    units: unitsOf(
      people,
      units.filter((unit) => unit.organisationId === party.id && isValidOn(unit, day)),
    ),
    buyingCentre: centre,
    coverage: (centre.cells.length - centre.missing.length) / centre.cells.length,
    namedContacts: { need, have: new Set(places.map(({ personId }) => personId)).size, missing },
    outOfTouch: distinct(
      people
        .filter(
          ({ person }) =>
            person.daysSinceContact === undefined || person.daysSinceContact > daysBetween(silent, day),
        )
        .sort((a, b) => byInfluence(a.person, b.person))
        .map(({ person }) => person.personId),
    ),
    counterparts: matchCounterparts(places, { staff: account.staff ?? [], day }),
    opportunities: openOpportunities(own, moment),
    complaints: openComplaints(own, moment),
    team: countAccountLoads(account.assignments ?? [], { day }).filter(({ staffId, role }) =>
      onTeam.has(`${role} ${staffId}`),
    ),
    completeness: completeness(view, { kind: "organisation", attributes: facts.attributes }).share,
  });
}

function parentsOf(party: Organisation, { parties }: AccountKnowledge): string[] {
  const found: string[] = [];
  for (let id = party.parentId; id !== undefined && !found.includes(id); ) {
    found.push(id);
    const parent = parties?.get(id);
    id = parent?.kind === "organisation" ? parent.parentId : undefined;
  }
  return found;
}

function unitsOf(
  people: readonly { readonly place: Affiliation; readonly person: AccountPerson }[],
  units: readonly OrganisationUnit[],
): AccountUnit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const pathOf = (unit: OrganisationUnit): string => {
    const names: string[] = [];
    const seen = new Set<string>();
    for (let at: OrganisationUnit | undefined = unit; at !== undefined && !seen.has(at.id); ) {
      seen.add(at.id);
      names.unshift(at.name);
      at = at.parentId === undefined ? undefined : byId.get(at.parentId);
    }
    return names.join(" / ");
  };
  const membersOf = (unitId: string | undefined): AccountPerson[] =>
    people
      .filter(({ place }) => (byId.has(place.unitId ?? "") ? place.unitId : undefined) === unitId)
      .map(({ person }) => (unitId === undefined ? person : { ...person, unit: byId.get(unitId)!.name }))
      .sort(byInfluence);
  const known = units
    .map((unit) => ({ unitId: unit.id, name: pathOf(unit), kind: unit.kind, people: membersOf(unit.id) }))
    .sort((a, b) => compareCodePoints(a.name, b.name));
  const others = membersOf(undefined);
  return others.length === 0 ? known : [...known, { name: "unit not known", people: others }];
}

function byInfluence(a: AccountPerson, b: AccountPerson): number {
  return (b.influence ?? 0) - (a.influence ?? 0) || compareCodePoints(a.personId, b.personId);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

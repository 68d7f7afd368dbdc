import type { PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { type Affiliation, isValidOn, type Relationship } from "../model/index.ts";
import type { ClienteleStore, OperationOptions } from "../repositories/index.ts";
import { BATCH } from "./_progress.ts";
import { about, type Scope } from "./_scope.ts";

/** Which parties compete for contacts with each other. */
export interface Units {
  /** The household or organisation that a party belongs to; a party without one stands for itself. */
  readonly of: ReadonlyMap<string, string>;
  /** The parties in scope and all who belong to their units; `undefined`: everybody. */
  readonly scope: Scope;
}

/**
 * Reads who belongs together: a person who is a member of a household, to it; else one with a place in an
 * organisation, to that, the primary one first. Own staff is no unit.
 */
export async function readUnits(
  store: Pick<ClienteleStore, "relationships" | "affiliations" | "parties">,
  { asOf, companyId }: { readonly asOf: PlainDate; readonly companyId?: string | undefined },
  scope: Scope,
  options: OperationOptions,
): Promise<Units> {
  const members = new Map<string, Relationship>();
  const places = new Map<string, Affiliation>();
  const kinds = new Map<string, string | undefined>();
  const takeMembers = async (field: "fromId" | "toId", ids: Scope): Promise<void> => {
    const ties: Relationship[] = [];
    const source = store.relationships.stream(about<Relationship>(field, ids), options);
    for await (const tie of source) if (tie.kind === "member" && isValidOn(tie, asOf)) ties.push(tie);
    const unknown = [...new Set(ties.map(({ toId }) => toId))].filter((id) => !kinds.has(id));
    for (let from = 0; from < unknown.length; from += BATCH) {
      const batch = unknown.slice(from, from + BATCH);
      const parties = await store.parties.getMany(batch, options);
      for (const [i, id] of batch.entries()) kinds.set(id, parties[i]?.kind);
    }
    for (const tie of ties) if (kinds.get(tie.toId) === "household") members.set(tie.id, tie);
  };
  const takePlaces = async (field: "personId" | "organisationId", ids: Scope): Promise<void> => {
    const source = store.affiliations.stream(about<Affiliation>(field, ids), options);
    for await (const place of source) {
      if (place.organisationId !== companyId && isValidOn(place, asOf)) places.set(place.id, place);
    }
  };
  await takeMembers("fromId", scope);
  await takePlaces("personId", scope);
  if (scope === undefined) return { of: unitsOf(members.values(), places.values()), scope };

  const own = unitsOf(members.values(), places.values());
  const units = new Set(scope.map((id) => own.get(id) ?? id));
  await takeMembers("toId", [...units]);
  await takePlaces("organisationId", [...units]);
  const people = new Set<string>();
  for (const { fromId } of members.values()) people.add(fromId);
  for (const { personId } of places.values()) people.add(personId);
  // Somebody of the unit may be nearer to another: that has to be known, too.
  await takeMembers("fromId", [...people]);
  await takePlaces("personId", [...people]);
  const of = unitsOf(members.values(), places.values());
  const together = [...of].flatMap(([id, unit]) => (units.has(unit) ? [id] : []));
  return { of, scope: [...new Set([...units, ...scope, ...together])] };
}

/** Which parties belong together, by the ties and places that hold. */
export function unitsOf(
  members: Iterable<Relationship>,
  places: Iterable<Affiliation>,
): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  const rank = (place: Affiliation): number => (place.primary === true ? 0 : 1);
  const nearest = [...places].sort(
    (a, b) => rank(a) - rank(b) || compareCodePoints(a.organisationId, b.organisationId),
  );
  const households = [...members].sort((a, b) => compareCodePoints(a.toId, b.toId));
  for (const { fromId, toId } of households) if (!units.has(fromId)) units.set(fromId, toId);
  for (const { personId, organisationId } of nearest)
    if (!units.has(personId)) units.set(personId, organisationId);
  for (const unit of new Set(units.values())) if (!units.has(unit)) units.set(unit, unit);
  return units;
}

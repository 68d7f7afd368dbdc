import type { Affiliation, ContactPoint, ImportantDate, Party } from "../model/index.ts";
import type { Identity } from "./identity.ts";

/** What identifies a party beside its own record. */
export interface IdentityRecords {
  /** Contact points, of this party and of others. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /** Important dates, of this party and of others. */
  readonly importantDates?: readonly ImportantDate[] | undefined;
  /** Affiliations, of this party and of others. */
  readonly affiliations?: readonly Affiliation[] | undefined;
}

/**
 * Gathers what tells a party from others out of its records, past addresses and former places included: two records of
 * one party may know it from different times.
 *
 * @example
 * ```ts
 * import { identityOf } from "clientele/knowledge";
 *
 * const source = { method: "stated", observedOn: "2026-01-05" } as const;
 * const email = { schemaVersion: 1, id: "c1", partyId: "ada", kind: "email", value: "ada@example.org", source } as const;
 * const party = { schemaVersion: 1, kind: "person", id: "ada", name: "Ada Byron" } as const;
 * identityOf(party, { contactPoints: [email] }).emails; // => ["ada@example.org"]
 * ```
 */
export function identityOf(party: Party, records: IdentityRecords = {}): Identity {
  const points = (records.contactPoints ?? []).filter(({ partyId }) => partyId === party.id);
  const valuesOf = (...kinds: readonly ContactPoint["kind"][]): string[] =>
    points.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const birthday = (records.importantDates ?? []).find(
    ({ partyId, kind }) => partyId === party.id && kind === "birthday",
  );
  const organisationIds = (records.affiliations ?? [])
    .filter(({ personId }) => personId === party.id)
    .map(({ organisationId }) => organisationId);
  return Object.freeze({
    partyId: party.id,
    kind: party.kind,
    names: Object.freeze(namesOf(party)),
    emails: Object.freeze(valuesOf("email")),
    phones: Object.freeze(valuesOf("phone", "mobile", "fax")),
    addresses: Object.freeze(valuesOf("post")),
    ...(birthday === undefined ? {} : { birthDate: birthday.date }),
    externalIds: Object.freeze(externalIdsOf(party)),
    organisationIds: Object.freeze(organisationIds),
  });
}

function namesOf(party: Party): string[] {
  const names = [party.name];
  if (party.kind === "person") {
    const { given, family, phonetic } = party.personName ?? {};
    if (given !== undefined && family !== undefined) names.push(`${family} ${given}`);
    if (phonetic !== undefined) names.push(phonetic);
  }
  if (party.kind === "organisation" && party.legalName !== undefined) names.push(party.legalName);
  return [...new Set(names)];
}

function externalIdsOf(party: Party): { system: string; value: string }[] {
  const registrations =
    party.kind === "organisation"
      ? (party.registrations ?? []).map(({ register, number }) => ({ system: register, value: number }))
      : [];
  return [...(party.externalIds ?? []), ...registrations];
}

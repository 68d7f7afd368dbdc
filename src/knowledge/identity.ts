import type { PartialDate } from "../calendar/index.ts";

/** What tells one party from another, gathered for the search for duplicates. Spellings are as they were recorded. */
export interface Identity {
  /** The party. */
  readonly partyId: string;
  /** Persons are compared with persons, organisations with organisations. */
  readonly kind: "person" | "organisation" | "household";
  /** Every name the party is known by: the written one, the phonetic one, former ones. */
  readonly names: readonly string[];
  /** E-mail addresses. */
  readonly emails?: readonly string[] | undefined;
  /** Telephone and fax numbers. */
  readonly phones?: readonly string[] | undefined;
  /** Postal addresses, each on one line. */
  readonly addresses?: readonly string[] | undefined;
  /** The birthday, as far as it is known. */
  readonly birthDate?: PartialDate | undefined;
  /** Numbers that are given once: a customer number of another system, a tax number. */
  readonly externalIds?: readonly ExternalId[] | undefined;
  /** Organisations the person belongs to, or the parent of the organisation. */
  readonly organisationIds?: readonly string[] | undefined;
}

/** A number that a system gives to one party alone. */
export interface ExternalId {
  /** Who gives the number: `"vat"`, `"old-crm"`. */
  readonly system: string;
  /** The number. */
  readonly value: string;
}

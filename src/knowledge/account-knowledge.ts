import type { Affiliation, Organisation, OrganisationUnit, WantedAccount } from "../model/index.ts";
import type { CustomerKnowledge } from "./customer-knowledge.ts";

/** What is known of a customer organisation, beside what {@link CustomerKnowledge} holds. */
export interface AccountKnowledge extends CustomerKnowledge {
  /** The customer. */
  readonly party: Organisation;
  /** Its departments and sites. */
  readonly units?: readonly OrganisationUnit[] | undefined;
  /** The places of own staff in the own company, for the search for counterparts. */
  readonly staff?: readonly Affiliation[] | undefined;
  /** Whether the organisation is one that the company means to win. */
  readonly wanted?: WantedAccount | undefined;
}

/** A person of the account. */
export interface AccountPerson {
  /** The person. */
  readonly personId: string;
  /** The name. */
  readonly name: string;
  /** The title. */
  readonly title?: string | undefined;
  /** The department. */
  readonly unit?: string | undefined;
  /** Uses, manages or decides. */
  readonly level?: Affiliation["level"] | undefined;
  /** User, technical or finance. */
  readonly function?: Affiliation["function"] | undefined;
  /** How much the person's word weighs. */
  readonly influence?: number | undefined;
  /** The superior's name. */
  readonly reportsTo?: string | undefined;
  /** The attitude shown in open opportunities, from −1 to 1: the last stance given. */
  readonly stance?: number | undefined;
  /** Competitors' people who know this person: "Ann Reed of Zenith (0.8)". */
  readonly competitorTies: readonly string[];
  /** Days since the last contact; absent when there never was one. */
  readonly daysSinceContact?: number | undefined;
  /** How much is known of the person. */
  readonly completeness: number;
}

/** A unit of the account, with its people. */
export interface AccountUnit {
  /** The unit; absent for people whose unit is not known. */
  readonly unitId?: string | undefined;
  /** Its name, under its superior units: "Works / Tool shop". */
  readonly name: string;
  /** What it does. */
  readonly kind?: OrganisationUnit["kind"] | undefined;
  /** Its people, by influence, then by id. */
  readonly people: readonly AccountPerson[];
}

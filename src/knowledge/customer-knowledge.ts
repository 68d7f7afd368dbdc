import type {
  AccountAssignment,
  AccountPlan,
  Affiliation,
  AskedQuestion,
  BehaviourEvent,
  Benefit,
  CompetitorPresence,
  Complaint,
  Consent,
  ContactPoint,
  Contract,
  ImportantDate,
  InstalledProduct,
  Interaction,
  LifecycleChange,
  LifeEvent,
  OfferDecision,
  Opportunity,
  Party,
  Preference,
  Product,
  Relationship,
} from "../model/index.ts";
import type { FactIndex } from "./index-facts.ts";

/**
 * All that a brief may read of one customer. The caller gathers it, nothing is loaded here, and records of others
 * (people named in them) may stand among them. A list left out was not loaded, an empty one says that there is nothing.
 * The order of the lists is irrelevant, and records after the moment of the brief are not read.
 */
export interface CustomerKnowledge {
  /** The customer, or the person at the customer's who will be met. */
  readonly party: Party;
  /** Facts, of this party and of others. */
  readonly facts: FactIndex;
  /** How to reach the party. */
  readonly contactPoints?: readonly ContactPoint[] | undefined;
  /** What the party prefers, accepts and refuses. */
  readonly preferences?: readonly Preference[] | undefined;
  /** Permissions and withdrawals. */
  readonly consents?: readonly Consent[] | undefined;
  /** Birthdays and other days, of the party and of those around it. */
  readonly importantDates?: readonly ImportantDate[] | undefined;
  /** Turns in the party's life. */
  readonly lifeEvents?: readonly LifeEvent[] | undefined;
  /** Contacts that took place. */
  readonly interactions?: readonly Interaction[] | undefined;
  /** Complaints. */
  readonly complaints?: readonly Complaint[] | undefined;
  /** Possible sales. */
  readonly opportunities?: readonly Opportunity[] | undefined;
  /** Products that stand at the customer's. */
  readonly installedProducts?: readonly InstalledProduct[] | undefined;
  /** Competitors at the customer's. */
  readonly competitors?: readonly CompetitorPresence[] | undefined;
  /** Agreements. */
  readonly contracts?: readonly Contract[] | undefined;
  /** What the party is entitled to. */
  readonly benefits?: readonly Benefit[] | undefined;
  /** What became of offers. */
  readonly decisions?: readonly OfferDecision[] | undefined;
  /** What the party did and did not say. */
  readonly behaviour?: readonly BehaviourEvent[] | undefined;
  /** Questions put before. */
  readonly asked?: readonly AskedQuestion[] | undefined;
  /** Places of people in organisations: of this person, or in this organisation. */
  readonly affiliations?: readonly Affiliation[] | undefined;
  /** Ties of the party to others. */
  readonly relationships?: readonly Relationship[] | undefined;
  /** Who of the own staff looks after the customer. */
  readonly assignments?: readonly AccountAssignment[] | undefined;
  /** What both mean to reach together. */
  readonly plans?: readonly AccountPlan[] | undefined;
  /** The stages of the customer's life. */
  readonly lifecycle?: readonly LifecycleChange[] | undefined;
  /** The parties that the records name, by id; without an entry an id stands for a name. */
  readonly parties?: ReadonlyMap<string, Party> | undefined;
  /** The products that the records name, by id. */
  readonly products?: ReadonlyMap<string, Product> | undefined;
}

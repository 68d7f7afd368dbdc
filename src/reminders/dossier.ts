import type { PlainDate } from "../calendar/index.ts";
import type { FactView } from "../knowledge/index.ts";
import type { PointsThreshold } from "../ledger/index.ts";
import type {
  Affiliation,
  AskedQuestion,
  BehaviourEvent,
  Benefit,
  CompetitorPresence,
  Consent,
  ContactPoint,
  Contract,
  CustomerSnapshot,
  Engagement,
  ExternalEvent,
  Feedback,
  HeldDocument,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  Invoice,
  LifecycleChange,
  LifeEvent,
  Membership,
  MeterReading,
  Offer,
  OfferDecision,
  Opportunity,
  PaperTrace,
  Party,
  PointsEntry,
  Preference,
  Product,
  ProductNotice,
  Recall,
  Referral,
  Relationship,
  ServiceAudit,
  SurveyAnswer,
  WantedAccount,
} from "../model/index.ts";
import type { Circumstances } from "./circumstances.ts";

/** One purchase of one product, as far as repeat purchases need it. */
export interface Purchase {
  /** What was bought. */
  readonly productId: string;
  /** When. */
  readonly on: PlainDate;
}

/** Somebody of the customer's family or household. */
export interface FamilyMember {
  /** The person. */
  readonly party: Party;
  /** What the person is to the customer. */
  readonly relation: Relationship["kind"];
  /** The person's days. */
  readonly importantDates: readonly ImportantDate[];
}

/** A company in the customer's chain of supply: whoever supplies it, and whomever it supplies. */
export interface SupplyLink {
  /** The other company. */
  readonly party: Party;
  /** What it is to the customer. */
  readonly role: "supplier" | "distributor" | "customer";
  /** The tie between the two, with its days. */
  readonly tie: Relationship;
  /** Where the other company is. */
  readonly contactPoints: readonly ContactPoint[];
}

/** What is kept of the own company's service; stands in the own company's dossier alone. */
export interface CompanyRecords {
  /** Tests of contact departments, own and others'. */
  readonly serviceAudits?: readonly ServiceAudit[] | undefined;
  /** The ways of documents through the house. */
  readonly paperTraces?: readonly PaperTrace[] | undefined;
}

/**
 * All that the rules may read of one customer. The caller gathers it; the engine loads nothing. A list left out
 * was not loaded, an empty one says that there is nothing: `coverage` tells the two apart. The order of the
 * lists is irrelevant, and facts after the day of the run are not read.
 */
export interface Dossier extends Circumstances {
  /** The customer. */
  readonly party: Party;
  /** Birthdays and other days of the year. */
  readonly importantDates?: readonly ImportantDate[] | undefined;
  /** Products that stand at the customer's. */
  readonly installedProducts?: readonly InstalledProduct[] | undefined;
  /** All points entries of the customer. */
  readonly points?: readonly PointsEntry[] | undefined;
  /** What points can be exchanged for; one list may serve all dossiers. */
  readonly rewards?: readonly PointsThreshold[] | undefined;
  /** Permissions and withdrawals. */
  readonly consents?: readonly Consent[] | undefined;
  /** Contacts that took place. */
  readonly interactions?: readonly Interaction[] | undefined;
  /** Conclusions of analyses about this customer; of each kind the latest up to the day counts. */
  readonly insights?: readonly Insight[] | undefined;
  /** The people of this organisation. */
  readonly affiliations?: readonly Affiliation[] | undefined;
  /** What the customer bought and when. */
  readonly purchases?: readonly Purchase[] | undefined;
  /** The products named by `purchases`, and all others that rules may speak of; one map may serve all dossiers. */
  readonly products?: ReadonlyMap<string, Product> | undefined;
  /** The customer's latest values; rules read the class A, B or C from it. */
  readonly snapshot?: CustomerSnapshot | undefined;
  /** What was known of the customer at the moment of the run: a view of facts. */
  readonly known?: FactView | undefined;
  /** What the customer prefers, accepts and refuses. */
  readonly preferences?: readonly Preference[] | undefined;
  /** Questions put to the customer, and what came of them. */
  readonly askedQuestions?: readonly AskedQuestion[] | undefined;
  /** Turns in the customer's life. */
  readonly lifeEvents?: readonly LifeEvent[] | undefined;
  /** The customer's family or household, each with their days. */
  readonly family?: readonly FamilyMember[] | undefined;
  /** The companies that supply the customer, and those that it supplies. */
  readonly supplyChain?: readonly SupplyLink[] | undefined;
  /** Stages that the customer entered. */
  readonly lifecycle?: readonly LifecycleChange[] | undefined;
  /** Answers to surveys. */
  readonly surveyAnswers?: readonly SurveyAnswer[] | undefined;
  /** What the customer said unasked. */
  readonly feedback?: readonly Feedback[] | undefined;
  /** Possible sales. */
  readonly opportunities?: readonly Opportunity[] | undefined;
  /** What became of offers. */
  readonly offerDecisions?: readonly OfferDecision[] | undefined;
  /** The offers that `offerDecisions` and `interactions` name, and those to come; one map may serve all dossiers. */
  readonly offers?: ReadonlyMap<string, Offer> | undefined;
  /** What the customer did and did not say: looks, baskets, searches. */
  readonly behaviour?: readonly BehaviourEvent[] | undefined;
  /** Competitors at the customer's. */
  readonly competitors?: readonly CompetitorPresence[] | undefined;
  /** Contracts. */
  readonly contracts?: readonly Contract[] | undefined;
  /** What the customer is entitled to. */
  readonly benefits?: readonly Benefit[] | undefined;
  /** Places in clubs and programmes. */
  readonly memberships?: readonly Membership[] | undefined;
  /** Bills, also those about to be made out. */
  readonly invoices?: readonly Invoice[] | undefined;
  /** Licences, certificates and other papers of the customer that run out. */
  readonly heldDocuments?: readonly HeldDocument[] | undefined;
  /** What the meters of its installed products showed. */
  readonly meterReadings?: readonly MeterReading[] | undefined;
  /** Whom the customer has brought to us. */
  readonly referrals?: readonly Referral[] | undefined;
  /** Meetings, visits and other occasions to which the customer or its people are invited. */
  readonly engagements?: readonly Engagement[] | undefined;
  /** That the account is wanted, and how many people are to be known there. */
  readonly wanted?: readonly WantedAccount[] | undefined;
  /** What happens in the world: disasters, fairs, regulations; one list may serve all dossiers. */
  readonly externalEvents?: readonly ExternalEvent[] | undefined;
  /** Products called back; one list may serve all dossiers. */
  readonly recalls?: readonly Recall[] | undefined;
  /** Prices, outages and new stock that customers are told of; one list may serve all dossiers. */
  readonly productNotices?: readonly ProductNotice[] | undefined;
  /** Given for the own company alone: then the internal tasks are about it. */
  readonly company?: CompanyRecords | undefined;
}

/** A list of the dossier that a rule may need. */
export type DossierList = Exclude<
  { [K in keyof Dossier]-?: NonNullable<Dossier[K]> extends readonly unknown[] ? K : never }[keyof Dossier],
  "insights"
>;

/** What a rule cannot do without: a part of the dossier, an insight of a kind, or a fact under an attribute. */
export type RuleInput =
  | DossierList
  | "snapshot"
  | "company"
  | "owner"
  | `insight:${string}`
  | `fact:${string}`;

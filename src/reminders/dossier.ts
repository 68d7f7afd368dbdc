import type { PlainDate } from "../calendar/index.ts";
import type { FactView } from "../knowledge/index.ts";
import type {
  Affiliation,
  AskedQuestion,
  BehaviourEvent,
  Benefit,
  CompetitorPresence,
  Consent,
  Contract,
  CustomerSnapshot,
  Engagement,
  ExternalEvent,
  Feedback,
  ImportantDate,
  Insight,
  InstalledProduct,
  Interaction,
  LifecycleChange,
  LifeEvent,
  Membership,
  Offer,
  OfferDecision,
  Opportunity,
  PaperTrace,
  Party,
  PointsEntry,
  Preference,
  Product,
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

/** A bill to the customer, as far as reminders need it. */
export interface Invoice {
  /** Its number. */
  readonly id: string;
  /** The day on which it is made out. */
  readonly issuedOn: PlainDate;
  /** The last day on which it can be paid in time. */
  readonly dueOn: PlainDate;
  /** What it is over, with its currency, as it is written to the customer: "GBP 120.00". */
  readonly amount: string;
  /** When it was paid; absent while it is open. */
  readonly paidOn?: PlainDate | undefined;
}

/** A product that is called back from all who have it. */
export interface Recall {
  /** Names the recall. */
  readonly id: string;
  /** What is called back. */
  readonly productId: string;
  /** From when on customers are told. */
  readonly announcedOn: PlainDate;
  /** What is wrong and what is to be done. */
  readonly what: string;
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
  /** Meetings, visits and other occasions to which the customer or its people are invited. */
  readonly engagements?: readonly Engagement[] | undefined;
  /** That the account is wanted, and how many people are to be known there. */
  readonly wanted?: readonly WantedAccount[] | undefined;
  /** What happens in the world: disasters, fairs, regulations; one list may serve all dossiers. */
  readonly externalEvents?: readonly ExternalEvent[] | undefined;
  /** Products called back; one list may serve all dossiers. */
  readonly recalls?: readonly Recall[] | undefined;
  /** Given for the own company alone: then the internal tasks are about it. */
  readonly company?: CompanyRecords | undefined;
}

/** A list of the dossier that a rule may need. */
export type DossierList = Exclude<
  { [K in keyof Dossier]-?: NonNullable<Dossier[K]> extends readonly unknown[] ? K : never }[keyof Dossier],
  "insights" | "consents"
>;

/** What a rule cannot do without: a part of the dossier, an insight of a kind, or a fact under an attribute. */
export type RuleInput =
  | DossierList
  | "snapshot"
  | "company"
  | "owner"
  | `insight:${string}`
  | `fact:${string}`;

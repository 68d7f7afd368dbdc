import type { Period, PlainDate } from "../calendar/index.ts";
import type {
  AccountAssignment,
  Affiliation,
  BehaviourEvent,
  Benefit,
  ChannelProfile,
  CompetitorPresence,
  Complaint,
  Consent,
  ContactPoint,
  Contract,
  CostEntry,
  Fact,
  ImportantDate,
  InstalledProduct,
  Interaction,
  Invoice,
  LifecycleChange,
  Membership,
  Opportunity,
  OrderLine,
  Party,
  PointsEntry,
  Preference,
  Product,
  ProductNotice,
  Programme,
  Recall,
  Relationship,
  SpendEstimate,
  SurveyAnswer,
  SwitchingBond,
} from "../model/index.ts";

/** What an invented retailer knows on one day: records of `clientele/model`, each list in a stated order. */
export interface RetailerDataset {
  /** The day on which this is known. */
  readonly asOf: PlainDate;
  /** The two years of the order lines, up to the day before `asOf`. */
  readonly window: Period;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /** The catalogue. */
  readonly products: readonly Product[];
  /** The persons who are customers by number, then each organisation with its contacts. */
  readonly parties: readonly Party[];
  /** Places of the contacts in their organisations. */
  readonly affiliations: readonly Affiliation[];
  /** Birthdays, wedding days and founding days, by party. */
  readonly importantDates: readonly ImportantDate[];
  /** Permissions and withdrawals, by party. */
  readonly consents: readonly Consent[];
  /** Machines that stand at customers', by party. */
  readonly installedProducts: readonly InstalledProduct[];
  /** Contacts that took place, by party. */
  readonly interactions: readonly Interaction[];
  /** Points earned and redeemed, by party and day. */
  readonly pointsEntries: readonly PointsEntry[];
  /** What is known beside: tastes, plans, needs, business, by party; some corrected, some verified since. */
  readonly facts: readonly Fact[];
  /** Addresses of e-mail of persons and organisations, numbers of persons, by party. */
  readonly contactPoints: readonly ContactPoint[];
  /** What persons refuse or accept, by party. */
  readonly preferences: readonly Preference[];
  /** Colleagues in organisations. */
  readonly relationships: readonly Relationship[];
  /** Who of the own staff looks after which organisation. */
  readonly accountAssignments: readonly AccountAssignment[];
  /** Competitors at organisations. */
  readonly competitorPresences: readonly CompetitorPresence[];
  /** Possible sales to organisations. */
  readonly opportunities: readonly Opportunity[];
  /** Complaints of persons. */
  readonly complaints: readonly Complaint[];
  /** Answers to a survey after a purchase: elements of process and outcome, and all in all. */
  readonly surveyAnswers: readonly SurveyAnswer[];
  /** What contacts, winning and mailings cost. */
  readonly costEntries: readonly CostEntry[];
  /** The channels of the retailer and what one contact costs. */
  readonly channelProfiles: readonly ChannelProfile[];
  /** What persons looked at on the web, by party; empty without `turns`. */
  readonly behaviourEvents: readonly BehaviourEvent[];
  /** Points, the coffee card, the club. */
  readonly programmes: readonly Programme[];
  /** Places in them, by party. */
  readonly memberships: readonly Membership[];
  /** Contracts of organisations. */
  readonly contracts: readonly Contract[];
  /** What leaving would cost customers. */
  readonly switchingBonds: readonly SwitchingBond[];
  /** What customers are entitled to. */
  readonly benefits: readonly Benefit[];
  /** What some customers spend in all, in each of the last two years, with us and with competitors. */
  readonly spendEstimates: readonly SpendEstimate[];
  /** Customers who are known to be lost, why, and to whom. */
  readonly lifecycleChanges: readonly LifecycleChange[];
  /** Bills of organisations, by party and day. */
  readonly invoices: readonly Invoice[];
  /** What customers are told of products; empty without `turns`. */
  readonly productNotices: readonly ProductNotice[];
  /** What is called back; empty without `turns`. */
  readonly recalls: readonly Recall[];
  /** Order lines by day, then by id. */
  readonly orderLines: readonly OrderLine[];
}

/** The lists of a dataset while they grow. */
export type RetailerRecords = {
  -readonly [K in Exclude<
    keyof RetailerDataset,
    "asOf" | "window" | "currency"
  >]: RetailerDataset[K][number][];
};

import type * as z from "zod";
import {
  affiliationSchema,
  claimSchema,
  consentSchema,
  counterSchema,
  customerSnapshotSchema,
  importantDateSchema,
  insightSchema,
  installedProductSchema,
  interactionSchema,
  orderLineSchema,
  partySchema,
  pointsEntrySchema,
  productSchema,
  recordKinds,
  reminderDecisionSchema,
} from "../model/index.ts";
import type { EventRepository } from "./event-repository.ts";
import type { Repository } from "./repository.ts";

/**
 * What a store holds, collection by collection. An adapter makes its tables from it: the schema every record
 * must fit, and for events who they are about and when they happened.
 *
 * @example
 * ```ts
 * import { collections } from "clientele/repositories";
 *
 * collections.orderLines.subject; // => "customerId"
 * collections.interactions.time; // => "instant"
 * collections.parties.kind; // => "state"
 * ```
 */
export const collections = {
  parties: { kind: "state", schema: partySchema },
  organisationUnits: { kind: "state", schema: recordKinds.OrganisationUnit.schema },
  relationships: { kind: "state", schema: recordKinds.Relationship.schema },
  contactPoints: { kind: "state", schema: recordKinds.ContactPoint.schema },
  preferences: { kind: "state", schema: recordKinds.Preference.schema },
  lifeEvents: { kind: "state", schema: recordKinds.LifeEvent.schema },
  facts: { kind: "state", schema: recordKinds.Fact.schema },
  importBatches: { kind: "state", schema: recordKinds.ImportBatch.schema },
  mergeRecords: { kind: "state", schema: recordKinds.MergeRecord.schema },
  erasureRecords: { kind: "state", schema: recordKinds.ErasureRecord.schema },
  opportunities: { kind: "state", schema: recordKinds.Opportunity.schema },
  offers: { kind: "state", schema: recordKinds.Offer.schema },
  customisationSettings: { kind: "state", schema: recordKinds.CustomisationSetting.schema },
  customisationRequests: { kind: "state", schema: recordKinds.CustomisationRequest.schema },
  documentVersions: { kind: "state", schema: recordKinds.DocumentVersion.schema },
  accountAssignments: { kind: "state", schema: recordKinds.AccountAssignment.schema },
  accountPlans: { kind: "state", schema: recordKinds.AccountPlan.schema },
  wantedAccounts: { kind: "state", schema: recordKinds.WantedAccount.schema },
  heldDocuments: { kind: "state", schema: recordKinds.HeldDocument.schema },
  invoices: { kind: "state", schema: recordKinds.Invoice.schema },
  productNotices: { kind: "state", schema: recordKinds.ProductNotice.schema },
  recalls: { kind: "state", schema: recordKinds.Recall.schema },
  contracts: { kind: "state", schema: recordKinds.Contract.schema },
  switchingBonds: { kind: "state", schema: recordKinds.SwitchingBond.schema },
  benefits: { kind: "state", schema: recordKinds.Benefit.schema },
  programmes: { kind: "state", schema: recordKinds.Programme.schema },
  memberships: { kind: "state", schema: recordKinds.Membership.schema },
  referrals: { kind: "state", schema: recordKinds.Referral.schema },
  complaints: { kind: "state", schema: recordKinds.Complaint.schema },
  lessons: { kind: "state", schema: recordKinds.Lesson.schema },
  engagements: { kind: "state", schema: recordKinds.Engagement.schema },
  campaigns: { kind: "state", schema: recordKinds.Campaign.schema },
  spendEstimates: { kind: "state", schema: recordKinds.SpendEstimate.schema },
  competitorPresences: { kind: "state", schema: recordKinds.CompetitorPresence.schema },
  industryProfiles: { kind: "state", schema: recordKinds.IndustryProfile.schema },
  externalEvents: { kind: "state", schema: recordKinds.ExternalEvent.schema },
  channelProfiles: { kind: "state", schema: recordKinds.ChannelProfile.schema },
  serviceAudits: { kind: "state", schema: recordKinds.ServiceAudit.schema },
  paperTraces: { kind: "state", schema: recordKinds.PaperTrace.schema },
  affiliations: { kind: "state", schema: affiliationSchema },
  importantDates: { kind: "state", schema: importantDateSchema },
  consents: { kind: "state", schema: consentSchema },
  products: { kind: "state", schema: productSchema },
  installedProducts: { kind: "state", schema: installedProductSchema },
  insights: { kind: "state", schema: insightSchema },
  dailyRuns: { kind: "state", schema: recordKinds.DailyRun.schema },
  snapshots: { kind: "state", schema: customerSnapshotSchema },
  decisions: { kind: "state", schema: reminderDecisionSchema },
  claims: { kind: "state", schema: claimSchema },
  counters: { kind: "state", schema: counterSchema },
  orderLines: {
    kind: "events",
    schema: orderLineSchema,
    subject: "customerId",
    at: "orderedOn",
    time: "day",
  },
  interactions: {
    kind: "events",
    schema: interactionSchema,
    subject: "partyId",
    at: "occurredAt",
    time: "instant",
  },
  pointsEntries: { kind: "events", schema: pointsEntrySchema, subject: "customerId", at: "on", time: "day" },
  lifecycleChanges: {
    kind: "events",
    schema: recordKinds.LifecycleChange.schema,
    subject: "partyId",
    at: "on",
    time: "day",
  },
  askedQuestions: {
    kind: "events",
    schema: recordKinds.AskedQuestion.schema,
    subject: "partyId",
    at: "askedAt",
    time: "instant",
  },
  offerDecisions: {
    kind: "events",
    schema: recordKinds.OfferDecision.schema,
    subject: "partyId",
    at: "decidedAt",
    time: "instant",
  },
  behaviourEvents: {
    kind: "events",
    schema: recordKinds.BehaviourEvent.schema,
    subject: "partyId",
    at: "occurredAt",
    time: "instant",
  },
  surveyAnswers: {
    kind: "events",
    schema: recordKinds.SurveyAnswer.schema,
    subject: "partyId",
    at: "answeredAt",
    time: "instant",
  },
  feedback: {
    kind: "events",
    schema: recordKinds.Feedback.schema,
    subject: "partyId",
    at: "receivedAt",
    time: "instant",
  },
  campaignTouches: {
    kind: "events",
    schema: recordKinds.CampaignTouch.schema,
    subject: "partyId",
    at: "sentAt",
    time: "instant",
  },
  campaignResponses: {
    kind: "events",
    schema: recordKinds.CampaignResponse.schema,
    subject: "partyId",
    at: "at",
    time: "instant",
  },
  meterReadings: {
    kind: "events",
    schema: recordKinds.MeterReading.schema,
    subject: "customerId",
    at: "on",
    time: "day",
  },
  costEntries: {
    kind: "events",
    schema: recordKinds.CostEntry.schema,
    subject: "customerId",
    at: "on",
    time: "day",
  },
  reminderEvents: {
    kind: "events",
    schema: recordKinds.ReminderEvent.schema,
    subject: "subjectId",
    at: "at",
    time: "instant",
  },
} as const;

/** The name of a collection. */
export type CollectionName = keyof typeof collections;

/** The names of all collections. */
export const collectionNames = Object.freeze(Object.keys(collections)) as readonly CollectionName[];

/** The records of a collection. */
export type RecordOf<N extends CollectionName> = z.infer<(typeof collections)[N]["schema"]>;

/** The collections that hold events. */
export type EventCollectionName = {
  [N in CollectionName]: (typeof collections)[N]["kind"] extends "events" ? N : never;
}[CollectionName];

/** The collections that hold state. */
export type StateCollectionName = Exclude<CollectionName, EventCollectionName>;

/** One repository per collection. */
export type StoreCollections = {
  readonly [N in StateCollectionName]: Repository<RecordOf<N>>;
} & {
  readonly [N in EventCollectionName]: EventRepository<RecordOf<N>>;
};

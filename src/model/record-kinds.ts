import type * as z from "zod";
import { accountAssignmentSchema, accountPlanSchema, wantedAccountSchema } from "./account-team.ts";
import { affiliationSchema, organisationUnitSchema } from "./affiliation.ts";
import { askedQuestionSchema } from "./asked-question.ts";
import { behaviourEventSchema } from "./behaviour-event.ts";
import { benefitSchema, membershipSchema, programmeSchema } from "./benefit.ts";
import { campaignResponseSchema, campaignSchema, campaignTouchSchema, referralSchema } from "./campaign.ts";
import { channelProfileSchema } from "./channel.ts";
import { competitorPresenceSchema } from "./competition.ts";
import { complaintSchema } from "./complaint.ts";
import { consentSchema } from "./consent.ts";
import { contactPointSchema } from "./contact-point.ts";
import { contractSchema, switchingBondSchema } from "./contract.ts";
import { costEntrySchema, spendEstimateSchema } from "./cost.ts";
import { customisationRequestSchema, customisationSettingSchema } from "./customisation.ts";
import { dailyRunSchema } from "./daily-run.ts";
import { reminderDecisionSchema } from "./decision.ts";
import { documentVersionSchema } from "./document-version.ts";
import { engagementSchema } from "./engagement.ts";
import { erasureRecordSchema } from "./erasure-record.ts";
import { externalEventSchema, lifeEventSchema } from "./event.ts";
import { factSchema } from "./fact.ts";
import { feedbackSchema, lessonSchema } from "./feedback.ts";
import { heldDocumentSchema } from "./held-document.ts";
import { importBatchSchema } from "./import-batch.ts";
import { importantDateSchema } from "./important-date.ts";
import { industryProfileSchema } from "./industry.ts";
import { insightSchema } from "./insight.ts";
import { installedProductSchema } from "./installed-product.ts";
import { interactionSchema } from "./interaction.ts";
import { invoiceSchema } from "./invoice.ts";
import { lifecycleChangeSchema } from "./lifecycle.ts";
import { mergeRecordSchema } from "./merge-record.ts";
import { meterReadingSchema } from "./meter-reading.ts";
import { offerDecisionSchema, offerSchema } from "./offer.ts";
import { opportunitySchema } from "./opportunity.ts";
import { orderLineSchema } from "./order-line.ts";
import { partySchema } from "./party.ts";
import { pointsEntrySchema } from "./points-entry.ts";
import { preferenceSchema } from "./preference.ts";
import { productSchema } from "./product.ts";
import { productNoticeSchema, recallSchema } from "./product-notice.ts";
import { relationshipSchema } from "./relationship.ts";
import { reminderEventSchema } from "./reminder-event.ts";
import { paperTraceSchema, serviceAuditSchema } from "./service-audit.ts";
import { customerSnapshotSchema } from "./snapshot.ts";
import { surveyAnswerSchema } from "./survey.ts";

/** What is said of a kind of record: its schema, and one line of what it is. */
interface RecordKind {
  readonly schema: z.ZodType;
  /** In which group a newcomer looks for it. */
  readonly group:
    | "parties"
    | "knowledge"
    | "products and projects"
    | "ties"
    | "contacts"
    | "money"
    | "market"
    | "conclusions";
  readonly is: string;
}

/**
 * Every kind of record that is stored, by the name of its type, in groups.
 *
 * @example
 * ```ts
 * import { recordKinds } from "clientele/model";
 *
 * recordKinds.Fact.group; // => "knowledge"
 * Object.keys(recordKinds).length; // => 62
 * ```
 */
export const recordKinds = {
  Party: { schema: partySchema, group: "parties", is: "a person, an organisation or a household" },
  OrganisationUnit: {
    schema: organisationUnitSchema,
    group: "parties",
    is: "a department or site of an organisation",
  },
  Affiliation: {
    schema: affiliationSchema,
    group: "parties",
    is: "a person's place in an organisation: level, function, role",
  },
  Relationship: {
    schema: relationshipSchema,
    group: "parties",
    is: "what one party is to another: family, deciders, supply chain",
  },
  ContactPoint: { schema: contactPointSchema, group: "parties", is: "one way to reach a party" },
  Preference: { schema: preferenceSchema, group: "parties", is: "what a party prefers, accepts or refuses" },
  Consent: {
    schema: consentSchema,
    group: "parties",
    is: "permission, or its withdrawal, with its evidence",
  },
  LifecycleChange: {
    schema: lifecycleChangeSchema,
    group: "parties",
    is: "the day on which a party entered a stage, and why",
  },
  ImportantDate: {
    schema: importantDateSchema,
    group: "parties",
    is: "a solar or lunar day that matters, as far as it is known",
  },
  LifeEvent: { schema: lifeEventSchema, group: "parties", is: "a turn in a party's life" },

  Fact: {
    schema: factSchema,
    group: "knowledge",
    is: "something known of a party under an attribute of the catalogue",
  },
  AskedQuestion: {
    schema: askedQuestionSchema,
    group: "knowledge",
    is: "a question put to a party, and what came of it",
  },
  ImportBatch: { schema: importBatchSchema, group: "knowledge", is: "an outside list under review" },

  MergeRecord: {
    schema: mergeRecordSchema,
    group: "knowledge",
    is: "that parties were found to be one, and all that changed",
  },
  ErasureRecord: {
    schema: erasureRecordSchema,
    group: "knowledge",
    is: "that a party was erased, and how much of what",
  },

  Product: {
    schema: productSchema,
    group: "products and projects",
    is: "something sold: goods, a service, a bundle",
  },
  InstalledProduct: {
    schema: installedProductSchema,
    group: "products and projects",
    is: "a product, own or a competitor's, at the customer's",
  },
  MeterReading: {
    schema: meterReadingSchema,
    group: "products and projects",
    is: "what the meter of an installed product showed on a day",
  },
  ProductNotice: {
    schema: productNoticeSchema,
    group: "products and projects",
    is: "a new price, an outage, the end of support, new stock",
  },
  Recall: { schema: recallSchema, group: "products and projects", is: "a product that is called back" },
  Opportunity: {
    schema: opportunitySchema,
    group: "products and projects",
    is: "a possible sale: people, timetable, budget, bids",
  },
  Offer: { schema: offerSchema, group: "products and projects", is: "what can be offered, for a time" },
  OfferDecision: {
    schema: offerDecisionSchema,
    group: "products and projects",
    is: "what a party did with an offer, and why",
  },
  CustomisationSetting: {
    schema: customisationSettingSchema,
    group: "products and projects",
    is: "how one customer has product, invoice, packaging, papers",
  },
  CustomisationRequest: {
    schema: customisationRequestSchema,
    group: "products and projects",
    is: "what a customer wants otherwise, and what was done",
  },
  DocumentVersion: {
    schema: documentVersionSchema,
    group: "products and projects",
    is: "a document for a region, a topic, a language",
  },

  AccountAssignment: {
    schema: accountAssignmentSchema,
    group: "ties",
    is: "who of the own staff looks after a customer",
  },
  AccountPlan: {
    schema: accountPlanSchema,
    group: "ties",
    is: "what company and customer mean to reach together",
  },
  WantedAccount: { schema: wantedAccountSchema, group: "ties", is: "a company to win this year" },
  Contract: {
    schema: contractSchema,
    group: "ties",
    is: "an agreement for a term, with notice and penalties",
  },
  HeldDocument: {
    schema: heldDocumentSchema,
    group: "ties",
    is: "a licence, certificate or other paper that runs out",
  },
  SwitchingBond: { schema: switchingBondSchema, group: "ties", is: "what leaving would cost the customer" },
  Benefit: { schema: benefitSchema, group: "ties", is: "something a party is entitled to" },
  Programme: { schema: programmeSchema, group: "ties", is: "a club or scheme of rewards" },
  Membership: { schema: membershipSchema, group: "ties", is: "a party's place in a programme" },
  PointsEntry: {
    schema: pointsEntrySchema,
    group: "ties",
    is: "points earned, redeemed, adjusted, reversed",
  },
  Referral: { schema: referralSchema, group: "ties", is: "one customer brought in by another" },

  Interaction: {
    schema: interactionSchema,
    group: "contacts",
    is: "one contact: how far it got, where to go on",
  },
  BehaviourEvent: {
    schema: behaviourEventSchema,
    group: "contacts",
    is: "what a party did without saying it",
  },
  Complaint: {
    schema: complaintSchema,
    group: "contacts",
    is: "what a customer complained of, and its states",
  },
  SurveyAnswer: {
    schema: surveyAnswerSchema,
    group: "contacts",
    is: "what was expected and found, per element",
  },
  Feedback: { schema: feedbackSchema, group: "contacts", is: "what a party told us unasked or in a panel" },
  Lesson: { schema: lessonSchema, group: "contacts", is: "what a department learned and changed" },
  Engagement: {
    schema: engagementSchema,
    group: "contacts",
    is: "a planned meeting: seminar, club, panel, executive visit",
  },
  Campaign: { schema: campaignSchema, group: "contacts", is: "an effort towards many customers" },
  CampaignTouch: {
    schema: campaignTouchSchema,
    group: "contacts",
    is: "one contact of a campaign, or a place in its control arm",
  },
  CampaignResponse: { schema: campaignResponseSchema, group: "contacts", is: "what a party did upon it" },

  OrderLine: { schema: orderLineSchema, group: "money", is: "one line of an order, invoice or credit note" },
  Invoice: { schema: invoiceSchema, group: "money", is: "a bill to a customer, open until it is paid" },
  CostEntry: {
    schema: costEntrySchema,
    group: "money",
    is: "what a customer cost on a day, and what drove it",
  },
  SpendEstimate: {
    schema: spendEstimateSchema,
    group: "money",
    is: "what a customer spends with us and with others",
  },

  CompetitorPresence: {
    schema: competitorPresenceSchema,
    group: "market",
    is: "a competitor at a customer's, and its people",
  },
  IndustryProfile: {
    schema: industryProfileSchema,
    group: "market",
    is: "the state of an industry, for a time",
  },
  ExternalEvent: {
    schema: externalEventSchema,
    group: "market",
    is: "something in the world, with its area",
  },
  ChannelProfile: {
    schema: channelProfileSchema,
    group: "market",
    is: "a channel of the own catalogue, and its unit cost",
  },
  ServiceAudit: { schema: serviceAuditSchema, group: "market", is: "a test of a contact department" },
  PaperTrace: { schema: paperTraceSchema, group: "market", is: "the way of a document through the house" },

  Insight: {
    schema: insightSchema,
    group: "conclusions",
    is: "a conclusion of an analysis about one customer",
  },
  CustomerSnapshot: {
    schema: customerSnapshotSchema,
    group: "conclusions",
    is: "scores, segment, value and tier as of a day",
  },
  DailyRun: {
    schema: dailyRunSchema,
    group: "conclusions",
    is: "that a day was run, and of which day its analyses are",
  },
  ReminderDecision: {
    schema: reminderDecisionSchema,
    group: "conclusions",
    is: "what was decided about one due moment",
  },
  ReminderEvent: {
    schema: reminderEventSchema,
    group: "conclusions",
    is: "what happened to a reminder: delivered, seen, put off, done, its outcome",
  },
} as const satisfies Readonly<Record<string, RecordKind>>;

/** The name of a kind of record. */
export type RecordName = keyof typeof recordKinds;

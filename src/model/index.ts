/**
 * The typed vocabulary: every record that is stored or passed between rooms, as a zod schema and its type.
 *
 * Definitions:
 * - A **party** is a person, an organisation or a household. A **customer** is a party that orders; orders name it
 *   by id. A role is never part of a person: it stands on the **affiliation** or the **relationship**.
 * - **Few entities, many attributes**: what has behaviour or references is a record of its own; what is merely
 *   known of a party is a **fact** under an **attribute** of a typed **catalogue**, which users extend.
 * - A fact carries its **provenance** (method, channel, place, department, actor, contact). *Observed*: when the
 *   source said it. *Checked*: when somebody last looked. *Verified*: when it last proved true.
 * - Facts are **bi-temporal**. *Valid time* (`validFrom`, `validTo`) is when something holds in the world, in days;
 *   *record time* (`recordedAt`, `retractedAt`) is when we held it true, in instants. All periods are half-open.
 * - A **buying centre** is level (operational, managerial, decision) × function (user, technical, finance).
 * - A **break point** is where a contact stopped; an **open loop** is what was promised in it and not yet done.
 * - An **order line** is the unit of counting of orders: a positive amount is a purchase, a negative one a
 *   return, zero a free line. There is no separate flag that could contradict the amount.
 * - An **insight** is a conclusion of an analysis with its evidence; a **decision** is what the reminder
 *   engine decided about one due moment, and why.
 * - Every persisted record has a `schemaVersion`, and a `custom` bag in which fields of the user's own survive;
 *   any other unknown field is refused by name.
 *
 * @module
 */

export {
  type AccountAssignment,
  type AccountLoad,
  type AccountPlan,
  accountAssignmentSchema,
  accountPlanSchema,
  countAccountLoads,
  countMissingContacts,
  type MissingContactsOptions,
  type WantedAccount,
  wantedAccountSchema,
} from "./account-team.ts";
export {
  type Affiliation,
  affiliationSchema,
  type BuyingFunction,
  type BuyingLevel,
  buyingFunctionSchema,
  buyingFunctions,
  buyingLevelSchema,
  buyingLevels,
  type OrganisationUnit,
  organisationUnitSchema,
} from "./affiliation.ts";
export { type AskedQuestion, askedQuestionSchema } from "./asked-question.ts";
export {
  type AttributeCatalogue,
  type AttributeSchemas,
  type AttributeValue,
  createAttributeCatalogue,
  type FactDetails,
} from "./attribute-catalogue.ts";
export {
  type AttributeDefinition,
  type AttributeInput,
  type Audience,
  type ErasureStrategy,
  type KnowledgeArea,
  knowledgeAreas,
  type Sensitivity,
  type SubjectKind,
} from "./attribute-definition.ts";
export { type BehaviourEvent, behaviourEventSchema } from "./behaviour-event.ts";
export {
  type Benefit,
  benefitSchema,
  benefitStateOn,
  type Membership,
  membershipSchema,
  type Programme,
  programmeSchema,
} from "./benefit.ts";
export { builtInAttributes } from "./built-in-attributes.ts";
export {
  type BuyingCell,
  type BuyingCentre,
  type BuyingPlace,
  type BuyingRole,
  buyingCentreOf,
  type ConcernsOptions,
  concernsOf,
  type TalkingPoint,
  talkingPointsFor,
  usualConcerns,
} from "./buying-centre.ts";
export {
  type Campaign,
  type CampaignResponse,
  type CampaignTouch,
  campaignResponseSchema,
  campaignSchema,
  campaignTouchSchema,
  type Referral,
  referralSchema,
} from "./campaign.ts";
export { type Channel, type ChannelProfile, channelProfileSchema, channelSchema } from "./channel.ts";
export { type Claim, claimSchema } from "./claim.ts";
export { type CompetitorPresence, competitorPresenceSchema } from "./competition.ts";
export {
  type Complaint,
  type ComplaintState,
  complaintSchema,
  complaintStateAt,
  complaintStates,
  complaintTransitions,
} from "./complaint.ts";
export {
  type Consent,
  type ContactPurpose,
  consentSchema,
  contactPurposeSchema,
  type LegalBasis,
  legalBases,
  legalBasisSchema,
} from "./consent.ts";
export {
  type ContactPoint,
  contactPointSchema,
  type PostalAddress,
  postalAddressSchema,
} from "./contact-point.ts";
export { type Contract, contractSchema, type SwitchingBond, switchingBondSchema } from "./contract.ts";
export { type CostEntry, costEntrySchema, type SpendEstimate, spendEstimateSchema } from "./cost.ts";
export { type Counter, counterSchema } from "./counter.ts";
export {
  type CustomisationRequest,
  type CustomisationSetting,
  customisationRequestSchema,
  customisationSettingSchema,
} from "./customisation.ts";
export { type DailyRun, dailyRunSchema } from "./daily-run.ts";
export {
  type Cell,
  cellSchema,
  cells,
  type DecisionReason,
  decisionReasonCodes,
  decisionReasonSchema,
  type ReminderDecision,
  reminderDecisionSchema,
  type ScoreParts,
  scorePartsSchema,
  type Wording,
  wordingSchema,
} from "./decision.ts";
export {
  chooseDocumentVersion,
  type DocumentQuery,
  type DocumentVersion,
  documentVersionSchema,
} from "./document-version.ts";
export { type Engagement, engagementSchema } from "./engagement.ts";
export { type ErasureRecord, erasureRecordSchema } from "./erasure-record.ts";
export {
  type EventArea,
  type ExternalEvent,
  eventAreaSchema,
  externalEventSchema,
  type LifeEvent,
  lifeEventSchema,
  touchesAddress,
} from "./event.ts";
export {
  type ExportSchemaOptions,
  exportOpenApiSchemas,
  exportSchema,
  type JsonSchemaDocument,
} from "./export-schema.ts";
export { attributeKeySchema, type Fact, factSchema, isKnownAt } from "./fact.ts";
export { type Feedback, feedbackSchema, type Lesson, lessonSchema } from "./feedback.ts";
export { type HeldDocument, heldDocumentSchema } from "./held-document.ts";
export { type ImportBatch, importBatchSchema } from "./import-batch.ts";
export {
  type ImportantDate,
  importantDateSchema,
  type KnownDate,
  knownDateSchema,
} from "./important-date.ts";
export {
  type IndustryProfile,
  type IndustrySection,
  industryCodeSchema,
  industryProfileSchema,
  industrySectionOf,
  industrySections,
} from "./industry.ts";
export {
  type Evidence,
  evidenceSchema,
  type Insight,
  type InsightOf,
  insightSchema,
  isInsightOf,
} from "./insight.ts";
export { type InsightPayload, insightPayloadSchemas, type KnownInsightKind } from "./insight-payloads.ts";
export { type InstalledProduct, installedProductSchema } from "./installed-product.ts";
export {
  type BreakPoint,
  breakPointSchema,
  type Interaction,
  interactionSchema,
  type OpenLoop,
  openLoopSchema,
} from "./interaction.ts";
export { type Invoice, invoiceSchema } from "./invoice.ts";
export type { JsonObject, JsonValue } from "./json-value.ts";
export {
  type LifecycleChange,
  type LifecycleStage,
  lifecycleChangeSchema,
  lifecycleOn,
  lifecycleStages,
} from "./lifecycle.ts";
export {
  listPersonalFields,
  type PersonalField,
  type PersonalFieldsOptions,
} from "./list-personal-fields.ts";
export { type MergeRecord, mergeRecordSchema } from "./merge-record.ts";
export { type MeterReading, meterReadingSchema } from "./meter-reading.ts";
export { type Offer, type OfferDecision, offerDecisionSchema, offerSchema } from "./offer.ts";
export { type Opportunity, opportunitySchema, opportunityStages } from "./opportunity.ts";
export { type OrderLine, orderLineSchema } from "./order-line.ts";
export { type CheckedRecords, checkRecords, parseRecord } from "./parse.ts";
export {
  type Household,
  householdSchema,
  type Organisation,
  organisationSchema,
  type Party,
  type Person,
  partySchema,
  personSchema,
} from "./party.ts";
export { composePersonName, type PersonName, personNameSchema } from "./person-name.ts";
export { markPersonal, type PersonalDataCategory, personalDataCategories } from "./personal-data.ts";
export { type PointsEntry, pointsEntrySchema } from "./points-entry.ts";
export { type Preference, preferenceSchema } from "./preference.ts";
export { type Product, productSchema, type RoleConcern, roleConcernSchema } from "./product.ts";
export { type ProductNotice, productNoticeSchema, type Recall, recallSchema } from "./product-notice.ts";
export {
  type Actor,
  actorSchema,
  type Provenance,
  provenanceMethods,
  provenanceSchema,
  type Source,
  sourceSchema,
} from "./provenance.ts";
export { type RecordName, recordKinds } from "./record-kinds.ts";
export { type Relationship, relationshipKinds, relationshipSchema } from "./relationship.ts";
export {
  type ReminderEvent,
  reminderEventSchema,
  reminderOutcomes,
} from "./reminder-event.ts";
export { type PaperTrace, paperTraceSchema, type ServiceAudit, serviceAuditSchema } from "./service-audit.ts";
export { type CustomerSnapshot, customerSnapshotSchema } from "./snapshot.ts";
export { type NoSatisfactionGap, type SurveyAnswer, satisfactionGap, surveyAnswerSchema } from "./survey.ts";
export { type DayOption, isValidOn, type Validity, validOn } from "./validity.ts";

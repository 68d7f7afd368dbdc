/**
 * Customer knowledge at work: what was known when, how fresh it is, what to ask next, what to say, and whose it is.
 *
 * Definitions:
 * - *View*: what was known of a party at a moment (`asOf`, record time) about a day (`validOn`, valid time). A fact is in
 *   it if it was recorded and not retracted, holds on the day, and no fact in the view supersedes it.
 * - *Supersession*: a change of the world is a new fact that holds from a day on and names the old one; a correction
 *   retracts the old one at the moment at which the new one is recorded. Nothing is overwritten.
 * - *Contradiction*: several values of a single-valued attribute in one view. One is held by a fixed order (standing,
 *   method, freshness, confidence, record time, id), the others stay visible. Two *stated* periods that overlap with
 *   different values are no contradiction but bad data, and are refused.
 * - *Standing*: verified (it proved true, or a person corrected it), checked, observed, doubted (found changed). An
 *   attempt at which nobody could be asked is no check.
 * - *Freshness* = 2^(−age / half-life), the age since a fact was observed or last proved true. *Certainty* = freshness ×
 *   confidence. *Completeness* = the share of weight that is known with certainty.
 * - *Gain* of a question = weight × (1 − certainty) × probability of an answer × timeliness; one or two are asked per contact.
 * - *Break point*: where the last contact of a matter stopped. *Open loop*: promised in a contact, closed by none since.
 * - *Match*: two records of one party, by the weights of Fellegi and Sunter. *Merge*: one of them becomes a pointer to
 *   the other; *undo* is its exact inverse.
 * - *Erasure*: what is about the person goes, what the ledger needs stays under one pseudonym. Attributes say which.
 *
 * @packageDocumentation
 */

export type { Leftover } from "./_leftovers.ts";
export { type AcceptedImport, type AcceptImportOptions, acceptImport } from "./accept-import.ts";
export type { AccountKnowledge, AccountPerson, AccountUnit } from "./account-knowledge.ts";
export { applyErasure } from "./apply-erasure.ts";
export { applyMerge, type MergeRecordOptions, mergeRecordOf } from "./apply-merge.ts";
export { type Availability, type AvailabilityOptions, availabilityOn } from "./availability-on.ts";
export { type AreaCompleteness, type Completeness, completeness, type KnowledgeGap } from "./completeness.ts";
export { type ContactBriefOptions, composeContactBrief } from "./compose-contact-brief.ts";
export { composeExecutiveBrief, type ExecutiveBrief } from "./compose-executive-brief.ts";
export type {
  BriefArea,
  BriefComplaint,
  BriefContactPoint,
  BriefLine,
  BriefOpportunity,
  BriefProduct,
  ContactBrief,
} from "./contact-brief.ts";
export type { CustomerKnowledge } from "./customer-knowledge.ts";
export {
  type BuyingTrace,
  type BuyingTraces,
  type DetectWishToBuyOptions,
  detectWishToBuy,
  type WishToBuy,
} from "./detect-wish-to-buy.ts";
export {
  type AgreementOdds,
  type DuplicateFeature,
  type DuplicateLevel,
  defaultDuplicateWeights,
} from "./duplicate-weights.ts";
export type { ErasureChange, ErasurePlan } from "./erasure-plan.ts";
export {
  type ExportedFact,
  type ExportSubjectOptions,
  exportSubject,
  type SubjectExport,
} from "./export-subject.ts";
export {
  type AsOfOptions,
  type Contradiction,
  type FactsAsOfOptions,
  type FactView,
  factsAsOf,
  type KnownFact,
  viewsAsOf,
} from "./facts-as-of.ts";
export { type ContactsAsOfOptions, findBreakPoints, type ResumePoint } from "./find-break-points.ts";
export {
  type DuplicateEvidence,
  type DuplicatePair,
  type DuplicateReport,
  type FindDuplicatesOptions,
  findDuplicates,
} from "./find-duplicates.ts";
export { findOpenLoops, type PendingLoop } from "./find-open-loops.ts";
export { type FreshnessOptions, freshness } from "./freshness.ts";
export { type GroupDuplicatesOptions, groupDuplicates } from "./group-duplicates.ts";
export type { ExternalId, Identity } from "./identity.ts";
export { type IdentityRecords, identityOf } from "./identity-of.ts";
export { type FactIndex, type IndexFactsOptions, indexFacts, type SetAsideFact } from "./index-facts.ts";
export { jaroWinkler } from "./jaro-winkler.ts";
export type { KnowledgeScope } from "./knowledge-scope.ts";
export { type KnownValuesOptions, knownValues } from "./known-values.ts";
export { type LearningCurveOptions, type LearningStep, learningCurve } from "./learning-curve.ts";
export { type Counterpart, type MatchCounterpartsOptions, matchCounterparts } from "./match-counterparts.ts";
export type { MergeChange, MergeConflict, MergePlan } from "./merge-plan.ts";
export { nameSimilarity } from "./name-similarity.ts";
export {
  type NextQuestionsOptions,
  type NotAsked,
  type NotAskedReason,
  nextQuestions,
  type ProposedQuestion,
  type QuestionPlan,
} from "./next-questions.ts";
export { normaliseEmail } from "./normalise-email.ts";
export { type NormalisedName, type NormaliseNameOptions, normaliseName } from "./normalise-name.ts";
export { type NormalisePhoneOptions, normalisePhone } from "./normalise-phone.ts";
export type { PartyRecords, RecordOf } from "./party-records.ts";
export { type PlanErasureOptions, planErasure } from "./plan-erasure.ts";
export { type PlanMergeOptions, planMerge } from "./plan-merge.ts";
export {
  type PlanVerificationOptions,
  planVerification,
  type VerificationItem,
  type VerificationPlan,
} from "./plan-verification.ts";
export { type FormField, type PrefilledField, type PrefillFormOptions, prefillForm } from "./prefill-form.ts";
export { type ResolutionCriterion, resolutionOrder } from "./resolution-order.ts";
export { type RetractFactOptions, retractFact } from "./retract-fact.ts";
export {
  type ImportReview,
  type ImportRow,
  type ImportRowCode,
  type ReviewedRow,
  type ReviewImportOptions,
  reviewImport,
} from "./review-import.ts";
export { type Replacement, type Supersession, supersedeFact } from "./supersede-fact.ts";
export { type UndoConflict, type UndoMergeOptions, type UndoneMerge, undoMerge } from "./undo-merge.ts";
export { type UpcomingDate, type UpcomingDatesOptions, upcomingDates } from "./upcoming-dates.ts";
export { type VerifyFactOptions, verifyFact } from "./verify-fact.ts";
export {
  type AccountView,
  type ViewAccountOptions,
  viewAccount,
} from "./view-account.ts";

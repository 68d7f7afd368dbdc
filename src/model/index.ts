/**
 * The typed vocabulary: every record that is stored or passed between rooms, as a zod schema and its type.
 *
 * Definitions:
 * - A **party** is a person or an organisation. A **customer** is a party that orders; orders name it by id.
 * - A **fact** carries its **provenance**: method, channel and the day on which it was observed.
 * - An **order line** is the unit of counting of orders: a positive amount is a purchase, a negative one a
 *   return, zero a free line. There is no separate flag that could contradict the amount.
 * - An **insight** is a conclusion of an analysis with its evidence; a **decision** is what the reminder
 *   engine decided about one due moment, and why.
 * - Every persisted record has a `schemaVersion`.
 *
 * @module
 */

export { type Affiliation, affiliationSchema } from "./affiliation.ts";
export { type Channel, channelSchema } from "./channel.ts";
export { type Claim, claimSchema } from "./claim.ts";
export { type Consent, type ContactPurpose, consentSchema, contactPurposeSchema } from "./consent.ts";
export { type Counter, counterSchema } from "./counter.ts";
export {
  type Cell,
  cellSchema,
  cells,
  type DecisionReason,
  decisionReasonSchema,
  type ReminderDecision,
  reminderDecisionSchema,
} from "./decision.ts";
export { type ImportantDate, importantDateSchema } from "./important-date.ts";
export {
  type Evidence,
  evidenceSchema,
  type Insight,
  type InsightOf,
  type InsightPayload,
  insightPayloadSchemas,
  insightSchema,
  isInsightOf,
  type KnownInsightKind,
} from "./insight.ts";
export { type Interaction, interactionSchema } from "./interaction.ts";
export { type OrderLine, orderLineSchema } from "./order-line.ts";
export { type CheckedRecords, checkRecords, parseRecord } from "./parse.ts";
export {
  type Organisation,
  organisationSchema,
  type Party,
  type Person,
  partySchema,
  personSchema,
} from "./party.ts";
export { type PointsEntry, pointsEntrySchema } from "./points-entry.ts";
export { type InstalledProduct, installedProductSchema, type Product, productSchema } from "./product.ts";
export { type Provenance, provenanceSchema } from "./provenance.ts";
export { type CustomerSnapshot, customerSnapshotSchema } from "./snapshot.ts";

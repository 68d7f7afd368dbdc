import * as z from "zod";
import { ownFields, partyId } from "./_record.ts";
import { id, instant, plainDate, schemaVersion, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { contactPurposeSchema } from "./consent.ts";
import { evidenceSchema } from "./insight.ts";

/** The six cells: object (product, customer) × purpose (care, recommend, trend). */
export const cells = [
  "product.care",
  "product.recommend",
  "product.trend",
  "customer.care",
  "customer.recommend",
  "customer.trend",
] as const;

/** Schema of {@link Cell}. */
export const cellSchema = z.enum(cells);

/** One of the six cells of the matrix. */
export type Cell = z.infer<typeof cellSchema>;

/** Schema of {@link DecisionReason}. */
export const decisionReasonSchema = z.strictObject({
  code: z.enum([
    "due",
    "no-consent",
    "party-closed",
    "already-decided",
    "cooldown",
    "expired",
    "no-channel",
    "quiet-hours",
    "cap",
    "minimum-gap",
  ]),
  /** In one sentence, for a person. */
  text: storableText(500),
  /** The rule, cap or decision that stands in the way. */
  by: storableText(600).optional(),
  /** From when on this reason no longer holds. */
  until: instant.optional(),
});

/** Why a decision came out as it did, as data and as one sentence. */
export type DecisionReason = z.infer<typeof decisionReasonSchema>;

/** Schema of {@link ReminderDecision}. */
export const reminderDecisionSchema = z.strictObject({
  schemaVersion,
  /** Rule, customer and occurrence: the same due moment has the same id in every run. */
  id: storableText(600),
  ruleId: id,
  ruleVersion: z.int().min(1),
  cell: cellSchema,
  purpose: contactPurposeSchema,
  /** The customer, or the own staff member who looks after the customer. */
  audience: z.enum(["customer", "owner"]),
  subjectId: partyId,
  dueOn: plainDate,
  expiresAt: instant,
  verdict: z.enum(["send", "defer", "suppress"]),
  /** When to send, or when to look again. */
  at: instant.optional(),
  channel: channelSchema.optional(),
  /** Place in the order of the customer's candidates, from 1. */
  rank: z.int().min(1),
  score: z.number().min(0),
  /** What to say, in one sentence. */
  message: storableText(500),
  /** One question that may ride on the contact. */
  question: storableText(500).optional(),
  reasons: z.array(decisionReasonSchema).min(1),
  evidence: z.array(evidenceSchema).min(1),
  decidedAt: instant,
  custom: ownFields,
});

/** What was decided about one due moment of one rule and customer, and why. */
export type ReminderDecision = z.infer<typeof reminderDecisionSchema>;

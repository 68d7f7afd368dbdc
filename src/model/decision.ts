import * as z from "zod";
import { ownFields, partyId } from "./_record.ts";
import { id, instant, plainDate, schemaVersion, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { contactPurposeSchema } from "./consent.ts";
import { evidenceSchema } from "./insight.ts";
import { markPersonal } from "./personal-data.ts";

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

/** The codes of {@link DecisionReason}, grouped by the stage that gives them. */
export const decisionReasonCodes = [
  // It goes out, or why it goes out later or elsewhere.
  "due",
  "digest",
  "rides-along",
  "snoozed",
  // Whether it may be sent at all.
  "party-closed",
  "party-merged",
  "already-decided",
  "done",
  "retracted",
  "unreadable",
  "missed",
  "expired",
  "paused",
  "exited",
  "no-channel",
  "no-consent",
  "no-address",
  "stale-data",
  "let-go",
  "holdout",
  "cooldown",
  // When.
  "quiet-hours",
  "closed-day",
  "owner-weekday",
  // Beside the other contacts.
  "cap",
  "minimum-gap",
  "budget",
  "human-share",
  "same-address",
  "no-contact",
] as const;

/** Schema of {@link DecisionReason}. */
export const decisionReasonSchema = z.strictObject({
  code: z.enum(decisionReasonCodes),
  /** In one sentence, for a person. */
  text: storableText(500),
  /** The rule, cap or decision that stands in the way. */
  by: storableText(600).optional(),
  /** From when on this reason no longer holds. */
  until: instant.optional(),
  /** What would have to change for it to hold no longer, beside the time. */
  needs: z
    .strictObject({
      what: z.enum([
        "address",
        "carrier",
        "channel",
        "consent",
        "fresh-data",
        "human-contact",
        "money",
        "policy",
        "resolution",
      ]),
      /** Of what: `promotional:email`, `complaint:77`, `insight:rfm.silent`, the id of a cap. */
      of: storableText(600).optional(),
    })
    .optional(),
});

/** Why a decision came out as it did, as data and as one sentence. */
export type DecisionReason = z.infer<typeof decisionReasonSchema>;

/** Schema of {@link Wording}. */
export const wordingSchema = z.strictObject({
  /** Names the sentence in the catalogue of a locale. */
  key: storableText(100),
  /** What the sentence says of this case. */
  params: z.record(storableText(100), z.union([z.literal(""), storableText(2000), z.number()])),
});

/** A message as data, from which any locale makes its sentence. */
export type Wording = z.infer<typeof wordingSchema>;

/** Schema of {@link ScoreParts}. */
export const scorePartsSchema = z.strictObject({
  /** How likely or how strong: the strength of the facts, from 0 to 1. */
  propensity: z.number().min(0),
  /** 1 plus the sum of the weights of the moment, each by 100: 55 gives 1.55. */
  context: z.number().min(0),
  /** What it is worth: the priority of the rule, or the value that the occurrence names. */
  value: z.number().min(0),
  /** What the company wishes to push, 1 for nothing. */
  lever: z.number().min(0),
});

/** The factors of a score: score = propensity × context × value × lever. */
export type ScoreParts = z.infer<typeof scorePartsSchema>;

/** Schema of {@link ReminderDecision}. */
export const reminderDecisionSchema = z.strictObject({
  schemaVersion,
  /** Rule, customer and occurrence: the same due moment has the same id in every run. */
  id: markPersonal(storableText(600), "user.unique_id"),
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
  /** The address or number that the channel is to use, where the customer's are known: consents may differ by it. */
  contactPointId: id.optional(),
  /** Own staff member who sends it or gets the task. */
  senderId: partyId.optional(),
  /** Place in the order of the candidates decided together, from 1. */
  rank: z.int().min(1),
  score: z.number().min(0),
  /** The factors of the score, where it has more than priority and strength. */
  scoreParts: scorePartsSchema.optional(),
  /** What to say, in one sentence. */
  message: storableText(500),
  /** The same as data, for other languages. */
  wording: wordingSchema.optional(),
  /** One question that may ride on the contact. */
  question: storableText(500).optional(),
  /** The decision with which it goes out as one contact: a digest, or a question riding along. */
  withId: markPersonal(storableText(600), "user.unique_id").optional(),
  /** What it counts as towards caps by tag, kept as it was when it was decided. */
  tags: z.array(storableText(80)).max(50).optional(),
  /** False when it counts towards no cap, true when it does against the custom of its purpose. */
  counted: z.boolean().optional(),
  /** The zone that stood in for the customer's own, and why. */
  zoneFallback: z
    .strictObject({
      zone: storableText(100),
      from: z.enum(["account", "company", "utc"]),
      because: z.enum(["missing", "invalid"]),
    })
    .optional(),
  reasons: z.array(decisionReasonSchema).min(1),
  evidence: z.array(evidenceSchema).min(1),
  decidedAt: instant,
  custom: ownFields,
});

/** What was decided about one due moment of one rule and customer, and why. */
export type ReminderDecision = z.infer<typeof reminderDecisionSchema>;

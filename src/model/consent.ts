import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link ContactPurpose}. */
export const contactPurposeSchema = z.enum(["mandatory", "service", "care", "promotional", "internal"]);

/** Why a party is contacted; consent, caps and quiet hours depend on it. */
export type ContactPurpose = z.infer<typeof contactPurposeSchema>;

/** The lawful bases of processing, by Article 6 of the GDPR. */
export const legalBases = [
  "consent",
  "contract",
  "legal-obligation",
  "vital-interests",
  "public-task",
  "legitimate-interests",
] as const;

/** Schema of {@link LegalBasis}. */
export const legalBasisSchema = z.enum(legalBases);

/** A lawful basis of processing, by Article 6 of the GDPR. */
export type LegalBasis = z.infer<typeof legalBasisSchema>;

/** Schema of {@link Consent}. */
export const consentSchema = record({
  partyId,
  purpose: z.enum(["service", "care", "promotional"]),
  channel: channelSchema,
  status: z.enum(["granted", "withdrawn"]),
  /** The last record of a purpose and channel that starts on or before a day holds on that day. */
  effectiveFrom: plainDate,
  /** The one address or number that it is about. */
  contactPointId: id.optional(),
  legalBasis: legalBasisSchema.optional(),
  /** What proves it: when and where it was given, in which words, and whether it was confirmed. */
  evidence: z
    .strictObject({
      capturedAt: instant,
      source: storableText(500),
      wording: storableText(5000).optional(),
      interactionId: id.optional(),
      documentId: id.optional(),
      /** When the party confirmed it a second time, by the link in a letter. */
      confirmedAt: instant.optional(),
    })
    .optional(),
  /** When somebody last looked whether it still fits. */
  reviewedOn: plainDate.optional(),
});

/** Permission, or its withdrawal, to use one channel for one purpose, with its evidence. */
export type Consent = z.infer<typeof consentSchema>;

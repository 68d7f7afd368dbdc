import * as z from "zod";
import { id, plainDate, schemaVersion } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link ContactPurpose}. */
export const contactPurposeSchema = z.enum(["mandatory", "service", "care", "promotional", "internal"]);

/** Why a party is contacted; consent, caps and quiet hours depend on it. */
export type ContactPurpose = z.infer<typeof contactPurposeSchema>;

/** Schema of {@link Consent}. */
export const consentSchema = z.strictObject({
  schemaVersion,
  id,
  partyId: id,
  purpose: z.enum(["service", "care", "promotional"]),
  channel: channelSchema,
  status: z.enum(["granted", "withdrawn"]),
  /** The last record of a purpose and channel that starts on or before a day holds on that day. */
  effectiveFrom: plainDate,
});

/** Permission, or its withdrawal, to use one channel for one purpose. */
export type Consent = z.infer<typeof consentSchema>;

import * as z from "zod";
import { id, plainDate, schemaVersion, storableText, timeZone } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

const partyBase = {
  schemaVersion,
  id,
  name: storableText(500),
  /** Where the customer's wall clock stands; reminders fall back to the company's zone. */
  timeZone: timeZone.optional(),
  /** The first day of the relationship. */
  since: plainDate.optional(),
  /** Own staff member who looks after this party. */
  ownerId: id.optional(),
  /** A party that must never again be approached: deceased, dissolved, erased. */
  closed: z.strictObject({ reason: z.enum(["deceased", "dissolved", "erased"]), on: plainDate }).optional(),
  preferredChannel: channelSchema.optional(),
};

/** Schema of {@link Person}. */
export const personSchema = z.strictObject({ kind: z.literal("person"), ...partyBase });

/** Schema of {@link Organisation}. */
export const organisationSchema = z.strictObject({
  kind: z.literal("organisation"),
  ...partyBase,
  industry: storableText(100).optional(),
});

/** Schema of {@link Party}. */
export const partySchema = z.discriminatedUnion("kind", [personSchema, organisationSchema]);

/** A human being, customer or contact of one. */
export type Person = z.infer<typeof personSchema>;

/** A company, authority or club. */
export type Organisation = z.infer<typeof organisationSchema>;

/** Whoever the company deals with. */
export type Party = z.infer<typeof partySchema>;

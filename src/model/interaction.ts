import * as z from "zod";
import { id, instant, schemaVersion, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link Interaction}. */
export const interactionSchema = z.strictObject({
  schemaVersion,
  id,
  partyId: id,
  /** The person spoken to, when the party is an organisation. */
  personId: id.optional(),
  occurredAt: instant,
  channel: channelSchema,
  direction: z.enum(["inbound", "outbound"]),
  /** A contact in which both sides spoke. */
  twoWay: z.boolean(),
  topic: storableText(500).optional(),
});

/** One contact with a party. */
export type Interaction = z.infer<typeof interactionSchema>;

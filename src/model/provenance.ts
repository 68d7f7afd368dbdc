import * as z from "zod";
import { plainDate } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link Provenance}. */
export const provenanceSchema = z.strictObject({
  method: z.enum(["stated", "observed", "derived", "imported"]),
  channel: channelSchema.optional(),
  observedOn: plainDate,
});

/** How a fact came to be known: by which method, over which channel, and on which day. */
export type Provenance = z.infer<typeof provenanceSchema>;

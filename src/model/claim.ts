import * as z from "zod";
import { id, instant, schemaVersion, storableText } from "./_scalars.ts";

/** Schema of {@link Claim}. */
export const claimSchema = z.strictObject({
  schemaVersion,
  /** The id of the decision, so that there is one claim per decision. */
  id: storableText(600),
  /** Who carries the decision out. */
  holder: id,
  claimedAt: instant,
  /** From then on anybody else may claim it. */
  until: instant,
  /** When it was carried out; a settled claim is never taken again. */
  settledAt: instant.optional(),
});

/** Who is carrying out a decision to send, and until when nobody else may. */
export type Claim = z.infer<typeof claimSchema>;

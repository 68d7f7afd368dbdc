import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, storableText } from "./_scalars.ts";
import { attributeKeySchema } from "./fact.ts";

/** Schema of {@link AskedQuestion}. */
export const askedQuestionSchema = record({
  partyId,
  attribute: attributeKeySchema,
  qualifier: storableText(200).optional(),
  askedAt: instant,
  outcome: z.enum(["answered", "declined", "deferred"]),
  interactionId: id.optional(),
  /** The fact that the answer became. */
  factId: id.optional(),
});

/** A question that was put to a party, and what came of it: what keeps us from asking again. */
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;

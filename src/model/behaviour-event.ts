import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link BehaviourEvent}. */
export const behaviourEventSchema = record({
  /** The party, or the id of a visitor who is not known yet; a merge joins the two. */
  partyId,
  kind: markPersonal(
    z.enum(["browse", "search", "inquiry", "basket", "download", "login"]),
    "user.behavior.browsing_history",
  ),
  occurredAt: instant,
  channel: channelSchema,
  productId: id.optional(),
  category: storableText(200).optional(),
  /** What was searched or asked for. */
  query: markPersonal(storableText(1000), "user.behavior.browsing_history").optional(),
  place: storableText(500).optional(),
  dwellSeconds: z.number().min(0).optional(),
});

/** Something a party did and did not say: looked at a page, searched, asked, filled a basket. */
export type BehaviourEvent = z.infer<typeof behaviourEventSchema>;

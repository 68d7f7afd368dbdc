import * as z from "zod";
import { nonNegativeMoneySchema } from "./_money.ts";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, instant, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link Offer}. */
export const offerSchema = record(
  {
    name: storableText(500),
    kind: z.enum(["standard", "special-price", "clearance", "trial", "bundle", "priority", "upgrade"]),
    productIds: z.array(id).min(1).max(500),
    price: nonNegativeMoneySchema.optional(),
    terms: storableText(5000).optional(),
    ...validity,
  },
  [validityRule],
);

/** What can be offered to a customer, for a time. */
export type Offer = z.infer<typeof offerSchema>;

/** Schema of {@link OfferDecision}. */
export const offerDecisionSchema = record({
  offerId: id,
  partyId,
  decidedAt: instant,
  decision: z.enum(["accepted", "refused", "postponed", "no-answer"]),
  reason: markPersonal(storableText(2000), "user.content.private").optional(),
  channel: channelSchema.optional(),
  interactionId: id.optional(),
  /** The category that would interest the party more. */
  interestCategory: storableText(200).optional(),
});

/** What a party did with an offer, and why. */
export type OfferDecision = z.infer<typeof offerDecisionSchema>;

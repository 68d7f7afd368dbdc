import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { grade, id, nonNegativeDecimal, plainDate, share, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link CompetitorPresence}. */
export const competitorPresenceSchema = record(
  {
    customerId: partyId,
    competitorId: id,
    /** What of the competitor's stands at the customer's; a machine of which more is known is an installed product. */
    products: z
      .array(
        z.strictObject({
          name: storableText(500),
          productId: id.optional(),
          usage: storableText(1000).optional(),
          quantity: nonNegativeDecimal.optional(),
          satisfaction: grade.optional(),
        }),
      )
      .max(500)
      .optional(),
    /** How satisfied the customer is with the competitor, 1 to 5. */
    satisfaction: grade.optional(),
    /** The first day on which the customer is no longer bound to the competitor. */
    contractEndsOn: plainDate.optional(),
    /** Who sells for the competitor. */
    representatives: z
      .array(
        z.strictObject({
          personId: partyId.optional(),
          name: markPersonal(storableText(500), "user.name"),
          /** The first day on which it is this person, and the first on which it no longer is. */
          since: plainDate.optional(),
          until: plainDate.optional(),
          /** How he sells. */
          traits: z
            .array(markPersonal(storableText(500), "user.demographic.profile"))
            .max(50)
            .optional(),
          /** Whom he knows at the customer's, and how well. */
          ties: z
            .array(
              z.strictObject({
                withPersonId: partyId,
                strength: share,
                note: markPersonal(storableText(1000), "user.social_activity").optional(),
              }),
            )
            .max(100)
            .optional(),
        }),
      )
      .max(100)
      .optional(),
    ...validity,
    source: sourceSchema,
  },
  [validityRule],
);

/** A competitor at a customer's: products, satisfaction, representatives and whom they know there. */
export type CompetitorPresence = z.infer<typeof competitorPresenceSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { legalBasisSchema } from "./consent.ts";

const count = z.int().min(0);

/** Schema of {@link ImportBatch}. */
export const importBatchSchema = record(
  {
    kind: z.enum(["manual", "outsourced-entry", "list-exchange", "purchase", "migration"]),
    name: storableText(500),
    /** From whom: the agency, the partner, the seller. */
    partnerId: id.optional(),
    /** Why the data may be held at all. */
    legalBasis: legalBasisSchema,
    receivedAt: instant,
    review: z.enum(["pending", "accepted", "rejected"]),
    reviewedById: partyId.optional(),
    reviewedAt: instant.optional(),
    counts: z.strictObject({ received: count, accepted: count, duplicates: count, refused: count }),
  },
  [
    {
      path: ["partnerId"],
      expected: "must be given for what comes from outside: outsourced-entry, list-exchange, purchase",
      holds: ({ kind, partnerId }) => partnerId !== undefined || kind === "manual" || kind === "migration",
    },
    {
      path: ["reviewedAt"],
      expected: "must be given with reviewedById once it is reviewed, and not before receivedAt",
      holds: ({ review, reviewedAt, reviewedById, receivedAt }) =>
        (review !== "pending") === (reviewedAt !== undefined && reviewedById !== undefined) &&
        isNotBefore(reviewedAt, receivedAt),
    },
    {
      path: ["counts", "received"],
      expected: "must be accepted + duplicates + refused once it is reviewed",
      holds: ({ review, counts: { received, accepted, duplicates, refused } }) =>
        review === "pending" || received === accepted + duplicates + refused,
    },
  ],
);

/** An outside list under review: where it came from, on which legal basis, and what became of its rows. */
export type ImportBatch = z.infer<typeof importBatchSchema>;

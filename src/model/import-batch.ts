import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { legalBasisSchema } from "./consent.ts";

const count = z.int().min(0);

/** Schema of {@link ImportBatch}. */
export const importBatchSchema = record(
  {
    origin: z.enum(["own-entry", "outsourced-entry", "list-exchange", "purchase", "migration"]),
    /** From whom: the agency, the partner, the seller. */
    partnerId: id.optional(),
    partnerName: storableText(500).optional(),
    /** Why the data may be held at all. */
    legalBasis: legalBasisSchema,
    /** What proves the legal basis: a clause, a document. */
    legalBasisEvidence: storableText(2000).optional(),
    receivedOn: plainDate,
    reviewStatus: z.enum(["pending", "reviewed", "rejected"]),
    reviewedAt: instant.optional(),
    reviewerId: partyId.optional(),
    counts: z.strictObject({ received: count, accepted: count, rejected: count, duplicates: count }),
  },
  [
    {
      path: ["partnerId"],
      expected: "must be given, or partnerName, for what comes from outside",
      holds: ({ origin, partnerId, partnerName }) =>
        origin === "own-entry" ||
        origin === "migration" ||
        partnerId !== undefined ||
        partnerName !== undefined,
    },
    {
      path: ["reviewedAt"],
      expected: "must be given once it is reviewed or rejected, and not before",
      holds: ({ reviewStatus, reviewedAt }) => (reviewStatus !== "pending") === (reviewedAt !== undefined),
    },
    {
      path: ["counts", "received"],
      expected: "must be accepted + rejected + duplicates once it is reviewed",
      holds: ({ reviewStatus, counts: { received, accepted, rejected, duplicates } }) =>
        reviewStatus !== "reviewed" || received === accepted + rejected + duplicates,
    },
  ],
);

/** An outside list under review: where it came from, on which legal basis, and what became of its rows. */
export type ImportBatch = z.infer<typeof importBatchSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { plainDate, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link HeldDocument}. */
export const heldDocumentSchema = record(
  {
    partyId,
    kind: z.enum(["licence", "certificate", "permit", "identity", "insurance", "other"]),
    /** Which: "forklift licence", "organic certificate". */
    what: storableText(500),
    number: markPersonal(storableText(200), "user.unique_id").optional(),
    issuedOn: plainDate.optional(),
    /** The first day on which it no longer holds; absent where it holds for ever. */
    expiresOn: plainDate.optional(),
    source: sourceSchema,
  },
  [
    {
      path: ["expiresOn"],
      expected: "must be after issuedOn",
      holds: ({ issuedOn, expiresOn }) =>
        issuedOn === undefined || expiresOn === undefined || expiresOn > issuedOn,
    },
  ],
);

/** A paper of a party that we look after and that runs out: a licence, a certificate, a permit, a policy. */
export type HeldDocument = z.infer<typeof heldDocumentSchema>;

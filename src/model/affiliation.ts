import * as z from "zod";
import { id, schemaVersion, storableText } from "./_scalars.ts";
import { provenanceSchema } from "./provenance.ts";

/** Schema of {@link Affiliation}. */
export const affiliationSchema = z.strictObject({
  schemaVersion,
  id,
  personId: id,
  organisationId: id,
  title: storableText(200).optional(),
  level: z.enum(["operational", "managerial", "decision"]).optional(),
  function: z.enum(["user", "technical", "finance"]).optional(),
  source: provenanceSchema,
});

/** A person's place in an organisation; the role stands on the relation, not on the person. */
export type Affiliation = z.infer<typeof affiliationSchema>;

import * as z from "zod";
import { partyId } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/**
 * How something came to be known: `corrected` by a person who knew better, `stated` by the party, `observed` by
 * own staff, `scanned` from a document, `derived` by computation, `imported` from another system, `exchanged`
 * with a partner, `purchased`.
 */
export const provenanceMethods = [
  "corrected",
  "stated",
  "observed",
  "scanned",
  "derived",
  "imported",
  "exchanged",
  "purchased",
] as const;

/** Schema of {@link Actor}. */
export const actorSchema = z.strictObject({
  kind: z.enum(["party", "staff", "partner", "system"]),
  id: partyId.optional(),
});

/** Who brought a fact in: the party, own staff, a partner, or a system. */
export type Actor = z.infer<typeof actorSchema>;

const shape = {
  method: z.enum(provenanceMethods),
  channel: channelSchema.optional(),
  /** Where: a branch, an address, a page. */
  place: storableText(500).optional(),
  /** Which department of the own company. */
  department: storableText(200).optional(),
  actor: actorSchema.optional(),
  /** The contact in which it was learned. */
  interactionId: id.optional(),
  /** The outside list it came with. */
  importId: id.optional(),
  /** The document it was read from. */
  documentId: id.optional(),
};

/** Schema of {@link Provenance}. */
export const provenanceSchema = z.strictObject(shape);

/** How something came to be known: method, channel, place, department, actor, and the contact it came from. */
export type Provenance = z.infer<typeof provenanceSchema>;

/** Schema of {@link Source}. */
export const sourceSchema = z.strictObject({
  ...shape,
  /** The day on which it was observed. */
  observedOn: plainDate,
});

/** The provenance of a whole record, and the day on which it was observed. */
export type Source = z.infer<typeof sourceSchema>;

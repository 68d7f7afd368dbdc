import * as z from "zod";
import { record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";

const count = z.int().min(0);

/** Schema of {@link ErasureRecord}. */
export const erasureRecordSchema = record({
  /** The pseudonym that is left of the subject. */
  subjectId: id,
  erasedAt: instant,
  requestedOn: plainDate.optional(),
  /** On which ground: the request, a withdrawn consent, the end of a term. */
  basis: storableText(1000).optional(),
  counts: z
    .array(z.strictObject({ collection: storableText(100), deleted: count, changed: count, kept: count }))
    .max(1000),
  /** What had to be kept, and why. */
  keptFor: z
    .array(z.strictObject({ collection: storableText(100), reason: storableText(1000) }))
    .max(1000)
    .optional(),
});

/** That a party was erased, and how much of what was deleted, changed and kept. Holds no personal data. */
export type ErasureRecord = z.infer<typeof erasureRecordSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { instant, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { jsonObject } from "./json-value.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link MergeRecord}. */
export const mergeRecordSchema = record(
  {
    survivorId: partyId,
    mergedIds: z.array(partyId).min(1).max(1000),
    mergedAt: instant,
    reason: storableText(2000).optional(),
    /** Every record that changed, as it was and as it became: what makes undoing exact. */
    changes: markPersonal(
      z.array(
        z.strictObject({
          collection: storableText(100),
          before: jsonObject.optional(),
          after: jsonObject.optional(),
        }),
      ),
      "user.content.private",
    ),
    undoneAt: instant.optional(),
  },
  [
    {
      path: ["mergedIds"],
      expected: "must not name survivorId",
      holds: ({ survivorId, mergedIds }) => !mergedIds.includes(survivorId),
    },
    {
      path: ["undoneAt"],
      expected: "must not be before mergedAt",
      holds: ({ mergedAt, undoneAt }) => isNotBefore(undoneAt, mergedAt),
    },
  ],
);

/** That parties were found to be one, and all that changed by it. Erased with its subject. */
export type MergeRecord = z.infer<typeof mergeRecordSchema>;

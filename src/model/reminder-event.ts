import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { instant, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";

/** What may come of a reminder. */
export const reminderOutcomes = [
  "delivered",
  "responded",
  "ordered",
  "ignored",
  "rejected",
  "complained",
  "dissatisfaction-avoided",
  "opportunity-gained",
] as const;

/** Schema of {@link ReminderEvent}. */
export const reminderEventSchema = record(
  {
    /** The decision that it is about. */
    decisionId: markPersonal(storableText(600), "user.unique_id"),
    /** The customer. */
    subjectId: partyId,
    at: instant,
    /**
     * `acknowledged`: somebody has seen it; `snoozed`: not before `until`; `done`: nothing is left to do; `failed`: it did
     * not go out and counts as not sent; `outcome`: what came of it; `escalated`: it went to somebody higher;
     * `retracted`: the fact behind it is gone.
     */
    kind: z.enum(["acknowledged", "snoozed", "done", "failed", "outcome", "escalated", "retracted"]),
    /** Until when it is put off. */
    until: instant.optional(),
    /** What came of it. */
    outcome: z.enum(reminderOutcomes).optional(),
    /** Own staff member who did or found it. */
    byId: partyId.optional(),
    note: markPersonal(storableText(2000), "user.content.private").optional(),
  },
  [
    {
      path: ["until"],
      expected: "must be given for kind snoozed alone, and lie after at",
      holds: ({ kind, until, at }) =>
        kind === "snoozed" ? until !== undefined && Date.parse(until) > Date.parse(at) : until === undefined,
    },
    {
      path: ["outcome"],
      expected: "must be given for kind outcome alone",
      holds: ({ kind, outcome }) => (kind === "outcome") === (outcome !== undefined),
    },
  ],
);

/** Something that happened to a reminder after it was decided. Events are added, never changed. */
export type ReminderEvent = z.infer<typeof reminderEventSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";

/** Schema of {@link Engagement}. */
export const engagementSchema = record(
  {
    kind: z.enum(["seminar", "club-activity", "panel", "executive-visit", "visit", "training"]),
    name: storableText(500),
    state: z.enum(["planned", "held", "cancelled"]),
    on: plainDate,
    place: storableText(500).optional(),
    /** When it is held again and again: every so many months. */
    everyMonths: z.int().min(1).max(120).optional(),
    programmeId: id.optional(),
    /** Own staff who receive or visit. */
    hostIds: z.array(partyId).max(100).optional(),
    inviteeIds: z.array(partyId).max(10_000).optional(),
    attendeeIds: z.array(partyId).max(10_000).optional(),
    /** What it is about. */
    topics: z.array(storableText(200)).max(50).optional(),
  },
  [
    {
      path: ["attendeeIds"],
      expected: "must be empty until it is held",
      holds: ({ state, attendeeIds = [] }) => state === "held" || attendeeIds.length === 0,
    },
  ],
);

/** A planned meeting with customers: seminar, club activity, panel, visit of an executive. */
export type Engagement = z.infer<typeof engagementSchema>;

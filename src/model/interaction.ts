import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { channelSchema } from "./channel.ts";
import { contactPurposeSchema } from "./consent.ts";
import { markPersonal } from "./personal-data.ts";

const words = (maximum: number) => markPersonal(storableText(maximum), "user.content.private");

/** Schema of {@link BreakPoint}. */
export const breakPointSchema = z.strictObject({
  /** What was spoken of. */
  topic: words(500),
  /** How far it got. */
  state: words(2000),
  /** What comes next. */
  nextStep: words(2000),
  dueOn: plainDate.optional(),
});

/** Where a contact stopped, so that the next one can go on from there. */
export type BreakPoint = z.infer<typeof breakPointSchema>;

/** Schema of {@link OpenLoop}. */
export const openLoopSchema = z.strictObject({
  id,
  text: words(2000),
  dueOn: plainDate.optional(),
  /** Who owes it: own staff, or the party. */
  owedBy: z.enum(["company", "party"]),
});

/** Something promised in a contact and not yet done. */
export type OpenLoop = z.infer<typeof openLoopSchema>;

/** Schema of {@link Interaction}. */
export const interactionSchema = record(
  {
    partyId,
    /** The person spoken to, when the party is an organisation. */
    personId: partyId.optional(),
    /** Own staff member. */
    staffId: partyId.optional(),
    department: storableText(200).optional(),
    occurredAt: instant,
    /** Where: a branch, the customer's office, a page. */
    place: words(500).optional(),
    channel: channelSchema,
    direction: z.enum(["inbound", "outbound"]),
    /** A contact in which both sides spoke. */
    twoWay: z.boolean(),
    purpose: contactPurposeSchema.optional(),
    topic: words(500).optional(),
    /** What was said and how far it got. */
    summary: words(10_000).optional(),
    outcome: z.enum(["positive", "neutral", "negative", "refused", "no-answer"]).optional(),
    /** What the contact showed beside its topic. */
    signals: z
      .array(z.enum(["wish-to-buy", "dissatisfaction", "wish-to-leave", "change-of-life"]))
      .optional(),
    breakPoint: breakPointSchema.optional(),
    openLoops: z.array(openLoopSchema).max(50).optional(),
    /** Open loops of earlier contacts that this one closed, by id. */
    closedLoopIds: z.array(id).max(50).optional(),
    /** The contact before it in the same matter: the chain. */
    previousId: id.optional(),
    /** The matter. */
    threadId: id.optional(),
    /** When the first answer went out, for a contact that came in. */
    respondedAt: instant.optional(),
    durationSeconds: z.int().min(0).optional(),
    /** Offers made in the contact. */
    offerIds: z.array(id).max(100).optional(),
  },
  [
    {
      path: ["respondedAt"],
      expected: "must not be before occurredAt",
      holds: ({ respondedAt, occurredAt }) => isNotBefore(respondedAt, occurredAt),
    },
    {
      path: ["previousId"],
      expected: "must be another contact than the contact itself",
      holds: ({ previousId, id: own }) => previousId !== own,
    },
  ],
);

/** One contact with a party: when, where, how, how far it got, and where to go on. */
export type Interaction = z.infer<typeof interactionSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link Feedback}. */
export const feedbackSchema = record({
  partyId,
  receivedAt: instant,
  channel: channelSchema.optional(),
  about: z.enum(["need", "product", "service", "process"]),
  text: markPersonal(storableText(10_000), "user.content.private"),
  themes: z.array(storableText(100)).max(50).optional(),
  productId: id.optional(),
  /** The department that it concerns. */
  department: storableText(200).optional(),
  interactionId: id.optional(),
  /** The panel or seminar in which it was said. */
  engagementId: id.optional(),
});

/** What a party told us unasked or in a panel: a need, a wish for product, service or process. */
export type Feedback = z.infer<typeof feedbackSchema>;

/** Schema of {@link Lesson}. */
export const lessonSchema = record({
  department: storableText(200),
  feedbackIds: z.array(id).min(1).max(1000),
  /** What is done otherwise from now on. */
  change: storableText(5000),
  adoptedOn: plainDate.optional(),
});

/** What a department learned from feedback, and changed. */
export type Lesson = z.infer<typeof lessonSchema>;

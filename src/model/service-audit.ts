import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { grade, id, instant, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link ServiceAudit}. */
export const serviceAuditSchema = record(
  {
    target: z.enum(["own", "competitor"]),
    competitorId: id.optional(),
    channel: channelSchema,
    /** Which scene was played; the same scenes are played with competitors. */
    scenario: storableText(200),
    at: instant,
    auditorId: partyId.optional(),
    answered: z.boolean(),
    queueSeconds: z.number().min(0).optional(),
    handleSeconds: z.number().min(0).optional(),
    /** How easily the answer was had, 1 to 5. */
    ease: grade,
    helpfulness: grade.optional(),
    friendliness: grade.optional(),
    /** What was said. */
    record: storableText(20_000).optional(),
    impression: storableText(5000).optional(),
  },
  [
    {
      path: ["competitorId"],
      expected: "must be given for target competitor, and for it alone",
      holds: ({ target, competitorId }) => (competitorId !== undefined) === (target === "competitor"),
    },
  ],
);

/** A test of a contact department, own or a competitor's, in the role of a customer. */
export type ServiceAudit = z.infer<typeof serviceAuditSchema>;

/** Schema of {@link PaperTrace}. */
export const paperTraceSchema = record(
  {
    documentId: id,
    form: z.enum(["paper", "digital"]),
    /** The customer whom the paper is about. */
    customerId: partyId.optional(),
    steps: z
      .array(
        z.strictObject({
          name: storableText(300),
          at: instant,
          handlerId: partyId.optional(),
          department: storableText(200).optional(),
          /** Whether it could not be left out. */
          necessary: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(500),
  },
  [
    {
      path: ["steps"],
      expected: "must be in the order of time",
      holds: ({ steps }) => steps.every((step, at) => isNotBefore(step.at, steps[at - 1]?.at)),
    },
  ],
);

/** The way of one document through the house, step by step. */
export type PaperTrace = z.infer<typeof paperTraceSchema>;

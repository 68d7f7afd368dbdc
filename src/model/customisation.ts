import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { isNotBefore } from "./_verification.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link CustomisationSetting}. */
export const customisationSettingSchema = record(
  {
    customerId: partyId,
    item: z.enum([
      "product",
      "invoice",
      "invoice-submission",
      "report",
      "envelope",
      "packaging",
      "document-version",
      "delivery",
      "other",
    ]),
    /** How the customer has it. */
    setting: storableText(2000),
    /** The product that it is about, for item `product` or `packaging`. */
    productId: id.optional(),
    agreedOn: plainDate.optional(),
    ...validity,
  },
  [validityRule],
);

/** How one customer has his product, invoice, packaging or papers, for a time. */
export type CustomisationSetting = z.infer<typeof customisationSettingSchema>;

/** Schema of {@link CustomisationRequest}. */
export const customisationRequestSchema = record(
  {
    customerId: partyId,
    need: markPersonal(storableText(5000), "user.content.private"),
    receivedAt: instant,
    state: z.enum(["received", "answered", "accepted", "declined", "delivered"]),
    followUps: z
      .array(
        z.strictObject({
          at: instant,
          note: markPersonal(storableText(2000), "user.content.private"),
          byId: partyId.optional(),
        }),
      )
      .max(200)
      .optional(),
    /** The setting that came of it. */
    settingId: id.optional(),
  },
  [
    {
      path: ["followUps"],
      expected: "must be there unless it was only received, in the order of time and not before receivedAt",
      holds: ({ state, receivedAt, followUps = [] }) =>
        (state === "received" || followUps.length > 0) &&
        followUps.every((step, at) => isNotBefore(step.at, followUps[at - 1]?.at ?? receivedAt)),
    },
  ],
);

/** What a customer wants otherwise, and what was done about it. */
export type CustomisationRequest = z.infer<typeof customisationRequestSchema>;

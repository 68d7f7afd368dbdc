import * as z from "zod";
import { record } from "./_record.ts";
import { currency, nonNegativeDecimal, storableText } from "./_scalars.ts";

/** Schema of {@link Channel}. */
export const channelSchema = z.enum([
  "sales-centre",
  "phone",
  "call-centre",
  "voice-menu",
  "email",
  "web",
  "app",
  "self-service",
  "sms",
  "chat",
  "social",
  "post",
  "fax",
  "visit",
  "seminar",
  "store",
  "partner",
]);

/** A way in which a company and a customer reach each other, or in which a fact was learned. */
export type Channel = z.infer<typeof channelSchema>;

/** Schema of {@link ChannelProfile}. */
export const channelProfileSchema = record(
  {
    channel: channelSchema,
    name: storableText(200),
    /** The customer serves himself. */
    selfService: z.boolean(),
    /** Messages go out without a person, such as faxes sent by a system. */
    automated: z.boolean(),
    direction: z.enum(["inbound", "outbound", "both"]),
    /** What one contact costs. */
    unitCost: nonNegativeDecimal.optional(),
    currency: currency.optional(),
  },
  [
    {
      path: ["currency"],
      expected: "must be given together with unitCost",
      holds: ({ unitCost, currency: code }) => (unitCost === undefined) === (code === undefined),
    },
  ],
);

/** One channel of the company's own catalogue: who works it, and what one contact costs. */
export type ChannelProfile = z.infer<typeof channelProfileSchema>;

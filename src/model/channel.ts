import * as z from "zod";

/** Schema of {@link Channel}. */
export const channelSchema = z.enum([
  "sales-centre",
  "phone",
  "call-centre",
  "email",
  "web",
  "sms",
  "chat",
  "post",
  "fax",
  "visit",
  "seminar",
  "store",
]);

/** A way in which a company and a customer reach each other, or in which a fact was learned. */
export type Channel = z.infer<typeof channelSchema>;

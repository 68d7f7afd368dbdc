import * as z from "zod";
import { currency, decimal, id, plainDate, schemaVersion } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link OrderLine}. */
export const orderLineSchema = z.strictObject({
  schemaVersion,
  id,
  orderId: id,
  customerId: id,
  orderedOn: plainDate,
  productId: id.optional(),
  quantity: decimal.optional(),
  /** What the customer pays for the line; negative for a return or credit note, zero for a free line. */
  amount: decimal,
  /** Cost of the goods of the line: of the sign of the amount; a free line still has its positive cost. */
  cost: decimal.optional(),
  currency,
  channel: channelSchema.optional(),
});

/** One line of an order, invoice or credit note. */
export type OrderLine = z.infer<typeof orderLineSchema>;

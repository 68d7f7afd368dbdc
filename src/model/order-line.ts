import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { currency, decimal, id, instant, plainDate, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link OrderLine}. */
export const orderLineSchema = record({
  orderId: id,
  customerId: partyId,
  /** Who ordered, when it was not the customer himself. */
  buyerId: partyId.optional(),
  /** Who uses it in the end. */
  endUserId: partyId.optional(),
  orderedOn: plainDate,
  /** The moment of the order, where it is known; the day stands beside it as it was where the company is. */
  orderedAt: instant.optional(),
  productId: id.optional(),
  quantity: decimal.optional(),
  /** What the customer pays for the line; negative for a return or credit note, zero for a free line. */
  amount: decimal,
  /** Cost of the goods of the line: of the sign of the amount; a free line still has its positive cost. */
  cost: decimal.optional(),
  currency,
  channel: channelSchema.optional(),
  /** Where it was bought: a branch, a town, a site. */
  place: storableText(200).optional(),
  paymentMethod: storableText(100).optional(),
  /** How far the delivery got. */
  fulfilment: z.enum(["open", "partial", "delivered", "returned", "cancelled"]).optional(),
  campaignId: id.optional(),
  contractId: id.optional(),
  opportunityId: id.optional(),
  /** The offer taken up, of a bundle for instance. */
  offerId: id.optional(),
});

/** One line of an order, invoice or credit note. */
export type OrderLine = z.infer<typeof orderLineSchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { currency, id, nonNegativeDecimal, plainDate } from "./_scalars.ts";

/** Schema of {@link Invoice}. */
export const invoiceSchema = record(
  {
    customerId: partyId,
    /** The day on which it is made out. */
    issuedOn: plainDate,
    /** The last day on which it can be paid in time. */
    dueOn: plainDate,
    amount: nonNegativeDecimal,
    currency,
    /** When it was paid in full; absent while it is open. */
    paidOn: plainDate.optional(),
    /** When the last attempt to collect it failed: a card that was refused, a debit that came back. */
    paymentFailedOn: plainDate.optional(),
    /** The orders that it bills. */
    orderIds: z.array(id).max(1000).optional(),
  },
  [
    {
      path: ["dueOn"],
      expected: "must not be before issuedOn",
      holds: ({ issuedOn, dueOn }) => dueOn >= issuedOn,
    },
    {
      path: ["paymentFailedOn"],
      expected: "must not be before issuedOn",
      holds: ({ issuedOn, paymentFailedOn }) => paymentFailedOn === undefined || paymentFailedOn >= issuedOn,
    },
  ],
);

/** A bill to a customer, open until it is paid; its id is the number that the customer knows it by. */
export type Invoice = z.infer<typeof invoiceSchema>;

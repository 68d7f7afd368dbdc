import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, nonNegativeDecimal, plainDate } from "./_scalars.ts";

/** Schema of {@link PointsEntry}. */
export const pointsEntrySchema = record(
  {
    customerId: partyId,
    on: plainDate,
    kind: z.enum(["earn", "redeem"]),
    points: nonNegativeDecimal
      .refine((text) => /[1-9]/.test(text), { error: "must be greater than zero" })
      .meta({ pattern: "^(?=.*[1-9])(0|[1-9]\\d*)(\\.\\d+)?$" }),
    /** The first day on which the points are gone. */
    expiresOn: plainDate.optional(),
    membershipId: id.optional(),
    orderId: id.optional(),
  },
  [
    {
      path: ["expiresOn"],
      expected: "must be after the day on which the points were earned, and only earned points expire",
      holds: ({ kind, on, expiresOn }) => expiresOn === undefined || (kind === "earn" && expiresOn > on),
    },
  ],
);

/** Points that a customer earned or redeemed. */
export type PointsEntry = z.infer<typeof pointsEntrySchema>;

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, nonNegativeDecimal, plainDate } from "./_scalars.ts";

/** Schema of {@link PointsEntry}. */
export const pointsEntrySchema = record(
  {
    customerId: partyId,
    on: plainDate,
    /** `adjust-up` and `adjust-down` correct by hand; `reverse` undoes a whole earlier entry from its day on. */
    kind: z.enum(["earn", "redeem", "adjust-up", "adjust-down", "reverse"]),
    /** The entry that a reversal undoes, with its points as a whole; or, for information, that an adjustment corrects. */
    correctsId: id.optional(),
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
      holds: ({ kind, on, expiresOn }) =>
        expiresOn === undefined || ((kind === "earn" || kind === "adjust-up") && expiresOn > on),
    },
    {
      path: ["correctsId"],
      expected: "must be given for kind reverse, and may be for an adjustment",
      holds: ({ kind, correctsId }) =>
        kind === "reverse"
          ? correctsId !== undefined
          : correctsId === undefined || kind.startsWith("adjust-"),
    },
  ],
);

/** Points that a customer earned or redeemed, and corrections of them; entries are added and never changed. */
export type PointsEntry = z.infer<typeof pointsEntrySchema>;

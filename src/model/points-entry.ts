import * as z from "zod";
import { id, nonNegativeDecimal, plainDate, schemaVersion } from "./_scalars.ts";

/** Schema of {@link PointsEntry}. */
export const pointsEntrySchema = z
  .strictObject({
    schemaVersion,
    id,
    customerId: id,
    on: plainDate,
    kind: z.enum(["earn", "redeem"]),
    points: nonNegativeDecimal.refine((text) => /[1-9]/.test(text), { error: "must be greater than zero" }),
    /** The first day on which the points are gone. */
    expiresOn: plainDate.optional(),
  })
  .refine((entry) => entry.expiresOn === undefined || (entry.kind === "earn" && entry.expiresOn > entry.on), {
    error: "must be after the day on which the points were earned, and only earned points expire",
    path: ["expiresOn"],
  });

/** Points that a customer earned or redeemed. */
export type PointsEntry = z.infer<typeof pointsEntrySchema>;

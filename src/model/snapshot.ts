import * as z from "zod";
import { ownFields, partyId } from "./_record.ts";
import { currency, decimal, plainDate, schemaVersion, storableText } from "./_scalars.ts";

const score = z.int().min(1).max(10);

/** Schema of {@link CustomerSnapshot}. */
export const customerSnapshotSchema = z.strictObject({
  schemaVersion,
  /** Names a customer and a day, so it may be longer than the customer's id. */
  id: storableText(600),
  customerId: partyId,
  asOf: plainDate,
  currency,
  recencyDays: z.int().min(0),
  frequency: z.int().min(1),
  monetary: decimal,
  scores: z.strictObject({ recency: score, frequency: score, monetary: score }),
  segment: storableText(100),
  /** What the tier rests on: profit where costs are known, else revenue. */
  valueBasis: z.enum(["profit", "revenue"]),
  value: decimal,
  abc: z.enum(["A", "B", "C"]),
  gold: z.boolean(),
  custom: ownFields,
});

/** What was computed of one customer as of one day. */
export type CustomerSnapshot = z.infer<typeof customerSnapshotSchema>;

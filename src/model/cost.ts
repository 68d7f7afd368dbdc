import * as z from "zod";
import { nonNegativeMoneySchema, oneCurrency } from "./_money.ts";
import { partyId, record } from "./_record.ts";
import { currency, decimal, id, nonNegativeDecimal, plainDate, share, storableText } from "./_scalars.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link CostEntry}. */
export const costEntrySchema = record({
  customerId: partyId,
  on: plainDate,
  kind: z.enum([
    "acquisition",
    "marketing",
    "selling",
    "service",
    "support",
    "delivery",
    "returns",
    "finance",
    "dedicated-plant",
    "dedicated-line",
    "dedicated-system",
    "restructuring",
    "other",
  ]),
  /** Negative when it is taken back. */
  amount: decimal,
  currency,
  /** What drives it: 3 visits, 40 minutes, 2 pallets. */
  driver: z.strictObject({ name: storableText(100), quantity: nonNegativeDecimal }).optional(),
  /** The record that caused it. */
  causedBy: z
    .strictObject({ kind: z.enum(["interaction", "order", "complaint", "campaign", "engagement"]), id })
    .optional(),
  note: storableText(1000).optional(),
});

/** What a customer cost on a day, beyond the goods: contacts, service, delivery, a line built for him alone. */
export type CostEntry = z.infer<typeof costEntrySchema>;

/** Schema of {@link SpendEstimate}. */
export const spendEstimateSchema = record(
  {
    customerId: partyId,
    /** Of one category, or of all we could sell. */
    category: storableText(200).optional(),
    periodFrom: plainDate,
    /** The first day after the period. */
    periodTo: plainDate,
    /** What the customer spends in all, with us and with others. */
    total: nonNegativeMoneySchema,
    /** Of it with us. */
    ours: nonNegativeMoneySchema.optional(),
    byCompetitor: z
      .array(z.strictObject({ competitorId: id, ...nonNegativeMoneySchema.shape }))
      .max(100)
      .optional(),
    /** How sure the estimate is, from 0 to 1. */
    confidence: share,
    source: sourceSchema,
  },
  [
    {
      path: ["periodTo"],
      expected: "must be after periodFrom",
      holds: ({ periodFrom, periodTo }) => periodTo > periodFrom,
    },
    oneCurrency(["ours", "currency"], ({ total, ours }) => [total, ours]),
    oneCurrency(["byCompetitor"], ({ total, byCompetitor = [] }) => [total, ...byCompetitor]),
  ],
);

/** What a customer is believed to spend in a period, with us and with others. */
export type SpendEstimate = z.infer<typeof spendEstimateSchema>;

import * as z from "zod";
import { currency, decimal, plainDate, storableText } from "./_scalars.ts";

/** Which way something went. */
export const direction = z.enum(["up", "down"]);

/** What every finding of significance says. */
const significance = {
  direction: z.enum(["up", "down", "sideways"]),
  /** The probability of at least so large a difference where nothing has changed. */
  p: z.number().min(0).max(1),
  /** The same with all customers tested at once: the share of false findings among those up to this one. */
  qValue: z.number().min(0).max(1).optional(),
  /** The day from which the change is seen. */
  since: plainDate,
  /** How much money a year is at stake: after less before; in `currencyAtStake`. */
  atStake: decimal.optional(),
  currencyAtStake: currency.optional(),
} as const;

/** Payloads of what the room of trend finds. */
export const trendPayloadSchemas = {
  /** The number of orders in a unit of time differs significantly from the customer's own before. */
  "trend.rate-changed": z.strictObject({
    ...significance,
    before: z.number().min(0),
    after: z.number().min(0),
    unit: z.enum(["day", "week", "month", "year"]),
    ratio: z.number().min(0).optional(),
  }),
  /** The usual amount of an order differs significantly from the customer's own before. */
  "trend.amount-changed": z.strictObject({ ...significance, before: decimal, after: decimal, currency }),
  /** The customer has been silent for longer than its own rhythm explains. */
  "trend.overdue": z.strictObject({
    daysSilent: z.int().min(0),
    usualGapDays: z.number().min(0),
    /** How probable so long a silence is for a customer that goes on as before. */
    p: z.number().min(0).max(1),
    qValue: z.number().min(0).max(1).optional(),
    orders: z.int().min(1),
  }),
  /** Recency, frequency and monetary together differ significantly from the customer's own before. */
  "trend.rfm-shifted": z.strictObject({
    ...significance,
    /** Which of the three moved, the most significant first. */
    components: z.array(z.enum(["recency", "frequency", "monetary"])).min(1),
    before: storableText(20),
    after: storableText(20),
  }),
  /** A frequent buyer has turned silent or slow. */
  "trend.frequent-buyer-fading": z.strictObject({
    frequencyScore: z.int().min(1),
    recencyScoreBefore: z.int().min(1),
    recencyScore: z.int().min(1),
    daysSilent: z.int().min(0),
    since: plainDate,
  }),
  /** How the customer's purchases have gone over the periods. */
  "trend.pattern": z.strictObject({
    pattern: z.enum(["growing", "declining", "volatile", "wearing-out"]),
    /** Change of a period by the period before, 0.1 for 10 % more; by the slope of the series. */
    slope: z.number().optional(),
    volatility: z.number().min(0).optional(),
    p: z.number().min(0).max(1).optional(),
    periods: z.int().min(2),
    since: plainDate,
  }),
  /** More complaints of a kind than the limits of control allow. */
  "trend.complaints-out-of-control": z.strictObject({
    about: storableText(200),
    on: plainDate,
    count: z.int().min(0),
    centre: z.number().min(0),
    upperLimit: z.number().min(0),
  }),
  /** What, where, when or how the customer buys or asks differs significantly from its own before. */
  "trend.mix-changed": z.strictObject({
    ...significance,
    of: z.enum(["category", "channel", "place", "time-of-day", "weekday", "enquiry"]),
    /** The shares of the values that moved most, before and after. */
    moved: z
      .array(
        z.strictObject({
          value: storableText(200),
          before: z.number().min(0).max(1),
          after: z.number().min(0).max(1),
        }),
      )
      .min(1),
  }),
  /** What the customer looks at has changed from one category to another. */
  "trend.interest-shifted": z.strictObject({
    ...significance,
    from: storableText(200),
    to: storableText(200),
    shareBefore: z.number().min(0).max(1),
    shareAfter: z.number().min(0).max(1),
  }),
  /** What the customer is worth differs from an earlier period. */
  "trend.value-changed": z.strictObject({
    ...significance,
    measure: z.enum(["revenue", "profit", "lifetime-value", "tier"]),
    before: storableText(50),
    after: storableText(50),
    currency: currency.optional(),
  }),
} as const;

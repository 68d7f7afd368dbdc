import * as z from "zod";
import { ownFields, partyId } from "./_record.ts";
import { currency, decimal, id, plainDate, schemaVersion, storableText } from "./_scalars.ts";
import { jsonObject } from "./json-value.ts";
import { markPersonal } from "./personal-data.ts";

/** Schema of {@link Evidence}. */
export const evidenceSchema = z.strictObject({
  /** What the value is, in words: "days since the last order". */
  label: storableText(200),
  value: z.union([storableText(2000), z.number()]),
  /** The day on which the value held or was observed. */
  asOf: plainDate,
  /** Where it comes from: a record ("order:123"), or the analysis that computed it ("rfm"). */
  source: storableText(300),
});

/** One fact that a conclusion rests on, with its source and its day. */
export type Evidence = z.infer<typeof evidenceSchema>;

const direction = z.enum(["up", "down"]);

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

/** Payloads of the insight kinds that built-in rules read, by kind. */
export const insightPayloadSchemas = {
  /** The customer's RFM segment differs from that of an earlier day. */
  "rfm.segment-changed": z.strictObject({
    from: storableText(100),
    to: storableText(100),
    since: plainDate,
    direction: z.enum(["up", "down", "sideways"]),
  }),
  /** The customer has been silent for longer than most of the own gaps between orders. */
  "rfm.silent": z.strictObject({
    daysSilent: z.int().min(0),
    /** The own gap that a stated share of gaps does not exceed. */
    usualGapDays: z.number().min(0),
    share: z.number().min(0).max(1),
    gaps: z.int().min(1),
  }),
  /** The customer moved to another value tier between two consecutive periods. */
  "migration.tier-moved": z.strictObject({
    from: storableText(100),
    to: storableText(100),
    direction: z.enum(["up", "down"]),
    periodFrom: plainDate,
    periodTo: plainDate,
    /** How likely a further downward move is in the next period, by the estimated matrix. */
    probabilityDown: z.number().min(0).max(1).optional(),
  }),
  /** The chain of the customer's tier makes a move likely in the coming period: what is so of everybody in that tier. */
  "migration.move-predicted": z.strictObject({
    state: storableText(100),
    direction: z.enum(["up", "down"]),
    probability: z.number().min(0).max(1),
    /** The move is as likely at least, with the probability of the analysis; absent without a posterior. */
    lowerBound: z.number().min(0).max(1).optional(),
    /** The end of the period whose state it starts from. */
    periodTo: plainDate,
  }),
  /** An action would gain more than it costs on the customer, going by those who got it in the same tier. */
  "migration.influenceable": z.strictObject({
    state: storableText(100),
    action: storableText(100),
    /** The gain, cost taken off, in the unit of the rewards. */
    gain: z.number(),
    /** The gain is above it with the probability asked for. */
    lowerBound: z.number(),
    /** 1 for the customer with the highest lower bound. */
    rank: z.int().min(1),
    periodTo: plainDate,
  }),
  /** The customer buys from one product category only. */
  "value.narrow-range": z.strictObject({
    categories: z.int().min(1),
    amount: decimal,
    currency,
  }),
  /** The customer moved to another class A, B or C. */
  "value.class-changed": z.strictObject({
    from: z.enum(["A", "B", "C"]),
    to: z.enum(["A", "B", "C"]),
    direction: z.enum(["up", "down"]),
    amount: decimal,
    currency,
  }),
  /** The customer is among the best by value. */
  "value.gold": z.strictObject({ amount: decimal, currency, lowest: decimal }),
  /** The customer is among the least valuable, with at least one further reason. */
  "value.drag": z.strictObject({
    amount: decimal,
    currency,
    reasons: z.array(z.enum(["costs-more", "no-order-for-over-a-year", "bids-always-lost"])).min(1),
  }),
  /** Much of what the customer spends goes to others. */
  "loyalty.wallet-gap": z.strictObject({
    share: z.number().min(0).max(1),
    gap: decimal,
    currency,
    periodFrom: plainDate,
    periodTo: plainDate,
  }),
  /** A benefit, membership, bond or contract of the customer comes to its term. */
  "ledger.term-ends": z.strictObject({
    what: z.enum([
      "contract-ends",
      "notice-ends",
      "membership-ends",
      "bond-ends",
      "benefit-expires",
      "benefit-vests",
    ]),
    on: plainDate,
    recordId: id,
  }),
  /** Points of the customer expire from the day `expiresOn` on, all of them by `until`. */
  "ledger.points-expiring": z.strictObject({ points: decimal, expiresOn: plainDate, until: plainDate }),
  /** A reward of a programme is near, or reached and not yet given. */
  "ledger.threshold-near": z.strictObject({
    programmeId: id,
    /** What has been counted towards it: points, purchases or an amount. */
    have: z.number().min(0),
    threshold: z.number().positive(),
    reward: storableText(500).optional(),
  }),
  /** The customer buys in fewer of the months (retention), or gives us less of what it spends, than before. */
  "loyalty.retention-drift": z.strictObject({
    measure: z.enum(["retention", "share-of-wallet"]),
    direction,
    before: z.number(),
    after: z.number(),
    p: z.number().min(0).max(1).optional(),
    qValue: z.number().min(0).max(1).optional(),
    periodFrom: plainDate,
    periodTo: plainDate,
  }),
  /** A product that the customer does not have goes with what it has. */
  "affinity.next-product": z.strictObject({
    productId: id,
    /** 1 for the product to offer first. */
    rank: z.int().min(1),
    score: z.number(),
    /** What it goes with: the products of the customer that speak for it, the strongest first. */
    becauseOf: z.array(id),
    /** How many customers or baskets have both, and how many have the strongest of `becauseOf`. */
    both: z.int().min(0),
    having: z.int().min(0),
    lift: z.number().min(0).optional(),
    /** The usual days from the one purchase to the other, where they have an order. */
    lagDays: z.number().min(0).optional(),
    /** One sentence that a person can say to the customer. */
    sentence: storableText(500),
  }),
  /** A product that is new may suit the customer: its profile of needs is met, or similar buyers took it. */
  "affinity.suits-new-product": z.strictObject({
    productId: id,
    score: z.number().min(0).max(1),
    matched: z.array(storableText(300)).min(1),
    sentence: storableText(500),
  }),
  /** The customer has part of a bundle, and the rest would cost less with it. */
  "affinity.bundle": z.strictObject({
    bundleId: id,
    has: z.array(id).min(1),
    lacks: z.array(id).min(1),
    saving: decimal,
    currency,
  }),
  /** The customer will soon be out of a product that it buys again and again. */
  "affinity.replenishment-due": z.strictObject({
    productId: id,
    lastBought: plainDate,
    due: plainDate,
    /** The day of the purchase lies between the two with the probability `confidence`. */
    dueFrom: plainDate,
    dueTo: plainDate,
    confidence: z.number().min(0).max(1),
    gaps: z.int().min(0),
  }),
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

/** The kinds of insight that built-in rules read. */
export type KnownInsightKind = keyof typeof insightPayloadSchemas;

/** The payload of a known kind. */
export type InsightPayload<K extends KnownInsightKind> = z.infer<(typeof insightPayloadSchemas)[K]>;

/** Schema of {@link Insight}; the payload of a known kind is checked, that of any other kind is kept. */
export const insightSchema = z
  .strictObject({
    schemaVersion,
    /** Names what was found of whom, so it may be longer than the ids in it. */
    id: markPersonal(storableText(600), "user.unique_id"),
    kind: storableText(100),
    subjectId: partyId,
    asOf: plainDate,
    /** How strong the conclusion is, from 0 to 1. */
    strength: z.number().min(0).max(1),
    evidence: z.array(evidenceSchema).min(1),
    payload: jsonObject,
    custom: ownFields,
  })
  .superRefine((insight, context) => {
    const schema = Object.hasOwn(insightPayloadSchemas, insight.kind)
      ? insightPayloadSchemas[insight.kind as KnownInsightKind]
      : undefined;
    if (schema === undefined) return;
    for (const issue of schema.safeParse(insight.payload).error?.issues ?? [])
      context.addIssue({
        ...issue,
        code: "custom",
        path: ["payload", ...issue.path],
        input: insight.payload,
      });
  })
  .meta({ "x-rules": ["payload must be that of its kind, if the kind is known"] });

/**
 * A conclusion about one customer: what was found, how strongly, as of which day, on which evidence.
 * Analyses emit insights and rules read them, so that neither has to know the other.
 */
export type Insight = z.infer<typeof insightSchema>;

/** An insight of a known kind, with the payload of that kind. */
export type InsightOf<K extends KnownInsightKind> = Omit<Insight, "kind" | "payload"> & {
  kind: K;
  payload: InsightPayload<K>;
};

/**
 * Tells whether an insight is of a known kind, so that its payload can be read with its type.
 *
 * @example
 * ```ts
 * import { type Insight, isInsightOf } from "clientele/model";
 *
 * const insight: Insight = {
 *   schemaVersion: 1,
 *   id: "rfm.silent:c1:2026-11-22",
 *   kind: "rfm.silent",
 *   subjectId: "c1",
 *   asOf: "2026-11-22",
 *   strength: 0.9,
 *   evidence: [{ label: "days since the last order", value: 80, asOf: "2026-11-22", source: "rfm" }],
 *   payload: { daysSilent: 80, usualGapDays: 41, share: 0.95, gaps: 12 },
 * };
 * isInsightOf(insight, "rfm.silent") ? insight.payload.daysSilent : 0; // => 80
 * isInsightOf(insight, "migration.tier-moved"); // => false
 * ```
 */
export function isInsightOf<K extends KnownInsightKind>(
  insight: Insight,
  kind: K,
): insight is Insight & InsightOf<K> {
  return insight.kind === kind;
}

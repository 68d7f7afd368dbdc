import * as z from "zod";
import { currency, decimal, id, plainDate, storableText } from "./_scalars.ts";
import { direction, trendPayloadSchemas } from "./_trend-payloads.ts";
import { channelSchema } from "./channel.ts";

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
  /** Points of the customer are about to expire. */
  "ledger.points-expiring": z.strictObject({
    points: decimal,
    /** The first day on which some of them are gone, and the last on which one counts as soon. */
    expiresOn: plainDate,
    until: plainDate,
  }),
  /** A reward of a programme is near, or reached and not yet given. */
  "ledger.threshold-near": z.strictObject({
    programmeId: id,
    /** What has been counted towards it: points, purchases or an amount. */
    have: z.number().min(0),
    threshold: z.number().positive(),
    reward: storableText(500).optional(),
  }),
  /** The customer is kept less well, or for less of what it spends, than before. */
  "loyalty.retention-drift": z.strictObject({
    /** Retention is the share of its months in which the customer bought. */
    measure: z.enum(["retention", "share-of-wallet"]),
    direction,
    before: z.number(),
    after: z.number(),
    p: z.number().min(0).max(1).optional(),
    /** The same with all customers tested at once: the share of false findings among those up to this one. */
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
  ...trendPayloadSchemas,
  /** The customer answers campaigns of a kind otherwise than is usual. */
  "campaign.response-pattern": z.strictObject({
    /** Which campaigns: "discounts by e-mail", "invitations". */
    campaigns: storableText(200),
    direction,
    touches: z.int().min(1),
    /** The share of contacts that was answered, and what is usual among all customers. */
    rate: z.number().min(0).max(1),
    usualRate: z.number().min(0).max(1),
    /** The customer's rate lies above `lower` and below `upper` with the probability of the analysis. */
    lower: z.number().min(0).max(1).optional(),
    upper: z.number().min(0).max(1).optional(),
  }),
  /** The customer answers less, or more, of what reaches it than it did. */
  "campaign.response-changed": z.strictObject({
    direction,
    /** The share of contacts answered before, and in the last days. */
    before: z.number().min(0).max(1),
    after: z.number().min(0).max(1),
    touchesBefore: z.int().min(1),
    touches: z.int().min(1),
    /** The last days. */
    days: z.int().min(1),
    /** How likely chance alone would make a difference as large, and the same with all customers tested at once. */
    p: z.number().min(0).max(1),
    qValue: z.number().min(0).max(1).optional(),
  }),
  /** Over which channel, and at which time, the customer answers best. */
  "campaign.channel-habit": z.strictObject({
    channel: channelSchema,
    /** When, in words: "in the evening", "on Sundays". */
    time: storableText(100).optional(),
    contacts: z.int().min(1),
    rate: z.number().min(0).max(1),
    /** The rate over all channels. */
    usualRate: z.number().min(0).max(1),
  }),
  /** The customer is contacted more, or less, than it answers to. */
  "campaign.contact-pressure": z.strictObject({
    class: z.enum(["saturated", "on-target", "undersaturated"]),
    touches: z.int().min(0),
    responses: z.int().min(0),
    /** The days that were looked back on. */
    days: z.int().min(1),
  }),
} as const;

/** The kinds of insight that built-in rules read. */
export type KnownInsightKind = keyof typeof insightPayloadSchemas;

/** The payload of a known kind. */
export type InsightPayload<K extends KnownInsightKind> = z.infer<(typeof insightPayloadSchemas)[K]>;

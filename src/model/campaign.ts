import * as z from "zod";
import { nonNegativeMoneySchema } from "./_money.ts";
import { partyId, record } from "./_record.ts";
import { id, instant, plainDate, storableText } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";

/** Schema of {@link Campaign}. */
export const campaignSchema = record(
  {
    name: storableText(500),
    goal: z.enum(["acquire", "retain", "grow", "win-back", "inform"]).optional(),
    startsOn: plainDate,
    /** The first day after it. */
    endsOn: plainDate.optional(),
    budget: nonNegativeMoneySchema.optional(),
    /** Whom it is for, in words. */
    audience: storableText(1000).optional(),
    offerIds: z.array(id).max(100).optional(),
  },
  [
    {
      path: ["endsOn"],
      expected: "must be after startsOn",
      holds: ({ startsOn, endsOn }) => endsOn === undefined || endsOn > startsOn,
    },
  ],
);

/** An effort towards many customers with one goal. */
export type Campaign = z.infer<typeof campaignSchema>;

/** Schema of {@link CampaignTouch}. */
export const campaignTouchSchema = record({
  campaignId: id,
  partyId,
  /** Whoever is in the control arm gets nothing and is counted. */
  arm: z.enum(["treatment", "control"]),
  sentAt: instant,
  channel: channelSchema.optional(),
  kind: z.enum(["mass", "personal-letter", "call", "visit"]).optional(),
  message: storableText(200).optional(),
  offerId: id.optional(),
  /** Own staff member who signed. */
  signedById: partyId.optional(),
  /** What of the party's own was written in: "first name", "installed product". */
  personalised: z.array(storableText(100)).max(50).optional(),
  cost: nonNegativeMoneySchema.optional(),
});

/** One contact of a campaign with one party, or its place in the control arm. */
export type CampaignTouch = z.infer<typeof campaignTouchSchema>;

/** Schema of {@link CampaignResponse}. */
export const campaignResponseSchema = record({
  touchId: id,
  campaignId: id,
  partyId,
  at: instant,
  kind: z.enum(["delivered", "bounced", "opened", "clicked", "replied", "purchased", "unsubscribed"]),
  revenue: nonNegativeMoneySchema.optional(),
  orderId: id.optional(),
});

/** What a party did upon a contact of a campaign. */
export type CampaignResponse = z.infer<typeof campaignResponseSchema>;

/** Schema of {@link Referral}. */
export const referralSchema = record(
  {
    referrerId: partyId,
    referredId: partyId,
    on: plainDate,
    campaignId: id.optional(),
    /** What the referred party has bought since. */
    revenue: nonNegativeMoneySchema.optional(),
  },
  [
    {
      path: ["referredId"],
      expected: "must be another party than referrerId",
      holds: ({ referrerId, referredId }) => referrerId !== referredId,
    },
  ],
);

/** One customer brought in by another. */
export type Referral = z.infer<typeof referralSchema>;

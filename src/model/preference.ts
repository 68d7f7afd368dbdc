import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, storableText, wallTime } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { contactPurposeSchema } from "./consent.ts";
import { sourceSchema } from "./provenance.ts";

const common = {
  partyId,
  stance: z.enum(["prefer", "accept", "refuse"]),
  ...validity,
  source: sourceSchema,
};

const weekday = z.int().min(1).max(7);

/** Schema of {@link Preference}. */
export const preferenceSchema = z.discriminatedUnion("about", [
  /** By which channel to be contacted, for one purpose or for all. */
  record(
    {
      about: z.literal("channel"),
      channel: channelSchema,
      purpose: contactPurposeSchema.optional(),
      ...common,
    },
    [validityRule],
  ),
  /** Where to buy. */
  record({ about: z.literal("purchase-channel"), channel: channelSchema, ...common }, [validityRule]),
  /** How to pay. */
  record({ about: z.literal("payment"), method: storableText(100), ...common }, [validityRule]),
  /** How often to be contacted at most, on one channel or in all. */
  record(
    {
      about: z.literal("frequency"),
      atMost: z.int().min(0),
      perDays: z.int().min(1).max(3660),
      channel: channelSchema.optional(),
      ...common,
    },
    [validityRule],
  ),
  /** At which hours to be contacted, on the party's clock; `from` after `to` runs through midnight. */
  record(
    {
      about: z.literal("hours"),
      from: wallTime,
      to: wallTime,
      /** Days of the week, Monday is 1; all of them when left out. */
      weekdays: z.array(weekday).min(1).max(7).optional(),
      channel: channelSchema.optional(),
      ...common,
    },
    [validityRule],
  ),
  /** Which product to hear about: when it is back, or costs less. */
  record({ about: z.literal("product"), productId: id, ...common }, [validityRule]),
  /** What to hear about. */
  record({ about: z.literal("topic"), topic: storableText(200), ...common }, [validityRule]),
]);

/** What a party prefers, accepts or refuses: channel, purchase channel, payment, frequency, hours, products, topics. */
export type Preference = z.infer<typeof preferenceSchema>;

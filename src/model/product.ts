import * as z from "zod";
import { moneySchema, oneCurrency } from "./_money.ts";
import { record } from "./_record.ts";
import { id, nonNegativeDecimal, plainDate, share, storableText } from "./_scalars.ts";
import { buyingFunctionSchema, buyingLevelSchema } from "./affiliation.ts";

/** Schema of {@link RoleConcern}. */
export const roleConcernSchema = z.strictObject({
  function: buyingFunctionSchema,
  /** Of one level alone; of all levels when left out. */
  level: buyingLevelSchema.optional(),
  /** What the role judges by: "failure rate". */
  criterion: storableText(200),
  /** How much it counts, from 0 to 1. */
  weight: share,
  /** What can be said to it of this product. */
  talkingPoint: storableText(2000).optional(),
});

/** What people of one role judge a product by, and what can be said to it. */
export type RoleConcern = z.infer<typeof roleConcernSchema>;

/** Schema of {@link Product}. */
export const productSchema = record(
  {
    name: storableText(500),
    category: storableText(200),
    /** Used up and bought again, so that a repeat purchase can be expected. */
    consumable: z.boolean(),
    /** Who makes it, when it is not the own company. */
    vendorId: id.optional(),
    /** From when on it is sold. */
    launchedOn: plainDate.optional(),
    /** From when on it is no longer sold. */
    withdrawnOn: plainDate.optional(),
    /** The product that it takes the place of. */
    replacesId: id.optional(),
    /** How often it wants service. */
    serviceIntervalMonths: z.int().min(1).max(600).optional(),
    /** The parts of a bundle, its price, and what they cost one by one. */
    bundle: z
      .strictObject({
        parts: z
          .array(z.strictObject({ productId: id, quantity: nonNegativeDecimal }))
          .min(1)
          .max(200),
        price: moneySchema.optional(),
        separatePrice: moneySchema.optional(),
      })
      .optional(),
    /** What each role judges it by, beside the usual concerns of the role. */
    concerns: z.array(roleConcernSchema).max(100).optional(),
  },
  [
    oneCurrency(["bundle", "separatePrice"], ({ bundle }) => [bundle?.price, bundle?.separatePrice]),
    {
      path: ["withdrawnOn"],
      expected: "must be after launchedOn",
      holds: ({ launchedOn, withdrawnOn }) =>
        launchedOn === undefined || withdrawnOn === undefined || launchedOn < withdrawnOn,
    },
  ],
);

/** Something the company or a competitor sells: goods, a service, a bundle. */
export type Product = z.infer<typeof productSchema>;

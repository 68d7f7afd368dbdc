import * as z from "zod";
import { nonNegativeMoneySchema, oneCurrency } from "./_money.ts";
import { record } from "./_record.ts";
import { id, plainDate, storableText } from "./_scalars.ts";

/** Schema of {@link ProductNotice}. */
export const productNoticeSchema = record(
  {
    kind: z.enum(["price-change", "outage", "end-of-support", "back-in-stock"]),
    productIds: z.array(id).min(1).max(500),
    /** The first day on which it holds. */
    startsOn: plainDate,
    /** The first day on which it no longer holds: the end of an outage, of a price for a time. */
    endsOn: plainDate.optional(),
    /** What the customer has to know of it. */
    what: storableText(2000).optional(),
    /** Of a price: the old one and the new one. */
    priceBefore: nonNegativeMoneySchema.optional(),
    price: nonNegativeMoneySchema.optional(),
  },
  [
    {
      path: ["endsOn"],
      expected: "must be after startsOn",
      holds: ({ startsOn, endsOn }) => endsOn === undefined || endsOn > startsOn,
    },
    {
      path: ["price"],
      expected: "must stand with kind price-change alone, as must priceBefore",
      holds: ({ kind, price, priceBefore }) =>
        kind === "price-change" || (price === undefined && priceBefore === undefined),
    },
    oneCurrency(["priceBefore", "currency"], ({ price, priceBefore }) => [price, priceBefore]),
  ],
);

/** What those who have a product or want it are told of: a new price, an outage, the end of support, new stock. */
export type ProductNotice = z.infer<typeof productNoticeSchema>;

/** Schema of {@link Recall}. */
export const recallSchema = record({
  productId: id,
  /** From when on customers are told. */
  announcedOn: plainDate,
  /** What is wrong and what is to be done. */
  what: storableText(2000),
  /** The pieces called back, where not all of them are. */
  serialNumbers: z.array(storableText(200)).min(1).max(100_000).optional(),
});

/** A product that is called back from all who have it. */
export type Recall = z.infer<typeof recallSchema>;

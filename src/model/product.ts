import * as z from "zod";
import { id, plainDate, schemaVersion, storableText } from "./_scalars.ts";
import { provenanceSchema } from "./provenance.ts";

/** Schema of {@link Product}. */
export const productSchema = z.strictObject({
  schemaVersion,
  id,
  name: storableText(500),
  category: storableText(200),
  /** Used up and bought again, so that a repeat purchase can be expected. */
  consumable: z.boolean(),
});

/** Something the company sells. */
export type Product = z.infer<typeof productSchema>;

/** Schema of {@link InstalledProduct}. */
export const installedProductSchema = z
  .strictObject({
    schemaVersion,
    id,
    ownerId: id,
    productId: id,
    productName: storableText(500),
    installedOn: plainDate,
    /** How often the product wants service. */
    serviceIntervalMonths: z.int().min(1).max(600).optional(),
    lastServicedOn: plainDate.optional(),
    reasonForUse: storableText(2000).optional(),
    source: provenanceSchema,
  })
  .refine(
    (product) => product.lastServicedOn === undefined || product.lastServicedOn >= product.installedOn,
    {
      error: "must not be before installedOn",
      path: ["lastServicedOn"],
    },
  );

/** A product that stands at the customer's and may need installing, service and replacement. */
export type InstalledProduct = z.infer<typeof installedProductSchema>;

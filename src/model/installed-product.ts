import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { grade, id, nonNegativeDecimal, plainDate, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link InstalledProduct}. */
export const installedProductSchema = record(
  {
    ownerId: partyId,
    productId: id.optional(),
    productName: storableText(500),
    /** Whose product it is, when it is not the own company's: a competitor. */
    vendorId: id.optional(),
    installedOn: plainDate,
    quantity: nonNegativeDecimal.optional(),
    serialNumber: storableText(200).optional(),
    installation: z.enum(["pending", "working", "problem"]).optional(),
    usage: z.enum(["heavy", "normal", "light", "unused"]).optional(),
    /** The department that uses it. */
    usedByUnitId: id.optional(),
    /** Who uses it. */
    userIds: z.array(partyId).max(1000).optional(),
    /** Who maintains it. */
    maintainerIds: z.array(partyId).max(1000).optional(),
    /** How often the product wants service. */
    serviceIntervalMonths: z.int().min(1).max(600).optional(),
    lastServicedOn: plainDate.optional(),
    /** Its meter, where use and not time decides when it wants service. */
    meter: z
      .strictObject({
        /** "km", "hours". */
        unit: storableText(50),
        /** So much use lies between two services. */
        serviceEvery: nonNegativeDecimal,
        /** What it showed at the last service, or when it was installed; 0 where it never was serviced and is not said. */
        servicedAt: nonNegativeDecimal.optional(),
      })
      .optional(),
    warrantyEndsOn: plainDate.optional(),
    /** How satisfied the customer is with it, 1 to 5. */
    satisfaction: grade.optional(),
    reasonForUse: markPersonal(storableText(2000), "user.content.private").optional(),
    /** The first day on which it is no longer there. */
    removedOn: plainDate.optional(),
    source: sourceSchema,
  },
  [
    {
      path: ["lastServicedOn"],
      expected: "must not be before installedOn",
      holds: ({ lastServicedOn, installedOn }) =>
        lastServicedOn === undefined || lastServicedOn >= installedOn,
    },
    {
      path: ["meter", "serviceEvery"],
      expected: "must be above 0",
      holds: ({ meter }) => meter === undefined || Number(meter.serviceEvery) > 0,
    },
    {
      path: ["removedOn"],
      expected: "must be after installedOn",
      holds: ({ removedOn, installedOn }) => removedOn === undefined || removedOn > installedOn,
    },
  ],
);

/** A product, own or a competitor's, that stands at the customer's and may need installing, service and replacement. */
export type InstalledProduct = z.infer<typeof installedProductSchema>;

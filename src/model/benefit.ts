import * as z from "zod";
import type { PlainDate } from "../calendar/index.ts";
import { nonNegativeMoneySchema } from "./_money.ts";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, nonNegativeDecimal, plainDate, storableText } from "./_scalars.ts";

/** Schema of {@link Benefit}. */
export const benefitSchema = record(
  {
    partyId,
    /** What it binds by: money, attention, or the way both work together. */
    class: z.enum(["financial", "social", "structural"]),
    kind: z.enum([
      "price",
      "reward",
      "preview",
      "priority-sale",
      "guarantee",
      "priority-shipping",
      "advance-information",
      "data-interchange",
      "custom-product",
      "maintenance",
      "repair",
      "upgrade",
      "training",
      "personal-service",
      "equipment",
      "network",
      "other",
    ]),
    what: storableText(1000),
    value: nonNegativeMoneySchema.optional(),
    /** How much of it there is, and how much is used up: visits, hours. */
    quota: z.strictObject({ total: nonNegativeDecimal, used: nonNegativeDecimal }).optional(),
    grantedOn: plainDate,
    /** The first day on which it can be used: who leaves before loses it. */
    vestsOn: plainDate.optional(),
    /** The first day on which it is gone. */
    expiresOn: plainDate.optional(),
    usedOn: plainDate.optional(),
    programmeId: id.optional(),
    contractId: id.optional(),
  },
  [
    {
      path: ["vestsOn"],
      expected: "must not be before grantedOn",
      holds: ({ grantedOn, vestsOn }) => vestsOn === undefined || vestsOn >= grantedOn,
    },
    {
      path: ["expiresOn"],
      expected: "must be after grantedOn and vestsOn",
      holds: ({ grantedOn, vestsOn = grantedOn, expiresOn }) =>
        expiresOn === undefined || (expiresOn > grantedOn && expiresOn > vestsOn),
    },
    {
      path: ["usedOn"],
      expected: "must not be before vestsOn or grantedOn",
      holds: ({ grantedOn, vestsOn = grantedOn, usedOn }) => usedOn === undefined || usedOn >= vestsOn,
    },
  ],
);

/** Something a party is entitled to: a club's advantage, a service beyond the product, a reward. */
export type Benefit = z.infer<typeof benefitSchema>;

/**
 * Tells how a benefit stands on a day: `granted` but not yet usable, `usable`, `used`, `expired`, or `none` before
 * it was granted.
 *
 * @example
 * ```ts
 * import { benefitStateOn } from "clientele/model";
 *
 * const bonus = { grantedOn: "2026-01-01", vestsOn: "2026-07-01", expiresOn: "2027-01-01" } as const;
 * benefitStateOn(bonus, "2026-03-01"); // => "granted"
 * benefitStateOn(bonus, "2026-11-22"); // => "usable"
 * ```
 */
export function benefitStateOn(
  benefit: Pick<Benefit, "grantedOn" | "vestsOn" | "expiresOn" | "usedOn">,
  day: PlainDate,
): "none" | "granted" | "usable" | "used" | "expired" {
  const { grantedOn, vestsOn = grantedOn, expiresOn, usedOn } = benefit;
  if (day < grantedOn) return "none";
  if (usedOn !== undefined && usedOn <= day) return "used";
  if (expiresOn !== undefined && expiresOn <= day) return "expired";
  return day < vestsOn ? "granted" : "usable";
}

/** Schema of {@link Programme}. */
export const programmeSchema = record({
  kind: z.enum(["club", "frequency", "points"]),
  name: storableText(500),
  /** Its tiers, lowest first. */
  tiers: z.array(storableText(100)).max(50).optional(),
  /** What earns what, in words. */
  terms: storableText(5000).optional(),
});

/** A club or a scheme of rewards that customers belong to. */
export type Programme = z.infer<typeof programmeSchema>;

/** Schema of {@link Membership}. */
export const membershipSchema = record(
  {
    programmeId: id,
    partyId,
    tier: storableText(100).optional(),
    number: storableText(100).optional(),
    ...validity,
  },
  [validityRule],
);

/** A party's place in a programme, for a time. */
export type Membership = z.infer<typeof membershipSchema>;

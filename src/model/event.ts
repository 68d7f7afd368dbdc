import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { grade, plainDate, storableText } from "./_scalars.ts";
import type { PostalAddress } from "./contact-point.ts";
import { knownDateSchema } from "./important-date.ts";
import { industryCodeSchema } from "./industry.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link LifeEvent}. */
export const lifeEventSchema = record({
  partyId,
  kind: markPersonal(
    z.enum([
      "schooling",
      "graduation",
      "employment",
      "promotion",
      "marriage",
      "childbirth",
      "relocation",
      "retirement",
      "illness",
      "bereavement",
      "award",
      "other",
    ]),
    "user.demographic.profile",
  ),
  /** When, as far as it is known. */
  date: knownDateSchema,
  status: z.enum(["expected", "happened", "cancelled"]),
  note: markPersonal(storableText(2000), "user.content.private").optional(),
  source: sourceSchema,
});

/** A turn in a party's life: school, work, marriage, a child. */
export type LifeEvent = z.infer<typeof lifeEventSchema>;

/** Schema of {@link EventArea}. */
export const eventAreaSchema = z.strictObject({
  /** ISO 3166-1, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/, { error: "must be a country code of ISO 3166-1 such as GB" }),
  /** Regions as addresses name them; the whole country when left out. */
  regions: z.array(storableText(200)).min(1).max(500).optional(),
  /** How postal codes in the area begin; all of them when left out. */
  postalCodes: z.array(storableText(30)).min(1).max(5000).optional(),
});

/** Where something happens. */
export type EventArea = z.infer<typeof eventAreaSchema>;

/** Schema of {@link ExternalEvent}. */
export const externalEventSchema = record(
  {
    kind: z.enum(["disaster", "epidemic", "regulation", "market", "fair", "other"]),
    name: storableText(500),
    areas: z.array(eventAreaSchema).max(100).optional(),
    industryCode: industryCodeSchema.optional(),
    /** How grave, 1 to 5. */
    severity: grade.optional(),
    startsOn: plainDate,
    /** The first day after it. */
    endsOn: plainDate.optional(),
    source: sourceSchema,
  },
  [
    {
      path: ["endsOn"],
      expected: "must be after startsOn",
      holds: ({ startsOn, endsOn }) => endsOn === undefined || endsOn > startsOn,
    },
  ],
);

/** Something in the world that touches many customers at once: a disaster in an area, a new law. */
export type ExternalEvent = z.infer<typeof externalEventSchema>;

/**
 * Tells whether an address lies in one of the areas of an event: same country, and, where the area names them, one
 * of its regions and a postal code that begins as one of its own. An event without areas touches nobody's address.
 *
 * @example
 * ```ts
 * import { touchesAddress } from "clientele/model";
 *
 * const flood = { areas: [{ country: "GB", postalCodes: ["YO", "HU"] }] };
 * touchesAddress(flood, { lines: ["1 Water Lane"], postalCode: "YO1 9AA", country: "GB" }); // => true
 * touchesAddress(flood, { lines: ["2 High Street"], postalCode: "LS1 1AA", country: "GB" }); // => false
 * ```
 */
export function touchesAddress(event: Pick<ExternalEvent, "areas">, address: PostalAddress): boolean {
  return (event.areas ?? []).some(
    ({ country, regions, postalCodes }) =>
      country === address.country &&
      (regions === undefined || (address.region !== undefined && regions.includes(address.region))) &&
      (postalCodes === undefined ||
        postalCodes.some((beginning) => address.postalCode?.startsWith(beginning) === true)),
  );
}

import * as z from "zod";
import { partyId, record } from "./_record.ts";
import { id, languageTag, plainDate, storableText, timeZone } from "./_scalars.ts";
import { channelSchema } from "./channel.ts";
import { industryCodeSchema } from "./industry.ts";
import { personNameSchema } from "./person-name.ts";
import { markPersonal } from "./personal-data.ts";

const partyShape = {
  /** The name as it is written to the party. */
  name: markPersonal(storableText(500), "user.name"),
  /** Where the customer's wall clock stands; reminders fall back to the company's zone. */
  timeZone: timeZone.optional(),
  /** The languages in which the party wishes to be addressed, best first. */
  languages: z.array(markPersonal(languageTag, "user.demographic.language")).max(20).optional(),
  /** The first day of the relationship. */
  since: plainDate.optional(),
  /** Own staff member who looks after this party. */
  ownerId: partyId.optional(),
  /** What the party is to the company; a party may be several things at once. */
  roles: z.array(z.enum(["customer", "prospect", "staff", "supplier", "partner", "competitor"])).optional(),
  /** A party that must never again be approached: deceased, dissolved, erased. */
  closed: z.strictObject({ reason: z.enum(["deceased", "dissolved", "erased"]), on: plainDate }).optional(),
  /** The party that this one was merged into. */
  mergedIntoId: partyId.optional(),
  preferredChannel: channelSchema.optional(),
  /** The party's ids in other systems. */
  externalIds: z
    .array(
      z.strictObject({ system: storableText(100), value: markPersonal(storableText(200), "user.unique_id") }),
    )
    .max(100)
    .optional(),
};

/** Schema of {@link Person}. */
export const personSchema = record({
  kind: z.literal("person"),
  ...partyShape,
  /** The parts of the name, from which `composePersonName` writes it in Western or East Asian order. */
  personName: personNameSchema.optional(),
});

/** Schema of {@link Organisation}. */
export const organisationSchema = record({
  kind: z.literal("organisation"),
  ...partyShape,
  legalName: storableText(500).optional(),
  /** The organisation that owns this one. */
  parentId: id.optional(),
  /** The industry in the company's own words. */
  industry: storableText(100).optional(),
  /** The industry by ISIC, section or division. */
  industryCode: industryCodeSchema.optional(),
  /** The region in which it works, in the company's own words. */
  region: storableText(200).optional(),
  /** Numbers in public registers: company number, VAT number, LEI. */
  registrations: z
    .array(z.strictObject({ register: storableText(100), number: storableText(100) }))
    .max(50)
    .optional(),
});

/** Schema of {@link Household}. */
export const householdSchema = record({ kind: z.literal("household"), ...partyShape });

/** Schema of {@link Party}. */
export const partySchema = z.discriminatedUnion("kind", [personSchema, organisationSchema, householdSchema]);

/** A human being: customer, contact of one, or own staff. */
export type Person = z.infer<typeof personSchema>;

/** A company, authority or club. */
export type Organisation = z.infer<typeof organisationSchema>;

/** People who live and often buy together; who belongs to it says a `Relationship` of kind `member`. */
export type Household = z.infer<typeof householdSchema>;

/** Whoever the company deals with. */
export type Party = z.infer<typeof partySchema>;

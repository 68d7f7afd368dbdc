import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { id, share, storableText } from "./_scalars.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** The levels of a buying centre: who uses, who manages, who decides. */
export const buyingLevels = ["operational", "managerial", "decision"] as const;

/** The functions of a buying centre: who uses, who maintains or selects, who approves the money. */
export const buyingFunctions = ["user", "technical", "finance"] as const;

/** Schema of {@link BuyingLevel}. */
export const buyingLevelSchema = z.enum(buyingLevels);

/** Schema of {@link BuyingFunction}. */
export const buyingFunctionSchema = z.enum(buyingFunctions);

/** A level of a buying centre. */
export type BuyingLevel = z.infer<typeof buyingLevelSchema>;

/** A function of a buying centre. */
export type BuyingFunction = z.infer<typeof buyingFunctionSchema>;

/** Schema of {@link OrganisationUnit}. */
export const organisationUnitSchema = record(
  {
    organisationId: id,
    /** The unit above. */
    parentId: id.optional(),
    name: storableText(500),
    kind: z.enum(["using", "purchasing", "support", "technical", "finance", "management", "other"]),
    ...validity,
  },
  [
    validityRule,
    {
      path: ["parentId"],
      expected: "must be another unit than the unit itself",
      holds: (unit) => unit.parentId !== unit.id,
    },
  ],
);

/** A department or site of an organisation. */
export type OrganisationUnit = z.infer<typeof organisationUnitSchema>;

/** Schema of {@link Affiliation}. */
export const affiliationSchema = record(
  {
    personId: partyId,
    organisationId: id,
    unitId: id.optional(),
    title: markPersonal(storableText(200), "user.professional_information").optional(),
    level: buyingLevelSchema.optional(),
    function: buyingFunctionSchema.optional(),
    /** What the person does there and counts for, in words. */
    role: markPersonal(storableText(500), "user.professional_information").optional(),
    /** How much the person's word weighs, from 0 to 1. */
    influence: share.optional(),
    /** The person above, in the same organisation. */
    reportsToId: partyId.optional(),
    /** The organisation that the person is known for. */
    primary: z.boolean().optional(),
    ...validity,
    source: sourceSchema,
  },
  [
    validityRule,
    {
      path: ["reportsToId"],
      expected: "must be another person than the person itself",
      holds: ({ reportsToId, personId }) => reportsToId !== personId,
    },
  ],
);

/** A person's place in an organisation for a time; the role stands on the relation, not on the person. */
export type Affiliation = z.infer<typeof affiliationSchema>;

import * as z from "zod";
import { partyId, record, validity, validityRule } from "./_record.ts";
import { instant, storableText } from "./_scalars.ts";
import { checkOutcomeSchema, verificationRules } from "./_verification.ts";
import { markPersonal } from "./personal-data.ts";
import { sourceSchema } from "./provenance.ts";

/** Schema of {@link PostalAddress}. */
export const postalAddressSchema = z.strictObject({
  lines: z.array(storableText(300)).min(1).max(10),
  locality: storableText(200).optional(),
  region: storableText(200).optional(),
  postalCode: storableText(30).optional(),
  /** ISO 3166-1, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/, { error: "must be a country code of ISO 3166-1 such as GB" }),
});

/** An address that letters reach. */
export type PostalAddress = z.infer<typeof postalAddressSchema>;

/** Schema of {@link ContactPoint}. */
export const contactPointSchema = record(
  {
    partyId,
    kind: z.enum(["email", "phone", "mobile", "fax", "post", "web", "social", "messaging"]),
    /** As it is written or dialled; a postal address in one text. */
    value: markPersonal(storableText(1000), "user.contact"),
    /** The parts of a postal address. */
    address: markPersonal(postalAddressSchema, "user.contact.address").optional(),
    /** What it is for: "work", "home", "accounts". */
    label: storableText(100).optional(),
    /** The one of its kind to use first. */
    primary: z.boolean().optional(),
    ...validity,
    /** When somebody last tried it. */
    checkedAt: instant.optional(),
    /** When it last proved right. */
    verifiedAt: instant.optional(),
    checkOutcome: checkOutcomeSchema.optional(),
    source: sourceSchema,
  },
  [
    validityRule,
    ...verificationRules,
    {
      path: ["value"],
      expected: "must be an e-mail address such as ada@example.org",
      holds: ({ kind, value }) => kind !== "email" || /^[^\s@]+@[^\s@]+$/.test(value),
    },
    {
      path: ["value"],
      expected: "must be a number with at least three digits and no letters",
      holds: ({ kind, value }) =>
        !(kind === "phone" || kind === "mobile" || kind === "fax") ||
        (/^[\d\s()+./#*-]+$/.test(value) && value.replace(/\D/g, "").length >= 3),
    },
    {
      path: ["address"],
      expected: "must be given for kind post alone",
      holds: ({ kind, address }) => address === undefined || kind === "post",
    },
  ],
);

/** One way to reach a party: e-mail address, number, postal address, with its validity and verification. */
export type ContactPoint = z.infer<typeof contactPointSchema>;

import type * as z from "zod";

/**
 * Categories of personal data, by the keys of the Fides taxonomy (fideslang 3.2), of which these are the ones
 * that the vocabulary needs. A key is a path: `user.contact.email` is part of `user.contact`.
 */
export const personalDataCategories = [
  "user.name",
  "user.unique_id",
  "user.contact",
  "user.contact.email",
  "user.contact.phone_number",
  "user.contact.address",
  "user.contact.fax_number",
  "user.contact.social_url",
  "user.demographic.profile",
  "user.demographic.date_of_birth",
  "user.demographic.language",
  "user.demographic.marital_status",
  "user.demographic.religious_belief",
  "user.children",
  "user.health",
  "user.financial",
  "user.payment",
  "user.location",
  "user.professional_information",
  "user.social_activity",
  "user.behavior",
  "user.behavior.purchase_history",
  "user.behavior.browsing_history",
  "user.content.private",
  "user.settings",
  "user.privacy_preferences",
] as const;

/** A category of personal data. */
export type PersonalDataCategory = (typeof personalDataCategories)[number];

/** The key under which a schema, and its JSON Schema, name the category. */
export const PERSONAL_DATA = "x-personal-data";

/**
 * Marks a schema as holding personal data of a category. The mark goes into the JSON Schema as `x-personal-data`
 * and is what `listPersonalFields` reads.
 *
 * @example
 * ```ts
 * import * as z from "zod";
 * import { markPersonal } from "clientele/model";
 *
 * const nickname = markPersonal(z.string(), "user.name");
 * z.toJSONSchema(nickname)["x-personal-data"]; // => "user.name"
 * ```
 */
export function markPersonal<S extends z.ZodType>(schema: S, category: PersonalDataCategory): S {
  return schema.meta({ [PERSONAL_DATA]: category });
}

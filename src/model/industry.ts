import * as z from "zod";
import { record, validity, validityRule } from "./_record.ts";
import { storableText } from "./_scalars.ts";
import { sourceSchema } from "./provenance.ts";

/** The sections of ISIC Rev. 4 (United Nations, 2008), each with its first and last division. */
export const industrySections = {
  A: { name: "Agriculture, forestry and fishing", from: 1, to: 3 },
  B: { name: "Mining and quarrying", from: 5, to: 9 },
  C: { name: "Manufacturing", from: 10, to: 33 },
  D: { name: "Electricity, gas, steam and air conditioning supply", from: 35, to: 35 },
  E: { name: "Water supply; sewerage, waste management and remediation activities", from: 36, to: 39 },
  F: { name: "Construction", from: 41, to: 43 },
  G: { name: "Wholesale and retail trade; repair of motor vehicles and motorcycles", from: 45, to: 47 },
  H: { name: "Transportation and storage", from: 49, to: 53 },
  I: { name: "Accommodation and food service activities", from: 55, to: 56 },
  J: { name: "Information and communication", from: 58, to: 63 },
  K: { name: "Financial and insurance activities", from: 64, to: 66 },
  L: { name: "Real estate activities", from: 68, to: 68 },
  M: { name: "Professional, scientific and technical activities", from: 69, to: 75 },
  N: { name: "Administrative and support service activities", from: 77, to: 82 },
  O: { name: "Public administration and defence; compulsory social security", from: 84, to: 84 },
  P: { name: "Education", from: 85, to: 85 },
  Q: { name: "Human health and social work activities", from: 86, to: 88 },
  R: { name: "Arts, entertainment and recreation", from: 90, to: 93 },
  S: { name: "Other service activities", from: 94, to: 96 },
  T: { name: "Activities of households as employers and for own use", from: 97, to: 98 },
  U: { name: "Activities of extraterritorial organizations and bodies", from: 99, to: 99 },
} as const;

/** The letter of a section of ISIC Rev. 4. */
export type IndustrySection = keyof typeof industrySections;

/**
 * Finds the section of an industry code: a section letter ("C") or a two-digit division ("10" to "33").
 * Undefined when ISIC has no such section or division.
 *
 * @example
 * ```ts
 * import { industrySectionOf, industrySections } from "clientele/model";
 *
 * industrySectionOf("79"); // => "N"
 * industrySections[industrySectionOf("C") ?? "S"].name; // => "Manufacturing"
 * industrySectionOf("34"); // => undefined
 * ```
 */
export function industrySectionOf(code: string): IndustrySection | undefined {
  if (Object.hasOwn(industrySections, code)) return code as IndustrySection;
  if (!/^\d\d$/.test(code)) return undefined;
  const division = Number(code);
  return (Object.keys(industrySections) as IndustrySection[]).find(
    (letter) => industrySections[letter].from <= division && division <= industrySections[letter].to,
  );
}

/** An industry by ISIC Rev. 4: a section letter or a two-digit division. */
export const industryCodeSchema = z
  .string()
  .refine((code) => industrySectionOf(code) !== undefined, {
    error: "must be a section (A to U) or a two-digit division of ISIC Rev. 4",
  })
  .meta({ pattern: "^([A-U]|\\d\\d)$" });

/** Schema of {@link IndustryProfile}. */
export const industryProfileSchema = record(
  {
    industryCode: industryCodeSchema,
    region: storableText(200).optional(),
    summary: storableText(5000),
    /** Figures with their units: growth, number of companies, concentration. */
    indicators: z
      .array(
        z.strictObject({ name: storableText(200), value: z.number(), unit: storableText(50).optional() }),
      )
      .max(200)
      .optional(),
    ...validity,
    source: sourceSchema,
  },
  [validityRule],
);

/** The state of an industry in a region, for a time. */
export type IndustryProfile = z.infer<typeof industryProfileSchema>;

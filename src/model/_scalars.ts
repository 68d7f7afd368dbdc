import * as z from "zod";
import { isPlainDate, isTimeZone, type PlainDate, type WallTime } from "../calendar/index.ts";

/** What a text must not have: U+0000 or half a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether every store keeps the text unchanged. */
export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** What {@link isStorable} asks for, in words. */
export const STORABLE = "must be well-formed Unicode without U+0000";

/**
 * Text that every store can hold unchanged: well-formed Unicode without U+0000.
 * PostgreSQL refuses U+0000, and a lone surrogate comes back from most databases as U+FFFD.
 */
export const storableText = (maximum: number) =>
  z.string().min(1).max(maximum).refine(isStorable, { error: STORABLE }).meta({ pattern: "^[^\\u0000]*$" });

/** An opaque identifier of the caller. */
export const id = storableText(200);

/** A calendar day, "YYYY-MM-DD". The type says more than a schema of text can infer. */
export const plainDate = z.string().meta({ format: "date" }).refine(isPlainDate, {
  error: "must be an existing calendar day written YYYY-MM-DD",
}) as unknown as z.ZodType<PlainDate, PlainDate>;

/** The shape of an instant for other tools; zod checks the day against its month as well. */
const INSTANT = "^(?!0000)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$";

/** A moment in UTC, "YYYY-MM-DDTHH:MM:SS(.sss)Z", of the years 0001 to 9999. */
export const instant = z.iso
  .datetime({ error: "must be a UTC instant such as 2026-11-22T09:00:00Z" })
  .refine((text) => !text.startsWith("0000"), { error: "must lie in the years 0001 to 9999" })
  .meta({ pattern: INSTANT });

/** A time of day, "HH:MM". */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: "must be a time of day such as 09:30",
}) as unknown as z.ZodType<WallTime, WallTime>;

/** An exact decimal number as text: no exponent, no separators. */
export const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d+)?$/, {
  error: "must be a plain decimal number such as 12.50",
});

/** A decimal that is not negative. */
export const nonNegativeDecimal = decimal
  .refine((text) => !text.startsWith("-"), { error: "must not be negative" })
  .meta({ pattern: "^(0|[1-9]\\d*)(\\.\\d+)?$" });

/** An ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, { error: "must be an ISO 4217 code such as GBP" });

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: "must be an IANA time zone such as Asia/Taipei" })
  .meta({ "x-rules": ["must be an IANA time zone"] });

/** A language tag of BCP 47. */
export const languageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: "must be a language tag such as en or zh-Hant" });

/** A share or a strength, from 0 to 1. */
export const share = z.number().min(0).max(1);

/** An answer on the scale of five: 1 is worst, 5 is best. */
export const grade = z.int().min(1).max(5);

/** The first generation of every record; a store upgrades older ones. */
export const schemaVersion = z.literal(1);

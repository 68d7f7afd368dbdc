import * as z from "zod";
import { isPlainDate, isTimeZone, type PlainDate } from "../calendar/index.ts";

/**
 * Text that every store can hold unchanged: well-formed Unicode without U+0000.
 * PostgreSQL refuses U+0000, and a lone surrogate comes back from most databases as U+FFFD.
 */
export const storableText = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .refine((text) => !text.includes("\u0000") && isWellFormed(text), {
      error: "must be well-formed Unicode without U+0000",
    });

/** The encoder replaces a lone surrogate, so a text that survives `encodeURIComponent` has none. */
function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** An opaque identifier of the caller. */
export const id = storableText(200);

/** A calendar day, "YYYY-MM-DD". The type says more than a schema of text can infer. */
export const plainDate = z.string().meta({ format: "date" }).refine(isPlainDate, {
  error: "must be an existing calendar day written YYYY-MM-DD",
}) as unknown as z.ZodType<PlainDate, PlainDate>;

/** A moment in UTC, "YYYY-MM-DDTHH:MM:SS(.sss)Z". */
export const instant = z.iso.datetime({ error: "must be a UTC instant such as 2026-11-22T09:00:00Z" });

/** An exact decimal number as text: no exponent, no separators. */
export const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d+)?$/, {
  error: "must be a plain decimal number such as 12.50",
});

/** A decimal that is not negative. */
export const nonNegativeDecimal = decimal.refine((text) => !text.startsWith("-"), {
  error: "must not be negative",
});

/** An ISO 4217 code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, { error: "must be an ISO 4217 code such as GBP" });

/** An IANA time zone. */
export const timeZone = z
  .string()
  .refine(isTimeZone, { error: "must be an IANA time zone such as Asia/Taipei" });

/** The first generation of every record; a store upgrades older ones. */
export const schemaVersion = z.literal(1);

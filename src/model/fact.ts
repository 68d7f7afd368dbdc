import * as z from "zod";
import { type FieldRule, partyId, record, validity, validityRule } from "./_record.ts";
import { id, instant, share, storableText } from "./_scalars.ts";
import { checkOutcomeSchema, isNotBefore, verificationRules } from "./_verification.ts";
import { type JsonValue, jsonValue } from "./json-value.ts";
import { markPersonal } from "./personal-data.ts";
import { provenanceSchema } from "./provenance.ts";

/** The key of an attribute: words joined by dots, such as `likes.food`. */
export const attributeKeySchema = z
  .string()
  .max(100)
  .regex(/^[a-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/, {
    error: "must be an attribute key such as likes.food",
  });

const timeRules: readonly FieldRule<{
  observedAt: string;
  verifiedAt?: string | undefined;
  checkedAt?: string | undefined;
  recordedAt: string;
  retractedAt?: string | undefined;
}>[] = [
  {
    path: ["verifiedAt"],
    expected: "must not be before observedAt",
    holds: ({ verifiedAt, observedAt }) => isNotBefore(verifiedAt, observedAt),
  },
  {
    path: ["checkedAt"],
    expected: "must not be before observedAt",
    holds: ({ checkedAt, observedAt }) => isNotBefore(checkedAt, observedAt),
  },
  {
    path: ["retractedAt"],
    expected: "must not be before recordedAt",
    holds: ({ retractedAt, recordedAt }) => isNotBefore(retractedAt, recordedAt),
  },
];

/**
 * Schema of {@link Fact}. The value may be any JSON; the schema of the attribute is asked by
 * `AttributeCatalogue.parseFact`.
 */
export const factSchema = record(
  {
    /** The party that the fact is about. */
    subjectId: partyId,
    attribute: attributeKeySchema,
    /** Tells facts of one attribute apart that may stand side by side: the competitor, the project. */
    qualifier: storableText(200).optional(),
    value: markPersonal(jsonValue, "user.demographic.profile"),
    /** How sure we are, from 0 to 1. */
    confidence: share,
    provenance: provenanceSchema,
    /** When the source said or showed it. */
    observedAt: instant,
    /** When somebody last looked whether it still holds, whatever came of it. */
    checkedAt: instant.optional(),
    /** When it last proved true. */
    verifiedAt: instant.optional(),
    checkOutcome: checkOutcomeSchema.optional(),
    ...validity,
    /** When we came to know it. */
    recordedAt: instant,
    /** From when on we no longer hold it true. */
    retractedAt: instant.optional(),
    /** The fact that this one replaces. */
    supersedesId: id.optional(),
  },
  [validityRule, ...verificationRules, ...timeRules],
);

/**
 * Something known of a party: a value under an attribute of the catalogue, how it came to be known, when it was
 * observed, checked and verified, when it holds in the world (`validFrom`, `validTo`: days, half-open, open where
 * nothing is said), and from when to when we held it true (`recordedAt`, `retractedAt`).
 *
 * A fact is never overwritten: what replaces it names it by `supersedesId`, and the old one gets its `retractedAt`
 * if it was wrong. If it was right until then it stays as it is, and a view shows the new one from its `validFrom` on.
 */
export type Fact<V = JsonValue> = Omit<z.infer<typeof factSchema>, "value"> & { value: V };

/**
 * Tells whether we held a fact true at a moment: `recordedAt ≤ moment < retractedAt`.
 *
 * @example
 * ```ts
 * import { isKnownAt } from "clientele/model";
 *
 * const fact = { recordedAt: "2026-03-01T10:00:00Z", retractedAt: "2026-04-01T10:00:00Z" };
 * isKnownAt(fact, "2026-03-15T00:00:00Z"); // => true
 * isKnownAt(fact, "2026-04-01T10:00:00Z"); // => false
 * ```
 */
export function isKnownAt(
  fact: { readonly recordedAt: string; readonly retractedAt?: string | undefined },
  moment: string,
): boolean {
  return (
    isNotBefore(moment, fact.recordedAt) &&
    (fact.retractedAt === undefined || !isNotBefore(moment, fact.retractedAt))
  );
}

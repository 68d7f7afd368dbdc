import * as z from "zod";
import type { PlainDate } from "../calendar/index.ts";
import { id, plainDate, schemaVersion } from "./_scalars.ts";
import { jsonObject } from "./json-value.ts";
import { markPersonal } from "./personal-data.ts";

/** What must hold between the fields of one record, beyond what each field says for itself. */
export interface FieldRule<T> {
  /** The field to blame. */
  readonly path: readonly (string | number)[];
  /** What is expected there, in words that follow the name of the field: "must be after validFrom". */
  readonly expected: string;
  /** Whether it holds. */
  readonly holds: (record: T) => boolean;
}

/** Fields of the user's own, kept as they come; nobody knows what they hold. */
export const ownFields = markPersonal(jsonObject, "user.content.private").optional();

/**
 * A stored record: version of its schema, id, its own fields, and a bag for the user's own fields, which are
 * kept as they come. The rules between fields cannot be said in JSON Schema, so they are named there in words
 * (`x-rules`) and not lost in silence.
 */
export function record<S extends z.ZodRawShape>(
  shape: S,
  rules: readonly FieldRule<z.infer<z.ZodObject<S>> & { readonly id: string }>[] = [],
) {
  const object = z.strictObject({
    schemaVersion,
    id,
    ...shape,
    custom: ownFields,
  });
  return withRules(object, rules as readonly FieldRule<z.infer<typeof object>>[]);
}

/**
 * Adds rules between the fields of an object. A rule is asked even when other fields are wrong, so that all issues
 * come at once; but not when it reads a field that is wrong itself, of which its answer would mean nothing.
 */
function withRules<S extends z.ZodType>(schema: S, rules: readonly FieldRule<z.infer<S>>[]): S {
  if (rules.length === 0) return schema;
  // One check for all rules, and not a refinement each: most records break none.
  const check: z.core.CheckFn<unknown> = ({ value, issues }) => {
    const before = issues.length === 0 ? undefined : [...issues];
    for (const { path, expected, holds } of rules) {
      if (before !== undefined && !readsSoundFields(holds, value, before)) continue;
      if (!holds(value as z.infer<S>))
        issues.push({ code: "custom", path: [...path], message: expected, input: value });
    }
  };
  const ruled = schema.check({
    _zod: { check, def: { check: "custom", when: () => true }, onattach: [] },
  } as unknown as z.core.CheckFn<unknown>) as S;
  return ruled.meta({ "x-rules": rules.map(({ path, expected }) => `${path.join(".")} ${expected}`) });
}

/** Tries a rule on a record with issues and watches which fields it reads. */
function readsSoundFields(
  holds: (record: never) => boolean,
  value: unknown,
  issues: readonly { readonly path?: readonly PropertyKey[] | undefined }[],
): boolean {
  if (typeof value !== "object" || value === null) return false;
  const wrong = new Set(issues.map(({ path = [] }) => path[0]));
  let sound = true;
  const watched = new Proxy(value, {
    get(record, field) {
      if (wrong.has(field)) sound = false;
      return Reflect.get(record, field);
    },
  });
  try {
    holds(watched as never);
  } catch {
    return false;
  }
  return sound;
}

/** When something holds in the world, as days: `[validFrom, validTo)`, open where nothing is said. */
export const validity = {
  /** The first day on which it holds. */
  validFrom: plainDate.optional(),
  /** The first day on which it no longer holds. */
  validTo: plainDate.optional(),
};

/** The rule of {@link validity}. */
export const validityRule: FieldRule<{
  validFrom?: PlainDate | undefined;
  validTo?: PlainDate | undefined;
}> = {
  path: ["validTo"],
  expected: "must be after validFrom",
  holds: ({ validFrom, validTo }) => validFrom === undefined || validTo === undefined || validFrom < validTo,
};

/** The id of a party: a pseudonym, and therefore personal data. */
export const partyId = markPersonal(id, "user.unique_id");

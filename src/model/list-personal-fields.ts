import type * as z from "zod";
import type { AttributeCatalogue, AttributeSchemas } from "./attribute-catalogue.ts";
import { builtInAttributes } from "./built-in-attributes.ts";
import { PERSONAL_DATA, type PersonalDataCategory } from "./personal-data.ts";
import { recordKinds } from "./record-kinds.ts";

/** A field that holds personal data. */
export interface PersonalField {
  /** The kind of record: `"Party"`, `"Fact"`. */
  readonly record: string;
  /** The field, outermost first; `"*"` for each item of a list. */
  readonly path: readonly string[];
  /** Its category. */
  readonly category: PersonalDataCategory;
  /** The attribute, for the value of a fact. */
  readonly attribute?: string | undefined;
}

/** Options of {@link listPersonalFields}. */
export interface PersonalFieldsOptions {
  /**
   * The attributes whose values are listed.
   * @defaultValue {@link builtInAttributes}
   */
  readonly catalogue?: AttributeCatalogue<AttributeSchemas> | undefined;
  /**
   * Schemas of your own beside the built-in kinds of record, by name.
   * @defaultValue `{}`
   */
  readonly schemas?: Readonly<Record<string, z.ZodType>> | undefined;
}

/**
 * Lists every field that holds personal data, with its category: of all kinds of record, of the attributes of a
 * catalogue, and of schemas of your own whose fields are marked by `markPersonal`. In the order of the records, then
 * of their fields.
 *
 * The bag `custom` is listed as private content, for nobody knows what it holds.
 *
 * @example
 * ```ts
 * import { listPersonalFields } from "clientele/model";
 *
 * const fields = listPersonalFields();
 * fields.find((field) => field.record === "ContactPoint" && field.path[0] === "value")?.category; // => "user.contact"
 * fields.find((field) => field.attribute === "likes.food")?.category; // => "user.demographic.profile"
 * ```
 */
export function listPersonalFields(options: PersonalFieldsOptions = {}): readonly PersonalField[] {
  const { catalogue = builtInAttributes as AttributeCatalogue<AttributeSchemas>, schemas = {} } = options;
  const fields: PersonalField[] = [];
  const kinds = Object.entries(recordKinds).map(([name, kind]) => [name, kind.schema] as const);
  for (const [record, schema] of [...kinds, ...Object.entries(schemas)]) {
    const seen = new Set<string>();
    walk(schema, [], (path, category) => {
      const key = path.join(".");
      if (!seen.has(key)) fields.push(Object.freeze({ record, path: Object.freeze([...path]), category }));
      seen.add(key);
    });
  }
  for (const key of catalogue.keys) {
    const category = catalogue.find(key)?.personalData;
    if (category !== undefined)
      fields.push(
        Object.freeze({ record: "Fact", path: Object.freeze(["value"]), category, attribute: key }),
      );
  }
  return Object.freeze(fields);
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}

/** A mark covers all that is below it. */
function walk(
  schema: z.ZodType,
  path: readonly string[],
  report: (path: readonly string[], category: PersonalDataCategory) => void,
): void {
  const category = schema.meta()?.[PERSONAL_DATA] as PersonalDataCategory | undefined;
  if (category !== undefined) {
    report(path, category);
    return;
  }
  const { shape = {}, options = [], element, innerType } = schema.def as unknown as Definition;
  for (const [name, field] of Object.entries(shape)) walk(field, [...path, name], report);
  for (const option of options) walk(option, path, report);
  if (element !== undefined) walk(element, [...path, "*"], report);
  if (innerType !== undefined) walk(innerType, path, report);
}

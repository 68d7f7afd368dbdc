import * as z from "zod";
import { type RecordName, recordKinds } from "./record-kinds.ts";

/** A schema in the dialect asked for, as plain JSON. */
export type JsonSchemaDocument = Readonly<Record<string, unknown>>;

/** Options of {@link exportSchema}. */
export interface ExportSchemaOptions {
  /**
   * The dialect: JSON Schema of 2020-12, or the schema object of OpenAPI 3.0.
   * @defaultValue `"draft-2020-12"`
   */
  readonly target?: "draft-2020-12" | "openapi-3.0" | undefined;
}

/**
 * Exports the schema of a kind of record for other tools, as JSON Schema or as a schema of OpenAPI 3.0.
 *
 * Types, fields, required fields, lists, lengths, ranges, patterns and formats are all there. What neither dialect
 * can say (a day that exists, `validTo` after `validFrom`) is named in words under `x-rules`, and every field of
 * personal data bears its category under `x-personal-data`. Whatever the vocabulary accepts, the exported schema
 * accepts.
 *
 * @throws TypeError if there is no kind of record of that name, or if a part of it has no counterpart in the
 * dialect: nothing is left out in silence
 *
 * @example
 * ```ts
 * import { exportSchema } from "clientele/model";
 *
 * const schema = exportSchema("Relationship");
 * schema["additionalProperties"]; // => false
 * schema["x-rules"]; // => ["validTo must be after validFrom", "toId must be another party than fromId"]
 * ```
 */
export function exportSchema(name: RecordName, options: ExportSchemaOptions = {}): JsonSchemaDocument {
  if (!Object.hasOwn(recordKinds, name))
    throw new TypeError(`Cannot export schema: name must be a kind of record, got ${JSON.stringify(name)}`);
  try {
    return z.toJSONSchema(recordKinds[name].schema, {
      target: options.target ?? "draft-2020-12",
      unrepresentable: "throw",
    }) as JsonSchemaDocument;
  } catch (error) {
    throw new TypeError(`Cannot export schema: ${name} must be expressible in ${options.target}`, {
      cause: error,
    });
  }
}

/**
 * Exports all kinds of record as the `components.schemas` of an OpenAPI 3.0 document.
 *
 * @example
 * ```ts
 * import { exportOpenApiSchemas } from "clientele/model";
 *
 * Object.keys(exportOpenApiSchemas())[0]; // => "Party"
 * ```
 */
export function exportOpenApiSchemas(): Readonly<Record<RecordName, JsonSchemaDocument>> {
  const names = Object.keys(recordKinds) as RecordName[];
  return Object.freeze(
    Object.fromEntries(names.map((name) => [name, exportSchema(name, { target: "openapi-3.0" })])),
  ) as Readonly<Record<RecordName, JsonSchemaDocument>>;
}

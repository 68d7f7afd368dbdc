import type * as z from "zod";
import { type CollectionName, collections, fieldsOf } from "../../repositories/index.ts";

/** A field of a record that has a column of its own. */
export interface Column {
  /** The field: "customerId". */
  readonly field: string;
  /** The column: "customer_id". */
  readonly name: string;
  readonly kind: "string" | "number" | "boolean";
  /** The most UTF-16 units of a text; `undefined` if there is no limit. */
  readonly maximum: number | undefined;
  /** Whether every record has it. */
  readonly required: boolean;
}

/** The columns of a collection, the id first; what is no scalar at the top of a record has none. */
export function columnsOf(collection: CollectionName): readonly Column[] {
  const shapes = shapesOf(collections[collection].schema);
  const columns: Column[] = [];
  for (const [field, kind] of fieldsOf(collection)) {
    if (field === "version") continue;
    const variants = shapes.flatMap((shape) => (field in shape ? [shape[field] as z.ZodType] : []));
    const limits = variants.map(maximumOf);
    columns.push({
      field,
      name: columnName(field),
      kind,
      maximum: limits.every((limit) => limit !== undefined) ? Math.max(...(limits as number[])) : undefined,
      required:
        variants.length === shapes.length && variants.every((schema) => defOf(schema).type !== "optional"),
    });
  }
  return columns.sort((a, b) => Number(b.field === "id") - Number(a.field === "id"));
}

/** "customerId" becomes "customer_id": unquoted names have no capitals. */
export function columnName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

const defOf = (schema: z.ZodType): Definition => (schema as unknown as { def: Definition }).def;

function shapesOf(schema: z.ZodType): readonly Readonly<Record<string, z.ZodType>>[] {
  const { type, options = [], shape = {} } = defOf(schema);
  return type === "union" ? options.flatMap(shapesOf) : [shape];
}

function maximumOf(schema: z.ZodType): number | undefined {
  const { type, innerType, entries = {}, values = [] } = defOf(schema);
  if (type === "optional" && innerType !== undefined) return maximumOf(innerType);
  if (type === "enum") return Math.max(...Object.values(entries).map((text) => text.length));
  if (type === "literal") return Math.max(...values.map((value) => String(value).length));
  const { maxLength } = schema as z.ZodString;
  if (typeof maxLength === "number") return maxLength;
  return schema.meta()?.["format"] === "date" ? 10 : undefined;
}

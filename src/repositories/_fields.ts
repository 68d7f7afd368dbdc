import type * as z from "zod";
import { isStorable } from "./_limits.ts";
import { type CollectionName, collections } from "./collections.ts";
import type { Scalar } from "./query.ts";
import { StoreError } from "./store-error.ts";

/** The fields of a collection that a query may name, each with the kind of value it holds. */
export type Fields = ReadonlyMap<string, "string" | "number" | "boolean">;

/** Reads the scalar fields at the top of a collection's schema; `version` is the store's own. */
export function fieldsOf(collection: CollectionName): Fields {
  const fields = new Map<string, "string" | "number" | "boolean">([["version", "number"]]);
  for (const shape of shapesOf(collections[collection].schema)) {
    for (const [name, schema] of Object.entries(shape)) {
      const kind = kindOf(schema);
      if (kind !== undefined) fields.set(name, kind);
    }
  }
  return fields;
}

/** Refuses a field that the collection does not have, or a value of another kind. */
export function checkField(fields: Fields, field: unknown, ...values: readonly unknown[]): void {
  const kind = fields.get(field as string);
  if (kind === undefined) {
    throw new StoreError(
      "INVALID_QUERY",
      `Cannot query: field must be one of ${[...fields.keys()].join(", ")}, got ${JSON.stringify(field)}`,
    );
  }
  for (const value of values) {
    const found: string = typeof value;
    if (found === kind && typeof value === "string" && !isStorable(value)) {
      throw new StoreError(
        "INVALID_QUERY",
        `Cannot query: ${String(field)} is compared with text that no store can hold`,
      );
    }
    if (found !== kind || (found === "number" && !Number.isFinite(value))) {
      throw new StoreError(
        "INVALID_QUERY",
        `Cannot query: ${String(field)} holds a ${kind}, so it cannot be compared with ${describe(value)}`,
      );
    }
  }
}

/** The value of a field, or `null` where the record lacks it. */
export function fieldValue(record: unknown, field: string): Scalar | null {
  const value = Object.hasOwn(record as object, field)
    ? (record as Record<string, unknown>)[field]
    : undefined;
  return value === undefined ? null : (value as Scalar);
}

function shapesOf(schema: z.ZodType): readonly Readonly<Record<string, z.ZodType>>[] {
  const { def } = schema as unknown as {
    def: { type: string; options?: z.ZodType[]; shape?: Record<string, z.ZodType> };
  };
  return def.type === "union" ? (def.options ?? []).flatMap(shapesOf) : [def.shape ?? {}];
}

function kindOf(schema: z.ZodType): "string" | "number" | "boolean" | undefined {
  const { def } = schema as unknown as {
    def: { type: string; innerType?: z.ZodType; values?: readonly unknown[] };
  };
  switch (def.type) {
    case "optional":
      return def.innerType === undefined ? undefined : kindOf(def.innerType);
    case "literal":
      return typeof def.values?.[0] === "number" ? "number" : "string";
    case "string":
    case "enum":
    case "custom":
      return "string";
    case "number":
    case "boolean":
      return def.type;
    default:
      return undefined;
  }
}

const describe = (value: unknown): string =>
  value === null || value === undefined
    ? "nothing; use isNull"
    : typeof value === "number"
      ? String(value)
      : `a ${typeof value}`;

import type * as z from "zod";
import { type Fields, fieldsOf } from "./_fields.ts";
import { collections, type EventCollectionName } from "./collections.ts";
import type { AggregateQuery } from "./event-repository.ts";
import { StoreError } from "./store-error.ts";

/** Refuses an aggregate that has no meaning: of a field that is not there, or the sum of what is no decimal. */
export function checkAggregate(collection: EventCollectionName, query: AggregateQuery): void {
  const fields = fieldsOf(collection);
  checkText(collection, fields, "by", query.by);
  checkText(collection, fields, "distinct", query.distinct);
  if (query.sum !== undefined && !isDecimal(collection, query.sum)) {
    throw refuse(collection, `sum must be a decimal field, got ${JSON.stringify(query.sum)}`);
  }
}

function checkText(collection: string, fields: Fields, option: string, field: unknown): void {
  if (field === undefined || fields.get(field as string) === "string") return;
  throw refuse(collection, `${option} must be a text field, got ${JSON.stringify(field)}`);
}

/** A decimal field takes decimals and nothing else; its schema is asked, so that no list can be out of date. */
function isDecimal(collection: EventCollectionName, field: string): boolean {
  const { shape } = collections[collection].schema as unknown as { shape: Record<string, z.ZodType> };
  const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
  if (schema === undefined) return false;
  return schema.safeParse("1.5").success && !schema.safeParse("one").success;
}

const refuse = (collection: string, why: string): StoreError =>
  new StoreError("INVALID_QUERY", `Cannot aggregate ${collection}: ${why}`, { details: { collection } });

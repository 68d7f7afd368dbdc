import type { Order, Position } from "./_compile-order.ts";
import { checkField, type Fields } from "./_fields.ts";
import { isStorable } from "./_limits.ts";
import { StoreError } from "./store-error.ts";

/** Writes the position of the last record of a page so that it can travel in a URL. */
export function encodeCursor(collection: string, order: Order, position: Position): string {
  return encodeURIComponent(JSON.stringify([collection, order.name, position.id, ...position.values]));
}

/**
 * Reads a cursor back; one of another collection or another order is refused, not misread.
 *
 * @throws StoreError `INVALID_CURSOR`
 */
export function decodeCursor(collection: string, order: Order, fields: Fields, cursor: string): Position {
  const parts = readParts(cursor);
  const [from, name, id, ...values] = parts ?? [];
  if (
    from !== collection ||
    name !== order.name ||
    typeof id !== "string" ||
    !isStorable(id) ||
    values.length !== order.steps.length
  ) {
    throw invalidCursor(collection);
  }
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    try {
      checkField(fields, order.steps[i]?.field, value);
    } catch {
      throw invalidCursor(collection);
    }
  }
  return { id, values: values as Position["values"] };
}

function readParts(cursor: string): readonly unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(cursor));
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function invalidCursor(collection: string): StoreError {
  return new StoreError(
    "INVALID_CURSOR",
    `Cannot read a page of ${collection}: the cursor is not of this collection and order`,
    { details: { collection } },
  );
}

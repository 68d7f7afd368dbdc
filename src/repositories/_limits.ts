import { StoreError } from "./store-error.ts";

/**
 * The most that one call may ask for: records of a page, ids of `getMany`, values of a filter. The same on every
 * store, and below what any database takes in one statement.
 */
export const MAX_BATCH = 10_000;

/** The most levels that a filter may be nested, so that no store runs out of stack. */
export const MAX_DEPTH = 100;

/** Refuses the limit of a page that is none. */
export function checkLimit(collection: string, limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= MAX_BATCH) return;
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot read a page of ${collection}: limit must be a positive integer of at most ${MAX_BATCH}, got ${String(limit)}`,
    { details: { collection } },
  );
}

/** Refuses more ids than one call may ask for, and ids that no store can hold. */
export function checkIds(collection: string, ids: readonly string[]): void {
  if (ids.length <= MAX_BATCH && ids.every((id) => typeof id === "string" && isStorable(id))) return;
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot read from ${collection}: ids must be at most ${MAX_BATCH} well-formed texts without U+0000, got ${ids.length}`,
    { details: { collection } },
  );
}

/** Refuses an idempotency key that a store could not keep. */
export function checkIdempotencyKey(collection: string, key: string | undefined): void {
  if (key === undefined) return;
  if (typeof key === "string" && key.length >= 1 && key.length <= 200 && isStorable(key)) return;
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot save to ${collection}: idempotencyKey must be 1 to 200 units of well-formed text without U+0000`,
    { details: { collection } },
  );
}

/** Whether every database keeps the text as it is. */
export const isStorable = (text: string): boolean => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

import { StoreError, type StoreErrorCode } from "../repositories/index.ts";

/** Fails unless both hold the same, whatever the order of keys; a key that is undefined is not an absent key. */
export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (equal(actual, expected)) return;
  throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Fails unless the condition holds. */
export function assertThat(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Fails unless the operation rejects with a store error of this code, and returns the error. */
export async function assertRejects(
  operation: () => unknown,
  code: StoreErrorCode,
  what: string,
): Promise<StoreError> {
  let found: unknown;
  try {
    await operation();
    found = "no error";
  } catch (error) {
    if (StoreError.is(error, code)) return error;
    found = error;
  }
  const text = found instanceof Error ? `${found.name}: ${found.message}` : String(found);
  throw new Error(`${what}: expected a StoreError ${code}, got ${text}`);
}

/** Everything that an async iterable gives. */
export async function readAll<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_key, item) =>
    item === undefined ? "(undefined)" : Object.is(item, -0) ? "(-0)" : (item as unknown),
  );
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

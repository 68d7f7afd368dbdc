import { StoreError, type StoreErrorCode } from "../../repositories/index.ts";

/** Turns what DuckDB threw into a store's error. Its errors have no code: the kind stands at the head of the text. */
export function fromDuckdbError(error: unknown, what: string): StoreError {
  const message = error instanceof Error ? error.message : String(error);
  const code = KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? "UNKNOWN";
  return new StoreError(code, `Cannot ${what}: ${message}`, { cause: error });
}

const KINDS: readonly (readonly [RegExp, StoreErrorCode])[] = [
  [/^(Catalog|Binder) Error/, "SCHEMA_MISMATCH"],
  [/^(Invalid Input|Conversion|Out of Range|Mismatch Type) Error/, "INVALID_VALUE"],
  [/^TransactionContext Error/, "SERIALIZATION_FAILURE"],
  [/connection disconnected/i, "CLOSED"],
];

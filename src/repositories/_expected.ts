import type { Expected } from "./repository.ts";
import { StoreError, type StoreErrorCode } from "./store-error.ts";

/** Compares what the caller expects with the version that is stored (`null`: there is no such record). */
export function checkExpected(
  collection: string,
  id: string,
  expected: Expected,
  actual: number | null,
): void {
  const fail = (code: StoreErrorCode, why: string): never => {
    throw new StoreError(code, `Cannot write ${JSON.stringify(id)} to ${collection}: ${why}`, {
      details: { collection, id, expected, actual },
    });
  };
  if (expected === "any") return;
  if (expected === "absent") {
    if (actual !== null) fail("ALREADY_EXISTS", `it is there already, at version ${actual}`);
  } else if (expected === "present") {
    if (actual === null) fail("NOT_FOUND", "there is no such record");
  } else if (typeof expected !== "number") {
    fail("INVALID_QUERY", "expected must be absent, present, any or a version");
  } else if (actual !== expected) {
    fail(
      "VERSION_CONFLICT",
      `version ${expected} was expected, ${actual === null ? "and there is none" : `version ${actual} is stored`}`,
    );
  }
}

/** Refuses to delete what is expected not to be there: nothing could be meant by it. */
export function checkDeletable(collection: string, id: string, expected: unknown): void {
  if (expected !== "absent") return;
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot delete ${JSON.stringify(id)} from ${collection}: expected must be present, any or a version, got absent`,
    { details: { collection, id, expected } },
  );
}

import { storeContract } from "clientele/testing";
import { afterAll, describe, it } from "vitest";
import type { Reached } from "./_databases.ts";

/** Runs the contract on a database, or says in the report why it could not. */
export function contractOn(name: string, reached: Reached): void {
  if (typeof reached === "string") {
    it.skip(`store contract: ${name} (skipped: ${reached})`, () => undefined);
    return;
  }
  afterAll(() => reached.drop());
  storeContract({ name, createStore: reached.createStore }, { describe, it });
}

import { contractGroups, runOnStore } from "./_contract-groups.ts";
import type { StoreInitializer } from "./store-initializer.ts";

/** The two functions that a test runner must offer: those of vitest, node:test, mocha or jest fit as they are. */
export interface TestRunner {
  /** Opens a group of tests. */
  describe(name: string, declare: () => void): unknown;
  /** Declares one test. */
  it(name: string, body: () => Promise<void>): unknown;
}

/**
 * Declares the tests that every store must pass: what `Repository`, `EventRepository` and
 * `ClienteleStore` promise, in twelve groups. No test is skipped. Where a store declares that it lacks a
 * capability, the test is that it refuses the call as it must.
 *
 * @param initializer - makes the stores
 * @param runner - the functions of your test runner
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { storeContract } from "clientele/testing";
 *
 * const groups: string[] = [];
 * const describe = (name: string, declare: () => void) => {
 *   groups.push(name);
 *   declare();
 * };
 * storeContract({ name: "memory", createStore: createMemoryStore }, { describe, it: () => undefined });
 * groups.slice(0, 4); // => ["store contract: memory", "meta", "crud", "expected"]
 * ```
 */
export function storeContract(initializer: StoreInitializer, runner: TestRunner): void {
  runner.describe(`store contract: ${initializer.name}`, () => {
    for (const group of contractGroups) {
      runner.describe(group.name, () => {
        group.declare(
          (name, body) =>
            void runner.it(name, async () => {
              await runOnStore(initializer, body);
            }),
        );
      });
    }
  });
}

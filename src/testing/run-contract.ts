import type { StoreCapabilities } from "../repositories/index.ts";
import { contractGroups, runOnStore } from "./_contract-groups.ts";
import type { StoreInitializer } from "./store-initializer.ts";

/** Options of {@link runContract}. */
export interface RunContractOptions {
  /**
   * Only tests whose name contains one of these texts: `"page"`, `"tx: when the work throws"`. The report then
   * says that it is not complete.
   * @defaultValue all tests
   */
  readonly only?: readonly string[] | undefined;
  /** Hears of every test when it is done. */
  readonly onTest?: ((outcome: TestOutcome) => void) | undefined;
}

/** What came of one test. */
export interface TestOutcome {
  /** "group: name" */
  readonly test: string;
  /** Passed, failed, or passed by refusing what the store declares that it lacks. */
  readonly outcome: "passed" | "failed" | "refused as declared";
  /** Of a failure: what was expected and what was found. */
  readonly message?: string | undefined;
  /** Of a refusal: the capability that the store declares to lack. */
  readonly capability?: keyof StoreCapabilities | undefined;
}

/** What came of the contract: plain JSON. */
export interface ConformanceReport {
  /** The adapter. */
  readonly name: string;
  /** What the store says that it can do. */
  readonly capabilities: StoreCapabilities;
  /** Whether every test of the contract was run; a report of a part proves nothing. */
  readonly complete: boolean;
  /** Complete, and nothing failed. */
  readonly conforms: boolean;
  /** How many tests passed, those that refuse as declared included. */
  readonly passed: number;
  /** The tests that failed, with what was expected and found. */
  readonly failed: readonly TestOutcome[];
  /** The tests in which the store refused what it declares to lack: nothing was left out in silence. */
  readonly refused: readonly TestOutcome[];
  /** How many tests of each group passed, and how many there are. */
  readonly groups: readonly { readonly group: string; readonly passed: number; readonly tests: number }[];
}

/**
 * Runs the contract without a test runner, one test after the other, and returns the report.
 *
 * @param initializer - makes the stores
 *
 * @throws Error if `only` names no test at all: a run that checks nothing passes nothing
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { runContract } from "clientele/testing";
 *
 * const report = await runContract({ name: "memory", createStore: createMemoryStore }, { only: ["meta:"] });
 * [report.passed, report.failed.length, report.complete]; // => [5, 0, false]
 * ```
 */
export async function runContract(
  initializer: StoreInitializer,
  options: RunContractOptions = {},
): Promise<ConformanceReport> {
  const { only, onTest } = options;
  let capabilities: StoreCapabilities | undefined;
  let complete = true;
  const outcomes: TestOutcome[] = [];
  const groups: { group: string; passed: number; tests: number }[] = [];
  for (const group of contractGroups) {
    const counts = { group: group.name, passed: 0, tests: 0 };
    const tests: [string, Parameters<Parameters<typeof group.declare>[0]>[1]][] = [];
    group.declare((name, body) => void tests.push([`${group.name}: ${name}`, body]));
    for (const [test, body] of tests) {
      if (only !== undefined && !only.some((text) => test.includes(text))) {
        complete = false;
        continue;
      }
      const outcome = await outcomeOf(test, () =>
        runOnStore(initializer, body, (store) => {
          capabilities ??= store.capabilities;
        }),
      );
      counts.tests++;
      if (outcome.outcome !== "failed") counts.passed++;
      outcomes.push(outcome);
      onTest?.(outcome);
    }
    if (counts.tests > 0) groups.push(counts);
  }
  if (capabilities === undefined) {
    const why = outcomes[0]?.message ?? "no test has such a name";
    throw new Error(`Cannot run the contract of ${initializer.name}: ${why}`);
  }
  const failed = outcomes.filter(({ outcome }) => outcome === "failed");
  return Object.freeze({
    name: initializer.name,
    capabilities: { ...capabilities },
    complete,
    conforms: complete && failed.length === 0,
    passed: outcomes.length - failed.length,
    failed,
    refused: outcomes.filter(({ outcome }) => outcome === "refused as declared"),
    groups,
  });
}

async function outcomeOf(
  test: string,
  run: () => Promise<keyof StoreCapabilities | undefined>,
): Promise<TestOutcome> {
  try {
    const capability = await run();
    if (capability === undefined) return { test, outcome: "passed" };
    return { test, outcome: "refused as declared", capability };
  } catch (error) {
    return { test, outcome: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

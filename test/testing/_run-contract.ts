import { runContract, type StoreInitializer } from "clientele/testing";

/** Runs the contract without a test runner and names the tests that fail: "group: test". */
export async function failuresOf(
  createStore: StoreInitializer["createStore"],
  only?: readonly string[],
): Promise<{ readonly failed: readonly string[]; readonly tests: number }> {
  const report = await runContract({ name: "under test", createStore }, { only });
  const failed = report.failed.map(({ test }) => test);
  return { failed, tests: report.passed + failed.length };
}

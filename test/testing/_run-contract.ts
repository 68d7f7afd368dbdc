import { type StoreInitializer, storeContract } from "clientele/testing";

/** Runs the contract without a test runner and names the tests that fail: "group: test". */
export async function failuresOf(
  createStore: StoreInitializer["createStore"],
): Promise<{ readonly failed: readonly string[]; readonly tests: number }> {
  const path: string[] = [];
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  storeContract(
    { name: "under test", createStore },
    {
      describe(name, declare) {
        path.push(name);
        declare();
        path.pop();
      },
      it(name, body) {
        tests.push({ name: `${path.at(-1)}: ${name}`, body });
      },
    },
  );
  const failed: string[] = [];
  for (const { name, body } of tests) {
    await body().catch(() => failed.push(name));
  }
  return { failed, tests: tests.length };
}

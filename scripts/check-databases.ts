/**
 * Runs the tests of the databases on other versions of Node, from npm's `node` package: SQLite, which Node has of
 * its own from version 22, and PGlite, the durable default, which must run on all of them.
 *
 *     tsx scripts/check-databases.ts 22 24
 */

import { nodeOf } from "./_node-of.ts";
import { mustRun } from "./_run.ts";

const files = ["contract-node-sqlite", "contract-pglite", "schema", "crash"].map(
  (name) => `test/adapters/sql/${name}.test.ts`,
);
for (const version of process.argv.slice(2)) {
  const node = nodeOf(version);
  const output = mustRun(node, ["node_modules/vitest/vitest.mjs", "run", "--reporter=json", ...files]);
  const results = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as {
    readonly numPassedTests: number;
    readonly testResults: readonly {
      readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
    }[];
  };
  const skipped = results.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ title, status }) => status !== "passed" && /SQLite|PGlite/.test(title));
  if (skipped.length > 0) {
    console.error(`Node ${version}: not run: ${skipped.map(({ title }) => title).join("; ")}`);
    process.exit(1);
  }
  console.log(
    `Node ${mustRun(node, ["--version"]).trim()}: ${results.numPassedTests} tests of SQLite and PGlite passed`,
  );
}

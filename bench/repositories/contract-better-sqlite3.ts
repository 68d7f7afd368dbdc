/** The store contract on SQLite through better-sqlite3, which needs a compiler and so is not among the tests. */
import { sqlStore } from "../../src/adapters/sql/index.ts";
import { runContract } from "../../src/testing/index.ts";
import { openSqlite } from "./_bench-database.ts";

const first = await openSqlite(":memory:");
if (typeof first === "string") console.log(`skipped: ${first}`);
else {
  first.database.close();
  const report = await runContract({
    name: "SQLite (better-sqlite3)",
    async createStore() {
      const opened = await openSqlite(":memory:");
      if (typeof opened === "string") throw new Error(opened);
      const store = sqlStore(opened.kysely, { dialect: "sqlite", durable: false, destroyOnClose: true });
      await store.upgradeSchema();
      return store;
    },
  });
  console.log(`${report.name}: ${report.passed} passed, ${report.failed.length} failed`);
  for (const { test, message } of report.failed) console.log(`  ${test}: ${message}`);
  if (!report.conforms) process.exitCode = 1;
}

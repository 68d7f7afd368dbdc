/** Every entry point of the package: its name in `exports` and the file behind it. */
export const entryPoints: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  affinity: "src/affinity/index.ts",
  calendar: "src/calendar/index.ts",
  campaign: "src/campaign/index.ts",
  csv: "src/adapters/csv/index.ts",
  duckdb: "src/adapters/duckdb/index.ts",
  issues: "src/issues/index.ts",
  knowledge: "src/knowledge/index.ts",
  ledger: "src/ledger/index.ts",
  loyalty: "src/loyalty/index.ts",
  migration: "src/migration/index.ts",
  model: "src/model/index.ts",
  money: "src/money/index.ts",
  orders: "src/orders/index.ts",
  reminders: "src/reminders/index.ts",
  repositories: "src/repositories/index.ts",
  rfm: "src/rfm/index.ts",
  sql: "src/adapters/sql/index.ts",
  stats: "src/stats/index.ts",
  synthetic: "src/synthetic/index.ts",
  testing: "src/testing/index.ts",
  threads: "src/adapters/threads/index.ts",
  trend: "src/trend/index.ts",
  value: "src/value/index.ts",
  workflow: "src/workflow/index.ts",
};

/** Entry points that run in a browser: everything but the file reader, the databases and the threads. */
export const browserEntryPoints = Object.keys(entryPoints).filter(
  (name) => !["csv", "duckdb", "sql", "threads"].includes(name),
);

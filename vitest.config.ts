import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^clientele$/, replacement: src("index.ts") },
      { find: /^clientele\/csv$/, replacement: src("adapters/csv/index.ts") },
      { find: /^clientele\/duckdb$/, replacement: src("adapters/duckdb/index.ts") },
      { find: /^clientele\/sql$/, replacement: src("adapters/sql/index.ts") },
      { find: /^clientele\/threads$/, replacement: src("adapters/threads/index.ts") },
      { find: /^clientele\/([a-z-]+)$/, replacement: src("$1/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    // Pure code shares nothing, so files may share a worker: a tenth of the time goes to starting them.
    pool: "forks",
    isolate: false,
    // The runner would leave one processor idle, which is half of a small machine.
    maxWorkers: "100%",
    testTimeout: 60_000,
  },
});

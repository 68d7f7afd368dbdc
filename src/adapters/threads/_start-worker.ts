import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** This file, or the file of the package that it became a part of, in either format. */
const here = typeof __filename === "string" ? pathToFileURL(__filename).href : import.meta.url;

/**
 * Starts a thread: `_worker.ts`, which the package carries as `threads-worker.js`. From source, as in the tests, it is
 * TypeScript and takes its loader along.
 */
export function startWorker(): Worker {
  if (!here.endsWith(".ts")) return new Worker(new URL("./threads-worker.js", here));
  const file = JSON.stringify(new URL("./_worker.ts", here).href);
  return new Worker(`import("tsx/esm/api").then(({ register }) => (register(), import(${file})))`, {
    eval: true,
  });
}

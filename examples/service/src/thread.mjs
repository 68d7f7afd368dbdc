/** How a thread of the service begins: it learns to read TypeScript, as the main thread does with `--import tsx`. */
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData.module);

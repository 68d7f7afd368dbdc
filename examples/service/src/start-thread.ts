import { type TransferListItem, Worker } from "node:worker_threads";

/** Starts a thread that runs a file of the service. */
export function startThread(
  module: URL,
  data: object,
  transferList: readonly TransferListItem[] = [],
): Worker {
  return new Worker(new URL("./thread.mjs", import.meta.url), {
    workerData: { ...data, module: module.href },
    transferList: [...transferList],
  });
}

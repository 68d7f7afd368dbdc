import type { Answer, Job } from "./_job.ts";
import { startWorker } from "./_start-worker.ts";

/** A further thread of a pool. */
export interface Thread {
  readonly started: Promise<void>;
  /** Works on a job; rejects if the thread ends before it answers. */
  ask(job: Job): Promise<Answer>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(reason: Error): void;
}

/** @param worker - for the test of what becomes of a thread that ends */
export function createThread(worker = startWorker()): Thread {
  const waiting = new Map<number, Waiting>();
  let ended: Error | undefined;
  let ready: { resolve(): void; reject(reason: Error): void };
  const started = new Promise<void>((resolve, reject) => {
    ready = { resolve, reject };
  });
  started.catch(() => {}); // who closes a pool before it has started does not look

  function end(reason: Error): void {
    ended ??= reason;
    ready.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  worker.on("message", (message: Answer | "ready") => {
    if (message === "ready") {
      worker.unref();
      ready.resolve();
      return;
    }
    waiting.get(message.number)?.resolve(message);
    waiting.delete(message.number);
    if (waiting.size === 0) worker.unref();
  });
  const because = (what: string, cause?: unknown): Error =>
    new Error(`Cannot total orders: a thread of the pool ${what}`, { cause });
  worker.on("error", (error) => end(because(`failed: ${error.message}`, error)));
  worker.on("messageerror", (error) => end(because(`answered what cannot be read: ${error.message}`, error)));
  worker.on("exit", (code) => end(because(`ended with code ${code}`)));

  return {
    started,
    ask(job) {
      if (ended !== undefined) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        waiting.set(job.number, { resolve, reject });
        worker.ref(); // the process waits for an answer, not for an idle thread
        worker.postMessage(job);
      });
    },
    async close() {
      end(new Error("Cannot total orders: the pool is closed"));
      await worker.terminate();
    },
  };
}

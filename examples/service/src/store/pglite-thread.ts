/**
 * PGlite in a thread of its own, so that its work keeps nobody waiting for an answer. It is one connection; whoever has
 * a transaction open has it alone, and the statements of all others wait for the end of it.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { Answer, Question, ThreadMessage } from "./pglite-messages.ts";

const database = new PGlite(workerData.folder);
let holder: MessagePort | undefined;
let ended: Promise<void> = Promise.resolve();
let end: () => void = () => undefined;

parentPort?.on("message", async (message: ThreadMessage) => {
  if (message !== "close") return serve(message.port);
  await database.close();
  process.exit();
});

function serve(port: MessagePort): void {
  port.on("message", async ({ id, text, values }: Question) => {
    while (holder !== undefined && holder !== port) await ended;
    // Taken before the statement begins, so that no other comes between.
    if (/^(begin|start transaction)/.test(text)) take(port);
    port.postMessage(await answer(id, text, values));
    if (text === "commit" || text === "rollback") release(port);
  });
  // A thread that died in a transaction leaves it to be taken back.
  port.on("close", async () => {
    if (holder !== port) return;
    await answer(0, "rollback", []);
    release(port);
  });
}

function take(port: MessagePort): void {
  holder = port;
  ended = new Promise((resolve) => {
    end = resolve;
  });
}

function release(port: MessagePort): void {
  if (holder !== port) return;
  holder = undefined;
  end();
}

/** Of an error a message port carries the words alone; the code is what the store goes by. */
async function answer(id: number, text: string, values: readonly unknown[]): Promise<Answer> {
  try {
    const { rows, affectedRows } = await database.query(text, [...values]);
    return { id, rows, affectedRows };
  } catch (error) {
    const { message } = error as Error;
    return { id, error: { ...JSON.parse(JSON.stringify(error)), message } };
  }
}

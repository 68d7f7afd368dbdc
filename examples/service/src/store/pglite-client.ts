import type { MessagePort } from "node:worker_threads";
import type { PgliteDatabase } from "clientele/sql";
import type { Answer } from "./pglite-messages.ts";

/** The PGlite of the other thread, as `pglite-thread.ts` serves it at this port. */
export function pgliteClient(port: MessagePort): PgliteDatabase {
  const waiting = new Map<number, (answer: Answer) => void>();
  let count = 0;
  port.on("message", (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
    if (waiting.size === 0) port.unref();
  });
  port.on("close", () => {
    const error = { message: "The database has ended", code: "08003" };
    for (const [id, settle] of waiting) settle({ id, error });
    waiting.clear();
  });
  port.unref();
  return {
    async query(text, values = []) {
      const id = ++count;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      port.ref();
      port.postMessage({ id, text, values });
      const { rows = [], affectedRows, error } = await answered;
      if (error !== undefined) throw Object.assign(new Error(error.message), error);
      return { rows, affectedRows };
    },
    async close() {
      port.close();
    },
  };
}

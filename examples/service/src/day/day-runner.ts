import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import type { DailyProgress } from "clientele/workflow";
import { startThread } from "../start-thread.ts";
import type { Database } from "../store/open-database.ts";
import type { Day, DayMessage, DayOrder, DaySummary } from "./day-messages.ts";

/** How the run of a day stands. */
export interface DayStatus {
  readonly asOf: string;
  readonly startedAt: string;
  readonly state: "running" | "done" | "failed";
  /** While it is running. */
  readonly progress?: DailyProgress | undefined;
  readonly finishedAt?: string | undefined;
  /** When it is done. */
  readonly summary?: DaySummary | undefined;
  /** When it has failed. */
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
}

/** Runs days, one at a time. */
export interface DayRunner {
  /** The day that is running. */
  readonly running: DayStatus | undefined;
  /** Begins a day; only while none is running. */
  start(day: Day): DayStatus;
  /** The last run of a day since the service was started. */
  statusOf(asOf: string): DayStatus | undefined;
  /** Stops the run, if there is one, and waits for its end. */
  close(): Promise<void>;
}

const KEPT = 100;
const now = (): string => new Date().toISOString();

export function createDayRunner(database: Pick<Database, "connect">): DayRunner {
  const known = new Map<string, DayStatus>();
  let running: { readonly asOf: string; readonly thread: Worker } | undefined;

  const keep = (status: DayStatus): void => {
    known.delete(status.asOf);
    known.set(status.asOf, status);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  };

  return {
    get running() {
      return running === undefined ? undefined : known.get(running.asOf);
    },
    start(day) {
      const { asOf } = day;
      if (running !== undefined) throw new Error(`Cannot start ${asOf}: ${running.asOf} is running`);
      const begun = { asOf, startedAt: now() };
      const address = database.connect();
      const thread = startThread(
        new URL("./day-thread.ts", import.meta.url),
        { day, address } satisfies DayOrder,
        address.kind === "pglite" ? [address.port] : [],
      );
      running = { asOf, thread };
      let end: DayStatus = {
        ...begun,
        state: "failed",

        failure: { code: "unknown", message: "The run ended without a word" },
      };
      thread.on("message", (message: DayMessage) => {
        if ("progress" in message) keep({ ...begun, state: "running", progress: message.progress });
        else if ("summary" in message) end = { ...begun, state: "done", ...message };
        else end = { ...begun, state: "failed", ...message };
      });
      thread.on("error", ({ message }) => {
        end = { ...begun, state: "failed", failure: { code: "unknown", message } };
      });
      // Only now has it let go of the database, so that the next one may begin.
      thread.on("exit", () => {
        running = undefined;
        keep({ ...end, finishedAt: now() });
      });
      const status: DayStatus = { ...begun, state: "running" };
      keep(status);
      return status;
    },
    statusOf: (asOf) => known.get(asOf),
    async close() {
      if (running === undefined) return;
      const { thread } = running;
      const exited = once(thread, "exit");
      thread.postMessage("stop");
      await exited;
    },
  };
}

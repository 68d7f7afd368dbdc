/** One day's run, in a thread of its own: its sums keep nobody waiting for an answer. */
import { parentPort, workerData } from "node:worker_threads";
import { ClienteleError } from "clientele/issues";
import { type DailyReport, runDaily } from "clientele/workflow";
import { openStore } from "../store/open-store.ts";
import type { DayMessage, DayOrder, DaySummary } from "./day-messages.ts";

const { day, address }: DayOrder = workerData;
const say = (message: DayMessage): void => parentPort?.postMessage(message);
const stop = new AbortController();
parentPort?.once("message", () => stop.abort());
parentPort?.unref();

const store = openStore(address);
try {
  const report = await runDaily(store, {
    ...day,
    signal: stop.signal,
    onProgress: (progress) => say({ progress }),
  });
  say({ summary: summarise(report) });
} catch (error) {
  const { message } = error as Error;
  say({ failure: { code: ClienteleError.is(error) ? error.code : "unknown", message } });
} finally {
  await store.close();
}

function summarise({ reminders, ...rest }: DailyReport): DaySummary {
  const decisions: Record<string, number> = {};
  for (const { verdict } of reminders.decisions) decisions[verdict] = (decisions[verdict] ?? 0) + 1;
  return { ...rest, reminders: { ...reminders, decisions } };
}

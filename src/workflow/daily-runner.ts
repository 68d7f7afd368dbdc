import { addDays, type PlainDate } from "../calendar/index.ts";
import { describeValue } from "../issues/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import type { DayMemory } from "./_day-memory.ts";
import { createDueWatch } from "./_due-watch.ts";
import { runDay } from "./_run-day.ts";
import type { DailyAnalyses } from "./daily-analyses.ts";
import type { DailyOptions } from "./daily-options.ts";
import type { DailyReport } from "./daily-report.ts";

/** Options of {@link createDailyRunner}: what all its runs have in common. */
export interface DailyRunnerOptions
  extends Omit<DailyOptions, "asOf" | "time" | "orders" | "analyses" | "onProgress" | "signal"> {
  /**
   * The analyses of a day hold for so many days, that day included; scores, segments, classes and reminders are of every
   * run.
   * @defaultValue `1`: they are made once a day
   */
  readonly analyseEvery?: number | undefined;
}

/** What one run of a {@link DailyRunner} is told. */
export type DailyRunOptions = Pick<DailyOptions, "asOf" | "time" | "onProgress" | "signal">;

/** Runs day after day on one store, and keeps what it knows. */
export interface DailyRunner {
  /** The analyses that hold; absent before the first run. */
  readonly analyses: DailyAnalyses | undefined;
  /** Runs a day. One run at a time: a second call waits for the first. */
  run(day: DailyRunOptions): Promise<DailyReport>;
}

/**
 * Makes a runner, which runs the day again and again in one process: it keeps the orders, the analyses, who is due and what
 * it wrote, so that a later run reads the orders of changed customers alone, scores everybody, looks at those of whom
 * something is due or has changed, and writes what is different.
 *
 * What it leaves in the store, and what it reports, is what `runDaily` would with the same `analyses`. What others have
 * written to the store meanwhile it sees: a store that tells what has changed (`capabilities.changes`) is asked, and only
 * the parties concerned are read again; of another store it reads all records and compares them by id and version. Days may
 * come in any order; a day before the last one is read anew. After a run that failed nothing is taken as known.
 *
 * Memory: the orders (some 30 bytes a line), all dossiers, all that was sent, and the snapshots of the last day.
 *
 * @throws RangeError if `analyseEvery` is no whole number above 0; a run rejects as `runDaily` does
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { createDailyRunner } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * const line = (id: string, customerId: string, orderedOn: "2026-05-30" | "2026-06-01") =>
 *   ({ schemaVersion: 1, id, orderId: id, customerId, orderedOn, amount: "10.00", currency: "EUR" }) as const;
 * await store.orderLines.append([line("l1", "ann", "2026-05-30"), line("l2", "bob", "2026-05-30")]);
 *
 * const runner = createDailyRunner(store, { zone: "Europe/Berlin", currency: "EUR", analyseEvery: 7 });
 * const monday = await runner.run({ asOf: "2026-06-01" });
 * await store.orderLines.append([line("l3", "bob", "2026-06-01")]);
 * const tuesday = await runner.run({ asOf: "2026-06-02" });
 * [monday.analysedOn, tuesday.analysedOn, tuesday.orders.lines]; // => ["2026-06-01", "2026-06-01", 3]
 * (await store.snapshots.get("bob:2026-06-02"))?.frequency; // => 2
 * ```
 */
export function createDailyRunner(store: ClienteleStore, options: DailyRunnerOptions): DailyRunner {
  const { analyseEvery = 1, ...common } = options;
  if (!Number.isSafeInteger(analyseEvery) || analyseEvery < 1) {
    throw new RangeError(
      `Cannot make a daily runner: analyseEvery must be a whole number above 0, got ${describeValue(analyseEvery)}`,
    );
  }
  let memory: DayMemory = { watch: createDueWatch() };
  let analyses: DailyAnalyses | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const holds = ({ asOf }: DailyAnalyses, day: PlainDate): boolean =>
    asOf <= day && day < addDays(asOf, analyseEvery);

  const run = async (day: DailyRunOptions): Promise<DailyReport> => {
    const held = analyses !== undefined && holds(analyses, day.asOf) ? analyses : undefined;
    try {
      const ran = await runDay(store, { ...common, ...day, analyses: held }, memory);
      analyses = ran.analyses;
      return ran.report;
    } catch (error) {
      // What was read may be part of what did not come to pass.
      memory = { watch: createDueWatch() };
      throw error;
    }
  };

  return {
    get analyses() {
      return analyses;
    },
    run(day) {
      const next = last.then(() => run(day));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

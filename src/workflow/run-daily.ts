import type { ClienteleStore } from "../repositories/index.ts";
import { runDay } from "./_run-day.ts";
import type { DailyOptions } from "./daily-options.ts";
import type { DailyReport } from "./daily-report.ts";

/**
 * Runs the day: reads orders and facts, computes segments, values and moves, decides whom to contact about what,
 * writes snapshots, insights and decisions in one transaction, and returns the report.
 *
 * Nothing is computed here; every number comes from the room that defines it. Running again for the same moment
 * writes nothing and sends nothing; for the same day with new facts it replaces the day's snapshots and insights,
 * and never takes a send back. What is missing is said: `setAside`, `notScored`, `insufficient`, `coverage`.
 *
 * @throws RangeError if the day, time, zone or currency is none, or the orders are in another currency
 * @throws StoreError `UNSUPPORTED` if the store has no transactions, `ABORTED` by the signal, and
 *   `SERIALIZATION_FAILURE` if another run was writing at the same time: run again
 *
 * @example
 * ```ts
 * import { createMemoryStore } from "clientele/repositories";
 * import { runDaily } from "clientele/workflow";
 *
 * const store = createMemoryStore();
 * await store.orderLines.append([
 *   { schemaVersion: 1, id: "l1", orderId: "o1", customerId: "ann", orderedOn: "2026-05-30", amount: "85.00", currency: "EUR" },
 *   { schemaVersion: 1, id: "l2", orderId: "o2", customerId: "bob", orderedOn: "2026-01-10", amount: "15.00", currency: "EUR" },
 * ]);
 * const report = await runDaily(store, { asOf: "2026-06-01", zone: "Europe/Berlin", currency: "EUR" });
 * report.value.kind === "value" && report.value.tiers.map((row) => row.customers); // => [1, 1, 0]
 * report.migration; // => { kind: "insufficient", of: "periods", have: 1, need: 2 }
 * (await store.snapshots.get("ann:2026-06-01"))?.scores; // => { recency: 3, frequency: 1, monetary: 3 }
 * ```
 */
export async function runDaily(store: ClienteleStore, options: DailyOptions): Promise<DailyReport> {
  return (await runDay(store, options)).report;
}

import type { PlainDate } from "../calendar/index.ts";
import type { CustomerSnapshot } from "../model/index.ts";
import type { Versioned } from "../repositories/index.ts";
import type { KnownCostEntries } from "./_carry-cost-entries.ts";
import type { KnownHistory } from "./_carry-history.ts";
import type { DueWatch } from "./_due-watch.ts";
import type { KnownParties } from "./_known-parties.ts";
import type { OrderBook } from "./order-book.ts";

/** What a runner keeps from one run to the next, so that the next reads, asks and writes what has changed. */
export interface DayMemory {
  /** The orders as of the last run. */
  book?: OrderBook | undefined;
  /** Who is due. */
  watch: DueWatch;
  /** The snapshots as the last run left them in the store. */
  written?: WrittenSnapshots | undefined;
  /** Where to ask a store that tells what has changed. */
  mark?: string | undefined;
  /** What was read of all parties. */
  parties?: KnownParties | undefined;
  /** What was sent, and what became of it. */
  history?: KnownHistory | undefined;
  /** What customers cost. */
  costs?: KnownCostEntries | undefined;
}

/** The own snapshots of a day in a store, by id. */
export interface WrittenSnapshots {
  readonly asOf: PlainDate;
  readonly records: ReadonlyMap<string, Versioned<CustomerSnapshot>>;
}

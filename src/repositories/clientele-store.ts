import type { StoreCollections } from "./collections.ts";
import type { OperationOptions } from "./repository.ts";
import type { StoreChanges } from "./store-changes.ts";

/** What a store can do beyond the minimum; it says so itself, and never changes its mind. */
export interface StoreCapabilities {
  /**
   * `"interactive"`: {@link ClienteleStore.transaction} works. `"none"`: it rejects with `UNSUPPORTED`, and
   * only single operations are atomic.
   */
  readonly transactions: "none" | "interactive";
  /** What a transaction sees of the others: `"none"` exactly when there are no transactions. */
  readonly isolation: "none" | "read-committed" | "snapshot" | "serializable";
  /** Whether several transactions may be open at once; if not, they wait for each other. */
  readonly concurrentTransactions: boolean;
  /**
   * `"snapshot"`: a stream shows the collection as it was at its first record. `"paged"`: it reads page after
   * page, and may or may not show what is written while it runs.
   */
  readonly streaming: "snapshot" | "paged";
  /** Whether the data outlive the process. */
  readonly durable: boolean;
  /** Whether {@link EventRepository.aggregate} works; if not, it rejects with `UNSUPPORTED`. */
  readonly aggregates: boolean;
  /** Whether {@link ClienteleStore.changes} works; if not, it rejects with `UNSUPPORTED`. */
  readonly changes: boolean;
}

/**
 * What a store declares that can do no more than it must: single operations are atomic, there are no transactions,
 * nothing outlives the process, sums are the caller's matter.
 */
export const leastCapabilities: StoreCapabilities = Object.freeze({
  transactions: "none",
  isolation: "none",
  concurrentTransactions: false,
  streaming: "paged",
  durable: false,
  aggregates: false,
  changes: false,
});

/** What {@link ClienteleStore.upgradeSchema} has done. */
export interface SchemaUpgrade {
  /** The layout before; 0 where there was none. */
  readonly from: number;
  /** The layout now. */
  readonly to: number;
  /** What was made or changed, one sentence each; nothing when all was in place. */
  readonly changes: readonly string[];
}

/** Options of {@link ClienteleStore.transaction}. */
export interface TransactionOptions extends OperationOptions {
  /**
   * How often the work is done again after a `SERIALIZATION_FAILURE` or `DEADLOCK`; it must then be safe to repeat.
   * @defaultValue `0`
   */
  readonly maxRetries?: number | undefined;
}

/** The collections inside a transaction; only these may be used there, and not after its end. */
export type StoreTransaction = StoreCollections;

/**
 * The customer database behind everything: collections, transactions, an end.
 *
 * `await using store = …` closes it.
 */
export type ClienteleStore = StoreCollections &
  AsyncDisposable & {
    /** What this store can do. */
    readonly capabilities: StoreCapabilities;
    /**
     * Does the work and keeps all of its writes, or none of them if it throws. The work sees its own writes.
     *
     * Rejects with what the work threw, and with the retryable `SERIALIZATION_FAILURE` when another writer
     * changed one of the same records meanwhile.
     */
    transaction<R>(work: (tx: StoreTransaction) => Promise<R>, options?: TransactionOptions): Promise<R>;
    /**
     * Tells what has changed since a mark that an earlier call gave, so that whoever keeps a copy reads that much alone.
     * Without a mark it gives the first one. Everything that is committed before the call is told, by whomever it was
     * written; what is committed later is told to the next.
     *
     * Rejects with `UNSUPPORTED` on a store whose `capabilities.changes` is false.
     */
    changes(since?: string, options?: OperationOptions): Promise<StoreChanges>;
    /**
     * Makes the tables, or brings them up to this version; when all is in place it does nothing. May be called
     * by several processes at once: one does the work, the others wait.
     *
     * Rejects with `SCHEMA_MISMATCH` when the tables are those of a later version.
     */
    upgradeSchema(): Promise<SchemaUpgrade>;
    /** Ends the use of the store; every later operation rejects with `CLOSED`. Closing twice is no error. */
    close(): Promise<void>;
  };

/**
 * Ports through which everything is stored and read, and a store in memory that shows what they promise.
 *
 * Definitions:
 * - A **repository** holds *state*: records that change, one present version each. An **event repository** holds
 *   *facts that happened*: they are added, never changed, and adding one again does nothing.
 * - The **version** of a record counts its saves. A writer states what it **expects** to find (absent, present,
 *   this version, or anything) and is refused when somebody else was faster; nothing is locked.
 * - **Order** is the same on every store: text by code point (not by locale, nor by UTF-16 units), false before
 *   true, records without the field last unless asked otherwise, and the id as the last tie-breaker. So pages
 *   are exact whatever their size.
 * - **Logic** has two values on every store: a filter and its `not` divide the records without a rest.
 * - An interval of time is **half-open**: `from` belongs to it, `to` does not.
 * - A **transaction** sees a snapshot and its own writes and keeps all of them or none.
 * - A **capability** is stated by the store itself; what it does not have rejects with `UNSUPPORTED`.
 *
 * @packageDocumentation
 */

export type {
  ClienteleStore,
  StoreCapabilities,
  StoreTransaction,
  TransactionOptions,
} from "./clientele-store.ts";
export {
  type CollectionName,
  collections,
  type EventCollectionName,
  type RecordOf,
  type StateCollectionName,
  type StoreCollections,
} from "./collections.ts";
export type { Appended, EventQuery, EventRepository } from "./event-repository.ts";
export { createMemoryStore } from "./memory-store.ts";
export { prepareRecord } from "./prepare-record.ts";
export type { FieldOf, Filter, OrderBy, Page, PageQuery, Query, Scalar } from "./query.ts";
export type {
  DeleteOptions,
  Expected,
  OperationOptions,
  Repository,
  SaveOptions,
  Versioned,
} from "./repository.ts";
export {
  StoreError,
  type StoreErrorCode,
  type StoreErrorDetails,
  type StoreErrorOptions,
} from "./store-error.ts";

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

// For adapters: what every store checks in the same way.
export { checkAggregate } from "./_check-aggregate.ts";
export { compileFilter } from "./_compile-filter.ts";
export { compileOrder, type Order, type OrderStep, type Position } from "./_compile-order.ts";
export { equalStored } from "./_copy-storable.ts";
export { decodeCursor, encodeCursor } from "./_cursor.ts";
export { checkDeletable, checkExpected } from "./_expected.ts";
export { type Fields, fieldsOf } from "./_fields.ts";
export { createGuard, type Guard } from "./_guard.ts";
export { checkIdempotencyKey, checkIds, checkLimit } from "./_limits.ts";
export { type Moment, momentOf, momentText, readBound } from "./_moment.ts";
export { checkReceipt, type Receipt } from "./_receipt.ts";
// The ports and what stands on them.
export {
  type ClaimDecisionsOptions,
  type ClaimStore,
  claimDecisions,
  type ReleaseClaimOptions,
  releaseClaim,
  type SettleClaimOptions,
  settleClaim,
} from "./claim-decisions.ts";
export {
  type ClienteleStore,
  leastCapabilities,
  type SchemaUpgrade,
  type StoreCapabilities,
  type StoreTransaction,
  type TransactionOptions,
} from "./clientele-store.ts";
export {
  type CollectionName,
  collectionNames,
  collections,
  type EventCollectionName,
  type RecordOf,
  type StateCollectionName,
  type StoreCollections,
} from "./collections.ts";
export type {
  Aggregate,
  AggregateQuery,
  Appended,
  EventQuery,
  EventRepository,
  EventsWithoutAggregates,
} from "./event-repository.ts";
export { type ExportStoreOptions, exportStore } from "./export-store.ts";
export { type ImportedStore, type ImportStoreOptions, importStore } from "./import-store.ts";
export { type IncrementCounterOptions, type Incremented, incrementCounter } from "./increment-counter.ts";
export { createMemoryStore } from "./memory-store.ts";
export {
  type CollectionOpeners,
  type EachOpeners,
  openEach,
} from "./open-each.ts";
export { invalidValue, type Prepared, prepareRecord, tryPrepare } from "./prepare-record.ts";
export type { FieldOf, Filter, OrderBy, Page, PageQuery, Query, Scalar } from "./query.ts";
export type {
  DeleteOptions,
  Expected,
  OperationOptions,
  RecordSave,
  Repository,
  SaveOptions,
  Versioned,
} from "./repository.ts";
export { selectEvents } from "./select-events.ts";
export { pageOfRecords, selectRecords } from "./select-records.ts";
export type { EventChange, RecordChange, StoreChanges } from "./store-changes.ts";
export {
  StoreError,
  type StoreErrorCode,
  type StoreErrorDetails,
  type StoreErrorOptions,
} from "./store-error.ts";
export { newEvents, takeEvents } from "./take-events.ts";
export { takeSaves } from "./take-saves.ts";

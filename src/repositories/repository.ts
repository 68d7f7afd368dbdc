import type { Filter, Page, PageQuery, Query } from "./query.ts";

/** A record as the store holds it: with the number of its version, which grows with every save. */
export type Versioned<T> = T & {
  /** From 1; a save that names it fails once anybody else has saved. */
  readonly version: number;
};

/**
 * What the caller expects of the stored record before it is written: that there is none (`"absent"`), that
 * there is one (`"present"`), that it still has this version (a number), or nothing (`"any"`).
 */
export type Expected = "absent" | "present" | "any" | number;

/** Options that every operation of a store takes. */
export interface OperationOptions {
  /** Stops the operation: it then rejects with `ABORTED` and has written nothing. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link Repository.save}. */
export interface SaveOptions extends OperationOptions {
  /** What must be true of the stored record. */
  readonly expected: Expected;
  /**
   * Names this save, so that it may be repeated when its answer was lost: a later save to this collection with
   * the same key writes nothing and returns what the first one returned. Keys are kept for good.
   * @defaultValue none: every call is a save of its own
   */
  readonly idempotencyKey?: string | undefined;
}

/** One of the saves of {@link Repository.saveMany}. */
export interface RecordSave<T> {
  /** The whole record, as it is to be stored. */
  readonly record: T;
  /** What must be true of the stored record before. */
  readonly expected: Expected;
}

/** Options of {@link Repository.delete}. */
export interface DeleteOptions extends OperationOptions {
  /** What must be true of the stored record. */
  readonly expected: Exclude<Expected, "absent">;
}

/**
 * Records that change: the store holds the present state of each.
 *
 * What goes in and what comes out are copies. Every failure is a {@link StoreError}.
 */
export interface Repository<T extends { readonly id: string }> {
  /** The record, or `undefined`. */
  get(id: string, options?: OperationOptions): Promise<Versioned<T> | undefined>;
  /**
   * The records in the order of the ids, one place per id; `undefined` where there is none.
   *
   * Rejects with `INVALID_QUERY` for more than 10,000 ids.
   */
  getMany(ids: readonly string[], options?: OperationOptions): Promise<(Versioned<T> | undefined)[]>;
  /**
   * One page by keyset. All pages one after the other are the whole ordered set: no record twice, none left
   * out, whatever the page size, as long as nobody writes in between.
   *
   * Rejects with `INVALID_QUERY` for a limit below 1 or above 10,000 and with `INVALID_CURSOR` for a cursor of
   * another collection or order.
   */
  page(query: PageQuery<Versioned<T>>, options?: OperationOptions): Promise<Page<Versioned<T>>>;
  /** Every record of the query, one by one; leaving the loop early releases what the store holds for it. */
  stream(query?: Query<Versioned<T>>, options?: OperationOptions): AsyncIterable<Versioned<T>>;
  /** How many records there are. */
  count(where?: Filter<Versioned<T>>, options?: OperationOptions): Promise<number>;
  /**
   * Writes the whole record and returns it with its new version. A `version` on the record is ignored:
   * only `expected` is asked.
   *
   * Rejects with `ALREADY_EXISTS`, `NOT_FOUND` or `VERSION_CONFLICT` when the expectation is wrong, with
   * `INVALID_VALUE` when the record does not fit its schema, and with `ALREADY_EXISTS` when its idempotency key
   * was that of another record or another content.
   */
  save(record: T, options: SaveOptions): Promise<Versioned<T>>;
  /**
   * Writes many records, all or none, and returns them with their new versions in the order given: what `save` of
   * each would do, in few statements. After a refusal nothing is written, also inside a transaction, whose work may
   * go on. There are no idempotency keys; a call whose answer was lost is repeated by reading the versions anew.
   *
   * Rejects as `save` does: for the first record whose expectation is wrong, naming it, and with `INVALID_VALUE`
   * for all problems of all records, each issue with its row from 0. Rejects with `INVALID_QUERY` for more than 10,000
   * saves and for two of the same id, and may reject with the retryable `SERIALIZATION_FAILURE` or `DEADLOCK` when others
   * write the same records.
   */
  saveMany(saves: readonly RecordSave<T>[], options?: OperationOptions): Promise<readonly Versioned<T>[]>;
  /**
   * Removes the record and tells whether there was one.
   *
   * Rejects with `NOT_FOUND` or `VERSION_CONFLICT` when the expectation is wrong.
   */
  delete(id: string, options: DeleteOptions): Promise<boolean>;
}

import { ClienteleError, type Issue } from "../issues/index.ts";
import type { Expected } from "./repository.ts";

/** Registered for the whole process, so a second copy of the package recognises the errors of the first. */
const BRAND = Symbol.for("clientele.store-error");

/**
 * What went wrong in a store.
 *
 * - `NOT_FOUND`, `ALREADY_EXISTS`, `VERSION_CONFLICT`: the record is not in the state that the caller expected.
 * - `INVALID_VALUE`: the record does not fit its schema; `details.issues` lists every problem.
 * - `INVALID_QUERY`, `INVALID_CURSOR`: the question cannot be answered as it stands.
 * - `SCHEMA_MISMATCH`: the tables are not those of this version; `upgradeSchema` makes them so, unless they are newer.
 * - `UNSUPPORTED`: the store does not have this capability, as its `capabilities` say.
 * - `SERIALIZATION_FAILURE`, `DEADLOCK`, `TIMEOUT`, `CONNECTION`: bad luck; the same call may succeed later.
 * - `DECODE_ERROR`: what is stored is no longer a valid record.
 * - `ABORTED`: the caller's signal. `CLOSED`: the store, or the transaction, is over.
 * - `UNKNOWN`: anything else; `cause` is the error of the driver.
 */
export type StoreErrorCode =
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "VERSION_CONFLICT"
  | "INVALID_VALUE"
  | "INVALID_QUERY"
  | "INVALID_CURSOR"
  | "UNSUPPORTED"
  | "SCHEMA_MISMATCH"
  | "SERIALIZATION_FAILURE"
  | "DEADLOCK"
  | "TIMEOUT"
  | "CONNECTION"
  | "DECODE_ERROR"
  | "ABORTED"
  | "CLOSED"
  | "UNKNOWN";

const RETRYABLE: ReadonlySet<StoreErrorCode> = new Set<StoreErrorCode>([
  "SERIALIZATION_FAILURE",
  "DEADLOCK",
  "TIMEOUT",
  "CONNECTION",
]);

/** What a {@link StoreError} is about, as far as it is known. */
export interface StoreErrorDetails {
  /** The collection: "parties". */
  readonly collection?: string | undefined;
  /** The record. */
  readonly id?: string | undefined;
  /** What the caller expected of the stored record. */
  readonly expected?: Expected | undefined;
  /** The version found instead; `null` when there is no such record. */
  readonly actual?: number | null | undefined;
  /** Everything that is wrong with a refused record. */
  readonly issues?: readonly Issue[] | undefined;
}

/** Options of the constructor of {@link StoreError}. */
export interface StoreErrorOptions {
  /** What the error is about. */
  readonly details?: StoreErrorDetails | undefined;
  /** The error that led to this one, as the driver threw it. */
  readonly cause?: unknown;
}

/**
 * The one error that a store throws: a code for programs, whether trying again can help, and what it is about.
 *
 * @example
 * ```ts
 * import { StoreError } from "clientele/repositories";
 *
 * const error = new StoreError("DEADLOCK", "Cannot save the party c1: the database gave up");
 * StoreError.is(error); // => true
 * StoreError.is(error, "NOT_FOUND"); // => false
 * error.retryable; // => true
 * ```
 */
export class StoreError extends ClienteleError {
  declare readonly code: StoreErrorCode;
  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** What the error is about. */
  readonly details: StoreErrorDetails;

  /**
   * @param code - what happened, for programs
   * @param message - the same in words: "Cannot save the party c1: …"
   * @param options - details and cause
   */
  constructor(code: StoreErrorCode, message: string, options: StoreErrorOptions = {}) {
    super(code, message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "StoreError";
    this.retryable = RETRYABLE.has(code);
    this.details = Object.freeze({ ...options.details });
    Object.defineProperty(this, BRAND, { value: true });
  }

  /**
   * Tells whether a caught value is a store's error, whichever copy of the package threw it.
   *
   * @param error - anything caught
   * @param code - only this code
   */
  static override is(error: unknown, code?: StoreErrorCode): error is StoreError {
    return error instanceof Error && BRAND in error && ClienteleError.is(error, code);
  }
}

import type { ErasureRecord, RecordName } from "../model/index.ts";
import type { Leftover } from "./_leftovers.ts";
import type { AnyRecord } from "./_party-references.ts";

/** One record that changes by an erasure. */
export interface ErasureChange {
  /** The kind of record. */
  readonly kind: RecordName;
  /** The record as it is. */
  readonly before: AnyRecord;
  /** The record as it becomes; absent when it goes. */
  readonly after?: AnyRecord | undefined;
}

/** What an erasure would do: nothing has happened yet. It names the subject, so it must not outlive the erasure. */
export interface ErasurePlan {
  /** The changes, in the order of kinds and ids. */
  readonly changes: readonly ErasureChange[];
  /** What is written down of it, without personal data. */
  readonly record: ErasureRecord;
  /** Texts of other records in which a name, address or number of the subject still stands: a person must look. */
  readonly leftovers: readonly Leftover[];
}

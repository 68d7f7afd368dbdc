import type { EventCollectionName, StateCollectionName } from "./collections.ts";

/** A record that was written or removed. */
export interface RecordChange {
  /** Its collection. */
  readonly collection: StateCollectionName;
  /** Its id. */
  readonly id: string;
  /** The version of the last write; absent once it is removed. */
  readonly version?: number | undefined;
}

/** Somebody of whom events were added. */
export interface EventChange {
  /** The collection of the events. */
  readonly collection: EventCollectionName;
  /** Who they are about. */
  readonly subjectId: string;
}

/** What has changed in a store since a mark. */
export interface StoreChanges {
  /**
   * Where to go on: what is not told here is told after this mark, and some of what is told here may be told again.
   * A text for this store alone, to be handed back as it is.
   */
  readonly mark: string;
  /**
   * Whether the lists hold everything that has changed since. If not, they are empty and everything has to be read: no
   * mark was given, it is of another store or of another life of this one, or too long ago.
   */
  readonly complete: boolean;
  /** Records of state, each once, as it was last. */
  readonly records: readonly RecordChange[];
  /** Who has new events, each once per collection. */
  readonly events: readonly EventChange[];
}

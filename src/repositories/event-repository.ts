import type { OperationOptions } from "./repository.ts";

/** What became of the events handed to {@link EventRepository.append}. */
export interface Appended {
  /** How many were new. */
  readonly appended: number;
  /** How many were there already, with the same content. */
  readonly duplicates: number;
}

/** Which events {@link EventRepository.read} gives. */
export interface EventQuery {
  /**
   * Only the events of these subjects.
   * @defaultValue all subjects
   */
  readonly subjectIds?: readonly string[] | undefined;
  /**
   * The first moment: a plain date where events have days, a UTC instant where they have instants.
   * @defaultValue the beginning
   */
  readonly from?: string | undefined;
  /**
   * The first moment that no longer belongs to it: the interval is `[from, to)`.
   * @defaultValue the end
   */
  readonly to?: string | undefined;
}

/**
 * Facts that happened and stay: they are added, never changed and never removed.
 */
export interface EventRepository<T extends { readonly id: string }> {
  /**
   * Adds the events, all of them or none. Appending the same event again is counted and does nothing, so a
   * delivery may be repeated.
   *
   * Rejects with `ALREADY_EXISTS` when an event of the same id but another content is there already, and with
   * `INVALID_VALUE`, listing every problem, when one does not fit its schema.
   */
  append(events: Iterable<T> | AsyncIterable<T>, options?: OperationOptions): Promise<Appended>;
  /** The events by time and then by id, one by one; leaving the loop early releases what the store holds for it. */
  read(query?: EventQuery, options?: OperationOptions): AsyncIterable<T>;
}

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

/** What {@link EventRepository.aggregate} computes of which events. */
export interface AggregateQuery extends EventQuery {
  /**
   * A text field that divides the events of a subject further: `"currency"`, so that sums are of one currency.
   * @defaultValue one row per subject
   */
  readonly by?: string | undefined;
  /**
   * A decimal field whose exact sum is wanted: `"amount"`.
   * @defaultValue no sum
   */
  readonly sum?: string | undefined;
  /**
   * A text field whose different values are counted: `"orderId"`.
   * @defaultValue nothing is counted but events
   */
  readonly distinct?: string | undefined;
}

/** One row of an aggregate: the events of one subject, or of one value of `by`. */
export interface Aggregate {
  /** Who the events are about. */
  readonly subjectId: string;
  /** The value of `by`; absent where the events lack it, or `by` was not asked. */
  readonly by?: string | undefined;
  /** How many events. */
  readonly events: number;
  /** The earliest moment: a day, or an instant with milliseconds. */
  readonly first: string;
  /** The latest moment. */
  readonly last: string;
  /** The exact sum as a decimal without trailing zeros; events without the field add nothing. */
  readonly sum?: string | undefined;
  /** How many different values, missing ones not counted. */
  readonly distinct?: number | undefined;
}

/**
 * Facts that happened and stay: they are added, never changed and never removed.
 */
export interface EventRepository<T extends { readonly id: string }> {
  /**
   * Adds the events, all of them or none. Appending the same event again is counted and does nothing, so a
   * delivery may be repeated. Any number may come; they are read once, as they come. Inside a transaction a failed
   * append takes back its own events alone, or, when they are too many to be held, ends the whole transaction.
   *
   * Rejects with `ALREADY_EXISTS` when an event of the same id but another content is there already, and with
   * `INVALID_VALUE`, listing every problem, when one does not fit its schema.
   */
  append(events: Iterable<T> | AsyncIterable<T>, options?: OperationOptions): Promise<Appended>;
  /** The events by time and then by id, one by one; leaving the loop early releases what the store holds for it. */
  read(query?: EventQuery, options?: OperationOptions): AsyncIterable<T>;
  /**
   * Counts and sums where the events are, one row per subject, by subject and then by the value of `by`, missing
   * ones last.
   *
   * Rejects with `UNSUPPORTED` on a store whose `capabilities.aggregates` is false.
   */
  aggregate(query?: AggregateQuery, options?: OperationOptions): AsyncIterable<Aggregate>;
}

/** A repository of events that may lack `aggregate`. */
export type EventsWithoutAggregates<T extends { readonly id: string }> = Omit<
  EventRepository<T>,
  "aggregate"
> &
  Partial<Pick<EventRepository<T>, "aggregate">>;

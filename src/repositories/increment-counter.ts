import type { Counter } from "../model/index.ts";
import type { OperationOptions, Repository, Versioned } from "./repository.ts";
import { StoreError } from "./store-error.ts";

/** Options of {@link incrementCounter}. */
export interface IncrementCounterOptions extends OperationOptions {
  /** What is counted: "sent:2026-11-22:c1". */
  readonly id: string;
  /**
   * What is added; below zero to take away.
   * @defaultValue `1`
   */
  readonly by?: number | undefined;
  /**
   * The least that the counter may be afterwards.
   * @defaultValue −(2⁵³ − 1)
   */
  readonly min?: number | undefined;
  /**
   * The most that the counter may be afterwards.
   * @defaultValue 2⁵³ − 1
   */
  readonly max?: number | undefined;
}

/** What became of an increment. */
export interface Incremented {
  /** Whether it was made; if not, a bound stood in the way and nothing was written. */
  readonly applied: boolean;
  /** The counter now. */
  readonly value: number;
}

/**
 * Adds to a counter, unless that would leave its bounds; a counter that is not there yet is 0. However many
 * writers add at once, every increment that is applied is in the sum exactly once, and no bound is passed.
 *
 * Rests on `save` with an expected version, so it is atomic on every store, and costs another try for each
 * writer that was faster.
 *
 * @param counters - `store.counters`, or that of a transaction
 *
 * @throws RangeError if `by` or a bound is no safe integer
 *
 * @example
 * ```ts
 * import { createMemoryStore, incrementCounter } from "clientele/repositories";
 *
 * const store = createMemoryStore();
 * const send = () => incrementCounter(store.counters, { id: "sent:ada", max: 2 });
 * const outcomes = await Promise.all([send(), send(), send()]);
 * outcomes.filter((outcome) => outcome.applied).length; // => 2
 * (await store.counters.get("sent:ada"))?.value; // => 2
 * ```
 */
export async function incrementCounter(
  counters: Repository<Counter>,
  options: IncrementCounterOptions,
): Promise<Incremented> {
  const { id, by = 1, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, signal } = options;
  for (const [name, value] of Object.entries({ by, min, max })) {
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`Cannot increment a counter: ${name} must be a safe integer, got ${value}`);
    }
  }
  for (;;) {
    const before: Versioned<Counter> | undefined = await counters.get(id, { signal });
    const value = before?.value ?? 0;
    const next = value + by;
    if (next < min || next > max) return { applied: false, value };
    try {
      const expected = before?.version ?? "absent";
      await counters.save({ schemaVersion: 1, id, value: next }, { expected, signal });
      return { applied: true, value: next };
    } catch (error) {
      if (!wasFaster(error)) throw error;
    }
  }
}

/** Whether another writer changed the record between our reading and our writing. */
export function wasFaster(error: unknown): boolean {
  return StoreError.is(error, "VERSION_CONFLICT") || StoreError.is(error, "ALREADY_EXISTS");
}

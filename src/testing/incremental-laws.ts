import fc from "fast-check";
import { canonicalText } from "./_canonical-text.ts";
import { parted } from "./_shuffled.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of what is carried on from day to day. */
export type IncrementalLawId = "incremental" | "again";

/** A computation that can be made in full or carried on. */
export interface Incremental<Row, Result> {
  /** The result of all rows. */
  readonly full: (rows: readonly Row[]) => Result;
  /** The result after some more rows, from the one before. */
  readonly next: (before: Result, rows: readonly Row[]) => Result;
  /**
   * What of a result counts.
   * @defaultValue the result itself, its functions left out
   */
  readonly read?: ((result: Result) => unknown) | undefined;
}

/**
 * What everything keeps that is carried on instead of being made anew, as properties to be asserted on a computation of
 * your own: whatever the batches, the result is that of a full run, and a batch of nothing changes nothing.
 *
 * @param computation - how it is made in full and carried on
 * @param rows - the rows it must be able to read
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { incrementalLaws } from "clientele/testing";
 *
 * const best = {
 *   full: (rows: readonly number[]) => [...rows].sort((a, b) => b - a).slice(0, 3),
 *   next: (before: number[], rows: readonly number[]) => [...before, ...rows].sort((a, b) => b - a).slice(0, 3),
 * };
 * incrementalLaws(best, fc.nat()).filter((law) => fc.check(law.property).failed); // => []
 * ```
 */
export function incrementalLaws<Row, Result>(
  { full, next, read = (result) => result }: Incremental<Row, Result>,
  rows: fc.Arbitrary<Row>,
): readonly Law<IncrementalLawId>[] {
  const lists = fc.array(rows, { maxLength: 25 });
  const frozen = (list: readonly Row[]): readonly Row[] => Object.freeze([...list]);
  const textOf = (result: Result): string => canonicalText(read(result));
  return Object.freeze([
    Object.freeze({
      id: "incremental" as const,
      name: "batch by batch the result is that of a full run",
      property: fc.property(parted(lists), (parts) => {
        const seen: Row[] = [];
        let result = full([]);
        for (const part of parts) {
          seen.push(...part);
          result = next(result, frozen(part));
          if (textOf(result) !== textOf(full(frozen(seen)))) return false;
        }
        return true;
      }),
    }),
    Object.freeze({
      id: "again" as const,
      name: "a batch of nothing changes nothing",
      property: fc.property(lists, (list) => {
        const before = textOf(full(frozen(list)));
        return textOf(next(full(frozen(list)), [])) === before;
      }),
    }),
  ]);
}

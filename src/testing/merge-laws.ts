import fc from "fast-check";
import { canonicalText } from "./_canonical-text.ts";
import { parted, shuffled } from "./_shuffled.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of what can be merged. */
export type MergeLawId = "whole" | "commutative" | "associative" | "neutral" | "order" | "unchanged";

/** An aggregate that can be made of rows and merged with others. */
export interface Mergeable<Row, Aggregate> {
  /** The aggregate of some rows; also of none. */
  readonly of: (rows: readonly Row[]) => Aggregate;
  /** The aggregate of what two others hold. It must leave both as they are. */
  readonly merge: (a: Aggregate, b: Aggregate) => Aggregate;
  /**
   * What of an aggregate counts, as plain data, arrays or maps: whatever does not depend on how it was made.
   * @defaultValue the aggregate itself, its functions left out
   */
  readonly read?: ((aggregate: Aggregate) => unknown) | undefined;
}

/**
 * What everything keeps that is counted in parts and put together, as properties to be asserted on an aggregate of your
 * own (a log, totals, counts): merging the parts gives what all rows give, so that shards, streams and days lead to the
 * same, and a full count equals one that was carried on; it is commutative and associative, an empty one changes nothing,
 * the order of rows changes nothing, and merging leaves what is merged as it was.
 *
 * @param aggregate - how it is made, merged and read
 * @param rows - the rows it must be able to read
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { mergeLaws } from "clientele/testing";
 *
 * const mean = {
 *   of: (rows: readonly number[]) => rows.reduce((sum, n) => sum + n, 0) / Math.max(1, rows.length),
 *   merge: (a: number, b: number) => (a + b) / 2,
 * };
 * const broken = mergeLaws(mean, fc.integer({ min: 1, max: 9 })).filter((law) => fc.check(law.property).failed);
 * broken.map((law) => law.id); // => ["whole", "associative", "neutral"]
 * ```
 */
export function mergeLaws<Row, Aggregate>(
  { of, merge, read = (aggregate) => aggregate }: Mergeable<Row, Aggregate>,
  rows: fc.Arbitrary<Row>,
): readonly Law<MergeLawId>[] {
  const lists = fc.array(rows, { maxLength: 25 });
  const make = (list: readonly Row[]): Aggregate => of(Object.freeze([...list]));
  const textOf = (aggregate: Aggregate): string => canonicalText(read(aggregate));
  return Object.freeze([
    Object.freeze({
      id: "whole" as const,
      name: "merging the parts gives what all rows give",
      property: fc.property(parted(lists), (parts) => {
        const [first, ...others] = parts.map(make);
        return textOf(others.reduce(merge, first as Aggregate)) === textOf(make(parts.flat()));
      }),
    }),
    Object.freeze({
      id: "commutative" as const,
      name: "which of the two comes first changes nothing",
      property: fc.property(lists, lists, (a, b) => {
        const forth = textOf(merge(make(a), make(b)));
        return textOf(merge(make(b), make(a))) === forth;
      }),
    }),
    Object.freeze({
      id: "associative" as const,
      name: "which two of three are merged first changes nothing",
      property: fc.property(lists, lists, lists, (a, b, c) => {
        const left = textOf(merge(merge(make(a), make(b)), make(c)));
        return textOf(merge(make(a), merge(make(b), make(c)))) === left;
      }),
    }),
    Object.freeze({
      id: "neutral" as const,
      name: "an empty one changes nothing, on either side",
      property: fc.property(lists, (list) => {
        const alone = textOf(make(list));
        return textOf(merge(make([]), make(list))) === alone && textOf(merge(make(list), make([]))) === alone;
      }),
    }),
    Object.freeze({
      id: "order" as const,
      name: "the order of the rows changes nothing",
      property: fc.property(shuffled(lists), ([list, other]) => textOf(make(list)) === textOf(make(other))),
    }),
    Object.freeze({
      id: "unchanged" as const,
      name: "what is merged stays as it was",
      property: fc.property(lists, lists, (a, b) => {
        const [first, second] = [make(a), make(b)];
        const before = [textOf(first), textOf(second)];
        merge(first, second);
        return textOf(first) === before[0] && textOf(second) === before[1];
      }),
    }),
  ]);
}

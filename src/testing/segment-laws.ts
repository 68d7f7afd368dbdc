import fc from "fast-check";
import type { Law } from "./scoring-laws.ts";

/** One combination of scores, each from 1 to the number of groups. */
export interface ScoreCombination {
  /** Recency score. */
  readonly recency: number;
  /** Frequency score. */
  readonly frequency: number;
  /** Monetary score. */
  readonly monetary: number;
}

/** A segment as a test of scores. */
export type SegmentTest = (scores: ScoreCombination) => boolean;

/** The laws of segments. */
export type SegmentLawId = "total" | "disjoint" | "inhabited" | "repeatable";

/** Options of {@link segmentLaws}. */
export interface SegmentLawsOptions {
  /**
   * How many scores there are.
   * @defaultValue `5`
   */
  readonly groups?: number | undefined;
}

/**
 * What every division of customers by scores keeps, as properties to be asserted on segments of your own: each
 * combination of scores falls in exactly one segment, no segment is empty, and the same scores fall in the same one.
 *
 * Each property goes through all combinations (125 of five scores), so one run proves it.
 *
 * @param segments - the test of each segment, by name
 * @throws RangeError if `groups` is not an integer from 2 to 10
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { segmentLaws } from "clientele/testing";
 *
 * const mine = {
 *   recent: (scores: { recency: number }) => scores.recency >= 4,
 *   good: (scores: { monetary: number }) => scores.monetary >= 4,
 * };
 * segmentLaws(mine).filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["total", "disjoint"]
 * ```
 */
export function segmentLaws(
  segments: Readonly<Record<string, SegmentTest>>,
  options: SegmentLawsOptions = {},
): readonly Law<SegmentLawId>[] {
  const { groups = 5 } = options;
  if (!Number.isInteger(groups) || groups < 2 || groups > 10) {
    throw new RangeError(`Cannot state laws: groups must be an integer from 2 to 10, got ${groups}`);
  }
  const cells = Array.from({ length: groups ** 3 }, (_, cell) =>
    Object.freeze({
      recency: Math.floor(cell / groups ** 2) + 1,
      frequency: (Math.floor(cell / groups) % groups) + 1,
      monetary: (cell % groups) + 1,
    }),
  );
  const names = Object.keys(segments);
  const holding = (scores: ScoreCombination): string[] =>
    names.filter((name) => segments[name]?.(scores) === true);
  const law = (id: SegmentLawId, name: string, property: fc.IProperty<unknown>): Law<SegmentLawId> =>
    Object.freeze({ id, name, property });
  const ofCells = (holds: (scores: ScoreCombination) => boolean): fc.IProperty<unknown> =>
    fc.property(fc.constantFrom(...cells), (drawn) => {
      // A drawn combination is tried first and named in the report; the others follow, so that none is left out.
      const first = [drawn, ...cells].find((scores) => !holds(scores));
      if (first === undefined) return true;
      const { recency, frequency, monetary } = first;
      throw new Error(
        `R${recency} F${frequency} M${monetary} is in ${holding(first).join(" and ") || "no segment"}`,
      );
    });
  return Object.freeze([
    law(
      "total",
      "every combination of scores falls in a segment",
      ofCells((cell) => holding(cell).length > 0),
    ),
    law(
      "disjoint",
      "no combination of scores falls in two segments",
      ofCells((cell) => holding(cell).length < 2),
    ),
    law(
      "inhabited",
      "every segment holds some combination of scores",
      fc.property(fc.constantFrom(...cells), () => {
        const empty = names.find((name) => !cells.some((cell) => segments[name]?.(cell) === true));
        if (empty === undefined) return true;
        throw new Error(`${empty} holds no combination`);
      }),
    ),
    law(
      "repeatable",
      "the same scores fall in the same segment",
      ofCells((cell) => {
        const first = holding(cell).join();
        return holding(cell).join() === first;
      }),
    ),
  ]);
}

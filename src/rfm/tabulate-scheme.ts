import { schemeGroups, scoresOfCell } from "./_cells.ts";
import { cellTable } from "./_sound-scheme.ts";
import type { RfmScheme } from "./rfm-scheme.ts";

/** One combination of scores and its segment. */
export interface SchemeCell {
  /** Recency score. */
  readonly recency: number;
  /** Frequency score. */
  readonly frequency: number;
  /** Monetary score. */
  readonly monetary: number;
  /** The segment's name. */
  readonly segment: string;
}

/**
 * Writes a scheme out: the segment of every combination of scores, by recency, frequency and monetary, each from the
 * best down to 1.
 *
 * @throws RangeError if the scheme is not sound
 *
 * @example
 * ```ts
 * import { elevenSegments, tabulateScheme } from "clientele/rfm";
 *
 * const cells = tabulateScheme(elevenSegments);
 * cells.length; // => 125
 * cells[0]; // => { recency: 5, frequency: 5, monetary: 5, segment: "Champions" }
 * ```
 */
export function tabulateScheme(scheme: RfmScheme): readonly SchemeCell[] {
  const groups = schemeGroups(scheme);
  const cells = Array.from(cellTable(scheme), (segment, cell) =>
    Object.freeze({ ...scoresOfCell(cell, groups), segment: scheme.segments[segment]!.name }),
  );
  return Object.freeze(cells.reverse());
}

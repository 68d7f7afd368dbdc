import { cellOf, schemeGroups } from "./_cells.ts";
import { cellTable } from "./_sound-scheme.ts";
import { elevenSegments } from "./eleven-segments.ts";
import type { RfmScheme, RfmSegment } from "./rfm-scheme.ts";

/** One combination of scores, each from 1 to the groups of the scheme. */
export interface RfmScore {
  /** Recency score. */
  readonly recency: number;
  /** Frequency score. */
  readonly frequency: number;
  /** Monetary score. */
  readonly monetary: number;
}

/** Options of {@link findSegment} and {@link segmentRfm}. */
export interface SegmentOptions {
  /**
   * The scheme that names the segments; it must be sound.
   * @defaultValue {@link elevenSegments}
   */
  readonly scheme?: RfmScheme | undefined;
}

/**
 * Finds the segment of one combination of scores.
 *
 * @throws RangeError if a score is not an integer from 1 to the groups of the scheme, or the scheme is not sound
 *
 * @example
 * ```ts
 * import { findSegment } from "clientele/rfm";
 *
 * findSegment({ recency: 5, frequency: 4, monetary: 3 }).name; // => "Champions"
 * findSegment({ recency: 1, frequency: 1, monetary: 1 }).name; // => "Lost"
 * ```
 */
export function findSegment(score: RfmScore, options: SegmentOptions = {}): RfmSegment {
  const { scheme = elevenSegments } = options;
  const groups = schemeGroups(scheme);
  for (const measure of ["recency", "frequency", "monetary"] as const) {
    const value = score[measure];
    if (!Number.isInteger(value) || value < 1 || value > groups) {
      throw new RangeError(
        `Cannot find segment: ${measure} must be an integer from 1 to ${groups}, got ${value}`,
      );
    }
  }
  const code = cellTable(scheme)[cellOf(score.recency, score.frequency, score.monetary, groups)]!;
  return scheme.segments[code]!;
}

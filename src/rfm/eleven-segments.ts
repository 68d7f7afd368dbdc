import type { RfmRange, RfmScheme, RfmSegment, ScoreSpan } from "./rfm-scheme.ts";

/**
 * The usual scheme: eleven segments on recency (R) and value (V, the mean of frequency and monetary score with
 * halves rounded up).
 *
 * | R \ V | 1 | 2 | 3 | 4 | 5 |
 * |---|---|---|---|---|---|
 * | 5 | New Customers | Potential Loyalists | Potential Loyalists | Champions | Champions |
 * | 4 | Promising | Potential Loyalists | Potential Loyalists | Loyal Customers | Loyal Customers |
 * | 3 | About To Sleep | About To Sleep | Need Attention | Loyal Customers | Loyal Customers |
 * | 2 | Hibernating | Hibernating | At Risk | At Risk | Can't Lose Them |
 * | 1 | Lost | Lost | At Risk | At Risk | Can't Lose Them |
 *
 * The names are those in common use; there is no canonical source for the cells, so this table is ours, and it is
 * checked to name each of the 125 combinations of scores exactly once.
 *
 * @example
 * ```ts
 * import { checkScheme, elevenSegments } from "clientele/rfm";
 *
 * elevenSegments.segments.length; // => 11
 * checkScheme(elevenSegments).gaps; // => []
 * ```
 */
export const elevenSegments: RfmScheme = /* @__PURE__ */ makeElevenSegments();

/** One call, so that a bundler can drop all of it where it is not used. */
function makeElevenSegments(): RfmScheme {
  const segments = [
    segment("Champions", 6, at([5, 5], [4, 5])),
    segment("Loyal Customers", 5, at([3, 4], [4, 5])),
    segment("Potential Loyalists", 4, at([4, 5], [2, 3])),
    segment("New Customers", 4, at([5, 5], [1, 1])),
    segment("Promising", 4, at([4, 4], [1, 1])),
    segment("Need Attention", 3, at([3, 3], [3, 3])),
    segment("About To Sleep", 2, at([3, 3], [1, 2])),
    segment("At Risk", 1, at([1, 2], [3, 4])),
    segment("Can't Lose Them", 1, at([1, 2], [5, 5])),
    segment("Hibernating", 1, at([2, 2], [1, 2])),
    segment("Lost", 0, at([1, 1], [1, 2])),
  ];
  return Object.freeze({ name: "eleven segments", segments: Object.freeze(segments) });
}

function at(recency: ScoreSpan, value: ScoreSpan): RfmRange {
  return Object.freeze({ recency: Object.freeze(recency), value: Object.freeze(value) });
}

function segment(name: string, standing: number, range: RfmRange): RfmSegment {
  return Object.freeze({ name, standing, ranges: Object.freeze([range]) });
}

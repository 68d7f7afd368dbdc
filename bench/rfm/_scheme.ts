import { elevenSegments, findSegment } from "../../src/rfm/index.ts";

/** The segment of each combination of scores, by ((r − 1)·5 + f − 1)·5 + m − 1: what every engine looks up. */
export const cells: readonly number[] = Array.from({ length: 125 }, (_, cell) => {
  const score = {
    recency: Math.floor(cell / 25) + 1,
    frequency: (Math.floor(cell / 5) % 5) + 1,
    monetary: (cell % 5) + 1,
  };
  return elevenSegments.segments.indexOf(findSegment(score));
});

export const segmentCount = elevenSegments.segments.length;

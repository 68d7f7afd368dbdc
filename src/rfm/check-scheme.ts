import { cellName, segmentsOfCells } from "./_cells.ts";
import type { RfmScheme } from "./rfm-scheme.ts";

/** A combination of scores that several segments claim. */
export interface SchemeOverlap {
  /** The combination: "R5 F3 M1". */
  readonly cell: string;
  /** The segments that claim it, by name, in the scheme's order. */
  readonly segments: readonly string[];
}

/** What is wrong with a scheme; all lists are empty when it is sound. */
export interface SchemeReport {
  /** Whether each of the 125 combinations falls in exactly one segment, and every name is used once. */
  readonly sound: boolean;
  /** Combinations that no segment names. */
  readonly gaps: readonly string[];
  /** Combinations that several segments name. */
  readonly overlaps: readonly SchemeOverlap[];
  /** Segments that name no combination. */
  readonly empty: readonly string[];
  /** Names borne by several segments. */
  readonly repeatedNames: readonly string[];
}

/**
 * Checks that a scheme is total and disjoint: that each of the 125 combinations of scores falls in exactly one
 * segment.
 *
 * @example
 * ```ts
 * import { checkScheme } from "clientele/rfm";
 *
 * const report = checkScheme({
 *   name: "two",
 *   segments: [
 *     { name: "recent", standing: 1, ranges: [{ recency: [3, 5] }] },
 *     { name: "poor", standing: 0, ranges: [{ recency: [1, 2] }, { frequency: [1, 1], monetary: [1, 1] }] },
 *   ],
 * });
 * report.sound; // => false
 * report.overlaps[0]; // => { cell: "R3 F1 M1", segments: ["recent", "poor"] }
 * ```
 */
export function checkScheme(scheme: RfmScheme): SchemeReport {
  const names = scheme.segments.map((segment) => segment.name);
  const cells = segmentsOfCells(scheme);
  const gaps: string[] = [];
  const overlaps: SchemeOverlap[] = [];
  cells.forEach((found, cell) => {
    if (found.length === 0) gaps.push(cellName(cell));
    if (found.length > 1) {
      const segments = Object.freeze(found.map((segment) => names[segment]!));
      overlaps.push(Object.freeze({ cell: cellName(cell), segments }));
    }
  });
  const used = new Set(cells.flat());
  const empty = names.filter((_, segment) => !used.has(segment));
  const repeatedNames = [...new Set(names.filter((name, segment) => names.indexOf(name) !== segment))];
  return Object.freeze({
    sound: gaps.length + overlaps.length + empty.length + repeatedNames.length === 0,
    gaps: Object.freeze(gaps),
    overlaps: Object.freeze(overlaps),
    empty: Object.freeze(empty),
    repeatedNames: Object.freeze(repeatedNames),
  });
}

import { cellName, schemeGroups, segmentsOfCells } from "./_cells.ts";
import type { RfmScheme } from "./rfm-scheme.ts";

/** A combination of scores that several segments claim. */
export interface SchemeOverlap {
  /** The combination: "R5 F3 M1". */
  readonly cell: string;
  /** The segments that claim it, by name, in the scheme's order. */
  readonly segments: readonly string[];
}

/** A segment that would be empty if the first match won. */
export interface ShadowedSegment {
  /** The segment's name. */
  readonly segment: string;
  /** The earlier segments that name all its combinations, in the scheme's order. */
  readonly by: readonly string[];
}

/** What is wrong with a scheme; all lists are empty when it is sound. */
export interface SchemeReport {
  /** Whether each combination (125 of five scores) falls in exactly one segment, and every name is used once. */
  readonly sound: boolean;
  /** Combinations that no segment names. */
  readonly gaps: readonly string[];
  /** Combinations that several segments name. */
  readonly overlaps: readonly SchemeOverlap[];
  /** Segments all of whose combinations earlier segments name; they are among the overlaps, too. */
  readonly shadowed: readonly ShadowedSegment[];
  /** Segments that name no combination. */
  readonly empty: readonly string[];
  /** Names borne by several segments. */
  readonly repeatedNames: readonly string[];
}

/**
 * Checks that a scheme is total and disjoint: that each combination of scores (125 of five) falls in exactly one
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
  const groups = schemeGroups(scheme);
  const gaps: string[] = [];
  const overlaps: SchemeOverlap[] = [];
  cells.forEach((found, cell) => {
    if (found.length === 0) gaps.push(cellName(cell, groups));
    if (found.length > 1) {
      const segments = Object.freeze(found.map((segment) => names[segment]!));
      overlaps.push(Object.freeze({ cell: cellName(cell, groups), segments }));
    }
  });
  const used = new Set(cells.flat());
  const empty = names.filter((_, segment) => !used.has(segment));
  const repeatedNames = [...new Set(names.filter((name, segment) => names.indexOf(name) !== segment))];
  return Object.freeze({
    shadowed: Object.freeze(shadowedOf(cells, names)),
    sound: gaps.length + overlaps.length + empty.length + repeatedNames.length === 0,
    gaps: Object.freeze(gaps),
    overlaps: Object.freeze(overlaps),
    empty: Object.freeze(empty),
    repeatedNames: Object.freeze(repeatedNames),
  });
}

function shadowedOf(cells: readonly (readonly number[])[], names: readonly string[]): ShadowedSegment[] {
  return names.flatMap((segment, place) => {
    const own = cells.filter((found) => found.includes(place));
    if (own.length === 0 || own.some((found) => found[0] === place)) return [];
    const first = new Set(own.map((found) => found[0]!));
    const by = names.filter((_, earlier) => first.has(earlier));
    return [Object.freeze({ segment, by: Object.freeze(by) })];
  });
}

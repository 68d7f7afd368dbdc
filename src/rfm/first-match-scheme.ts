import { schemeGroups, scoresOfCell, segmentsOfCells } from "./_cells.ts";
import { checkScheme } from "./check-scheme.ts";
import type { RfmRange, RfmScheme, RfmSegment } from "./rfm-scheme.ts";

/** Options of {@link firstMatchScheme}. */
export interface FirstMatchOptions {
  /**
   * The name of a last segment for the combinations that no other names.
   * @defaultValue none: a combination left out is refused
   */
  readonly rest?: string | undefined;
}

/**
 * Makes a sound scheme of rules that rely on their order, as published tables often do: a combination that several
 * segments name belongs to the first of them, and what none names to a last segment, `rest`, of the lowest standing.
 *
 * @throws RangeError if a segment comes too late for all its combinations, a name is used twice, or a combination is
 *   left out and `rest` is not given
 *
 * @example
 * ```ts
 * import { checkScheme, findSegment, firstMatchScheme } from "clientele/rfm";
 *
 * const ordered = {
 *   name: "two",
 *   segments: [
 *     { name: "best", standing: 2, ranges: [{ recency: [4, 5], value: [4, 5] }] },
 *     { name: "recent", standing: 1, ranges: [{ recency: [3, 5] }] },
 *   ],
 * } as const;
 * checkScheme(ordered).sound; // => false
 * const scheme = firstMatchScheme(ordered, { rest: "others" });
 * checkScheme(scheme).sound; // => true
 * findSegment({ recency: 5, frequency: 5, monetary: 5 }, { scheme }).name; // => "best"
 * findSegment({ recency: 1, frequency: 5, monetary: 5 }, { scheme }).name; // => "others"
 * ```
 */
export function firstMatchScheme(scheme: RfmScheme, options: FirstMatchOptions = {}): RfmScheme {
  const { rest } = options;
  const groups = schemeGroups(scheme);
  const { shadowed, repeatedNames, gaps } = checkScheme(scheme);
  const refuse = (rule: string, got: string): never => {
    throw new RangeError(`Cannot put scheme ${JSON.stringify(scheme.name)} in order: ${rule}, got ${got}`);
  };
  if (shadowed.length > 0) {
    const late = shadowed.map(({ segment, by }) => `${segment} behind ${by.join(" and ")}`);
    refuse("every segment must be the first to name some combination", late.join("; "));
  }
  if (repeatedNames.length > 0 || scheme.segments.some((segment) => segment.name === rest)) {
    refuse(
      "every name must be used once",
      [...repeatedNames, ...(rest === undefined ? [] : [rest])].join(", "),
    );
  }
  if (gaps.length > 0 && rest === undefined) refuse("rest must name the segment of what is left", gaps[0]!);
  const cells = segmentsOfCells(scheme);
  const rangesOf = (segment: number | undefined): readonly RfmRange[] => {
    const own: RfmRange[] = [];
    cells.forEach((found, cell) => {
      if (found[0] === segment) own.push(rangeOfCell(cell, groups));
    });
    return Object.freeze(own);
  };
  const segments: RfmSegment[] = scheme.segments.map(({ name, standing }, i) =>
    Object.freeze({ name, standing, ranges: rangesOf(i) }),
  );
  if (gaps.length > 0) {
    const lowest = Math.min(...scheme.segments.map(({ standing }) => standing));
    segments.push(Object.freeze({ name: rest!, standing: lowest, ranges: rangesOf(undefined) }));
  }
  return Object.freeze({ name: scheme.name, groups, segments: Object.freeze(segments) });
}

function rangeOfCell(cell: number, groups: number): RfmRange {
  const { recency: r, frequency: f, monetary: m } = scoresOfCell(cell, groups);
  const span = (score: number) => Object.freeze([score, score] as const);
  return Object.freeze({ recency: span(r), frequency: span(f), monetary: span(m) });
}

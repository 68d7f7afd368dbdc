import type { RfmRange, RfmScheme, ScoreSpan } from "./rfm-scheme.ts";

/** Scores go from 1 to 5 unless a scheme says otherwise. */
export const USUAL_GROUPS = 5;
const MOST_GROUPS = 10;

/** How many scores a scheme is made for. */
export function schemeGroups(scheme: RfmScheme): number {
  const { groups = USUAL_GROUPS } = scheme;
  if (!Number.isInteger(groups) || groups < 2 || groups > MOST_GROUPS) {
    throw new RangeError(
      `Cannot read scheme ${JSON.stringify(scheme.name)}: groups must be an integer from 2 to ${MOST_GROUPS}, got ${groups}`,
    );
  }
  return groups;
}

/** The number of a combination, 0 to groups³ − 1. */
export function cellOf(recency: number, frequency: number, monetary: number, groups: number): number {
  return ((recency - 1) * groups + (frequency - 1)) * groups + (monetary - 1);
}

/** The segments of each combination, by position in the scheme; exactly one each if the scheme is sound. */
export function segmentsOfCells(scheme: RfmScheme): readonly (readonly number[])[] {
  const groups = schemeGroups(scheme);
  const cells: number[][] = [];
  for (let r = 1; r <= groups; r++) {
    for (let f = 1; f <= groups; f++) {
      for (let m = 1; m <= groups; m++) {
        const found: number[] = [];
        scheme.segments.forEach(({ ranges }, segment) => {
          if (ranges.some((range) => meets(range, r, f, m))) found.push(segment);
        });
        cells[cellOf(r, f, m, groups)] = found;
      }
    }
  }
  return cells;
}

function meets(range: RfmRange, recency: number, frequency: number, monetary: number): boolean {
  return (
    within(recency, range.recency) &&
    within(frequency, range.frequency) &&
    within(monetary, range.monetary) &&
    within(Math.floor((frequency + monetary + 1) / 2), range.value)
  );
}

const within = (score: number, span: ScoreSpan | undefined): boolean =>
  span === undefined || (score >= span[0] && score <= span[1]);

/** The three scores of a combination. */
export function scoresOfCell(
  cell: number,
  groups: number,
): { readonly recency: number; readonly frequency: number; readonly monetary: number } {
  return {
    recency: Math.floor(cell / groups ** 2) + 1,
    frequency: (Math.floor(cell / groups) % groups) + 1,
    monetary: (cell % groups) + 1,
  };
}

/** "R5 F3 M1". */
export function cellName(cell: number, groups: number): string {
  const { recency, frequency, monetary } = scoresOfCell(cell, groups);
  return `R${recency} F${frequency} M${monetary}`;
}

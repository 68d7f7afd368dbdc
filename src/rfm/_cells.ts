import type { RfmRange, RfmScheme, ScoreSpan } from "./rfm-scheme.ts";

/** Schemes are for scores from 1 to 5. */
export const SCHEME_GROUPS = 5;

/** The number of a combination, 0 to 124. */
export function cellOf(recency: number, frequency: number, monetary: number): number {
  return ((recency - 1) * SCHEME_GROUPS + (frequency - 1)) * SCHEME_GROUPS + (monetary - 1);
}

/** The segments of each combination, by position in the scheme; exactly one each if the scheme is sound. */
export function segmentsOfCells(scheme: RfmScheme): readonly (readonly number[])[] {
  const cells: number[][] = [];
  for (let r = 1; r <= SCHEME_GROUPS; r++) {
    for (let f = 1; f <= SCHEME_GROUPS; f++) {
      for (let m = 1; m <= SCHEME_GROUPS; m++) {
        const found: number[] = [];
        scheme.segments.forEach(({ ranges }, segment) => {
          if (ranges.some((range) => meets(range, r, f, m))) found.push(segment);
        });
        cells[cellOf(r, f, m)] = found;
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

/** "R5 F3 M1". */
export function cellName(cell: number): string {
  const monetary = (cell % SCHEME_GROUPS) + 1;
  const frequency = (Math.floor(cell / SCHEME_GROUPS) % SCHEME_GROUPS) + 1;
  const recency = Math.floor(cell / SCHEME_GROUPS ** 2) + 1;
  return `R${recency} F${frequency} M${monetary}`;
}

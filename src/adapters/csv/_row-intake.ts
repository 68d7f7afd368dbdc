import type { LineReader } from "./_line-reader.ts";
import { createRejectTally, reasonTexts } from "./_reject-tally.ts";
import type { RowSink } from "./_row-reader.ts";
import type { RejectedRow, SetAside } from "./rejected-row.ts";

/** Numbers the rows, sends the good ones to the log and keeps account of the others. */
export interface RowIntake extends RowSink {
  /** Number of the last row taken, the first line of the file being 1. */
  readonly lastRow: number;
  /** Rows taken, blank ones not counted. */
  readonly rows: number;
  /** The rows set aside since the last call. */
  takeRejects(): readonly RejectedRow[];
  setAside(): SetAside;
}

export function createRowIntake(
  readLine: LineReader,
  options: { readonly headerRow: number; readonly separator: string; readonly keepRejects: boolean },
): RowIntake {
  const { headerRow, separator, keepRejects } = options;
  const tally = createRejectTally();
  let row = headerRow;
  let blank = 0;
  let rejects: RejectedRow[] = [];
  const reject = (rejected: RejectedRow): void => {
    tally.add(rejected);
    if (keepRejects) rejects.push(rejected);
  };
  return {
    get lastRow() {
      return row;
    },
    get rows() {
      return row - headerRow - blank;
    },
    good(cells) {
      row += 1;
      const result = readLine(cells, row);
      if (result === "blank") blank += 1;
      else if (result !== undefined) reject(result);
    },
    bad(cells, code) {
      row += 1;
      reject({ row, code, reason: reasonTexts[code], value: cells.join(separator), cells });
    },
    blank() {
      row += 1;
      blank += 1;
    },
    takeRejects() {
      const taken = rejects;
      rejects = [];
      return taken;
    },
    setAside: () => tally.summary(),
  };
}

import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import type { RowColumns } from "./_row-columns.ts";
import type { ColumnBatch } from "./column-batch.ts";

/** The codes of the issues that a row of a column batch can have; see `Issue` of `clientele/issues`. */
export type ColumnIssueCode = "bad-customer" | "bad-day" | "bad-amount" | "bad-cost";

/** What the values of a batch may be. */
export interface RowLimits {
  /** Codes lie below. */
  readonly codes: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Names every bad value of a batch by row and field. Slow, and only asked of batches that were refused. */
export function refuseRows(
  number: number,
  batch: ColumnBatch,
  columns: RowColumns,
  limits: RowLimits,
): never {
  const issues = createIssueCollector<ColumnIssueCode>();
  const { codes, days, units, costs } = columns;
  const add = (code: ColumnIssueCode, row: number, field: string, value: unknown, expected: string): void =>
    issues.add({ code, row, path: [field], value, expected, params: { batch: number } });
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0 || codes[row]! >= limits.codes) {
      add("bad-customer", row, "customers", codes[row], `a code from 0 to ${limits.codes - 1}`);
    }
    if (days[row]! < limits.firstDay || days[row]! > limits.lastDay) {
      const [field, values] = batch.days === undefined ? ["seconds", batch.seconds] : ["days", batch.days];
      const expected = `a day from 1900-01-01 to 2079-06-05, as ${field} since 1970-01-01`;
      add("bad-day", row, field, values[row], expected);
    }
    if (!Number.isSafeInteger(units[row])) {
      add("bad-amount", row, "amounts", batch.amounts.units[row], INTEGER);
    }
    if (costs !== undefined && !Number.isSafeInteger(costs[row])) {
      add("bad-cost", row, "costs", batch.costs?.units[row], INTEGER);
    }
  }
  return refuseAll(issues, number);
}

const INTEGER = "an integer of units below 2^53 at the scale of the totals";

function refuseAll(issues: IssueCollector<ColumnIssueCode>, number: number): never {
  issues.throwIfAny(`add batch ${number}`);
  throw new Error("a refused batch has an issue"); // the fast check and this one agree, or a test fails
}

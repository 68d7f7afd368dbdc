import type { Money } from "../money/index.ts";
import { sumUnitsBy, unitSumAt } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import type { RfmScores } from "./score-rfm.ts";

/** One of the three measures. */
export type RfmMeasure = "recency" | "frequency" | "monetary";

/** Options of {@link crossScores}. */
export interface CrossScoresOptions {
  /** The measure whose scores are the rows. */
  readonly rows: RfmMeasure;
  /** The measure whose scores are the columns. */
  readonly columns: RfmMeasure;
}

/** The customers with one pair of scores. */
export interface CrossCell {
  /** Score of the measure of the rows. */
  readonly row: number;
  /** Score of the measure of the columns. */
  readonly column: number;
  /** How many customers have these two scores. */
  readonly customers: number;
  /** The sum of their amounts that count. */
  readonly revenue: Money;
  /** The sum of what monetary measures, such as profit; of means there is none. */
  readonly monetary?: Money | undefined;
  /** Of all scored customers; 0 where there is none. */
  readonly shareOfCustomers: number;
}

/** Two scores against each other. */
export interface CrossTable {
  /** The measure of the rows. */
  readonly rows: RfmMeasure;
  /** The measure of the columns. */
  readonly columns: RfmMeasure;
  /** How many scores there are. */
  readonly groups: number;
  /** Every pair of scores, row by row from 1, then column by column from 1. */
  readonly cells: readonly CrossCell[];
}

/**
 * Crosses two of the three scores: how many customers have each pair, and what they bring. Recency × frequency finds the
 * lost (often before, long ago); frequency × monetary finds the invested, with the profit made from them where monetary
 * measures profit.
 *
 * @throws RangeError if rows and columns are the same measure, or there is no such measure
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { crossScores, measureRfm, scoreRfm } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-30", amount: "75" },
 *     { customerId: "bob", orderedOn: "2026-01-10", amount: "25" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const scores = scoreRfm(measureRfm(log, { asOf: "2026-06-01" }), { groups: 2 });
 * const { cells } = crossScores(scores, { rows: "recency", columns: "monetary" });
 * cells.map((cell) => cell.customers); // => [1, 0, 0, 1]
 * cells[3]?.revenue; // => { amount: "75.00", currency: "EUR" }
 * ```
 */
export function crossScores(scores: RfmScores, options: CrossScoresOptions): CrossTable {
  const { rows, columns } = options;
  for (const measure of [rows, columns]) {
    if (measure !== "recency" && measure !== "frequency" && measure !== "monetary") {
      throw new RangeError(
        `Cannot cross scores: rows and columns must be recency, frequency or monetary, got ${JSON.stringify(measure)}`,
      );
    }
  }
  if (rows === columns) {
    throw new RangeError(`Cannot cross scores: rows and columns must differ, got ${rows} twice`);
  }
  const { groups, size, measures } = scores;
  const [row, column] = [scores[rows], scores[columns]];
  const codes = new Int32Array(size);
  const customers = new Int32Array(groups * groups);
  for (let i = 0; i < size; i++) {
    codes[i] = (row[i]! - 1) * groups + column[i]! - 1;
    customers[codes[i]!]!++;
  }
  const revenue = sumUnitsBy(codes, measures.revenue.units, groups * groups);
  const monetary =
    measures.measure === "mean" ? undefined : sumUnitsBy(codes, measures.monetary, groups * groups);
  const cells = Array.from(
    customers,
    (count, cell): CrossCell =>
      Object.freeze({
        row: Math.floor(cell / groups) + 1,
        column: (cell % groups) + 1,
        customers: count,
        revenue: moneyOfUnits(unitSumAt(revenue, cell), measures.revenue),
        ...(monetary === undefined ? {} : { monetary: moneyOfUnits(unitSumAt(monetary, cell), measures) }),
        shareOfCustomers: size === 0 ? 0 : count / size,
      }),
  );
  return Object.freeze({ rows, columns, groups, cells: Object.freeze(cells) });
}

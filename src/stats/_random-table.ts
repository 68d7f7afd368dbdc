import { hypergeometricVariate } from "./_hypergeometric-variate.ts";
import type { Random } from "./random.ts";

/**
 * Draws a table of counts with given row and column totals, as independence makes them: cell by cell, each a
 * hypergeometric variate of what its row and its column have left.
 *
 * @param table - written over: one array for each row
 */
export function drawTable(
  random: Random,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  table: Float64Array[],
): void {
  const left = Float64Array.from(columnTotals);
  let all = columnTotals.reduce((sum, total) => sum + total, 0);
  rowTotals.forEach((rowTotal, i) => {
    const row = table[i]!;
    let draws = rowTotal;
    let population = all;
    for (let j = 0; j < left.length; j++) {
      const marked = left[j]!;
      population -= marked;
      const count = draws === 0 ? 0 : hypergeometricVariate(random, marked, population, draws);
      row[j] = count;
      draws -= count;
      left[j] = marked - count;
    }
    all -= rowTotal;
  });
}

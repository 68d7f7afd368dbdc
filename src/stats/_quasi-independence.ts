/** Expected counts of quasi-independence and its degrees of freedom. */
export interface QuasiIndependence {
  readonly expected: readonly (readonly number[])[];
  readonly df: number;
  /** How many possible cells have an expectation above 0; of all of them, or the fit lies on the boundary. */
  readonly positive: number;
  readonly possible: number;
}

/** When the margins of the fit differ from those of the counts by less than this share, it is done. */
const FITTED = 1e-14;

/**
 * Fits Eᵢⱼ = aᵢ bⱼ on the possible cells to the margins by iterative proportional fitting (Deming and Stephan 1940; Goodman
 * 1968). The degrees of freedom are the possible cells minus rows and columns plus the blocks into which the possible
 * cells fall apart, which is (r − 1)(c − 1) when all are possible.
 */
export function fitQuasiIndependence(
  possible: readonly (readonly boolean[])[],
  rowTotals: readonly number[],
  columnTotals: readonly number[],
): QuasiIndependence {
  const expected: number[][] = possible.map((row) => row.map((can) => (can ? 1 : 0)));
  for (let round = 0; round < 10_000; round++) {
    expected.forEach((row, i) => {
      const total = row.reduce((sum, x) => sum + x, 0);
      if (total > 0) for (let j = 0; j < row.length; j++) row[j] = (row[j]! / total) * rowTotals[i]!;
    });
    let worst = 0;
    columnTotals.forEach((wanted, j) => {
      const total = expected.reduce((sum, row) => sum + row[j]!, 0);
      worst = Math.max(worst, Math.abs(total - wanted) / wanted);
      if (total > 0) for (const row of expected) row[j] = (row[j]! / total) * wanted;
    });
    if (worst < FITTED) break;
  }
  const cells = possible.flat().filter(Boolean).length;
  const n = rowTotals.reduce((sum, total) => sum + total, 0);
  const positive = expected.flat().filter((x) => x > 1e-3 / n / cells && x > 1e-9).length;
  const df = cells - rowTotals.length - columnTotals.length + blocksOf(possible);
  return { expected, df, positive, possible: cells };
}

/** Into how many blocks without a common row or column the possible cells fall apart. */
function blocksOf(possible: readonly (readonly boolean[])[]): number {
  const rowsLeft = new Set(possible.keys());
  let blocks = 0;
  while (rowsLeft.size > 0) {
    blocks++;
    const [first] = rowsLeft;
    const open = [first!];
    rowsLeft.delete(first!);
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      for (const other of [...rowsLeft])
        if (possible[row]!.some((can, j) => can && possible[other]![j]!)) {
          rowsLeft.delete(other);
          open.push(other);
        }
    }
  }
  return blocks;
}

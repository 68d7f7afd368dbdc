import { wrongParameter } from "./_check.ts";
import { type DivergenceStatistic, divergenceOf, excessOver } from "./_divergence.ts";
import { type MonteCarlo, monteCarloP } from "./_monte-carlo.ts";
import { fitQuasiIndependence } from "./_quasi-independence.ts";
import { drawTable } from "./_random-table.ts";
import { insufficient, testedResult } from "./_result.ts";
import { readTable, type Table } from "./_table.ts";
import { gammaQ } from "./gamma-p.ts";
import type { InsufficientSample, TestResult } from "./test-result.ts";

/** Options of {@link testIndependence}. */
export interface IndependenceTestOptions {
  /**
   * Pearson's X² or the likelihood ratio G.
   * @defaultValue `"pearson"`
   */
  readonly statistic?: DivergenceStatistic | undefined;
  /**
   * Yates' correction of X² for 2×2 tables: conservative, and R's default for them.
   * @defaultValue `false`
   */
  readonly continuityCorrection?: boolean | undefined;
  /** Which cells cannot occur, `true` for those, in the shape of the table. Only counts of 0 may stand there. */
  readonly structuralZeros?: readonly (readonly boolean[])[] | undefined;
  /** Finds p by drawing tables with the same margins instead of from χ². */
  readonly monteCarlo?: MonteCarlo | undefined;
}

/** How far the approximation by χ² can be trusted. */
export interface SmallExpectations {
  /** How many cells count: those that can occur, in rows and columns that are not empty. */
  readonly cells: number;
  /** How many of them expect fewer than 5. */
  readonly below5: number;
  /** How many of them expect fewer than 1. */
  readonly below1: number;
  /** Cochran's rule (1954): whether more than a fifth expect fewer than 5, or any fewer than 1. */
  readonly doubtful: boolean;
}

/** The outcome of {@link testIndependence}. */
export interface IndependenceTestResult extends TestResult {
  /** The degrees of freedom: of what was not empty and can occur. */
  readonly df: number;
  /** Cramér's V, from 0 to 1: √(X² / (n min(r − 1, c − 1))), always of X² without correction. */
  readonly effectSize: number;
  /** The rows without any count, left out of the test. */
  readonly emptyRows: readonly number[];
  /** The columns without any count, left out of the test. */
  readonly emptyColumns: readonly number[];
  /** The expected counts, in the shape of the table. */
  readonly expected: readonly (readonly number[])[];
  /**
   * Which cells stand out, in the shape of the table: (O − E) / √(E (1 − rᵢ/n)(1 − cⱼ/n)), standard normal if the
   * hypothesis holds (Haberman 1973); with structural zeros (O − E) / √E. 0 where nothing is expected.
   */
  readonly residuals: readonly (readonly number[])[];
  /** How far χ² can be trusted. */
  readonly smallExpected: SmallExpectations;
  /** How many tables were drawn, if any. */
  readonly replicates?: number;
}

/**
 * Tests whether rows and columns of a table of counts are independent, which is also whether all rows follow one
 * distribution (homogeneity).
 *
 * X² = Σ (O − E)²/E or G = 2 Σ O ln(O/E), Eᵢⱼ = rᵢ cⱼ / n; p = P(χ² ≥ X²) of df = (r − 1)(c − 1)
 *
 * Degrees of freedom count what the data can speak of: rows and columns without counts are left out, and named; with structural
 * zeros E is that of quasi-independence (Goodman 1968) and df = cells − r − c + blocks. With `monteCarlo`
 * p = (1 + #{X²* ≥ X²}) / (B + 1) over tables with the same margins.
 *
 * Estimate and interval: none. Effect size: Cramér's V. Insufficient: fewer than two rows or columns with counts, no
 * degree of freedom, or a quasi-independence whose fit has no positive expectation in some possible cell.
 *
 * @param table - rows of counts, all of one length
 * @throws RangeError when the table is not rectangular or holds anything but counts, a structural zero holds a count, or
 *   options contradict each other: Yates' correction of another statistic or table, Monte Carlo with structural zeros.
 *
 * @example
 * ```ts
 * import { testIndependence } from "clientele/stats";
 *
 * const party = testIndependence([[762, 327, 468], [484, 239, 477]]); // R's example, from Agresti
 * party.kind === "tested" && [party.statistic.toFixed(4), party.df, party.p.toExponential(4)]; // => ["30.0701", 2, "2.9536e-7"]
 * party.kind === "tested" && party.effectSize.toFixed(6); // => "0.104436"
 * ```
 */
export function testIndependence(
  table: readonly (readonly number[])[],
  options: IndependenceTestOptions = {},
): IndependenceTestResult | InsufficientSample {
  const doing = "test independence";
  const { statistic = "pearson", continuityCorrection = false, structuralZeros, monteCarlo } = options;
  if (statistic !== "pearson" && statistic !== "likelihood-ratio")
    throw wrongParameter(doing, "statistic", "pearson or likelihood-ratio", statistic);
  const read = readTable(doing, table);
  const possible = possibleCells(doing, read, table, structuralZeros);
  if (monteCarlo !== undefined && structuralZeros !== undefined)
    throw wrongParameter(doing, "structuralZeros", "left out with monteCarlo", structuralZeros);
  if (read.rows.length < 2) return insufficient("rows with counts", read.rows.length, 2);
  if (read.columns.length < 2) return insufficient("columns with counts", read.columns.length, 2);
  if (continuityCorrection && !(statistic === "pearson" && table.length === 2 && table[0]!.length === 2))
    throw wrongParameter(doing, "continuityCorrection", "left out but for X² of 2×2 tables", true);

  const { counts, rowTotals, columnTotals, n } = read;
  const quasi = structuralZeros && fitQuasiIndependence(possible, rowTotals, columnTotals);
  if (quasi && quasi.df < 1) return insufficient("degrees of freedom", Math.max(0, quasi.df), 1);
  if (quasi && quasi.positive < quasi.possible)
    return insufficient("possible cells with a positive expectation", quasi.positive, quasi.possible);
  const expected = quasi?.expected ?? rowTotals.map((r) => columnTotals.map((c) => (r / n) * c));
  const excess = counts.map((row, i) =>
    row.map((count, j) =>
      quasi ? count - expected[i]![j]! : excessOver(count, rowTotals[i]!, columnTotals[j]!, n),
    ),
  );
  const sumOver = (f: (count: number, e: number, d: number) => number): number =>
    counts.reduce(
      (sum, row, i) => row.reduce((part, count, j) => part + f(count, expected[i]![j]!, excess[i]![j]!), sum),
      0,
    );
  const pearson = sumOver((count, e, d) => divergenceOf("pearson", count, e, d));
  const yates = continuityCorrection ? Math.min(0.5, Math.abs(excess[0]![0]!)) : 0;
  const value =
    statistic === "pearson" && yates === 0
      ? pearson
      : sumOver((count, e, d) => divergenceOf(statistic, count, e, d - Math.sign(d) * yates));
  const df = quasi?.df ?? (rowTotals.length - 1) * (columnTotals.length - 1);
  const drawn =
    monteCarlo &&
    monteCarloP(doing, monteCarlo, value, drawStatistic(statistic, rowTotals, columnTotals, expected, yates));
  const residual = (i: number, j: number): number => {
    const scale = quasi ? 1 : (1 - rowTotals[i]! / n) * (1 - columnTotals[j]! / n);
    return expected[i]![j] === 0 ? 0 : excess[i]![j]! / Math.sqrt(expected[i]![j]! * scale);
  };
  return testedResult<IndependenceTestResult>({
    method: methodOf(statistic, continuityCorrection, quasi !== undefined, drawn !== undefined),
    statistic: value,
    df,
    p: drawn?.p ?? gammaQ(value / 2, df / 2),
    n,
    effectSize: Math.sqrt(pearson / n / Math.min(rowTotals.length - 1, columnTotals.length - 1)),
    emptyRows: Object.freeze(read.emptyRows),
    emptyColumns: Object.freeze(read.emptyColumns),
    expected: spread(table, read, (i, j) => expected[i]![j]!),
    residuals: spread(table, read, residual),
    smallExpected: smallExpectations(expected.flatMap((row, i) => row.filter((_, j) => possible[i]![j]!))),
    replicates: drawn?.replicates,
    alternative: undefined,
    estimate: undefined,
    interval: undefined,
  });
}

/** Which cells of the rows and columns kept can occur. */
function possibleCells(
  doing: string,
  { rows, columns }: Table,
  table: readonly (readonly number[])[],
  zeros: readonly (readonly boolean[])[] | undefined,
): boolean[][] {
  if (zeros !== undefined) {
    if (zeros.length !== table.length || zeros.some((row, i) => row.length !== table[i]!.length))
      throw wrongParameter(doing, "structuralZeros", "of the table's shape", zeros);
    table.forEach((row, i) => {
      row.forEach((count, j) => {
        if (count > 0 && zeros[i]![j]!)
          throw wrongParameter(doing, `the count in row ${i}, column ${j}, a structural zero,`, "0", count);
      });
    });
  }
  return rows.map((i) => columns.map((j) => !zeros?.[i]?.[j]));
}

function drawStatistic(
  statistic: DivergenceStatistic,
  rowTotals: readonly number[],
  columnTotals: readonly number[],
  expected: readonly (readonly number[])[],
  yates: number,
): (random: Parameters<typeof drawTable>[0]) => number {
  const table = rowTotals.map(() => new Float64Array(columnTotals.length));
  return (random) => {
    drawTable(random, rowTotals, columnTotals, table);
    const least = yates === 0 ? 0 : Math.min(0.5, Math.abs(table[0]![0]! - expected[0]![0]!));
    let sum = 0;
    for (let i = 0; i < rowTotals.length; i++)
      for (let j = 0; j < columnTotals.length; j++) {
        const [count, e] = [table[i]![j]!, expected[i]![j]!];
        sum += divergenceOf(statistic, count, e, count - e - Math.sign(count - e) * least);
      }
    return sum;
  };
}

/** Puts values of the cells kept back into the shape of the whole table, 0 elsewhere. */
function spread(
  table: readonly (readonly number[])[],
  { rows, columns }: Table,
  value: (i: number, j: number) => number,
): readonly (readonly number[])[] {
  const whole = table.map((row) => row.map(() => 0));
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      whole[row]![column] = value(i, j);
    });
  });
  return Object.freeze(whole.map((row) => Object.freeze(row)));
}

/** Counts the cells whose expectations are small. */
export function smallExpectations(expected: readonly number[]): SmallExpectations {
  const below5 = expected.filter((e) => e < 5).length;
  const below1 = expected.filter((e) => e < 1).length;
  const doubtful = below1 > 0 || below5 > expected.length / 5;
  return Object.freeze({ cells: expected.length, below5, below1, doubtful });
}

function methodOf(
  statistic: DivergenceStatistic,
  corrected: boolean,
  quasi: boolean,
  drawn: boolean,
): string {
  const name = statistic === "pearson" ? "chi-square" : "G";
  return [
    `${name} test of ${quasi ? "quasi-independence" : "independence"}`,
    ...(corrected ? ["Yates' correction"] : []),
    ...(drawn ? ["Monte Carlo with fixed margins"] : []),
  ].join(", ");
}

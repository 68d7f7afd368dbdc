import {
  adjustPValues,
  chiSquareDistribution,
  createRandom,
  type MonteCarlo,
  multinomial,
  testIndependence,
} from "../stats/index.ts";
import type { TransitionCounts } from "./count-transitions.ts";

/** A statistic with its probability. */
export interface StatisticWithP {
  /** The value. */
  readonly statistic: number;
  /** The probability of one at least as large if the hypothesis holds. */
  readonly p: number;
}

/** The part of a test that concerns the moves from one state. */
export interface ChainTestRow {
  /** The state moved from; of a test of order, the state in the middle. */
  readonly from: string;
  /** Pearson's X². */
  readonly pearson: StatisticWithP;
  /** The likelihood ratio G². */
  readonly likelihoodRatio: StatisticWithP;
  /** The degrees of freedom that the row's counts have. */
  readonly df: number;
  /** The moves counted. */
  readonly n: number;
  /** The p of the likelihood ratio, adjusted for how many rows were tested (Benjamini and Hochberg). */
  readonly adjustedP: number;
}

/** The outcome of a test of chains. */
export type ChainTest =
  | {
      /** There was enough to test. */
      readonly kind: "tested";
      /** What was tested and how, in words. */
      readonly method: string;
      /** Pearson's X² of all rows. */
      readonly pearson: StatisticWithP;
      /** The likelihood ratio G² of all rows. */
      readonly likelihoodRatio: StatisticWithP;
      /** The degrees of freedom: those of rows and columns with counts, added up. */
      readonly df: number;
      /** The moves counted. */
      readonly n: number;
      /** Cramér's V over all rows, from 0 to 1: how large the departure is, whatever the number of moves. */
      readonly effectSize: number;
      /** The greatest difference between a probability of one group and that of all together. */
      readonly greatestDifference: number;
      /** Row by row; those without a degree of freedom are left out. */
      readonly rows: readonly ChainTestRow[];
      /** How many times data were drawn, if they were. */
      readonly replicates?: number;
    }
  | {
      /** No row has two groups with moves to two states. */
      readonly kind: "insufficient";
      /** The degrees of freedom there are. */
      readonly have: number;
      /** The degrees of freedom needed. */
      readonly need: number;
    };

/** Options of {@link testHomogeneity}. */
export interface HomogeneityOptions {
  /**
   * Finds p by drawing the moves of every group from the chain of all together instead of from χ², which needs some five
   * expected moves a cell.
   */
  readonly monteCarlo?: MonteCarlo | undefined;
}

/**
 * Tests whether several groups of moves follow one chain: periods (is the chain the same at all times?), segments, customers
 * with and without a promotion.
 *
 * For each state i a table of groups by next states: X²_i = Σ (n_gij − E)²/E, G²_i = 2 Σ n_gij ln(n_gij/E), E = n_gi·n_ij/n_i;
 * summed over i; df = Σ_i (groups with moves from i − 1)·(states moved to from i − 1)
 *
 * Degrees of freedom count rows and columns with moves only. With many moves every difference is significant: read the effect
 * size beside p. Moves are taken for independent of one another; where customers differ, p is too small.
 *
 * @param groups - counts over the same states
 * @throws RangeError if there are fewer than two groups, their states differ, or counts are no whole numbers
 *
 * @see Anderson and Goodman (1957), section 3.3; Kullback, Kupperman and Ku (1962), Tests for contingency tables and Markov
 * chains
 *
 * @example
 * ```ts
 * import { testHomogeneity, type TransitionCounts } from "clientele/migration";
 *
 * const counts = (rows: number[][]): TransitionCounts =>
 *   ({ states: ["A", "B"], counts: rows, total: 0, entries: [], gaps: 0, periods: [] });
 * const found = testHomogeneity([counts([[80, 20], [30, 70]]), counts([[60, 40], [32, 68]])]);
 * found.kind === "tested" && [found.df, found.pearson.statistic.toFixed(4)]; // => [2, "9.6173"]
 * found.kind === "tested" && found.rows.map(({ from, adjustedP }) => `${from} ${adjustedP.toFixed(3)}`); // => ["A 0.004", "B 0.760"]
 * ```
 */
export function testHomogeneity(
  groups: readonly TransitionCounts[],
  options: HomogeneityOptions = {},
): ChainTest {
  const doing = "test homogeneity";
  const [first] = groups;
  if (first === undefined || groups.length < 2)
    throw new RangeError(`Cannot ${doing}: there must be two groups at least, got ${groups.length}`);
  const { states } = first;
  for (const group of groups)
    if (group.states.join("\u0000") !== states.join("\u0000"))
      throw new RangeError(
        `Cannot ${doing}: all groups must have the states ${states.join(", ")}, got ${group.states.join(", ")}`,
      );
  const tables = states.map((from, i) => ({ from, table: groups.map(({ counts }) => counts[i]!) }));
  const found = testTables("homogeneity of chains", tables);
  if (found.kind === "insufficient" || options.monteCarlo === undefined) return found;
  return withMonteCarlo(doing, found, tables, options.monteCarlo);
}

/** A table of counts for each state, all of whose rows follow one distribution if the hypothesis holds. */
export interface StateTable {
  readonly from: string;
  readonly table: readonly (readonly number[])[];
}

/** Tests the independence of each table, and of all together. */
export function testTables(method: string, tables: readonly StateTable[]): ChainTest {
  const rows: Omit<ChainTestRow, "adjustedP">[] = [];
  let scale = 0;
  let greatestDifference = 0;
  for (const { from, table } of tables) {
    const pearson = testIndependence(table);
    const ratio = testIndependence(table, { statistic: "likelihood-ratio" });
    if (pearson.kind === "insufficient" || ratio.kind === "insufficient") continue;
    const { df, n } = pearson;
    rows.push({
      from,
      pearson: Object.freeze({ statistic: pearson.statistic, p: pearson.p }),
      likelihoodRatio: Object.freeze({ statistic: ratio.statistic, p: ratio.p }),
      df,
      n,
    });
    // Σ n·min(r − 1, c − 1): what X² could be at most.
    scale += pearson.statistic / pearson.effectSize ** 2 || n;
    greatestDifference = Math.max(greatestDifference, differenceIn(table));
  }
  const df = rows.reduce((sum, row) => sum + row.df, 0);
  if (df === 0) return Object.freeze({ kind: "insufficient", have: 0, need: 1 });
  const total = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const { upper } = chiSquareDistribution({ df });
  const withP = (statistic: number): StatisticWithP => Object.freeze({ statistic, p: upper(statistic) });
  const adjusted = adjustPValues(rows.map((row) => row.likelihoodRatio.p));
  const pearson = total((row) => row.pearson.statistic);
  return Object.freeze({
    kind: "tested",
    method,
    pearson: withP(pearson),
    likelihoodRatio: withP(total((row) => row.likelihoodRatio.statistic)),
    df,
    n: total((row) => row.n),
    effectSize: Math.sqrt(pearson / scale),
    greatestDifference,
    rows: Object.freeze(rows.map((row, i) => Object.freeze({ ...row, adjustedP: adjusted[i]! }))),
  });
}

/** The greatest |share in one row − share in all rows| of a table. */
function differenceIn(table: readonly (readonly number[])[]): number {
  const columns = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  const n = columns.reduce((sum, count) => sum + count, 0);
  return Math.max(
    ...table.map((row) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      if (total === 0) return 0;
      return Math.max(...row.map((count, j) => Math.abs(count / total - columns[j]! / n)));
    }),
  );
}

function withMonteCarlo(
  doing: string,
  found: Extract<ChainTest, { kind: "tested" }>,
  tables: readonly StateTable[],
  { seed, replicates = 999 }: MonteCarlo,
): ChainTest {
  if (!Number.isInteger(replicates) || replicates < 1)
    throw new RangeError(`Cannot ${doing}: replicates must be a positive integer, got ${replicates}`);
  const random = createRandom(seed);
  let [pearson, ratio] = [0, 0];
  for (let r = 0; r < replicates; r++) {
    const drawn = testTables(
      found.method,
      tables.map(({ from, table }) => ({ from, table: drawAlike(table) })),
    );
    const [x, g] =
      drawn.kind === "tested" ? [drawn.pearson.statistic, drawn.likelihoodRatio.statistic] : [0, 0];
    // Equal up to rounding counts as reached.
    if (x >= found.pearson.statistic * (1 - 1e-10)) pearson++;
    if (g >= found.likelihoodRatio.statistic * (1 - 1e-10)) ratio++;
  }
  function drawAlike(table: readonly (readonly number[])[]): number[][] {
    const columns = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
    if (columns.every((count) => count === 0)) return table.map((row) => [...row]);
    return table.map((row) =>
      multinomial(
        random,
        row.reduce((sum, count) => sum + count, 0),
        columns,
      ),
    );
  }
  const withP = (statistic: number, reached: number): StatisticWithP =>
    Object.freeze({ statistic, p: (1 + reached) / (replicates + 1) });
  return Object.freeze({
    ...found,
    method: `${found.method}, Monte Carlo`,
    pearson: withP(found.pearson.statistic, pearson),
    likelihoodRatio: withP(found.likelihoodRatio.statistic, ratio),
    replicates,
  });
}

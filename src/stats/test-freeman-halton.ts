import { wrongParameter } from "./_check.ts";
import { EQUALLY_LIKELY } from "./_exact-p.ts";
import { lnGamma } from "./_log-gamma.ts";
import { testedResult } from "./_result.ts";
import { readTable } from "./_table.ts";
import type { TestResult } from "./test-result.ts";

/** Options of {@link testFreemanHalton}. */
export interface FreemanHaltonOptions {
  /**
   * How many steps the enumeration may take before it is refused: a cell filled is one, a partial table kept is fifty. A
   * million takes some hundredths of a second, and fifty million some hundred megabytes.
   * @defaultValue `50_000_000`
   */
  readonly maxSteps?: number | undefined;
}

/** A logarithm of a probability and how much it weighs in all. */
interface Past {
  readonly log: number;
  weight: number;
}

/**
 * Tests independence in a table of any shape exactly, by the rule of Freeman and Halton (1951): Fisher's test for more than
 * two rows or columns.
 *
 * p = Σ P(table) over the tables with the same margins that are no likelier than the one observed; P = Π rᵢ! Π cⱼ! / (n! Π nᵢⱼ!)
 *
 * Statistic: P of the table observed. Columns are filled one after the other; what they leave of the rows is one node of a
 * network, in which partial tables of the same probability are taken together (after Mehta and Patel 1983). A probability
 * within 1e-7, relative, counts as equal. Tables of 2×2 have an odds ratio too: {@link testFisher}. Empty rows and
 * columns change nothing; with a single row or column p is 1.
 *
 * @throws RangeError when the table is not rectangular, holds anything but counts, or there are more tables than `maxSteps`
 *   can go through: then {@link testIndependence} with `monteCarlo` answers.
 *
 * @example
 * ```ts
 * import { testFreemanHalton } from "clientele/stats";
 *
 * const job = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]; // R's example, from Agresti
 * testFreemanHalton(job).p.toFixed(4); // => "0.7827"
 * ```
 */
export function testFreemanHalton(
  table: readonly (readonly number[])[],
  options: FreemanHaltonOptions = {},
): TestResult {
  const doing = "test independence exactly";
  const { maxSteps = 50_000_000 } = options;
  if (!(maxSteps >= 1)) throw wrongParameter(doing, "maxSteps", "a number from 1 up", maxSteps);
  const { counts, rowTotals, columnTotals, n } = readTable(doing, table);
  const logFactorial = factorials(n);
  // Long lines as rows: what is left of few rows has few forms.
  const wide = rowTotals.length > columnTotals.length;
  const rows = wide ? columnTotals : rowTotals;
  const columns = [...(wide ? rowTotals : columnTotals)].sort((a, b) => a - b);
  const observed = -counts.flat().reduce((sum, count) => sum + logFactorial[count]!, 0);
  const scale =
    [...rows, ...columns].reduce((sum, total) => sum + logFactorial[total]!, 0) - logFactorial[n]!;
  const search = new Enumeration(doing, logFactorial, maxSteps);
  const single = Math.min(rows.length, columns.length) < 2;
  const p = single ? 1 : search.share(rows, columns, observed + EQUALLY_LIKELY, scale);
  return testedResult<TestResult>({
    method: "exact test of Freeman and Halton",
    statistic: single ? 1 : Math.exp(observed + scale),
    p: Math.min(1, p),
    n,
    alternative: undefined,
    df: undefined,
    estimate: undefined,
    interval: undefined,
    effectSize: undefined,
  });
}

function factorials(n: number): Float64Array {
  if (n > 1e6)
    throw wrongParameter("test independence exactly", "the sum of the counts", "at most a million", n);
  return Float64Array.from({ length: n + 1 }, (_, k) => lnGamma(k + 1));
}

class Enumeration {
  private steps = 0;
  constructor(
    private readonly doing: string,
    private readonly logFactorial: Float64Array,
    private readonly maxSteps: number,
  ) {}

  /** Σ e^(log + scale) over all tables with a logarithm up to the limit. */
  share(rows: readonly number[], columns: readonly number[], limit: number, scale: number): number {
    let nodes = new Map<string, { left: number[]; pasts: Map<number, Past> }>();
    const left = [...rows].sort((a, b) => a - b);
    nodes.set(left.join(), { left, pasts: new Map([[0, { log: 0, weight: 1 }]]) });
    for (const column of columns.slice(0, -2)) {
      const next: typeof nodes = new Map();
      for (const node of nodes.values())
        this.fill(node.left, column, (after, log) => this.join(next, after, log, node.pasts));
      nodes = next;
    }
    let p = 0;
    for (const { left: rest, pasts } of nodes.values()) {
      const sorted = [...pasts.values()].sort((a, b) => a.log - b.log);
      const logs = Float64Array.from(sorted, ({ log }) => log);
      const sums = new Float64Array(logs.length + 1);
      sorted.forEach(({ log, weight }, i) => {
        sums[i + 1] = sums[i]! + weight * Math.exp(log + scale);
      });
      const add = (log: number): void => {
        p += Math.exp(log) * sums[upTo(logs, limit - log)]!;
      };
      this.fill(rest, columns.at(-2)!, (after, log) => add(log - this.logOf(after)));
    }
    return p;
  }

  /** All ways to take a column's total from what the rows have left. */
  private fill(left: readonly number[], total: number, found: (after: number[], log: number) => void): void {
    const room = left.map((_, i) => left.slice(i + 1).reduce((sum, x) => sum + x, 0));
    const after = [...left];
    const visit = (row: number, rest: number, log: number): void => {
      const lowest = Math.max(0, rest - room[row]!);
      const highest = Math.min(left[row]!, rest);
      for (let count = lowest; count <= highest; count++) {
        this.step();
        after[row] = left[row]! - count;
        const here = log - this.logFactorial[count]!;
        if (row === left.length - 1) found(after, here);
        else visit(row + 1, rest - count, here);
      }
    };
    visit(0, total, 0);
  }

  private join(
    nodes: Map<string, { left: number[]; pasts: Map<number, Past> }>,
    after: readonly number[],
    log: number,
    pasts: Map<number, Past>,
  ): void {
    const left = [...after].sort((a, b) => a - b);
    const key = left.join();
    let node = nodes.get(key);
    if (node === undefined) {
      node = { left, pasts: new Map() };
      nodes.set(key, node);
    }
    for (const past of pasts.values()) {
      this.step();
      const sum = past.log + log;
      const rounded = Math.round(sum * 1e10); // equal products, added up in another order
      const known = node.pasts.get(rounded);
      if (known === undefined) {
        this.step(50);
        node.pasts.set(rounded, { log: sum, weight: past.weight });
      } else known.weight += past.weight;
    }
  }

  private logOf(column: readonly number[]): number {
    let sum = 0;
    for (const count of column) sum += this.logFactorial[count]!;
    return sum;
  }

  private step(by = 1): void {
    this.steps += by;
    if (this.steps > this.maxSteps)
      throw new RangeError(
        `Cannot ${this.doing}: the table must have few enough of its kind for ${this.maxSteps} steps; use testIndependence with monteCarlo`,
      );
  }
}

/** How many of the sorted values do not exceed a limit. */
function upTo(sorted: Float64Array, limit: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

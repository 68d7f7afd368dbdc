/**
 * The time of descriptive statistics on a million skewed values, ours beside simple-statistics and beside a sort of the typed
 * array, as ratios of one run, written into docs/stats.md. Values are compared first.
 *
 * `npx tsx stats/descriptive.ts` in bench/; the package is installed by `npm ci` in bench/stats.
 */
import * as ours from "../../src/stats/index.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

interface SimpleStatistics {
  quantile(values: readonly number[], q: number): number;
  medianAbsoluteDeviation(values: readonly number[]): number;
  sampleVariance(values: readonly number[]): number;
}

const size = 1_000_000;
const random = ours.createRandom("descriptive");
const column = Float64Array.from({ length: size }, () =>
  Math.round(100 * Math.exp(ours.normal(random, 4, 1.2))),
);
const list = [...column];
const ranks = [1, 2, 3, 4].map((k) => Math.ceil((k * size) / 5));
const peer = (await import("simple-statistics" as string)) as SimpleStatistics;

const jobs: readonly [string, string, () => unknown, () => unknown][] = [
  [
    "`selectRanks`, four cuts",
    "sort of the typed array",
    () => ours.selectRanks(column, ranks),
    () => {
      const sorted = column.slice().sort();
      return ranks.map((rank) => sorted[rank - 1]);
    },
  ],
  [
    "`quantile`",
    "simple-statistics",
    () => ours.quantile(column, 0.3, { method: "hazen" }),
    () => peer.quantile(list, 0.3),
  ],
  [
    "`medianAbsoluteDeviation`",
    "simple-statistics",
    () => ours.medianAbsoluteDeviation(column, { factor: 1 }),
    () => peer.medianAbsoluteDeviation(list),
  ],
  ["`variance`", "simple-statistics", () => ours.variance(column), () => peer.sampleVariance(list)],
];

/** The processor time of the best of several rounds, taken in turn. */
function compare(mine: () => unknown, theirs: () => unknown): [number, number] {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 7; round++)
    for (const [at, job] of [mine, theirs].entries()) {
      const before = process.cpuUsage();
      job();
      const { user, system } = process.cpuUsage(before);
      best[at] = Math.min(best[at]!, (user + system) / 1000);
    }
  return best;
}

const rows = jobs.map(([name, other, mine, theirs]) => {
  const [a, b] = [mine(), theirs()];
  const near = (x: unknown, y: unknown): boolean => Math.abs(Number(x) / Number(y) - 1) < 1e-9;
  const agree = Array.isArray(a) ? a.every((x, i) => near(x, (b as number[])[i])) : near(a, b);
  const [took, took2] = compare(mine, theirs);
  return [name, other, agree ? "yes" : "no", took.toFixed(0), (took2 / took).toFixed(1)];
});
const table = markdownTable(
  ["of a million values", "beside", "same value", "ours, CPU ms", "theirs / ours"],
  rows,
);
console.log(table);
writeToDocs("speed of descriptive statistics", table, "stats.md");

/**
 * The worst relative error of p and the time of a call, beside other npm packages, over the cases of test/golden/tests.json,
 * written into docs/stats-tests.md. `npx tsx stats/tests.ts` in bench/; the packages are installed by `npm ci` in bench/stats, and
 * left out where they are not.
 */
import { readFileSync } from "node:fs";
import * as ours from "../../src/stats/index.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
import { errorOf, patiently } from "./_patiently.ts";

type Call = (...args: never[]) => number | readonly number[];
interface Table {
  readonly rows: readonly (readonly unknown[])[];
}
const golden: Readonly<Record<string, Table>> = JSON.parse(
  readFileSync(new URL("../../test/golden/tests.json", import.meta.url), "utf8"),
);

async function load(name: string): Promise<Record<string, never> | undefined> {
  try {
    const module = (await import(name)) as Record<string, never>;
    return (module["default"] ?? module) as Record<string, never>;
  } catch (error) {
    console.warn(`${name} is left out: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

const pOf = (result: { readonly kind: string; readonly p?: number }): number => result.p ?? Number.NaN;

const own: Readonly<Record<string, Call>> = {
  binomial: (successes: number, trials: number, probability: number) =>
    ours.testBinomial({ successes, trials }, { probability }).p,
  independence: (table: number[][]) => pOf(ours.testIndependence(table)),
  oneSidedFit: (values: number[]) =>
    pOf(ours.testDistributionFit(values, { lower: (x) => x, alternative: "greater" })),
  benjaminiHochberg: (ps: number[]) => ours.adjustPValues(ps),
};

type Any = (...args: unknown[]) => never;
const peers: [string, Record<string, Call>][] = [];
const stdlib: Record<string, Call> = {};
const [binomialTest, chi2test, kstest, padjust] = (await Promise.all(
  ["binomial-test", "chi2test", "kstest", "padjust"].map((name) => load(`@stdlib/stats-${name}`)),
)) as unknown as (Any | undefined)[];
if (binomialTest)
  stdlib["binomial"] = (k: number, n: number, p: number) => binomialTest(k, n, { p })["pValue"];
if (chi2test) stdlib["independence"] = (t: number[][]) => chi2test(t, { correct: false })["pValue"];
if (kstest)
  stdlib["oneSidedFit"] = (values: number[]) =>
    kstest(values, "uniform", 0, 1, { alternative: "greater" })["pValue"];
if (padjust) stdlib["benjaminiHochberg"] = (ps: number[]) => padjust(ps, "bh");
peers.push(["@stdlib", stdlib]);

/** p of a chi-square statistic by the distribution of jStat, which has no test of a table. */
const jstat = await load("jstat");
const cdf = (jstat?.["jStat"] as undefined | { chisquare: { cdf: (x: number, df: number) => number } })
  ?.chisquare.cdf;
if (cdf)
  peers.push([
    "jstat (its distribution)",
    {
      independence: (t: number[][]) => {
        const result = ours.testIndependence(t);
        return result.kind === "tested" ? 1 - cdf(result.statistic, result.df) : Number.NaN;
      },
    },
  ]);

function worst(name: string, call: Call): string {
  let [largest, bad] = [0, 0];
  for (const row of golden[name]!.rows) {
    const expected = [row.at(-1)].flat() as number[];
    const args = (name === "independence" ? [row[0]] : row.slice(0, -1)) as never[];
    const errors = expected.map((e, i) =>
      errorOf(
        patiently(() => [call(...args)].flat()[i] as number),
        e,
      ),
    );
    const error = Math.max(...errors);
    if (!(error <= 1e-8)) bad++;
    largest = Math.max(largest, error);
  }
  const text = Number.isFinite(largest) ? largest.toExponential(1) : "no number";
  return bad === 0 ? text : `**${text}** (${bad})`;
}

/** The best of several rounds, in microseconds for all cases. */
function time(name: string, call: Call): number {
  const cases = golden[name]!.rows.map(
    (row) => (name === "independence" ? [row[0]] : row.slice(0, -1)) as never[],
  );
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    let made = 0;
    do {
      for (const args of cases) call(...args);
      made++;
    } while (performance.now() - start < 20);
    best = Math.min(best, (performance.now() - start) / made);
  }
  return best * 1000;
}

const rows = Object.entries(own).map(([name, call]) => {
  const mine = time(name, call);
  return [
    name,
    String(golden[name]!.rows.length),
    worst(name, call),
    (mine / golden[name]!.rows.length).toFixed(1),
    ...peers.flatMap(([, calls]) => {
      const theirs = calls[name];
      return theirs ? [worst(name, theirs), (time(name, theirs) / mine).toFixed(1)] : ["–", "–"];
    }),
  ];
});
const heading = ["test", "cases", "clientele", "µs a call", ...peers.flatMap(([name]) => [name, "time"])];
const table = markdownTable(heading, rows);
console.log(table);
writeToDocs("tests", table, "stats-tests.md");

/**
 * The worst relative error of every function over all reference values of test/golden, beside those of other npm
 * packages, written into docs/stats-functions.md.
 *
 * A cell also counts the values that are off by more than 1e-8, NaN, refused, or not there after a fifth of a second.
 * `npx tsx stats/accuracy.ts` in bench/; packages that are not installed are left out.
 */
import { Script } from "node:vm";
import { type Case, type Compute, cases, ourFunction } from "./_cases.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
import { loadPeers } from "./_peers.ts";

const BAD = 1e-8;
const PATIENCE = 200; // milliseconds

/** Some functions never end at some arguments: only a script can be stopped from within the thread. */
const script = new Script("globalThis.underTest()");
const shared = globalThis as unknown as { underTest: () => number };

function cell({ points }: Case, compute: Compute | undefined): string {
  if (compute === undefined) return "–";
  let [worst, bad, endless] = [0, 0, 0];
  for (const { args, expected } of points) {
    const start = performance.now();
    const error = endless < 5 ? errorOf(compute, args, expected) : Number.POSITIVE_INFINITY;
    if (performance.now() - start >= PATIENCE) endless++;
    if (!(error <= BAD)) bad++;
    if (!(error <= worst)) worst = error;
  }
  const text = Number.isFinite(worst) ? worst.toExponential(1) : "no number";
  return bad === 0 ? text : `**${text}** (${bad})`;
}

function errorOf(compute: Compute, args: readonly number[], expected: number): number {
  try {
    shared.underTest = () => compute(...args);
    const value = script.runInThisContext({ timeout: PATIENCE }) as number;
    if (value === expected) return 0;
    const error = Math.abs(value / expected - 1);
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const peers = await loadPeers();
for (const group of ["special", "distribution"] as const) {
  const rows = cases
    .filter((one) => one.group === group)
    .map((one) => [
      one.name,
      String(one.points.length),
      cell(one, ourFunction(one.name)),
      ...peers.map((peer) => cell(one, peer.functions[one.name])),
    ]);
  const table = markdownTable(["function", "values", "clientele", ...peers.map((peer) => peer.name)], rows);
  console.log(table);
  writeToDocs(`accuracy of ${group} functions`, table);
}

/**
 * The worst relative error of every function over all reference values of test/golden, beside those of other npm
 * packages, written into docs/stats-functions.md.
 *
 * A cell also counts the values that are off by more than 1e-8, NaN, or refused. `npx tsx stats/accuracy.ts` in bench/;
 * packages that are not installed are left out.
 */
import { type Case, type Compute, cases, ourFunction } from "./_cases.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
import { loadPeers } from "./_peers.ts";

const BAD = 1e-8;

function cell({ points }: Case, compute: Compute | undefined): string {
  if (compute === undefined) return "–";
  let [worst, bad] = [0, 0];
  for (const { args, expected } of points) {
    const error = errorOf(compute, args, expected);
    if (!(error <= BAD)) bad++;
    if (!(error <= worst)) worst = error;
  }
  const text = Number.isFinite(worst) ? worst.toExponential(1) : "no number";
  return bad === 0 ? text : `**${text}** (${bad})`;
}

function errorOf(compute: Compute, args: readonly number[], expected: number): number {
  try {
    const value = compute(...args);
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

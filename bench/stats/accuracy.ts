/**
 * The worst relative error of every function over all reference values of test/golden, beside those of other npm
 * packages, written into docs/stats-functions.md.
 *
 * A cell also counts the values that are off by more than 1e-8, NaN, refused, or not there after a second.
 * `npx tsx stats/accuracy.ts` in bench/; the packages are installed by `npm ci` in bench/stats, and left out where they are not.
 */
import { type Case, type Compute, cases, ourCall } from "./_cases.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
import { errorOf, PATIENCE, patiently } from "./_patiently.ts";
import { loadPeers } from "./_peers.ts";

const BAD = 1e-8;

function cell({ points }: Case, compute: Compute | undefined): string {
  if (compute === undefined) return "–";
  let [worst, bad, endless] = [0, 0, 0];
  for (const { args, expected } of points) {
    const start = performance.now();
    const value = endless < 5 ? patiently(() => compute(...args)) : Number.NaN;
    const error = errorOf(value, expected);
    if (performance.now() - start >= PATIENCE) endless++;
    if (!(error <= BAD)) bad++;
    if (!(error <= worst)) worst = error;
  }
  const text = Number.isFinite(worst) ? worst.toExponential(1) : "no number";
  return bad === 0 ? text : `**${text}** (${bad})`;
}

const peers = await loadPeers();
for (const group of ["special", "distribution"] as const) {
  const rows = cases
    .filter((one) => one.group === group)
    .map((one) => [
      one.name,
      String(one.points.length),
      cell(one, (...args) => ourCall(one.name, args)()),
      ...peers.map((peer) => cell(one, peer.functions[one.name])),
    ]);
  const table = markdownTable(["function", "values", "clientele", ...peers.map((peer) => peer.name)], rows);
  console.log(table);
  writeToDocs(`accuracy of ${group} functions`, table);
}

/**
 * Nanoseconds a call of every function over its reference arguments, beside the fastest other package that is right to
 * 1e-8 on nine values of ten, written into docs/stats-functions.md.
 *
 * The library is measured as it is built (bundled by esbuild), since tools that run the source wrap its closures.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Case, type Compute, cases, ourCall } from "./_cases.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
import { errorOf, patiently } from "./_patiently.ts";
import { loadPeers } from "./_peers.ts";

const folder = mkdtempSync(join(tmpdir(), "stats-speed-"));
const outfile = join(folder, "stats.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("../../src/stats/index.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  outfile,
});
const library: unknown = await import(outfile);
rmSync(folder, { recursive: true });

/** Up to a hundred calls that answer. */
function answered({ points }: Case, call: (args: readonly number[]) => () => number): (() => number)[] {
  return points
    .filter((_, i) => i % Math.ceil(points.length / 100) === 0)
    .map(({ args }) => call(args))
    .filter((one) => !Number.isNaN(patiently(one)));
}

/** Right on nine values of ten; functions that often do not end are given up early. */
function mostlyRight({ points }: Case, compute: Compute): boolean {
  let wrong = 0;
  for (const { args, expected } of points) {
    if (
      !(
        errorOf(
          patiently(() => compute(...args)),
          expected,
        ) < 1e-8
      )
    )
      wrong++;
    if (wrong > 0.1 * points.length) return false;
  }
  return true;
}

/** The best of several rounds, in nanoseconds a call. */
function time(calls: readonly (() => number)[]): number {
  let best = Number.POSITIVE_INFINITY;
  let sink = 0;
  for (let round = 0; round < 15; round++) {
    const start = performance.now();
    let made = 0;
    while (performance.now() - start < 12) {
      for (const call of calls) sink += call();
      made += calls.length;
    }
    best = Math.min(best, ((performance.now() - start) / made) * 1e6);
  }
  return Number.isNaN(sink) ? Number.NaN : best;
}

const peers = await loadPeers();
const rows = cases.map((one) => {
  const rivals = peers
    .flatMap(({ name, functions }) => {
      const compute = functions[one.name];
      if (compute === undefined || !mostlyRight(one, compute)) return [];
      return [{ name, took: time(answered(one, (args) => () => compute(...args))) }];
    })
    .sort((a, b) => a.took - b.took);
  const [fastest] = rivals;
  return [
    one.name,
    time(answered(one, (args) => ourCall(one.name, args, library))).toFixed(0),
    fastest ? `${fastest.took.toFixed(0)} (${fastest.name})` : "none is right",
  ];
});
const table = markdownTable(["function", "clientele, ns", "fastest other, ns"], rows);
console.log(table);
writeToDocs("speed", table);

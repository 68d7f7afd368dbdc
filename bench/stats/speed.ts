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
import { type Case, type Compute, cases, ourFunction } from "./_cases.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";
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

/** Those among the first hundred arguments that the function answers. */
function answered({ points }: Case, compute: Compute): readonly (readonly number[])[] {
  return points
    .filter((_, i) => i % Math.ceil(points.length / 100) === 0)
    .map(({ args }) => args)
    .filter((args) => {
      try {
        return !Number.isNaN(compute(...args));
      } catch {
        return false;
      }
    });
}

function mostlyRight({ points }: Case, compute: Compute): boolean {
  const right = points.filter(({ args, expected }) => {
    try {
      const value = compute(...args);
      return value === expected || Math.abs(value / expected - 1) < 1e-8;
    } catch {
      return false;
    }
  });
  return right.length >= 0.9 * points.length;
}

/** The best of several rounds, in nanoseconds a call. */
function time(compute: Compute, points: readonly (readonly number[])[]): number {
  let best = Number.POSITIVE_INFINITY;
  let sink = 0;
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < 15) {
      for (const args of points) sink += compute(...args);
      calls += points.length;
    }
    best = Math.min(best, ((performance.now() - start) / calls) * 1e6);
  }
  return Number.isNaN(sink) ? Number.NaN : best;
}

const peers = await loadPeers();
const rows = cases.map((one) => {
  const mine = ourFunction(one.name, library);
  const points = answered(one, mine);
  const rivals = peers
    .flatMap(({ name, functions }) => {
      const compute = functions[one.name];
      return compute && mostlyRight(one, compute) ? [{ name, took: time(compute, points) }] : [];
    })
    .sort((a, b) => a.took - b.took);
  const [fastest] = rivals;
  return [
    one.name,
    time(mine, points).toFixed(0),
    fastest ? `${fastest.took.toFixed(0)} (${fastest.name})` : "none is right",
  ];
});
const table = markdownTable(["function", "clientele, ns", "fastest other, ns"], rows);
console.log(table);
writeToDocs("speed", table);

/**
 * 24 months of tiers for a million customers: this library beside numpy, in one run, on the same values. Processor time.
 *
 *     npm run bench -- value
 *
 * numpy makes its tiers of boundaries found by `partition` (shares of the customers), and, since a partition knows no sums,
 * by a sort and a running sum (shares of the value). All must find the same tiers, to the customer, before a ratio is
 * printed. numpy is looked for as `python3`; the run says which version it found.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tierCells } from "../../src/value/_tier-cells.ts";
import { tierPanelFromColumns } from "../../src/value/index.ts";
import { leastCpu, makeValues } from "./_values.ts";

const [customers, periods] = [1_000_000, 24];
const byValue = [0.8, 0.95] as const;
const byCount = [0.2, 0.5] as const;
const values = new Float64Array(customers * periods);
for (let p = 0; p < periods; p++) values.set(makeValues(customers, p + 1), p * customers);
const folder = mkdtempSync(join(tmpdir(), "clientele-"));
const file = (name: string): string => join(folder, name);

/** Tiers as numpy writes them: 0, 1, 2 of the active, 3 of who is inactive, 255 of who was never there. */
const numpy = `
import numpy as np, time, sys
X = np.fromfile(${JSON.stringify(file("values"))}, np.float64).reshape(${periods}, ${customers})
def frame(tiers):
    known = np.zeros(${customers}, bool)
    out = np.empty(X.shape, np.uint8)
    for p in range(${periods}):
        v = X[p]; active = v != 0
        known |= active
        out[p] = np.where(active, tiers(v), np.where(known, 3, 255))
    return out
def code(v, a, b): return (v < a).astype(np.uint8) + (v < b)
def partition(v):
    n = np.count_nonzero(v)
    ranks = [-(-n * 20 // 100), -(-n * 50 // 100)]
    at = [len(v) - r for r in ranks]
    x = np.partition(v, at)
    return code(v, x[at[0]], x[at[1]])
def sums(v):
    x = np.sort(v)[::-1]
    s = np.cumsum(np.maximum(x, 0))
    return code(v, x[np.searchsorted(s, -(-s[-1] * 80 // 100))], x[np.searchsorted(s, -(-s[-1] * 95 // 100))])
print(np.__version__)
for name, how in (("partition", partition), ("sort", sums)):
    best = 9e9
    for _ in range(3):
        t = time.process_time(); found = frame(how); best = min(best, time.process_time() - t)
    found.tofile(${JSON.stringify(folder)} + "/" + name)
    print(best * 1000)
`;

const run = (shares: readonly [number, number], shareOf: "value" | "customers") => (): Uint8Array =>
  tierCells({ customers, periods, worth: values }, { shares, shareOf, hysteresis: undefined });
const ours = { partition: run(byCount, "customers"), sort: run(byValue, "value") };
const names = { partition: "shares of the customers", sort: "shares of the value" };
const spent = { partition: leastCpu(4, ours.partition), sort: leastCpu(4, ours.sort) };
const columns = { customers: ids(), periods: months(), values };
const checked = leastCpu(3, () => {
  tierPanelFromColumns(columns);
});

writeFileSync(file("values"), new Uint8Array(values.buffer));
const peer = spawnSync("python3", ["-c", numpy], { encoding: "utf8" });
if (peer.status === 0) {
  const [version, ...times] = peer.stdout.trim().split("\n");
  console.log(`Found: numpy ${version}. ${customers} customers × ${periods} months.`);
  (["partition", "sort"] as const).forEach((how, i) => {
    const theirs = readFileSync(file(how));
    if (!ours[how]().every((cell, at) => cell === theirs[at])) throw new Error(`The tiers of ${how} differ.`);
    const ratio = Number(times[i]) / spent[how];
    console.log(
      `${names[how]}: clientele ${spent[how].toFixed(0)} ms, numpy by ${how} ${Number(times[i]).toFixed(0)} ms, ${ratio.toFixed(2)} times as long (goal: at least 1); the same tiers`,
    );
  });
} else {
  console.log(`Left out: numpy is not at hand as python3. ${customers} customers × ${periods} months.`);
  for (const how of ["partition", "sort"] as const)
    console.log(`${names[how]}: clientele ${spent[how].toFixed(0)} ms`);
}
console.log(`as a panel, with every value, cell and id checked: clientele ${checked.toFixed(0)} ms`);
rmSync(folder, { recursive: true });

function ids(): string[] {
  return Array.from({ length: customers }, (_, c) => `C${String(c).padStart(7, "0")}`);
}

function months() {
  const first = (p: number): `${number}-${number}-${number}` =>
    `${2020 + Math.floor(p / 12)}-${String(1 + (p % 12)).padStart(2, "0")}-01` as `${number}-${number}-${number}`;
  return Array.from({ length: periods }, (_, p) => ({ from: first(p), to: first(p + 1) }));
}

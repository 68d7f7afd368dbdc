/**
 * Recency, frequency, money, quintile scores and segment of every customer: this library beside its peers, in one run.
 *
 *     npm run bench -- rfm            1 million orders, a look in a minute
 *     npm run bench -- rfm --full     10 million orders of about 1 million customers; writes docs/rfm.md
 *
 * All engines work on the same orders in their own memory and must find the same table, to the cent, before a ratio is
 * printed. They take turns, in rotating order, and the least time of each counts: on a shared machine the least is what
 * is the program's own. Only ratios of one run mean anything; absolute times are those of one machine.
 *
 * Peers that are not installed are left out, and the run says so. Polars publishes its binary for Node 22 and later;
 * `npm run polars --prefix bench` installs it for Node 20 too. data.table and pandas are no npm packages and not run.
 */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { sumUnitsBy } from "../../src/money/index.ts";
import { coded, objects, oneDayMore, texts } from "./_clientele.ts";
import { writeToDocs } from "./_docs-table.ts";
import { compare, type Engine, type Spent } from "./_engine.ts";
import { idOf, makeOrders, type Orders } from "./_orders.ts";

const full = process.argv.includes("--full");
const rows = full ? 10_000_000 : 1_000_000;
const repetitions = full ? 7 : 5;

// Ten million rows as objects do not fit in the usual heap, and garbage of one engine is not to be collected in another.
if (!process.execArgv.includes("--expose-gc")) {
  const args = ["--expose-gc", "--max-old-space-size=12000", ...process.execArgv, ...process.argv.slice(1)];
  process.exit(spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1);
}

const found: string[] = [];
const absent: string[] = ["data.table and pandas: no npm packages, not run"];

async function loaded<T>(name: string, load: () => Promise<T>): Promise<T | undefined> {
  try {
    const module = await load();
    found.push(name);
    return module;
  } catch {
    absent.push(`${name}: not installed`);
    return undefined;
  }
}

function utf8Ids({ codes }: Orders): { offsets: Int32Array; bytes: Uint8Array } {
  const bytes = new Uint8Array(8 * codes.length);
  const encoder = new TextEncoder();
  for (let i = 0; i < codes.length; i++)
    encoder.encodeInto(idOf(codes[i]!), bytes.subarray(8 * i, 8 * i + 8));
  return { offsets: Int32Array.from({ length: codes.length + 1 }, (_, i) => 8 * i), bytes };
}

/** Exact sums by customer beside the same loop on floats, in turns: the share that exactness costs. */
function exactness({ codes, cents, customers }: Orders): number {
  const units = Float64Array.from(cents);
  const floats = units.map((unit) => unit / 100);
  const plain = (): Float64Array => {
    const sums = new Float64Array(customers);
    for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += floats[i]!;
    return sums;
  };
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 9; turn++) {
    for (const which of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      globalThis.gc?.();
      const start = process.hrtime.bigint();
      if (which === 0) plain();
      else sumUnitsBy(codes, units, customers);
      const wall = Number(process.hrtime.bigint() - start) / 1e6;
      if (turn > 1) least[which] = Math.min(least[which]!, wall);
    }
  }
  return least[1]! / least[0]!;
}

const orders = makeOrders(rows, rows / 10);
console.log(
  `${rows} orders of up to ${rows / 10} customers; ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}`,
);

const duckdb = await loaded("DuckDB", () => import("./_duckdb.ts"));
const polars = await loaded("polars", async () => (await import("nodejs-polars")).default);
await loaded("decimal.js", () => import("decimal.js"));
console.log(`Found: ${found.join(", ")}. Left out: ${absent.join("; ")}.`);

const both = duckdb === undefined ? undefined : await duckdb.duckdb(orders, 2);
const one = duckdb === undefined ? undefined : await duckdb.duckdb(orders, 1);
const given = (engines: readonly (Engine | undefined)[]): Engine[] =>
  engines.filter((engine) => engine !== undefined);

console.log("Columns:");
const ours = coded(orders);
const day = oneDayMore(orders);
const utf8 = texts(orders, utf8Ids(orders));
const { polars: withPolars } = polars === undefined ? { polars: undefined } : await import("./_polars.ts");
const polarsEngine =
  withPolars === undefined || polars === undefined ? undefined : withPolars(polars, orders);
const times = await compare(
  given([ours, day, utf8, both?.coded, one?.coded, both?.texts, one?.texts, polarsEngine]),
  repetitions,
);

console.log("Rows:");
const { rowObjects, decimalRows } = await import("./_rows.ts");
const named = Array.from(orders.codes, (code, i) => ({
  id: idOf(code),
  day: orders.days[i]!,
  cents: orders.cents[i]!,
}));
for (const make of [() => objects(named), () => rowObjects(orders), () => decimalRows(orders)]) {
  const again = await compare([ours, make()], 3);
  for (const [name, spent] of again) {
    const before = times.get(name);
    times.set(name, {
      wall: Math.min(spent.wall, before?.wall ?? spent.wall),
      cpu: Math.min(spent.cpu, before?.cpu ?? spent.cpu),
    });
  }
}

const base = times.get(ours.name)!;
const ratio = (spent: Spent | undefined, to: Spent): string =>
  spent === undefined ? "–" : (spent.wall / to.wall).toFixed(1);
const table = [...times].map(([name, spent]) => [
  name,
  spent.wall.toFixed(0),
  spent.cpu.toFixed(0),
  ((spent.wall * 1e6) / rows).toFixed(0),
  `${(spent.wall / base.wall).toFixed(2)} ×`,
]);
const exact = exactness(orders);
const goals: readonly (readonly [string, string, string])[] = [
  ["DuckDB on both cores", ratio(both && times.get(both.coded.name), base), "4"],
  ["polars", ratio(polarsEngine && times.get(polarsEngine.name), base), "5"],
  ["row objects and a Map", ratio(times.get("row objects and a Map, cents as numbers"), base), "50"],
  ["row objects with decimal.js", ratio(times.get("row objects and a Map, decimal.js"), base), "300"],
  [
    "DuckDB's full computation, by one day folded in",
    ratio(both && times.get(both.coded.name), times.get(day.name)!),
    "10",
  ],
  ["our full computation, by one day folded in", ratio(base, times.get(day.name)!), "2.5"],
  [
    "DuckDB on one thread, both from UTF-8 ids",
    ratio(one && times.get(one.texts.name), times.get(utf8.name)!),
    "1",
  ],
];
const { markdownTable } = await import("./_docs-table.ts");
const text = [
  `${rows.toLocaleString("en")} orders of ${rows / 10 === 1e6 ? "1 million" : (rows / 10).toLocaleString("en")} customers, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}. Found: ${found.join(", ")}. Least of ${repetitions} runs in turns.`,
  "",
  markdownTable(["engine", "ms", "ms of processors", "ns an order", "beside ours"], table),
  "",
  markdownTable(["times as fast as", "measured", "goal"], goals),
  "",
  `Exact sums by customer take ${exact.toFixed(2)} times what the same loop on floats takes (goal: at most 1.05).`,
].join("\n");
console.log(`\n${text}`);
if (full) writeToDocs("speed", text);
process.exit();

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
import { createTotalsPool } from "../../src/adapters/threads/index.ts";
import { coded, codedTogether, objects, oneDayMore, texts } from "./_clientele.ts";
import { writeToDocs } from "./_docs-table.ts";
import { compare, type Engine, type Spent } from "./_engine.ts";
import { exactness } from "./_exactness.ts";
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

const orders = makeOrders(rows, rows / 10);
console.log(
  `${rows} orders of up to ${rows / 10} customers; ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}`,
);

const duckdb = await loaded("DuckDB", () => import("./_duckdb.ts"));
const polars = await loaded("polars", async () => (await import("nodejs-polars")).default);
await loaded("decimal.js", () => import("decimal.js"));
await loaded("date-fns", () => import("date-fns"));
console.log(`Found: ${found.join(", ")}. Left out: ${absent.join("; ")}.`);

const both = duckdb === undefined ? undefined : await duckdb.duckdb(orders, 2);
const one = duckdb === undefined ? undefined : await duckdb.duckdb(orders, 1);
const given = (engines: readonly (Engine | undefined)[]): Engine[] =>
  engines.filter((engine) => engine !== undefined);

console.log("Columns:");
const ours = coded(orders);
const pool = await createTotalsPool({ threads: 2 });
const together = codedTogether(orders, pool);
const day = oneDayMore(orders);
const utf8 = texts(orders, utf8Ids(orders));
const { polars: withPolars } = polars === undefined ? { polars: undefined } : await import("./_polars.ts");
const polarsEngine =
  withPolars === undefined || polars === undefined ? undefined : withPolars(polars, orders);
const times = await compare(
  given([ours, together, day, utf8, both?.coded, one?.coded, both?.texts, one?.texts, polarsEngine]),
  repetitions,
);

// Before there are objects: collecting the garbage among tens of millions of them takes seconds.
const exact = exactness(orders);

console.log("Rows:");
const { rowObjects, decimalRows, textRows } = await import("./_rows.ts");
const named = (): { id: string; day: number; cents: number }[] =>
  Array.from(orders.codes, (code, i) => ({ id: idOf(code), day: orders.days[i]!, cents: orders.cents[i]! }));
for (const make of [
  () => objects(named()),
  () => rowObjects(orders),
  () => decimalRows(orders),
  () => textRows(orders),
]) {
  const again = await compare([ours, together, make()], 3);
  for (const [name, spent] of again) {
    const before = times.get(name);
    times.set(name, {
      wall: Math.min(spent.wall, before?.wall ?? spent.wall),
      cpu: Math.min(spent.cpu, before?.cpu ?? spent.cpu),
    });
  }
}

const base = times.get(ours.name)!;
const two = times.get(together.name)!;
const ratio = (spent: Spent | undefined, to: Spent): string =>
  spent === undefined ? "–" : (spent.wall / to.wall).toFixed(1);
/** A row of the goals: how many times as fast our one thread is, and two of them. */
const beside = (what: string, spent: Spent | undefined, goal: string, to = "") =>
  [what, ratio(spent, base), ratio(spent, two), `${goal}${to}`] as const;
const table = [...times].map(([name, spent]) => [
  name,
  spent.wall.toFixed(0),
  spent.cpu.toFixed(0),
  ((spent.wall * 1e6) / rows).toFixed(0),
  `${(spent.wall / base.wall).toFixed(2)} ×`,
]);
const goals: readonly (readonly string[])[] = [
  beside("DuckDB on both cores", both && times.get(both.coded.name), "4", ", one thread"),
  beside("polars", polarsEngine && times.get(polarsEngine.name), "5", ", one thread"),
  ...[
    ["row objects with string ids and a Map", "50"],
    ["the same with decimal.js for the money", "300"],
    ["the same from text, with decimal.js and date-fns", "300"],
  ].map(([name, goal]) => beside(name!, times.get(name!), goal!)),
  beside("one thread", base, "–"),
  [
    "DuckDB's full computation, by one day folded in",
    ratio(both && times.get(both.coded.name), times.get(day.name)!),
    "–",
    "10",
  ],
  ["our full computation, by one day folded in", ratio(base, times.get(day.name)!), "–", "2.5"],
  [
    "DuckDB on one thread, both from UTF-8 ids",
    ratio(one && times.get(one.texts.name), times.get(utf8.name)!),
    "–",
    "1",
  ],
];
const { markdownTable } = await import("./_docs-table.ts");
const text = [
  `${rows.toLocaleString("en")} orders of ${rows / 10 === 1e6 ? "1 million" : (rows / 10).toLocaleString("en")} customers, ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}. Found: ${found.join(", ")}. Least of ${repetitions} runs in turns, of rows of 1 to 3.`,
  "",
  markdownTable(["engine", "ms", "ms of processors", "ns an order", "beside ours"], table),
  "",
  markdownTable(["times as fast as", "one thread", "two threads", full ? "goal" : "goal with --full"], goals),
  "",
  `Exact sums by customer take ${exact.toFixed(2)} times what the same loop on floats takes (goal: at most 1.05).`,
].join("\n");
console.log(`\n${text}`);
await pool.close();
if (full) writeToDocs("speed", text);
process.exit();

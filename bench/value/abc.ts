/**
 * Value and class A, B or C of a million customers from the columns of their orders: this library beside DuckDB and a
 * plain program, in one run. Time by the clock and of the processors, the least of some runs in turns.
 *
 *     npm run bench -- value
 *     npm run bench -- value --full      10 million orders instead of 3 million
 *
 * All must find as many customers and as much money, to the cent, in every class before a ratio is printed. DuckDB is left
 * out where it is not installed, and the run says so.
 */
import { createOrderTotals } from "../../src/orders/index.ts";
import { classifyAbc, summariseTiers, valueCustomers } from "../../src/value/index.ts";
import { AS_OF, makeOrders } from "../rfm/_orders.ts";

/** How many customers and cents are in each class, in words. */
export type Found = readonly string[];

interface Engine {
  readonly name: string;
  run(): void | Promise<void>;
  found(): Found | Promise<Found>;
}

const rows = process.argv.includes("--full") ? 10_000_000 : 3_000_000;
const orders = makeOrders(rows, 1_000_000);

function clientele(): Engine {
  let abc: ReturnType<typeof classifyAbc>;
  return {
    name: "clientele",
    run() {
      const totals = createOrderTotals({ currency: "EUR" });
      const size = 65_536;
      for (let at = 0; at < rows; at += size) {
        const end = Math.min(rows, at + size);
        totals.add({
          customers: orders.codes.subarray(at, end),
          days: orders.days.subarray(at, end),
          amounts: { currency: "EUR", exponent: 2, units: orders.cents.subarray(at, end) },
        });
      }
      abc = classifyAbc(valueCustomers(totals, { asOf: AS_OF }));
    },
    found: () =>
      summariseTiers(abc).map(
        ({ customers, value }, tier) =>
          `${tier}: ${customers} customers, ${value.amount.replace(".", "")} cents`,
      ),
  };
}

/** What one would write without a library: a Map, a sort of all, a running sum. */
function plain(): Engine {
  const tiers = [0, 1, 2].map(() => ({ customers: 0, cents: 0 }));
  return {
    name: "a Map and a sort",
    run() {
      const values = new Map<number, number>();
      for (let i = 0; i < rows; i++)
        values.set(orders.codes[i]!, (values.get(orders.codes[i]!) ?? 0) + orders.cents[i]!);
      const best = [...values].filter(([, value]) => value > 0).sort(([, a], [, b]) => b - a);
      const total = best.reduce((sum, [, value]) => sum + value, 0);
      const cutAt = (percent: number): number => {
        let sum = 0;
        for (const [, value] of best) {
          sum += value;
          if (sum * 100 >= total * percent) return value;
        }
        return Number.POSITIVE_INFINITY;
      };
      const [a, b] = [cutAt(80), cutAt(95)];
      for (const tier of tiers) [tier.customers, tier.cents] = [0, 0];
      for (const value of values.values()) {
        const tier = tiers[value >= a ? 0 : value >= b ? 1 : 2]!;
        tier.customers++;
        tier.cents += value;
      }
    },
    found: () => tiers.map((tier, i) => `${i}: ${tier.customers} customers, ${tier.cents} cents`),
  };
}

async function peers(): Promise<Engine[]> {
  try {
    const { duckdb } = await import("./_duckdb.ts");
    const engines = [await duckdb(orders, 2), await duckdb(orders, 1)];
    console.log("Found: DuckDB.");
    return engines;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.log("Left out: DuckDB is not installed.");
    return [];
  }
}

console.log(`${rows} orders of about 1 million customers`);
const ours = clientele();
const engines: Engine[] = [ours, ...(await peers()), plain()];
const best = new Map<string, { wall: number; cpu: number }>();
let expected: string | undefined;
for (let turn = 0; turn < 3; turn++) {
  for (const engine of engines) {
    const used = process.cpuUsage();
    const start = process.hrtime.bigint();
    await engine.run();
    const wall = Number(process.hrtime.bigint() - start) / 1e6;
    const { user, system } = process.cpuUsage(used);
    const cpu = (user + system) / 1000;
    const sofar = best.get(engine.name) ?? { wall, cpu };
    best.set(engine.name, { wall: Math.min(sofar.wall, wall), cpu: Math.min(sofar.cpu, cpu) });
    if (turn > 0) continue;
    const found = (await engine.found()).join("; ");
    expected ??= found;
    if (found !== expected)
      throw new Error(`Engines differ.\n  ${ours.name}: ${expected}\n  ${engine.name}: ${found}`);
  }
}
console.log(expected);
const base = best.get(ours.name)!;
for (const [name, { wall, cpu }] of best)
  console.log(
    `${name}: ${wall.toFixed(0)} ms, of the processors ${cpu.toFixed(0)} ms, ${(cpu / base.cpu).toFixed(1)} times ours`,
  );

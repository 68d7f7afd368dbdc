/**
 * The totals behind RFM, the panel of tiers and its moves over orders in files and tables: computed inside DuckDB and PostgreSQL
 * beside loading every line into memory and computing there. All in one run; an answer that is not that of memory ends it before
 * its ratio is printed.
 *
 *     npx tsx bench/repositories/push-down-at-size.ts [--orders=1000000] [--engines=duckdb,postgres]
 *
 * PostgreSQL is the one at 127.0.0.1, which reads the file itself; so it must be on this machine.
 */
import { createHash } from "node:crypto";
import { chmodSync, createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "kysely";
import { readOrdersCsv } from "../../src/adapters/csv/index.ts";
import {
  countDuckdbTransitions,
  readDuckdbOrderTotals,
  readDuckdbTierPanel,
} from "../../src/adapters/duckdb/index.ts";
import { countSqlTransitions, readSqlOrderTotals, readSqlTierPanel } from "../../src/adapters/sql/index.ts";
import { type PlainDate, trailingPeriods } from "../../src/calendar/index.ts";
import { countTransitions, type TransitionCounts } from "../../src/migration/index.ts";
import {
  createOrderLogBuilder,
  type OrderLog,
  type OrderTotals,
  type StatePanel,
} from "../../src/orders/index.ts";
import { measureRfm } from "../../src/rfm/index.ts";
import { tierPanel } from "../../src/value/index.ts";
import { openPostgres } from "./_bench-database.ts";
import { orderCsv, ordersAsked } from "./_bench-orders.ts";

const count = ordersAsked(1_000_000);
const engines = process.argv.find((one) => one.startsWith("--engines="))?.slice(10) ?? "duckdb,postgres";
const asOf = "2026-01-01";
const periods = trailingPeriods(asOf, { months: 3, count: 8 });
const folder = mkdtempSync(join(tmpdir(), "clientele-size-"));
const csv = join(folder, "orders.csv");

/** One way to an answer; what it answers is a text that can be compared. */
interface Way {
  readonly name: string;
  readonly answer: () => Promise<string>;
}

/** The bytes of columns in few characters: a million rows as JSON would weigh more than the work. */
function digest(...columns: readonly (Int32Array | Float64Array | Uint8Array | readonly string[])[]): string {
  const hash = createHash("sha256");
  for (const column of columns) hash.update("buffer" in column ? column : column.join("\n"));
  return hash.digest("hex");
}

const ofTotals = (source: OrderTotals | OrderLog): string => {
  const table = measureRfm(source, { asOf });
  return digest(table.customerIds, table.recencyDays, table.frequency, table.monetary);
};
const ofPanel = (panel: StatePanel): string => digest(panel.customerIds, panel.cells);
const ofMoves = (moves: TransitionCounts): string => JSON.stringify(moves.counts);
const questions = ["totals behind RFM", "panel of 8 quarters", "moves"];

/** The same in memory. */
const inMemory = (log: OrderLog): readonly Way[] => [
  { name: "memory", answer: async () => ofTotals(log) },
  { name: "memory", answer: async () => ofPanel(tierPanel(log, { periods })) },
  { name: "memory", answer: async () => ofMoves(countTransitions(tierPanel(log, { periods }))) },
];

async function timed(way: Way): Promise<readonly [number, string]> {
  const begun = performance.now();
  const answer = await way.answer();
  return [(performance.now() - begun) / 1000, answer];
}

/** Asks all; a ratio is printed after the answer has been compared. */
async function compare(
  title: string,
  load: () => Promise<OrderLog>,
  others: readonly (readonly Way[])[],
): Promise<void> {
  const begun = performance.now();
  const log = await load();
  const loaded = (performance.now() - begun) / 1000;
  console.log(`\n${title}, ${count} orders, loaded in ${loaded.toFixed(2)} s`);
  console.log(
    `${"what".padEnd(22)}${"where".padEnd(20)}${"inside, s".padStart(10)}${"loading and computing, s".padStart(26)}${"ratio".padStart(8)}`,
  );
  for (const [i, memory] of inMemory(log).entries()) {
    const [computed, expected] = await timed(memory);
    const seconds = loaded + computed;
    for (const ways of others) {
      const way = ways[i] as Way;
      const [inside, found] = await timed(way);
      if (found !== expected) throw new Error(`${questions[i]} of ${way.name} is not that of memory`);
      console.log(
        `${(questions[i] ?? "").padEnd(22)}${way.name.padEnd(20)}${inside.toFixed(2).padStart(10)}${seconds.toFixed(2).padStart(26)}${(seconds / inside).toFixed(2).padStart(8)}`,
      );
    }
  }
}

async function compareDuckdb(): Promise<void> {
  const duckdb = await DuckDBInstance.create(":memory:");
  const connection = await duckdb.connect();
  const parquet = join(folder, "orders.parquet");
  const typed = `select customer_id, order_id, cast(ordered_on as date) as ordered_on, cast(amount as decimal(12, 2)) as amount,
    cast(cost as decimal(12, 2)) as cost from read_csv('${csv}', header = true, all_varchar = true)`;
  await connection.run(`copy (${typed}) to '${parquet}' (format parquet)`);
  await connection.run(`create table orders as select * from '${parquet}'`);
  const columns = {
    customerId: "customer_id",
    orderId: "order_id",
    orderedOn: "ordered_on",
    amount: "amount",
    cost: "cost",
  };
  const ways = [{ csv }, { parquet }, { table: "orders" }].map((lines): readonly Way[] => {
    const options = { lines, columns, currency: "EUR" };
    const name = `DuckDB, ${Object.keys(lines)[0]}`;
    return [
      { name, answer: async () => ofTotals(await readDuckdbOrderTotals(duckdb, options)) },
      { name, answer: async () => ofPanel(await readDuckdbTierPanel(duckdb, { ...options, periods })) },
      { name, answer: async () => ofMoves(await countDuckdbTransitions(duckdb, { ...options, periods })) },
    ];
  });
  const load = async (): Promise<OrderLog> =>
    (
      await readOrdersCsv(createReadStream(csv), {
        currency: "EUR",
        columns: {
          customer: "customer_id",
          order: "order_id",
          date: "ordered_on",
          amount: "amount",
          cost: "cost",
        },
      })
    ).log;
  await compare("DuckDB beside reading the CSV file", load, ways);
  connection.closeSync();
  duckdb.closeSync();
}

async function comparePostgres(): Promise<void> {
  const { kysely, pool, schema, drop } = await openPostgres();
  try {
    const texts = ["id", "order_id", "customer_id", "ordered_on", "amount", "cost", "currency"];
    const table = sql`${sql.id(schema)}.clientele_order_lines`;
    await sql`create table ${table} (${sql.raw(texts.map((name) => `${name} text collate "C"`).join(", "))})`.execute(
      kysely,
    );
    await sql`copy ${table} from ${sql.lit(csv)} with (format csv, header)`.execute(kysely);
    await sql`analyze ${table}`.execute(kysely);
    const options = { dialect: "postgres", schema, currency: "EUR" } as const;
    const name = "PostgreSQL";
    const load = async (): Promise<OrderLog> => {
      const builder = createOrderLogBuilder({ currency: "EUR" });
      const client = await pool.connect();
      try {
        await client.query(
          `begin; declare lines cursor for select customer_id, order_id, ordered_on, amount, cost from "${schema}".clientele_order_lines`,
        );
        for (;;) {
          const { rows } = await client.query({ text: "fetch 50000 from lines", rowMode: "array" });
          for (const [customerId, orderId, orderedOn, amount, cost] of rows as string[][])
            builder.add({
              customerId: customerId as string,
              orderId,
              orderedOn: orderedOn as PlainDate,
              amount: amount as string,
              cost,
            });
          if (rows.length === 0) break;
        }
        await client.query("rollback");
      } finally {
        client.release();
      }
      return builder.finish();
    };
    await compare("PostgreSQL beside reading its table", load, [
      [
        { name, answer: async () => ofTotals(await readSqlOrderTotals(kysely, options)) },
        { name, answer: async () => ofPanel(await readSqlTierPanel(kysely, { ...options, periods })) },
        { name, answer: async () => ofMoves(await countSqlTransitions(kysely, { ...options, periods })) },
      ],
    ]);
  } finally {
    await drop();
  }
}

try {
  orderCsv(count, csv);
  // The server of PostgreSQL is another user.
  chmodSync(folder, 0o755);
  if (engines.includes("duckdb")) await compareDuckdb();
  if (engines.includes("postgres")) await comparePostgres();
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * Importing order lines: `append` of the store beside a raw COPY and a prepared insert, on PostgreSQL and SQLite.
 *
 *     npx tsx bench/repositories/import.ts [lines]
 *
 * 20,000 lines unless told otherwise; 1,000,000 is the number in the documentation. Every way fills an equal table
 * with equal indexes in one transaction. Only `append` checks the lines by their schema, finds duplicates and
 * refuses contradictions; COPY and the inserts take what they are given.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import { sqlStore } from "../../src/adapters/sql/index.ts";
import type { OrderLine } from "../../src/model/index.ts";
import { openPostgres, openSqlite, orderLines } from "./_bench-database.ts";

const [count = 20_000] = process.argv.slice(2).map(Number);
const columns =
  "id, schema_version, order_id, customer_id, ordered_on, product_id, quantity, amount, currency";
const valuesOf = (line: OrderLine) => [
  line.id,
  1,
  line.orderId,
  line.customerId,
  line.orderedOn,
  line.productId,
  line.quantity,
  line.amount,
  line.currency,
];

const results: [string, number][] = [];
async function time(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  results.push([name, (performance.now() - started) / 1000]);
}
function print(title: string): void {
  const base = results[0]?.[1] ?? 1;
  console.log(`\n${title}, ${count} lines        s    lines/s   ratio to append`);
  for (const [name, seconds] of results)
    console.log(
      `${name.padEnd(34)}${seconds.toFixed(2).padStart(8)}${Math.round(count / seconds)
        .toString()
        .padStart(11)}${(seconds / base).toFixed(2).padStart(10)}`,
    );
  results.length = 0;
}

const { kysely, pool, schema, drop } = await openPostgres();
try {
  const store = sqlStore(kysely, { dialect: "postgres", schema });
  await store.upgradeSchema();
  const table = sql.id(schema, "clientele_order_lines");
  const empty = () => sql`truncate ${table}`.execute(kysely);
  await time("append", () => store.orderLines.append(orderLines(count)));
  await time("append of the same again", () => store.orderLines.append(orderLines(count)));
  await empty();
  await time("raw COPY", async () => {
    const client = await pool.connect();
    try {
      const target = client.query(copyFrom(`copy ${schema}.clientele_order_lines (${columns}) from stdin`));
      async function* rows() {
        for (const line of orderLines(count)) yield `${valuesOf(line).join("\t")}\n`;
      }
      await pipeline(Readable.from(rows()), target);
    } finally {
      client.release();
    }
  });
  await empty();
  await time("prepared insert, line by line", async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const text = `insert into ${schema}.clientele_order_lines (${columns}) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`;
      for (const line of orderLines(count))
        await client.query({ name: "insert-line", text, values: valuesOf(line) });
      await client.query("commit");
    } finally {
      client.release();
    }
  });
  print("PostgreSQL");
} finally {
  await drop();
}

const file = join(tmpdir(), `clientele-bench-${process.pid}.db`);
const opened = await openSqlite(file);
if (typeof opened === "string") console.log(`SQLite: skipped, ${opened}`);
else {
  const { database, kysely: sqlite } = opened;
  try {
    const store = sqlStore(sqlite, { dialect: "sqlite" });
    await store.upgradeSchema();
    await time("append", () => store.orderLines.append(orderLines(count)));
    await time("append of the same again", () => store.orderLines.append(orderLines(count)));
    database.exec("delete from clientele_order_lines");
    await time("prepared insert, line by line", async () => {
      const insert = database.prepare(
        `insert into clientele_order_lines (${columns}) values (?,?,?,?,?,?,?,?,?)`,
      ) as { run(...values: unknown[]): unknown };
      database.exec("begin");
      for (const line of orderLines(count)) insert.run(...valuesOf(line));
      database.exec("commit");
    });
    print("SQLite (better-sqlite3)");
  } finally {
    database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  }
}

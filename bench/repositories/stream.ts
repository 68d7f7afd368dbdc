/**
 * Reading many order lines one by one: speed, and whether the memory stays the same.
 *
 *     npx tsx bench/repositories/stream.ts [lines]
 *
 * 50,000 lines unless told otherwise; 1,000,000 is the number in the documentation. The resident size is taken
 * after the first tenth and at its highest afterwards; a stream that held what it gave would grow by some 400 bytes
 * for every line.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlStore } from "../../src/adapters/sql/index.ts";
import type { ClienteleStore } from "../../src/repositories/index.ts";
import { openPostgres, openSqlite, orderLines } from "./_bench-database.ts";

const [count = 50_000] = process.argv.slice(2).map(Number);
const megabytes = (): number => process.memoryUsage().rss / 1e6;

async function measure(name: string, store: ClienteleStore): Promise<void> {
  await store.upgradeSchema();
  await store.orderLines.append(orderLines(count));
  const started = performance.now();
  let read = 0;
  let early = 0;
  let highest = 0;
  for await (const _line of store.orderLines.read()) {
    read++;
    if (read === Math.floor(count / 10)) early = megabytes();
    if (read % 1000 === 0 && early > 0) highest = Math.max(highest, megabytes());
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${name.padEnd(26)}${read} lines in ${seconds.toFixed(2)} s, ${Math.round(read / seconds)}/s; ${early.toFixed(0)} MB after a tenth, ${highest.toFixed(0)} MB at most`,
  );
}

const { kysely, schema, drop } = await openPostgres();
try {
  await measure("PostgreSQL", sqlStore(kysely, { dialect: "postgres", schema }));
} finally {
  await drop();
}
const file = join(tmpdir(), `clientele-bench-${process.pid}.db`);
const opened = await openSqlite(file);
if (typeof opened === "string") console.log(`SQLite: skipped, ${opened}`);
else {
  await measure("SQLite (better-sqlite3)", sqlStore(opened.kysely, { dialect: "sqlite" }));
  opened.database.close();
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
}

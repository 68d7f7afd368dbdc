/**
 * What the log of changes costs whoever writes, and what it saves whoever keeps a copy, on PostgreSQL and SQLite.
 *
 *     npx tsx bench/repositories/changes.ts [records] [order lines]
 *
 * 100,000 records and 50,000 order lines unless told otherwise. Writing is measured in two stores of one database, one without
 * its triggers, in turns, nine times; the ratio is that of the medians. Then 1,000 of the records are changed, and all of
 * them six times, and what has changed is read, beside reading all records.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { sqlStore } from "../../src/adapters/sql/index.ts";
import type { ClienteleStore } from "../../src/repositories/index.ts";
import { median, openPostgres, openSqlite, orderLines } from "./_bench-database.ts";

const [records = 100_000, lines = 50_000] = process.argv.slice(2).map(Number);
const ROUNDS = 9;

const product = (i: number) =>
  ({
    schemaVersion: 1,
    id: `product-${i}`,
    name: `Kettle ${i}`,
    category: "Kitchen",
    consumable: false,
  }) as const;
async function saveAll(store: ClienteleStore, from: number, to: number, expected: "absent" | "present") {
  for (let at = from; at < to; at += 10_000)
    await store.products.saveMany(
      Array.from({ length: Math.min(10_000, to - at) }, (_, i) => ({ record: product(at + i), expected })),
    );
}
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
const say = (what: string, value: string) => console.log(`${what.padEnd(52)}${value.padStart(12)}`);

interface Pair {
  readonly noting: ClienteleStore;
  readonly plain: ClienteleStore;
  readonly kysely: Kysely<unknown>;
  readonly empty: (prefix: string, table: string) => Promise<unknown>;
}

/** The same work in both stores in turns, each time on an empty table. */
async function compare(
  what: string,
  { noting, plain, empty }: Pair,
  table: string,
  work: (store: ClienteleStore) => Promise<unknown>,
  prepare: (store: ClienteleStore) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const times = new Map<ClienteleStore, number[]>([
    [noting, []],
    [plain, []],
  ]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [store, own] of round % 2 === 0 ? times : [...times].reverse()) {
      await empty(store === noting ? "noting_" : "plain_", table);
      await prepare(store);
      own.push(await seconds(() => work(store)));
    }
  }
  const [with_ = Number.NaN, without = Number.NaN] = [...times.values()].map(median);
  say(what, `${with_.toFixed(2)} s, ${without.toFixed(2)} s: ${(with_ / without).toFixed(2)}`);
}

async function measure(pair: Pair): Promise<void> {
  await compare("saveMany of 10,000 new records: with, without", pair, "products", (store) =>
    saveAll(store, 0, 10_000, "absent"),
  );
  await compare(
    "saveMany of 10,000 that are there",
    pair,
    "products",
    (store) => saveAll(store, 0, 10_000, "present"),
    (store) => saveAll(store, 0, 10_000, "absent"),
  );
  await compare("save of 500 new records", pair, "products", async (store) => {
    for (let i = 0; i < 500; i++) await store.products.save(product(i), { expected: "absent" });
  });
  await compare("append of 10,000 order lines", pair, "order_lines", (store) =>
    store.orderLines.append(orderLines(10_000)),
  );
  await compare(`append of ${lines} order lines`, pair, "order_lines", (store) =>
    store.orderLines.append(orderLines(lines)),
  );
  const { noting } = pair;
  await pair.empty("noting_", "products");
  await saveAll(noting, 0, records, "absent");
  const all = await seconds(async () => {
    for await (const _one of noting.products.stream());
  });
  say(`reading all ${records} records`, `${all.toFixed(2)} s`);
  const { mark } = await noting.changes();
  const asked = async (what: string) => {
    const times: number[] = [];
    let told = 0;
    for (let i = 0; i < 3; i++)
      times.push(
        await seconds(async () => {
          told = (await noting.changes(mark)).records.length;
        }),
      );
    say(`${what}: ${told} told`, `${(median(times) * 1000).toFixed(0)} ms`);
  };
  await asked("changes of nothing");
  for (let i = 0; i < 1000; i++) await noting.products.save(product(i * 97), { expected: "present" });
  await asked("changes of 1,000 among them, saved one by one");
  for (let round = 0; round < 6; round++) await saveAll(noting, 0, records, "present");
  await asked(`changes of ${6 * records} saves`);
}

const { kysely, schema, drop } = await openPostgres();
try {
  const [noting, plain] = ["noting_", "plain_"].map((prefix) =>
    sqlStore(kysely, { dialect: "postgres", schema, prefix }),
  ) as [ClienteleStore, ClienteleStore];
  for (const store of [noting, plain]) await store.upgradeSchema();
  for (const table of ["products", "order_lines"])
    await sql`alter table ${sql.id(schema, `plain_${table}`)} disable trigger user`.execute(kysely);
  console.log("PostgreSQL");
  const empty = (prefix: string, table: string) =>
    sql`truncate ${sql.id(schema, `${prefix}${table}`)}`.execute(kysely);
  await measure({ noting, plain, kysely, empty });
  const { rows } = await sql<{ n: string; size: string }>`
    select count(*) as n, pg_size_pretty(pg_total_relation_size(${`${schema}.noting_change_log`})) as size
    from ${sql.id(schema, "noting_change_log")}`.execute(kysely);
  say(`the log: ${rows[0]?.n} rows`, rows[0]?.size ?? "");
} finally {
  await drop();
}

const file = join(tmpdir(), `clientele-changes-${process.pid}.db`);
const opened = await openSqlite(file);
if (typeof opened === "string") console.log(`\nSQLite skipped: ${opened}`);
else {
  const { kysely, database } = opened;
  try {
    const [noting, plain] = ["noting_", "plain_"].map((prefix) =>
      sqlStore(kysely, { dialect: "sqlite", prefix }),
    ) as [ClienteleStore, ClienteleStore];
    for (const store of [noting, plain]) await store.upgradeSchema();
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'trigger' and name like 'plain%'`.execute(kysely);
    for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(kysely);
    console.log(`\nSQLite, ${rows.length} triggers dropped`);
    const empty = async (prefix: string, table: string) => {
      await sql`delete from ${sql.id(`${prefix}${table}`)}`.execute(kysely);
      if (prefix === "noting_") await sql`delete from noting_change_log`.execute(kysely);
    };
    await measure({ noting, plain, kysely, empty });
  } finally {
    database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  }
}

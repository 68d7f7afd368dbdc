/**
 * The totals behind RFM, the panel of tiers and its moves: computed inside the database beside loading every line into
 * memory and computing there, on PostgreSQL and SQLite.
 *
 *     npx tsx bench/repositories/push-down.ts [lines]
 *
 * 50,000 lines unless told otherwise. Both ways give the same result, which is compared before any time is printed.
 */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import {
  countSqlTransitions,
  readSqlOrderTotals,
  readSqlTierPanel,
  sqlStore,
} from "../../src/adapters/sql/index.ts";
import { trailingPeriods } from "../../src/calendar/index.ts";
import { countTransitions } from "../../src/migration/index.ts";
import { type OrderLog, orderLogFromRows } from "../../src/orders/index.ts";
import type { ClienteleStore } from "../../src/repositories/index.ts";
import { measureRfm } from "../../src/rfm/index.ts";
import { tierPanel } from "../../src/value/index.ts";
import { openPostgres, openSqlite, orderLines } from "./_bench-database.ts";

const [count = 50_000] = process.argv.slice(2).map(Number);

async function load(store: ClienteleStore): Promise<OrderLog> {
  const rows = [];
  for await (const line of store.orderLines.read()) rows.push(line);
  return orderLogFromRows(
    rows.map(({ customerId, orderId, orderedOn, amount }) => ({ customerId, orderId, orderedOn, amount })),
    { currency: "EUR" },
  );
}

async function compare(
  title: string,
  store: ClienteleStore,
  // biome-ignore lint/suspicious/noExplicitAny: the tables are the store's.
  kysely: Kysely<any>,
  where: { readonly dialect: "postgres" | "sqlite"; readonly schema?: string },
): Promise<void> {
  await store.orderLines.append(orderLines(count));
  let lastDay = "0000-00-00";
  let currency = "EUR";
  for await (const line of store.orderLines.read()) {
    if (line.orderedOn > lastDay) lastDay = line.orderedOn;
    currency = line.currency;
  }
  if (currency !== "EUR") throw new Error(`the lines must be in EUR, got ${currency}`);
  const asOf = `${Number(lastDay.slice(0, 4)) + 1}-01-01` as const;
  const periods = trailingPeriods(asOf as never, { months: 3, count: 8 });
  const options = { ...where, currency } as const;
  const text = (value: unknown) => JSON.stringify(value);
  const pairs: [string, () => Promise<string>, (log: OrderLog) => string][] = [
    [
      "totals behind RFM",
      async () => text([...measureRfm(await readSqlOrderTotals(kysely, options), { asOf: asOf as never })]),
      (log) => text([...measureRfm(log, { asOf: asOf as never })]),
    ],
    [
      "panel of tiers, 8 quarters",
      async () => text([...(await readSqlTierPanel(kysely, { ...options, periods })).cells]),
      (log) => text([...tierPanel(log, { periods }).cells]),
    ],
    [
      "moves between tiers",
      async () => text((await countSqlTransitions(kysely, { ...options, periods })).counts),
      (log) => text(countTransitions(tierPanel(log, { periods })).counts),
    ],
  ];
  console.log(`\n${title}, ${count} lines             inside, s   loading, s   ratio   same`);
  for (const [name, inside, loading] of pairs) {
    let started = performance.now();
    const mine = await inside();
    const first = (performance.now() - started) / 1000;
    started = performance.now();
    const theirs = loading(await load(store));
    const second = (performance.now() - started) / 1000;
    console.log(
      `${name.padEnd(34)}${first.toFixed(2).padStart(12)}${second.toFixed(2).padStart(13)}${(second / first).toFixed(1).padStart(8)}   ${mine === theirs}`,
    );
    if (mine !== theirs) process.exitCode = 1;
  }
}

const { kysely, schema, drop } = await openPostgres();
try {
  const store = sqlStore(kysely, { dialect: "postgres", schema });
  await store.upgradeSchema();
  await compare("PostgreSQL", store, kysely, { dialect: "postgres", schema });
} finally {
  await drop();
}

const file = join(tmpdir(), `clientele-bench-${process.pid}.db`);
const opened = await openSqlite(file);
if (typeof opened === "string") console.log(`SQLite: skipped, ${opened}`);
else {
  try {
    const store = sqlStore(opened.kysely, { dialect: "sqlite" });
    await store.upgradeSchema();
    await compare("SQLite (better-sqlite3)", store, opened.kysely, { dialect: "sqlite" });
  } finally {
    opened.database.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  }
}

/**
 * An order table over three real clusters of PostgreSQL: a coordinator, whose table is partitioned by customer, and two
 * shards that hold the partitions behind foreign tables. Totals, tiers and moves are computed there, compared with memory, and
 * timed beside the same lines in one table of the coordinator.
 *
 *     npx tsx bench/repositories/sharded-postgres.ts [--orders=100000]
 *
 * The clusters are made of the PostgreSQL that `pg_config` knows, in a temporary folder, at free ports of 127.0.0.1, and by the
 * user `postgres` where this runs as root, since a server refuses to be. They are stopped in the end, whatever happens.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompiledQuery, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { countSqlTransitions, readSqlOrderTotals, readSqlTierPanel } from "../../src/adapters/sql/index.ts";
import { trailingPeriods } from "../../src/calendar/index.ts";
import { countTransitions } from "../../src/migration/index.ts";
import { measureRfm } from "../../src/rfm/index.ts";
import { tierPanel } from "../../src/value/index.ts";
import { logOfOrders, orderCsv, ordersAsked } from "./_bench-orders.ts";

const count = ordersAsked(100_000);
const bin = execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();
const folder = mkdtempSync(join(tmpdir(), "clientele-shards-"));
const root = process.getuid?.() === 0;
const user = root
  ? {
      uid: Number(execFileSync("id", ["-u", "postgres"])),
      gid: Number(execFileSync("id", ["-g", "postgres"])),
    }
  : {};
if (root) chownSync(folder, user.uid as number, user.gid as number);
chmodSync(folder, 0o700);

interface Cluster {
  readonly port: number;
  readonly data: string;
}

const run = (command: string, ...args: string[]): void =>
  void execFileSync(join(bin, command), args, {
    ...user,
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });

async function startCluster(name: string): Promise<Cluster> {
  const data = join(folder, name);
  run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
  const port = await freePort();
  // Fast and careless: nothing of it outlives the script.
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c shared_buffers=256MB`;
  run("pg_ctl", "-D", data, "-w", "-l", join(folder, `${name}.log`), "-o", settings, "start");
  started.push({ port, data });
  return { port, data };
}

/** A port that the system gave a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const started: Cluster[] = [];
const clients: pg.Client[] = [];

async function connect({ port }: Cluster): Promise<pg.Client> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  await client.connect();
  clients.push(client);
  return client;
}

/** Amounts are numbers here: PostgreSQL does not send the conversion of text to another server. */
const COLUMNS = ["id", "order_id", "customer_id", "ordered_on", "currency"]
  .map((name) => `${name} text collate "C" not null`)
  .concat("amount numeric not null", "cost numeric")
  .join(", ");

async function build(): Promise<{ readonly coordinator: Cluster; readonly admin: pg.Client }> {
  const coordinator = await startCluster("coordinator");
  const admin = await connect(coordinator);
  await admin.query("create extension postgres_fdw");
  for (const schema of ["sharded", "single"]) await admin.query(`create schema ${schema}`);
  await admin.query(`create table single.clientele_order_lines (${COLUMNS})`);
  await admin.query(
    `create table sharded.clientele_order_lines (${COLUMNS}) partition by hash (customer_id)`,
  );
  for (const shard of [0, 1]) {
    const cluster = await startCluster(`shard${shard}`);
    const client = await connect(cluster);
    await client.query(`create table lines (${COLUMNS})`);
    const place = `host '127.0.0.1', port '${cluster.port}', dbname 'postgres'`;
    await admin.query(
      `create server shard${shard} foreign data wrapper postgres_fdw options (${place}, async_capable 'true', fetch_size '10000', batch_size '1000', use_remote_estimate 'true')`,
    );
    await admin.query(`create user mapping for postgres server shard${shard} options (user 'postgres')`);
    await admin.query(
      `create foreign table sharded.lines${shard} partition of sharded.clientele_order_lines for values with (modulus 2, remainder ${shard}) server shard${shard} options (schema_name 'public', table_name 'lines')`,
    );
  }
  return { coordinator, admin };
}

async function fill(admin: pg.Client): Promise<void> {
  const file = join(folder, "orders.csv");
  orderCsv(count, file);
  if (root) chownSync(file, user.uid as number, user.gid as number);
  await admin.query(
    "create temp table arriving (id text, order_id text, customer_id text, ordered_on text, amount numeric, cost numeric, currency text)",
  );
  await admin.query(`copy arriving from '${file}' with (format csv, header)`);
  for (const schema of ["single", "sharded"])
    await admin.query(
      `insert into ${schema}.clientele_order_lines (id, order_id, customer_id, ordered_on, amount, cost, currency) select * from arriving`,
    );
  await admin.query("drop table arriving");
  await admin.query("analyze");
  for (const [i, client] of clients.entries())
    if (i > 0) await client.query("create index on lines (customer_id); analyze lines");
}

try {
  const { coordinator, admin } = await build();
  await fill(admin);
  const held = await Promise.all(
    clients.slice(1).map((client) => client.query("select count(*) as n from lines")),
  );
  console.log(`${count} orders: ${held.map(({ rows }) => rows[0].n).join(" and ")} on the shards`);
  const log = logOfOrders(count);
  const asOf = "2026-01-01";
  const periods = trailingPeriods(asOf, { months: 3, count: 8 });
  const panel = tierPanel(log, { periods });
  const text = (value: unknown): string => JSON.stringify(value);
  const expected = [
    text([...measureRfm(log, { asOf })]),
    text([...panel.cells]),
    text(countTransitions(panel)),
  ];

  const pool = new pg.Pool({
    host: "127.0.0.1",
    port: coordinator.port,
    user: "postgres",
    database: "postgres",
    max: 1,
    options: "-c enable_partitionwise_aggregate=on -c enable_partitionwise_join=on -c work_mem=256MB",
  });
  const totalling: CompiledQuery[] = [];
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      if (/"purchase_units".*"sharded"/s.test(query.sql)) totalling.push(query);
    },
  });
  try {
    const seconds: Record<"single" | "sharded", number[]> = { single: [], sharded: [] };
    for (const schema of ["single", "sharded"] as const) {
      const options = { dialect: "postgres", schema, currency: "EUR" } as const;
      const questions = [
        async () => text([...measureRfm(await readSqlOrderTotals(kysely, options), { asOf })]),
        async () => text([...(await readSqlTierPanel(kysely, { ...options, periods })).cells]),
        async () => text(await countSqlTransitions(kysely, { ...options, periods })),
      ];
      for (const [i, ask] of questions.entries()) {
        const begun = performance.now();
        const found = await ask();
        seconds[schema].push((performance.now() - begun) / 1000);
        if (found !== expected[i])
          throw new Error(`question ${i} over ${schema} is not answered as in memory`);
      }
    }
    console.log(
      "all answers equal those in memory\n\nwhat                  one table, s   two shards, s   ratio",
    );
    for (const [i, name] of ["totals behind RFM", "panel of 8 quarters", "moves"].entries()) {
      const [one, two] = [seconds.single[i] ?? 0, seconds.sharded[i] ?? 0];
      console.log(
        `${name.padEnd(20)}${one.toFixed(2).padStart(14)}${two.toFixed(2).padStart(16)}${(one / two).toFixed(2).padStart(8)}`,
      );
    }
    const { sql: statement, parameters } = totalling[0] as CompiledQuery;
    const { rows } = await pool.query(`explain (costs off) ${statement}`, [...parameters]);
    const plan = rows.map((row) => String(row["QUERY PLAN"])).filter((line) => /->|^\w|Relations/.test(line));
    console.log(`\nThe plan of the totals over two shards:\n  ${plan.join("\n  ")}`);
  } finally {
    await kysely.destroy();
  }
} finally {
  for (const client of clients) await client.end();
  for (const { data } of [...started].reverse()) run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  rmSync(folder, { recursive: true, force: true });
}

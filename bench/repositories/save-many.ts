/**
 * Saving snapshots one by one and many at once, on PostgreSQL and PGlite.
 *
 *     npx tsx bench/repositories/save-many.ts [snapshots]
 *
 * 20,000 snapshots unless told otherwise, new ones and then the same again with the version that they have. Both ways write
 * equal records into the same table, emptied in between; `save` stands in one transaction for every 1,000,
 * `saveMany` takes 1,000 a call. The ratio is that of the times in one process.
 */
import { PGlite } from "@electric-sql/pglite";
import { Kysely, sql } from "kysely";
import { pgliteDialect, sqlStore } from "../../src/adapters/sql/index.ts";
import type { CustomerSnapshot } from "../../src/model/index.ts";
import type { ClienteleStore } from "../../src/repositories/index.ts";
import { openPostgres } from "./_bench-database.ts";

const [count = 20_000] = process.argv.slice(2).map(Number);
const BATCH = 1000;

const snapshots = Array.from(
  { length: count },
  (_, i): CustomerSnapshot => ({
    schemaVersion: 1,
    id: `customer-${i}:2026-11-22`,
    customerId: `customer-${i}`,
    asOf: "2026-11-22",
    currency: "EUR",
    recencyDays: i % 400,
    frequency: (i % 12) + 1,
    monetary: `${i % 1000}.50`,
    scores: { recency: 5, frequency: 3, monetary: 2 },
    segment: "loyal",
    valueBasis: "revenue",
    value: `${i % 1000}.50`,
    abc: "B",
    gold: i % 50 === 0,
  }),
);
const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, i) =>
  snapshots.slice(i * BATCH, (i + 1) * BATCH),
);

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function measure(name: string, store: ClienteleStore, empty: () => Promise<unknown>): Promise<void> {
  const one = (expected: "absent" | 1) =>
    seconds(async () => {
      for (const batch of batches)
        await store.transaction(async (tx) => {
          for (const record of batch) await tx.snapshots.save(record, { expected });
        });
    });
  const many = (expected: "absent" | 1) =>
    seconds(async () => {
      for (const batch of batches)
        await store.snapshots.saveMany(batch.map((record) => ({ record, expected })));
    });
  // Warm, and made ready by the database.
  await store.snapshots.saveMany((batches[0] ?? []).map((record) => ({ record, expected: "absent" })));
  await empty();
  const times: [string, number, number][] = [];
  const [newOne, oldOne] = [await one("absent"), await one(1)];
  await empty();
  const [newMany, oldMany] = [await many("absent"), await many(1)];
  times.push(["new", newOne, newMany], ["there", oldOne, oldMany]);
  for (const [what, slow, fast] of times)
    console.log(
      `${name.padEnd(12)}${what.padEnd(8)}${slow.toFixed(2).padStart(9)}${fast.toFixed(2).padStart(11)}${(slow / fast).toFixed(1).padStart(9)}`,
    );
}

console.log(`${count} snapshots       save s  saveMany s   ratio`);
const { kysely, schema, drop } = await openPostgres();
try {
  const store = sqlStore(kysely, { dialect: "postgres", schema });
  await store.upgradeSchema();
  await measure("PostgreSQL", store, () =>
    sql`truncate ${sql.id(schema, "clientele_snapshots")}`.execute(kysely),
  );
} finally {
  await drop();
}

const embedded = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
const store = sqlStore(embedded, { dialect: "pglite", durable: false, destroyOnClose: true });
await store.upgradeSchema();
await measure("PGlite", store, () => sql`truncate clientele_snapshots`.execute(embedded));
await store.close();

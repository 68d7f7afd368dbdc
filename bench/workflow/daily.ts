/**
 * The daily run on one store after another: the first run of a runner, one on the same day after 1 % of the customers have
 * changed, and one on the next day after another 1 % have.
 *
 *     npx tsx bench/workflow/daily.ts [customers] [memory pglite postgres]
 *
 * 5,000 customers unless told otherwise; 100,000 is the number in the documentation. A changed customer has a new order, and every
 * second one a new contact too. What the runner leaves in the memory store is compared, record by record, with what
 * `runDaily` would leave, up to 5,000 customers.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { PGlite } from "@electric-sql/pglite";
import { Kysely } from "kysely";
import { pgliteDialect, sqlStore } from "../../src/adapters/sql/index.ts";
import { addDays } from "../../src/calendar/index.ts";
import { type ClienteleStore, collectionNames, createMemoryStore } from "../../src/repositories/index.ts";
import { generateRetailer, type RetailerDataset } from "../../src/synthetic/index.ts";
import { createDailyRunner, runDaily } from "../../src/workflow/index.ts";
import { openPostgres } from "../repositories/_bench-database.ts";

// What a run of so many customers keeps does not fit in the usual heap.
if (!process.execArgv.some((option) => option.startsWith("--max-old-space-size"))) {
  const heap = ["--max-old-space-size=14000", "--max-semi-space-size=128"];
  const args = [...heap, ...process.execArgv, ...process.argv.slice(1)];
  process.exit(spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1);
}

const [first, ...rest] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const customers = first === undefined ? 5000 : Number(first);
const stores = rest.length > 0 ? rest : ["memory", "pglite", "postgres"];

const asOf = "2026-06-01";
const company = { zone: "Europe/London", currency: "GBP" } as const;
const retailer = generateRetailer({ seed: 1, asOf, customers, turns: true });
console.log(`${customers} customers, ${retailer.orderLines.length} order lines, as of ${asOf}`);

/** Puts everything into a store. */
async function fill(store: ClienteleStore): Promise<void> {
  for (const name of collectionNames) {
    const records = (retailer as unknown as Record<string, readonly { readonly id: string }[]>)[name];
    if (!Array.isArray(records)) continue;
    const target = store[name] as unknown as {
      append?: (records: readonly unknown[]) => Promise<unknown>;
      saveMany?: (saves: readonly unknown[]) => Promise<unknown>;
    };
    if (target.append !== undefined) await target.append(records);
    else
      for (let from = 0; from < records.length; from += 1000)
        await target.saveMany!(
          records.slice(from, from + 1000).map((record) => ({ record, expected: "absent" })),
        );
  }
}

/** Every hundredth customer orders, every second of them talks too. */
async function change(store: ClienteleStore, turn: number): Promise<void> {
  const { orderLines, parties } = retailer as RetailerDataset;
  const changed = parties.filter((_, i) => i % 100 === turn);
  const day = addDays(asOf, turn - 1);
  await store.orderLines.append(
    changed.map(({ id }, i) => ({
      ...orderLines[(i * 997) % orderLines.length]!,
      id: `new-${turn}-${i}`,
      orderId: `new-${turn}-${i}`,
      customerId: id,
      orderedOn: addDays(day, -1),
      orderedAt: undefined,
    })),
  );
  await store.interactions.append(
    changed
      .filter((_, i) => i % 2 === 0)
      .map(({ id }, i) => ({
        schemaVersion: 1 as const,
        id: `talk-${turn}-${i}`,
        partyId: id,
        channel: "phone" as const,
        direction: "inbound" as const,
        twoWay: true,
        occurredAt: `${addDays(day, -1)}T10:00:00Z`,
      })),
  );
}

const runs = [
  ["first run", asOf, "09:00"],
  ["same day, 1 % changed", asOf, "12:00"],
  ["next day, another 1 %", addDays(asOf, 1), "09:00"],
] as const;

async function measure(name: string, store: ClienteleStore): Promise<void> {
  await fill(store);
  const runner = createDailyRunner(store, { ...company, analyseEvery: 7 });
  const seconds: number[] = [];
  for (const [turn, [what, day, time]] of runs.entries()) {
    if (turn > 0) await change(store, turn);
    let most = 0;
    let stage = "";
    let since = performance.now();
    const parts = new Map<string, number>();
    const lap = (next: string): void => {
      const now = performance.now();
      if (stage !== "") parts.set(stage, (parts.get(stage) ?? 0) + (now - since) / 1000);
      [stage, since] = [next, now];
    };
    const started = performance.now();
    const report = await runner.run({
      asOf: day,
      time,
      onProgress: (progress) => {
        if (progress.stage === stage) return;
        lap(progress.stage);
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    lap("");
    most = Math.max(most, process.memoryUsage().rss);
    seconds.push((performance.now() - started) / 1000);
    const { written } = report;
    console.log(
      `${name.padEnd(9)} ${what.padEnd(22)} ${seconds[turn]!.toFixed(2).padStart(8)} s  ${(seconds[0]! / seconds[turn]!).toFixed(1).padStart(5)} ×  ` +
        `${Math.round(most / 1e6)} MB  saved ${written.snapshots.saved} + ${written.insights.saved} + ${written.decisions.saved}  ` +
        [...parts].map(([part, took]) => `${part} ${took.toFixed(2)}`).join(", "),
    );
  }
}

/** Everything in a store. */
async function contents(store: ClienteleStore): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const name of ["dailyRuns", "snapshots", "insights", "decisions", "claims"] as const)
    for await (const record of (store[name] as ClienteleStore["snapshots"]).stream()) found.push(record);
  for await (const event of store.reminderEvents.read()) found.push(event);
  return found;
}

if (customers <= 5000) {
  const [one, other] = [createMemoryStore(), createMemoryStore()];
  await fill(one);
  await fill(other);
  const runner = createDailyRunner(one, { ...company, analyseEvery: 7 });
  for (const [turn, [, day, time]] of runs.entries()) {
    if (turn > 0) for (const store of [one, other]) await change(store, turn);
    await runner.run({ asOf: day, time });
    await runDaily(other, {
      ...company,
      asOf: day,
      time,
      ...(turn === 0 ? {} : { analyses: runner.analyses! }),
    });
    assert.deepEqual(await contents(one), await contents(other));
  }
  console.log("what the runner leaves in the store is what runDaily leaves");
}
for (const name of stores) {
  if (name === "memory") await measure(name, createMemoryStore());
  if (name === "pglite") {
    const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
    const store = sqlStore(kysely, { dialect: "pglite" });
    await store.upgradeSchema();
    await measure(name, store);
    await kysely.destroy();
  }
  if (name === "postgres") {
    const { kysely, schema, drop } = await openPostgres();
    try {
      const store = sqlStore(kysely, { dialect: "postgres", schema });
      await store.upgradeSchema();
      await measure(name, store);
    } finally {
      await drop();
    }
  }
}

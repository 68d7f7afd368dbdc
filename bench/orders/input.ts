/**
 * What each form of input costs an order: the table "What input costs" of docs/orders.md.
 *
 *     npm run bench -- orders            half a million orders
 *     npm run bench -- orders --full     4 million orders of up to a million customers; writes docs/orders.md
 *
 * Processor time and not the clock, the least of some runs: other work on the machine adds little to it. What is given is
 * made before; what is measured is the way to totals or to a log.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { shareBatch } from "../../src/adapters/threads/index.ts";
import { dateOfDay } from "../../src/calendar/index.ts";
import {
  type ColumnBatch,
  createIdDictionary,
  createOrderTotals,
  type OrderRow,
  orderLogFromRows,
} from "../../src/orders/index.ts";
import { markdownTable } from "../rfm/_docs-table.ts";
import { idOf, makeOrders } from "../rfm/_orders.ts";

if (!process.execArgv.includes("--expose-gc")) {
  const args = ["--expose-gc", "--max-old-space-size=12000", ...process.execArgv, ...process.argv.slice(1)];
  process.exit(spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1);
}

const full = process.argv.includes("--full");
const rows = full ? 4_000_000 : 500_000;
const BATCH = 65_536;
const EUR = { currency: "EUR" } as const;
const { codes, days, cents } = makeOrders(rows, rows / 4);

async function nanoseconds(run: () => unknown, repetitions: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < repetitions; turn++) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, ((user + system) * 1000) / rows);
  }
  return least;
}

const parts = Array.from({ length: Math.ceil(rows / BATCH) }, (_, i) => [
  i * BATCH,
  Math.min(rows, (i + 1) * BATCH),
]) as readonly [number, number][];
const amountsOf = (from: number, to: number) => ({ ...EUR, exponent: 2, units: cents.subarray(from, to) });
const table: string[][] = [];
const note = (input: string, time: number): void => {
  table.push([input, time < 100 ? time.toFixed(0) : (Math.round(time / 10) * 10).toLocaleString("en")]);
  console.log(`${input}: ${time.toFixed(1)} ns`);
};

const coded: ColumnBatch[] = parts.map(([from, to]) => ({
  customers: codes.subarray(from, to),
  days: days.subarray(from, to),
  amounts: amountsOf(from, to),
}));
const total = (batches: Iterable<ColumnBatch>): void => {
  const totals = createOrderTotals(EUR);
  for (const batch of batches) totals.add(batch);
};
note("codes in columns, into totals", await nanoseconds(() => total(coded), 7));
note("the same columns copied by `shareBatch`", await nanoseconds(() => coded.map(shareBatch), 7));

const bytes = new Uint8Array(8 * rows);
const encoder = new TextEncoder();
for (let i = 0; i < rows; i++) encoder.encodeInto(idOf(codes[i]!), bytes.subarray(8 * i, 8 * i + 8));
const offsets = Int32Array.from({ length: rows + 1 }, (_, i) => 8 * i);
const texts: ColumnBatch[] = coded.map((batch, i) => ({
  ...batch,
  customers: { offsets: offsets.subarray(parts[i]![0], parts[i]![1] + 1), bytes },
}));
note("UTF-8 ids in columns, into totals", await nanoseconds(() => total(texts), 5));

const objects = Array.from(codes, (code, i) => ({ id: idOf(code), day: days[i]!, cents: cents[i]! }));
note(
  "objects with string ids, put into columns, into totals",
  await nanoseconds(() => {
    const customers = createIdDictionary();
    const totals = createOrderTotals({ ...EUR, customers });
    for (const [from, to] of parts) {
      const part = objects.slice(from, to);
      totals.add({
        customers: customers.encode(part.map((row) => row.id)),
        days: Int32Array.from(part, (row) => row.day),
        amounts: { ...EUR, exponent: 2, units: Int32Array.from(part, (row) => row.cents) },
      });
    }
  }, 3),
);
objects.length = 0;

const orderRows: OrderRow[] = Array.from(codes, (code, i) => ({
  customerId: idOf(code),
  orderedOn: dateOfDay(days[i]!),
  amount: (cents[i]! / 100).toFixed(2),
}));
note(
  "rows with decimal text, into an `OrderLog`",
  await nanoseconds(() => orderLogFromRows(orderRows, EUR), 2),
);

// The waiting alone, as in `readOrderLog`: beside the time for a log it would be lost.
async function* one(): AsyncGenerator<OrderRow> {
  for (const row of orderRows) yield row;
}
async function* batches(): AsyncGenerator<OrderRow[]> {
  for (let at = 0; at < orderRows.length; at += 4096) yield orderRows.slice(at, at + 4096);
}
async function count(given: AsyncIterable<OrderRow | readonly OrderRow[]>): Promise<void> {
  let found = 0;
  for await (const part of given) for (const _ of Array.isArray(part) ? part : [part]) found++;
  if (found !== rows) throw new Error(`Expected ${rows} rows, got ${found}`);
}
const apart = await nanoseconds(() => count(one()), 5);
const together = await nanoseconds(() => count(batches()), 5);
note("waiting for each row of an asynchronous one, on top", apart - together);

const text = [
  `${rows.toLocaleString("en")} orders of up to ${(rows / 4).toLocaleString("en")} customers, Node ${process.versions.node}; processor time, the least of 2 to 7 runs.`,
  "",
  markdownTable(["input", "nanoseconds an order"], table),
].join("\n");
console.log(`\n${text}`);
if (full) {
  const page = new URL("../../docs/orders.md", import.meta.url);
  const before = readFileSync(page, "utf8");
  const [open, close] = ["<!-- input -->", "<!-- /input -->"];
  const [from, to] = [before.indexOf(open), before.indexOf(close)];
  if (from < 0 || to < from) throw new Error("docs/orders.md has no place for input");
  writeFileSync(page, `${before.slice(0, from + open.length)}\n${text}\n${before.slice(to)}`);
}

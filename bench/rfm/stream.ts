/**
 * 100 million orders of 10 million customers, streamed in batches of a million on one thread: time, and the most memory
 * that the process ever took. Only with `--full`; 10 million orders otherwise.
 *
 *     npm run bench -- rfm --full
 */

import { createOrderTotals } from "../../src/orders/index.ts";
import { addOrders, checkOf, finish } from "./_clientele.ts";
import { writeToDocs } from "./_docs-table.ts";
import { describeCheck } from "./_engine.ts";
import { makeOrders } from "./_orders.ts";

const full = process.argv.includes("--full");
const rows = full ? 100_000_000 : 10_000_000;
const batch = 1_000_000;

const totals = createOrderTotals({ currency: "EUR" });
let milliseconds = 0;
function timed<T>(run: () => T): T {
  const start = process.hrtime.bigint();
  const result = run();
  milliseconds += Number(process.hrtime.bigint() - start) / 1e6;
  return result;
}
for (let from = 0; from < rows; from += batch) {
  const orders = makeOrders(rows, rows / 10, from, from + batch); // making them is not timed
  timed(() => addOrders(totals, orders, 0, batch));
}
const segments = timed(() => finish(totals));
const megabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
const text = `${rows / 1e6} million orders of ${segments.size.toLocaleString("en")} customers, streamed in batches of a million on one thread: ${(milliseconds / 1000).toFixed(1)} s (${((milliseconds * 1e6) / rows).toFixed(0)} ns an order), at most ${megabytes} MB for the whole process${full ? " (goal: under 1,000)" : ""}.`;
console.log(text);
console.log(`  ${describeCheck(checkOf(segments))}`);
if (full) writeToDocs("stream", text);

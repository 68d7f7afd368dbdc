/**
 * Next products of UCI Online Retail: how long it takes to fit the model and to score every customer, beside the mining of the
 * same baskets, and how often hidden products are found.
 *
 *     CLIENTELE_DATA=… npm run bench -- affinity
 *
 * Reads the folder named by CLIENTELE_DATA; nothing is measured without it. Processor time, the least of three. The peers have
 * no counterpart in npm: brute force (every product scored for every customer from the baskets themselves, on a few customers) stands for
 * it, and must find the same products before a ratio is printed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  type Baskets,
  basketsFromLists,
  basketsFromOrders,
  calibrateReplenishment,
  evaluateNextProduct,
  fitNextProduct,
  fitReplenishment,
  predictReplenishment,
  recommendToCustomers,
  sequencesFromBaskets,
} from "../../src/affinity/index.ts";
import { dateOfDay, dayNumber, type PlainDate } from "../../src/calendar/index.ts";
import { type OrderLog, type OrderRow, readOrderLog } from "../../src/orders/index.ts";

const folder = process.env["CLIENTELE_DATA"];
if (folder === undefined || !existsSync(join(folder, "data/affinity"))) {
  console.log("next product: no data; set CLIENTELE_DATA");
  process.exit(0);
}

const asOf = "2011-12-10";

/** One line of the file, whose fields may be quoted. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? "");

async function readUci(): Promise<OrderLog> {
  const text = gunzipSync(readFileSync(join(folder!, "data/clv_rfm/uci_online_retail_full.csv.gz"))).toString(
    "utf8",
  );
  const rows = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line): OrderRow => {
      const [orderId = "", productId = "", , quantity = "", at = "", price = "", customerId = ""] =
        fieldsOf(line);
      return { orderId, productId, quantity, price, customerId, orderedOn: at.slice(0, 10) as PlainDate };
    });
  const { log } = await readOrderLog([rows], { currency: "GBP", onInvalid: "set-aside" });
  return log;
}

function least<T>(name: string, work: () => T, times = 3): { readonly result: T; readonly ms: number } {
  let ms = Number.POSITIVE_INFINITY;
  let result!: T;
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(before);
    ms = Math.min(ms, (user + system) / 1000);
  }
  console.log(`  ${name.padEnd(58)} ${ms.toFixed(0).padStart(7)} ms`);
  return { result, ms };
}

const log = await readUci();
const customers = basketsFromOrders(log, { asOf, by: "customer" });
const orders = basketsFromOrders(log, { asOf });
console.log(
  `UCI Online Retail: ${customers.size} customers, ${orders.size} orders, ${customers.itemIds.length} products`,
);
const { result: model, ms: fitMs } = least("fit, baskets of customers", () => fitNextProduct(customers));
least("fit, baskets of orders", () => fitNextProduct(orders), 1);
const { result: table, ms: allMs } = least("score every customer, five products each", () =>
  recommendToCustomers(model, customers),
);
console.log(
  `  personal ${table.personal}, popular only ${table.popularOnly}, none ${table.none}; coverage ${(100 * table.catalogueCoverage).toFixed(1)} %`,
);

const few = 20;
const brute = least(`brute force, ${few} customers`, () => bruteForce(customers, few), 1);
const agree = brute.result.filter((best, c) => {
  const own = recommendToCustomersOf(c)[0];
  return own === undefined || own === best;
}).length;
console.log(
  `  the same first product for ${agree} of ${few}; scoring one customer ${(brute.ms / few / ((allMs + fitMs) / customers.size)).toFixed(0)} × faster, the fit included`,
);

const sequences = sequencesFromBaskets(orders);
const { result: gaps } = least(
  "fit replenishment of every product",
  () => fitReplenishment(sequences, { asOf }),
  1,
);
const { result: due } = least(
  "predict replenishment",
  () => predictReplenishment(gaps, sequences, { asOf }),
  1,
);
console.log(
  `  ${gaps.products.length} products with a law, ${gaps.tooFew.length} with too few gaps, ${due.length} pairs of customer and product`,
);
checkIntervals();

console.log(
  "hidden products found among ten, every fifth basket a test, each of its products hidden in turn",
);
const text = (file: string): string[] =>
  readFileSync(join(folder!, "data/affinity", file), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
const sets: readonly (readonly [string, Baskets, number])[] = [
  ["Groceries", lists(text("groceries.dat"), /\s+/), 1],
  ["Online Retail", lists(text("online_retail_baskets.txt"), ","), 10],
  ["retail, first 30,000", lists(text("retail.dat").slice(0, 30_000), /\s+/), 10],
];
for (const [name, baskets, minimumCount] of sets) {
  for (const neighbourLimit of [1000, Number.POSITIVE_INFINITY]) {
    const before = process.cpuUsage();
    const found = evaluateNextProduct(baskets, { minimumCount, neighbourLimit });
    const { user, system } = process.cpuUsage(before);
    if (found.kind === "insufficient") continue;
    console.log(
      `  ${name}, ${found.tests} tests, ${found.products} products, neighbours ${neighbourLimit}: ${((user + system) / 1000).toFixed(0)} ms`,
    );
    for (const { scorer, hitRate, ndcg, coverage } of found.scorers)
      console.log(
        `    ${scorer.padEnd(18)} HR ${hitRate.mean.toFixed(4)} ± ${hitRate.standardError.toFixed(4)}  NDCG ${ndcg.mean.toFixed(4)} ± ${ndcg.standardError.toFixed(4)}  coverage ${coverage.toFixed(2)}`,
      );
  }
}

function lists(lines: readonly string[], mark: string | RegExp): Baskets {
  return basketsFromLists(
    lines.map((line) =>
      line
        .trim()
        .split(mark)
        .filter((item) => item !== ""),
    ),
  );
}

function recommendToCustomersOf(c: number): readonly string[] {
  return table
    .row(c)
    .products.filter(({ basis }) => basis === "association")
    .map(({ productId }) => productId);
}

/** The first product of a few customers by the definition of the cosine, from the baskets themselves. */
function bruteForce({ offsets, items, size, itemIds }: Baskets, first: number): readonly string[] {
  const holders: number[][] = itemIds.map(() => []);
  const weight = new Float64Array(size);
  for (let b = 0; b < size; b++) {
    weight[b] = Math.log((itemIds.length + 1) / (1 + offsets[b + 1]! - offsets[b]!)) ** 2;
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++) holders[items[at]!]!.push(b);
  }
  const norm = holders.map((list) => list.reduce((sum, b) => sum + weight[b]!, 0));
  return Array.from({ length: first }, (_, c) => {
    const own = items.subarray(offsets[c], offsets[c + 1]);
    const inOwn = new Set(own);
    let [best, value] = [-1, 0];
    for (let j = 0; j < itemIds.length; j++) {
      if (inOwn.has(j)) continue;
      const of = new Set(holders[j]);
      let score = 0;
      for (const i of own) {
        let sum = 0;
        for (const b of holders[i]!) if (of.has(b)) sum += weight[b]!;
        score += sum / Math.sqrt(norm[i]! * norm[j]!);
      }
      if (score > value + 1e-9) [best, value] = [j, score];
    }
    return itemIds[best] ?? "";
  });
}

/** The log is cut a quarter before its end, and intervals and chances are compared with what was bought next. */
function checkIntervals(): void {
  const cut = dateOfDay(dayNumber(asOf) - 91);
  const next = new Map<string, string>();
  const { starts, days, offsets, items, customerIds = [], itemIds } = sequences;
  for (let s = 0; s < sequences.size; s++)
    for (let e = starts[s + 1]! - 1; e >= starts[s]! && days[e]! >= dayNumber(cut); e--)
      for (const item of items.subarray(offsets[e], offsets[e + 1]))
        next.set(`${customerIds[s]} ${itemIds[item]}`, dateOfDay(days[e]!));
  const cases = ([1, 2, 3] as const).flatMap((minimumGaps) =>
    (["lognormal", "gamma"] as const).map((family) => ({ family, minimumGaps })),
  );
  for (const { family, minimumGaps } of cases) {
    const fitted = fitReplenishment(sequences, { asOf: cut, family });
    const measured = calibrateReplenishment(sequences, { asOf: cut, family, minimumGaps });
    if (measured.kind === "insufficient") continue;
    for (const calibration of [undefined, measured]) {
      let [seen, inside, asked, came, said] = [0, 0, 0, 0, 0];
      for (const row of predictReplenishment(fitted, sequences, { asOf: cut, calibration, minimumGaps })) {
        const { customerId, productId, dueFrom, dueTo, stillDue, chance = 0 } = row;
        // Only gaps that must have ended by now, if the interval is right, can be judged without bias.
        if (dueTo >= asOf) continue;
        const day = next.get(`${customerId} ${productId}`);
        if (stillDue >= 0.5) {
          seen++;
          if (day !== undefined && day >= dueFrom && day <= dueTo) inside++;
        }
        if (calibration === undefined || dueTo < cut || stillDue < 0.1) continue;
        asked++;
        said += chance;
        if (day !== undefined && day <= dueTo) came++;
      }
      const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
      const what = calibration === undefined ? "law alone" : "calibrated";
      console.log(
        `  ${family}, ${minimumGaps} own gaps, ${what}: of ${seen} intervals of 80 % that ended within the quarter, ${percent(inside / seen)} held the next purchase`,
      );
      if (asked > 0)
        console.log(
          `    said ${percent(0.8 * measured.shares.at(-1)!)}; chances of ${asked} pairs: said ${percent(said / asked)}, was ${percent(came / asked)}`,
        );
    }
  }
}

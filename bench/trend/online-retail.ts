/** Change alerts on UCI Online Retail (folder CLIENTELE_DATA); `--write` puts the figures into docs/trend.md. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type AnyOrderRow, orderLogFromRows } from "../../src/orders/index.ts";
import { surveyTrend, type TrendSurvey, trendInsights } from "../../src/trend/index.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

const path = `${process.env["CLIENTELE_DATA"] ?? ""}/data/clv_rfm/uci_online_retail_full.csv.gz`;
if (existsSync(path)) report();
else console.log("The data set is not at hand: not run");

function report(): void {
  const rows: AnyOrderRow[] = [];
  const lines = gunzipSync(readFileSync(path)).toString("latin1").split(/\r?\n/);
  for (const line of lines.slice(1)) {
    // The description alone may hold commas: what is before and after it is counted from the ends.
    const cells = line.split(",");
    const [quantity, moment, price, customerId] = cells.slice(-5) as [string, string, string, string];
    if (cells.length < 8 || customerId === "") continue;
    rows.push({
      customerId,
      orderId: cells[0]!,
      productId: cells[1]!,
      orderedOn: moment.slice(0, 10) as `${number}-${number}-${number}`,
      orderedAt: `${moment.replace(" ", "T")}Z`,
      quantity,
      price,
      placeId: cells.at(-1)!,
    });
  }
  const log = orderLogFromRows(rows, { currency: "GBP" });
  const all: string[][] = [];
  let chance = "";
  for (const [name, peers] of [
    ["own past", "none"],
    ["own past times that of all others", "all"],
  ] as const) {
    const begin = process.cpuUsage();
    const survey = surveyTrend(log, {
      asOf: "2011-12-10",
      currentMonths: 3,
      referenceMonths: 9,
      zone: "UTC",
      peers,
    });
    const { user } = process.cpuUsage(begin);
    if (survey.kind === "insufficient") throw new Error(survey.of);
    all.push(...rowsOf(survey, name));
    if (peers === "none") chance = byChance(survey);
    console.log(`${name}: ${(user / 1e6).toFixed(1)} s of processor time`);
    for (const insight of trendInsights(survey, log).slice(0, 3))
      console.log(JSON.stringify(insight.payload));
  }
  const table = markdownTable(["of", "against", "tested", "too few orders", "up", "down", "other"], all);
  const text = `${log.size} lines of ${log.customerIds.length} customers, 2010-12-01 to 2011-12-09; the last three months against the nine before.\n\n${table}\n\n${chance}`;
  console.log(`\n${text}`);
  if (process.argv.includes("--write")) writeToDocs("online retail", text);
}

/** How many rates look changed where each test stands by itself, and how many of these chance alone makes. */
function byChance({ rates }: TrendSurvey): string {
  const tested = Array.from(rates).filter(({ result }) => result.kind !== "insufficient");
  const low = tested.filter(({ result }) => result.kind !== "insufficient" && result.p <= 0.05);
  const up = low.filter(({ result }) => result.kind !== "insufficient" && result.direction === "up");
  const { clumping } = rates;
  const scatter = clumping?.kind === "poisson" ? `index ${clumping.index.toFixed(2)}` : "clumping found";
  return `Rates by themselves: of ${tested.length} customers ${low.length} have p ≤ 0.05, where chance alone makes that of ${Math.round(0.05 * tested.length)}; ${up.length} of them point up. Dispersion: ${scatter}.`;
}

function rowsOf(
  { rates, amounts, values, overdue, shifts, mixes }: TrendSurvey,
  against: string,
): string[][] {
  const row = (of: string, size: number, tested: number, ways: readonly number[]): string[] => [
    of,
    against,
    ...[tested, size - tested, ...ways].map(String),
  ];
  const changed = shifts.filter(({ result }) => result.kind === "changed");
  const ways = (way: string): number =>
    changed.filter(({ result }) => result.kind === "changed" && result.direction === way).length;
  const shifted = shifts.filter(({ result }) => result.kind !== "insufficient").length;
  const relative = [
    row("rate", rates.size, rates.tested, [rates.up, rates.down, 0]),
    row("amount", amounts.size, amounts.tested, [amounts.up, amounts.down, 0]),
    row("rfm of the best customers", shifts.length, shifted, [ways("up"), ways("down"), ways("sideways")]),
  ];
  if (against !== "own past") return relative;
  return [
    ...relative,
    row("value", values.size, values.tested, [values.up, values.down, 0]),
    row("silence", overdue.size, overdue.tested, [0, overdue.overdue, 0]),
    ...mixes.map((mix) => row(`mix of ${mix.of}`, mix.size, mix.tested, [0, 0, mix.changed])),
  ];
}

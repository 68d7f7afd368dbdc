/**
 * The daily run of a million customers and 30 rules, with about 50,000 due.
 *
 *     npx tsx bench/reminders/daily.ts [customers] [repetitions]
 *
 * Times are CPU times of this process, so that a loaded machine prolongs them little; ratios are of one run. The same
 * number of due moments is made for a tenth of the customers, to show what the cost follows.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { instantOf } from "../../src/calendar/index.ts";
import { builtInRules, createDueIndex, type Dossier, decideReminders } from "../../src/reminders/index.ts";
import { later, makeCustomers, makeRules, TODAY } from "./_customers.ts";

const [customers = 1_000_000, repetitions = 3] = process.argv.slice(2).map(Number);
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

/** CPU milliseconds. */
function timed<T>(work: () => T): readonly [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const asOf = `${TODAY}T06:00:00Z`;
const birthday = builtInRules.filter(({ id }) => id === "birthday");

function measure(count: number, everyDays: number) {
  const dossiers = makeCustomers(count);
  const byId = new Map(dossiers.map((dossier) => [dossier.party.id, dossier]));
  const rules = [...birthday, ...makeRules(29, everyDays)];
  const before = heap();
  const [index, indexing] = timed(() => createDueIndex(dossiers, { from: TODAY, days: 31, rules }));
  const bytes = (heap() - before) / count;

  const [naming, deciding, asking] = [[], [], []] as [number[], number[], number[]];
  let [due, decisions, sent] = [0, 0, 0];
  for (let i = 0; i < repetitions; i++) {
    const [named, ms] = timed(() => index.dueAt(asOf).map((id) => byId.get(id)!));
    naming.push(ms);
    const [run, decided] = timed(() => decideReminders({ asOf, zone: "UTC", dossiers: named, rules }));
    deciding.push(decided);
    due = named.length;
    decisions = run.decisions.length;
    sent = run.decisions.filter(({ verdict }) => verdict === "send").length;
    // The same rules asked, and nothing decided: what generation alone costs.
    const window = { from: TODAY, to: later(1), today: TODAY, zone: "UTC" } as const;
    const [, asked] = timed(() => {
      for (const dossier of named) for (const rule of rules) rule.occurrences(dossier, window);
    });
    asking.push(asked);
  }
  return { dossiers, rules, index, indexing, bytes, naming, deciding, asking, due, decisions, sent };
}

const small = measure(customers / 10, 60);
const { dossiers, rules, index, ...large } = measure(customers, 600);

console.log(
  `${customers.toLocaleString("en")} customers, ${rules.length} rules; CPU times, median of ${repetitions}\n`,
);
const row = (name: string, value: string): void => console.log(`  ${name.padEnd(52)} ${value}`);
row("index of 31 days, made once", seconds(large.indexing));
row("  bytes a customer, ids and maps included", large.bytes.toFixed(0));
row("customers looked at", String(large.due));
row("decisions, of them sends", `${large.decisions}, ${large.sent}`);
row("naming the due", seconds(median(large.naming)));
row("deciding", seconds(median(large.deciding)));
row("  of that asking the rules", seconds(median(large.asking)));
const daily = median(large.naming) + median(large.deciding);
row("the daily run", seconds(daily));
const tenth = median(small.naming) + median(small.deciding);
row(`with a tenth of the customers and ${small.due} looked at`, seconds(tenth));
const perDecision = daily / large.decisions / (tenth / small.decisions);
row(
  "10 × the customers at the same due",
  `${(daily / tenth).toFixed(2)} × the time (${perDecision.toFixed(2)} × a decision)`,
);

// Without the index: all customers are asked.
const [, full] = timed(() => decideReminders({ asOf, zone: "UTC", dossiers, rules }));
row("the full run over all customers", seconds(full));

// One new fact.
const changed = 2000;
const [, ms] = timed(() => {
  for (let i = 0; i < changed; i++) {
    const before = dossiers[(i * 499) % dossiers.length]!;
    const after: Dossier = { ...before, party: { ...before.party, since: later(-600) } };
    index.put(after, asOf);
    decideReminders({ asOf, zone: "UTC", dossiers: [after], rules });
  }
});
const one = ms / changed;
row("one new fact: index and decisions of its customer", `${one.toFixed(3)} ms`);
row("  faster than the daily run by", `${Math.round(daily / one).toLocaleString("en")} ×`);
row("  faster than the full run by", `${Math.round(full / one).toLocaleString("en")} ×`);

// Wall clock → instant: one zone and day asked by all its customers.
const asks = 500_000;
const zones = ["Asia/Taipei", "Asia/Shanghai", "Europe/Berlin", "America/New_York"];
const [, resolving] = timed(() => {
  let sum = 0;
  for (let i = 0; i < asks; i++) sum += instantOf(later(i % 3), "09:00", zones[i & 3]!);
  return sum;
});
row(
  "wall clock → instant, kept by zone",
  `${(((asks / resolving) * 1000) / 1e6).toFixed(1)} million a second`,
);

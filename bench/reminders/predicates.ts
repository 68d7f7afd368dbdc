/**
 * The same 20 rules as conditions of the library and of json-rules-engine.
 *
 *     npx tsx bench/reminders/predicates.ts [customers] [repetitions]
 *
 * Both answer for the same customers, and must agree on each. The peer gets its facts ready-made, days counted
 * beforehand, which the library counts itself. The variants take turns within every repetition; medians of CPU times.
 */
import { Engine } from "json-rules-engine";
import { daysBetween } from "../../src/calendar/index.ts";
import { compileCondition } from "../../src/reminders/condition.ts";
import { builtInPredicates, type Condition, type Dossier, holds } from "../../src/reminders/index.ts";
import { createRandom, later, TODAY } from "./_customers.ts";

const [customers = 2000, repetitions = 5] = process.argv.slice(2).map(Number);
/** The library answers for all of them so many times, or it would be over before the clock moves. */
const ROUNDS = 400;

const random = createRandom(11);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const dossiers = Array.from(
  { length: customers },
  (_, i): Dossier => ({
    party: {
      schemaVersion: 1,
      kind: pick(["person", "organisation"]),
      id: `c${i}`,
      name: `C${i}`,
      since: later(-1 - Math.floor(random() * 2000)),
      roles: [pick(["customer", "prospect", "partner"])],
      languages: [pick(["en", "zh-Hant", "de"])],
      timeZone: pick(["Asia/Taipei", "Europe/Berlin", "America/New_York"]),
      ...(random() < 0.5 ? { ownerId: "eve" } : {}),
    },
  }),
);

/** A rule: the condition of the library, and the same for the peer. */
interface Pair {
  readonly own: Condition;
  readonly peer: object;
}
const kind = (value: "person" | "organisation"): Pair => ({
  own: holds("party.kind", { in: [value] }),
  peer: { fact: "kind", operator: "equal", value },
});
const since = (atLeast: number): Pair => ({
  own: holds("party.days-since-start", { atLeast }),
  peer: { fact: "daysSinceStart", operator: "greaterThanInclusive", value: atLeast },
});
const role = (value: "customer" | "prospect" | "partner"): Pair => ({
  own: holds("party.role", { is: value }),
  peer: { fact: "roles", operator: "contains", value },
});
const zone = (...zones: string[]): Pair => ({
  own: holds("party.zone", { in: zones }),
  peer: { fact: "zone", operator: "in", value: zones },
});
const owned: Pair = {
  own: holds("party.has-owner", {}),
  peer: { fact: "hasOwner", operator: "equal", value: true },
};
const all = (...of: Pair[]): Pair => ({
  own: { all: of.map(({ own }) => own) },
  peer: { all: of.map(({ peer }) => peer) },
});
const any = (...of: Pair[]): Pair => ({
  own: { any: of.map(({ own }) => own) },
  peer: { any: of.map(({ peer }) => peer) },
});
const kinds = [kind("person"), kind("organisation")] as const;
const roles = [role("customer"), role("prospect"), role("partner")] as const;
const pairs = Array.from(
  { length: 20 },
  (_, i): Pair =>
    i % 2 === 0
      ? all(kinds[i % 4 === 0 ? 0 : 1], since(100 * i), roles[i % 3]!)
      : any(all(owned, since(60 * i)), zone("Asia/Taipei", ...(i % 3 === 0 ? ["Europe/Berlin"] : []))),
);

const compiled = pairs.map(({ own }) => {
  const ready = compileCondition(own, builtInPredicates, [], (issue) => {
    throw new Error(JSON.stringify(issue));
  });
  if (ready === undefined) throw new Error("The condition cannot be read.");
  return ready;
});
const window = { from: TODAY, to: later(1), today: TODAY, zone: "UTC" } as const;
const engine = new Engine(
  pairs.map(({ peer }, i) => ({
    conditions: "all" in peer || "any" in peer ? peer : { all: [peer] },
    event: { type: `r${i}` },
  })) as ConstructorParameters<typeof Engine>[0],
);
const factsOf = ({ party }: Dossier) => ({
  kind: party.kind,
  daysSinceStart: daysBetween(party.since!, TODAY),
  roles: party.roles,
  zone: party.timeZone,
  hasOwner: party.ownerId !== undefined,
});

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const times: { own: number[]; peer: number[] } = { own: [], peer: [] };
let matches = 0;
for (let i = 0; i < repetitions; i++) {
  const start = cpu();
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const dossier of dossiers) for (const rule of compiled) count += rule.holds(dossier, window) ? 1 : 0;
  }
  times.own.push((cpu() - start) / customers / ROUNDS);
  matches = count / ROUNDS;

  const facts = dossiers.map(factsOf);
  const before = cpu();
  const results: string[][] = [];
  for (const one of facts) results.push((await engine.run(one)).events.map(({ type }) => type).sort());
  times.peer.push((cpu() - before) / customers);
  results.forEach((found, k) => {
    const own = compiled.flatMap((rule, r) => (rule.holds(dossiers[k]!, window) ? [`r${r}`] : [])).sort();
    if (own.join() !== found.join()) throw new Error(`They disagree on customer ${k}: ${own} and ${found}`);
  });
}
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const [own, peer] = [median(times.own), median(times.peer)];
const rate = (each: number): string => Math.round(1 / each).toLocaleString("en");
console.log(`20 rules; ${matches} hold of ${customers * 20}; both agree on each\n`);
console.log(`  conditions of the library  ${rate(own)} customers a second`);
console.log(`  json-rules-engine          ${rate(peer)} customers a second`);
console.log(`  ratio                      ${Math.round(peer / own).toLocaleString("en")} ×`);

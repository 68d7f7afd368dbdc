/**
 * Views of what was known of every customer on a day, beside two plain ways to ask for them.
 *
 *     npx tsx bench/knowledge/as-of.ts [customers] [factsPerCustomer] [repetitions]
 *
 * *Grouped filter*: the facts are grouped by customer once, then each group is filtered by the definition and the newest
 * value of each single-valued attribute is taken; it resolves no contradictions and tells no freshness. *Plain filter*:
 * all facts are filtered for each customer; measured on 20 customers, for its time grows with the square. The variants
 * take turns within every repetition and the median is shown; only the ratios of one run mean anything.
 */
import { indexFacts, viewsAsOf } from "../../src/knowledge/index.ts";
import { builtInAttributes, type Fact, isKnownAt, isValidOn } from "../../src/model/index.ts";

const [customers = 100_000, perCustomer = 20, repetitions = 3] = process.argv.slice(2).map(Number);

/** Mulberry32: enough chance for a benchmark, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = createRandom(7);
const attributes = builtInAttributes.keys;
const facts: Fact[] = [];
for (let i = 0; i < customers * perCustomer; i++) {
  const recorded = new Date(Date.UTC(2020, 0, 1) + Math.floor(random() * 2400) * 86_400_000).toISOString();
  const retracted = random() < 0.1 ? { retractedAt: "2026-08-01T00:00:00Z" } : {};
  facts.push({
    schemaVersion: 1,
    id: `f${i}`,
    subjectId: `c${Math.floor(random() * customers)}`,
    attribute: attributes[Math.floor(random() * attributes.length)]!,
    value: `value ${Math.floor(random() * 50)}`,
    confidence: 0.9,
    provenance: { method: random() < 0.5 ? "stated" : "imported" },
    observedAt: recorded,
    recordedAt: recorded,
    ...retracted,
  });
}

const asOf = "2026-06-01T00:00:00Z";
const validOn = "2026-06-01" as const;

/** The newest of each single-valued attribute, all of the others. */
function newest(known: readonly Fact[]): number {
  const held = new Map<string, Fact>();
  let many = 0;
  for (const fact of known) {
    if (builtInAttributes.find(fact.attribute)?.cardinality === "many") {
      many++;
      continue;
    }
    const key = `${fact.attribute}|${fact.qualifier ?? ""}`;
    const other = held.get(key);
    if (other === undefined || Date.parse(other.observedAt) < Date.parse(fact.observedAt))
      held.set(key, fact);
  }
  return held.size + many;
}

const plainly = (fact: Fact): boolean => isKnownAt(fact, asOf) && isValidOn(fact, validOn);
const sample = 20;
const times: Record<string, number[]> = { index: [], views: [], grouped: [], plain: [] };
for (let i = 0; i < repetitions; i++) {
  let start = performance.now();
  const index = indexFacts(facts);
  times["index"]?.push((performance.now() - start) / customers);
  start = performance.now();
  let known = 0;
  for (const view of viewsAsOf(index, { asOf, validOn })) known += view.known.length;
  times["views"]?.push((performance.now() - start) / customers);
  start = performance.now();
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.subjectId);
    if (group === undefined) groups.set(fact.subjectId, [fact]);
    else group.push(fact);
  }
  let held = 0;
  for (const group of groups.values()) held += newest(group.filter(plainly));
  times["grouped"]?.push((performance.now() - start) / customers);
  start = performance.now();
  for (let c = 0; c < sample; c++)
    held += newest(facts.filter((fact) => fact.subjectId === `c${c}` && plainly(fact)));
  times["plain"]?.push((performance.now() - start) / sample);
  if (known === 0 || held === 0) throw new Error("nothing was known");
}
const median = (name: string): number => {
  const list = (times[name] ?? []).toSorted((a, b) => a - b);
  return (list[list.length >> 1] ?? 0) * 1000;
};
const [made, viewed, grouped, plain] = [median("index"), median("views"), median("grouped"), median("plain")];
console.log(`${customers} customers, ${facts.length} facts, as of ${asOf}; microseconds per customer`);
console.log(`index, once            ${made.toFixed(2)}`);
console.log(`view with contradictions and freshness ${viewed.toFixed(2)}`);
console.log(`grouped filter         ${grouped.toFixed(2)}: ${(grouped / viewed).toFixed(1)} times a view`);
console.log(`plain filter           ${plain.toFixed(0)}: ${(plain / viewed).toFixed(0)} times a view`);

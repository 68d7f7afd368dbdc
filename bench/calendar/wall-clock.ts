/**
 * Wall clock → instant and instant → local day, with the memo of offsets and without it.
 *
 *     npx tsx bench/calendar/wall-clock.ts [questions] [repetitions]
 *
 * The questions are those of a send run: customers in 40 zones, a day of the coming year, a minute of the day.
 * Only ratios measured in one run are worth printing: the variants take turns within every repetition, in rotating
 * order, and the median is shown. Both variants run the same resolver; only the source of offsets differs.
 */

import { rawOffset, resolveLocal } from "../../src/calendar/_zone-offset.ts";
import { dateOfDay, instantOf, localDayNumber, type WallTime } from "../../src/calendar/index.ts";

const [questions = 100_000, repetitions = 9] = process.argv.slice(2).map(Number);
const DAY = 86_400_000;
const FIRST_DAY = 20_454; // 2026-01-01

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

const random = createRandom(1);
const zones = Intl.supportedValuesOf("timeZone")
  .filter((_, i) => i % 11 === 0)
  .slice(0, 40);
const two = (value: number): string => String(value).padStart(2, "0");
const asked = Array.from({ length: questions }, () => {
  const day = FIRST_DAY + Math.floor(random() * 365);
  const minute = Math.floor(random() * 1440);
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}` as WallTime;
  const zone = zones[Math.floor(random() * zones.length)] ?? "UTC";
  return { date: dateOfDay(day), time, zone, local: day * DAY + minute * 60_000 };
});

type Variant = readonly [name: string, run: () => number];
const variants: readonly Variant[] = [
  ["instant, without memo", () => sum(({ local, zone }) => resolveLocal(local, zone, rawOffset))],
  ["instant, with memo", () => sum(({ date, time, zone }) => instantOf(date, time, zone))],
  [
    "local day, without memo",
    () => sum(({ local, zone }) => Math.floor((local + rawOffset(zone, local)) / DAY)),
  ],
  ["local day, with memo", () => sum(({ local, zone }) => localDayNumber(local, zone))],
];

function sum(answer: (question: (typeof asked)[number]) => number): number {
  let total = 0;
  for (const question of asked) total += answer(question) % 1_000_003;
  return total;
}

const times = new Map<string, number[]>(variants.map(([name]) => [name, []]));
const checks = new Map<string, number>();
for (let i = 0; i <= repetitions; i++) {
  for (let j = 0; j < variants.length; j++) {
    const [name, run] = variants[(i + j) % variants.length] as Variant;
    const start = performance.now();
    checks.set(name, run());
    if (i > 0) times.get(name)?.push(performance.now() - start);
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const perSecond = (name: string): number => questions / median(times.get(name) ?? []) / 1000;
for (const [name] of variants) {
  console.log(
    `${name.padEnd(26)} ${perSecond(name).toFixed(3).padStart(8)} M/s   (check ${checks.get(name)})`,
  );
}
for (const kind of ["instant", "local day"]) {
  if (checks.get(`${kind}, with memo`) !== checks.get(`${kind}, without memo`))
    throw new Error("the memo changes answers");
  const ratio = perSecond(`${kind}, with memo`) / perSecond(`${kind}, without memo`);
  console.log(`${kind}: the memo is ${ratio.toFixed(1)} times as fast`);
}

/**
 * Gregorian ↔ Chinese dates beside lunar-typescript.
 *
 *     npx tsx bench/calendar/lunar.ts [days] [repetitions]
 *
 * Only ratios measured in one run are worth printing: the variants take turns within every repetition, in rotating
 * order, and the median is shown. The days are spread over 1900–2100 (as birthdays, in no order), or over one year
 * (as a day's run). The peer computes a whole day's almanac on demand and remembers the last year it was asked for;
 * the library converts only.
 */
import { Lunar, Solar } from "lunar-typescript";
import { dateOfDay, lunarDateOf, type PlainDate, plainDateOfLunar } from "../../src/calendar/index.ts";

const [days = 20_000, repetitions = 7] = process.argv.slice(2).map(Number);

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

interface Day {
  readonly date: PlainDate;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function spread(first: number, length: number): readonly Day[] {
  const random = createRandom(7);
  return Array.from({ length: days }, () => {
    const date = dateOfDay(first + Math.floor(random() * length));
    const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
    return { date, year, month, day };
  });
}

const ours = ({ date }: Day): number => {
  const { year, month, day, leapMonth } = lunarDateOf(date);
  return year * 10_000 + (leapMonth ? -month : month) * 100 + day;
};
const peer = ({ year, month, day }: Day): number => {
  const lunar = Solar.fromYmd(year, month, day).getLunar();
  return lunar.getYear() * 10_000 + lunar.getMonth() * 100 + lunar.getDay();
};
const oursBack = ({ year, month, day }: Day): number =>
  Number(
    plainDateOfLunar({
      year: Math.min(Math.max(year, 1901), 2099),
      month,
      day: Math.min(day, 29),
    }).replaceAll("-", ""),
  );
const peerBack = ({ year, month, day }: Day): number => {
  const solar = Lunar.fromYmd(Math.min(Math.max(year, 1901), 2099), month, Math.min(day, 29)).getSolar();
  return solar.getYear() * 10_000 + solar.getMonth() * 100 + solar.getDay();
};

function compare(
  title: string,
  input: readonly Day[],
  a: (day: Day) => number,
  b: (day: Day) => number,
): void {
  const variants = [a, b];
  const times: number[][] = [[], []];
  const sums = [0, 0];
  for (let i = 0; i <= repetitions; i++) {
    for (let j = 0; j < 2; j++) {
      const which = (i + j) % 2;
      const convert = variants[which] ?? a;
      const start = performance.now();
      let sum = 0;
      for (const day of input) sum += convert(day);
      if (i > 0) times[which]?.push(performance.now() - start);
      sums[which] = sum;
    }
  }
  if (sums[0] !== sums[1]) throw new Error(`${title}: the answers differ`);
  const [mine = 0, theirs = 0] = times.map((list) => list.toSorted((x, y) => x - y)[list.length >> 1] ?? 0);
  const rate = (time: number): string => (days / time / 1000).toFixed(3);
  console.log(
    `${title.padEnd(36)} ${rate(mine)} M/s, lunar-typescript ${rate(theirs)} M/s: ${(theirs / mine).toFixed(0)} times as fast`,
  );
}

const birthdays = spread(-25_202, 73_000); // from 1900-12-31
const oneYear = spread(20_454, 365); // 2026
compare("to lunar, days of two centuries", birthdays, ours, peer);
compare("to lunar, days of one year", oneYear, ours, peer);
compare("from lunar, days of two centuries", birthdays, oursBack, peerBack);

/**
 * Sums of amounts by customer: exact integer units against the same loop on plain floats, and against decimal.js.
 *
 *     npx tsx bench/money/sum.ts [rows] [customers] [repetitions]
 *
 * Only ratios measured in one run are worth printing: the variants take turns within every repetition, in rotating
 * order, and the median ratio is shown. Every loop gets its arrays as arguments, and two sets of arrays take
 * turns: where the compiler can treat a typed array as a constant the same loop runs up to twice as fast, which
 * would measure the benchmark and not the library. The floats run twice in each turn: how far their second ratio is
 * from 1 is how much the others' mean.
 */
import { Decimal } from "decimal.js";
import { sumUnits, sumUnitsBy, unitSumAt } from "../../src/money/index.ts";

const [rows = 10_000_000, customers = 1_000_000, repetitions = 15] = process.argv.slice(2).map(Number);

interface Orders {
  codes: Int32Array;
  units: Float64Array;
  floats: Float64Array;
}

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

/** Customers skewed as in trade (few buy often), amounts log-normal, one in fifty a refund. */
function createOrders(size: number, groups: number, seed: number): Orders {
  const random = createRandom(seed);
  const codes = new Int32Array(size);
  const units = new Float64Array(size);
  const floats = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    codes[i] = Math.min(groups - 1, Math.floor(groups * random() ** 3));
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cents = Math.max(1, Math.round(2500 * Math.exp(normal)));
    units[i] = random() < 0.02 ? -cents : cents;
    floats[i] = units[i]! / 100;
  }
  return { codes, units, floats };
}

function sumFloatsBy(codes: Int32Array, amounts: Float64Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (let i = 0; i < amounts.length; i++) {
    const group = codes[i]!;
    sums[group] = sums[group]! + amounts[i]!;
  }
  return sums;
}

function sumFloats(amounts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < amounts.length; i++) sum += amounts[i]!;
  return sum;
}

function sumDecimalsBy(codes: Int32Array, amounts: readonly Decimal[], groups: number): Decimal[] {
  const sums = new Array<Decimal>(groups).fill(new Decimal(0));
  for (let i = 0; i < amounts.length; i++) sums[codes[i]!] = sums[codes[i]!]!.plus(amounts[i]!);
  return sums;
}

let sink = 0;

interface Spent {
  wall: number;
  cpu: number;
}

/** Milliseconds by the clock and of the processor: on a busy machine only the second means anything. */
function timeOf(run: () => number): Spent {
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  sink += run();
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const used = process.cpuUsage(before);
  return { wall, cpu: (used.user + used.system) / 1e3 };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Runs the variants in turns; the ratios are taken within a repetition, to the first variant. */
function compare(label: string, times: number, variants: Record<string, (turn: number) => number>): void {
  const names = Object.keys(variants);
  const spent = new Map(names.map((name) => [name, [] as Spent[]]));
  for (let turn = -2; turn < times; turn++) {
    for (let k = 0; k < names.length; k++) {
      const name = names[(k + turn + 2) % names.length]!;
      const time = timeOf(() => variants[name]!(turn + 2));
      if (turn >= 0) spent.get(name)!.push(time); // the first two turns warm up
    }
  }
  const base = spent.get(names[0]!)!;
  console.log(label);
  for (const name of names) {
    const mine = spent.get(name)!;
    const ratio = (kind: keyof Spent) => median(mine.map((time, turn) => time[kind] / base[turn]![kind]));
    const ms = median(mine.map((time) => time.wall)).toFixed(1);
    console.log(
      `  ${name.padEnd(28)} ${ms.padStart(8)} ms   ratio ${ratio("wall").toFixed(3)} by the clock, ${ratio("cpu").toFixed(3)} of processor time`,
    );
  }
}

const sets = [createOrders(rows, customers, 1), createOrders(rows, customers, 2)];
const pick = (turn: number): Orders => sets[turn & 1]!;

compare(`Sum by customer: ${rows} amounts, ${customers} customers`, repetitions, {
  "plain floats": (turn) => sumFloatsBy(pick(turn).codes, pick(turn).floats, customers)[0]!,
  "plain floats, again": (turn) => sumFloatsBy(pick(turn).codes, pick(turn).floats, customers)[1]!,
  "sumUnitsBy (exact)": (turn) => sumUnitsBy(pick(turn).codes, pick(turn).units, customers).values[0]!,
});

compare(`One total: ${rows} amounts`, repetitions, {
  "plain floats": (turn) => sumFloats(pick(turn).floats),
  "sumUnits (exact)": (turn) => Number(sumUnits(pick(turn).units)),
});

// decimal.js is hundreds of times slower, so it is measured on a fiftieth of the rows and customers.
const few = Math.max(1, Math.floor(rows / 50));
const fewCustomers = Math.max(1, Math.floor(customers / 50));
const small = [createOrders(few, fewCustomers, 3), createOrders(few, fewCustomers, 4)].map((orders) => ({
  ...orders,
  decimals: Array.from(orders.units, (unit) => new Decimal(unit).div(100)),
}));
compare(`Sum by customer: ${few} amounts, ${fewCustomers} customers (a fiftieth)`, 7, {
  "sumUnitsBy (exact)": (turn) =>
    sumUnitsBy(small[turn & 1]!.codes, small[turn & 1]!.units, fewCustomers).values[0]!,
  "decimal.js, objects ready": (turn) =>
    sumDecimalsBy(small[turn & 1]!.codes, small[turn & 1]!.decimals, fewCustomers)[0]!.toNumber(),
});

// The three must agree, and the floats must be seen to be wrong somewhere; else the comparison means nothing.
const { codes, units, decimals } = small[0]!;
const exact = sumUnitsBy(codes, units, fewCustomers);
const reference = sumDecimalsBy(codes, decimals, fewCustomers);
let different = 0;
for (let g = 0; g < fewCustomers; g++) {
  if (!reference[g]!.times(100).equals(String(unitSumAt(exact, g)))) different += 1;
}
const inFloats = sumFloatsBy(sets[0]!.codes, sets[0]!.floats, customers);
const inUnits = sumUnitsBy(sets[0]!.codes, sets[0]!.units, customers);
const wrong = inFloats.reduce((n, sum, g) => n + (sum === inUnits.values[g]! / 100 ? 0 : 1), 0);
console.log(`Customers whose exact sum differs from decimal.js: ${different} of ${fewCustomers}`);
console.log(`Customers whose float sum is not the nearest double: ${wrong} of ${customers}`);
if (different > 0 || !Number.isFinite(sink)) process.exitCode = 1;

/**
 * False alarms and power of the tests at the size of a customer, seeded; `--write` puts the tables into docs/trend.md.
 *
 * The cases are those in which rules of thumb fail: few purchases, five categories, purchases that clump.
 */
import { addDays, type PlainDate } from "../../src/calendar/index.ts";
import { type OrderRow, orderLogFromRows } from "../../src/orders/index.ts";
import { createRandom, gamma, multinomial, normal, poisson, type Random } from "../../src/stats/index.ts";
import {
  type ChangeResult,
  compareAmounts,
  compareMixes,
  compareRates,
  compareTimes,
  findOverdue,
  findRateChanges,
} from "../../src/trend/index.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

const RUNS = 1000;
const write = process.argv.includes("--write");

const share = (alarms: number, of: number): string => (of === 0 ? "–" : (alarms / of).toFixed(3));

/** How often each of some decisions alarms over many runs. */
function frequencies(seed: string, decide: (random: Random) => readonly boolean[]): string[] {
  const random = createRandom(seed);
  const sums: number[] = [];
  for (let run = 0; run < RUNS; run++)
    decide(random).forEach((alarm, i) => {
      sums[i] = (sums[i] ?? 0) + (alarm ? 1 : 0);
    });
  return sums.map((sum) => share(sum, RUNS));
}

const significant = (result: ChangeResult): boolean => result.kind !== "insufficient" && result.p <= 0.05;

function mixes(): string {
  const usual = [0.4, 0.25, 0.2, 0.1, 0.05];
  const moderate = [0.2, 0.2, 0.25, 0.2, 0.15];
  const reversed = [...usual].reverse();
  const psi = (a: readonly number[], b: readonly number[]): number => {
    const [m, n] = [a, b].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [number, number];
    return a.reduce((sum, count, k) => {
      const [p, q] = [Math.max(count / m, 1e-4), Math.max(b[k]! / n, 1e-4)];
      return sum + (q - p) * Math.log(q / p);
    }, 0);
  };
  const rows = (
    [
      [24, 8, "no change", usual],
      [24, 8, "moderate", moderate],
      [24, 8, "reversed", reversed],
      [60, 12, "no change", usual],
      [60, 12, "reversed", reversed],
      [200, 50, "no change", usual],
      [200, 50, "moderate", moderate],
    ] as const
  ).map(([m, n, name, now]) => [
    `${m} / ${n}, ${name}`,
    ...frequencies(`mix ${m} ${n} ${name}`, (random) => {
      const [reference, current] = [multinomial(random, m, usual), multinomial(random, n, now)];
      const ours = compareMixes(
        { reference, current },
        {
          minimumDistance: 0,
          ...(m > 100 ? { method: "monte-carlo", monteCarlo: { seed: 1, replicates: 399 } } : {}),
        },
      );
      return [psi(reference, current) > 0.25, significant(ours), ours.kind === "changed"];
    }),
  ]);
  return markdownTable(["purchases before / now", "PSI > 0.25", "exact p ≤ 0.05", "`compareMixes`"], rows);
}

function rates(): string {
  const rows = (
    [
      [1, 1, 3, undefined],
      [4, 4, 3, undefined],
      [4, 2, 3, undefined],
      [1, 0.33, 3, undefined],
      [1, 0.33, 6, undefined],
      [1, 1, 3, 1],
      [4, 4, 3, 1],
      [4, 1, 3, 1],
    ] as const
  ).map(([before, now, months, shape]) => [
    `${before} → ${now} a month, ${months} months${shape === undefined ? "" : ", clumped"}`,
    ...frequencies(`rate ${before} ${now} ${months} ${shape}`, (random) => {
      const count = (mean: number, over: number): number => {
        let sum = 0;
        for (let month = 0; month < over; month++)
          sum += poisson(random, shape === undefined ? mean : mean * gamma(random, shape, shape));
        return sum;
      };
      const data = {
        reference: { events: count(before, 12), exposure: 12 },
        current: { events: count(now, months), exposure: months },
      };
      const ratio = data.current.events / months / (data.reference.events / 12);
      const options = { minimumRatio: 1 };
      return [
        !(ratio > 0.5 && ratio < 1.5),
        significant(compareRates(data, { ...options, midP: false, twoSided: "minimum-likelihood" })),
        significant(compareRates(data, options)),
        significant(compareRates(data, { ...options, sizePerUnit: 1 })),
      ];
    }),
  ]);
  return markdownTable(
    ["rate, 12 months before", "± 50 % rule", "exact", "`compareRates`", "with `sizePerUnit` 1"],
    rows,
  );
}

function amounts(): string {
  const rows = (
    [
      [12, 4, 1],
      [24, 8, 1],
      [24, 8, 1.5],
      [24, 8, 2],
      [60, 12, 1.5],
    ] as const
  ).map(([m, n, factor]) => [
    `${m} / ${n}, × ${factor}`,
    ...frequencies(`amount ${m} ${n} ${factor}`, (random) => {
      const draw = (count: number, times: number): number[] =>
        Array.from({ length: count }, () => times * Math.exp(normal(random, 3, 0.6)));
      const data = { reference: draw(m, 1), current: draw(n, factor) };
      return [
        significant(compareAmounts(data, { minimumRatio: 1 })),
        significant(compareAmounts(data, { minimumRatio: 1, method: "welch" })),
      ];
    }),
  ]);
  return markdownTable(["amounts before / now, σ of ln 0.6", "Mann–Whitney", "Welch of logarithms"], rows);
}

function times(): string {
  const rows = (
    [
      [24, 8, 0],
      [24, 8, 3],
      [60, 12, 3],
    ] as const
  ).map(([m, n, shift]) => [
    `${m} / ${n}, ${shift} h later`,
    ...frequencies(`times ${m} ${n} ${shift}`, (random) => {
      const draw = (count: number, mean: number): number[] =>
        Array.from({ length: count }, () => normal(random, mean, 3));
      const data = { reference: draw(m, 11), current: draw(n, 11 + shift) };
      const result = compareTimes(data, { seed: 1, replicates: 199, exactUpTo: 0, minimumShift: 0 });
      return [result.kind !== "insufficient" && result.p <= 0.05];
    }),
  ]);
  return markdownTable(["times before / now, σ 3 h", "Watson's U²"], rows);
}

/** Whole bases, through the log: 3000 customers of whom a tenth changes or none. */
function bases(): string {
  const first: PlainDate = "2024-01-01";
  const rows: string[][] = [];
  for (const shape of [undefined, 1])
    for (const changing of [0, 300]) {
      const random = createRandom(`base ${shape} ${changing}`);
      const lines: OrderRow[] = [];
      for (let c = 0; c < 3000; c++) {
        const usual = 4 * gamma(random, 4, 4);
        for (let month = 0; month < 15; month++) {
          const mean = month >= 12 && c < changing ? usual / 5 : usual;
          const n = poisson(random, shape === undefined ? mean : mean * gamma(random, shape, shape));
          for (let k = 0; k < n; k++)
            lines.push({
              customerId: `c${String(c).padStart(4, "0")}`,
              orderedOn: addDays(first, 30 * month + Math.floor(30 * random.next())),
              amount: "10",
            });
        }
      }
      const log = orderLogFromRows(lines, {
        currency: "EUR",
        window: { from: first, to: addDays(first, 450) },
      });
      const periods = {
        reference: { from: first, to: addDays(first, 360) },
        current: { from: addDays(first, 360), to: addDays(first, 450) },
      };
      for (const clumping of ["none", "estimate"] as const) {
        const table = findRateChanges(log, { periods, clumping });
        const found = table.customerIds.filter((_, i) => table.kinds[i] === 2);
        const right = found.filter((id) => Number(id.slice(1)) < changing).length;
        const each = findRateChanges(log, { periods, clumping, many: "none", minimumRatio: 1 });
        const stable = each.customerIds.map((id, i) => (Number(id.slice(1)) < changing ? 0 : each.kinds[i]!));
        rows.push([
          `rate, ${shape === undefined ? "Poisson" : "clumped"}, ${changing} of 3000 fall to a fifth`,
          clumping === "none" ? "not corrected" : "corrected",
          share(stable.filter((kind) => kind === 2).length, stable.filter((kind) => kind > 0).length),
          `${found.length - right} of ${found.length}`,
          changing === 0 ? "–" : share(right, changing),
        ]);
      }
    }
  for (const shape of [0.7, 1, 4])
    for (const stopping of [0, 300]) {
      const random = createRandom(`silence ${shape} ${stopping}`);
      const lines: OrderRow[] = [];
      for (let c = 0; c < 3000; c++) {
        const rate = gamma(random, 3, 3 * 25) * shape;
        const end = c < stopping ? 500 : 730;
        for (let day = 60 * random.next(); day < end; day += Math.max(1, gamma(random, shape, rate)))
          lines.push({
            customerId: `c${String(c).padStart(4, "0")}`,
            orderedOn: addDays(first, Math.floor(day)),
            amount: "10",
          });
      }
      const log = orderLogFromRows(lines, {
        currency: "EUR",
        window: { from: first, to: addDays(first, 730) },
      });
      const asOf = addDays(first, 730);
      const table = findOverdue(log, { asOf });
      const found = table.customerIds.filter((_, i) => table.kinds[i] === 2);
      const right = found.filter((id) => Number(id.slice(1)) < stopping).length;
      const each = findOverdue(log, { asOf, many: "none", minimumRatio: 1 });
      const stable = each.customerIds.map((id, i) => (Number(id.slice(1)) < stopping ? 0 : each.kinds[i]!));
      rows.push([
        `silence, gaps of shape ${shape}, ${stopping} of 3000 stop`,
        "gamma law",
        share(stable.filter((kind) => kind === 2).length, stable.filter((kind) => kind > 0).length),
        `${found.length - right} of ${found.length}`,
        stopping === 0 ? "–" : share(right, stopping),
      ]);
    }
  return markdownTable(
    ["base", "", "false alarms of each test at 0.05", "false among those named, q ≤ 0.05", "found"],
    rows,
  );
}

for (const [name, table] of [
  ["error rates of mixes", mixes()],
  ["error rates of rates", rates()],
  ["error rates of amounts", amounts()],
  ["error rates of times", times()],
  ["error rates of bases", bases()],
] as const) {
  console.log(`\n## ${name}\n\n${table}`);
  if (write) writeToDocs(name, table);
}

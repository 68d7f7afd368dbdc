/**
 * Change points, trends and detectors, beside one pass over the same column (mean and variance by Welford). Processor time, the
 * best of three.
 */
import { createRandom, normal, poisson } from "../../src/stats/index.ts";
import {
  createAdwin,
  createCusum,
  createEwma,
  createPageHinkley,
  createPoissonCusum,
  type DetectorStep,
  findChangePoints,
  testMannKendall,
  updateAdwin,
  updateCusum,
  updateEwma,
  updatePageHinkley,
  updatePoissonCusum,
} from "../../src/trend/index.ts";

const size = 100_000;
const random = createRandom("series");
/** A new level about every 200 values. */
const levels = Float64Array.from({ length: size }, () => 0);
for (let i = 0, level = 5; i < size; i++) {
  if (random.next() < 1 / 200) level = 2 + 8 * random.next();
  levels[i] = level;
}
const counts = levels.map((level) => poisson(random, level));
const values = levels.map((level) => normal(random, level, 1));
const quiet = Float64Array.from({ length: size }, () => poisson(random, 5));

function milliseconds(run: () => unknown, times = 3): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const begin = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

function onePass(column: Float64Array): number {
  let [mean, squares] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const off = column[i]! - mean;
    mean += off / (i + 1);
    squares += off * (column[i]! - mean);
  }
  return squares;
}
for (let i = 0; i < 20; i++) onePass(values);
const pass =
  milliseconds(() => {
    for (let i = 0; i < 20; i++) onePass(values);
  }) / 20;

const rows: (readonly [string, number, string])[] = [["one pass: mean and variance", pass, ""]];
const changes = (
  name: string,
  column: Float64Array,
  cost: "poisson" | "normal-mean" | "normal" | "l1",
): void => {
  let found = 0;
  const time = milliseconds(() => {
    const result = findChangePoints(column, { cost });
    found = result.kind === "segmented" ? result.changes.length : 0;
  });
  rows.push([name, time, `${found} changes`]);
};
changes("change points, poisson", counts, "poisson");
changes("change points, normal-mean", values, "normal-mean");
changes("change points, normal", values, "normal");
changes("change points, l1", values, "l1");
changes("change points, poisson, nothing changes", quiet, "poisson");
rows.push(["Mann-Kendall", milliseconds(() => testMannKendall(values)), ""]);

const detector = <S>(
  name: string,
  made: S,
  update: (s: S, x: number) => DetectorStep<S>,
  column: Float64Array,
): void => {
  let alarms = 0;
  const time = milliseconds(() => {
    alarms = 0;
    let state = made;
    for (let i = 0; i < column.length; i++) {
      const step = update(state, column[i]!);
      state = step.state;
      if (step.alarm !== undefined) alarms++;
    }
  });
  rows.push([name, time, `${(size / time / 1000).toFixed(1)} million values a second, ${alarms} alarms`]);
};
const reference = { mean: 5, sd: Math.sqrt(5) };
detector("CUSUM, reference given", createCusum({ reference, limit: 12 }), updateCusum, quiet);
detector("CUSUM, learning", createCusum({ limit: 12 }), updateCusum, quiet);
detector("EWMA, reference given", createEwma({ reference, limit: 4.5 }), updateEwma, quiet);
detector("Poisson CUSUM", createPoissonCusum({ mean: 5, changed: 8, limit: 25 }), updatePoissonCusum, quiet);
detector("Page-Hinkley", createPageHinkley({ limit: 100, tolerance: 0.5 }), updatePageHinkley, quiet);
detector("ADWIN", createAdwin(), updateAdwin, quiet);

console.log("| 100,000 values | ms | by one pass | |\n| --- | --: | --: | --- |");
for (const [name, time, note] of rows)
  console.log(
    `| ${name} | ${time.toFixed(time < 10 ? 2 : 0)} | ${(time / pass).toFixed(time / pass < 10 ? 1 : 0)} | ${note} |`,
  );

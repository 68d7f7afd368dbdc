/**
 * How often detectors, charts and labels raise a false alarm, simulated with a fixed seed beside what they promise. The table in
 * docs/trend-series.md is made by it. `--runs=N` for other numbers of streams.
 */
import { createRandom, gamma, multinomial, normal, poisson, type Random } from "../../src/stats/index.ts";
import {
  chartCounts,
  createAdwin,
  createCusum,
  createEwma,
  createPageHinkley,
  createPoissonCusum,
  type DetectorStep,
  findChangePoints,
  labelMixDrift,
  planCusum,
  planEwma,
  planPoissonCusum,
  testMannKendall,
  testPettitt,
  updateAdwin,
  updateCusum,
  updateEwma,
  updatePageHinkley,
  updatePoissonCusum,
} from "../../src/trend/index.ts";

const runs = Number(process.argv.find((word) => word.startsWith("--runs="))?.slice(7) ?? 400);
const WANTED = 200;
const random = createRandom("run lengths");

/** Mean values to the first alarm, those without one in ten times the wanted length counted as so long. */
function runLength<S>(
  made: S,
  update: (s: S, x: number) => DetectorStep<S>,
  draw: (random: Random, at: number) => number,
) {
  let [total, squares] = [0, 0];
  for (let run = 0; run < runs; run++) {
    let [state, length, done] = [made, 0, false];
    while (!done && length < 10 * WANTED) {
      const step = update(state, draw(random, length++));
      [state, done] = [step.state, step.alarm !== undefined];
    }
    total += length;
    squares += length * length;
  }
  const mean = total / runs;
  return { mean, error: Math.sqrt((squares / runs - mean * mean) / runs) };
}

const calm = (r: Random): number => normal(r, 0, 1);
const shifted = (r: Random): number => normal(r, 1, 1);
console.log(
  "| detector | false alarm every, promised | simulated | shift of 1 sd found after, promised | simulated |",
);
console.log("| --- | --: | --: | --: | --: |");
const say = (
  name: string,
  promised: readonly (number | undefined)[],
  found: readonly { mean: number; error: number }[],
): void =>
  console.log(
    `| ${name} | ${found.map(({ mean, error }, i) => `${promised[i]?.toFixed(1) ?? "none"} | ${mean.toFixed(1)} ± ${error.toFixed(1)}`).join(" | ")} |`,
  );

const cusum = planCusum({ averageRunLength: WANTED });
const ewma = planEwma({ averageRunLength: WANTED });
const reference = { mean: 0, sd: 1 };
const both = <S>(made: S, update: (s: S, x: number) => DetectorStep<S>) => [
  runLength(made, update, calm),
  runLength(made, update, shifted),
];
say(
  "CUSUM, reference known",
  [cusum.falseAlarmEvery, cusum.foundAfter],
  both(createCusum({ ...cusum, reference }), updateCusum),
);
say(
  "EWMA 0.1, reference known",
  [ewma.falseAlarmEvery, ewma.foundAfter],
  both(createEwma({ ...ewma, reference }), updateEwma),
);
for (const warmUp of [30, 100])
  for (const learning of ["running", "frozen"] as const) {
    const made = createCusum({ ...cusum, learning, warmUp });
    // Learning takes the first values; a frozen reference judges the last of them already.
    const taken = learning === "running" ? warmUp : warmUp - 1;
    const { mean, error } = runLength(made, updateCusum, calm);
    console.log(
      `| CUSUM, learnt from ${warmUp}, ${learning} | ${WANTED.toFixed(1)} | ${(mean - taken).toFixed(1)} ± ${error.toFixed(1)} | | |`,
    );
  }
const complaints = planPoissonCusum({ mean: 2, changed: 4, averageRunLength: WANTED });
say(
  "Poisson CUSUM, 2 to 4",
  [complaints.falseAlarmEvery, complaints.foundAfter],
  [2, 4].map((mean) =>
    runLength(createPoissonCusum(complaints), updatePoissonCusum, (r) => poisson(r, mean)),
  ),
);
const hinkley = createPageHinkley({ limit: 10, tolerance: 0.25 });
console.log(
  `| Page-Hinkley, tolerance 0.25, limit 10 | none | ${runLength(hinkley, updatePageHinkley, calm).mean.toFixed(1)} | | |`,
);
const adwin = (): string => {
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    let state = createAdwin();
    let alarm = false;
    for (let i = 0; i < 1000 && !alarm; i++) {
      const step = updateAdwin(state, random.next() < 0.3 ? 1 : 0);
      [state, alarm] = [step.state, step.alarm !== undefined];
    }
    if (alarm) alarms++;
  }
  return `${((100 * alarms) / runs).toFixed(1)} % of streams of 1,000`;
};
console.log(`| ADWIN, risk 0.002, values 0 and 1 | none | ${adwin()} | | |`);

console.log("\n| unchanged data | promised | false alarms |\n| --- | --: | --: |");
const share = (name: string, promised: string, alarm: () => boolean): void => {
  let alarms = 0;
  for (let run = 0; run < runs; run++) if (alarm()) alarms++;
  console.log(`| ${name} | ${promised} | ${((100 * alarms) / runs).toFixed(1)} % |`);
};
const draws = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);
const anyChange = (
  values: number[],
  cost: "poisson" | "normal-mean" | "negative-binomial",
  penalty: "bic" | "mbic",
): boolean => {
  const found = findChangePoints(values, { cost, penalty });
  return found.kind === "segmented" && found.changes.length > 0;
};
const clumped = (): number => poisson(random, 3 * gamma(random, 1, 1));
share("change points, Poisson, BIC, 60 counts of mean 3", "", () =>
  anyChange(
    draws(60, () => poisson(random, 3)),
    "poisson",
    "bic",
  ),
);
share("the same with mBIC", "", () =>
  anyChange(
    draws(60, () => poisson(random, 3)),
    "poisson",
    "mbic",
  ),
);
share("Poisson cost on clumped counts (variance 12)", "", () =>
  anyChange(draws(60, clumped), "poisson", "bic"),
);
share("negative-binomial cost on the same", "", () =>
  anyChange(draws(60, clumped), "negative-binomial", "bic"),
);
share("normal cost on Poisson counts", "", () =>
  anyChange(
    draws(60, () => poisson(random, 3)),
    "normal-mean",
    "bic",
  ),
);
share("Pettitt, 30 values, p ≤ 0.05", "5 %", () => {
  const found = testPettitt(draws(30, () => random.next()));
  return found.kind === "tested" && found.p <= 0.05;
});
share("Mann-Kendall, 24 values, p ≤ 0.05", "5 %", () => {
  const found = testMannKendall(draws(24, () => random.next()));
  return found.kind === "tested" && found.p <= 0.05;
});
const day = (limits: "probability" | "three-sigma" | "predictive", size: number) => (): boolean => {
  const chart = chartCounts(
    draws(size + 1, () => poisson(random, 1)),
    { baseline: { from: 0, to: size }, limits },
  );
  return chart.kind === "chart" && chart.signals.some(({ at }) => at === size);
};
for (const size of [14, 100])
  for (const limits of ["probability", "predictive", "three-sigma"] as const) {
    let alarms = 0;
    for (let run = 0; run < 25 * runs; run++) if (day(limits, size)()) alarms++;
    console.log(
      `| c chart, mean 1, ${limits}, next day after ${size} | 0.27 % | ${((4 * alarms) / runs).toFixed(2)} % |`,
    );
  }
const shares = [0.4, 0.25, 0.2, 0.1, 0.05];
for (const [n, m] of [
  [24, 8],
  [200, 50],
  [2000, 500],
] as const) {
  let [thumb, p] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const label = labelMixDrift(
      { reference: multinomial(random, n, shares), current: multinomial(random, m, shares) },
      { seed: run, replicates: 199 },
    );
    if (label.kind !== "labelled") continue;
    if (label.thumbRules.some(({ threshold, exceeded }) => threshold === 0.1 && exceeded)) thumb++;
    if (label.p <= 0.05) p++;
  }
  console.log(`| mix of ${n} and ${m}: PSI > 0.1 | none | ${((100 * thumb) / runs).toFixed(1)} % |`);
  console.log(`| mix of ${n} and ${m}: PSI, its p ≤ 0.05 | 5 % | ${((100 * p) / runs).toFixed(1)} % |`);
}

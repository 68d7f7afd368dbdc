/**
 * Regressions and the optimiser beside what npm has: errors against certified and 50-digit values, and times as ratios in one
 * run, written into docs/stats-regression.md.
 *
 * `npx tsx stats/regression.ts` in bench/; packages that are not installed are left out.
 */
import { readFileSync } from "node:fs";
import * as ours from "../../src/stats/index.ts";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

type Rows = readonly (readonly number[])[];
interface Set {
  readonly x?: readonly number[];
  readonly columns?: Rows;
  readonly powers?: number;
  readonly y: readonly number[];
  readonly estimates: readonly number[];
}
const golden = JSON.parse(
  readFileSync(new URL("../../test/golden/regression.json", import.meta.url), "utf8"),
);
const PAGE = "stats-regression.md";

// biome-ignore lint/suspicious/noExplicitAny: packages without types, or with types that do not fit
type Loose = any;

/** What another package offers, by the name of the package. */
async function load(name: string): Promise<Record<string, Loose> | undefined> {
  try {
    const module = await import(name);
    return module.default && Object.keys(module.default).length > 0
      ? { ...module, ...module.default }
      : module;
  } catch {
    console.warn(`${name} is left out: not installed`);
    return undefined;
  }
}

/** fmin hands nothing out to Node: its build is run by hand. */
function loadFmin(): Record<string, Loose> | undefined {
  try {
    const build = [".", "node_modules", "fmin", "build", "fmin.js"].join("/");
    const text = readFileSync(new URL(build, import.meta.url), "utf8");
    const found = {};
    new Function("exports", "module", text)(found, { exports: found });
    return found;
  } catch {
    console.warn("fmin is left out: not installed");
    return undefined;
  }
}

const linear = await load("ml-regression-multivariate-linear");
const matrices = await load("ml-matrix");
const logisticPeer = await load("ml-logistic-regression");
const fmin = loadFmin();

const worst = (values: readonly number[], expected: readonly number[]): number =>
  Math.max(...values.map((value, i) => Math.abs(value / expected[i]! - 1)));
const asText = (error: number): string => (Number.isFinite(error) ? error.toExponential(1) : "no number");

function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

/** The best of several rounds, in milliseconds a call. */
function time(call: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 9; round++) {
    const start = performance.now();
    let made = 0;
    do {
      call();
      made++;
    } while (performance.now() - start < 15);
    best = Math.min(best, (performance.now() - start) / made);
  }
  return best;
}

// Linear regression: certified values.
const columnsOf = ({ x, columns, powers }: Set): Rows =>
  columns ?? Array.from({ length: powers! }, (_, k) => x!.map((one) => one ** (k + 1)));
const linearRows = Object.entries(golden.nist as Record<string, Set>).map(([name, set]) => {
  const columns = columnsOf(set);
  const predictors = Object.fromEntries(columns.map((column, j) => [`x${j + 1}`, column]));
  const rows = set.y.map((_, i) => columns.map((column) => column[i]!));
  const withOnes = rows.map((row) => [1, ...row]);
  const fit = ours.fitLinear({ response: set.y, predictors });
  const mine = fit.kind === "linear" ? fit.coefficients.map(({ estimate }) => estimate) : [Number.NaN];
  const theirs =
    linear &&
    attempt(() => {
      const Model = linear["MultivariateLinearRegression"] ?? linear["default"];
      const weights: number[][] = new Model(
        rows,
        set.y.map((one) => [one]),
      ).weights;
      return [weights.at(-1)![0]!, ...weights.slice(0, -1).map(([one]) => one!)];
    });
  const byQr =
    matrices &&
    attempt(() => {
      const { Matrix, QrDecomposition } = matrices;
      return new QrDecomposition(new Matrix(withOnes))
        .solve(Matrix.columnVector(set.y))
        .to1DArray() as number[];
    });
  return [
    name,
    asText(worst(mine, set.estimates)),
    theirs ? asText(worst(theirs, set.estimates)) : linear ? "throws" : "–",
    byQr ? asText(worst(byQr, set.estimates)) : matrices ? "throws" : "–",
  ];
});
const linearTable = markdownTable(
  ["NIST StRD", "clientele", "ml-regression-multivariate-linear", "ml-matrix, QR"],
  linearRows,
);
console.log(linearTable);
writeToDocs("accuracy of linear regression", linearTable, PAGE);

// Logistic regression: 50-digit values of mtcars.
const { am, wt, hp } = golden.mtcars as Record<string, readonly number[]>;
const mtcars = { response: am!, predictors: { wt: wt!, hp: hp! } };
const fitMtcars = () => ours.fitLogistic(mtcars);
const rowsOf = am!.map((_, i) => [1, wt![i]!, hp![i]! / 100]);
function fitByPeer(rows: Rows, y: readonly number[]): number[] {
  const { Matrix } = matrices!;
  const Model = logisticPeer!["LogisticRegression"] ?? logisticPeer!["default"];
  const model = new Model({ numSteps: 50_000, learningRate: 5e-3 });
  model.train(new Matrix(rows), Matrix.columnVector(y));
  // Its class 1 is the failure.
  return (model.classifiers[1].weights.to1DArray() as number[]).map((one) => -one);
}
const expected = golden.logistic.estimates as readonly number[];
const fit = fitMtcars();
const logisticRows = [
  [
    "clientele",
    asText(worst(fit.kind === "logistic" ? fit.coefficients.map((c) => c.estimate) : [NaN], expected)),
    "1",
  ],
];
if (logisticPeer && matrices) {
  const weights = attempt(() => fitByPeer(rowsOf, am!));
  const ratio = time(() => fitByPeer(rowsOf, am!)) / time(fitMtcars);
  const scaled = weights && [weights[0]!, weights[1]!, weights[2]! / 100];
  logisticRows.push([
    "ml-logistic-regression, 50,000 steps of 0.005, with a column of ones and hp / 100",
    scaled ? asText(worst(scaled, expected)) : "throws",
    ratio.toFixed(0),
  ]);
}
const logisticTable = markdownTable(
  ["am ~ wt + hp of mtcars", "worst error of a coefficient", "time"],
  logisticRows,
);
console.log(logisticTable);
writeToDocs("logistic regression beside others", logisticTable, PAGE);

// The optimiser: standard problems.
const { problems } = await import("../../test/stats/_minimise-problems.ts");
const distance = (x: readonly number[], at: readonly number[]): number =>
  Math.max(...x.map((one, i) => Math.abs(one - at[i]!) / Math.max(1, Math.abs(at[i]!))));
const optimiserRows = problems.map(({ name, compute, gradient, start, at }) => {
  let calls = 0;
  const counted = (x: readonly number[]): number => {
    calls++;
    return compute(x);
  };
  const run = (f: (x: readonly number[]) => number, given: object) =>
    ours.minimize(f, { parameters: start.map((one, i) => ({ name: `x${i}`, start: one })), ...given });
  const cell = (x: readonly number[] | undefined): string =>
    x === undefined ? "throws" : `${asText(distance(x, at))} (${calls})`;
  const plain = run(counted, {});
  const first = cell(plain.parameters.map(({ value }) => value));
  calls = 0;
  const second = gradient ? cell(run(counted, { gradient }).parameters.map(({ value }) => value)) : "–";
  calls = 0;
  const third = fmin ? cell(attempt(() => fmin["nelderMead"](counted, [...start]).x)) : "–";
  return [name, first, second, third];
});
const optimiserTable = markdownTable(
  ["problem", "clientele, by differences", "clientele, with the gradient", "fmin, Nelder–Mead"],
  optimiserRows,
);
console.log(optimiserTable);
writeToDocs("optimiser beside others", optimiserTable, PAGE);

// Speed: rows of linear and logistic regressions.
const random = ours.createRandom("bench");
const speedRows: string[][] = [];
for (const n of [1000, 20_000]) {
  const x = Array.from({ length: 8 }, () => Array.from({ length: n }, () => ours.normal(random, 0, 1)));
  const y = x[0]!.map((one, i) => one - x[1]![i]! + ours.normal(random, 0, 1));
  const z = y.map((one) => (one > 0 ? 1 : 0));
  const predictors = Object.fromEntries(x.map((column, j) => [`x${j}`, column]));
  const rows = y.map((_, i) => x.map((column) => column[i]!));
  const mine = time(() => ours.fitLinear({ response: y, predictors }));
  const noisy = z.map((one, i) => (i % 7 === 0 ? 1 - one : one));
  const mineLogistic = time(() => ours.fitLogistic({ response: noisy, predictors }));
  let other = "–";
  if (linear) {
    const Model = linear["MultivariateLinearRegression"] ?? linear["default"];
    const column = y.map((one) => [one]);
    other = (time(() => new Model(rows, column)) / mine).toFixed(1);
  }
  let qr = "–";
  if (matrices) {
    const { Matrix, QrDecomposition } = matrices;
    const solve = () =>
      new QrDecomposition(new Matrix(rows.map((row) => [1, ...row]))).solve(Matrix.columnVector(y));
    qr = (time(solve) / mine).toFixed(1);
  }
  speedRows.push([n.toLocaleString("en"), mine.toFixed(1), other, qr, mineLogistic.toFixed(1)]);
}
const speedTable = markdownTable(
  [
    "rows × 8",
    "linear, ms",
    "ml-regression-multivariate-linear, × ours",
    "ml-matrix QR, × ours",
    "logistic, ms",
  ],
  speedRows,
);
console.log(speedTable);
writeToDocs("speed of regressions", speedTable, PAGE);

/**
 * Linear algebra beside ml-matrix (and mathjs, where it is installed, for the exponential): the worst error over the
 * reference values of test/golden, and the time as a ratio in one run, written into docs/stats-linear-algebra.md.
 *
 * The library is measured as it is built (bundled by esbuild).
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import {
  CholeskyDecomposition,
  EigenvalueDecomposition,
  inverse,
  LuDecomposition,
  Matrix,
  QrDecomposition,
  SingularValueDecomposition,
  solve,
} from "ml-matrix";
import { markdownTable, writeToDocs } from "./_docs-table.ts";

type Rows = readonly (readonly number[])[];
type Numbers = readonly number[];
type Given = readonly [Rows, Numbers?];

const folder = mkdtempSync(join(tmpdir(), "stats-linear-"));
const outfile = join(folder, "stats.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("../../src/stats/index.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  outfile,
});
const ours: typeof import("../../src/stats/index.ts") = await import(outfile);
rmSync(folder, { recursive: true });

/** mathjs if it is there: the one package seen that has a matrix exponential. */
async function mathjsExponential(): Promise<((a: Rows) => Rows) | undefined> {
  try {
    const { expm } = (await import("mathjs" as string)) as {
      expm: (a: number[][]) => { toArray(): number[][] };
    };
    return (a) => expm(a.map((row) => [...row])).toArray();
  } catch {
    console.warn("mathjs is left out: it is not installed");
    return undefined;
  }
}

const golden: Record<string, { rows: (string | Rows | Numbers)[][] }> = JSON.parse(
  readFileSync(new URL("../../test/golden/linear-algebra.json", import.meta.url), "utf8"),
);

const matrix = (a: Rows): Matrix => new Matrix(a.map((row) => [...row]));
const column = (b: Numbers): Matrix => Matrix.columnVector([...b]);
const descending = (values: number[]): number[] => values.sort((a, b) => b - a);

/** πᵀ(P − I) = 0 with the sum of π in place of the last equation. */
function stationaryByLu(p: Rows): number[] {
  const n = p.length;
  const system = p.map((_, j) => p.map((row, i) => (j === n - 1 ? 1 : row[j]! - (i === j ? 1 : 0))));
  const right = p.map((_, j) => (j === n - 1 ? 1 : 0));
  return new LuDecomposition(matrix(system)).solve(column(right)).to1DArray();
}

const expm = await mathjsExponential();

interface Comparison {
  readonly label: string;
  readonly table: string;
  readonly kind?: string;
  readonly compute: (given: Given) => Rows | Numbers | number;
  readonly other: ((given: Given) => Rows | Numbers | number) | undefined;
}

const comparisons: readonly Comparison[] = [
  {
    label: "`solveLinear`",
    table: "solve",
    compute: ([a, b]) => ours.solveLinear(a, b!).solution,
    other: ([a, b]) => solve(matrix(a), column(b!)).to1DArray(),
  },
  {
    label: "`invertMatrix`",
    table: "inverse",
    compute: ([a]) => ours.invertMatrix(a),
    other: ([a]) => inverse(matrix(a)).to2DArray(),
  },
  {
    label: "`leastSquares`",
    table: "leastSquares",
    compute: ([a, b]) => ours.leastSquares(a, b!).coefficients,
    other: ([a, b]) => new QrDecomposition(matrix(a)).solve(column(b!)).to1DArray(),
  },
  {
    label: "`symmetricEigen`, values",
    table: "eigenvalues",
    compute: ([a]) => ours.symmetricEigen(a).values,
    other: ([a]) =>
      descending(new EigenvalueDecomposition(matrix(a), { assumeSymmetric: true }).realEigenvalues),
  },
  {
    label: "`singularValueDecomposition`, values",
    table: "singularValues",
    compute: ([a]) => ours.singularValueDecomposition(a).values,
    other: ([a]) => new SingularValueDecomposition(matrix(a), { autoTranspose: true }).diagonal,
  },
  {
    label: "`stationaryDistribution` (other: LU)",
    table: "stationary",
    compute: ([p]) => ours.stationaryDistribution(p),
    other: ([p]) => stationaryByLu(p),
  },
  {
    label: "`matrixExponential` (other: mathjs)",
    table: "exponential",
    kind: "exponential",
    compute: ([a]) => ours.matrixExponential(a),
    other: expm && (([a]) => expm(a)),
  },
  {
    label: "… of generators (other: mathjs)",
    table: "exponential",
    kind: "generator",
    compute: ([a]) => ours.matrixExponential(a),
    other: expm && (([a]) => expm(a)),
  },
  {
    label: "`matrixLogarithm`",
    table: "logarithm",
    compute: ([a]) => ours.matrixLogarithm(a),
    other: undefined,
  },
];

/** The worst error over a table, of entries by themselves and by the largest of each answer. */
function errors({ table, kind }: Comparison, compute: (given: Given) => unknown): string[] {
  let [ofEntries, ofLargest] = [0, 0];
  for (const row of golden[table]!.rows) {
    if (kind !== undefined && row[0] !== kind) continue;
    const cells = row.filter((cell) => typeof cell !== "string") as (Rows | Numbers)[];
    const expected = [cells.at(-1)].flat(2) as number[];
    let value: number[];
    try {
      value = [compute(cells.slice(0, -1) as unknown as Given)].flat(2) as number[];
    } catch {
      return ["refused", "refused"];
    }
    const largest = Math.max(...expected.map(Math.abs));
    for (const [i, right] of expected.entries()) {
      const apart = Math.abs(value[i]! - right);
      // Of matrices, an entry that is 0 up to the rounding of the others says nothing of digits.
      if (Math.abs(right) > 1e-13 * largest || !["exponential", "logarithm"].includes(table))
        ofEntries = Math.max(ofEntries, apart === 0 ? 0 : apart / Math.abs(right));
      ofLargest = Math.max(ofLargest, apart / largest);
    }
  }
  return [ofEntries, ofLargest].map((error) =>
    Number.isFinite(error) ? error.toExponential(1) : "no number",
  );
}

const accuracy = comparisons.map((one) => [
  one.label,
  String(golden[one.table]!.rows.filter((row) => one.kind === undefined || row[0] === one.kind).length),
  ...errors(one, one.compute),
  ...(one.other ? errors(one, one.other) : ["–", "–"]),
]);
const accuracyTable = markdownTable(
  ["function", "cases", "clientele, each entry", "by the largest", "other, each entry", "by the largest"],
  accuracy,
);
console.log(accuracyTable);
writeToDocs("accuracy", accuracyTable, "stats-linear-algebra.md");

const random = ours.createRandom("bench");
const gaussian = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => ours.normal(random, 0, 1)));
const chain = (n: number): number[][] =>
  Array.from({ length: n }, () => {
    const weights = Array.from({ length: n }, () => random.next());
    const total = weights.reduce((sum, w) => sum + w, 0);
    return weights.map((w) => w / total);
  });

/** The best of many short rounds in turn, in milliseconds a call: what else the machine does then meets both alike. */
function time(calls: readonly (() => unknown)[]): number[] {
  const best = calls.map(() => Number.POSITIVE_INFINITY);
  for (let spent = 0, round = 0; round < 60 && (round < 5 || spent < 3000); round++)
    for (const [i, call] of calls.entries()) {
      const start = performance.now();
      let made = 0;
      do {
        call();
        made++;
      } while (performance.now() - start < 4);
      const took = performance.now() - start;
      spent += took;
      best[i] = Math.min(best[i]!, took / made);
    }
  return best;
}

const [a20, a8, tall, thousand] = [gaussian(20, 20), gaussian(8, 8), gaussian(500, 12), chain(1000)];
const b20 = a20.map(() => ours.normal(random, 0, 1));
const bTall = tall.map(() => ours.normal(random, 0, 1));
const gram = ours.multiplyMatrices(
  a20[0]!.map((_, j) => a20.map((row) => row[j]!)),
  a20,
);
const generator = chain(8).map((row, i) => row.map((p, j) => p - (i === j ? 1 : 0)));

const timed: readonly (readonly [string, () => unknown, string, (() => unknown) | undefined])[] = [
  [
    "solve 20 × 20 (with corrections)",
    () => ours.solveLinear(a20, b20),
    "ml-matrix LU",
    () => solve(matrix(a20), column(b20)),
  ],
  [
    "LU of 20 × 20",
    () => ours.luDecomposition(a20),
    "ml-matrix",
    () => {
      const lu = new LuDecomposition(matrix(a20));
      return [lu.lowerTriangularMatrix, lu.upperTriangularMatrix];
    },
  ],
  [
    "Cholesky of 20 × 20",
    () => ours.choleskyDecomposition(gram),
    "ml-matrix",
    () => new CholeskyDecomposition(matrix(gram)).lowerTriangularMatrix,
  ],
  [
    "least squares 500 × 12 (with corrections)",
    () => ours.leastSquares(tall, bTall),
    "ml-matrix QR",
    () => new QrDecomposition(matrix(tall)).solve(column(bTall)),
  ],
  [
    "singular values and vectors of 20 × 20",
    () => ours.singularValueDecomposition(a20),
    "ml-matrix",
    () => new SingularValueDecomposition(matrix(a20)).diagonal,
  ],
  [
    "eigenvectors of a symmetric 20 × 20",
    () => ours.symmetricEigen(gram),
    "ml-matrix",
    () => new EigenvalueDecomposition(matrix(gram), { assumeSymmetric: true }).realEigenvalues,
  ],
  ["exponential of 8 × 8", () => ours.matrixExponential(a8), "mathjs", expm && (() => expm(a8))],
  [
    "exponential of a generator 8 × 8",
    () => ours.matrixExponential(generator),
    "mathjs",
    expm && (() => expm(generator)),
  ],
  [
    "logarithm of 8 × 8 (Jarrow, Lando and Turnbull)",
    () => ours.matrixLogarithm(golden["logarithm"]!.rows[0]![1] as Rows),
    "none seen",
    undefined,
  ],
  [
    "stationary distribution of 1,000 states",
    () => ours.stationaryDistribution(thousand),
    "ml-matrix LU",
    () => stationaryByLu(thousand),
  ],
];
const speed = timed.map(([label, call, name, other]) => {
  const [took, theirs] = time(other ? [call, other] : [call]);
  return [
    label,
    took!.toPrecision(3),
    theirs === undefined ? "–" : `${theirs.toPrecision(3)} (${name})`,
    theirs === undefined ? "–" : (took! / theirs).toFixed(2),
  ];
});
const speedTable = markdownTable(["task", "clientele, ms", "other, ms", "ratio"], speed);
console.log(speedTable);
writeToDocs("speed", speedTable, "stats-linear-algebra.md");

import { ClienteleError } from "clientele/issues";
import {
  choleskyDecomposition,
  determinant,
  invertMatrix,
  leastSquares,
  logDeterminant,
  luDecomposition,
  type MatrixRows,
  matrixExponential,
  matrixLogarithm,
  matrixPower,
  multiplyMatrices,
  pseudoInverse,
  singularValueDecomposition,
  solveLinear,
  stationaryDistribution,
  symmetricEigen,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGolden, relativeError } from "./_golden.ts";
import { difference, identity, largestEntry, matrixOf, product, square, transpose } from "./_matrices.ts";

type Numbers = readonly number[];
type Rows = readonly Numbers[];
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | Numbers | Rows | number)[])[];
}
const golden = readGolden<Readonly<Record<string, Table>>>("linear-algebra.json");

/** The worst error over a table; `ofEntries` judges each entry by itself, otherwise by the largest. */
function worst(
  table: string,
  compute: (...args: never[]) => number | Numbers | Rows,
  ofEntries: boolean,
  kind?: string,
): number {
  let most = 0;
  for (const row of golden[table]!.rows) {
    const cells = row.filter((cell) => typeof cell !== "string");
    if (kind !== undefined && row[0] !== kind) continue;
    const value = [compute(...(cells.slice(0, -1) as never[]))].flat(2) as number[];
    const expected = [cells.at(-1)!].flat(2) as number[];
    expect(value.length).toBe(expected.length);
    const largest = Math.max(...expected.map(Math.abs));
    for (const [i, one] of value.entries())
      most = Math.max(
        most,
        ofEntries ? relativeError(one, expected[i]!) : Math.abs(one - expected[i]!) / largest,
      );
  }
  return most;
}

describe("linear algebra against 120-digit values", () => {
  it("solves systems to the last digit, up to a condition of 1e14 and in any units", () => {
    expect(worst("solve", (a, b) => solveLinear(a as Rows, b as Numbers).solution, true)).toBeLessThan(1e-15);
    expect(worst("inverse", (a) => invertMatrix(a as Rows), true)).toBeLessThan(1e-15);
  });

  it("finds least-squares coefficients to the last digit", () => {
    expect(
      worst("leastSquares", (a, b) => leastSquares(a as Rows, b as Numbers).coefficients, true),
    ).toBeLessThan(1e-15);
  });

  it("finds determinants as well as the condition allows", () => {
    for (const [name, a, expected] of golden["logDeterminant"]!.rows as readonly [string, Rows, number][]) {
      const { logAbsolute } = logDeterminant(a) as { logAbsolute: number };
      const bound = 1e-15 / luDecomposition(a).reciprocalCondition;
      if (name.startsWith("rows")) expect(relativeError(logAbsolute, expected)).toBeLessThan(1e-14);
      else expect(Math.abs(logAbsolute - expected), name).toBeLessThan(bound * a.length);
    }
  });

  it("finds eigenvalues of symmetric matrices, relative where rows and columns differ in units", () => {
    expect(worst("eigenvalues", (a) => symmetricEigen(a as Rows).values, false)).toBeLessThan(2e-15);
    const graded = golden["eigenvalues"]!.rows.find(([name]) => name === "graded") as [string, Rows, Numbers];
    for (const [i, value] of symmetricEigen(graded[1]).values.entries())
      expect(relativeError(value, graded[2][i]!)).toBeLessThan(1e-13);
  });

  it("finds singular values, relative where columns differ in units", () => {
    const values = (a: MatrixRows): Numbers => singularValueDecomposition(a).values;
    expect(worst("singularValues", (a) => values(a as Rows), false)).toBeLessThan(2e-15);
    for (const [name, a, expected] of golden["singularValues"]!.rows as readonly [string, Rows, Numbers][])
      if (/units|Laeuchli|Gaussian/.test(name))
        for (const [i, value] of values(a).entries())
          expect(relativeError(value, expected[i]!), name).toBeLessThan(2e-15);
  });

  it("finds every entry of stationary distributions, of nearly uncoupled chains too", () => {
    expect(worst("stationary", (p) => stationaryDistribution(p as Rows), true)).toBeLessThan(3e-15);
  });

  it("finds matrix exponentials; each entry of those of generators", () => {
    expect(worst("exponential", (a) => matrixExponential(a as Rows), false, "exponential")).toBeLessThan(
      5e-13,
    );
    expect(worst("exponential", (a) => matrixExponential(a as Rows), true, "generator")).toBeLessThan(1e-14);
  });

  it("finds matrix logarithms", () => {
    expect(worst("logarithm", (a) => matrixLogarithm(a as Rows), false)).toBeLessThan(1e-14);
  });
});

describe("published values", () => {
  it("knows the stationary distribution of Courtois's matrix", () => {
    const courtois = golden["stationary"]!.rows[0]![1] as Rows;
    // Stewart (1994), Introduction to the Numerical Solution of Markov Chains
    const printed = [0.08928, 0.09276, 0.04049, 0.15853, 0.11894, 0.12039, 0.2778, 0.10182];
    for (const [i, p] of stationaryDistribution(courtois).entries())
      expect(Math.abs(p - printed[i]!)).toBeLessThan(5.1e-6);
  });

  it("finds coefficients of 1 in Wampler's first regression (NIST)", () => {
    const x = Array.from({ length: 21 }, (_, i) => i);
    const fit = leastSquares(
      x.map((v) => [0, 1, 2, 3, 4, 5].map((k) => v ** k)),
      x.map((v) => 1 + v + v ** 2 + v ** 3 + v ** 4 + v ** 5),
    );
    expect(fit.coefficients).toEqual([1, 1, 1, 1, 1, 1]);
    expect(fit.residualSumOfSquares).toBe(0);
  });

  it("turns the half-year matrix of Craig and Sendi into months", () => {
    const counts = [
      [682, 33, 25],
      [154, 64, 47],
      [19, 19, 43],
    ];
    const halfYear = counts.map((row) => row.map((n) => n / row.reduce((sum, one) => sum + one, 0)));
    const monthly = matrixExponential(matrixLogarithm(halfYear).map((row) => row.map((rate) => rate / 6)));
    // the vignette of R's markovchain
    const printed = [
      [0.981901592574, 0.012197289849, 0.00590111757703],
      [0.1765765234898, 0.751704389666, 0.07171908684417],
      [0.0177034832431, 0.0992854513938, 0.88301106536311],
    ];
    expect(difference(monthly, printed)).toBeLessThan(1e-11);
  });

  it("shows that a matrix of ratings has no generator", () => {
    const rows = golden["logarithm"]!.rows.find(([name]) => String(name).startsWith("Jarrow"))!;
    const printed = rows[1] as Rows; // rows sum to 1 but for the last printed digit
    const log = matrixLogarithm(
      printed.map((row) => row.map((p) => p / row.reduce((sum, one) => sum + one, 0))),
    );
    expect(Math.min(...log.flatMap((row, i) => row.filter((_, j) => j !== i)))).toBeLessThan(-1e-4);
    for (const row of log) expect(Math.abs(row.reduce((sum, rate) => sum + rate, 0))).toBeLessThan(1e-14);
  });
});

describe("laws of decompositions", () => {
  it("P A = L U", () => {
    fc.assert(
      fc.property(square(1, 9), (a) => {
        const { lower, upper, permutation, sign } = luDecomposition(a);
        const permuted = permutation.map((i) => a[i]!);
        expect(difference(product(lower, upper), permuted)).toBeLessThan(1e-13);
        expect(largestEntry(lower)).toBe(1);
        const swapped = identity(a.length).map((_, i) => identity(a.length)[permutation[i]!]!);
        expect(determinant(swapped)).toBe(sign);
      }),
    );
  });

  it("A x = b within rounding of A and b, whatever the order of equations", () => {
    fc.assert(
      fc.property(square(1, 8), fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (a, numbers) => {
        fc.pre(luDecomposition(a).reciprocalCondition > 1e-10);
        const b = a.map(() => numbers.next().value as number);
        const { solution } = solveLinear(a, b);
        for (const [i, row] of a.entries()) {
          let [rest, size] = [-b[i]!, Math.abs(b[i]!)];
          for (const [j, value] of row.entries()) {
            rest += value * solution[j]!;
            size += Math.abs(value * solution[j]!);
          }
          expect(Math.abs(rest)).toBeLessThanOrEqual(10 * 2 ** -52 * size);
        }
        const turned = solveLinear([...a].reverse(), [...b].reverse()).solution;
        for (const [j, value] of turned.entries())
          expect(Math.abs(value - solution[j]!)).toBeLessThanOrEqual(2 ** -51 * Math.abs(value));
      }),
    );
  });

  it("det A B = det A det B, and its logarithm agrees", () => {
    fc.assert(
      fc.property(square(4, 4), square(4, 4), (a, b) => {
        const [da, db] = [determinantOrZero(a), determinantOrZero(b)];
        const both = determinantOrZero(product(a, b));
        const scale = (largestEntry(a) * largestEntry(b)) ** 4 * 1e3;
        expect(Math.abs(both - da * db)).toBeLessThanOrEqual(1e-13 * scale);
        const log = logDeterminant(a);
        expect(log.sign).toBe(Math.sign(da));
        if (log.sign !== 0)
          expect(relativeError(Math.exp(log.logAbsolute), Math.abs(da))).toBeLessThan(1e-12);
      }),
    );
  });

  const determinantOrZero = (a: MatrixRows): number => determinant(a);

  it("A = U Σ Vᵀ with orthonormal U and V, and A A⁺ A = A", () => {
    fc.assert(
      fc.property(matrixOf(1, 9), (a) => {
        const { left, values, right, rank } = singularValueDecomposition(a);
        const size = values.length;
        expect(difference(product(transpose(left), left), identity(size))).toBeLessThan(1e-13);
        expect(difference(product(transpose(right), right), identity(size))).toBeLessThan(1e-13);
        const weighted = left.map((row) => row.map((value, k) => value * values[k]!));
        expect(difference(product(weighted, transpose(right)), a)).toBeLessThan(1e-13);
        expect([...values].sort((x, y) => y - x)).toEqual(values);
        expect(rank).toBe(singularValueDecomposition(transpose(a)).rank);
        fc.pre(rank > 0 && values[rank - 1]! > 1e-6 * values[0]!);
        const inverse = pseudoInverse(a);
        expect(difference(product(product(a, inverse), a), a)).toBeLessThan(1e-9);
        const along = product(a, inverse);
        expect(difference(along, transpose(along))).toBeLessThan(1e-8);
      }),
    );
  });

  it("A V = V Λ with orthonormal V; singular values of a positive definite matrix are its eigenvalues", () => {
    fc.assert(
      fc.property(square(1, 8), (b) => {
        const a = product(transpose(b), b);
        const { values, vectors } = symmetricEigen(a);
        expect(difference(product(transpose(vectors), vectors), identity(a.length))).toBeLessThan(1e-13);
        const moved = vectors.map((row) => row.map((value, k) => value * values[k]!));
        expect(difference(product(moved, transpose(vectors)), a)).toBeLessThan(1e-13);
        const singular = singularValueDecomposition(a).values;
        for (const [k, value] of values.entries())
          expect(Math.abs(Math.abs(value) - singular[k]!)).toBeLessThan(1e-13 * (values[0]! || 1));
      }),
    );
  });

  it("finds the same least squares by QR, by the pseudo-inverse and by the normal equations", () => {
    fc.assert(
      fc.property(matrixOf(3, 3), fc.constant([1, -2, 3]), (a, b) => {
        const { values } = singularValueDecomposition(a);
        fc.pre(values.at(-1)! > 1e-2 * values[0]!);
        const { coefficients } = leastSquares(a, b);
        const byInverse = product(
          pseudoInverse(a),
          b.map((value) => [value]),
        );
        expect(
          difference(
            coefficients.map((value) => [value]),
            byInverse,
          ),
        ).toBeLessThan(1e-12);
        const gram = product(transpose(a), a);
        expect(choleskyDecomposition(gram).logDeterminant).toBeCloseTo(
          2 * (logDeterminant(a) as { logAbsolute: number }).logAbsolute,
          8,
        );
      }),
    );
  });
});

describe("laws of functions of matrices", () => {
  it("exp((s + t) A) = exp(sA) exp(tA), exp(A) exp(−A) = I", () => {
    const time = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(square(1, 6), time, time, (a, s, t) => {
        const times = (factor: number): Rows => a.map((row) => row.map((value) => value * factor));
        const [es, et] = [matrixExponential(times(s)), matrixExponential(times(t))];
        const both = product(es, et);
        const size = largestEntry(es) * largestEntry(et);
        const apart = difference(matrixExponential(times(s + t)), both) * largestEntry(both);
        expect(apart).toBeLessThan(1e-11 * size);
        const back = matrixExponential(times(-s));
        expect(difference(product(es, back), identity(a.length))).toBeLessThan(
          1e-11 * largestEntry(es) * largestEntry(back),
        );
      }),
    );
  });

  const rate = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 3, noNaN: true }));
  const generator = fc.integer({ min: 2, max: 6 }).chain((n) =>
    fc.array(fc.array(rate, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }).map((rates) =>
      rates.map((row, i) => {
        const out = row.map((value, j) => (j === i ? 0 : value));
        out[i] = -out.reduce((sum, value) => sum + value, 0);
        return out;
      }),
    ),
  );

  it("gives a stochastic matrix for a generator, and the generator back by the logarithm", () => {
    fc.assert(
      fc.property(generator, fc.constantFrom(0.01, 1, 50, 1e5), (q, time) => {
        const p = matrixExponential(q.map((row) => row.map((value) => value * time)));
        for (const row of p) {
          expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(1e-15 * row.length);
        }
        // Eigenvalues of a generator have imaginary parts below cot(π/n) times the largest rate: these are well below π.
        const slow = q.map((row) => row.map((value) => value / 16));
        const log = matrixLogarithm(matrixExponential(slow));
        const size = Math.max(1, largestEntry(slow));
        for (const [i, row] of log.entries())
          for (const [j, value] of row.entries())
            expect(Math.abs(value - slow[i]![j]!)).toBeLessThan(1e-12 * size);
      }),
    );
  });

  it("keeps what does not move at 1 beside what leaves fast", () => {
    expect(
      matrixExponential([
        [-1e6, 0],
        [0, 0],
      ]),
    ).toEqual([
      [0, 0],
      [0, 1],
    ]);
    const p = matrixExponential([
      [-3e5, 1e5, 1],
      [0, -1e-3, 1e-3],
      [0, 0, -1e-9],
    ]);
    expect(relativeError(p[2]![2]!, Math.exp(-1e-9))).toBeLessThan(1e-15);
    expect(relativeError(p[1]![1]!, Math.exp(-1e-3))).toBeLessThan(1e-14);
    // u_01 = 1e5 (e^−0.001 − e^−3e5)/(3e5 − 0.001)
    expect(relativeError(p[0]![1]!, (1e5 * Math.exp(-1e-3)) / (3e5 - 1e-3))).toBeLessThan(1e-14);
  });

  it("exp(ln P) = P", () => {
    fc.assert(
      fc.property(square(1, 7), (b) => {
        const n = b.length;
        const scale = 0.9 / (n * largestEntry(b) || 1);
        const p = b.map((row, i) => row.map((value, j) => (i === j ? 1 : 0) + value * scale));
        expect(difference(matrixExponential(matrixLogarithm(p)), p)).toBeLessThan(1e-12);
      }),
    );
  });

  it("A^(a + b) = A^a A^b", () => {
    const exponent = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(square(1, 5), exponent, exponent, (a, r, s) => {
        const size = (largestEntry(a) * a.length || 1) ** (r + s);
        const both = multiplyMatrices(matrixPower(a, r), matrixPower(a, s));
        const apart = difference(matrixPower(a, r + s), both) * (largestEntry(both) || 1);
        expect(apart).toBeLessThan(1e-13 * size);
      }),
    );
    expect(
      matrixPower(
        [
          [2, 1],
          [0, 3],
        ],
        0,
      ),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe("stationaryDistribution", () => {
  const chain = fc.integer({ min: 2, max: 7 }).chain((n) =>
    fc
      .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }), {
        minLength: n,
        maxLength: n,
      })
      .map((weights) =>
        weights.map((row, i) => {
          const moved = row.map((w, j) => (j === (i + 1) % n ? w + 1 : w)); // a cycle through all states
          const total = moved.reduce((sum, w) => sum + w, 0);
          return moved.map((w) => w / total);
        }),
      ),
  );

  it("π P = π, Σ π = 1; the names of states do not matter; nor does time spent staying", () => {
    fc.assert(
      fc.property(chain, fc.integer({ min: 1, max: 6 }), (p, turn) => {
        const pi = stationaryDistribution(p);
        const [after] = product([pi], p);
        for (const [i, value] of pi.entries()) {
          expect(relativeError(after![i]!, value)).toBeLessThan(1e-14);
          expect(value).toBeGreaterThan(0);
        }
        expect(pi.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
        const n = p.length;
        const order = Array.from({ length: n }, (_, i) => (i + turn) % n).reverse();
        const renamed = stationaryDistribution(order.map((i) => order.map((j) => p[i]![j]!)));
        for (const [k, i] of order.entries()) expect(relativeError(renamed[k]!, pi[i]!)).toBeLessThan(1e-14);
        const rates = p.map((row, i) => row.map((value, j) => 4 * (value - (i === j ? 1 : 0))));
        for (const [i, value] of stationaryDistribution(rates, { of: "rates" }).entries())
          expect(relativeError(value, pi[i]!)).toBeLessThan(1e-13);
      }),
    );
  });

  it("stays within doubles where shares pass out of them", () => {
    const n = 60;
    const rare = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => {
        const [up, down] = [i < n - 1 ? 0.5 : 0, i > 0 ? 1e-12 : 0];
        return j === i + 1 ? up : j === i - 1 ? down : j === i ? 1 - up - down : 0;
      }),
    );
    const pi = stationaryDistribution(rare);
    expect(relativeError(pi[n - 1]!, 1 - 2e-12)).toBeLessThan(1e-15);
    expect(relativeError(pi[n - 10]! / pi[n - 1]!, 2e-12 ** 9)).toBeLessThan(1e-13);
    expect(pi[0]).toBe(0);
    const backwards = stationaryDistribution([...rare].reverse().map((row) => [...row].reverse()));
    expect(relativeError(backwards[9]! / backwards[0]!, 2e-12 ** 9)).toBeLessThan(1e-13);
  });

  it("takes three hundred states", () => {
    const n = 300;
    const p = Array.from({ length: n }, (_, i) => {
      const weights = Array.from({ length: n }, (__, j) => 1 + ((i * 7919 + j * 104729) % 1009));
      const total = weights.reduce((sum, w) => sum + w, 0);
      return weights.map((w) => w / total);
    });
    const pi = stationaryDistribution(p);
    const [after] = product([pi], p);
    for (const [i, value] of pi.entries()) expect(relativeError(after![i]!, value)).toBeLessThan(1e-13);
  });

  it("names what it refuses", () => {
    expect(() =>
      stationaryDistribution([
        [0.5, 0.4],
        [0, 1],
      ]),
    ).toThrow("row 0 of matrix must sum to 1, got 0.9");
    expect(() =>
      stationaryDistribution([
        [1.5, -0.5],
        [0, 1],
      ]),
    ).toThrow("row 0, column 1 must be a number not below 0");
    expect(() =>
      stationaryDistribution(
        [
          [-1, 0.5],
          [1, -1],
        ],
        { of: "rates" },
      ),
    ).toThrow("must sum to 0, got -0.5");
    expect(() =>
      stationaryDistribution([
        [1, 0, 0],
        [0.5, 0.5, 0],
        [0.5, 0, 0.5],
      ]),
    ).toThrow("states 1, 2 cannot be reached from state 0");
    expect(() =>
      stationaryDistribution([
        [0.5, 0.5],
        [0, 1],
      ]),
    ).toThrow("state 0 cannot be reached from state 1");
    expect(
      codeOf(() =>
        stationaryDistribution([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBe("reducible-chain");
    // @ts-expect-error an option that does not exist
    expect(() => stationaryDistribution([[1]], { of: "odds" })).toThrow(
      'of must be "probabilities" or "rates"',
    );
    expect(stationaryDistribution([[1]])).toEqual([1]);
  });
});

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    if (ClienteleError.is(error)) return error.code;
  }
  return undefined;
};

describe("refusals", () => {
  it("refuses singular systems, exact or up to rounding, and says how near", () => {
    const hilbert = Array.from({ length: 13 }, (_, i) =>
      Array.from({ length: 13 }, (__, j) => 1 / (i + j + 1)),
    );
    expect(() =>
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 1],
      ),
    ).toThrow("column 1 depends on those before it");
    expect(() => invertMatrix(hilbert)).toThrow(/reciprocal condition is \d.*e-1\d, less than rounding/);
    expect(codeOf(() => invertMatrix(hilbert))).toBe("singular-matrix");
    expect(
      luDecomposition([
        [1, 2],
        [2, 4],
      ]).reciprocalCondition,
    ).toBe(0);
    expect(
      solveLinear(
        [
          [1e-200, 0],
          [0, 1e200],
        ],
        [1, 1],
      ).solution,
    ).toEqual([1e200, 1e-200]);
  });

  it("refuses shapes and numbers, and says where", () => {
    expect(() => luDecomposition([[1, 2]])).toThrow("matrix must be square, got 1 rows of 2 numbers");
    expect(() => luDecomposition([])).toThrow("rows of numbers, at least one");
    expect(() => luDecomposition([[]])).toThrow("at least one column");
    expect(() => solveLinear([[1]], [1, 2])).toThrow("right side must have 1 numbers, got 2");
    expect(() => solveLinear([[1]], [[1], [2]])).toThrow("right side must have 1 rows, got 2");
    expect(() =>
      matrixExponential([
        [1, 2],
        [3, Number.POSITIVE_INFINITY],
      ]),
    ).toThrow("matrix at row 1, column 1 must be a finite number, got Infinity");
    // @ts-expect-error no rows
    expect(() => determinant([1, 2])).toThrow("row 0 of matrix must be an array of numbers, got 1");
    expect(() => multiplyMatrices([[1, 2]], [[1, 2]])).toThrow("second must have 2 rows");
    expect(() => singularValueDecomposition([[1]], { tolerance: -1 })).toThrow(
      "tolerance must be a number in [0, 1)",
    );
    expect(() => matrixPower([[1e200]], 2)).toThrow("must not exceed a double");
    expect(() =>
      determinant([
        [1e200, 0],
        [0, 1e200],
      ]),
    ).toThrow("use logDeterminant");
    expect(solveLinear([Float64Array.of(2)], Float64Array.of(4)).solution).toEqual([2]);
  });

  it("refuses logarithms that are not real or not there", () => {
    expect(() =>
      matrixLogarithm([
        [0, 1],
        [1, 0],
      ]),
    ).toThrow("is negative");
    expect(() =>
      matrixLogarithm([
        [1, 1],
        [1, 1],
      ]),
    ).toThrow("the matrix is singular");
    expect(() =>
      matrixLogarithm([
        [-1, 0],
        [0, -1],
      ]),
    ).toThrow("the eigenvalue -1 is negative");
    expect(() => matrixLogarithm([[0]])).toThrow("singular");
    const courtois = golden["stationary"]!.rows[0]![1] as Rows;
    expect(codeOf(() => matrixLogarithm(courtois))).toBe("no-principal-logarithm");
    expect(
      matrixLogarithm([
        [1e-300, 0],
        [0, 1],
      ])[0]![0],
    ).toBeCloseTo(-300 * Math.LN10, 10);
  });

  it("leaves what it is given untouched, and gives frozen records that survive JSON", () => {
    const given = Object.freeze([Object.freeze([4, 1]), Object.freeze([1, 3])]);
    const results = [
      luDecomposition(given),
      choleskyDecomposition(given),
      singularValueDecomposition(given),
      symmetricEigen(given),
      leastSquares(given, [1, 2]),
      solveLinear(given, [1, 2]),
      matrixExponential(given),
      matrixLogarithm(given),
    ];
    for (const result of results) {
      expect(Object.isFrozen(result)).toBe(true);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });
});

import {
  createRandom,
  fitFirthLogistic,
  fitLinear,
  fitLogistic,
  fitMultinomial,
  fitPoisson,
  normal,
  type SeparatedData,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitted } from "./_regression-golden.ts";

/** The sum of the direction over a row: not below 0 on one side, not above on the other. */
function side(
  { direction }: SeparatedData,
  predictors: Readonly<Record<string, readonly number[]>>,
  row: number,
): number {
  return direction.reduce(
    (sum, { name, weight }) => sum + weight * (name === "(intercept)" ? 1 : predictors[name]![row]!),
    0,
  );
}

const separated = (answer: { readonly kind: string }): SeparatedData => {
  if (answer.kind !== "separated") throw new Error(`${answer.kind}, and not separated`);
  return answer as SeparatedData;
};

describe("separation in logistic regression", () => {
  it("is said of the published example, whose plain estimates run away (R10)", () => {
    const answer = fitLogistic({ response: [0, 0, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 4, 5, 6] } });
    const { extent, columns, direction, rowsSeparated, reason } = separated(answer);
    expect({ extent, columns, rowsSeparated, reason }).toEqual({
      extent: "complete",
      columns: ["x"],
      rowsSeparated: 6,
      reason: "x alone separates the outcomes: the likelihood has no maximum",
    });
    expect(direction.map(({ name }) => name)).toEqual(["(intercept)", "x"]);
    expect(-direction[0]!.weight).toBeGreaterThan(3);
    expect(-direction[0]!.weight).toBeLessThan(4);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });

  it("is quasi-complete where rows lie on the border", () => {
    const answer = separated(
      fitLogistic({ response: [0, 0, 0, 1, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 3, 3, 4, 5, 6] } }),
    );
    expect(answer.extent).toBe("quasi-complete");
    expect(answer.columns).toEqual(["x"]);
    expect(answer.rowsSeparated).toBe(5);
    expect(answer.direction).toEqual([
      { name: "(intercept)", weight: expect.closeTo(-3, 6) },
      { name: "x", weight: 1 },
    ]);
  });

  it("finds the group without a single success among columns that say nothing", () => {
    const random = createRandom("groups");
    const noise = Array.from({ length: 200 }, () => normal(random, 0, 1));
    const group = noise.map((_, i) => (i % 10 === 0 ? 1 : 0));
    const response = noise.map((one, i) => (group[i] === 1 ? 0 : one + normal(random, 0, 2) > 0 ? 1 : 0));
    const answer = separated(fitLogistic({ response, predictors: { noise, group } }));
    expect(answer.columns).toEqual(["group"]);
    expect(answer.extent).toBe("quasi-complete");
    expect(answer.direction).toEqual([{ name: "group", weight: -1 }]);
    expect(answer.rowsSeparated).toBe(20);
  });

  it("names a combination where no column separates alone", () => {
    const predictors = {
      a: [0, 1, 2, 3, 4, 5, 6, 7],
      b: [0.5, 1.5, 1.5, 2.5, 4.5, 4.5, 6.5, 6.6],
      c: [1, 0, 0, 1, 1, 0, 0, 1],
    };
    const response = predictors.a.map((a, i) => (a > predictors.b[i]! ? 1 : 0));
    const answer = separated(fitLogistic({ response, predictors }));
    expect(answer.columns).toEqual(expect.arrayContaining(["a", "b"]));
    expect(answer.reason).toMatch(/a combination of a, b/);
    for (const [i, y] of response.entries())
      expect(side(answer, predictors, i) * (y === 1 ? 1 : -1)).toBeGreaterThan(0);
  });

  it("names the intercept where there is one outcome only", () => {
    const answer = separated(fitLogistic({ response: [1, 1, 1, 1], predictors: { x: [1, 5, 2, 8] } }));
    expect(answer.columns).toEqual(["(intercept)"]);
  });

  it("is not claimed of data that are nearly separated", () => {
    for (const over of [0.5, 1e-2, 1e-4]) {
      // The last row of 0 reaches over the first row of 1 by a little.
      const x = [1, 2, 3, 4, 6 + over, 6, 7, 8, 9, 10];
      const fit = fitted(fitLogistic({ response: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], predictors: { x } }));
      expect(fit.converged).toBe(true);
      expect(Number.isFinite(fit.coefficients[1]!.standardError)).toBe(true);
    }
  });

  it("and only it keeps the plain fit from converging: whatever the data, an answer is proved or the gradient vanishes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }), fc.boolean()), {
          minLength: 6,
          maxLength: 25,
        }),
        (rows) => {
          const predictors = { a: rows.map(([a]) => a), b: rows.map(([, b]) => b) };
          const response: number[] = rows.map(([, , y]) => (y ? 1 : 0));
          const fit = fitLogistic({ response, predictors }, { dependentColumns: "drop" });
          if (fit.kind === "insufficient") return;
          if (fit.kind === "separated") {
            let above = 0;
            for (const [i, y] of response.entries()) {
              const value = side(fit, predictors, i) * (y === 1 ? 1 : -1);
              expect(value).toBeGreaterThan(-1e-8);
              if (value > 1e-8) above++;
            }
            expect(above).toBe(fit.rowsSeparated);
            expect(fit.extent).toBe(above === rows.length ? "complete" : "quasi-complete");
            // Firth's estimates exist, and converge.
            expect(
              fitted(fitFirthLogistic({ response, predictors }, { dependentColumns: "drop" })).converged,
            ).toBe(true);
            return;
          }
          expect(fit.converged).toBe(true);
          const eta = (i: number): number =>
            fit.coefficients.reduce(
              (sum, { name, estimate }) =>
                sum + estimate * (name === "(intercept)" ? 1 : predictors[name as "a" | "b"][i]!),
              0,
            );
          for (const column of [rows.map(() => 1), predictors.a, predictors.b]) {
            const score = response.reduce(
              (sum, y, i) => sum + column[i]! * (y - 1 / (1 + Math.exp(-eta(i)))),
              0,
            );
            expect(Math.abs(score)).toBeLessThan(1e-9);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("separation elsewhere", () => {
  it("of Poisson counts: a group in which nothing was counted", () => {
    const answer = separated(
      fitPoisson({
        response: [0, 0, 1, 2, 0, 3],
        predictors: { x: [1, 1, 0, 0, 0, 0], z: [1, 2, 3, 1, 2, 3] },
      }),
    );
    expect(answer.model).toBe("poisson");
    expect(answer.columns).toEqual(["x"]);
    expect(answer.direction).toEqual([{ name: "x", weight: -1 }]);
    expect(separated(fitPoisson({ response: [0, 0, 0], predictors: { x: [1, 2, 4] } })).columns).toEqual([
      "(intercept)",
    ]);
    // A count in the group, and there is a maximum.
    expect(fitPoisson({ response: [0, 1, 1, 2, 0, 3], predictors: { x: [1, 1, 0, 0, 0, 0] } }).kind).toBe(
      "poisson",
    );
  });

  it("of categories: one set apart by a column", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8];
    const answer = separated(
      fitMultinomial({ response: ["a", "b", "a", "b", "a", "c", "c", "c"], predictors: { x } }),
    );
    expect(answer.model).toBe("multinomial");
    expect(answer.columns).toEqual(["x"]);
    expect(answer.direction.some(({ name }) => name === "c: x")).toBe(true);
    expect(answer.extent).toBe("quasi-complete");
    expect(
      fitMultinomial({ response: ["a", "c", "b", "a", "b", "c", "b", "a"], predictors: { x } }).kind,
    ).toBe("multinomial");
  });
});

describe("columns and rows that cannot be used", () => {
  const response = [1, 0, 1, 0, 1, 1];
  const a = [1, 2, 3, 4, 5, 7];

  it("refuses a dependent column by name, with what it depends on", () => {
    const predictors = { a, "in grams": a.map((one) => 1000 * one) };
    for (const regress of [fitLinear, fitLogistic, fitFirthLogistic])
      expect(() => regress({ response, predictors })).toThrow(
        'predictor "in grams" depends on others, it is 1000 · a; leave it out, or set dependentColumns to "drop"',
      );
    expect(() => fitLinear({ response, predictors: { a, b: a.map((one) => 2 - one) } })).toThrow(
      "it is 2 · (intercept) + -1 · a",
    );
    expect(() => fitLinear({ response, predictors: { a, none: a.map(() => 0) } })).toThrow(
      "it is 0 throughout",
    );
  });

  it("drops it where asked, and fits as if it had not been there", () => {
    const predictors = { a, twice: a.map((one) => 2 * one), b: [0, 1, 1, 0, 2, 1] };
    const dropped = fitted(fitLinear({ response, predictors }, { dependentColumns: "drop" }));
    const without = fitted(fitLinear({ response, predictors: { a, b: predictors.b } }));
    expect(dropped).toEqual({ ...without, dropped: ["twice"] });
  });

  it.each([
    [
      { response, predictors: { a: [1, 2, Number.NaN, 4, 5, 6] } },
      {},
      "a at row 2 must be a finite number, got NaN",
    ],
    [{ response, predictors: { a: [1, 2] } }, {}, "a must have 6 numbers, one for each row, got 2"],
    [
      { response, predictors: { a }, weights: [1, 1, -1, 1, 1, 1] },
      {},
      "weights at row 2 must be not below 0, got -1",
    ],
    [
      { response, predictors: { a } },
      { confidence: 1 },
      "confidence must be a number between 0 and 1, got 1",
    ],
    [
      { response, predictors: { a } },
      { standardErrors: "cluster" },
      "clusters must be one for each of 6 rows",
    ],
    [
      { response, predictors: { a } },
      { standardErrors: "robust" },
      "standardErrors must be one of model, hc0",
    ],
    [
      { response, predictors: { a }, clusters: [1, 1, 1, 1, 1, 1] },
      { standardErrors: "cluster" },
      "clusters must be at least 2, got 1",
    ],
    [{ response, predictors: { "(intercept)": a } }, {}, "a predictor's name must be other than (intercept)"],
  ] as [Parameters<typeof fitLinear>[0], Parameters<typeof fitLinear>[1], string][])(
    "refuses %j %j",
    (data, options, message) => {
      expect(() => fitLinear(data, options)).toThrow(RangeError);
      expect(() => fitLinear(data, options)).toThrow(message);
    },
  );

  it("refuses a logistic response outside 0 to 1", () => {
    expect(() => fitLogistic({ response: [0, 2], predictors: {} })).toThrow(
      "Cannot fit a logistic regression: response at row 1 must be a number from 0 to 1, got 2",
    );
  });
});

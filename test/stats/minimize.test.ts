import { createRandom, type MinimizeOptions, minimize } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parametersAt, problems } from "./_minimise-problems.ts";

const valuesOf = (found: ReturnType<typeof minimize>): number[] => found.parameters.map(({ value }) => value);

describe("standard problems", () => {
  for (const { name, compute, gradient, start, at, within } of problems)
    for (const given of gradient ? [true, false] : [false])
      it(`${name}, ${given ? "with the gradient" : "by differences"}`, () => {
        const found = minimize(compute, {
          parameters: parametersAt(start),
          ...(given && { gradient: gradient! }),
        });
        expect(found.status).toBe("converged");
        expect(found.method).toBe("bfgs");
        expect(found.gradient).toBe(given ? "given" : "differences");
        for (const [i, value] of valuesOf(found).entries())
          expect(Math.abs(value - at[i]!)).toBeLessThan(within * Math.max(1, Math.abs(at[i]!)));
        expect(found.evaluations).toBeLessThan(3000);
      });

  it("gives no standard errors where the curvature vanishes", () => {
    const powell = problems[1]!;
    const found = minimize(powell.compute, { parameters: parametersAt(powell.start) });
    expect(found.reasons[0]).toMatch(/without curvature/);
    expect(found.parameters.every((one) => !("standardError" in one))).toBe(true);
  });

  it("finds the Hessian, its inverse and standard errors of a quadratic form", () => {
    const found = minimize(([x = 0, y = 0]) => 2 * x * x + 3 * y * y + 2 * x * y - x, {
      parameters: parametersAt([1, 1]),
    });
    if (found.status === "failed") throw new Error("failed");
    const flat = (matrix: readonly (readonly number[])[] | undefined) => matrix!.flat();
    for (const [i, value] of [4, 2, 2, 6].entries()) expect(flat(found.hessian)[i]).toBeCloseTo(value, 6);
    for (const [i, value] of [0.3, -0.1, -0.1, 0.2].entries())
      expect(flat(found.covariance)[i]).toBeCloseTo(value, 7);
    expect(found.parameters[0]?.standardError).toBeCloseTo(Math.sqrt(0.3), 7);
  });
});

describe("what is not a single minimum", () => {
  const positive = (name: string, start: number) => ({ name, start, lower: 0 });

  it.each([
    ["a ridge", ([x = 0, y = 0]: readonly number[]) => (x + y - 3) ** 2],
    ["a curved ridge", ([x = 0, y = 0]: readonly number[]) => (x * y - 1) ** 2],
    ["a curved ridge with a saddle on the way", ([x = 0, y = 0]: readonly number[]) => (x * y + 1) ** 2],
    ["a function that does not depend on one", ([x = 0]: readonly number[]) => (x - 1) ** 2],
    ["a constant", () => 7],
  ])("%s is not identified", (_, compute) => {
    const found = minimize(compute, { parameters: parametersAt([2, 2]) });
    expect(found.status).toBe("not-identified");
    expect(found.parameters.some(({ position }) => position === "ridge")).toBe(true);
    expect("covariance" in found).toBe(false);
  });

  it("names the parameters of the ridge alone", () => {
    const found = minimize(([x = 0, y = 0, z = 0]) => (x + 2 * y - 3) ** 2 + (z - 1) ** 2, {
      parameters: parametersAt([0, 0, 0]),
    });
    expect(found.parameters.map(({ position }) => position)).toEqual(["ridge", "ridge", "inside"]);
    expect(found.reasons).toEqual(["not identified: the function does not change along a ridge of x1, x2"]);
    expect(found.parameters[2]?.value).toBeCloseTo(1, 6);
  });

  it("a product of positive parameters is not identified in their logarithms", () => {
    const found = minimize(([a = 0, b = 0]) => (a * b - 6) ** 2, {
      parameters: [positive("a", 1), positive("b", 1)],
    });
    expect(found.status).toBe("not-identified");
  });

  it.each([
    ["a lower bound", ([x = 0]: readonly number[]) => (x + 1) ** 2, { lower: 0 }, "lower", "runs to 0"],
    ["an upper bound", ([x = 0]: readonly number[]) => (x - 9) ** 2, { upper: 1 }, "upper", "runs to 1"],
    ["the upper end", ([x = 0]: readonly number[]) => -x, { lower: 0, upper: 1 }, "upper", "runs to 1"],
    ["the lower end", ([x = 0]: readonly number[]) => x, { lower: 0, upper: 1 }, "lower", "runs to 0"],
    ["infinity", ([x = 0]: readonly number[]) => Math.exp(-x), {}, "upper", "runs to infinity"],
    ["minus infinity", ([x = 0]: readonly number[]) => Math.exp(x), {}, "lower", "runs to minus infinity"],
    ["infinity, slowly", ([x = 0]: readonly number[]) => 1 / x, { lower: 0 }, "upper", "runs to infinity"],
  ])("a minimum at %s is a boundary", (_, compute, bounds, position, reason) => {
    const found = minimize(compute, { parameters: [{ name: "x", start: 0.3, ...bounds }] });
    expect(found.status).toBe("boundary");
    expect(found.parameters[0]?.position).toBe(position);
    expect(found.reasons[0]).toContain(reason);
    expect("standardError" in found.parameters[0]!).toBe(false);
  });

  it("a bound of one parameter leaves the others determined", () => {
    const found = minimize(([x = 0, y = 0]) => (x + 1) ** 2 + (y - 3) ** 2, {
      parameters: [positive("x", 1), positive("y", 1)],
    });
    expect(found.status).toBe("boundary");
    expect(found.parameters.map(({ position }) => position)).toEqual(["lower", "inside"]);
    expect(found.parameters[1]?.value).toBeCloseTo(3, 5);
  });

  it.each([
    ["a slope", ([x = 0]: readonly number[]) => -x, {}],
    ["a parabola upside down", ([x = 0]: readonly number[]) => -x * x - x, {}],
    ["a logarithm", ([x = 0]: readonly number[]) => Math.log(x), { lower: 0 }],
    ["a power", ([x = 0]: readonly number[]) => -Math.sqrt(x), { lower: 0 }],
  ])("%s that falls without end has failed", (_, compute, bounds) => {
    const found = minimize(compute, { parameters: [{ name: "x", start: 0.3, ...bounds }] });
    expect(found.status).toBe("failed");
    expect(found.reasons[0]).toMatch(/falls without end|not 0 where the search ended/);
    expect(JSON.stringify(found)).not.toMatch(/:null/);
  });

  it("leaves a saddle for the lower place beside it", () => {
    const found = minimize(([x = 0, y = 0]) => x * x - y * y + y ** 4, { parameters: parametersAt([1, 0]) });
    expect(found.status).toBe("converged");
    expect(Math.abs(valuesOf(found)[1]!)).toBeCloseTo(Math.SQRT1_2, 6);
  });
});

describe("functions that do not answer everywhere", () => {
  it.each([
    [
      "throws",
      (): number => {
        throw new Error("below 0");
      },
    ],
    ["is NaN", () => Number.NaN],
    ["is infinite", () => Number.POSITIVE_INFINITY],
    ["is minus infinite", () => Number.NEGATIVE_INFINITY],
  ])("takes a place where the function %s for a wall, and counts it", (_, beyond) => {
    const found = minimize(([x = 0]) => (x < 0 ? beyond() : x - Math.log(x)), {
      parameters: [{ name: "x", start: 50, scale: 50 }],
    });
    expect(found.status).toBe("converged");
    expect(valuesOf(found)[0]).toBeCloseTo(1, 6);
    expect(found.barriers).toBeGreaterThan(0);
  });

  it("fails where it never answers, with the words of the function", () => {
    const found = minimize(
      (): number => {
        throw new Error("no such thing");
      },
      { parameters: parametersAt([1]) },
    );
    expect(found.status).toBe("failed");
    expect(found.reasons).toEqual(["the function has no finite value at any start; it threw: no such thing"]);
    expect("value" in found).toBe(false);
    expect(valuesOf(found)).toEqual([1]);
  });

  it("goes on from the starts that answer", () => {
    const found = minimize(([x = 0]) => (x > 10 ? Number.NaN : (x - 4) ** 2), {
      parameters: parametersAt([20]),
      starts: [[3]],
    });
    expect(found.status).toBe("converged");
    expect(found.bestStart).toBe(1);
    expect(found.starts.map(({ ended }) => ended)).toEqual(["refused", "flat"]);
  });

  it("does without a gradient that is wrong, NaN or throws, and says so", () => {
    const { compute, start } = problems[0]!;
    for (const [gradient, reason] of [
      [([x = 0, y = 0]) => [400 * x * (y - x * x), 200 * (y - x * x)], /disagrees/],
      [() => [Number.NaN, 0], /no finite value/],
      [
        (): number[] => {
          throw new Error("no");
        },
        /no finite value/,
      ],
    ] as [(x: readonly number[]) => number[], RegExp][]) {
      const found = minimize(compute, { parameters: parametersAt(start), gradient });
      expect(found.status).toBe("converged");
      expect(found.gradient).toBe("differences");
      expect(found.reasons.join()).toMatch(reason);
      expect(valuesOf(found)[0]).toBeCloseTo(1, 6);
    }
  });

  it("uses the simplex where there is no slope to follow", () => {
    const found = minimize(
      ([x = 0, y = 0]) => Math.max(Math.abs(x - 1), 3 * Math.abs(y - 2), Math.abs(x + y - 1)),
      { parameters: parametersAt([0, 0]) },
    );
    expect(found.status).toBe("converged");
    expect(found.method).toBe("nelder-mead");
    expect(found.value).toBeCloseTo(6 / 7, 9);
    expect("covariance" in found).toBe(false);
  });

  it("sees a kink at the minimum and gives no standard errors", () => {
    const found = minimize(([x = 0, y = 0]) => Math.abs(x - 1) + Math.abs(y - 2), {
      parameters: parametersAt([0, 0]),
    });
    expect(found.status).toBe("converged");
    expect(found.reasons[0]).toMatch(/kink/);
    expect("standardError" in found.parameters[0]!).toBe(false);
  });

  it("stops when the evaluations are spent", () => {
    const { compute, start } = problems[0]!;
    const found = minimize(compute, { parameters: parametersAt(start), maxEvaluations: 40 });
    expect(found.status).toBe("failed");
    expect(found.starts[0]?.ended).toBe("spent");
    expect(found.evaluations).toBeLessThan(120);
  });
});

describe("starts", () => {
  const twoWells = ([x = 0]: readonly number[]): number => (x * x - 4) ** 2 + x;

  it("takes the lowest of several, says which won and that they differ", () => {
    const found = minimize(twoWells, { parameters: parametersAt([2]), starts: [[-2], [-1]] });
    expect(valuesOf(found)[0]).toBeLessThan(-2);
    expect(found.bestStart).toBe(1);
    expect(found.starts).toHaveLength(3);
    expect(found.reasons.join()).toMatch(/different values/);
  });

  it("draws the same starts from the same seed", () => {
    const run = (seed: string) =>
      minimize(twoWells, {
        parameters: parametersAt([3]),
        randomStarts: { count: 5, random: createRandom(seed), spread: 2 },
      });
    expect(run("a")).toEqual(run("a"));
    expect(run("a").starts).not.toEqual(run("b").starts);
    expect(run("a").starts).toHaveLength(6);
  });
});

describe("the report", () => {
  it("is frozen and survives JSON", () => {
    for (const { compute, start } of problems) {
      const found = minimize(compute, { parameters: parametersAt(start) });
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      expect(Object.isFrozen(found)).toBe(true);
      expect(Object.isFrozen(found.parameters[0])).toBe(true);
    }
  });

  it("does not change its input", () => {
    const options: MinimizeOptions = Object.freeze({
      parameters: Object.freeze(parametersAt([1, 1]).map((one) => Object.freeze(one))),
      starts: Object.freeze([Object.freeze([2, 2])]),
    });
    expect(minimize(problems[2]!.compute, options).status).toBe("converged");
  });

  it("finds the vertex of any parabola, in any parametrisation", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.constantFrom({}, { lower: 0 }, { upper: 10.5 }, { lower: 0, upper: 10.5 }),
        (vertex, bend, bounds) => {
          const found = minimize(([x = 0]) => bend * (x - vertex) ** 2, {
            parameters: [{ name: "x", start: 1, ...bounds }],
            gradient: ([x = 0]) => [2 * bend * (x - vertex)],
          });
          expect(found.status).toBe("converged");
          expect(found.parameters[0]!.value).toBeCloseTo(vertex, 6);
          expect(found.parameters[0]!.standardError).toBeCloseTo(Math.sqrt(1 / (2 * bend)), 4);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ parameters: [] }, "parameters must be a list of at least one parameter"],
    [
      {
        parameters: [
          { name: "a", start: 1 },
          { name: "a", start: 1 },
        ],
      },
      "the name of parameter 1",
    ],
    [
      { parameters: [{ name: "a", start: 0, lower: 0 }] },
      "start of a must be strictly inside its bounds, got 0",
    ],
    [
      { parameters: [{ name: "a", start: 0, lower: 1, upper: 1 }] },
      "upper of a must be above its lower bound 1",
    ],
    [{ parameters: [{ name: "a", start: Number.NaN }] }, "start of a must be a finite number"],
    [
      { parameters: [{ name: "a", start: 1, lower: 0 }], starts: [[-1]] },
      "start 0 must be a number strictly inside",
    ],
    [
      { parameters: [{ name: "a", start: 1 }], gradientTolerance: 0 },
      "gradientTolerance must be a positive number",
    ],
    [{ parameters: [{ name: "a", start: 1, scale: -1 }] }, "scale of a must be a positive number"],
  ] as [MinimizeOptions, string][])("refuses %j", (options, message) => {
    expect(() => minimize(([x = 0]) => x * x, options)).toThrow(RangeError);
    expect(() => minimize(([x = 0]) => x * x, options)).toThrow(message);
  });
});

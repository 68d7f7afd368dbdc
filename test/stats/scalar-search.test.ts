import { findRoot, minimizeScalar, normalDistribution } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("findRoot", () => {
  it.each([
    ["a square root", (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ["a cube, flat at its root", (x: number) => (x - 0.3) ** 3, -1, 1, 0.3],
    ["a cosine", (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    ["a step of ten decades", (x: number) => Math.exp(50 * x) - 1e10, 0, 1, Math.log(1e10) / 50],
    ["a root at an end", (x: number) => x, 0, 1, 0],
    ["a falling function", (x: number) => normalDistribution().upper(x) - 0.025, 0, 10, 1.959963984540054],
    ["a jump", (x: number) => (x < 0.7 ? -1 : 1), 0, 1, 0.7],
  ] as const)("%s", (_, compute, lower, upper, root) => {
    const found = findRoot(compute, { lower, upper });
    expect(Math.abs(found.root - root)).toBeLessThan(1e-5 * (_.includes("flat") ? 1 : 1e-9));
    expect(found.evaluations).toBeLessThan(200);
    expect(found.value).toBe(compute(found.root));
  });

  it("finds the root of any straight line", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (root, slope) => {
          const found = findRoot((x) => slope * (x - root), { lower: -60, upper: 70 });
          expect(Math.abs(found.root - root)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(root)));
        },
      ),
    );
  });

  it("keeps to the tolerance", () => {
    const found = findRoot((x) => x ** 3 - 2, { lower: 0, upper: 2, tolerance: 1e-3 });
    expect(Math.abs(found.root - Math.cbrt(2))).toBeLessThan(1e-3);
    expect(found.evaluations).toBeLessThan(findRoot((x) => x ** 3 - 2, { lower: 0, upper: 2 }).evaluations);
  });

  it("refuses what has no root to be found", () => {
    expect(() => findRoot((x) => x * x + 1, { lower: 0, upper: 2 })).toThrow(
      "must change its sign between lower and upper, got 1 at 0 and 5 at 2",
    );
    expect(() => findRoot((x) => x, { lower: 1, upper: 1 })).toThrow("upper must be above lower, 1, got 1");
    expect(() => findRoot(() => Number.NaN, { lower: 0, upper: 1 })).toThrow(
      "the function at 0 must be a finite number, got NaN",
    );
  });
});

describe("minimizeScalar", () => {
  it.each([
    ["a parabola", (x: number) => (x - 2) ** 2, 0, 5, 2],
    ["a likelihood", (x: number) => x - Math.log(x), 0, 10, 1],
    ["a kink", (x: number) => Math.abs(x - 0.25), -1, 1, 0.25],
    ["beside a wall", (x: number) => (x < 1 ? Number.NaN : (x - 1.5) ** 2), 0, 4, 1.5],
  ] as const)("%s", (_, compute, lower, upper, at) => {
    const found = minimizeScalar(compute, { lower, upper });
    expect(found.status).toBe("converged");
    expect(Math.abs(found.at - at)).toBeLessThan(1e-7 * Math.max(1, Math.abs(at)));
    expect(found.value).toBe(compute(found.at));
    expect(found.evaluations).toBeLessThan(120);
  });

  it.each([
    ["lower", (x: number) => x, 2],
    ["upper", (x: number) => -x, 3],
  ] as const)("says that the function is lowest at the %s end", (_, compute, end) => {
    const found = minimizeScalar(compute, { lower: 2, upper: 3 });
    expect(found.status).toBe("boundary");
    expect(found.at).toBeCloseTo(end, 6);
  });

  it("refuses a function without values", () => {
    expect(() => minimizeScalar(() => Number.NaN, { lower: 0, upper: 1 })).toThrow(
      "the function must be finite at some place asked",
    );
  });
});

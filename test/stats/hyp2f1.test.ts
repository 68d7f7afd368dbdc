import { betaP, hyp2f1, logBeta, logHyp2f1 } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometric, relativeError } from "./_golden.ts";

type Point = readonly [number, number, number, number];

const rowsOf = (table: string): readonly (readonly [...Point, number, string])[] =>
  hypergeometric[table]!.rows as never;

const families = ["beta_geometric", "pareto", "whole_differences", "moderate", "large"];

describe("2F1 against values of 25 digits and more", () => {
  it.each(families)("%s", (family) => {
    const rows = rowsOf("hyp2f1").filter((row) => row[5] === family);
    const refused: Point[] = [];
    expect(rows.length).toBeGreaterThan(200);
    for (const [a, b, c, z, expected] of rows) {
      let value = Number.NaN;
      try {
        value = hyp2f1(a, b, c, z);
      } catch {
        refused.push([a, b, c, z]);
        continue;
      }
      const error = relativeError(value, expected);
      expect(error, `F(${a}, ${b}; ${c}; ${z}) = ${expected}, got ${value}`).toBeLessThan(1e-12);
    }
    // Between the zeros of large parameters beside a smaller c: refused, and nowhere else.
    expect(refused.every(([a, b, c, z]) => family === "large" && z < 0 && a > c && b > c)).toBe(true);
    expect(refused.length).toBeLessThan(10);
  });

  it("has its logarithm where the value exceeds a double", () => {
    const rows = rowsOf("logHyp2f1");
    expect(rows.filter((row) => row[4] > 710).length).toBeGreaterThan(50);
    for (const [a, b, c, z, expected] of rows) {
      if (z < 0 && a > c && b > c) continue;
      const value = logHyp2f1(a, b, c, z);
      // Near F = 1 the logarithm is F − 1, elsewhere an error of it is a relative error of F.
      const error = Math.abs(value - expected) / Math.max(1, Math.abs(expected));
      expect(error, `ln F(${a}, ${b}; ${c}; ${z}) = ${expected}, got ${value}`).toBeLessThan(3e-13);
    }
  });

  it("keeps the digits of a logarithm near 0", () => {
    const value = logHyp2f1(1e-10, 1, 2, 1e-5);
    expect(relativeError(value, 5.000016666750002e-16)).toBeLessThan(1e-14);
  });
});

const positive = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const inside = fc.oneof(
  fc.double({ min: 0, max: 0.999, noNaN: true }),
  positive(1e-12, 0.5).map((w) => 1 - w),
  positive(1e-3, 1e4).map((z) => -z),
);

describe("laws of 2F1", () => {
  it("is symmetric in a and b, and 1 at z = 0", () => {
    fc.assert(
      fc.property(positive(0.01, 300), positive(0.01, 300), positive(0.1, 600), inside, (a, b, c, z) => {
        fc.pre(z > 0 || c > Math.min(a, b)); // elsewhere it has zeros
        expect(relativeError(logHyp2f1(a, b, c, z) + 1, logHyp2f1(b, a, c, z) + 1)).toBeLessThan(1e-12);
        expect(hyp2f1(a, b, c, 0)).toBe(1);
      }),
    );
  });

  it("F(a, b; b; z) = (1 − z)⁻ᵃ", () => {
    fc.assert(
      fc.property(positive(0.01, 40), positive(0.01, 1000), inside, (a, b, z) => {
        expect(Math.abs(logHyp2f1(a, b, b, z) + a * Math.log1p(-z))).toBeLessThan(2e-12);
      }),
    );
  });

  it("F(1, 1; 2; z) = −ln(1 − z)/z and F(½, 1; 3/2; −z²) = arctan(z)/z", () => {
    fc.assert(
      fc.property(inside, (z) => {
        fc.pre(Math.abs(z) > 1e-10);
        expect(relativeError(hyp2f1(1, 1, 2, z), -Math.log1p(-z) / z)).toBeLessThan(1e-12);
        expect(relativeError(hyp2f1(0.5, 1, 1.5, -z * z), Math.atan(z) / z)).toBeLessThan(1e-12);
      }),
    );
  });

  it("Euler: F(a, b; c; z) = (1 − z)^(c − a − b) F(c − a, c − b; c; z)", () => {
    fc.assert(
      fc.property(positive(0.1, 100), positive(0.1, 100), positive(0.1, 100), inside, (a, extra, b, z) => {
        const c = Math.max(a, b) + extra;
        const left = logHyp2f1(a, b, c, z);
        const right = logHyp2f1(c - a, c - b, c, z) + (c - a - b) * Math.log1p(-z);
        expect(Math.abs(left - right)).toBeLessThan(1e-12 * (10 + Math.abs(left) + c * 0.5));
      }),
    );
  });

  it("(c − a) F(a − 1) + (2a − c + (b − a)z) F(a) + a(z − 1) F(a + 1) = 0 (DLMF 15.5.11)", () => {
    fc.assert(
      fc.property(positive(0.1, 30), positive(0.1, 30), positive(0.1, 60), inside, (a, b, c, z) => {
        fc.pre(z < 1 - 1e-8 && (z > 0 || c > a + 1)); // within a double, and without zeros
        const terms = [
          (c - a) * hyp2f1(a - 1, b, c, z),
          (2 * a - c + (b - a) * z) * hyp2f1(a, b, c, z),
          a * (z - 1) * hyp2f1(a + 1, b, c, z),
        ];
        const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(2e-12 * (1 + c) * size);
      }),
    );
  });

  it("c(c − 1)(z − 1) F(c − 1) + c(c − 1 − (2c − a − b − 1)z) F(c) + (c − a)(c − b)z F(c + 1) = 0 (DLMF 15.5.18)", () => {
    fc.assert(
      fc.property(positive(0.1, 30), positive(0.1, 30), positive(1.1, 60), inside, (a, b, c, z) => {
        fc.pre(z < 1 - 1e-8 && (z > 0 || c > a + 1));
        const terms = [
          c * (c - 1) * (z - 1) * hyp2f1(a, b, c - 1, z),
          c * (c - 1 - (2 * c - a - b - 1) * z) * hyp2f1(a, b, c, z),
          (c - a) * (c - b) * z * hyp2f1(a, b, c + 1, z),
        ];
        const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
        expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThan(2e-12 * (1 + c) * size);
      }),
    );
  });

  it("Iₓ(a, b) = xᵃ F(a, 1 − b; a + 1; x) / (a B(a, b)) (DLMF 8.17.7)", () => {
    fc.assert(
      fc.property(
        positive(0.1, 50),
        positive(0.1, 20),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (a, b, x) => {
          const series = hyp2f1(a, 1 - b, a + 1, x);
          const value = Math.exp(a * Math.log(x) - Math.log(a) - logBeta(a, b)) * series;
          expect(relativeError(value, betaP(x, a, b))).toBeLessThan(3e-11);
        },
      ),
    );
  });

  it("is continuous where c − a − b passes a whole number", () => {
    for (const m of [-2, -1, 0, 1, 3]) {
      for (const z of [0.95, 0.999999, 1 - 1e-12]) {
        const at = logHyp2f1(1.3, 2.4, 3.7 + m, z);
        for (const epsilon of [1e-15, 1e-13, 1e-10, 1e-7]) {
          const beside = logHyp2f1(1.3, 2.4, 3.7 + m + epsilon, z);
          expect(Math.abs(beside - at)).toBeLessThan(1e-12 + 40 * epsilon);
        }
      }
    }
  });

  it("ends in a polynomial for a whole a below 0, also at z = 1", () => {
    expect(hyp2f1(-3, 2, 1.5, 0.7)).toBeCloseTo(-0.0752, 14);
    expect(hyp2f1(-3, 2.5, 1.5, -40)).toBeCloseTo(203401, 8);
    expect(hyp2f1(2, -3, 2, 1)).toBe(0);
    expect(hyp2f1(-3, 2, 1.5, 1)).toBeCloseTo(-1 / 35, 14);
    expect(hyp2f1(-200, 0.5, 2.3, 0.97)).toBeCloseTo(0.0895840659347398, 13);
  });

  it("is Gauss's sum at z = 1", () => {
    expect(hyp2f1(0.5, 1.2, 3.5, 1)).toBeCloseTo(1.32651220295075, 13);
    expect(hyp2f1(0.5, 0.5, 1.5, 1)).toBeCloseTo(Math.PI / 2, 14);
  });

  it("answers at extreme arguments", () => {
    expect(relativeError(hyp2f1(1, 1, 2, -1e300), Math.log(1e300) / 1e300)).toBeLessThan(1e-13);
    expect(hyp2f1(1, 1, 2, -1e-300)).toBe(1);
    expect(logHyp2f1(1e5, 2e5, 3.5e5, 0.5)).toBeGreaterThan(0);
    // BG/NBD with 1000 purchases, where the textbook form is NaN in doubles.
    expect(hyp2f1(0.793 - 1, 0.793 + 2.426 - 1 - 0.243, 0.793 + 2.426 + 999, 0.55)).toBeCloseTo(
      0.9997753850971,
      12,
    );
  });
});

describe("2F1 refuses", () => {
  it.each<[string, () => number]>([
    ["Cannot compute 2F1: a must be a finite number, got NaN", () => hyp2f1(Number.NaN, 1, 2, 0.5)],
    ["Cannot compute 2F1: b must be a finite number, got Infinity", () => hyp2f1(1, 1 / 0, 2, 0.5)],
    ["Cannot compute 2F1: c must be none of 0, -1, -2, …, got -3", () => hyp2f1(1, 1, -3, 0.5)],
    ["Cannot compute 2F1: z must be a finite number up to 1, got 1.5", () => hyp2f1(1, 1, 2, 1.5)],
    [
      "Cannot compute 2F1: z must be below 1 where c − a − b is not positive, got 1",
      () => hyp2f1(1, 1, 2, 1),
    ],
    [
      "Cannot compute 2F1: the value must be within a double, got e^923.",
      () => hyp2f1(200.243, 202.426, 202.219, 0.99),
    ],
    [
      "Cannot compute the logarithm of 2F1: the function must be positive, got -0.333",
      () => logHyp2f1(-2, 1, 0.5, 1 - 1e-16),
    ],
    [
      "Cannot compute 2F1: arguments must leave 10 digits after cancellation, got (528.5, 981.5, 118, -0.183)",
      () => hyp2f1(528.5, 981.5, 118, -0.183),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

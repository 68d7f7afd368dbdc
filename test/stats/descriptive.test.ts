import {
  huberLocation,
  interquartileRange,
  mean,
  median,
  medianAbsoluteDeviation,
  normalDistribution,
  type QuantileMethod,
  qnScale,
  quantile,
  quantileDiscrete,
  quantiles,
  rankValues,
  standardDeviation,
  trimmedMean,
  variance,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGolden, relativeError } from "./_golden.ts";

interface Sample {
  readonly values: readonly number[];
  readonly mean: number;
  readonly variance: number;
  readonly standardDeviation: number;
  readonly median: number;
  readonly rawDeviation: number;
  readonly trimmedMean20: number;
  readonly winsorizedMean20: number;
  readonly pairDistance: number;
  readonly quantiles: Readonly<Record<QuantileMethod, readonly number[]>>;
}
const { shares, samples } = readGolden<{
  shares: readonly (readonly [number, number])[];
  samples: readonly Sample[];
}>("descriptive.json");

const numbers = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 40 });
const few = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 25 });
const reversed = (values: readonly number[]): number[] => [...values].reverse();

/** Within some units of the largest value: quantiles of mixed signs cancel like any difference. */
function expectNear(value: number, expected: number, among: readonly number[], ulps = 8): void {
  const scale = Math.max(...among.map(Math.abs), Number.MIN_VALUE);
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(ulps * Number.EPSILON * scale);
}

describe("quantiles", () => {
  const methods = Object.keys(samples[0]!.quantiles) as QuantileMethod[];

  it.each(methods)("agree with exact fractions: %s", (method) => {
    expect(samples.length).toBeGreaterThan(10);
    for (const sample of samples) {
      const found = quantiles(
        reversed(sample.values),
        shares.map(([a, b]) => a / b),
        { method },
      );
      for (const [i, value] of found.entries())
        expectNear(value, sample.quantiles[method][i]!, sample.values);
    }
  });

  it("are those of NumPy for 1 … 10 at 0.33", () => {
    const values = Array.from({ length: 10 }, (_, i) => i + 1);
    const found = methods.map((method) => quantile(values, 0.33, { method }));
    const expected = [4, 4, 3, 3.3, 3.8, 3.63, 3.97, 3.7433333333333336, 3.7575];
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 12);
  });

  it("rise with q, stay within the values, and meet both ends", () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(...methods), (values, method) => {
        const q = Array.from({ length: 41 }, (_, i) => i / 40);
        const found = quantiles(values, q, { method });
        expect(found[0]).toBe(Math.min(...values) + 0);
        expect(found[40]).toBe(Math.max(...values) + 0);
        for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThanOrEqual(found[i - 1]!);
      }),
    );
  });

  it("mirror with their sign, but for the methods that look from below", () => {
    const even = [
      "averaged-inverted-cdf",
      "hazen",
      "weibull",
      "linear",
      "median-unbiased",
      "normal-unbiased",
    ] as const;
    fc.assert(
      fc.property(few, fc.constantFrom(...even), fc.nat(8), (values, method, k) => {
        const mirrored = values.map((x) => -x);
        const here = quantile(values, k / 8, { method });
        expectNear(-quantile(mirrored, 1 - k / 8, { method }), here, [...values, 1]);
      }),
    );
  });

  it("inverted-cdf is the discrete quantile", () => {
    fc.assert(
      fc.property(few, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        expect(quantile(values, q, { method: "inverted-cdf" })).toBe(quantileDiscrete(values, q));
      }),
    );
  });

  it("refuse what they cannot answer, naming the value", () => {
    expect(() => quantile([], 0.5)).toThrow("values must be at least one number, got an array of 0");
    expect(() => quantile([1, Number.NaN, 3], 0.5)).toThrow("value 1 must be a finite number, got NaN");
    expect(() => quantile([1, 2, Number.POSITIVE_INFINITY], 0.5)).toThrow("value 2 must be a finite number");
    expect(() => quantile([1], 1.1)).toThrow("q must be a number from 0 to 1, got 1.1");
    expect(() => quantile([1], 0.5, { method: "type 7" as never })).toThrow(
      "method must be one of inverted-cdf, averaged-inverted-cdf",
    );
    expect(() => quantile([1], 0.5, { method: "toString" as never })).toThrow("method must be one of");
  });
});

describe("ranks", () => {
  it("count the smaller and the equal values", () => {
    fc.assert(
      fc.property(few, (values) => {
        const smaller = values.map((x) => values.filter((y) => y < x).length);
        const upTo = values.map((x) => values.filter((y) => y <= x).length);
        const kinds = values.map((x) => new Set(values.filter((y) => y <= x)).size);
        expect([...rankValues(values, { ties: "minimum" })]).toEqual(smaller.map((n) => n + 1));
        expect([...rankValues(values, { ties: "maximum" })]).toEqual(upTo);
        expect([...rankValues(values)]).toEqual(smaller.map((n, i) => (n + 1 + upTo[i]!) / 2));
        expect([...rankValues(values, { ties: "dense" })]).toEqual(kinds);
      }),
    );
  });

  it("see one value in 0 and −0, and move with their values", () => {
    expect(rankValues([0, -0, 1])).toEqual(Float64Array.of(1.5, 1.5, 3));
    fc.assert(
      fc.property(numbers, (values) => {
        expect(rankValues(reversed(values))).toEqual(rankValues(values).reverse());
      }),
    );
  });

  it("refuse an unknown rule and a value that is no number", () => {
    expect(() => rankValues([1], { ties: "first" as never })).toThrow(
      "ties must be average, minimum, maximum or dense",
    );
    expect(() => rankValues([3, Number.NaN])).toThrow("value 1 must be a finite number, got NaN");
  });
});

describe("mean and variance", () => {
  it("agree with exact fractions", () => {
    for (const sample of samples) {
      expectNear(mean(sample.values), sample.mean, sample.values, 1);
      expect(relativeError(variance(sample.values), sample.variance)).toBeLessThan(1e-14);
      expect(relativeError(standardDeviation(sample.values), sample.standardDeviation)).toBeLessThan(1e-14);
    }
  });

  it.each([
    ["NumAcc1", [10000001, 10000003, 10000002], 10000002, 1, 1e-15],
    ["NumAcc2", [1.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 ? 1.3 : 1.1))], 1.2, 0.1, 1e-14],
    // The values are no doubles: rounding them alone moves the deviation by 1e-9 and 1e-8.
    [
      "NumAcc3",
      [1000000.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 ? 1000000.3 : 1000000.1))],
      1000000.2,
      0.1,
      1e-9,
    ],
    [
      "NumAcc4",
      [10000000.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 ? 10000000.3 : 10000000.1))],
      10000000.2,
      0.1,
      2e-8,
    ],
  ] as const)("have the certified values of NIST's %s", (_, values, center, deviation, bound) => {
    expect(relativeError(mean(values), center)).toBeLessThan(1e-15);
    expect(relativeError(standardDeviation(values), deviation)).toBeLessThan(bound);
  });

  it("do not depend on the order of the values, to the last bit", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(mean(reversed(values))).toBe(mean(values));
        if (values.length > 1) expect(variance(reversed(values))).toBe(variance(values));
      }),
    );
  });

  it("of equal values are the value and 0, however awkward the value", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 2, max: 9 }),
        (x, n) => {
          const values = new Array<number>(n).fill(x);
          expect(mean(values)).toBe(x + 0);
          expect(variance(values)).toBe(0);
        },
      ),
    );
  });

  it("stay finite where the sum would not, and refuse a variance beyond the doubles", () => {
    expect(mean([1.7e308, 1.7e308, 1.7e308])).toBe(1.7e308);
    expect(() => variance([-1e200, 1e200])).toThrow("the variance must be within the doubles");
    expect(() => variance([1])).toThrow("values must be at least two numbers, got an array of 1");
    expect(() => mean([])).toThrow("values must be at least one number");
  });
});

/** Determinations of copper in wholemeal flour (Analytical Methods Committee 1989), `MASS::chem`. */
const chem = [
  2.9, 3.1, 3.4, 3.4, 3.7, 3.7, 2.8, 2.5, 2.4, 2.4, 2.7, 2.2, 5.28, 3.37, 3.03, 3.03, 28.95, 3.77, 3.4, 2.2,
  3.5, 3.6, 3.7, 3.7,
];

describe("robust location and scale", () => {
  it("agree with exact fractions", () => {
    for (const sample of samples) {
      const { values } = sample;
      expectNear(median(reversed(values)), sample.median, values, 1);
      expectNear(medianAbsoluteDeviation(values, { factor: 1 }), sample.rawDeviation, values, 1);
      expectNear(trimmedMean(values, { share: 0.2 }), sample.trimmedMean20, values, 1);
      expectNear(trimmedMean(values, { share: 0.2, ends: "winsorize" }), sample.winsorizedMean20, values, 1);
    }
  });

  it("have the published values of the copper determinations (Venables and Ripley 2002, section 5.5)", () => {
    expect(mean(chem).toFixed(4)).toBe("4.2804");
    expect(median(chem)).toBeCloseTo(3.385, 12);
    expect(medianAbsoluteDeviation(chem).toFixed(5)).toBe("0.52632");
    expect(huberLocation(chem).toFixed(6)).toBe("3.206724"); // MASS::huber prints 3.206724
  });

  it("Qn is the stated distance of pairs, corrected for few values", () => {
    const few = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872];
    for (const { values, pairDistance } of samples) {
      const n = values.length;
      const correction = few[n - 2] ?? n / (n + (n % 2 === 1 ? 1.4 : 3.8));
      const constant = 1 / (Math.SQRT2 * normalDistribution().quantile(5 / 8));
      expectNear(qnScale(reversed(values)), correction * constant * pairDistance, values);
    }
  });

  it("the factor of the median absolute deviation is that of the normal distribution", () => {
    expect(medianAbsoluteDeviation([0, 1, 2])).toBeCloseTo(1 / normalDistribution().quantile(0.75), 14);
  });

  it("move and scale with their values, and do not depend on their order", () => {
    const locations = [median, trimmedMean, huberLocation];
    const scales = [medianAbsoluteDeviation, interquartileRange, qnScale];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 }),
        fc.constantFrom(-8, -1, 0.5, 4),
        fc.integer({ min: -64, max: 64 }),
        (values, factor, shift) => {
          const moved = values.map((x) => factor * x + shift);
          for (const location of locations) {
            expect(location(moved)).toBeCloseTo(factor * location(values) + shift, 8);
            expect(location(reversed(values))).toBe(location(values));
          }
          for (const scale of scales) {
            expect(scale(moved)).toBeCloseTo(Math.abs(factor) * scale(values), 8);
            expect(scale(reversed(values))).toBe(scale(values));
          }
        },
      ),
    );
  });

  it("Huber's location is the root of its pull, the median's for a small k, the mean's for a great one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 }),
        fc.constantFrom(0.5, 1.345, 1.5, 3),
        (values, k) => {
          const at = huberLocation(values, { k });
          const reach = k * medianAbsoluteDeviation(values);
          if (reach === 0) {
            expect(at).toBe(median(values));
            return;
          }
          const pull = values.reduce((sum, x) => sum + Math.max(-reach, Math.min(reach, x - at)), 0);
          expect(Math.abs(pull)).toBeLessThan(1e-9);
          expect(huberLocation(values, { k: 1e6 })).toBeCloseTo(mean(values), 6);
        },
      ),
    );
  });

  it("withstand values that run away, up to half of all", () => {
    const wild = chem.map((x, i) => (i < 11 ? x * 1e9 : x));
    expect(median(wild)).toBeLessThan(40);
    expect(medianAbsoluteDeviation(wild)).toBeLessThan(60);
    expect(qnScale(wild)).toBeLessThan(60);
    expect(huberLocation(wild)).toBeLessThan(60);
    expect(mean(wild)).toBeGreaterThan(1e8);
  });

  it("refuse bad options and results beyond the doubles", () => {
    expect(() => trimmedMean([1], { share: 0.5 })).toThrow(
      "share must be a number from 0 to below 0.5, got 0.5",
    );
    expect(() => trimmedMean([1], { ends: "cut" as never })).toThrow("ends must be trim or winsorize");
    expect(() => huberLocation([1, 2], { k: 0 })).toThrow("k must be a positive number, got 0");
    expect(() => medianAbsoluteDeviation([1, 2], { factor: -1 })).toThrow("factor must be a positive number");
    expect(() => qnScale([1])).toThrow("values must be at least two numbers");
    expect(() => qnScale([-1e308, 1e308])).toThrow("the scale must be within the doubles");
    expect(() => interquartileRange([-1.5e308, 1.5e308, -1.5e308, 1.5e308])).toThrow(
      "the range must be within",
    );
  });
});

describe("selection and exact sums among many values", () => {
  it("has the quantiles of a sort", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 3000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.nat(),
        (n, kinds, seed) => {
          let state = seed;
          const values = Array.from({ length: n }, () => {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
            return (state >>> 8) % kinds;
          });
          const sorted = [...values].sort((a, b) => a - b);
          for (const q of [0, 0.01, 0.5, 0.9, 1]) {
            const rank = Math.max(1, Math.ceil(q * n - 1e-9));
            expect(quantile(values, q, { method: "inverted-cdf" })).toBe(sorted[rank - 1]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("sums integers and their opposites exactly, whatever their size and order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const cancelled = [...values, 3, ...values.map((x) => -x)];
          expect(mean(cancelled)).toBe(3 / cancelled.length);
        },
      ),
    );
    // 1 + 2⁻⁵³ + 2⁻¹⁰⁶ lies just above the middle of two doubles.
    expect(mean([1, 2 ** -53, 2 ** -106]) * 3).toBe(1 + 2 ** -52);
  });
});

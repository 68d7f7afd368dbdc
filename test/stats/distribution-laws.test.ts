import {
  betaBinomialDistribution,
  betaDistribution,
  binomialDistribution,
  chiSquareDistribution,
  type Distribution,
  fDistribution,
  gammaDistribution,
  hypergeometricDistribution,
  negativeBinomialDistribution,
  normalDistribution,
  poissonDistribution,
  tDistribution,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeError } from "./_golden.ts";

const positive = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const count = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

const shape = positive(0.05, 1e4);
const continuous = fc.oneof(
  fc
    .record({ mean: fc.double({ min: -50, max: 50, noNaN: true }), sd: positive(0.01, 100) })
    .map(normalDistribution),
  fc.record({ df: shape }).map(tDistribution),
  fc.record({ df: shape }).map(chiSquareDistribution),
  fc.record({ df1: shape, df2: shape }).map(fDistribution),
  fc.record({ shape, rate: positive(1e-3, 1e3) }).map(gammaDistribution),
  fc.record({ a: shape, b: shape }).map(betaDistribution),
);
const discrete = fc.oneof(
  fc.record({ mean: positive(0.01, 1e4) }).map(poissonDistribution),
  fc.record({ trials: fc.integer({ min: 1, max: 2000 }), probability }).map(binomialDistribution),
  fc
    .record({ size: positive(0.05, 500), probability: positive(0.01, 0.999) })
    .map(negativeBinomialDistribution),
  fc
    .record({ marked: count(300), unmarked: count(300), share: probability })
    .map(({ marked, unmarked, share }) =>
      hypergeometricDistribution({ marked, unmarked, draws: Math.floor((marked + unmarked) * share) }),
    ),
  fc
    .record({ trials: count(400), a: positive(0.05, 100), b: positive(0.05, 100) })
    .map(betaBinomialDistribution),
);
const any = fc.oneof(continuous, discrete);

describe("laws of every distribution", () => {
  it("lower + upper = 1, both within [0, 1] and monotone", () => {
    fc.assert(
      fc.property(any, probability, probability, ({ quantile, lower, upper }, p, q) => {
        const [x, y] = [quantile(Math.min(p, q)), quantile(Math.max(p, q))];
        expect(lower(x) + upper(x)).toBeCloseTo(1, 14);
        for (const tail of [lower(x), upper(x)]) {
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tail).toBeLessThanOrEqual(1);
        }
        expect(y).toBeGreaterThanOrEqual(x);
        expect(lower(y)).toBeGreaterThanOrEqual(lower(x) * (1 - 1e-13));
        expect(upper(y)).toBeLessThanOrEqual(upper(x) * (1 + 1e-13));
      }),
    );
  });

  it("the density is e to its logarithm", () => {
    fc.assert(
      fc.property(any, probability, ({ quantile, density, logDensity }, p) => {
        const x = quantile(p);
        fc.pre(x !== 0 && x !== 1);
        expect(relativeError(Math.exp(logDensity(x)), density(x))).toBeLessThan(1e-13);
        expect(density(x)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("the upper quantile of q is the quantile of 1 − q", () => {
    fc.assert(
      fc.property(any, fc.double({ min: 0.5, max: 0.999, noNaN: true }), ({ quantile, upperQuantile }, p) => {
        expect(upperQuantile(1 - p)).toBe(quantile(p)); // 1 − p is exact from ½ on
      }),
    );
  });
});

describe("laws of continuous distributions", () => {
  it("the quantile inverts the distribution function", () => {
    fc.assert(
      fc.property(continuous, fc.oneof(probability, positive(1e-250, 0.1)), (distribution, p) => {
        const { quantile, lower, density } = distribution;
        let x = 0;
        try {
          x = quantile(p);
        } catch {
          fc.pre(false); // beyond the doubles, as of t with few degrees of freedom
        }
        fc.pre(Math.abs(x) > 1e-300 && x !== 1);
        // One last digit of x is worth x · density of probability.
        const digit = (Math.abs(x) * density(x) * 2 ** -52) / p;
        expect(relativeError(lower(x), p)).toBeLessThan(1e-12 + 4 * digit);
      }),
    );
  });

  it("the density is the slope of the distribution function", () => {
    fc.assert(
      fc.property(continuous, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (distribution, p) => {
        const { quantile, lower, density } = distribution;
        const x = quantile(p);
        const [left, right] = [quantile(p * 0.9999), quantile(p * 1.0001)];
        fc.pre(Math.abs(x) > 1e-200 && x < 0.999999999 * Math.max(x, 1));
        const average = (lower(right) - lower(left)) / (right - left);
        fc.pre(Number.isFinite(average) && (right - left) / Math.abs(x) > 1e-10);
        expect(relativeError(average, density(x))).toBeLessThan(2e-4);
      }),
    );
  });

  it("normal and t are symmetric", () => {
    fc.assert(
      fc.property(positive(0.1, 1e5), positive(1e-6, 30), (df, x) => {
        for (const { lower, upper, density } of [normalDistribution(), tDistribution({ df })]) {
          expect(lower(-x)).toBe(upper(x));
          expect(density(-x)).toBe(density(x));
        }
      }),
    );
  });

  it("T² of ν is F of 1 and ν", () => {
    fc.assert(
      fc.property(positive(0.2, 1e4), positive(1e-3, 100), (df, t) => {
        const both = 2 * tDistribution({ df }).upper(t);
        expect(relativeError(fDistribution({ df1: 1, df2: df }).upper(t * t), both)).toBeLessThan(2e-12);
      }),
    );
  });

  it("a chi-square variate of 1 degree is a squared normal variate", () => {
    fc.assert(
      fc.property(positive(1e-3, 30), (z) => {
        const both = 2 * normalDistribution().upper(z);
        expect(relativeError(chiSquareDistribution({ df: 1 }).upper(z * z), both)).toBeLessThan(1e-12);
      }),
    );
  });

  it("1/F exchanges the degrees of freedom", () => {
    fc.assert(
      fc.property(positive(0.2, 1e3), positive(0.2, 1e3), positive(0.01, 100), (df1, df2, x) => {
        const swapped = fDistribution({ df1: df2, df2: df1 }).upper(1 / x);
        fc.pre(swapped > 1e-250);
        expect(relativeError(fDistribution({ df1, df2 }).lower(x), swapped)).toBeLessThan(1e-11);
      }),
    );
  });
});

describe("laws of discrete distributions", () => {
  const firstOf = ({ quantile }: Distribution): number => quantile(0);

  it("the distribution function is the sum of the density", () => {
    fc.assert(
      fc.property(discrete, probability, (distribution, p) => {
        const { density, lower, quantile } = distribution;
        const k = quantile(p);
        let sum = 0;
        for (let j = firstOf(distribution); j <= k; j++) sum += density(j);
        expect(Math.abs(sum - lower(k))).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it("the quantile is the smallest k whose lower tail reaches p", () => {
    fc.assert(
      fc.property(discrete, fc.oneof(probability, positive(1e-100, 0.1)), (distribution, p) => {
        const { quantile, upperQuantile, lower, upper } = distribution;
        const k = quantile(p);
        expect(lower(k)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        if (k > firstOf(distribution)) expect(lower(k - 1)).toBeLessThan(p * (1 + 1e-12));
        const high = upperQuantile(p);
        expect(upper(high)).toBeLessThanOrEqual(p * (1 + 1e-12));
        if (high > firstOf(distribution)) expect(upper(high - 1)).toBeGreaterThan(p * (1 - 1e-12));
      }),
    );
  });

  it("the quantile of an exact probability of the distribution is its value", () => {
    for (const [trials, half] of [
      [1, 0],
      [3, 1],
      [101, 50],
    ] as const)
      expect(binomialDistribution({ trials, probability: 0.5 }).quantile(0.5)).toBe(half);
    fc.assert(
      fc.property(discrete, probability, ({ quantile, lower, density }, p) => {
        const k = quantile(p);
        fc.pre(density(k) > 1e-9);
        expect(quantile(lower(k))).toBe(k);
      }),
    );
  });

  it("Poisson is a gamma tail, binomial and negative binomial are beta tails", () => {
    fc.assert(
      fc.property(positive(0.1, 1e3), count(1000), probability, (mean, k, p) => {
        const waiting = gammaDistribution({ shape: k + 1 });
        expect(poissonDistribution({ mean }).lower(k)).toBeCloseTo(waiting.upper(mean), 13);
        const failures = negativeBinomialDistribution({ size: 7, probability: p });
        const trials = binomialDistribution({ trials: k + 7, probability: p });
        // At most k failures before the 7th success: at least 7 successes in k + 7 trials.
        expect(failures.lower(k)).toBeCloseTo(trials.upper(6), 13);
      }),
    );
  });

  it("hypergeometric is symmetric in the marked and the drawn", () => {
    fc.assert(
      fc.property(count(200), count(200), probability, (marked, unmarked, share) => {
        const draws = Math.floor((marked + unmarked) * share);
        const one = hypergeometricDistribution({ marked, unmarked, draws });
        const other = hypergeometricDistribution({
          marked: draws,
          unmarked: marked + unmarked - draws,
          draws: marked,
        });
        const k = one.quantile(0.4);
        expect(relativeError(one.density(k), other.density(k))).toBeLessThan(1e-12);
        expect(relativeError(one.lower(k), other.lower(k))).toBeLessThan(1e-12);
      }),
    );
  });

  it("beta-binomial with shapes 1 and 1 is even, with huge shapes binomial, reversed with shapes exchanged", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        positive(0.05, 50),
        positive(0.05, 50),
        (trials, a, b) => {
          const even = betaBinomialDistribution({ trials, a: 1, b: 1 });
          expect(relativeError(even.density(Math.floor(trials / 3)), 1 / (trials + 1))).toBeLessThan(1e-13);
          const k = Math.floor(trials * 0.6);
          const [one, other] = [
            betaBinomialDistribution({ trials, a, b }),
            betaBinomialDistribution({ trials, a: b, b: a }),
          ];
          expect(relativeError(one.density(k), other.density(trials - k))).toBeLessThan(1e-12);
          expect(relativeError(one.lower(k), other.upper(trials - k - 1))).toBeLessThan(1e-12);
          const sure = betaBinomialDistribution({ trials, a: 3e14, b: 7e14 });
          const binomial = binomialDistribution({ trials, probability: 0.3 });
          expect(
            relativeError(sure.density(Math.round(0.3 * trials)), binomial.density(Math.round(0.3 * trials))),
          ).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it("may be taken apart and used anywhere", () => {
    const distribution = binomialDistribution({ trials: 10, probability: 0.5 });
    expect(Object.isFrozen(distribution)).toBe(true);
    expect([4, 5, 6].map(distribution.density)).toEqual(
      [210 / 1024, 252 / 1024, 210 / 1024].map((x) => expect.closeTo(x, 14)),
    );
  });
});

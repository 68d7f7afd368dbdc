import {
  bernoulli,
  beta,
  createCategorical,
  createRandom,
  exponential,
  gamma,
  normal,
  poisson,
  type Random,
  shuffle,
  uniform,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poissonLogDensity } from "../../src/stats/_poisson-log-density.ts";
import { distanceFrom, falseAlarmRate, pearson, standardErrors } from "./_goodness-of-fit.ts";
import { betaP, gammaP, logGamma, normalP } from "./_reference-distributions.ts";

const sample = (label: string, variate: (random: Random) => number, size = 100_000): number[] => {
  const random = createRandom(label);
  return Array.from({ length: size }, () => variate(random));
};

describe("the comparisons themselves", () => {
  it("use right distribution functions", () => {
    expect(gammaP(1, 2)).toBeCloseTo(1 - Math.exp(-2), 14);
    expect(gammaP(0.5, 2)).toBeCloseTo(0.9544997361036416, 13); // erf(√2)
    expect(betaP(0.3, 2, 1)).toBeCloseTo(0.09, 14);
    expect(betaP(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 13); // arcsine law
    expect(normalP(1.959963984540054)).toBeCloseTo(0.975, 13);
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
  });

  it("notice a distribution that is a little off", () => {
    expect(
      distanceFrom(
        sample("off", (r) => normal(r, 0.03, 1)),
        normalP,
      ),
    ).toBeGreaterThan(1);
    expect(
      distanceFrom(
        sample("off", (r) => gamma(r, 2.05, 1)),
        (x) => gammaP(2, x),
      ),
    ).toBeGreaterThan(1);
    expect(
      poissonFit(
        sample("off", (r) => poisson(r, 203)),
        200,
      ),
    ).toBeLessThan(falseAlarmRate);
  });
});

describe("uniform", () => {
  it("fills its interval evenly and never reaches the upper bound", () => {
    expect(
      distanceFrom(
        sample("u", (r) => uniform(r, -2, 3)),
        (x) => (x + 2) / 5,
      ),
    ).toBeLessThan(1);
    const top: Random = { next: () => (calls++ === 0 ? 1 - 2 ** -53 : 0), split: () => top };
    let calls = 0;
    expect(uniform(top, 2 ** 53, 2 ** 53 + 2)).toBe(2 ** 53); // 2⁵³ + 2 − ε rounds to the bound and is drawn again
  });

  it("refuses bounds that enclose nothing or too much", () => {
    const random = createRandom(0);
    expect(() => uniform(random, 1, 1)).toThrow(
      new RangeError("Cannot draw a uniform variate: high must be above low (1) by a finite amount, got 1"),
    );
    expect(() => uniform(random, Number.NaN, 1)).toThrow(
      new RangeError("Cannot draw a uniform variate: low must be a finite number, got NaN"),
    );
    expect(() => uniform(random, -Number.MAX_VALUE, Number.MAX_VALUE)).toThrow(RangeError);
  });
});

describe("normal", () => {
  it.each([
    [0, 1],
    [-40, 0.001],
    [1e6, 250],
  ])("with mean %d and standard deviation %d fits", (mean, sd) => {
    expect(
      distanceFrom(
        sample("n", (r) => normal(r, mean, sd)),
        (x) => normalP((x - mean) / sd),
      ),
    ).toBeLessThan(1);
  });

  it("reaches its tails as often as it should", () => {
    const draws = sample("tails", (r) => normal(r, 0, 1), 1_000_000);
    const counts = [3, 3.5, 4].map((z) => draws.filter((x) => Math.abs(x) > z).length);
    const cells = [1e6 - counts[0]!, counts[0]! - counts[1]!, counts[1]! - counts[2]!, counts[2]!];
    const p = [3, 3.5, 4].map((z) => 2 * normalP(-z));
    expect(pearson(cells, [1 - p[0]!, p[0]! - p[1]!, p[1]! - p[2]!, p[2]!])).toBeGreaterThan(falseAlarmRate);
  });

  it("is its mean when the standard deviation is 0, and refuses bad parameters", () => {
    const random = createRandom(0);
    expect(normal(random, 5, 0)).toBe(5);
    expect(() => normal(random, 0, -1)).toThrow(
      new RangeError("Cannot draw a normal variate: sd must be a number from 0 up, got -1"),
    );
    expect(() => normal(random, Number.POSITIVE_INFINITY, 1)).toThrow(
      new RangeError("Cannot draw a normal variate: mean must be a finite number, got Infinity"),
    );
  });
});

describe("exponential", () => {
  it("fits, is never infinite, and refuses a rate that is not positive", () => {
    expect(
      distanceFrom(
        sample("e", (r) => exponential(r, 0.2)),
        (x) => 1 - Math.exp(-0.2 * x),
      ),
    ).toBeLessThan(1);
    const top: Random = { next: () => 1 - 2 ** -53, split: () => top };
    expect(exponential(top, 1)).toBeCloseTo(53 * Math.LN2, 10);
    expect(() => exponential(top, 0)).toThrow(
      new RangeError("Cannot draw an exponential variate: rate must be a positive number, got 0"),
    );
  });
});

describe("gamma", () => {
  it.each([
    [0.05, 1],
    [0.243, 4.414],
    [0.9999, 1],
    [1, 3],
    [2.5, 0.01],
    [40, 2],
    [1e4, 1e4],
  ])("with shape %d and rate %d fits", (shape, rate) => {
    const draws = sample(`g${shape}`, (r) => gamma(r, shape, rate));
    expect(distanceFrom(draws, (x) => gammaP(shape, rate * x))).toBeLessThan(1);
    expect(standardErrors(draws, shape / rate, shape / rate ** 2)).toBeLessThan(5);
  });

  it("falls to 0 and never to NaN when the shape is tiny", () => {
    const draws = sample("tiny", (r) => gamma(r, 1e-9, 1), 1000);
    expect(draws.every((x) => x >= 0 && x < 1e-3)).toBe(true);
  });

  it("refuses parameters that are not positive", () => {
    const random = createRandom(0);
    expect(() => gamma(random, 0, 1)).toThrow(
      new RangeError("Cannot draw a gamma variate: shape must be a positive number, got 0"),
    );
    expect(() => gamma(random, 1, Number.POSITIVE_INFINITY)).toThrow(
      new RangeError("Cannot draw a gamma variate: rate must be a positive number, got Infinity"),
    );
  });
});

describe("beta", () => {
  it.each([
    [0.5, 0.5],
    [0.793, 2.426],
    [1, 1],
    [2, 6],
    [300, 150],
  ])("with shapes %d and %d fits", (a, b) => {
    const draws = sample(`b${a}`, (r) => beta(r, a, b));
    expect(distanceFrom(draws, (x) => betaP(x, a, b))).toBeLessThan(1);
  });

  it.each([1e-3, 1e-9, 1e-300])(
    "splits into 0 and 1 in proportion when both shapes are tiny (%d)",
    (tiny) => {
      const draws = sample("tiny", (r) => beta(r, 3 * tiny, tiny), 20_000);
      const ones = draws.filter((x) => x > 0.5).length;
      expect(pearson([ones, draws.length - ones], [0.75, 0.25])).toBeGreaterThan(falseAlarmRate);
      expect(draws.every((x) => x >= 0 && x <= 1)).toBe(true);
    },
  );

  it("refuses shapes that are not positive, or beyond computing", () => {
    const random = createRandom(0);
    expect(() => beta(random, 1, -2)).toThrow(
      new RangeError("Cannot draw a beta variate: b must be a positive number, got -2"),
    );
    expect(() => beta(random, 1e-307, 1)).toThrow(
      new RangeError("Cannot draw a beta variate: a must be at least 1e-300, got 1e-307"),
    );
  });
});

/** The p-value of Pearson's test on cells of about equal probability. */
function poissonFit(draws: readonly number[], mean: number): number {
  const sd = Math.sqrt(mean);
  const edges = new Set<number>();
  for (let z = -4; z <= 4; z += 0.1) edges.add(Math.max(0, Math.floor(mean + z * sd)));
  const last = [...edges].sort((a, b) => a - b);
  const below = last.map((k) => 1 - gammaP(k + 1, mean)); // P(X ≤ k)
  const probabilities = [...below, 1].map((p, i) => p - (below[i - 1] ?? 0));
  const counts = new Array<number>(probabilities.length).fill(0);
  for (const k of draws) {
    const cell = last.findIndex((edge) => k <= edge);
    counts[cell < 0 ? last.length : cell]!++;
  }
  return pearson(counts, probabilities);
}

describe("poisson", () => {
  it.each([0.05, 1, 3.7, 9.99, 10, 10.5, 30, 200, 1e4, 1e6])("with mean %d fits", (mean) => {
    const draws = sample(`p${mean}`, (r) => poisson(r, mean), 200_000);
    expect(draws.every((k) => Number.isSafeInteger(k) && k >= 0)).toBe(true);
    expect(poissonFit(draws, mean)).toBeGreaterThan(falseAlarmRate);
    expect(standardErrors(draws, mean, mean)).toBeLessThan(5);
    // The fourth central moment of the Poisson distribution is m + 3m².
    const squares = draws.map((k) => (k - mean) ** 2);
    expect(standardErrors(squares, mean, mean + 2 * mean ** 2)).toBeLessThan(5);
  });

  it.each([1e9, 1e15])("with mean %d is normal to the eye", (mean) => {
    const draws = sample("large", (r) => poisson(r, mean));
    expect(draws.every(Number.isSafeInteger)).toBe(true);
    expect(distanceFrom(draws, (k) => normalP((k + 0.5 - mean) / Math.sqrt(mean)))).toBeLessThan(1);
  });

  it("rests on a density that is right far from the plain formula's reach", () => {
    expect(poissonLogDensity(0, 12)).toBe(-12);
    expect(Math.exp(poissonLogDensity(3, 2))).toBeCloseTo((Math.exp(-2) * 8) / 6, 15);
    for (const mean of [10, 200, 1e4, 1e6]) {
      const sd = Math.sqrt(mean);
      let sum = 0;
      for (let k = Math.max(0, Math.floor(mean - 12 * sd)); k <= mean + 30 * sd; k++)
        sum += Math.exp(poissonLogDensity(k, mean));
      expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
    }
    // ln P(k) of mean 10¹² at k = mean is −½ ln(2π·mean) to 13 digits; the plain formula has none left.
    expect(poissonLogDensity(1e12, 1e12)).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 1e12), 11);
  });

  it("is 0 at mean 0, and refuses means below 0 or beyond the exact integers", () => {
    const random = createRandom(0);
    expect(poisson(random, 0)).toBe(0);
    expect(() => poisson(random, -1)).toThrow(
      new RangeError("Cannot draw a Poisson variate: mean must be a number from 0 to 1e15, got -1"),
    );
    expect(() => poisson(random, 1e16)).toThrow(RangeError);
    expect(() => poisson(random, Number.NaN)).toThrow(RangeError);
  });
});

describe("bernoulli", () => {
  it("is true with its probability, always at 1 and never at 0", () => {
    const random = createRandom("yes");
    const yes = Array.from({ length: 100_000 }, () => bernoulli(random, 0.3)).filter(Boolean).length;
    expect(pearson([yes, 100_000 - yes], [0.3, 0.7])).toBeGreaterThan(falseAlarmRate);
    const ends = [() => 0, () => 1 - 2 ** -53].map((next): Random => ({ next, split: () => random }));
    expect(ends.map((end) => [bernoulli(end, 0), bernoulli(end, 1)])).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  it("refuses what is not a probability", () => {
    expect(() => bernoulli(createRandom(0), 1.01)).toThrow(
      new RangeError("Cannot draw a Bernoulli variate: p must be a number from 0 to 1, got 1.01"),
    );
  });
});

describe("createCategorical", () => {
  /** A stream that visits the middle of `count` equal parts of [0, 1) in turn: the draw as an exact integral. */
  const grid = (count: number): Random => {
    let i = 0;
    const stream: Random = { next: () => (i++ + 0.5) / count, split: () => stream };
    return stream;
  };

  it("gives every index its share, and an index of weight 0 none", () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e300, noNaN: true })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        weights.filter((ws) => ws.some((w) => w > 0)),
        (ws) => {
          const points = 500 * ws.length;
          const draw = createCategorical(ws);
          const random = grid(points);
          const counts = ws.map(() => 0);
          for (let i = 0; i < points; i++) counts[draw(random)]!++;
          const largest = Math.max(...ws);
          const sum = ws.reduce((total, w) => total + w / largest, 0);
          ws.forEach((w, i) => {
            if (w === 0) expect(counts[i]).toBe(0);
            // Each column of the table is cut once, and a cut misplaces at most one grid point.
            expect(Math.abs(counts[i]! / points - w / largest / sum)).toBeLessThanOrEqual(
              (ws.length + 1) / points,
            );
          });
        },
      ),
    );
  });

  it("draws at random by its weights", () => {
    const weights = [0.5, 20, 3, 0, 7];
    const draw = createCategorical(weights);
    const counts = weights.map(() => 0);
    for (const index of sample("c", draw)) counts[index]!++;
    expect(counts[3]).toBe(0);
    expect(
      pearson(
        counts,
        weights.map((w) => w / 30.5),
      ),
    ).toBeGreaterThan(falseAlarmRate);
  });

  it("refuses weights that say nothing", () => {
    expect(() => createCategorical([])).toThrow(
      new RangeError("Cannot draw by weight: weights must be at least one number, got an array of 0"),
    );
    expect(() => createCategorical([0, 0])).toThrow(
      new RangeError(
        "Cannot draw by weight: weights must be above 0 for at least one index, got an array of 2",
      ),
    );
    expect(() => createCategorical([1, -1])).toThrow(
      new RangeError("Cannot draw by weight: weight 1 must be a number from 0 up, got -1"),
    );
    expect(() => createCategorical([1, Number.NaN])).toThrow(RangeError);
  });
});

describe("shuffle", () => {
  it("gives every order equally often", () => {
    const random = createRandom("orders");
    const counts = new Map<string, number>();
    for (let i = 0; i < 120_000; i++) {
      const order = shuffle(random, "abcd").join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(pearson([...counts.values()], new Array<number>(24).fill(1 / 24))).toBeGreaterThan(falseAlarmRate);
  });

  it("keeps the items and leaves the input as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.string(), (items, seed) => {
        const given = Object.freeze([...items]);
        const shuffled = shuffle(createRandom(seed), given);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
        expect(given).toEqual(items);
      }),
    );
  });
});

it("gives the variates it has always given", () => {
  const random = createRandom("snapshot");
  const draw = createCategorical([1, 2, 3]);
  expect({
    uniform: uniform(random, 1, 2),
    normal: normal(random, 10, 2),
    exponential: exponential(random, 3),
    gammas: [gamma(random, 0.3, 1), gamma(random, 4, 2)],
    beta: beta(random, 0.8, 2.4),
    poissons: [poisson(random, 2), poisson(random, 55)],
    bernoulli: bernoulli(random, 0.5),
    categorical: [draw(random), draw(random), draw(random)],
    shuffled: shuffle(random, "abcdefgh").join(""),
  }).toMatchInlineSnapshot(`
    {
      "bernoulli": false,
      "beta": 0.31273661685380383,
      "categorical": [
        0,
        2,
        1,
      ],
      "exponential": 0.1810531707388927,
      "gammas": [
        0.2142606112810105,
        0.808113636424067,
      ],
      "normal": 10.901895350116446,
      "poissons": [
        2,
        54,
      ],
      "shuffled": "gbafhcde",
      "uniform": 1.4254660978423357,
    }
  `);
});

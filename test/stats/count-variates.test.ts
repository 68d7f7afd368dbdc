import {
  beta,
  betaP,
  binomial,
  binomialDistribution,
  bootstrapIndices,
  createClusterBootstrap,
  createRandom,
  dirichlet,
  hypergeometricDistribution,
  multinomial,
  type Random,
} from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometricVariate } from "../../src/stats/_hypergeometric-variate.ts";
import { distanceFrom, falseAlarmRate, pearson, standardErrors } from "./_goodness-of-fit.ts";
import { normalP } from "./_reference-distributions.ts";

const sample = <T>(label: string, variate: (random: Random) => T, size = 100_000): T[] => {
  const random = createRandom(label);
  return Array.from({ length: size }, () => variate(random));
};

/** Pearson's test against the density, cell by cell within 6 standard deviations. */
function densityFit(
  draws: readonly number[],
  mean: number,
  sd: number,
  density: (k: number) => number,
): number {
  const first = Math.max(0, Math.floor(mean - 6 * sd - 1));
  const cells = Math.ceil(mean + 6 * sd + 1) - first + 1;
  const counts = new Array<number>(cells + 1).fill(0);
  for (const k of draws) counts[k >= first && k < first + cells ? k - first : cells]!++;
  const probabilities = Array.from({ length: cells }, (_, i) => density(first + i));
  const rest = Math.max(0, 1 - probabilities.reduce((sum, p) => sum + p, 0));
  return pearson(counts, [...probabilities, rest]);
}

describe("binomial", () => {
  it.each([
    [1, 0.5],
    [7, 0.03],
    [20, 0.49],
    [20, 0.5],
    [20, 0.51],
    [39, 0.25],
    [40, 0.25],
    [41, 0.25],
    [200, 0.9],
    [1000, 0.013],
    [100_000, 0.5],
    [1e9, 3e-9],
    [1e9, 4e-8],
  ])("of %d trials with probability %d fits", (trials, probability) => {
    const draws = sample(`b${trials}`, (r) => binomial(r, trials, probability));
    const { density } = binomialDistribution({ trials, probability });
    const [mean, variance] = [trials * probability, trials * probability * (1 - probability)];
    expect(draws.every((k) => Number.isInteger(k) && k >= 0 && k <= trials)).toBe(true);
    expect(densityFit(draws, mean, Math.sqrt(variance), density)).toBeGreaterThan(falseAlarmRate);
    expect(standardErrors(draws, mean, variance)).toBeLessThan(5);
  });

  it("is noticed when it is a little off", () => {
    const draws = sample("off", (r) => binomial(r, 200, 0.905), 200_000);
    const { density } = binomialDistribution({ trials: 200, probability: 0.9 });
    expect(densityFit(draws, 180, 4.25, density)).toBeLessThan(falseAlarmRate);
  });

  it.each([
    [1e12, 0.3],
    [1e15, 1e-9],
    [1e15, 0.999],
  ])("of %d trials with probability %d is normal to the eye", (trials, probability) => {
    const draws = sample("large", (r) => binomial(r, trials, probability));
    const sd = Math.sqrt(trials * probability * (1 - probability));
    expect(draws.every(Number.isSafeInteger)).toBe(true);
    expect(distanceFrom(draws, (k) => normalP((k + 0.5 - trials * probability) / sd))).toBeLessThan(1);
  });

  it("is certain at probability 0 and 1, and refuses what is no probability or no number of trials", () => {
    const random = createRandom(0);
    expect([binomial(random, 9, 0), binomial(random, 9, 1), binomial(random, 0, 0.5)]).toEqual([0, 9, 0]);
    expect(() => binomial(random, 2.5, 0.5)).toThrow(
      new RangeError("Cannot draw a binomial variate: trials must be a whole number from 0 to 1e15, got 2.5"),
    );
    expect(() => binomial(random, 2, 1.5)).toThrow(
      new RangeError("Cannot draw a binomial variate: probability must be a number from 0 to 1, got 1.5"),
    );
    expect(() => binomial(random, 2, Number.NaN)).toThrow(RangeError);
  });

  it("does not hang on the largest and the smallest uniform number", () => {
    for (const u of [0, 1 - 2 ** -53]) {
      let calls = 0;
      const random: Random = { next: () => (calls++ === 0 ? u : 0.4), split: () => random };
      const k = binomial(random, 50, 0.1);
      expect(k >= 0 && k <= 50).toBe(true);
      calls = 0;
      expect(binomial(random, 500, 0.4) <= 500).toBe(true);
    }
  });
});

describe("multinomial", () => {
  it("has binomial margins and the covariance of its law", () => {
    const weights = [5, 0, 3, 2, 1e-300];
    const draws = sample("m", (r) => multinomial(r, 60, weights));
    const shares = [0.5, 0, 0.3, 0.2];
    shares.forEach((share, i) => {
      const counts = draws.map((draw) => draw[i]!);
      if (share === 0) expect(counts.every((k) => k === 0)).toBe(true);
      else {
        const { density } = binomialDistribution({ trials: 60, probability: share });
        expect(densityFit(counts, 60 * share, Math.sqrt(60 * share * (1 - share)), density)).toBeGreaterThan(
          falseAlarmRate,
        );
      }
    });
    expect(draws.every((draw) => draw.reduce((sum, k) => sum + k) === 60 && draw[4] === 0)).toBe(true);
    const [ex, ey] = [30, 18];
    const products = draws.map((draw) => (draw[0]! - ex) * (draw[2]! - ey));
    const covariance = -60 * 0.5 * 0.3;
    const spread = products.reduce((sum, x) => sum + (x - covariance) ** 2, 0) / products.length;
    expect(standardErrors(products, covariance, spread)).toBeLessThan(5);
  });

  it("adds up to the trials whatever the weights", () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e300, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 1, maxLength: 8 }).filter((ws) => ws.some((w) => w > 0)),
        fc.nat(1e9),
        (weights, trials) => {
          const counts = multinomial(createRandom("sum"), trials, weights);
          expect(counts.reduce((sum, k) => sum + k)).toBe(trials);
          weights.forEach((w, i) => {
            if (w === 0) expect(counts[i]).toBe(0);
          });
        },
      ),
    );
  });

  it("refuses weights that say nothing", () => {
    const random = createRandom(0);
    expect(() => multinomial(random, 3, [])).toThrow(
      new RangeError(
        "Cannot draw a multinomial variate: weights must be at least one number, got an array of 0",
      ),
    );
    expect(() => multinomial(random, 3, [1, -1])).toThrow(
      new RangeError("Cannot draw a multinomial variate: weight 1 must be a number from 0 up, got -1"),
    );
    expect(() => multinomial(random, -3, [1])).toThrow(RangeError);
  });
});

describe("dirichlet", () => {
  it.each([[[5, 3, 2]], [[0.5, 0.5, 0.5, 0.5]], [[0.05, 2, 30]]])(
    "with shapes %j has beta margins",
    (shapes) => {
      const draws = sample(`d${shapes}`, (r) => dirichlet(r, shapes));
      const total = shapes.reduce((sum, a) => sum + a);
      shapes.forEach((a, i) => {
        const shares = draws.map((draw) => draw[i]!);
        expect(distanceFrom(shares, (x) => betaP(x, a, total - a))).toBeLessThan(1);
      });
      const ratios = draws.map((draw) => draw[0]! / (draw[0]! + draw[1]!)); // independent of the other shares
      expect(distanceFrom(ratios, (x) => betaP(x, shapes[0]!, shapes[1]!))).toBeLessThan(1);
      expect(draws.every((draw) => Math.abs(draw.reduce((sum, x) => sum + x) - 1) < 1e-15 * 4)).toBe(true);
    },
  );

  it.each([1e-9, 1e-300])("gives one share all, in proportion, when the shapes are tiny (%d)", (tiny) => {
    const draws = sample("tiny", (r) => dirichlet(r, [3 * tiny, tiny, 6 * tiny]), 20_000);
    const wins = [0, 1, 2].map((i) => draws.filter((draw) => draw[i] === 1).length);
    expect(wins.reduce((sum, k) => sum + k)).toBe(20_000);
    expect(pearson(wins, [0.3, 0.1, 0.6])).toBeGreaterThan(falseAlarmRate);
  });

  it("of two shapes is the beta variate of the same stream", () => {
    const [x, y] = dirichlet(createRandom("same"), [2, 0.7]);
    // beta draws its second shape first; the same two gamma variates in the other order.
    expect(y).toBeCloseTo(beta(createRandom("same"), 0.7, 2), 14);
    expect(x! + y!).toBeCloseTo(1, 15);
  });

  it("refuses shapes that are not positive, or beyond computing", () => {
    const random = createRandom(0);
    expect(() => dirichlet(random, [])).toThrow(
      new RangeError(
        "Cannot draw a Dirichlet variate: shapes must be at least one number, got an array of 0",
      ),
    );
    expect(() => dirichlet(random, [1, 0])).toThrow(
      new RangeError("Cannot draw a Dirichlet variate: shape 1 must be a number from 1e-300 up, got 0"),
    );
    expect(() => dirichlet(random, [Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});

describe("bootstrap indices", () => {
  it("are uniform and with putting back", () => {
    const draws = sample("i", (r) => bootstrapIndices(r, 4), 20_000);
    const counts = new Array<number>(256).fill(0);
    for (const [a, b, c, d] of draws) counts[64 * a! + 16 * b! + 4 * c! + d!]!++;
    expect(pearson(counts, new Array<number>(256).fill(1 / 256))).toBeGreaterThan(falseAlarmRate);
    expect([...bootstrapIndices(createRandom(0), 0)]).toEqual([]);
    expect(() => bootstrapIndices(createRandom(0), -1)).toThrow(
      new RangeError(
        "Cannot draw a bootstrap sample: size must be a whole number from 0 to 2147483647, got -1",
      ),
    );
  });

  it("of clusters are whole clusters, as many as there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(4), fc.constantFrom("0", "1")), { maxLength: 30 }),
        fc.nat(),
        (clusters, seed) => {
          const rows = [...createClusterBootstrap(clusters)(createRandom(seed))];
          const members = new Map<string | number, number[]>();
          clusters.forEach((c, i) => {
            members.set(c, [...(members.get(c) ?? []), i]);
          });
          let at = 0;
          let drawn = 0;
          for (; at < rows.length; drawn++) {
            const group = members.get(clusters[rows[at]!]!)!;
            expect(rows.slice(at, at + group.length)).toEqual(group);
            at += group.length;
          }
          expect(drawn).toBe(members.size);
        },
      ),
    );
  });
});

describe("the hypergeometric variate behind random tables", () => {
  it.each([
    [6, 43, 6],
    [30, 20, 25],
    [3000, 5000, 700],
    [5, 100_000, 99_000],
  ])("of %d marked, %d unmarked and %d draws fits", (marked, unmarked, draws) => {
    const distribution = hypergeometricDistribution({ marked, unmarked, draws });
    const share = marked / (marked + unmarked);
    const variance = (draws * share * (1 - share) * (marked + unmarked - draws)) / (marked + unmarked - 1);
    const drawn = sample("h", (r) => hypergeometricVariate(r, marked, unmarked, draws));
    expect(densityFit(drawn, draws * share, Math.sqrt(variance), distribution.density)).toBeGreaterThan(
      falseAlarmRate,
    );
    expect(standardErrors(drawn, draws * share, variance)).toBeLessThan(5);
  });
});

it("gives the variates of counts it has always given", () => {
  const random = createRandom("snapshot");
  expect({
    binomials: [binomial(random, 20, 0.3), binomial(random, 1000, 0.6), binomial(random, 1e12, 1e-3)],
    multinomial: multinomial(random, 50, [1, 2, 0, 3]),
    dirichlet: dirichlet(random, [0.3, 2, 5]),
    indices: [...bootstrapIndices(random, 8)],
    clusters: [...createClusterBootstrap(["a", "b", "a", "c"])(random)],
  }).toMatchInlineSnapshot(`
    {
      "binomials": [
        6,
        585,
        999992764,
      ],
      "clusters": [
        0,
        2,
        3,
        1,
      ],
      "dirichlet": [
        0.00495075366223517,
        0.10517256481673466,
        0.8898766815210302,
      ],
      "indices": [
        4,
        4,
        2,
        4,
        4,
        3,
        1,
        7,
      ],
      "multinomial": [
        8,
        10,
        0,
        32,
      ],
    }
  `);
});

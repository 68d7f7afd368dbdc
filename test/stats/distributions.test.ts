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
import { describe, expect, it } from "vitest";
import { distributions, relativeError, worstError } from "./_golden.ts";

const makers: Readonly<Record<string, (...parameters: number[]) => Distribution>> = {
  normal: (mean, sd) => normalDistribution({ mean, sd }),
  t: (df) => tDistribution({ df: df! }),
  gamma: (shape, rate) => gammaDistribution({ shape: shape!, rate }),
  chiSquare: (df) => chiSquareDistribution({ df: df! }),
  beta: (a, b) => betaDistribution({ a: a!, b: b! }),
  f: (df1, df2) => fDistribution({ df1: df1!, df2: df2! }),
  poisson: (mean) => poissonDistribution({ mean: mean! }),
  binomial: (trials, probability) => binomialDistribution({ trials: trials!, probability: probability! }),
  negativeBinomial: (size, probability) =>
    negativeBinomialDistribution({ size: size!, probability: probability! }),
  hypergeometric: (marked, unmarked, draws) =>
    hypergeometricDistribution({ marked: marked!, unmarked: unmarked!, draws: draws! }),
  betaBinomial: (trials, a, b) => betaBinomialDistribution({ trials: trials!, a: a!, b: b! }),
};

const names = Object.keys(makers);
const discrete = ["poisson", "binomial", "negativeBinomial", "hypergeometric", "betaBinomial"];

describe.each(names)("the %s distribution against 50-digit values", (name) => {
  const table = distributions[name]!;
  const at =
    (what: "density" | "logDensity" | "lower" | "upper") =>
    (...args: number[]): number =>
      makers[name]!(...args.slice(0, -1))[what](args.at(-1)!);

  it.each(["density", "lower", "upper"] as const)("%s", (what) => {
    const { error, row } = worstError(table, what, at(what));
    expect(error, row).toBeLessThan(4e-13);
  });

  it("logDensity", () => {
    const column = table.columns.indexOf("logDensity");
    const compute = at("logDensity");
    for (const row of table.rows) {
      const expected = row[column] as number;
      const value = compute(...(row.slice(0, table.columns.indexOf("x") + 1) as number[]));
      // Around a density of 1 its logarithm is as good as the density.
      expect(Math.abs(value - expected) / Math.max(1, Math.abs(expected)), `${row}`).toBeLessThan(2e-14);
    }
  });

  it("quantiles of both tails", () => {
    const { columns, rows } = distributions[`${name}Quantile`]!;
    const parameters = columns.indexOf("side");
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows as readonly (readonly number[])[]) {
      const distribution = makers[name]!(...row.slice(0, parameters));
      const [side, p, expected] = row.slice(parameters) as [number, number, number];
      const value = side === 0 ? distribution.quantile(p) : distribution.upperQuantile(p);
      if (discrete.includes(name)) expect(value, `${row}`).toBe(expected);
      else expect(relativeError(value, expected), `${row} gave ${value}`).toBeLessThan(1e-13);
    }
  });
});

describe("published numbers", () => {
  it("tables of textbooks", () => {
    expect(normalDistribution().quantile(0.975)).toBeCloseTo(1.959963984540054, 15);
    expect(normalDistribution({ mean: 100, sd: 15 }).lower(130)).toBeCloseTo(0.9772498680518208, 15);
    expect(tDistribution({ df: 1 }).upperQuantile(0.025)).toBeCloseTo(12.706204736174698, 12);
    expect(chiSquareDistribution({ df: 10 }).upperQuantile(0.05)).toBeCloseTo(18.307038053275146, 12);
    expect(fDistribution({ df1: 4, df2: 20 }).upperQuantile(0.05)).toBeCloseTo(2.866081402015659, 12);
  });

  it("Fisher's tea: 4 of 4 cups by chance is 1 in 70", () => {
    expect(hypergeometricDistribution({ marked: 4, unmarked: 4, draws: 4 }).upper(3)).toBeCloseTo(1 / 70, 15);
  });

  it("Cauchy is t with one degree of freedom", () => {
    const { lower, density } = tDistribution({ df: 1 });
    for (const x of [-1e20, -3, -0.5, 0, 2, 1e3]) {
      expect(
        relativeError(lower(x), x < 0 ? Math.atan(-1 / x) / Math.PI : 0.5 + Math.atan(x) / Math.PI),
      ).toBeLessThan(2e-15);
      expect(relativeError(density(x), 1 / (Math.PI * (1 + x * x)))).toBeLessThan(2e-14);
    }
  });
});

describe("ends of the support", () => {
  it.each(names)("the %s distribution is 0 outside and 1 in all", (name) => {
    const first = distributions[name]!.rows[0] as readonly number[];
    const { density, logDensity, lower, upper } = makers[name]!(
      ...first.slice(0, distributions[name]!.columns.indexOf("x")),
    );
    expect([lower(1e300), upper(1e300)]).toEqual([1, 0]);
    if (name === "normal" || name === "t") return;
    expect([density(-1), logDensity(-1), lower(-1), upper(-1)]).toEqual([0, Number.NEGATIVE_INFINITY, 0, 1]);
    if (discrete.includes(name))
      expect([density(0.5), logDensity(0.5)]).toEqual([0, Number.NEGATIVE_INFINITY]);
  });

  it("densities at the ends are limits, poles are refused", () => {
    expect(gammaDistribution({ shape: 1, rate: 3 }).density(0)).toBeCloseTo(3, 14);
    expect(gammaDistribution({ shape: 2 }).density(0)).toBe(0);
    expect(() => gammaDistribution({ shape: 0.5 }).density(0)).toThrow(
      "Cannot compute a density of the gamma distribution: x must be a point of finite density, got 0",
    );
    expect(betaDistribution({ a: 1, b: 4 }).density(0)).toBeCloseTo(4, 14);
    expect(betaDistribution({ a: 4, b: 1 }).density(1)).toBeCloseTo(4, 14);
    expect(betaDistribution({ a: 2, b: 2 }).density(1)).toBe(0);
    expect(() => betaDistribution({ a: 0.5, b: 2 }).logDensity(0)).toThrow("a point of finite density");
    expect(() => betaDistribution({ a: 2, b: 0.5 }).density(1)).toThrow("a point of finite density");
    expect(fDistribution({ df1: 2, df2: 7 }).density(0)).toBe(1);
    expect(fDistribution({ df1: 3, df2: 7 }).density(0)).toBe(0);
    expect(() => fDistribution({ df1: 1, df2: 7 }).density(0)).toThrow("the F distribution: x must be");
    expect(() => chiSquareDistribution({ df: 1 }).density(0)).toThrow(
      "the chi-square distribution: x must be",
    );
  });

  it("certainties", () => {
    const never = binomialDistribution({ trials: 5, probability: 0 });
    expect([never.density(0), never.lower(0), never.upper(0), never.quantile(1)]).toEqual([1, 1, 0, 0]);
    const always = binomialDistribution({ trials: 5, probability: 1 });
    expect([always.density(5), always.lower(4), always.lower(5), always.quantile(0)]).toEqual([1, 0, 1, 5]);
    const none = binomialDistribution({ trials: 0, probability: 0.5 });
    expect([none.density(0), none.quantile(0.5), none.upper(0)]).toEqual([1, 0, 0]);
    const silent = poissonDistribution({ mean: 0 });
    expect([silent.density(0), silent.logDensity(0), silent.quantile(1)]).toEqual([1, 0, 0]);
    expect(negativeBinomialDistribution({ size: 2.5, probability: 1 }).density(0)).toBe(1);
    expect(betaBinomialDistribution({ trials: 0, a: 1, b: 2 }).density(0)).toBe(1);
    const all = hypergeometricDistribution({ marked: 3, unmarked: 4, draws: 7 });
    expect([all.density(3), all.lower(2), all.quantile(0.5)]).toEqual([1, 0, 3]);
    expect(hypergeometricDistribution({ marked: 0, unmarked: 0, draws: 0 }).density(0)).toBe(1);
  });

  it("quantiles of 0 and 1 are the ends of the support, refused where there is none", () => {
    expect([
      gammaDistribution({ shape: 2 }).quantile(0),
      betaDistribution({ a: 2, b: 3 }).quantile(1),
    ]).toEqual([0, 1]);
    expect(binomialDistribution({ trials: 7, probability: 0.3 }).quantile(1)).toBe(7);
    expect(binomialDistribution({ trials: 7, probability: 0.3 }).upperQuantile(1)).toBe(0);
    const message =
      "Cannot find a quantile of the normal distribution: q must be a probability with a finite quantile, got 0";
    expect(() => normalDistribution().upperQuantile(0)).toThrow(message);
    expect(() => gammaDistribution({ shape: 2 }).quantile(1)).toThrow("the gamma distribution: p must be");
    expect(() => poissonDistribution({ mean: 2 }).quantile(1)).toThrow(
      "a probability with a finite quantile, got 1",
    );
    expect(() => tDistribution({ df: 1e-3 }).upperQuantile(0.1)).toThrow(
      "a probability with a finite quantile",
    );
  });

  it("quantiles down to 1e-300", () => {
    for (const { quantile, lower, upper, upperQuantile } of [
      normalDistribution(),
      tDistribution({ df: 7 }),
      gammaDistribution({ shape: 2.5 }),
      betaDistribution({ a: 3, b: 4 }),
      fDistribution({ df1: 4, df2: 6 }),
    ]) {
      expect(relativeError(lower(quantile(1e-300)), 1e-300)).toBeLessThan(1e-12);
      const high = upperQuantile(1e-30);
      if (high < 0.999) expect(relativeError(upper(high), 1e-30)).toBeLessThan(1e-12);
    }
    const { quantile, upperQuantile, lower, upper } = poissonDistribution({ mean: 800 });
    expect([lower(quantile(1e-300)) >= 1e-300, lower(quantile(1e-300) - 1) < 1e-300]).toEqual([true, true]);
    const k = upperQuantile(1e-300);
    expect([upper(k) <= 1e-300, upper(k - 1) > 1e-300]).toEqual([true, true]);
  });

  it("arguments far apart", () => {
    expect(gammaDistribution({ shape: 1e-3, rate: 1e-200 }).lower(1e-200)).toBeCloseTo(0.3983367, 6);
    expect(gammaDistribution({ shape: 2, rate: 1e200 }).logDensity(1e-200)).toBeCloseTo(
      200 * Math.LN10 - 1,
      10,
    );
    expect(relativeError(tDistribution({ df: 0.01 }).upper(1e300), 4.8526328575587e-4)).toBeLessThan(1e-12);
    expect(
      relativeError(fDistribution({ df1: 1e-2, df2: 3 }).lower(1e-300), 0.030827847199403874),
    ).toBeLessThan(1e-13);
    expect(normalDistribution({ sd: 1e-300 }).density(0)).toBeCloseTo(3.989422804014327e299, -290);
    expect(tDistribution({ df: 1e100 }).upper(2)).toBeCloseTo(normalDistribution().upper(2), 14);
    expect(poissonDistribution({ mean: 1e15 }).lower(1e15)).toBeCloseTo(0.5, 7);
  });
});

describe("distributions refuse", () => {
  it.each<[string, () => unknown]>([
    [
      "Cannot make a normal distribution: sd must be a positive number, got 0",
      () => normalDistribution({ sd: 0 }),
    ],
    [
      "Cannot make a normal distribution: mean must be a finite number, got NaN",
      () => normalDistribution({ mean: Number.NaN }),
    ],
    ["Cannot make a t distribution: df must be a positive number, got -1", () => tDistribution({ df: -1 })],
    [
      "Cannot make a t distribution: df must be a number from 1e-100 to 1e100",
      () => tDistribution({ df: 1e-200 }),
    ],
    [
      "Cannot make a chi-square distribution: df must be a positive number, got 0",
      () => chiSquareDistribution({ df: 0 }),
    ],
    [
      "Cannot make an F distribution: df2 must be a positive number, got Infinity",
      () => fDistribution({ df1: 1, df2: 1 / 0 }),
    ],
    [
      "Cannot make a gamma distribution: rate must be a positive number, got 0",
      () => gammaDistribution({ shape: 1, rate: 0 }),
    ],
    [
      "Cannot make a gamma distribution: shape must be at least 1e-150",
      () => gammaDistribution({ shape: 1e-200 }),
    ],
    [
      "Cannot make a beta distribution: b must be a positive number, got 0",
      () => betaDistribution({ a: 1, b: 0 }),
    ],
    [
      "Cannot make a Poisson distribution: mean must be a number from 0 to 1e15, got -1",
      () => poissonDistribution({ mean: -1 }),
    ],
    [
      "Cannot make a binomial distribution: trials must be a whole number from 0 up, got 2.5",
      () => binomialDistribution({ trials: 2.5, probability: 0.1 }),
    ],
    [
      "Cannot make a binomial distribution: probability must be a number from 0 to 1, got 1.1",
      () => binomialDistribution({ trials: 2, probability: 1.1 }),
    ],
    [
      "Cannot make a negative binomial distribution: size must be a number from 1e-150 to 1e15, got 0",
      () => negativeBinomialDistribution({ size: 0, probability: 0.1 }),
    ],
    [
      "Cannot make a negative binomial distribution: probability must be",
      () => negativeBinomialDistribution({ size: 1, probability: 0 }),
    ],
    [
      "Cannot make a hypergeometric distribution: draws must be at most the population of 5, got 6",
      () => hypergeometricDistribution({ marked: 2, unmarked: 3, draws: 6 }),
    ],
    [
      "Cannot make a hypergeometric distribution: unmarked must be a whole number",
      () => hypergeometricDistribution({ marked: 2, unmarked: -3, draws: 1 }),
    ],
    [
      "Cannot make a beta-binomial distribution: trials must be a whole number",
      () => betaBinomialDistribution({ trials: -1, a: 1, b: 1 }),
    ],
    [
      "Cannot make a beta-binomial distribution: a must be a positive number, got 0",
      () => betaBinomialDistribution({ trials: 1, a: 0, b: 1 }),
    ],
    [
      "Cannot compute a tail of the normal distribution: x must be a finite number, got NaN",
      () => normalDistribution().lower(Number.NaN),
    ],
    [
      "Cannot compute a density of the binomial distribution: x must be a finite number, got Infinity",
      () => binomialDistribution({ trials: 2, probability: 0.1 }).density(1 / 0),
    ],
    [
      "Cannot find a quantile of the t distribution: p must be a number from 0 to 1, got 1.5",
      () => tDistribution({ df: 3 }).quantile(1.5),
    ],
    [
      "Cannot find a quantile of the Poisson distribution: q must be a number from 0 to 1, got NaN",
      () => poissonDistribution({ mean: 3 }).upperQuantile(Number.NaN),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

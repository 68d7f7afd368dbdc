import {
  fitFirthLogistic,
  fitLinear,
  fitLogistic,
  fitMultinomial,
  fitPoisson,
  fitRidge,
  indicatorColumns,
  predictLinear,
  predictLogistic,
  predictMultinomial,
  predictPoisson,
  type StandardErrors,
} from "clientele/stats";
import { describe, expect, it } from "vitest";
import { fitted, golden, predictorsOf, worst } from "./_regression-golden.ts";

const { mtcars, warpbreaks } = golden;
const wtHp = { wt: mtcars.wt, hp: mtcars.hp };
const estimates = (fit: { readonly coefficients: readonly { readonly estimate: number }[] }): number[] =>
  fit.coefficients.map(({ estimate }) => estimate);
const errors = (fit: { readonly coefficients: readonly { readonly standardError: number }[] }): number[] =>
  fit.coefficients.map(({ standardError }) => standardError);

describe("linear regression against the certified values of NIST StRD", () => {
  // Rounding of the powers alone leaves so much, times the condition of each set.
  it.each([
    ["Norris", 1e-13],
    ["Pontius", 3e-13],
    ["Longley", 1e-13],
    ["Wampler3", 1e-14],
    ["Wampler5", 1e-14],
    ["Filip", 1e-7],
  ] as const)("%s", (name, bound) => {
    const set = golden.nist[name]!;
    const fit = fitted(fitLinear({ response: set.y, predictors: predictorsOf(set) }));
    expect(worst(estimates(fit), set.estimates)).toBeLessThan(bound);
    expect(worst(errors(fit), set.standardErrors)).toBeLessThan(name === "Filip" ? 2e-7 : 1e-9);
    expect(Math.abs(fit.residualStandardError / set.sigma - 1)).toBeLessThan(name === "Filip" ? 2e-8 : 1e-9);
    if (set.rSquared) expect(fit.rSquared).toBeCloseTo(set.rSquared, name === "Filip" ? 9 : 12);
  });

  it.each([
    ["Wampler1", 1e-14],
    ["Wampler2", 1e-12],
  ] as const)("%s, an exact polynomial", (name, bound) => {
    const set = golden.nist[name]!;
    const fit = fitted(fitLinear({ response: set.y, predictors: predictorsOf(set) }));
    expect(worst(estimates(fit), set.estimates)).toBeLessThan(bound);
    expect(fit.residualStandardError).toBeLessThan(1e-8);
  });
});

describe("linear regression", () => {
  const data = { response: mtcars.mpg, predictors: wtHp };

  it("gives the values of R's lm(mpg ~ wt + hp) on mtcars", () => {
    const fit = fitted(fitLinear(data));
    // As printed by summary.lm.
    expect(estimates(fit).map((one) => one.toFixed(5))).toEqual(["37.22727", "-3.87783", "-0.03177"]);
    expect(errors(fit).map((one) => one.toFixed(5))).toEqual(["1.59879", "0.63273", "0.00903"]);
    expect(fit.coefficients.map(({ statistic }) => statistic?.toFixed(3))).toEqual([
      "23.285",
      "-6.129",
      "-3.519",
    ]);
    expect(fit.coefficients.map(({ pValue }) => pValue?.toExponential(2))).toEqual([
      "2.57e-20",
      "1.12e-6",
      "1.45e-3",
    ]);
    expect(fit.residualStandardError.toFixed(3)).toBe("2.593");
    expect([fit.rSquared?.toFixed(4), fit.adjustedRSquared?.toFixed(4)]).toEqual(["0.8268", "0.8148"]);
    expect([fit.fTest?.statistic.toFixed(2), fit.fTest?.df1, fit.fTest?.df2]).toEqual(["69.21", 2, 29]);
    expect(fit.fTest?.pValue.toExponential(3)).toBe("9.109e-12");
    expect(fit.residualDf).toBe(29);
  });

  it.each([
    ["linear", undefined],
    ["linearWeighted", mtcars.mpg.map((_, i) => 1 + (i % 3))],
  ] as const)("%s: every kind of standard error, to 1e-12", (name, weights) => {
    const expected = golden[name];
    for (const kind of ["model", "hc0", "hc1", "hc2", "hc3", "cluster"] as const) {
      const fit = fitted(
        fitLinear({ ...data, weights, clusters: mtcars.carb }, { standardErrors: kind as StandardErrors }),
      );
      expect(worst(estimates(fit), expected.estimates)).toBeLessThan(1e-12);
      expect(worst(errors(fit), expected.standardErrors[kind]!)).toBeLessThan(1e-12);
      expect(
        worst(
          [fit.deviance, fit.nullDeviance, fit.logLikelihood!, fit.residualStandardError],
          [expected.deviance, expected.nullDeviance, expected.logLikelihood, expected.sigma],
        ),
      ).toBeLessThan(1e-12);
      expect(fit.clusters).toBe(kind === "cluster" ? 6 : undefined);
    }
  });

  it("takes t with clusters − 1 degrees of freedom by cluster", () => {
    const fit = fitted(fitLinear({ ...data, clusters: mtcars.carb }, { standardErrors: "cluster" }));
    const { upper, estimate, standardError } = fit.coefficients[1]!;
    expect((upper - estimate) / standardError).toBeCloseTo(2.570581835636, 10); // qt(.975, 5)
  });

  it("needs one row more than coefficients, and says so", () => {
    const few = { response: [1, 2, 3], predictors: { a: [1, 2, 4], b: [1, 0, 1] } };
    expect(fitLinear(few)).toEqual({ kind: "insufficient", of: "rows", have: 3, need: 4 });
    const weighted = { ...data, weights: mtcars.mpg.map((_, i) => (i < 3 ? 1 : 0)) };
    expect(fitLinear(weighted)).toEqual({ kind: "insufficient", of: "rows", have: 3, need: 4 });
  });

  it("fits an exact line without a word of infinity", () => {
    const fit = fitted(fitLinear({ response: [2, 2, 2, 2], predictors: { x: [1, 2, 3, 4] } }));
    expect(JSON.stringify(fit)).not.toMatch(/:null/);
    expect("rSquared" in fit).toBe(false);
  });

  it("predicts with the interval of the mean and of an observation", () => {
    const fit = fitted(fitLinear(data));
    const table = predictLinear(fit, { wt: [3, 2], hp: [150, 100] });
    // predict(lm, data.frame(wt = 3, hp = 150), interval = …) by the definitions, with qt(.975, 29) = 2.045229642132703.
    const { mean, standardError, lower, upper, observationLower, observationUpper } = table.row(0);
    const x = [1, 3, 150];
    const variance = x.reduce(
      (sum, a, i) => sum + x.reduce((part, b, j) => part + a * b * fit.covariance[i]![j]!, 0),
      0,
    );
    expect(mean).toBeCloseTo(37.22727011644721 - 3 * 3.8778307424046825 - 150 * 0.031772946982161, 10);
    expect(standardError).toBeCloseTo(Math.sqrt(variance), 12);
    expect(upper - mean).toBeCloseTo(2.045229642132703 * Math.sqrt(variance), 10);
    expect(mean - lower).toBeCloseTo(upper - mean, 12);
    expect(observationUpper - mean).toBeCloseTo(2.045229642132703 * Math.sqrt(variance + fit.dispersion), 10);
    expect(mean - observationLower).toBeCloseTo(observationUpper - mean, 12);
    expect([...table]).toHaveLength(2);
    expect(() => table.row(2)).toThrow("row must be a whole number from 0 to 1, got 2");
    expect(() => predictLinear(fit, { wt: [1] })).toThrow(/with a column hp/);
    expect(() => predictLinear(fit, { wt: [1, 2], hp: [1] })).toThrow(/hp must have 2 numbers/);
  });
});

describe("ridge regression", () => {
  it("gives the values computed for Longley's data", () => {
    const set = golden.nist["Longley"]!;
    const fit = fitted(fitRidge({ response: set.y, predictors: predictorsOf(set) }, { penalty: 1 }));
    const expected = golden.ridge;
    expect(worst(estimates(fit), [expected.intercept, ...expected.slopes])).toBeLessThan(1e-10);
    expect(worst(errors(fit).slice(1), expected.standardErrors)).toBeLessThan(1e-10);
    expect(worst([fit.effectiveDf, fit.gcv], [expected.effectiveDf, expected.gcv])).toBeLessThan(1e-10);
  });

  it("is the linear regression without a penalty, and the mean with a huge one", () => {
    const data = { response: mtcars.mpg, predictors: wtHp, weights: mtcars.cyl };
    const [ridge, plain] = [fitted(fitRidge(data, { penalty: 0 })), fitted(fitLinear(data))];
    expect(worst(estimates(ridge), estimates(plain))).toBeLessThan(1e-11);
    expect(worst(errors(ridge), errors(plain))).toBeLessThan(1e-10);
    const huge = fitted(fitRidge(data, { penalty: 1e15 }));
    expect(Math.abs(estimates(huge)[1]!)).toBeLessThan(1e-9);
    expect(huge.effectiveDf).toBeCloseTo(1, 9);
  });

  it("does not depend on the units of a column", () => {
    const scaled = { wt: mtcars.wt.map((one) => 1000 * one), hp: mtcars.hp };
    const a = fitted(fitRidge({ response: mtcars.mpg, predictors: wtHp }, { penalty: 3 }));
    const b = fitted(fitRidge({ response: mtcars.mpg, predictors: scaled }, { penalty: 3 }));
    expect(estimates(b)[1]! * 1000).toBeCloseTo(estimates(a)[1]!, 10);
    expect(estimates(b)[2]!).toBeCloseTo(estimates(a)[2]!, 12);
  });

  it("refuses a penalty below 0", () => {
    expect(() => fitRidge({ response: mtcars.mpg, predictors: wtHp }, { penalty: -1 })).toThrow(
      "penalty must be a number not below 0, got -1",
    );
  });
});

describe("logistic regression", () => {
  const data = { response: mtcars.am, predictors: wtHp };

  it("gives the published values of glm(am ~ wt + hp) on mtcars (R9)", () => {
    const fit = fitted(fitLogistic(data));
    const published = [18.8662987172041, -8.08347518244463, 0.0362555960822166];
    expect(worst(estimates(fit), published)).toBeLessThan(1e-11);
    // R's standard errors are those of the step before the last.
    expect(worst(errors(fit), [7.443558060205286, 3.0686751130547014, 0.0177341536507694])).toBeLessThan(
      1e-7,
    );
    expect(worst([fit.deviance, fit.nullDeviance], [10.059110472267, 43.2297332768578])).toBeLessThan(1e-12);
    expect(fit.converged).toBe(true);
  });

  it("every kind of standard error, to 1e-11", () => {
    const expected = golden.logistic;
    for (const kind of ["model", "hc0", "hc1", "hc2", "hc3", "cluster"] as const) {
      const fit = fitted(fitLogistic({ ...data, clusters: mtcars.carb }, { standardErrors: kind }));
      expect(worst(estimates(fit), expected.estimates)).toBeLessThan(1e-11);
      expect(worst(errors(fit), expected.standardErrors[kind]!)).toBeLessThan(1e-11);
      expect(
        worst(
          [fit.deviance, fit.logLikelihood, fit.dispersion],
          [expected.deviance, expected.logLikelihood, expected.dispersion],
        ),
      ).toBeLessThan(1e-11);
    }
  });

  it("is the same for successes of trials and for the rows one by one, but for the number of ways", () => {
    const shares = fitted(
      fitLogistic({ response: [0.25, 0.5, 0.8], predictors: { x: [1, 2, 3] }, weights: [8, 6, 5] }),
    );
    const y: number[] = [];
    const x: number[] = [];
    for (const [level, trials, successes] of [
      [1, 8, 2],
      [2, 6, 3],
      [3, 5, 4],
    ] as const)
      for (let i = 0; i < trials; i++) {
        x.push(level);
        y.push(i < successes ? 1 : 0);
      }
    const rows = fitted(fitLogistic({ response: y, predictors: { x } }));
    expect(worst(estimates(shares), estimates(rows))).toBeLessThan(1e-12);
    expect(worst(errors(shares), errors(rows))).toBeLessThan(1e-12);
    const ways = Math.log(28) + Math.log(20) + Math.log(5);
    expect(shares.logLikelihood).toBeCloseTo(rows.logLikelihood + ways, 11);
  });

  it("predicts chances with an interval inside 0 and 1", () => {
    const fit = fitted(fitLogistic(data));
    const table = predictLogistic(fit, { wt: [2.62, 5], hp: [110, 400] });
    for (const { mean, lower, upper } of table) {
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThan(mean);
      expect(mean).toBeLessThan(upper);
      expect(upper).toBeLessThanOrEqual(1);
    }
    const eta = estimates(fit)[0]! + 2.62 * estimates(fit)[1]! + 110 * estimates(fit)[2]!;
    expect(table.mean[0]).toBeCloseTo(1 / (1 + Math.exp(-eta)), 13);
  });
});

describe("Firth's penalty", () => {
  it("gives the published values of brglm2 on mtcars (R10)", () => {
    const fit = fitted(fitFirthLogistic({ response: mtcars.am, predictors: wtHp }));
    expect(worst(estimates(fit), [13.43282274161875, -5.704138279639564, 0.0244560357087042])).toBeLessThan(
      1e-8,
    );
    expect(worst(errors(fit), [4.8097897061327606, 1.9163764379124486, 0.0119218351923056])).toBeLessThan(
      1e-8,
    );
    expect(fit.converged).toBe(true);
  });

  it("gives the published values of brglm2 on separated data (R10)", () => {
    const fit = fitted(
      fitFirthLogistic({ response: [0, 0, 0, 1, 1, 1], predictors: { x: [1, 2, 3, 4, 5, 6] } }),
    );
    expect(worst(estimates(fit), [-3.95119370997171, 1.12891248856335])).toBeLessThan(1e-11);
    expect(worst(errors(fit), [3.18702529352068, 0.854908336687807])).toBeLessThan(1e-11);
  });

  it("has a closed form for one group: (successes + ½) / (trials + 1)", () => {
    const fit = fitted(
      fitFirthLogistic({ response: [0, 0, 0, 0, 1, 1, 1], predictors: {}, weights: [1, 1, 1, 1, 1, 1, 2] }),
    );
    expect(estimates(fit)[0]).toBeCloseTo(Math.log(4.5 / 4.5), 12);
    const none = fitted(fitFirthLogistic({ response: [0, 0, 0, 0], predictors: {} }));
    expect(estimates(none)[0]).toBeCloseTo(Math.log(0.5 / 4.5), 11);
  });
});

describe("Poisson regression", () => {
  const { breaks, woolB, tensionM, tensionH, exposure } = warpbreaks;
  const predictors = { woolB, tensionM, tensionH };

  it("gives the values that R prints for glm(breaks ~ wool + tension, poisson) on warpbreaks", () => {
    const fit = fitted(fitPoisson({ response: breaks, predictors }));
    expect(estimates(fit).map((one) => one.toFixed(5))).toEqual([
      "3.69196",
      "-0.20599",
      "-0.32132",
      "-0.51849",
    ]);
    expect(errors(fit).map((one) => one.toFixed(5))).toEqual(["0.04541", "0.05157", "0.06027", "0.06396"]);
    expect([fit.nullDeviance.toFixed(2), fit.deviance.toFixed(2), fit.aic.toFixed(2)]).toEqual([
      "297.37",
      "210.39",
      "493.06",
    ]);
  });

  it("gives the values that R prints for Dobson's randomised trial (?glm)", () => {
    const fit = fitted(
      fitPoisson({
        response: [18, 17, 15, 20, 10, 20, 25, 13, 12],
        predictors: {
          ...indicatorColumns(["1", "2", "3", "1", "2", "3", "1", "2", "3"], { prefix: "outcome" }),
          ...indicatorColumns(["1", "1", "1", "2", "2", "2", "3", "3", "3"], { prefix: "treatment" }),
        },
      }),
    );
    expect(estimates(fit).map((one) => one.toFixed(3))).toEqual([
      "3.045",
      "-0.454",
      "-0.293",
      "0.000",
      "0.000",
    ]);
    expect(errors(fit).map((one) => one.toFixed(4))).toEqual([
      "0.1709",
      "0.2022",
      "0.1927",
      "0.2000",
      "0.2000",
    ]);
    expect([fit.nullDeviance.toFixed(4), fit.deviance.toFixed(4), fit.aic.toFixed(2)]).toEqual([
      "10.5814",
      "5.1291",
      "56.76",
    ]);
  });

  it.each([
    ["poisson", undefined],
    ["poissonExposure", exposure],
  ] as const)("%s, to 1e-11", (name, given) => {
    const expected = golden[name];
    for (const kind of ["model", "quasi"] as const) {
      const fit = fitted(
        fitPoisson({ response: breaks, predictors, exposure: given }, { standardErrors: kind }),
      );
      expect(worst(estimates(fit), expected.estimates)).toBeLessThan(1e-11);
      expect(worst(errors(fit), expected.standardErrors[kind]!)).toBeLessThan(1e-11);
      expect(
        worst(
          [fit.deviance, fit.nullDeviance, fit.logLikelihood, fit.dispersion],
          [expected.deviance, expected.nullDeviance, expected.logLikelihood, expected.dispersion],
        ),
      ).toBeLessThan(1e-11);
    }
  });

  it("copes with counts in the millions and in nothing", () => {
    const fit = fitted(fitPoisson({ response: [3e6, 3e6, 0, 1], predictors: { big: [1, 1, 0, 0] } }));
    expect(estimates(fit)[0]).toBeCloseTo(Math.log(0.5), 9);
    expect(estimates(fit)[0]! + estimates(fit)[1]!).toBeCloseTo(Math.log(3e6), 9);
  });

  it("predicts counts in proportion to the exposure", () => {
    const fit = fitted(fitPoisson({ response: breaks, predictors, exposure }));
    const at = { woolB: [1], tensionM: [0], tensionH: [0] };
    const [one, ten] = [predictPoisson(fit, at), predictPoisson(fit, at, { exposure: [10] })];
    expect(ten.mean[0]! / one.mean[0]!).toBeCloseTo(10, 12);
    expect(ten.upper[0]! / one.upper[0]!).toBeCloseTo(10, 12);
    expect(one.standardError[0]).toBe(ten.standardError[0]);
  });

  it("refuses what is no count and no exposure", () => {
    expect(() => fitPoisson({ response: [1, 2.5, 3], predictors: {} })).toThrow(
      "Cannot fit a Poisson regression: response at row 1 must be a whole number not below 0, got 2.5",
    );
    expect(() => fitPoisson({ response: [1, 2, 3], predictors: {}, exposure: [1, 0, 1] })).toThrow(
      "exposure at row 1 must be a positive number, got 0",
    );
  });
});

describe("multinomial regression", () => {
  const response = mtcars.gear.map((one) => `${one} gears`);
  const predictors = { mpg: mtcars.mpg, hp: mtcars.hp };

  it("gives the values computed with 50 digits", () => {
    const fit = fitted(fitMultinomial({ response, predictors }));
    const expected = golden.multinomial;
    const all = fit.equations.flatMap(({ coefficients }) => coefficients);
    expect(
      worst(
        all.map(({ estimate }) => estimate),
        expected.estimates,
      ),
    ).toBeLessThan(1e-11);
    expect(
      worst(
        all.map(({ standardError }) => standardError),
        expected.standardErrors,
      ),
    ).toBeLessThan(1e-11);
    expect(fit.logLikelihood).toBeCloseTo(expected.logLikelihood, 11);
    expect(fit.converged).toBe(true);
    const chances = predictMultinomial(fit, { mpg: [20], hp: [120] });
    expect(
      worst(
        chances.map(({ table }) => table.mean[0]!),
        expected.chances,
      ),
    ).toBeLessThan(1e-10);
    expect(chances.reduce((sum, { table }) => sum + table.mean[0]!, 0)).toBeCloseTo(1, 13);
  });

  it("is the logistic regression for two categories, with every kind of standard error", () => {
    const two = mtcars.am.map((one) => (one === 1 ? "manual" : "automatic"));
    for (const kind of ["model", "hc0", "hc1", "cluster"] as const) {
      const a = fitted(
        fitMultinomial({ response: two, predictors: wtHp, clusters: mtcars.carb }, { standardErrors: kind }),
      );
      const b = fitted(
        fitLogistic(
          { response: mtcars.am, predictors: wtHp, clusters: mtcars.carb },
          { standardErrors: kind },
        ),
      );
      expect(worst(estimates(a.equations[0]!), estimates(b))).toBeLessThan(1e-11);
      expect(worst(errors(a.equations[0]!), errors(b))).toBeLessThan(1e-10);
      expect(worst([a.deviance, a.nullDeviance, a.aic], [b.deviance, b.nullDeviance, b.aic])).toBeLessThan(
        1e-11,
      );
    }
    const fit = fitted(fitMultinomial({ response: two, predictors: wtHp }));
    const logistic = predictLogistic(fitted(fitLogistic({ response: mtcars.am, predictors: wtHp })), {
      wt: [2.5],
      hp: [120],
    });
    const chance = predictMultinomial(fit, { wt: [2.5], hp: [120] })[1]!.table;
    expect(
      worst(
        [chance.mean[0]!, chance.lower[0]!, chance.upper[0]!],
        [logistic.mean[0]!, logistic.lower[0]!, logistic.upper[0]!],
      ),
    ).toBeLessThan(1e-9);
  });

  it("compares with the reference asked for", () => {
    const a = fitted(fitMultinomial({ response, predictors }));
    const b = fitted(fitMultinomial({ response, predictors }, { reference: "4 gears" }));
    expect(b.categories).toEqual(["4 gears", "3 gears", "5 gears"]);
    expect(estimates(b.equations[0]!)[1]).toBeCloseTo(-estimates(a.equations[0]!)[1]!, 10);
    expect(b.logLikelihood).toBeCloseTo(a.logLikelihood, 11);
    expect(() => fitMultinomial({ response, predictors }, { reference: "6 gears" })).toThrow(
      /reference must be one of/,
    );
  });
});

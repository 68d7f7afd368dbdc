import {
  adjustPValues,
  estimateProportion,
  estimateProportionDifference,
  testDispersion,
  testIndependence,
  testMannWhitney,
  testMeans,
} from "clientele/stats";
import {
  compareAmounts,
  compareMixes,
  compareRates,
  estimateRatePosterior,
  measureDistance,
  measureMixDistance,
  summariseTimes,
  weighMixChange,
} from "clientele/trend";
import { describe, expect, it } from "vitest";
import { numbersAfter, recorded } from "./_golden.ts";

const R = recorded("drift_R_output.txt");
const python = recorded("categorical_python_output.txt");
const misc = recorded("misc_R_output.txt");
const absent = R === undefined || python === undefined || misc === undefined;

const first = { reference: [16, 18, 16, 14, 12, 12], current: [16, 16, 16, 16, 16, 8] };
const twice = { ...first, reference: first.reference.map((count) => 2 * count) };
const small = { reference: [8, 1, 1], current: [1, 2, 7] };
const party = { reference: [762, 327, 468], current: [484, 239, 477] };

const close = (value: number | undefined, expected: number | undefined): void => {
  expect(value).toBeDefined();
  expect(Math.abs(value! / expected! - 1)).toBeLessThan(1e-9);
};

describe.skipIf(absent)("what R and Python recorded (needs CLIENTELE_DATA)", () => {
  it("homogeneity, exact and Bayesian, of mixes", () => {
    const p = (mixes: typeof first, method: "chi-square" | "exact"): number => {
      const result = compareMixes(mixes, { method });
      return result.kind === "insufficient" ? Number.NaN : result.p;
    };
    close(p(first, "chi-square"), numbersAfter(R!, "homog evid1 X2")[1]);
    close(p(twice, "chi-square"), numbersAfter(R!, "homog evid2 (ref x2) X2")[1]);
    close(p(party, "chi-square"), 2.95358918321176e-7);
    close(p(small, "chi-square"), numbersAfter(R!, "chisq p ")[0]);
    close(p(small, "exact"), numbersAfter(R!, "fisher-freeman-halton 8,1,1 / 1,2,7 p")[0]);
    close(weighMixChange(first, { concentration: 1 }), numbersAfter(R!, "log BF10 evid1 a=1")[0]);
    close(weighMixChange(first), -6.870716548997);
    close(weighMixChange(party, { concentration: 1 }), numbersAfter(R!, "log BF10 party a=1")[0]);
    close(weighMixChange(small, { concentration: 1 }), 3.81462113338723);
    close(weighMixChange(small), 3.9964412123129);
  });

  it("distances of mixes", () => {
    for (const [mixes, line] of [
      [first, "E1 PSI"],
      [twice, "E2 refx2 PSI"],
      [small, "E3 8,1,1/1,2,7 PSI"],
    ] as const) {
      const numbers = numbersAfter(python!, line);
      // PSI, the "1/(1/n+1/m)" of its label, its statistic, "2" of chi2, "1" of k-1, p, KL, JS, "2" of b2, JS base 2, Hellinger, TV
      const [kl, js, , js2, hellinger, tv] = numbers.slice(-6) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const found = measureMixDistance(mixes);
      close(found.kullbackLeibler, kl);
      close(found.jensenShannon, js);
      close(found.jensenShannon / Math.sqrt(Math.LN2), js2);
      close(found.hellinger, hellinger);
      close(found.totalVariation, tv);
    }
    close(measureMixDistance(first).divergence, 0.00463055700294874);
  });

  it("rates and their posterior", () => {
    const rates = (k1: number, t1: number, k2: number, t2: number) => ({
      reference: { events: k1, exposure: t1 },
      current: { events: k2, exposure: t2 },
    });
    const options = { midP: false, twoSided: "minimum-likelihood" } as const;
    const lines = [
      [rates(12, 12, 1, 3), "poisson 1 in 3mo vs 12 in 12mo: p"],
      [rates(12, 1, 4, 1), "poisson 4 vs 12 equal exposure: p"],
      [rates(21, 3011, 11, 800), "poisson.test 11/800 vs 21/3011: p"],
    ] as const;
    for (const [data, line] of lines) {
      const result = compareRates(data, options);
      if (result.kind === "insufficient") throw new Error("insufficient");
      const [p, ratio, lower, upper] = numbersAfter(R!, line);
      close(result.p, p);
      close(result.effect, ratio);
      close(result.interval?.lower, lower);
      close(result.interval?.upper, upper);
    }
    const posterior = numbersAfter(misc!, "P(rate2<rate1) 12/12 vs 1/3");
    close(estimateRatePosterior(rates(12, 12, 1, 3)).probabilityLower, posterior[0]);
  });

  it("amounts: Welch, Wilcoxon, Hodges and Lehmann", () => {
    const x = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
    const y = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
    const exponentials = { reference: y.map(Math.exp), current: x.map(Math.exp) };
    const ranks = compareAmounts(exponentials, { minimumRatio: 1 });
    if (ranks.kind === "insufficient") throw new Error("insufficient");
    close(ranks.p, numbersAfter(R!, "Wilcoxon exact W")[1]);
    const [estimate, lower, upper] = numbersAfter(R!, "Hodges-Lehmann");
    expect(Math.log(ranks.effect!)).toBeCloseTo(estimate!, 9);
    expect(Math.log(ranks.interval!.lower!)).toBeCloseTo(lower!, 9);
    expect(Math.log(ranks.interval!.upper!)).toBeCloseTo(upper!, 9);
    const welch = compareAmounts(exponentials, { method: "welch" });
    expect(welch.kind !== "insufficient" && welch.p).toBeCloseTo(0.0951205647234384, 9);
    close((testMeans({ x, y }) as { p: number }).p, 0.0951205647234384);
    close((testMannWhitney({ x, y }) as { statistic: number }).statistic, 49);
  });

  it("circular means and great circles", () => {
    const day = summariseTimes([8, 9, 9.5, 10, 10.5, 11, 8.5, 9]);
    const evening = summariseTimes([18, 19, 20, 21, 19.5, 20.5, 18.5, 22]);
    const night = summariseTimes([23, 23.5, 0.5, 1, 22.5, 0, 23, 1.5]);
    if (day.kind !== "times" || evening.kind !== "times" || night.kind !== "times")
      throw new Error("insufficient");
    const hours = numbersAfter(R!.includes("mean hour") ? R! : misc!, "mean hour");
    close(day.mean, hours[0]);
    close(evening.mean, hours[1]);
    close(day.concentration, hours[2]);
    close(evening.concentration, hours[3]);
    const midnight = numbersAfter(R!.includes("midnight wrap") ? R! : misc!, "midnight wrap mean hour");
    close(night.mean, midnight[0]);
    close(night.concentration, midnight[1]);
    const [coasts, west] = numbersAfter(misc!, "haversine SF-NYC").filter((number) => number > 100);
    const place = (latitude: number, longitude: number) => ({ latitude, longitude });
    const [sf, ny] = [place(37.7749, -122.4194), place(40.7128, -74.006)];
    const [la, lv] = [place(34.0522, -118.2437), place(36.1699, -115.1398)];
    expect(measureDistance(sf, ny)).toBeCloseTo(coasts!, 6);
    expect(measureDistance(la, lv)).toBeCloseTo(west!, 6);
  });

  it("dispersion of counts (D13), and Welch's test of two drugs (D14)", () => {
    const dispersion = testDispersion([5, 8, 6, 7, 20]);
    const sleep = testMeans({
      x: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
      y: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    });
    if (dispersion.kind === "insufficient" || sleep.kind === "insufficient") throw new Error("insufficient");
    const [x2, pOfX2] = numbersAfter(R!, "index of dispersion chisq");
    close(dispersion.statistic, x2);
    close(dispersion.p, pOfX2);
    const welch = numbersAfter(R!, "Welch sleep t");
    [sleep.statistic, sleep.df, sleep.p, sleep.interval!.lower, sleep.interval!.upper].forEach((value, i) => {
      close(value, welch[i]);
    });
  });

  it("two proportions (D16), and intervals of one, of none and of all (D17)", () => {
    const table = [
      [15, 35],
      [25, 25],
    ];
    const [plain, yates] = [false, true].map((continuityCorrection) =>
      testIndependence(table, { continuityCorrection }),
    );
    if (plain?.kind !== "tested" || yates?.kind !== "tested") throw new Error("insufficient");
    close(plain.statistic, 4.16666666666667);
    close(plain.p, 0.0412268333371636);
    close(yates.p, numbersAfter(R!, "prop.test 15/50 25/50 corrected p")[0]);
    const difference = estimateProportionDifference({
      first: { successes: 15, trials: 50 },
      second: { successes: 25, trials: 50 },
    });
    close(difference.lower, -0.372366337821966);
    close(difference.upper, -0.0083124584829023);
    for (const [successes, trials] of [
      [0, 10],
      [3, 10],
      [15, 50],
      [10, 10],
    ] as const) {
      const lines = numbersAfter(python!, `wilson ${successes} ${trials} `);
      (["wilson", "clopper-pearson", "jeffreys"] as const).forEach((method, i) => {
        const { lower, upper } = estimateProportion({ successes, trials }, { method });
        expect(lower).toBeCloseTo(lines[2 * i]!, 12);
        expect(upper).toBeCloseTo(lines[2 * i + 1]!, 12);
      });
    }
  });

  it("the fifteen p values of Benjamini and Hochberg (D18)", () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    const expected = numbersAfter(R!, "p.adjust BH 2");
    expect(expected).toHaveLength(15);
    adjustPValues(ps).forEach((q, i) => {
      close(q, expected[i]);
    });
  });
});

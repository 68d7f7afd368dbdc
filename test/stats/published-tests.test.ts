import {
  adjustPValues,
  estimateProportion,
  estimateProportionDifference,
  planProportionTest,
  testBinomial,
  testDispersion,
  testFisher,
  testFreemanHalton,
  testGoodnessOfFit,
  testIndependence,
  testKolmogorovSmirnov,
  testMannWhitney,
  testMeans,
  testProportionTrend,
  testRate,
  testRateRatio,
  testSignedRank,
} from "clientele/stats";
import { describe, expect, it } from "vitest";
import { relativeError } from "./_golden.ts";
import { tested } from "./_tested.ts";

/** Holds every value to nine digits. */
function agree(pairs: readonly (readonly [number | undefined, number])[], digits = 1e-9): void {
  for (const [value, expected] of pairs)
    expect(relativeError(value ?? Number.NaN, expected), `${value} instead of ${expected}`).toBeLessThan(
      digits,
    );
}

const before = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
const after = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];

describe("published values", () => {
  it("homogeneity of two mixes of purchases", () => {
    const [reference, current] = [
      [16, 18, 16, 14, 12, 12],
      [16, 16, 16, 16, 16, 8],
    ];
    const once = tested(testIndependence([reference!, current!]));
    const twice = tested(testIndependence([reference!.map((k) => 2 * k), current!]));
    agree([
      [once.statistic, 1.62240896358543],
      [once.p, 0.898526239402661],
      [twice.statistic, 2.13566433566434],
      [twice.p, 0.830072718673852],
    ]);
  });

  it("three categories, 8,1,1 / 1,2,7", () => {
    const asymptotic = tested(
      testIndependence([
        [8, 1, 1],
        [1, 2, 7],
      ]),
    );
    agree([
      [asymptotic.statistic, 10.2777777777778],
      [asymptotic.p, 0.00586420187465897],
      [
        testFreemanHalton([
          [8, 1, 1],
          [1, 2, 7],
        ]).p,
        0.00313927558509599,
      ],
    ]);
    expect(asymptotic.smallExpected.doubtful).toBe(true);
  });

  it("party by gender (Agresti; R's chisq.test)", () => {
    const party = [
      [762, 327, 468],
      [484, 239, 477],
    ];
    const x2 = tested(testIndependence(party));
    expect(x2.df).toBe(2);
    agree(
      [
        [x2.statistic, 30.0701490957547],
        [x2.p, 2.95358918321176e-7],
        [x2.effectSize, 0.104435802356468],
        [tested(testIndependence(party, { statistic: "likelihood-ratio" })).statistic, 30.0166926132395],
        [x2.residuals[0]![0], 4.5020535], // R's $stdres
      ],
      1e-7,
    );
  });

  it("two Poisson rates (R's poisson.test)", () => {
    const turners = testRateRatio({
      first: { events: 11, exposure: 800 },
      second: { events: 21, exposure: 3011 },
    });
    agree([
      [turners.p, 0.0796686330333295],
      [turners.estimate, 1.9714880952381],
      [turners.interval?.lower, 0.858426403391639],
      [turners.interval?.upper, 4.27726594365407],
    ]);
    const recent = (events: number, exposure: number, reference: number) =>
      testRateRatio({ first: { events, exposure }, second: { events: 12, exposure: reference } });
    agree([
      [recent(1, 3, 12).p, 0.4863219113984],
      [recent(1, 3, 12).interval?.lower, 0.0077976853882913],
      [recent(1, 3, 12).interval?.upper, 2.25290599182608],
      [recent(0, 3, 12).p, 0.141274976256],
      [recent(0, 3, 12).interval?.upper, 1.43957526915082],
      [recent(4, 1, 1).p, 0.076812744140625],
    ]);
    const one = testRate({ events: 137, exposure: 24.19893 });
    agree(
      [
        [one.interval?.lower, 4.753125],
        [one.interval?.upper, 6.692709],
        [one.estimate, 5.661407],
      ],
      1e-6,
    );
  });

  it("index of dispersion and proportions", () => {
    const dispersion = tested(testDispersion([5, 8, 6, 7, 20]));
    agree([
      [dispersion.statistic, 16.3913043478261],
      [dispersion.p, 0.00253662355491376],
    ]);
    const two = [
      [15, 35],
      [25, 25],
    ];
    const yates = tested(testIndependence(two, { continuityCorrection: true }));
    const difference = estimateProportionDifference({
      first: { successes: 15, trials: 50 },
      second: { successes: 25, trials: 50 },
    });
    agree([
      [tested(testIndependence(two)).statistic, 4.16666666666667],
      [tested(testIndependence(two)).p, 0.0412268333371636],
      [yates.p, 0.0661925797221934],
      [difference.lower, -0.372366337821966],
      [difference.upper, -0.0083124584829023],
    ]);
  });

  it("intervals of a proportion", () => {
    const three = { successes: 3, trials: 10 };
    const none = estimateProportion({ successes: 0, trials: 10 });
    expect(none.lower).toBe(0);
    const [wilson, exact, jeffreys] = (["wilson", "clopper-pearson", "jeffreys"] as const).map((method) =>
      estimateProportion(three, { method }),
    );
    agree([
      [none.upper, 0.277532799862889],
      [wilson!.lower, 0.107791267406301],
      [wilson!.upper, 0.603221852538855],
      [exact!.lower, 0.0667395111777345],
      [exact!.upper, 0.652452850059997],
      [jeffreys!.lower, 0.0926945938981532],
      [jeffreys!.upper, 0.605818318148671],
    ]);
  });

  it("two samples: Welch, Student, Wilcoxon, Kolmogorov and Smirnov", () => {
    const sleep = tested(
      testMeans({
        x: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
        y: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
      }),
    );
    const data = { x: before, y: after };
    const ranks = tested(testMannWhitney(data));
    agree([
      [sleep.statistic, -1.86081346748685],
      [sleep.df, 17.7764735161785],
      [sleep.p, 0.0793941401873582],
      [sleep.interval?.lower, -3.36548323071171],
      [sleep.interval?.upper, 0.20548323071171],
      [tested(testMeans(data)).statistic, 1.85945233962269],
      [tested(testMeans(data)).p, 0.0951205647234384],
      [tested(testMeans(data, { equalVariances: true })).p, 0.0841057202439706],
      [ranks.statistic, 49],
      [ranks.p, 0.082983682983683],
      [ranks.estimate, 3.1],
      [ranks.interval?.lower, -0.3],
      [ranks.interval?.upper, 6.3],
      [tested(testMannWhitney(data, { exactUpTo: 0 })).p, 0.0831229369599033],
      [tested(testKolmogorovSmirnov(data)).statistic, 0.625],
      [tested(testKolmogorovSmirnov(data)).p, 0.0870240870240866],
    ]);
  });

  it("Benjamini and Hochberg's fifteen values", () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571428571429, 0.0638571428571429, 0.0645, 0.0765, 0.486,
      0.581181818181818, 0.714875, 0.753230769230769, 0.813214285714286, 1,
    ];
    agree(adjustPValues(ps).map((p, i) => [p, expected[i]!]));
  });

  it("sample ratio, sample size and trend", () => {
    const arms = tested(testGoodnessOfFit([21307, 21306, 21387]));
    const split = tested(testGoodnessOfFit([5000, 5300]));
    const trend = (k: number[], n: number[]) =>
      tested(testProportionTrend(k.map((successes, i) => ({ successes, trials: n[i]! }))));
    const fatigue = trend([50, 45, 36, 25, 15], [500, 500, 500, 500, 500]);
    const smokers = trend([83, 90, 129, 70], [86, 93, 136, 82]);
    agree([
      [arms.statistic, 0.20253125],
      [arms.p, 0.903692957560419],
      [split.statistic, 8.7378640776699],
      [split.p, 0.00311669383986687],
      [fatigue.statistic, 25.4231542789993],
      [fatigue.p, 4.60359404270351e-7],
      [smokers.statistic, 8.22492228519774],
      [smokers.p, 0.00413189747764142],
    ]);
    agree(
      [
        [planProportionTest({ baseline: 0.1, target: 0.12 }).exact, 3840.847],
        [planProportionTest({ baseline: 0.01, target: 0.0125 }, { power: 0.9 }).exact, 37399.095],
      ],
      3e-7,
    );
  });

  it("R's help pages: Mendel, tea tasting, convictions, job satisfaction, depression, permeability", () => {
    const mendel = testBinomial({ successes: 682, trials: 925 }, { probability: 0.75 });
    agree(
      [
        [mendel.p, 0.3825],
        [mendel.interval?.lower, 0.7076683],
        [mendel.interval?.upper, 0.7654066],
      ],
      1e-4,
    );
    const tea = testFisher(
      [
        [3, 1],
        [1, 3],
      ],
      { alternative: "greater" },
    );
    const convictions = testFisher([
      [2, 10],
      [15, 3],
    ]);
    agree([
      [tea.p, 17 / 70],
      [convictions.p, 0.000536724119143438],
      [convictions.estimate, 0.04693663904968003],
      [convictions.interval?.lower, 0.003317163950657363],
      [convictions.interval?.upper, 0.36318960235668074],
    ]);
    agree(
      [
        [tea.estimate, 6.408309],
        [tea.interval?.lower, 0.3135693],
      ],
      2e-5,
    ); // R's own uniroot stops there
    expect(tea.interval?.upper).toBeUndefined();
    const job = [
      [1, 2, 1, 0],
      [3, 3, 6, 1],
      [10, 10, 14, 9],
      [6, 7, 12, 11],
    ];
    expect(testFreemanHalton(job).p).toBeCloseTo(0.7827, 4);
    const depression = tested(
      testSignedRank(
        {
          x: [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3],
          y: [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
        },
        { alternative: "greater" },
      ),
    );
    agree([
      [depression.statistic, 40],
      [depression.p, 10 / 512],
    ]);
    const permeability = tested(
      testMannWhitney(
        {
          x: [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
          y: [1.15, 0.88, 0.9, 0.74, 1.21],
        },
        { alternative: "greater" },
      ),
    );
    expect(permeability.statistic).toBe(35);
    expect(permeability.p).toBeCloseTo(0.1272, 4);
  });
});

describe("where known packages go wrong", () => {
  it("the reference counts are not certain: more of them, more evidence", () => {
    const p = (factor: number) =>
      tested(testIndependence([[16, 18, 16, 14, 12, 12].map((k) => k * factor), [16, 16, 16, 16, 16, 8]])).p;
    expect(p(1)).toBeGreaterThan(p(2));
    expect(p(2)).toBeGreaterThan(p(1000));
    // Only against an endless reference does the test of fit, p = 0.673 whatever its size, agree.
    expect(p(1e6)).toBeCloseTo(0.673087600696631, 5);
  });

  it("two-sided rank tests see a fall as well as a rise", () => {
    const [x, y] = [
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12],
    ];
    const fall = tested(testMannWhitney({ x: y!, y: x! }));
    const rise = tested(testMannWhitney({ x: x!, y: y! }));
    expect(fall.p).toBeCloseTo(2 / 924, 15);
    expect(rise.p).toBeCloseTo(2 / 924, 15);
  });

  it("Fisher's test takes samples of unequal sizes", () => {
    expect(
      testFisher([
        [1, 9],
        [11, 3],
      ]).p,
    ).toBeCloseTo(0.002759456185220083, 12); // Wikipedia's example
  });

  it("chi-square has a probability and no table", () => {
    expect(tested(testGoodnessOfFit([1e6, 1.01e6])).p).toBeLessThan(1e-11);
  });
});

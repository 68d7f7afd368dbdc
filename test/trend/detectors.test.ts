import { createRandom, normal, poisson } from "clientele/stats";
import {
  createAdwin,
  createCusum,
  createEwma,
  createPageHinkley,
  createPoissonCusum,
  cusumRunLength,
  type DetectorStep,
  ewmaRunLength,
  planCusum,
  planEwma,
  planPoissonCusum,
  poissonCusumRunLength,
  runDetector,
  updateAdwin,
  updateCusum,
  updateEwma,
  updatePageHinkley,
  updatePoissonCusum,
} from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenNumbers, goldenText, haveGolden } from "./golden-data.ts";

/** A detector with its state hidden, so that all kinds go into one list. */
interface AnyDetector {
  readonly name: string;
  readonly run: (values: readonly number[], by: "whole" | "parts") => unknown;
}

function detector<S>(name: string, made: S, update: (s: S, x: number) => DetectorStep<S>): AnyDetector {
  return {
    name,
    run: (values, by) => {
      if (by === "whole") return runDetector(update, made, values);
      const half = Math.floor(values.length / 2);
      const first = runDetector(update, made, values.slice(0, half));
      const kept = JSON.parse(JSON.stringify(first.state)) as S;
      const second = runDetector(update, kept, values.slice(half));
      return { state: second.state, alarms: [...first.alarms, ...second.alarms] };
    },
  };
}

const all: readonly AnyDetector[] = [
  detector("cusum", createCusum({ reference: { mean: 2, sd: 2 }, limit: 2 }), updateCusum),
  detector("cusum, learning", createCusum({ warmUp: 5, limit: 2, headStart: 1 }), updateCusum),
  detector("ewma", createEwma({ reference: { mean: 2, sd: 2 }, limit: 2 }), updateEwma),
  detector("ewma, frozen", createEwma({ learning: "frozen", warmUp: 5, limit: 2 }), updateEwma),
  detector("poisson", createPoissonCusum({ mean: 2, changed: 4, limit: 4 }), updatePoissonCusum),
  detector(
    "page-hinkley",
    createPageHinkley({ limit: 6, tolerance: 0.1, minimumValues: 5 }),
    updatePageHinkley,
  ),
  detector("adwin", createAdwin({ checkEvery: 4, risk: 0.3 }), updateAdwin),
];

const counts = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 120 });

describe("online detectors", () => {
  it.each(all)("$name: stopping, storing as JSON and going on is running through", ({ run }) => {
    fc.assert(
      fc.property(counts, (values) => {
        expect(run(values, "parts")).toEqual(run(values, "whole"));
      }),
      {
        numRuns: 40,
      },
    );
  });

  it("an alarm names a place between its cause and itself", () => {
    fc.assert(
      fc.property(counts, (values) => {
        for (const { run } of all) {
          const { alarms } = run(values, "whole") as {
            alarms: { at: number; since: number; statistic: number; limit: number }[];
          };
          alarms.forEach(({ at, since, statistic, limit }, i) => {
            expect(since).toBeLessThanOrEqual(at + 1);
            expect(since).toBeGreaterThan(-1);
            expect(at).toBeGreaterThan(alarms[i - 1]?.at ?? -1);
            expect(Math.abs(statistic)).toBeGreaterThanOrEqual(limit * (1 - 1e-9));
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("what is up on x is down on −x", () => {
    const mirrored = <S>(made: S, update: (s: S, x: number) => DetectorStep<S>) =>
      fc.assert(
        fc.property(counts, (values) => {
          const there = runDetector(update, made, values).alarms;
          const back = runDetector(
            update,
            made,
            values.map((x) => -x),
          ).alarms;
          expect(back.map(({ at, since, direction }) => [at, since, direction])).toEqual(
            there.map(({ at, since, direction }) => [at, since, direction === "up" ? "down" : "up"]),
          );
        }),
        { numRuns: 40 },
      );
    mirrored(createCusum({ warmUp: 5, limit: 1.5 }), updateCusum);
    mirrored(createEwma({ warmUp: 5, limit: 1.5 }), updateEwma);
    mirrored(createPageHinkley({ limit: 5, tolerance: 0, minimumValues: 5 }), updatePageHinkley);
    mirrored(createAdwin({ checkEvery: 4, risk: 0.3 }), updateAdwin);
  });

  it("a fall is found as well as a rise, by every detector", () => {
    const stream = Array.from({ length: 300 }, (_, i) => (i < 200 ? 6 : 2) + (i % 3));
    for (const { name, run } of [
      detector("cusum", createCusum(), updateCusum),
      detector("ewma", createEwma(), updateEwma),
      detector("poisson", createPoissonCusum({ mean: 7, changed: 4, limit: 12 }), updatePoissonCusum),
      detector("page-hinkley", createPageHinkley({ limit: 20, tolerance: 0.5 }), updatePageHinkley),
      detector("adwin", createAdwin({ keep: "nothing" }), updateAdwin),
    ]) {
      const { alarms } = run(stream, "whole") as { alarms: { at: number; direction: string }[] };
      expect([name, alarms[0]?.direction], name).toEqual([name, "down"]);
      expect(alarms[0]!.at).toBeGreaterThanOrEqual(200);
      expect(alarms[0]!.at).toBeLessThan(230);
    }
  });

  it("a constant stream raises none, and learns nothing to divide by", () => {
    const { state, alarms } = runDetector(updateCusum, createCusum(), new Array(500).fill(1));
    expect([alarms.length, state.seen, state.up]).toEqual([0, 500, 0]);
    expect(runDetector(updateAdwin, createAdwin(), new Array(5000).fill(1)).alarms).toEqual([]);
  });

  it("ADWIN's window holds what it has seen: width, sum and scatter", () => {
    const values = Array.from({ length: 200 }, (_, i) => i % 7);
    const { state } = runDetector(updateAdwin, createAdwin({ checkEvery: 1e6 }), values);
    const mean = values.reduce((a, b) => a + b, 0) / 200;
    expect([state.window.width, state.window.total]).toEqual([200, mean * 200]);
    expect(state.window.squares).toBeCloseTo(
      values.reduce((s, x) => s + (x - mean) ** 2, 0),
      6,
    );
    expect(state.window.rows.every(({ totals }) => totals.length <= 5)).toBe(true);
  });

  it("finds a jump as well among values as large as can be squared, and refuses larger ones", () => {
    const values = Array.from({ length: 120 }, (_, i) => (i < 60 ? 0.1 : 0.9) + ((i * 7) % 5) / 100);
    const kinds = [
      (scale: number) =>
        runDetector(
          updateCusum,
          createCusum(),
          values.map((x) => x * scale),
        ),
      (scale: number) =>
        runDetector(
          updateEwma,
          createEwma(),
          values.map((x) => x * scale),
        ),
      (scale: number) =>
        runDetector(
          updatePageHinkley,
          createPageHinkley({ limit: 2 * scale, tolerance: 0.1 * scale }),
          values.map((x) => x * scale),
        ),
    ];
    for (const run of kinds) {
      const [plain, large] = [run(1), run(1e150)];
      expect(plain.alarms.length).toBeGreaterThan(0);
      expect(large.alarms.map(({ at, direction }) => [at, direction])).toEqual(
        plain.alarms.map(({ at, direction }) => [at, direction]),
      );
      expect(JSON.parse(JSON.stringify(large.state))).toEqual(large.state);
      expect(() => run(1e200)).toThrow("must be a number from -1e150 to 1e150, got 1");
    }
    expect(() => updateAdwin(createAdwin(), 1e200)).toThrow("from -1e150 to 1e150");
    // A value however far out of a reference however narrow is an alarm with a statistic that is a number.
    const far = updateCusum(createCusum({ reference: { mean: 0, sd: 1e-300 } }), 1e150);
    expect([far.alarm?.direction, Number.isFinite(far.alarm?.statistic)]).toEqual(["up", true]);
    const other = createCusum({ reference: { mean: 0, sd: 1e-300 }, direction: "down" });
    expect(JSON.parse(JSON.stringify(runDetector(updateCusum, other, [1e150, 1e150]).state)).up).toBe(2e150);
  });

  it("refuses what it cannot do, in words", () => {
    const cusum = createCusum();
    expect(() => updateCusum(cusum, Number.NaN)).toThrow(
      "Cannot update a CUSUM detector: the value must be a number from -1e150 to 1e150, got NaN",
    );
    expect(() => createCusum({ reference: { mean: 1, sd: 0 } })).toThrow(
      "the sd of the reference must be a positive number, got 0",
    );
    expect(() => createCusum({ headStart: 5 })).toThrow(
      "headStart must be from 0 to below the limit 5, got 5",
    );
    expect(() => createEwma({ weight: 1.5 })).toThrow("weight must be above 0 and at most 1, got 1.5");
    expect(() => createPageHinkley({ limit: 0, tolerance: 0 })).toThrow(
      "limit must be a positive number, got 0",
    );
    expect(() => createPoissonCusum({ mean: 2, changed: 2, limit: 1 })).toThrow(
      "changed must be another than the mean 2",
    );
    expect(() => createPoissonCusum({ mean: 2, changed: 4, limit: 1, allowance: 5 })).toThrow(
      "allowance must be between 2 and 4",
    );
    const poissonMade = createPoissonCusum({ mean: 2, changed: 4, limit: 1 });
    expect(() => updatePoissonCusum(poissonMade, 1.5)).toThrow(
      "the count must be a whole number from 0 up, got 1.5",
    );
    expect(() => poissonCusumRunLength({ mean: 1, allowance: Math.PI, limit: 5, direction: "up" })).toThrow(
      "allowance and limit must be multiples of one step",
    );
    expect(() => planCusum({ averageRunLength: 1 })).toThrow(
      "averageRunLength must be above 1 and up to 1e9, got 1",
    );
    expect(() => ewmaRunLength({ weight: 0, limit: 3 })).toThrow("weight must be from 0.005 to 1, got 0");
  });
});

describe("mean run lengths", () => {
  const shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4];

  it("of CUSUM: the published table for k = ½ and h = 4, 5 (Montgomery, Introduction to SQC, table 9.3)", () => {
    const of = (limit: number) => shifts.map((shift) => cusumRunLength({ allowance: 0.5, limit, shift }));
    const four = [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71];
    const five = [465, 139, 38.0, 17.0, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01];
    const off = (found: number[], published: number[]) =>
      Math.max(...found.map((arl, i) => Math.abs(arl / published[i]! - 1)));
    expect(off(of(4), four)).toBeLessThan(0.005);
    expect(off(of(5), five)).toBeLessThan(0.005);
  });

  it("of CUSUM with a head start of half the limit (Lucas and Crosier 1982): 149 and 430 without a change", () => {
    const of = (limit: number, shift: number) =>
      cusumRunLength({ allowance: 0.5, limit, shift, headStart: limit / 2 });
    expect([of(4, 0), of(5, 0)].map((x) => x.toFixed(0))).toEqual(["149", "430"]);
    expect([of(5, 0.5), of(5, 1), of(5, 2)].map((x) => x.toFixed(2))).toEqual(["28.67", "6.35", "2.36"]);
  });

  it("of CUSUM: close to Siegmund's formula, and of either side more than of both", () => {
    for (const [allowance, limit] of [
      [0.25, 8],
      [0.5, 5],
      [1, 2.5],
    ] as const) {
      const b = limit + 1.166;
      const siegmund = (Math.exp(2 * allowance * b) - 2 * allowance * b - 1) / (2 * allowance ** 2);
      const up = cusumRunLength({ allowance, limit, direction: "up" });
      expect(Math.abs(up / siegmund - 1)).toBeLessThan(0.06);
      expect(cusumRunLength({ allowance, limit })).toBeCloseTo(up / 2, 6);
      expect(cusumRunLength({ allowance, limit, direction: "down", shift: -1 })).toBeCloseTo(
        cusumRunLength({ allowance, limit, direction: "up", shift: 1 }),
        9,
      );
    }
  });

  it("of EWMA: the published table of Lucas and Saccucci (1990) for five designs", () => {
    const designs: readonly (readonly [number, number, readonly number[]])[] = [
      [0.4, 3.054, [500, 224, 71.2, 28.4, 14.3, 5.9, 3.5, 2.5, 2.0, 1.4]],
      [0.2, 2.962, [500, 150, 41.8, 18.2, 10.5, 5.5, 3.7, 2.9, 2.4, 1.9]],
      [0.1, 2.814, [500, 106, 31.3, 15.9, 10.3, 6.1, 4.4, 3.4, 2.9, 2.2]],
      [0.05, 2.615, [500, 84.1, 28.8, 16.4, 11.4, 7.1, 5.2, 4.2, 3.5, 2.7]],
    ];
    for (const [weight, limit, published] of designs)
      shifts.forEach((shift, i) => {
        const arl = ewmaRunLength({ weight, limit, shift });
        expect(Math.abs(arl - published[i]!)).toBeLessThan(Math.max(0.061, published[i]! * 0.005));
      });
  });

  it("of EWMA: Crowder's (1987) 397.46 and 15.74 for λ = ½, 502.90 for λ = ¼, and Shewhart's 370.4 for λ = 1", () => {
    const of = (weight: number, limit: number, shift = 0) =>
      ewmaRunLength({ weight, limit, shift }).toFixed(2);
    expect([of(0.5, 3), of(0.5, 3, 1), of(0.25, 3), of(1, 3)]).toEqual([
      "397.46",
      "15.74",
      "502.90",
      "370.40",
    ]);
  });

  it("of Poisson CUSUM: those of the law carried on step by step", () => {
    const plain = (mean: number, allowance: number, limit: number, sign: 1 | -1): number => {
      let law = new Map([[0, 1]]);
      let total = 0;
      for (let step = 0; step < 20_000; step++) {
        const alive = [...law.values()].reduce((a, b) => a + b, 0);
        total += alive;
        if (alive < 1e-13) break;
        const next = new Map<number, number>();
        for (const [sum, chance] of law) {
          let term = chance * Math.exp(-mean);
          for (let x = 0; x < 60; term *= mean / ++x) {
            const to = Math.round(Math.max(0, sum + sign * (x - allowance)) * 1e6) / 1e6;
            if (to < limit) next.set(to, (next.get(to) ?? 0) + term);
          }
        }
        law = next;
      }
      return total;
    };
    for (const [mean, allowance, limit, direction] of [
      [2, 3, 3, "up"],
      [1.5, 2.25, 2.75, "up"],
      [4, 3, 2, "up"],
      [3, 2, 3, "down"],
      [4, 2.5, 2, "down"],
    ] as const)
      expect(poissonCusumRunLength({ mean, allowance, limit, direction })).toBeCloseTo(
        plain(mean, allowance, limit, direction === "up" ? 1 : -1),
        5,
      );
  });

  it("plans meet the run length that was asked for", () => {
    for (const averageRunLength of [50, 1000]) {
      for (const direction of ["both", "down"] as const) {
        expect(planCusum({ averageRunLength, direction }).falseAlarmEvery).toBeCloseTo(averageRunLength, 4);
        expect(planEwma({ averageRunLength, direction, weight: 0.2 }).falseAlarmEvery).toBeCloseTo(
          averageRunLength,
          3,
        );
      }
      const plan = planPoissonCusum({ mean: 1, changed: 2, averageRunLength });
      const lattice = { mean: 1, allowance: plan.allowance, direction: "up" } as const;
      expect(plan.falseAlarmEvery).toBeGreaterThanOrEqual(averageRunLength);
      expect(poissonCusumRunLength({ ...lattice, limit: plan.limit })).toBeCloseTo(plan.falseAlarmEvery, 6);
      const less = Math.round(plan.limit * 100 - 100 / 20) / 100; // one step of the lattice, 1/20, less
      expect(poissonCusumRunLength({ ...lattice, limit: less })).toBeLessThan(averageRunLength);
    }
    expect(planCusum({ averageRunLength: 1e9 }).falseAlarmEvery / 1e9).toBeCloseTo(1, 6);
    expect(planPoissonCusum({ mean: 10, changed: 7, averageRunLength: 365 }).allowance).toBe(8.4);
  });

  it("are those of streams that run: CUSUM, EWMA and Poisson, within four standard errors", () => {
    const random = createRandom("run lengths");
    const simulated = <S>(made: S, update: (s: S, x: number) => DetectorStep<S>, draw: () => number) => {
      const runs = 1500;
      let total = 0;
      for (let run = 0; run < runs; run++)
        for (let [state, done] = [made, false]; !done; total++) {
          const step = update(state, draw());
          [state, done] = [step.state, step.alarm !== undefined];
        }
      return total / runs;
    };
    const close = (mean: number, arl: number) =>
      expect(Math.abs(mean / arl - 1)).toBeLessThan(4 / Math.sqrt(1500));
    const reference = { mean: 0, sd: 1 };
    const draw = () => normal(random, 0, 1);
    const cusum = { allowance: 0.5, limit: 2 };
    close(simulated(createCusum({ ...cusum, reference }), updateCusum, draw), cusumRunLength(cusum));
    const head = { ...cusum, headStart: 1 };
    close(simulated(createCusum({ ...head, reference }), updateCusum, draw), cusumRunLength(head));
    const ewma = { weight: 0.3, limit: 1.8 };
    close(simulated(createEwma({ ...ewma, reference }), updateEwma, draw), ewmaRunLength(ewma));
    const rise = { mean: 1, changed: 2, limit: 3, allowance: 1.5 };
    close(
      simulated(createPoissonCusum(rise), updatePoissonCusum, () => poisson(random, 1)),
      poissonCusumRunLength({ ...rise, direction: "up" }),
    );
  });

  it("hold where the reference is learnt running, and not where it is frozen after 30 values", () => {
    const random = createRandom("learning");
    const share = (learning: "running" | "frozen") => {
      let alarmed = 0;
      for (let stream = 0; stream < 200; stream++) {
        const values = Array.from({ length: 230 }, () => normal(random, 50, 7));
        if (runDetector(updateCusum, createCusum({ learning, limit: 4 }), values).alarms.length > 0)
          alarmed++;
      }
      return alarmed / 200;
    };
    const nominal = 1 - Math.exp(-200 / cusumRunLength({ allowance: 0.5, limit: 4 }));
    expect(Math.abs(share("running") - nominal)).toBeLessThan(0.12); // 3.6 standard errors
    expect(share("frozen")).toBeGreaterThan(nominal - 0.05);
  });

  it("the textbook limit of 5 alarms on 88 % of unchanged streams of 1,000 values, as they say", () => {
    expect(1 - Math.exp(-1000 / cusumRunLength({ allowance: 0.5, limit: 5 }))).toBeCloseTo(0.883, 3);
    const careful = planCusum({ averageRunLength: -1000 / Math.log(0.95) });
    expect([careful.limit.toFixed(2), careful.foundAfter.toFixed(1)]).toEqual(["8.72", "17.8"]);
  });
});

describe.skipIf(!haveGolden)("detectors on published streams (CLIENTELE_DATA)", () => {
  const streams = haveGolden
    ? (JSON.parse(goldenText("river_streams.json")) as Record<string, readonly number[]>)
    : {};
  const places = <S>(update: (s: S, x: number) => DetectorStep<S>, made: S, values: readonly number[]) =>
    runDetector(update, made, values).alarms.map(({ at }) => at);

  it("ADWIN: [1023], [1023] and [1023, 2015, 3007]; a skipped bucket would give [1055]", () => {
    const of = (name: string) => places(updateAdwin, createAdwin({ keep: "nothing" }), streams[name]!);
    expect([of("stream1"), of("stream4"), of("stream5")]).toEqual([[1023], [1023], [1023, 2015, 3007]]);
    const kept = runDetector(updateAdwin, createAdwin(), streams["stream4"]!);
    expect(kept.alarms.map(({ at, since }) => [at, since])).toEqual([[1023, 992]]);
  });

  it("Page-Hinkley: [1020, 1991] and [1006] upwards", () => {
    const made = createPageHinkley({ limit: 50, tolerance: 0.005, keep: 0.9999, direction: "up" });
    const of = (name: string) => places(updatePageHinkley, made, streams[name]!);
    expect([of("stream1"), of("stream4")]).toEqual([[1020, 1991], [1006]]);
  });

  it("CUSUM: [201, 251]; Shewhart, an EWMA of weight 1: [300]", () => {
    expect(places(updateCusum, createCusum({ learning: "frozen" }), streams["stream6"]!)).toEqual([201, 251]);
    const shewhart = createEwma({ weight: 1, limit: 4, learning: "frozen" });
    expect(places(updateEwma, shewhart, streams["stream7"]!)).toEqual([300]);
  });

  it("EWMA with the known reference finds at 1003 to 1005 what a reference that follows the stream finds at 1010", () => {
    const found = (limit: number) =>
      places(
        updateEwma,
        createEwma({ weight: 0.1, limit, reference: { mean: 0, sd: 1 } }),
        streams["stream8"]!,
      );
    expect(found(4.5)[0]).toBe(1005);
    // The stream's average does go 4.3 of its standard deviations astray once before, which 1 of 26 such streams does.
    expect(found(4).slice(0, 2)).toEqual([228, 1003]);
    expect(1 - Math.exp(-1000 / ewmaRunLength({ weight: 0.1, limit: 4 }))).toBeCloseTo(1 / 26, 2);
  });

  it("coal disasters [46, 84], 1897 and 1935; the Nile [31], 1902", () => {
    const coal = goldenNumbers("coal_yearly_1851_1962.txt");
    const nile = goldenNumbers("nile_1871_1970.txt");
    expect(places(updateCusum, createCusum({ learning: "frozen" }), coal)).toEqual([46, 84]);
    expect(places(updateCusum, createCusum({ learning: "frozen", warmUp: 20 }), nile)).toEqual([31]);
  });
});

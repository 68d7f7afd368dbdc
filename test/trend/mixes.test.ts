import { createRandom, multinomial } from "clientele/stats";
import {
  compareAmounts,
  compareMixes,
  comparePlaces,
  compareSessionMixes,
  compareTimes,
  measureMixDistance,
  summariseTimes,
  weighMixChange,
} from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 });

describe("distances of mixes", () => {
  const mix = fc
    .array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 })
    .filter((values) => values.some((value) => value > 0));

  it("are symmetric, bounded, and Jensen–Shannon's is a metric", () => {
    fc.assert(
      fc.property(mix, mix, mix, (a, b, c) => {
        const d = (x: number[], y: number[]) =>
          measureMixDistance({ reference: x, current: y }).jensenShannon;
        expect(d(a, b)).toBeCloseTo(d(b, a), 9);
        expect(d(a, b)).toBeLessThanOrEqual(Math.sqrt(Math.LN2));
        expect(d(a, c)).toBeLessThanOrEqual(d(a, b) + d(b, c) + 1e-7);
        expect(
          d(
            a,
            a.map((value) => 3 * value),
          ),
        ).toBeCloseTo(0, 6);
      }),
    );
  });

  it("fill in nothing for what has gone", () => {
    // A constant of 1e-4 in the empty cell would make a population stability index of 4.6, of 1e-6 one of 6.9.
    const gone = measureMixDistance({ reference: [10, 10, 0], current: [5, 5, 10] });
    expect(gone.kullbackLeibler).toBeCloseTo(Math.LN2, 12);
    expect(measureMixDistance({ reference: [5, 5, 10], current: [10, 10, 0] })).not.toHaveProperty(
      "kullbackLeibler",
    );
    expect(gone.jensenShannon).toBeCloseTo(0.46450140402245893, 12);
    expect(() => measureMixDistance({ reference: [0, 0], current: [1, 1] })).toThrow(
      "reference must be a mix of something",
    );
    expect(() => measureMixDistance({ reference: [1, -1], current: [1, 1] })).toThrow(
      "reference[1] must be a number from 0 up, got -1",
    );
  });
});

describe("compareMixes", () => {
  it("does not depend on which period is which or in what order the values stand", () => {
    fc.assert(
      fc.property(counts, counts, (reference, current) => {
        const [one, swapped, turned] = [
          compareMixes({ reference, current }),
          compareMixes({ reference: current, current: reference }),
          compareMixes({ reference: reference.toReversed(), current: current.toReversed() }),
        ];
        if (
          one.kind === "insufficient" ||
          swapped.kind === "insufficient" ||
          turned.kind === "insufficient"
        ) {
          expect(turned.kind).toBe(one.kind);
          return;
        }
        expect(swapped.p).toBeCloseTo(one.p, 9);
        expect(turned.p).toBeCloseTo(one.p, 9);
        expect(swapped.logBayesFactor).toBeCloseTo(one.logBayesFactor!, 9);
        expect(turned.effect).toBeCloseTo(one.effect!, 9);
      }),
    );
  });

  it("weighs evidence as the closed form of a marginal likelihood does", () => {
    // One observation against one of the same value, two values, a = ½: P(same | one mix) = ¾, apart ½.
    expect(weighMixChange({ reference: [1, 0], current: [1, 0] })).toBeCloseTo(Math.log(0.5 / 0.75), 12);
    expect(weighMixChange({ reference: [1, 0], current: [0, 1] })).toBeCloseTo(Math.log(0.5 / 0.25), 12);
  });

  it("gives the reference an error of its own", () => {
    // Twice as large a reference says more; a test that takes it for exact cannot see the difference.
    const current = [16, 16, 16, 16, 16, 8];
    const p = (times: number): number => {
      const result = compareMixes({ reference: [16, 18, 16, 14, 12, 12].map((k) => k * times), current });
      return result.kind === "insufficient" ? Number.NaN : result.p;
    };
    expect(p(1)).toBeCloseTo(0.898526239402661, 12);
    expect(p(2)).toBeCloseTo(0.830072718673852, 12);
    expect(p(100)).toBeGreaterThan(0.673087600696631); // the limit: a reference without error
    expect(p(100)).toBeLessThan(0.69);
  });

  it("compares periods of any size, and not only of two values", () => {
    const result = compareMixes({ reference: [30, 3], current: [1, 6] });
    expect(result.kind === "changed" && result.p).toBeLessThan(0.001);
  });

  it("attributes the change", () => {
    const result = compareMixes(
      { reference: [50, 40, 10], current: [10, 42, 48] },
      { values: ["tea", "coffee", "cocoa"] },
    );
    expect(
      result.kind === "changed" && result.moved.map(({ value, residual }) => [value, Math.sign(residual)]),
    ).toEqual([
      ["tea", -1],
      ["cocoa", 1],
      ["coffee", 1],
    ]);
  });

  it("says what is too little", () => {
    expect(compareMixes({ reference: [3, 0], current: [2, 0] })).toEqual({
      kind: "insufficient",
      of: "values",
      have: 1,
      need: 2,
    });
    expect(compareMixes({ reference: [0, 0], current: [2, 1] })).toMatchObject({
      of: "observations in the reference",
    });
    expect(compareMixes({ reference: [10, 9], current: [0, 1] }, { alpha: 0.01 })).toEqual({
      kind: "insufficient",
      of: "observations now",
      have: 1,
      need: 2,
    });
    expect(() => compareMixes({ reference: [1.5, 1], current: [1, 1] })).toThrow(
      "reference[0] must be a whole number",
    );
  });

  it("alarms in few stable cases of customer size", () => {
    const random = createRandom("stable");
    const shares = [0.4, 0.25, 0.2, 0.1, 0.05];
    let alarms = 0;
    for (let run = 0; run < 400; run++)
      if (
        compareMixes({ reference: multinomial(random, 24, shares), current: multinomial(random, 8, shares) })
          .kind === "changed"
      )
        alarms++;
    expect(alarms).toBeLessThan(16);
  });
});

describe("compareSessionMixes", () => {
  const sessions = (seed: string, n: number, lines: number) => {
    const random = createRandom(seed);
    const pick = () => Math.floor(random.next() * 4);
    return Array.from({ length: n }, () => {
      const favourite = pick(); // what is in one basket belongs together
      return Array.from({ length: lines }, () => `v${random.next() < 0.8 ? favourite : pick()}`);
    });
  };

  it("does not take ten lines of a basket for ten choices", () => {
    let [bySession, byLine] = [0, 0];
    for (let run = 0; run < 150; run++) {
      const reference = sessions(`r${run}`, 20, 10);
      const current = sessions(`c${run}`, 10, 10);
      const table = (all: string[][]) =>
        [0, 1, 2, 3].map((v) => all.flat().filter((value) => value === `v${v}`).length);
      if (compareSessionMixes({ reference, current }, { seed: run, replicates: 199 }).kind === "changed")
        bySession++;
      if (compareMixes({ reference: table(reference), current: table(current) }).kind === "changed") byLine++;
    }
    expect(bySession).toBeLessThan(15);
    expect(byLine).toBeGreaterThan(75);
  });

  it("agrees with the exact test where a session holds one value", () => {
    const of = (counts: number[]) => counts.flatMap((n, v) => Array.from({ length: n }, () => [`v${v}`]));
    const table = { reference: [8, 1, 1], current: [1, 2, 7] };
    const drawn = compareSessionMixes(
      { reference: of(table.reference), current: of(table.current) },
      { seed: 3, replicates: 40_000 },
    );
    const chi = compareMixes(table, { method: "monte-carlo", monteCarlo: { seed: 1, replicates: 40_000 } });
    if (drawn.kind === "insufficient" || chi.kind === "insufficient") throw new Error("insufficient");
    expect(Math.abs(drawn.p - chi.p)).toBeLessThan(0.001); // 6 standard errors
    expect(drawn.effect).toBeCloseTo(chi.effect!, 9);
  });
});

describe("compareTimes", () => {
  const hours = {
    reference: [8, 9, 9.5, 10, 10.5, 11, 8.5, 9],
    current: [18, 19, 20, 21, 19.5, 20.5, 18.5, 22],
  };

  it("gives Watson's published statistic and its exact probability", () => {
    const result = compareTimes(hours, { seed: 1 });
    if (result.kind === "insufficient") throw new Error("insufficient");
    expect(result.statistic).toBe(0.34375);
    // As apart as can be are the 16 ways to cut the circle of 16 times into halves, less the two that part the nines.
    expect(result.p * 12_870).toBeCloseTo(14, 6);
  });

  it("does not depend on where the day begins", () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (turn) => {
        const turned = compareTimes(
          { reference: hours.reference.map((t) => t + turn), current: hours.current.map((t) => t + turn) },
          { seed: 1, exactUpTo: 0, replicates: 99 },
        );
        const plain = compareTimes(hours, { seed: 1, exactUpTo: 0, replicates: 99 });
        if (turned.kind === "insufficient" || plain.kind === "insufficient") throw new Error("insufficient");
        expect(turned.statistic).toBeCloseTo(plain.statistic, 9);
        expect(turned.effect).toBeCloseTo(plain.effect!, 9);
      }),
      { numRuns: 30 },
    );
  });

  it("goes the short way round midnight", () => {
    const late = compareTimes(
      { reference: [23, 23.5, 22.5, 23.2, 22.8], current: [0.5, 1, 0.2, 0.8, 1.2] },
      { seed: 1 },
    );
    expect(late.kind === "changed" && late.effect).toBeCloseTo(1.74, 2);
    const none = summariseTimes([0, 6, 12, 18]);
    expect(none.kind === "times" && [none.concentration, none.mean, none.p]).toEqual([0, undefined, 1]);
  });
});

describe("compareAmounts", () => {
  it("sees a fall as well as a rise, and splits samples of unequal size", () => {
    const usual = [20, 22, 25, 19, 24, 21, 23, 26, 18, 22.5];
    for (const method of ["mann-whitney", "welch", "permutation"] as const) {
      const fall = compareAmounts(
        { reference: usual, current: usual.slice(0, 5).map((x) => x / 3) },
        { method },
      );
      const rise = compareAmounts(
        { reference: usual.slice(0, 5).map((x) => x / 3), current: usual },
        { method },
      );
      expect([method, fall.kind === "changed" && fall.direction]).toEqual([method, "down"]);
      expect([method, rise.kind === "changed" && rise.direction]).toEqual([method, "up"]);
      if (fall.kind !== "insufficient" && rise.kind !== "insufficient") expect(fall.p).toBeCloseTo(rise.p, 9);
    }
  });

  it("is not carried by one huge order, and winsorising draws it in", () => {
    const reference = [20, 22, 25, 19, 24, 21];
    const current = [21, 23, 20, 22, 24, 5000];
    expect(compareAmounts({ reference, current }).kind).toBe("stable");
    const mean = (winsorise: number) => {
      const result = compareAmounts({ reference, current }, { method: "permutation", winsorise });
      return result.kind === "insufficient" ? Number.NaN : result.effect!;
    };
    expect(mean(0)).toBeGreaterThan(30);
    expect(mean(0.1)).toBeLessThan(1.2);
  });

  it("scales: in another currency nothing else changes", () => {
    const amounts = { reference: [3, 5, 4, 7, 6], current: [9, 12, 14, 10, 11] };
    const times = {
      reference: amounts.reference.map((x) => x * 160),
      current: amounts.current.map((x) => x * 160),
    };
    const [a, b] = [compareAmounts(amounts), compareAmounts(times)];
    if (a.kind === "insufficient" || b.kind === "insufficient") throw new Error("insufficient");
    expect(b.p).toBe(a.p);
    expect(b.effect).toBeCloseTo(a.effect!, 9);
    expect(() => compareAmounts({ reference: [1], current: [0] })).toThrow(
      "current[0] must be a positive number, got 0",
    );
  });
});

describe("comparePlaces", () => {
  const near = (latitude: number, longitude: number, n: number, seed: string) => {
    const random = createRandom(seed);
    return Array.from({ length: n }, () => ({
      latitude: latitude + random.next() / 50,
      longitude: longitude + random.next() / 50,
    }));
  };

  it("sees a move, and none where there is none, across the date line too", () => {
    const moved = comparePlaces(
      { reference: near(52, 13, 10, "a"), current: near(48, 11, 6, "b") },
      { seed: 1, replicates: 999 },
    );
    expect(moved.kind === "changed" && moved.p).toBeLessThan(0.01);
    expect(moved.kind === "changed" && moved.effect).toBeGreaterThan(450);
    const stable = comparePlaces(
      { reference: near(52, 13, 10, "a"), current: near(52, 13, 6, "c") },
      { seed: 1, replicates: 999 },
    );
    expect(stable.kind).toBe("stable");
    const fiji = [179.95, -179.95, 179.9, -179.9].map((longitude) => ({ latitude: -17, longitude }));
    const result = comparePlaces({ reference: fiji, current: fiji }, { seed: 1, replicates: 99 });
    expect(result.kind === "stable" && result.before.radiusKm).toBeLessThan(12);
    expect(result.kind === "stable" && result.effect).toBeCloseTo(0, 9);
  });
});

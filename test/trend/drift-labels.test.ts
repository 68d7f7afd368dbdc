import { createRandom, multinomial, testKolmogorovSmirnov } from "clientele/stats";
import {
  labelMixDrift,
  labelValueDrift,
  type MixDriftOptions,
  type ValueDriftOptions,
} from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenText, haveGolden } from "./golden-data.ts";

const mix = (
  reference: readonly number[],
  current: readonly number[],
  options: Partial<MixDriftOptions> = {},
) => {
  const label = labelMixDrift({ reference, current }, { seed: 1, replicates: 199, ...options });
  if (label.kind !== "labelled") throw new Error(label.of);
  return label;
};
const values = (
  reference: readonly number[],
  current: readonly number[],
  options: Partial<ValueDriftOptions> = {},
) => {
  const label = labelValueDrift({ reference, current }, { seed: 1, replicates: 199, ...options });
  if (label.kind !== "labelled") throw new Error(label.of);
  return label;
};

describe("labels of drift", () => {
  const before = [16, 18, 16, 14, 12, 12];
  const after = [16, 16, 16, 16, 16, 8];

  it("the index and its χ² form: .03721838, 1.6376088, p .8966643 (twice the reference: .8232188)", () => {
    const label = mix(before, after, { smoothing: 0 });
    expect(label.value).toBeCloseTo(0.0372183815772908, 14);
    expect(label.chiSquare!.statistic).toBeCloseTo(1.6376087894008, 11);
    expect(label.chiSquare!.p).toBeCloseTo(0.896664328803731, 12);
    const doubled = mix(
      before.map((x) => 2 * x),
      after,
      { smoothing: 0 },
    );
    expect(doubled.chiSquare!.statistic).toBeCloseTo(2.1834783858677294, 11);
    expect(doubled.chiSquare!.p).toBeCloseTo(0.8232187994576979, 12);
    expect(mix([8, 1, 1], [1, 2, 7], { smoothing: 0 }).value).toBeCloseTo(2.69246988666507, 12);
  });

  it("distances: Jensen-Shannon .0680481961770387, Hellinger .0681277437098335, total variation .0681818", () => {
    expect(mix(before, after, { measure: "jensen-shannon" }).value).toBeCloseTo(0.0680481961770387, 14);
    expect(mix(before, after, { measure: "hellinger" }).value).toBeCloseTo(0.0681277437098335, 14);
    expect(mix(before, after, { measure: "total-variation" }).value).toBeCloseTo(0.0681818181818182, 14);
  });

  it("a value that is missing makes the index infinite: it is refused, or smoothed by a stated amount", () => {
    expect(() => mix([10, 10, 0], [5, 5, 10], { smoothing: 0 })).toThrow(
      "smoothing must be above 0 where a value is missing from a mix, got 0",
    );
    const [half, little] = [mix([10, 10, 0], [5, 5, 10]), mix([10, 10, 0], [5, 5, 10], { smoothing: 1e-3 })];
    expect(half.value).toBeGreaterThan(1);
    expect(little.value).toBeGreaterThan(2 * half.value); // the constant sets the value, which is why it is stated
    expect(half.p).toBeLessThan(0.05);
  });

  it("without a drift p is uniform enough, while the rules of thumb alarm on nine of ten small customers", () => {
    const random = createRandom("drift");
    const shares = [0.4, 0.25, 0.2, 0.1, 0.05];
    let [alarms, thumb] = [0, 0];
    for (let customer = 0; customer < 400; customer++) {
      const label = mix(multinomial(random, 24, shares), multinomial(random, 8, shares), {
        seed: customer,
        smoothing: 0.05,
      });
      if (label.p <= 0.05) alarms++;
      if (label.thumbRules[0]!.exceeded) thumb++;
    }
    expect(alarms / 400).toBeLessThan(0.085);
    expect(thumb / 400).toBeGreaterThan(0.9);
  });

  it("the critical value shrinks as samples grow, and the rule of thumb then misses what p sees", () => {
    const grown = [1, 10, 100].map((k) =>
      mix(
        before.map((x) => k * x),
        after.map((x) => k * x),
        { smoothing: 0 },
      ),
    );
    expect(grown[0]!.critical / grown[1]!.critical).toBeGreaterThan(5);
    expect(grown[1]!.critical / grown[2]!.critical).toBeGreaterThan(5);
    expect(grown[2]!.p).toBe(1 / 200);
    expect(grown[2]!.thumbRules[0]!.exceeded).toBe(false);
  });

  it("measures do not see the order of values, and the symmetric ones not which sample is which", () => {
    const counts = fc.array(fc.nat({ max: 30 }), { minLength: 3, maxLength: 3 });
    const some = counts.filter((x) => x.some((n) => n > 0));
    fc.assert(
      fc.property(
        some,
        some,
        fc.constantFrom("psi", "jensen-shannon", "hellinger", "total-variation"),
        (a, b, measure) => {
          fc.pre(a.map((x, i) => x + b[i]!).filter((x) => x > 0).length > 1);
          const options = { measure, replicates: 1 } as const;
          const there = mix(a, b, options).value;
          expect(mix(b, a, options).value).toBeCloseTo(there, 12);
          expect(mix([...a].reverse(), [...b].reverse(), options).value).toBeCloseTo(there, 12);
          expect(there).toBeGreaterThanOrEqual(0);
          expect(mix(a, a, options).value).toBeCloseTo(0, 7);
        },
      ),
    );
  });

  it("values: KS agrees with the test, Wasserstein with the sum over sorted pairs, and both scale as they should", () => {
    const sample = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        fc.pre(new Set(a).size > 1);
        const test = testKolmogorovSmirnov({ x: a, y: b });
        const ks = values(a, b, { measure: "kolmogorov-smirnov", replicates: 1 }).value;
        expect(test.kind === "tested" && test.statistic).toBeCloseTo(ks, 12);
        const [x, y] = [[...a].sort((p, q) => p - q), [...b].sort((p, q) => p - q)];
        const mean = a.reduce((s, v) => s + v, 0) / 5;
        const sd = Math.sqrt(a.reduce((s, v) => s + (v - mean) ** 2, 0) / 5);
        const plain = x.reduce((s, v, i) => s + Math.abs(v - y[i]!), 0) / 5 / sd;
        expect(values(a, b, { replicates: 1 }).value).toBeCloseTo(plain, 10);
        const scaled = values(
          a.map((v) => 3 * v + 7),
          b.map((v) => 3 * v + 7),
          { replicates: 1 },
        ).value;
        expect(scaled).toBeCloseTo(plain, 10);
      }),
    );
  });

  it("says what is missing, and refuses in words", () => {
    expect(labelMixDrift({ reference: [0, 0], current: [1, 2] }, { seed: 1 })).toEqual({
      kind: "insufficient",
      of: "reference counts",
      have: 0,
      need: 1,
    });
    expect(labelMixDrift({ reference: [3, 0], current: [2, 0] }, { seed: 1 }).kind).toBe("insufficient");
    expect(labelValueDrift({ reference: [3, 3], current: [2, 0] }, { seed: 1 }).kind).toBe("insufficient");
    expect(() => mix([1], [1, 2])).toThrow(
      "the number of current counts must be that of the reference, 1, got 2",
    );
    expect(() => mix([1, 2], [1, 2], { measure: "kl" as never })).toThrow(
      "measure must be psi, jensen-shannon",
    );
    expect(() => values([1, 2], [1, 2], { bounds: [2, 1] })).toThrow(
      "bound 1 must be a number above the one before, got 1",
    );
  });
});

describe.skipIf(!haveGolden)("labels of published samples (CLIENTELE_DATA)", () => {
  it("normal values moved by .3: PSI of deciles .13581, KS .166, Wasserstein .36359 standard deviations", () => {
    const { ref, cur } = JSON.parse(goldenText("psi_numeric.json")) as { ref: number[]; cur: number[] };
    const psi = values(ref, cur, { measure: "psi", smoothing: 0 });
    expect(psi.value).toBeCloseTo(0.135811920360129, 12);
    expect(psi.p).toBe(1 / 200);
    expect(values(ref, cur, { measure: "kolmogorov-smirnov" }).value).toBeCloseTo(0.166, 12);
    expect(values(ref, cur).value).toBeCloseTo(0.363588238808801, 12);
    const all = [...ref, ...cur];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const sturges = Array.from({ length: 11 }, (_, i) => low + ((i + 1) * (high - low)) / 12);
    const counts = (sample: number[]) =>
      sample.reduce((bins, x) => {
        bins[sturges.filter((bound) => x >= bound).length]!++;
        return bins;
      }, new Array<number>(12).fill(0));
    const [p, q] = [counts(ref), counts(cur)];
    // The published value fills empty bins with a share of 1e-4; the same by hand, since we fill none in silence.
    const filled = p.reduce((sum, n, i) => {
      const [a, b] = [n === 0 ? 1e-4 : n / 1000, q[i] === 0 ? 1e-4 : q[i]! / 1000];
      return sum + (b - a) * Math.log(b / a);
    }, 0);
    expect(filled).toBeCloseTo(0.153947342518021, 9);
    expect(values(ref, cur, { measure: "psi", bounds: sturges }).value).toBeCloseTo(filled, 1);
  });
});

import { addDays } from "clientele/calendar";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import {
  betaBinomialDistribution,
  binomialDistribution,
  createRandom,
  gamma,
  poisson,
  testRateRatio,
} from "clientele/stats";
import { compareRates, estimateClumping, estimateRatePosterior, findRateChanges } from "clientele/trend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const pair = (k1: number, t1: number, k2: number, t2: number) => ({
  reference: { events: k1, exposure: t1 },
  current: { events: k2, exposure: t2 },
});
const asR = { midP: false, twoSided: "minimum-likelihood" } as const;

describe("compareRates", () => {
  it("gives R's poisson.test for two rates", () => {
    // 11/800 v. 21/3011, 4 v. 12, 1 in 3 v. 12 in 12 months, 0 in 3 v. 12 in 12
    for (const [data, p, ratio, lower, upper] of [
      [pair(21, 3011, 11, 800), 0.0796686330333295, 1.9714880952381, 0.858426403391639, 4.27726594365407],
      [pair(12, 1, 4, 1), 0.076812744140625, 0.333333333333333, 0.0783555092643742, 1.09982932961371],
      [pair(12, 12, 1, 3), 0.4863219113984, 0.333333333333333, 0.00779768538829181, 2.25290599182608],
      [pair(12, 12, 0, 3), 0.141274976256, 0, 0, 1.43957526915082],
    ] as const) {
      const result = compareRates(data, asR);
      if (result.kind === "insufficient") throw new Error("insufficient");
      expect(result.p).toBeCloseTo(p, 12);
      expect(result.effect).toBeCloseTo(ratio, 12);
      expect(result.interval?.lower).toBeCloseTo(lower, 9);
      expect(result.interval?.upper).toBeCloseTo(upper, 9);
    }
  });

  it("gives the mid-p lower tail", () => {
    const result = compareRates(pair(12, 12, 1, 3));
    expect(result.kind !== "insufficient" && result.p / 2).toBeCloseTo(0.1443109011456, 12);
  });

  it("equals sums over the distributions, Poisson and clumped", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.double({ min: 0.05, max: 5, noNaN: true }), { nil: undefined }),
        (k1, k2, t1, t2, sizePerUnit) => {
          const result = compareRates(pair(k1, t1, k2, t2), { midP: false, sizePerUnit });
          const n = k1 + k2;
          const law =
            sizePerUnit === undefined
              ? binomialDistribution({ trials: n, probability: t2 / (t1 + t2) })
              : betaBinomialDistribution({ trials: n, a: sizePerUnit * t2, b: sizePerUnit * t1 });
          const all = Array.from({ length: n + 1 }, (_, k) => law.density(k));
          const sum = (from: number, to: number) => all.slice(from, to).reduce((a, b) => a + b, 0);
          const least = 2 * Math.min(all[0]!, all[n]!);
          if (result.kind === "insufficient") {
            expect(least).toBeGreaterThan(0.05);
            expect(result.need).toBeGreaterThan(n);
          } else expect(result.p).toBeCloseTo(Math.min(1, 2 * Math.min(sum(0, k2 + 1), sum(k2, n + 1))), 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps the digits of tiny tails and of many events", () => {
    const result = compareRates(pair(36_500, 12, 8_500, 3), { midP: false, minimumRatio: 1 });
    expect(result.kind === "changed" && result.direction).toBe("down");
    expect(result.kind === "changed" && result.p).toBeGreaterThan(0);
    const law = binomialDistribution({ trials: 45_000, probability: 0.2 });
    expect(result.kind === "changed" && result.p / (2 * law.lower(8_500))).toBeCloseTo(1, 9);
    const few = compareRates(pair(300, 12, 0, 12), { midP: false });
    expect(few.kind === "changed" && few.p / (2 * 0.5 ** 300)).toBeCloseTo(1, 12);
  });

  it("says how many events are needed, and no fewer would do", () => {
    for (const [t1, t2] of [
      [12, 3],
      [1, 1],
      [3, 12],
    ] as const)
      for (const sizePerUnit of [undefined, 0.5]) {
        const none = compareRates(pair(0, t1, 0, t2), { sizePerUnit });
        if (none.kind !== "insufficient") throw new Error("sufficient");
        const at = (n: number) =>
          Math.min(
            ...[0, n].map((k) =>
              ((r) => (r.kind === "insufficient" ? 1 : r.p))(
                compareRates(pair(n - k, t1, k, t2), { sizePerUnit }),
              ),
            ),
          );
        expect(at(none.need)).toBeLessThanOrEqual(0.05);
        expect(at(none.need - 1)).toBe(1);
      }
  });

  it("calls nothing insufficient that the rule of likelihood can find significant", () => {
    for (const [t1, t2] of [
      [4, 1],
      [1, 8],
      [1, 1],
    ] as const)
      for (const midP of [true, false])
        for (const alpha of [0.05, 0.1]) {
          const options = { midP, alpha, twoSided: "minimum-likelihood" } as const;
          const least = (n: number) =>
            Math.min(
              ...[0, n].map((k) => {
                const first = { events: k, exposure: t2 };
                const second = { events: n - k, exposure: t1 };
                return testRateRatio({ first, second }, { midP, twoSided: "minimum-likelihood" }).p;
              }),
            );
          for (let n = 1; n < 12; n++) {
            const result = compareRates(pair(0, t1, n, t2), options);
            expect(result.kind === "insufficient").toBe(least(n) > alpha);
            if (result.kind !== "insufficient") continue;
            expect(least(result.need)).toBeLessThanOrEqual(alpha);
            expect(least(result.need - 1)).toBeGreaterThan(alpha);
          }
        }
  });

  it("takes a common change for none", () => {
    const alone = compareRates(pair(40, 1, 20, 1));
    const season = compareRates(pair(40, 1, 20, 1), { expectedRatio: 0.5 });
    expect(alone.kind).toBe("changed");
    expect(season.kind === "stable" && [season.because, season.direction]).toEqual([
      "not-significant",
      "sideways",
    ]);
    expect(season.kind === "stable" && season.p).toBeGreaterThan(0.95);
  });

  it("tells a real difference that is too small", () => {
    const result = compareRates(pair(10_000, 1, 10_900, 1));
    expect(result.kind === "stable" && [result.because, result.direction]).toEqual(["too-small", "up"]);
  });

  it("refuses what are no counts", () => {
    expect(() => compareRates(pair(1.5, 1, 1, 1))).toThrow(
      "Cannot compare rates: reference.events must be a whole number from 0 up, got 1.5",
    );
    expect(() => compareRates(pair(1, 1, 1, 0))).toThrow("current.exposure must be a positive number, got 0");
    expect(() => compareRates(pair(1, 1, 1, 1), { minimumRatio: 0.5 })).toThrow(
      "minimumRatio must be a number from 1 up",
    );
    expect(() => compareRates(pair(1, 1, 1, 1), { sizePerUnit: 1, twoSided: "minimum-likelihood" })).toThrow(
      "twoSided must be central where events clump",
    );
  });
});

describe("estimateRatePosterior", () => {
  it("gives the published probabilities", () => {
    for (const [k1, t1, k2, t2, p] of [
      [12, 12, 1, 3, 0.872087303837047],
      [12, 12, 0, 3, 0.980656872430057],
      [12, 12, 3, 3, 0.473130329113932],
      [4, 1, 12, 1, 0.020994539209822],
    ] as const) {
      const found = estimateRatePosterior(pair(k1, t1, k2, t2));
      expect(found.probabilityLower).toBeCloseTo(p, 12);
      expect(found.probabilityLower + found.probabilityHigher).toBeCloseTo(1, 12);
      expect(found.interval[0]).toBeLessThan(found.medianRatio);
    }
  });
});

/** Buyers by day, gamma multipliers by month where they clump. */
function logOf(
  customers: number,
  options: { shape?: number; ratio?: number; seed: string; months?: number; mean?: number },
) {
  const { shape, ratio = 1, seed, months = 15, mean: usual = 2 } = options;
  const random = createRandom(seed);
  const rows: OrderRow[] = [];
  for (let c = 0; c < customers; c++) {
    rows.push({ customerId: `c${c}`, orderedOn: "2024-12-31", amount: "10" });
    for (let month = 0; month < months; month++) {
      const mean = (month < 12 ? 1 : ratio) * usual;
      const lambda = shape === undefined ? mean : gamma(random, shape, shape) * mean;
      const days = new Set(
        Array.from({ length: poisson(random, lambda) }, () => Math.floor(random.next() * 30)),
      );
      for (const day of days)
        rows.push({ customerId: `c${c}`, orderedOn: addDays("2025-01-01", month * 30 + day), amount: "10" });
    }
  }
  return orderLogFromRows(rows, {
    currency: "EUR",
    window: { from: "2024-12-31", to: addDays("2025-01-01", months * 30) },
  });
}
const periods = {
  reference: { from: "2025-01-01", to: addDays("2025-01-01", 360) },
  current: { from: addDays("2025-01-01", 360), to: addDays("2025-01-01", 450) },
} as const;

describe("estimateClumping", () => {
  it("finds the size that the data were drawn with", () => {
    const found = estimateClumping(logOf(1000, { shape: 1, seed: "clumped" }), {
      period: periods.reference,
      blockDays: 30,
    });
    if (found.kind !== "clumped") throw new Error(found.kind);
    // One month of 30 days has size 1; buying days that coincide make it a little larger.
    expect(found.sizePerDay! * 30).toBeGreaterThan(0.9);
    expect(found.sizePerDay! * 30).toBeLessThan(1.2);
    expect(found.p).toBeLessThan(1e-6);
  });

  it("does not find clumps in Poisson buying or in a common season", () => {
    const found = estimateClumping(logOf(1000, { seed: "poisson" }), {
      period: periods.reference,
      blockDays: 90,
    });
    if (found.kind === "insufficient") throw new Error(found.kind);
    expect(found.index).toBeGreaterThan(0.93);
    expect(found.index).toBeLessThan(1.07);
    const rows = Array.from({ length: 400 }, (_, c) => {
      const random = createRandom(`season ${c}`);
      const inSeason = () => 180 + Math.floor(random.next() * 60);
      return [0, ...Array.from({ length: 6 }, inSeason)].map((day) => ({
        customerId: `c${c}`,
        orderedOn: addDays("2025-01-01", day),
        amount: "1",
      }));
    }).flat();
    const season = orderLogFromRows(rows, {
      currency: "EUR",
      window: { from: "2025-01-01", to: "2026-01-01" },
    });
    const none = estimateClumping(season, { period: season.window, blockDays: 30 });
    expect(none.kind !== "insufficient" && none.index).toBeLessThan(1.15);
  });
});

describe("findRateChanges", () => {
  it("holds false alarms where nobody changes, clumped or not", () => {
    for (const shape of [undefined, 1]) {
      const log = logOf(1500, { ...(shape === undefined ? {} : { shape }), seed: `null ${shape}` });
      const corrected = findRateChanges(log, { periods, many: "none", minimumRatio: 1 });
      const rate = (corrected.up + corrected.down) / corrected.tested;
      expect(rate).toBeLessThan(0.06);
      expect(rate).toBeGreaterThan(0.02);
      const { up, down } = findRateChanges(log, { periods });
      expect(up + down).toBeLessThan(8);
      if (shape === 1) {
        const naive = findRateChanges(log, { periods, many: "none", minimumRatio: 1, clumping: "none" });
        expect((naive.up + naive.down) / naive.tested).toBeGreaterThan(0.15);
      }
    }
  });

  it("agrees with compareRates row by row", () => {
    const log = logOf(60, { seed: "rows", ratio: 0.2 });
    const table = findRateChanges(log, { periods, many: "none" });
    for (const row of table) {
      const single = compareRates(
        pair(row.referenceEvents, row.referenceDays, row.currentEvents, row.currentDays),
        { sizePerUnit: table.clumping?.kind === "clumped" ? table.clumping.sizePerDay : undefined },
      );
      expect(row.result.kind).toBe(single.kind);
      if (row.result.kind !== "insufficient" && single.kind !== "insufficient") {
        expect(row.result.p).toBeCloseTo(single.p, 12);
        expect(row.qValue).toBe(row.result.p);
        expect(row.result.interval).toEqual(single.interval);
      }
    }
    expect([...table].filter(({ result }) => result.kind === "changed").length).toBe(table.up + table.down);
    expect(table.down).toBeGreaterThan(10);
  });

  it("sees everybody stable relative to peers who all buy half as often", () => {
    const log = logOf(300, { seed: "season", ratio: 0.4, mean: 6 });
    const alone = findRateChanges(log, { periods });
    const together = findRateChanges(log, { periods, peers: "all" });
    expect(alone.down).toBeGreaterThan(150);
    expect(together.up + together.down).toBeLessThan(5);
    expect(together.row(3).peerRatio).toBeCloseTo(0.4, 1);
    const groups = new Map(log.customerIds.map((id, i) => [id, i % 2 === 0 ? "even" : "odd"]));
    expect(findRateChanges(log, { periods, peers: groups }).down).toBeLessThan(5);
  });

  it("begins with the day after the first purchase, and lets nothing of the present into the reference", () => {
    const rows = (["2025-06-01", "2025-06-01", "2025-06-11", "2025-12-27", "2026-02-01"] as const).map(
      (orderedOn, i) => ({
        customerId: "ann",
        orderId: `o${i}`,
        orderedOn,
        amount: "10",
      }),
    );
    const log = orderLogFromRows(rows, { currency: "EUR", window: { from: "2024-12-31", to: "2026-03-27" } });
    const days = findRateChanges(log, { periods }).row(0);
    expect([days.referenceEvents, days.currentEvents]).toEqual([1, 2]); // 27 December is the first day of the current period
    expect(days.referenceDays).toBe(360 - 152);
    const orders = findRateChanges(log, { periods, countBy: "order" }).row(0);
    expect([orders.referenceEvents, orders.currentEvents]).toEqual([1, 2]);
    expect(() =>
      findRateChanges(log, {
        periods: { reference: periods.reference, current: { from: "2025-12-01", to: "2026-03-01" } },
      }),
    ).toThrow("current must not begin before the reference ends on 2025-12-27, got 2025-12-01");
    expect(() =>
      findRateChanges(log, {
        periods: { reference: { from: "2023-01-01", to: "2025-01-01" }, current: periods.current },
      }),
    ).toThrow("the periods must lie in the time observed");
  });

  it("names the day from which the rate differs", () => {
    const weekly = Array.from({ length: 64 }, (_, week) => addDays("2025-01-01", 7 * week));
    const log = orderLogFromRows(
      [
        ...weekly
          .filter((day) => day < "2025-10-01")
          .map((orderedOn) => ({ customerId: "stops", orderedOn, amount: "10" })),
        ...weekly.map((orderedOn) => ({ customerId: "goes on", orderedOn, amount: "10" })),
        ...weekly
          .flatMap((day) => (day < "2026-01-01" ? [day] : [day, addDays(day, 2), addDays(day, 4)]))
          .map((orderedOn) => ({ customerId: "triples", orderedOn, amount: "10" })),
      ],
      { currency: "EUR", window: { from: "2024-12-31", to: "2026-03-27" } },
    );
    const table = findRateChanges(log, { periods, clumping: "none" });
    const since = (id: string) =>
      ((r) => (r?.kind === "changed" ? [r.direction, r.since] : r?.kind))(table.get(id)?.result);
    expect(since("stops")).toEqual(["down", "2025-09-25"]);
    expect(since("triples")).toEqual(["up", "2026-01-07"]);
    expect(since("goes on")).toBe("stable");
    expect(Number(table.get("stops")?.atStake?.amount)).toBeLessThan(-350);
  });
});

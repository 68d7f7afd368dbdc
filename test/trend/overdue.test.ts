import { addDays, type PlainDate } from "clientele/calendar";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom, gamma } from "clientele/stats";
import { findOverdue, fitGapLaws, silenceProbability } from "clientele/trend";
import { describe, expect, it } from "vitest";

describe("silenceProbability", () => {
  it("gives the published tails", () => {
    expect(silenceProbability(3, { kind: "gamma-gamma", shape: 1, a: 12, b: 12 })).toBeCloseTo(
      0.068719476736,
      12,
    );
    expect(silenceProbability(3, { kind: "gamma-gamma", shape: 1, a: 13, b: 13 })).toBeCloseTo(
      0.0672517833849036,
      12,
    );
    expect(silenceProbability(3, { kind: "gamma", shape: 1, mean: 1 })).toBeCloseTo(0.0497870683678639, 12);
    expect(silenceProbability(60, { kind: "gamma", shape: 4, mean: 30 })).toBeCloseTo(0.042380111991684, 12);
    expect(silenceProbability(45, { kind: "gamma", shape: 4, mean: 30 })).toBeCloseTo(0.151203882776648, 12);
    expect(silenceProbability(60, { kind: "lognormal", meanLog: Math.log(30), sdLog: 0.5 })).toBeCloseTo(
      0.0828285190016986,
      12,
    );
  });

  it("sees on a day what a simulated day sees", () => {
    // The age of the gap that a day lies in, over many gaps: weight each gap by the part of it that is older.
    const random = createRandom("inspection");
    for (const shape of [0.6, 1, 3]) {
      const gaps = Array.from({ length: 60_000 }, () => gamma(random, shape, shape));
      const total = gaps.reduce((a, b) => a + b, 0);
      for (const t of [0.5, 1.5, 3]) {
        const share = gaps.reduce((sum, gap) => sum + Math.max(0, gap - t), 0) / total;
        expect(silenceProbability(t, { kind: "gamma", shape, mean: 1 }, { seen: "on-a-day" })).toBeCloseTo(
          share,
          1.7,
        );
        const known = silenceProbability(
          t,
          { kind: "gamma-gamma", shape, a: 1e7 * shape, b: 1e7 },
          { seen: "on-a-day" },
        );
        expect(known).toBeCloseTo(
          silenceProbability(t, { kind: "gamma", shape, mean: 1 }, { seen: "on-a-day" }),
          5,
        );
      }
    }
  });

  it("refuses what is none", () => {
    expect(() => silenceProbability(-1, { kind: "gamma", shape: 1, mean: 1 })).toThrow(
      "days must be a number from 0 up, got -1",
    );
    expect(() =>
      silenceProbability(1, { kind: "lognormal", meanLog: 0, sdLog: 1 }, { seen: "on-a-day" }),
    ).toThrow("of a lognormal law");
  });
});

const FIRST: PlainDate = "2024-01-01";

/** Customers who buy with gamma gaps, each at its own pace, and go on until the end or stop. */
function base(options: { customers: number; shape: number; seed: string; stop?: number }) {
  const random = createRandom(options.seed);
  const rows: OrderRow[] = [];
  for (let c = 0; c < options.customers; c++) {
    const rate = gamma(random, 3, 3 * 25) * options.shape;
    const end = c < (options.stop ?? 0) ? 500 : 730;
    for (let day = random.next() * 60; day < end; day += Math.max(1, gamma(random, options.shape, rate)))
      rows.push({
        customerId: `c${String(c).padStart(5, "0")}`,
        orderedOn: addDays(FIRST, Math.floor(day)),
        amount: "10",
      });
  }
  return orderLogFromRows(rows, { currency: "EUR", window: { from: FIRST, to: addDays(FIRST, 730) } });
}
const asOf = addDays(FIRST, 730);

describe("findOverdue", () => {
  it("finds the shape of the gaps and alarms no more often than it says", () => {
    for (const shape of [0.7, 1, 4]) {
      const log = base({ customers: 1500, shape, seed: `null ${shape}` });
      const laws = fitGapLaws(log, { asOf });
      if (laws.kind === "insufficient") throw new Error("insufficient");
      expect(laws.gamma!.shape / shape).toBeGreaterThan(0.85);
      expect(laws.gamma!.shape / shape).toBeLessThan(1.15);
      const each = findOverdue(log, { asOf, many: "none", minimumRatio: 1 });
      expect([shape, each.overdue / each.tested < (shape < 1 ? 0.085 : 0.065)]).toEqual([shape, true]);
      expect(findOverdue(log, { asOf }).overdue).toBeLessThan(6);
    }
  });

  it("finds those who have stopped", () => {
    const log = base({ customers: 400, shape: 2, seed: "stopped", stop: 40 });
    for (const model of ["gamma", "poisson", "lognormal"] as const) {
      const table = findOverdue(log, { asOf, model });
      const late = table.customerIds.filter((_, i) => table.kinds[i] === 2);
      const right = late.filter((id) => id < "c00040").length;
      expect([model, right > 25]).toEqual([model, true]);
      expect([model, late.length - right < 8]).toEqual([model, true]);
    }
  });

  it("splits lognormal gaps by the analysis of variance of a balanced layout", () => {
    // Twelve customers with four gaps each. In a balanced one-way layout τ² = (MSB − MSW) / n, and the mean of all is worth MSW / τ².
    const gapsOf = (c: number) => [9, 12, 7, 15].map((gap, i) => gap + ((c * (i + 2)) % 7) + 2 * (c % 4));
    const rows = Array.from({ length: 12 }, (_, c) =>
      [0, 1, 2, 3, 4].map((i) => ({
        customerId: `c${c}`,
        orderedOn: addDays(
          "2026-01-01",
          gapsOf(c)
            .slice(0, i)
            .reduce((a, b) => a + b, 0),
        ),
        amount: "10",
      })),
    ).flat();
    const laws = fitGapLaws(orderLogFromRows(rows, { currency: "EUR" }), {
      asOf: "2026-12-01",
      model: "lognormal",
    });
    if (laws.kind === "insufficient" || laws.lognormal === undefined) throw new Error("insufficient");
    const groups = Array.from({ length: 12 }, (_, c) => gapsOf(c).map((gap) => gap - 0.5));
    const meanOf = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
    const means = groups.map((gaps) => meanOf(gaps.map(Math.log)));
    const grand = meanOf(means);
    const between = (4 * means.reduce((s, m) => s + (m - grand) ** 2, 0)) / 11;
    const within = meanOf(
      groups.map(
        (gaps, g) =>
          gaps.reduce((s, gap) => s + (Math.log(gap) - means[g]!) ** 2, 0) / 3 + 1 / 12 / meanOf(gaps) ** 2,
      ),
    );
    expect(laws.lognormal.mean).toBeCloseTo(grand, 12);
    expect(laws.lognormal.meanWorth).toBeCloseTo(within / ((between - within) / 4), 9);
  });

  it("says what is too little", () => {
    const log = orderLogFromRows(
      [
        { customerId: "ann", orderedOn: "2026-01-01", amount: "10" },
        { customerId: "ann", orderedOn: "2026-01-11", amount: "10" },
      ],
      { currency: "EUR", window: { from: "2026-01-01", to: "2026-03-01" } },
    );
    const row = findOverdue(log, { asOf: "2026-03-01" }).row(0);
    expect(row.result).toEqual({ kind: "insufficient", of: "gaps between buying days", have: 1, need: 5 });
    expect([row.daysSilent, row.meanGapDays, row.atStake?.amount]).toEqual([49, 10, "-365.25"]);
    expect(findOverdue(log, { asOf: "2026-03-01", minimumGaps: 1 }).row(0).result).toMatchObject({
      of: "customers with two gaps",
    });
  });
});

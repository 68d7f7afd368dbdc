import { addDays, type Period, type PlainDate, trailingPeriods } from "clientele/calendar";
import { isInsightOf } from "clientele/model";
import { type OrderLog, orderLogFromRows } from "clientele/orders";
import { createRandom, gamma, poisson } from "clientele/stats";
import { findPatternInsights, findPatterns, type PatternTable } from "clientele/trend";
import { describe, expect, it } from "vitest";

const periods = trailingPeriods("2026-01-01", { months: 1, count: 13 });

/** A log in which each customer has a first purchase in the first period and then so many in each, on days of their own. */
function logOf(counts: ReadonlyMap<string, readonly number[]>, all: readonly Period[] = periods): OrderLog {
  const rows = [...counts].flatMap(([customerId, own]) =>
    own.flatMap((n, p) =>
      Array.from({ length: n }, (_, k) => ({
        customerId,
        orderId: `${customerId}-${p}-${k}`,
        orderedOn: addDays(all[p]!.from, k % 28),
        amount: "10",
      })),
    ),
  );
  return orderLogFromRows(rows, { currency: "EUR", window: { from: all[0]!.from, to: all.at(-1)!.to } });
}

const one = (own: readonly number[], options: object = {}) => {
  const table = findPatterns(logOf(new Map([["ann", [1, ...own]]])), {
    periods,
    countBy: "order",
    ...options,
  });
  return table.row(0).result;
};

describe("patterns of purchases", () => {
  it("growing, declining, wearing out, volatile, steady [S2-33] [S2-34]", () => {
    expect(one([1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8]).kind).toBe("growing");
    expect(one([8, 7, 6, 5, 4, 3, 3, 2, 2, 1, 1, 1]).kind).toBe("declining");
    expect(one([8, 7, 6, 5, 4, 3, 2, 1, 1, 0, 0, 0]).kind).toBe("wearing-out");
    expect(one([0, 14, 0, 0, 11, 0, 1, 12, 0, 0, 13, 1]).kind).toBe("volatile");
    expect(one([4, 3, 5, 4, 4, 3, 5, 4, 4, 4, 3, 4]).kind).toBe("steady");
  });

  it("the exact p is that of dealing the purchases out by brute force", () => {
    const seven = trailingPeriods("2026-01-01", { months: 1, count: 7 });
    const days = seven.slice(1).map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000);
    const total = days.reduce((a, b) => a + b, 0);
    const own = [0, 0, 1, 1, 2, 2];
    const observed = own.reduce((sum, x, t) => sum + x * t, 0);
    let [above, below] = [0, 0];
    for (let code = 0; code < 6 ** 6; code++) {
      let [chance, sum, rest] = [1, 0, code];
      for (let event = 0; event < 6; event++, rest = Math.floor(rest / 6)) {
        chance *= days[rest % 6]! / total;
        sum += rest % 6;
      }
      if (sum >= observed) above += chance;
      if (sum <= observed) below += chance;
    }
    const log = logOf(new Map([["ann", [1, ...own]]]), seven);
    const { result } = findPatterns(log, { periods: seven, countBy: "order", alpha: 0.2 }).row(0);
    if (result.kind === "insufficient") throw new Error(result.of);
    // The scatter about the trend is far below that of chance, so the exact law alone decides.
    expect(result.volatility).toBeLessThan(0.2);
    expect(result.p).toBeCloseTo(2 * Math.min(above, below), 12);
  });

  it("the slope is that of a Poisson regression, and grows by what it says", () => {
    const own = [10, 12, 14, 17, 21, 25, 30, 36, 43, 52, 62, 74]; // 1.2 a period
    const result = one(own);
    if (result.kind === "insufficient") throw new Error(result.of);
    expect(result.slope).toBeGreaterThan(0.19);
    expect(result.slope).toBeLessThan(0.21);
    const mirrored = one([...own].reverse());
    if (mirrored.kind === "insufficient") throw new Error(mirrored.of);
    expect(mirrored.kind).toBe("declining");
    expect(1 + mirrored.slope!).toBeCloseTo(1 / (1 + result.slope!), 1); // but for the days of the months
  });

  it("says what is missing: periods for a newcomer, purchases for a rare buyer", () => {
    const late = new Map([
      ["new", [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 3]],
      ["rare", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ]);
    const table = findPatterns(logOf(late), { periods, countBy: "order" });
    expect(table.get("new")?.result).toEqual({ kind: "insufficient", of: "periods", have: 3, need: 6 });
    expect(table.get("rare")?.result).toEqual({ kind: "insufficient", of: "purchases", have: 1, need: 2 });
    expect(table.tested).toBe(0);
  });

  const simulated = (draw: (customer: number, period: number) => number): PatternTable => {
    const counts = new Map(
      Array.from(
        { length: 500 },
        (_, c) => [`c${c}`, [1, ...Array.from({ length: 12 }, (_x, p) => draw(c, p))]] as const,
      ),
    );
    return findPatterns(logOf(counts), { periods, countBy: "order", many: "none" });
  };
  const share = (table: PatternTable, kinds: readonly number[]) =>
    table.kinds.filter((kind) => kinds.includes(kind)).length / Math.max(1, table.tested);

  it("without a pattern it tells of one at most as often as it may: Poisson buyers of three rates", () => {
    const random = createRandom("patterns");
    for (const rate of [0.5, 1.5, 5]) {
      const table = simulated(() => poisson(random, rate));
      expect(table.tested).toBeGreaterThan(440);
      expect(share(table, [3, 4, 5])).toBeLessThan(0.055);
      expect(share(table, [2])).toBeLessThan(0.05);
    }
  });

  it("buyers in bursts without a trend are volatile, not growing or declining", () => {
    const random = createRandom("bursts");
    const table = simulated(() => poisson(random, 3 * gamma(random, 0.5, 0.5)));
    expect(share(table, [3, 4, 5])).toBeLessThan(0.1); // 7.5 % in the long run
    expect(share(table, [2])).toBeGreaterThan(0.7);
  });

  it("a season that everybody has is no growth against all, and a cohort's ageing none against the cohort", () => {
    const random = createRandom("season");
    const rising = new Map(
      Array.from({ length: 400 }, (_, c) => [
        `c${c}`,
        [
          1,
          ...Array.from({ length: 12 }, (_x, p) => poisson(random, c === 0 ? 20 * 0.75 ** p : 0.8 + 0.5 * p)),
        ],
      ]),
    );
    const log = logOf(rising);
    const of = (peers: "none" | "all" | "cohort") => findPatterns(log, { periods, countBy: "order", peers });
    expect(of("none").kinds.filter((k) => k === 3).length).toBeGreaterThan(250);
    for (const peers of ["all", "cohort"] as const) {
      const table = of(peers);
      expect(table.kinds.filter((k) => k > 2).length).toBeLessThan(8);
      expect([4, 5]).toContain(table.kinds[0]);
    }
  });

  it("are the same of counts at hand as of the log that they were counted in", () => {
    const random = createRandom("at hand");
    const own = new Map(
      Array.from({ length: 60 }, (_, c) => [
        `c${String(c).padStart(2, "0")}`,
        Array.from({ length: 13 }, (_x, p) => (p === 0 ? 1 : poisson(random, c % 3 === 0 ? p / 2 : 3))),
      ]),
    );
    const log = logOf(own);
    for (const peers of ["none", "all", "cohort"] as const) {
      const options = { periods, countBy: "order", peers } as const;
      const atHand = findPatterns(
        { customerIds: [...own.keys()], counts: [...own.values()].flat(), starts: Array(60).fill(1) },
        options,
      );
      expect([...atHand]).toEqual([...findPatterns(log, options)]);
    }
    // Without beginnings all are seen from the first period on.
    const whole = findPatterns(
      { customerIds: ["ann"], counts: [9, 8, 7, 5, 4, 3, 2, 1] },
      { periods: periods.slice(0, 8) },
    );
    expect(whole.row(0)).toMatchObject({ since: periods[0]!.from, counts: [9, 8, 7, 5, 4, 3, 2, 1] });
    const bad = (source: object) => () =>
      findPatterns({ customerIds: ["ann"], counts: Array(13).fill(1), ...source }, { periods });
    expect(bad({ counts: [1] })).toThrow("the number of counts must be 13, got 1");
    expect(bad({ counts: Array(13).fill(0.5) })).toThrow(
      "counts[0] must be a whole number from 0 up, got 0.5",
    );
    expect(bad({ starts: [14] })).toThrow("starts[0] must be at most 13, got 14");
    expect(bad({ starts: [] })).toThrow("the number of starts must be 1, got 0");
    expect(bad({ customerIds: ["ann", "ann"], counts: Array(26).fill(1) })).toThrow(
      "customerIds must be each once",
    );
    expect(() => findPatterns({ customerIds: [], counts: [] }, { periods: periods.toReversed() })).toThrow(
      "periods must be in order, each with a day",
    );
  });

  it("is not told of who has no peers but itself", () => {
    const falling = [1, 20, 18, 15, 12, 10, 8, 6, 5, 4, 3, 2, 1];
    const alone = logOf(new Map([["ann", falling]]));
    for (const peers of ["all", "cohort"] as const)
      expect(findPatterns(alone, { periods, countBy: "order", peers }).row(0).result).toEqual({
        kind: "insufficient",
        of: "purchases of peers",
        have: 0,
        need: 100,
      });
    const level = [1, 4, 3, 5, 4, 4, 3, 5, 4, 4, 4, 3, 4];
    const among = logOf(
      new Map([["ann", falling], ...["bob", "cyd", "dan"].map((id) => [id, level] as const)]),
    );
    expect(findPatterns(among, { periods, countBy: "order", peers: "all" }).row(0).result.kind).toBe(
      "declining",
    );
  });

  it("are measured by peers of whom the customer is none", () => {
    const own = [6, 5, 7, 4, 5, 3, 3, 2, 2, 1];
    const others = [20, 22, 25, 30, 31, 33, 35, 40, 41, 45];
    const ten = periods.slice(0, 10);
    const of = (counts: readonly (readonly number[])[], peers: "all" | "cohort") =>
      findPatterns(
        { customerIds: counts.map((_, c) => `c${c}`), counts: counts.flat() },
        { periods: ten, peers, many: "none" },
      );
    // Purchases of others are the same as days: periods as long as these are many, and nobody to compare with.
    let day = "2020-01-01" as PlainDate;
    const long = others.map((days) => {
      const from = day;
      day = addDays(day, days);
      return { from, to: day };
    });
    const alone = findPatterns({ customerIds: ["c0"], counts: own }, { periods: long, many: "none" });
    for (const peers of ["all", "cohort"] as const)
      expect(of([own, others], peers).p[0]).toBeCloseTo(alone.p[0]!, 12);
    // The same by a group of two, whose rate is half of what they buy together.
    const half = others.map((x) => Math.floor(x / 2));
    expect(of([own, half, others.map((x, t) => x - half[t]!)], "all").p[0]).toBeCloseTo(alone.p[0]!, 12);
    // Where no peer bought, the customer's purchases are not compared, however many.
    const gap = others.map((x, t) => (t === 8 ? 0 : x));
    const with8 = of([own.map((x, t) => (t === 8 ? 50 : x)), gap], "cohort");
    const without8 = of([own.map((x, t) => (t === 8 ? 0 : x)), gap], "cohort");
    expect(with8.p[0]).toBe(without8.p[0]);
    expect(with8.p[0]).toBeLessThan(0.01);
    // Peers who bought only before the customer was seen are none.
    const before = findPatterns(
      {
        customerIds: ["c0", "c1"],
        counts: [
          [0, 0, ...own.slice(2)],
          [80, 70, 0, 0, 0, 0, 0, 0, 0, 0],
        ].flat(),
        starts: [2, 0],
      },
      { periods: ten, peers: "all" },
    );
    expect(before.row(0).result).toEqual({
      kind: "insufficient",
      of: "periods in which the peers bought",
      have: 0,
      need: 4,
    });
  });

  it("says that the peers bought in too few periods, not that purchases are missing", () => {
    const own = [1, 9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 9];
    const log = logOf(new Map(Array.from({ length: 20 }, (_, c) => [`c${c}`, own])));
    const { result } = findPatterns(log, { periods, countBy: "order", peers: "all" }).row(0);
    expect(result).toEqual({
      kind: "insufficient",
      of: "periods in which the peers bought",
      have: 3,
      need: 4,
    });
    for (const { result: any } of findPatterns(log, { periods, countBy: "order" }))
      if (any.kind === "insufficient") expect(any.have).toBeLessThan(any.need);
  });

  it("tells insights that the model accepts", async () => {
    const { insightSchema } = await import("clientele/model");
    const log = logOf(
      new Map([
        ["ann", [1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8]],
        ["bob", [1, 8, 7, 6, 5, 4, 3, 2, 1, 1, 0, 0, 0]],
        ["cyd", [1, 4, 3, 5, 4, 4, 3, 5, 4, 4, 4, 3, 4]],
        ["dan", [1, 0, 14, 0, 0, 11, 0, 1, 12, 0, 0, 13, 1]],
      ]),
    );
    const insights = findPatternInsights(log, { periods, countBy: "order" });
    expect(insights.map(({ id }) => id)).toEqual([
      "trend.pattern:ann:growing:2026-01-01",
      "trend.pattern:bob:wearing-out:2026-01-01",
      "trend.pattern:dan:volatile:2026-01-01",
    ]);
    for (const insight of insights) expect(insightSchema.parse(insight)).toEqual(insight);
    const [ann] = insights;
    expect(ann !== undefined && isInsightOf(ann, "trend.pattern") && ann.payload.since).toBe("2025-01-01");
    expect(findPatternInsights(log, { periods, countBy: "order", patterns: ["volatile"] }).length).toBe(1);
  });

  it("refuses what it cannot do, in words", () => {
    const log = logOf(new Map([["ann", [1]]]));
    expect(() => findPatterns(log, { periods: periods.slice(0, 3) })).toThrow(
      "Cannot find patterns: the number of periods must be at least 4, got 3",
    );
    expect(() => findPatterns(log, { periods: [...periods].reverse() })).toThrow("periods must be in order");
    expect(() =>
      findPatterns(log, { periods: trailingPeriods("2026-02-01", { months: 1, count: 5 }) }),
    ).toThrow("the last period must be over by 2026-01-01");
    expect(() => findPatterns(log, { periods, minimumPeriods: 3 })).toThrow(
      "minimumPeriods must be a whole number from 4 up",
    );
  });
});

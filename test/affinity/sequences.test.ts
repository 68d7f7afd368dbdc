import {
  basketsFromRows,
  calibrateReplenishment,
  fitProductTransitions,
  fitReplenishment,
  measureLag,
  mineSequences,
  mineSequentialRules,
  nextPurchase,
  type PurchaseSequences,
  predictReplenishment,
  sequencesFromBaskets,
  sequencesFromLists,
  TooManyResultsError,
} from "clientele/affinity";
import { addDays, dateOfDay, dayNumber } from "clientele/calendar";
import { createRandom, gamma, normal } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { haveData, textOf } from "./_data.ts";

/** The database of SPMF: items apart by spaces, −1 ends a purchase, −2 a sequence. */
function readSpmf(path: string): string[][][] {
  return textOf(path)
    .trim()
    .split("\n")
    .map((line) =>
      line
        .replace("-2", "")
        .split("-1")
        .map((purchase) => purchase.trim().split(/\s+/).filter(Boolean))
        .filter((purchase) => purchase.length > 0),
    );
}

const products = ["a", "b", "c", "d"];
const arbitraryLists = fc.array(fc.array(fc.subarray(products, { minLength: 1 }), { maxLength: 5 }), {
  minLength: 1,
  maxLength: 7,
});

/** All ways to place the purchases of a pattern in a sequence, tried out. */
function holdsPattern(list: string[][], pattern: readonly (readonly string[])[], gap: number): boolean {
  const from = (next: number, last: number | undefined): boolean =>
    next === pattern.length ||
    list.some(
      (purchase, at) =>
        (last === undefined || (at > last && at - last <= gap)) &&
        pattern[next]!.every((id) => purchase.includes(id)) &&
        from(next + 1, at),
    );
  return from(0, undefined);
}

function holdsRule(
  list: string[][],
  left: readonly string[],
  right: readonly string[],
  window: number,
): boolean {
  for (let from = 0; from < list.length; from++) {
    for (let split = from; split < list.length; split++) {
      for (let to = split + 1; to < list.length && to - from <= window; to++) {
        const first = new Set(list.slice(from, split + 1).flat());
        const second = new Set(list.slice(split + 1, to + 1).flat());
        if (left.every((id) => first.has(id)) && right.every((id) => second.has(id))) return true;
      }
    }
  }
  return false;
}

/** All subsets but the empty one. */
const subsets = (ids: readonly string[]): string[][] =>
  Array.from({ length: 2 ** ids.length - 1 }, (_, bits) => ids.filter((_, i) => ((bits + 1) >> i) % 2 === 1));

const text = (rule: { left: readonly string[]; right: readonly string[]; count: number }) =>
  `${rule.left}>${rule.right} ${rule.count}`;

function ruleOracle(
  lists: string[][][],
  ids: readonly string[],
  least: number,
  confidence: number,
  window: number,
): string[] {
  return subsets(ids).flatMap((left) =>
    subsets(ids.filter((id) => !left.includes(id))).flatMap((right) => {
      const count = lists.filter((list) => holdsRule(list, left, right, window)).length;
      const having = lists.filter((list) => left.every((id) => list.flat().includes(id))).length;
      return count >= least && count / having >= confidence - 1e-12 ? [text({ left, right, count })] : [];
    }),
  );
}

describe("sequential patterns", () => {
  it("are all that occur, each counted once a sequence, with and without a gap", () => {
    fc.assert(
      fc.property(
        arbitraryLists,
        fc.integer({ min: 1, max: 3 }),
        fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        (lists, minCount, maxGapDays) => {
          const found = mineSequences(sequencesFromLists(lists), { minCount, maxGapDays, maxLength: 4 });
          const gap = maxGapDays ?? Number.POSITIVE_INFINITY;
          for (const { purchases, count } of found)
            expect(lists.filter((list) => holdsPattern(list, purchases, gap)).length).toBe(count);
          expect(new Set(found.map(({ purchases }) => JSON.stringify(purchases))).size).toBe(found.length);
          // Complete: every pattern of two purchases is there that occurs often enough.
          const names = new Set(found.map(({ purchases }) => JSON.stringify(purchases)));
          for (const one of subsets(products)) {
            for (const two of subsets(products)) {
              if (one.length + two.length > 4) continue;
              const often = lists.filter((list) => holdsPattern(list, [one, two], gap)).length >= minCount;
              expect(names.has(JSON.stringify([one, two]))).toBe(often);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("refuse options out of range, and more patterns than allowed", () => {
    const sequences = sequencesFromLists([[products, products, products]]);
    expect(() => mineSequences(sequences, { minCount: 1, maxLength: 0 })).toThrow(
      "maxLength must be a positive integer, got 0",
    );
    expect(() => mineSequences(sequences, {})).toThrow("one of minSupport and minCount must be given");
    expect(() => mineSequences(sequences, { minCount: 1, maxResults: 100 })).toThrow(TooManyResultsError);
    expect(mineSequences(sequencesFromLists([]), { minCount: 1 })).toEqual([]);
  });

  it("of a purchase with 10,000 items are given up at once, and are as many as they may be where they are few", () => {
    const large = sequencesFromLists([[Array.from({ length: 10_000 }, (_, i) => `i${i}`)], [["i1"], ["i2"]]]);
    const begin = process.cpuUsage();
    expect(() => mineSequences(large, { minCount: 1 })).toThrow(TooManyResultsError);
    // It took a quarter of a minute to fail.
    expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(3);
    expect(mineSequences(large, { minCount: 1, maxLength: 1 }).length).toBe(10_000);
    expect(mineSequences(large, { minCount: 2 }).map(({ purchases }) => purchases)).toEqual([
      [["i1"]],
      [["i2"]],
    ]);
    const daily = sequencesFromLists([Array.from({ length: 2500 }, () => ["a"])]);
    expect(() => mineSequences(daily, { minCount: 1 })).toThrow(
      "patterns of more than 2000 items are in 1 sequences",
    );
    expect(mineSequences(daily, { minCount: 1, maxLength: 20 }).length).toBe(20);
    const four = sequencesFromLists([[["a", "b", "c", "d"]]]);
    for (const [maxLength, count] of [
      [4, 15],
      [3, 14],
      [2, 10],
    ] as const) {
      expect(mineSequences(four, { minCount: 1, maxLength, maxResults: count }).length).toBe(count);
      expect(() => mineSequences(four, { minCount: 1, maxLength, maxResults: count - 1 })).toThrow(
        TooManyResultsError,
      );
    }
  });
});

describe("sequential rules", () => {
  it("are all that hold, with and without a window", () => {
    fc.assert(
      fc.property(
        arbitraryLists,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0, 0.5, 0.8),
        fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
        (lists, minCount, minConfidence, windowDays) => {
          const found = mineSequentialRules(sequencesFromLists(lists), {
            minCount,
            minConfidence,
            windowDays,
          });
          const ids = [...new Set(lists.flat(2))].sort();
          const window = windowDays ?? Number.POSITIVE_INFINITY;
          expect(found.map(text).sort()).toEqual(
            ruleOracle(lists, ids, minCount, minConfidence, window).sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("never become more when the window becomes shorter", () => {
    fc.assert(
      fc.property(arbitraryLists, fc.integer({ min: 1, max: 4 }), (lists, windowDays) => {
        const sequences = sequencesFromLists(lists);
        const wide = new Map(
          mineSequentialRules(sequences, { minCount: 1, minConfidence: 0 }).map((rule) => [
            `${rule.left}>${rule.right}`,
            rule.count,
          ]),
        );
        for (const rule of mineSequentialRules(sequences, { minCount: 1, minConfidence: 0, windowDays }))
          expect(rule.count).toBeLessThanOrEqual(wide.get(`${rule.left}>${rule.right}`)!);
      }),
      { numRuns: 30 },
    );
  });

  it("refuse options out of range, and more rules than allowed", () => {
    const sequences = sequencesFromLists([[products, products]]);
    expect(() => mineSequentialRules(sequences, { minCount: 1, minConfidence: 2 })).toThrow(
      "minConfidence must be a number from 0 to 1, got 2",
    );
    expect(() => mineSequentialRules(sequences, { minCount: 1, windowDays: 0 })).toThrow(
      "windowDays must be a positive integer, got 0",
    );
    expect(() => mineSequentialRules(sequences, { minCount: 1, maxResults: 10 })).toThrow(
      TooManyResultsError,
    );
  });
});

describe.skipIf(!haveData)("the published sequences (data set absent: set CLIENTELE_DATA)", () => {
  const lists = haveData ? readSpmf("golden/affinity/spmf_contextPrefixSpan.txt") : [];
  const sequences = sequencesFromLists(lists);

  it("hold the 53 patterns of PrefixSpan", () => {
    const found = mineSequences(sequences, { minSupport: 0.5 });
    const sizes = [1, 2, 3, 4].map(
      (size) => found.filter(({ purchases }) => purchases.flat().length === size).length,
    );
    expect([found.length, ...sizes]).toEqual([53, 6, 22, 21, 4]);
  });

  it("hold the 59 rules of RuleGrowth and ERMiner, also within a window of 100, of which TRuleGrowth misses 11", () => {
    const options = { minSupport: 0.5, minConfidence: 0.6 };
    const found = mineSequentialRules(sequences, options);
    expect(found.length).toBe(59);
    expect(mineSequentialRules(sequences, { ...options, windowDays: 100 })).toEqual(found);
    expect(found.find(({ left, right }) => `${left}>${right}` === "1,4>3")?.count).toBe(3);
  });

  it("hold the nine rules of support .75", () => {
    const found = mineSequentialRules(sequences, { minSupport: 0.75, minConfidence: 0.5 });
    expect(
      found.map(({ left, right, count, confidence }) => `${left}>${right} ${count} ${confidence}`).sort(),
    ).toEqual(
      [
        "1>2 4 1",
        "1>3 4 1",
        "1>2,3 4 1",
        "2>3 3 0.75",
        "3>2 3 0.75",
        "1,2>3 3 0.75",
        "1,3>2 3 0.75",
        "1,4>3 3 1",
        "4>3 3 1",
      ].sort(),
    );
  });
});

describe("sequences of baskets", () => {
  const rows = [
    { basketId: "3", customerId: "bob", boughtOn: "2026-03-01", itemId: "tea" },
    { basketId: "2", customerId: "ann", boughtOn: "2026-02-01", itemId: "cup" },
    { basketId: "1", customerId: "ann", boughtOn: "2026-01-01", itemId: "tea" },
    { basketId: "4", customerId: "ann", boughtOn: "2026-02-01", itemId: "tea" },
  ] as const;
  it("join the baskets of a day, in the order of days", () => {
    const { customerIds, starts, days, offsets, items, itemIds } = sequencesFromBaskets(
      basketsFromRows(rows),
    );
    expect([customerIds, itemIds]).toEqual([
      ["ann", "bob"],
      ["cup", "tea"],
    ]);
    expect([[...starts], [...offsets], [...items]]).toEqual([
      [0, 2, 3],
      [0, 1, 3, 4],
      [1, 0, 1, 1],
    ]);
    expect(Array.from(days, (day) => dateOfDay(day))).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
  });
  it("speak of categories where asked", () => {
    const groups = new Map([["tea", "drinks"]]);
    const { itemIds, days } = sequencesFromBaskets(basketsFromRows(rows), { groups });
    expect([itemIds, days.length]).toEqual([["drinks"], 3]);
  });
  it("need customers and days", () => {
    expect(() => sequencesFromBaskets(basketsFromRows([{ basketId: "1", itemId: "tea" }]))).toThrow(
      "Cannot make sequences: baskets must be baskets with customers and days",
    );
  });
});

describe("transitions", () => {
  it("are probabilities that sum to 1, by brute force", () => {
    fc.assert(
      fc.property(arbitraryLists, fc.integer({ min: 1, max: 30 }), (lists, strength) => {
        const model = fitProductTransitions(sequencesFromLists(lists), { strength });
        const pairs = lists.flatMap((list) => list.slice(1).map((next, i) => [list[i]!, next] as const));
        const share = (of: readonly (readonly [string[], string[]])[], id: string) =>
          of.reduce((sum, [, next]) => sum + (next.includes(id) ? 1 / next.length : 0), 0);
        for (const from of model.itemIds) {
          const own = pairs.filter(([last]) => last.includes(from));
          const rows = nextPurchase(model, [from]);
          for (const { productId, probability } of rows) {
            const prior = share(pairs, productId) / pairs.length;
            expect(probability).toBeCloseTo(
              (share(own, productId) + strength * prior) / (own.length + strength),
              12,
            );
          }
          if (pairs.length > 0)
            expect(rows.reduce((sum, row) => sum + row.probability, 0)).toBeCloseTo(1, 12);
          else expect(rows).toEqual([]);
        }
        expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      }),
      { numRuns: 50 },
    );
    expect(() => fitProductTransitions(sequencesFromLists([]), { strength: 0 })).toThrow(
      "strength must be a number above 0, got 0",
    );
  });
});

/** Customers with purchases on days from 2026-01-01. */
function sequencesOf(
  customers: Readonly<Record<string, readonly (readonly [number, string])[]>>,
): PurchaseSequences {
  return sequencesFromBaskets(
    basketsFromRows(
      Object.entries(customers).flatMap(([customerId, list]) =>
        list.map(([day, itemId], i) => ({
          basketId: `${customerId}${i}`,
          customerId,
          boughtOn: addDays("2026-01-01", day),
          itemId,
        })),
      ),
    ),
  );
}

describe("the lag", () => {
  it("counts who bought, who waits and who had it before", () => {
    const sequences = sequencesOf({
      a: [
        [0, "x"],
        [10, "y"],
      ],
      b: [
        [0, "x"],
        [20, "y"],
        [25, "x"],
      ],
      c: [
        [5, "x"],
        [35, "y"],
      ],
      d: [[0, "x"]],
      e: [
        [0, "y"],
        [3, "x"],
      ],
      f: [
        [0, "x"],
        [0, "y"],
      ],
      g: [[0, "z"]],
    });
    const lag = measureLag(sequences, {
      from: "x",
      to: "y",
      asOf: "2026-01-26",
      need: 2,
      horizons: [9, 10, 24, 40],
    });
    // The purchase of c on day 35 is not seen yet; d has waited 24 days, c 19.
    expect(lag).toMatchObject({
      kind: "lag",
      count: 2,
      waiting: 2,
      sameDay: 1,
      before: 1,
      days: { p50: 15 },
    });
    if (lag.kind === "lag")
      expect(lag.boughtWithin).toEqual([
        { days: 9, share: 0 },
        { days: 10, share: 0.25 },
        { days: 24, share: 0.625 },
        { days: 40 },
      ]);
    expect(measureLag(sequences, { from: "x", to: "y", asOf: "2026-01-26" })).toEqual({
      kind: "insufficient",
      of: "customers who bought one after the other",
      have: 2,
      need: 5,
    });
    expect(() => measureLag(sequences, { from: "x", to: "x", asOf: "2026-01-26" })).toThrow(
      "another product than from",
    );
  });

  it("measures the lag of hundreds of thousands of customers", () => {
    const each = 100_000;
    const lists = Array.from({ length: 2 * each }, (_, i) => (i < each ? [["x"], ["y"]] : [["x"]]));
    const lag = measureLag(sequencesFromLists(lists), {
      from: "x",
      to: "y",
      asOf: "1970-01-03",
      horizons: [1],
    });
    expect(lag).toMatchObject({ count: each, waiting: each, boughtWithin: [{ days: 1, share: 0.5 }] });
  });
});

describe("replenishment", () => {
  /** Customers who buy on after gaps of a law of their own. */
  function simulate(gapOf: (customer: number) => () => number, customers: number, gaps: number) {
    const held: { customerId: string; gap: number }[] = [];
    const data: Record<string, [number, string][]> = {};
    for (let c = 0; c < customers; c++) {
      const customerId = `c${String(c).padStart(4, "0")}`;
      const draw = gapOf(c);
      let day = 0;
      data[customerId] = [[0, "coffee"]];
      for (let k = 0; k < 1 + (c % gaps); k++) {
        day += Math.max(1, Math.round(draw()));
        data[customerId].push([day, "coffee"]);
      }
      held.push({ customerId, gap: Math.max(1, Math.round(draw())) });
    }
    return { sequences: sequencesOf(data), held };
  }
  const asOf = "2090-01-01";
  const coverage = (simulated: ReturnType<typeof simulate>, family: "lognormal" | "gamma") => {
    const model = fitReplenishment(simulated.sequences, { asOf, family });
    const rows = new Map(
      predictReplenishment(model, simulated.sequences, { asOf, minimumGaps: 1 }).map((row) => [
        row.customerId,
        row,
      ]),
    );
    const inside = simulated.held.filter(({ customerId, gap }) => {
      const row = rows.get(customerId)!;
      const day = dayNumber(row.lastBought) + gap;
      return day >= dayNumber(row.dueFrom) && day <= dayNumber(row.dueTo);
    });
    return { share: inside.length / simulated.held.length, law: model.products[0]!.law };
  };

  it("finds the law of lognormal gaps, and its intervals hold as many next gaps as they say", () => {
    const random = createRandom("lognormal gaps");
    const simulated = simulate(
      () => {
        const centre = Math.log(200) + 0.4 * normal(random, 0, 1);
        return () => Math.exp(centre + 0.3 * normal(random, 0, 1));
      },
      800,
      4,
    );
    const { share, law } = coverage(simulated, "lognormal");
    if (law.family !== "lognormal") throw new Error("wrong family");
    expect(Math.abs(law.mean - Math.log(200))).toBeLessThan(0.06);
    expect(Math.abs(Math.sqrt(law.withinVariance) - 0.3)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(law.betweenVariance) - 0.4)).toBeLessThan(0.04);
    expect(Math.abs(share - 0.8)).toBeLessThan(0.04);
  });

  it("finds the law of gamma gaps, and its intervals hold as many next gaps as they say", () => {
    const random = createRandom("gamma gaps");
    const simulated = simulate(
      () => {
        const rate = gamma(random, 8, 80);
        return () => gamma(random, 5, rate);
      },
      800,
      4,
    );
    const { share, law } = coverage(simulated, "gamma");
    if (law.family !== "gamma") throw new Error("wrong family");
    expect(Math.abs(law.shape - 5)).toBeLessThan(0.8);
    expect(Math.abs(law.rateShape - 8)).toBeLessThan(2.5);
    expect(Math.abs(share - 0.8)).toBeLessThan(0.04);
  });

  it("with customers who stop, says the chance that was, and an interval that holds who comes back", () => {
    // After each purchase three in ten never buy it again; the others do after about thirty days.
    const random = createRandom("stopping");
    const data: Record<string, [number, string][]> = {};
    for (let c = 0; c < 3000; c++) {
      const own: [number, string][] = [];
      let day = Math.floor(500 * random.next());
      for (let going = true; going && day < 600; going = random.next() > 0.3) {
        own.push([day, "coffee"]);
        day += Math.max(1, Math.round(Math.exp(Math.log(30) + 0.3 * normal(random, 0, 1))));
      }
      data[`c${String(c).padStart(4, "0")}`] = own;
    }
    const sequences = sequencesOf(data);
    const end = addDays("2026-01-01", 450);
    const calibration = calibrateReplenishment(sequences, { asOf: end, days: 120, minimumGaps: 1 });
    if (calibration.kind === "insufficient") throw new Error("insufficient");
    expect(Math.abs(calibration.shares[200]! - 0.7)).toBeLessThan(0.05);
    expect([calibration.from, calibration.to]).toEqual([addDays(end, -120), end]);
    const model = fitReplenishment(sequences, { asOf: end });
    const rows = predictReplenishment(model, sequences, { asOf: end, calibration, minimumGaps: 1 });
    let [said, was, judged, inside, came] = [0, 0, 0, 0, 0];
    for (const { customerId, lastBought, dueFrom, dueTo, chance = Number.NaN } of rows) {
      const next = data[customerId]!.map(([day]) => addDays("2026-01-01", day)).find(
        (day) => day > lastBought,
      );
      if (dueTo < end) expect(chance).toBe(0);
      else {
        judged++;
        said += chance;
        if (next !== undefined && next <= dueTo) was++;
      }
      // Seen from the day of the purchase: of those bought of late, the silence has taken nobody out.
      if (lastBought < addDays(end, -10) || next === undefined) continue;
      came++;
      if (next >= dueFrom && next <= dueTo) inside++;
    }
    expect(judged).toBeGreaterThan(150);
    expect(Math.abs(said - was) / judged).toBeLessThan(0.08);
    expect(came).toBeGreaterThan(80);
    expect(Math.abs(inside / came - 0.8)).toBeLessThan(0.12);
    // The law alone says nothing of it.
    const alone = predictReplenishment(model, sequences, { asOf: end });
    expect(alone.every((row) => !("chance" in row))).toBe(true);
  });

  it("calibrates by Kaplan and Meier, as worked by hand", () => {
    // Gaps of ten days for all, so the law knows them; then five purchases: two bought again after ten days, one after
    // twenty, and two not yet when the time ends, fifteen and one day after them.
    const steady = (from: number) =>
      Array.from({ length: 6 }, (_, i) => [from + 10 * i, "coffee"] as [number, string]);
    const sequences = sequencesOf({
      a: [...steady(0), [60, "coffee"], [70, "coffee"]],
      b: [...steady(5), [65, "coffee"], [75, "coffee"]],
      c: [...steady(1), [61, "coffee"], [81, "coffee"]],
      d: [...steady(11), [71, "coffee"]],
    });
    // What is seen: from day 60 on until day 86, day 86 not included.
    const found = calibrateReplenishment(sequences, {
      asOf: addDays("2026-01-01", 86),
      days: 26,
      needGaps: 10,
      need: 1,
    });
    if (found.kind === "insufficient") throw new Error("insufficient");
    // Bought from day 60 on: a 60 (again after 10), a 70 (15 days seen), b 65 (again after 10), b 75 (10 days seen),
    // c 61 (again after 20), c 81 (4 days seen), d 61 (again after 10), d 71 (14 days seen).
    expect([found.purchases, found.again]).toEqual([8, 4]);
    // After 4 days 7 are at risk; three end at 10: 1 − 3/7 go on. At 20, beyond 10, 14 and 15 days seen, one is left, and ends.
    expect(found.shares[0]).toBe(0);
    expect(found.shares[150]).toBeCloseTo(3 / 7, 12);
    expect(found.shares[200]).toBe(1);
    expect(calibrateReplenishment(sequences, { asOf: addDays("2026-01-01", 86), days: 26 })).toEqual({
      kind: "insufficient",
      of: "purchases bought again",
      have: 4,
      need: 100,
    });
    expect(() => calibrateReplenishment(sequences, { asOf, days: 0 })).toThrow("days");
    expect(() => calibrateReplenishment(sequences, { asOf, need: 0 })).toThrow("need");
    expect(() => calibrateReplenishment(sequences, { asOf, minimumGaps: -1 })).toThrow("minimumGaps");
  });

  it("is the law's own where the law is right", () => {
    const random = createRandom("right laws");
    const data = Object.fromEntries(
      Array.from({ length: 1500 }, (_, c) => {
        const centre = Math.log(25) + 0.3 * normal(random, 0, 1);
        const own: [number, string][] = [];
        for (let day = Math.floor(100 * random.next()); day < 700; ) {
          own.push([day, "coffee"]);
          day += Math.max(1, Math.round(Math.exp(centre + 0.25 * normal(random, 0, 1))));
        }
        return [`c${String(c).padStart(4, "0")}`, own];
      }),
    );
    const found = calibrateReplenishment(sequencesOf(data), { asOf: addDays("2026-01-01", 650), days: 150 });
    if (found.kind === "insufficient") throw new Error("insufficient");
    for (let i = 0; i <= 200; i++) expect(Math.abs(found.shares[i]! - i / 200)).toBeLessThan(0.03);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  it("shrinks a customer with one gap to the others, and leaves alone one with many", () => {
    const others = Object.fromEntries(
      Array.from({ length: 30 }, (_, c) => [
        `o${c}`,
        Array.from({ length: 6 }, (_, k) => [k * 30 + ((c * 7 + k * 5) % 9), "coffee"] as const),
      ]),
    );
    const sequences = sequencesOf({
      ...others,
      once: [
        [0, "coffee"],
        [90, "coffee"],
      ],
      often: Array.from({ length: 13 }, (_, k) => [k * 90, "coffee"] as const),
    });
    const model = fitReplenishment(sequences, { asOf });
    const rows = predictReplenishment(model, sequences, { asOf, minimumGaps: 1 });
    // One gap is no rhythm: such customers are told only where asked for.
    expect(rows.filter(({ gaps }) => gaps >= 2)).toEqual(predictReplenishment(model, sequences, { asOf }));
    expect(rows.some(({ gaps }) => gaps === 1)).toBe(true);
    const days = (id: string) => {
      const row = rows.find(({ customerId }) => customerId === id)!;
      return dayNumber(row.due) - dayNumber(row.lastBought);
    };
    expect(days("o0")).toBeGreaterThan(25);
    expect(days("o0")).toBeLessThan(35);
    expect(days("once")).toBeGreaterThan(35);
    expect(days("once")).toBeLessThan(days("often"));
    expect(days("often")).toBeGreaterThan(80);
    for (const row of rows)
      expect(row.dueFrom <= row.due && row.due <= row.dueTo && row.stillDue <= 1).toBe(true);
  });

  it("says which products have too few gaps, and sees nothing of the day itself", () => {
    const sequences = sequencesOf({
      a: [
        [0, "x"],
        [30, "x"],
        [60, "x"],
      ],
    });
    expect(fitReplenishment(sequences, { asOf })).toEqual({
      kind: "replenishment",
      products: [],
      tooFew: [{ productId: "x", have: 2, need: 10 }],
    });
    expect(fitReplenishment(sequences, { asOf: addDays("2026-01-01", 60) }).tooFew[0]?.have).toBe(1);
    expect(fitReplenishment(sequences, { asOf, products: new Set(["y"]) }).tooFew).toEqual([]);
    expect(() => fitReplenishment(sequences, { asOf, need: 1 })).toThrow(
      "need must be an integer of at least 2, got 1",
    );
    expect(() =>
      predictReplenishment(fitReplenishment(sequences, { asOf }), sequences, { asOf, confidence: 1 }),
    ).toThrow("confidence must be a number between 0 and 1, got 1");
  });
});

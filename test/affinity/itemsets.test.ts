import {
  addGroups,
  type Baskets,
  basketsFromLists,
  mineItemsets,
  TooManyResultsError,
  walkItemsets,
  weighBaskets,
} from "clientele/affinity";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findClosed } from "../../src/affinity/_find-closed.ts";
import { basketsOf, csvRows, haveData, textOf, thorough } from "./_data.ts";

const setsOf = (baskets: Baskets, options: Parameters<typeof mineItemsets>[1]) =>
  [...mineItemsets(baskets, options)].map(({ items, count }) => `${items.join("")} ${count}`);

/** arules' own small examples: tests/testthat/test-eclat.R and test-concise.R. */
const seven = [
  ["a", "b", "c"],
  ["a", "b"],
  ["a", "b", "d"],
  ["b", "e"],
  ["a", "c"],
  ["c", "e"],
  ["a", "b", "d", "e"],
];
const four = [
  ["a", "b", "c"],
  ["a", "b", "c", "d"],
  ["a", "d"],
  ["a", "c"],
];

describe("itemsets of small published examples", () => {
  it("are those of arules", () => {
    expect(mineItemsets(basketsFromLists(seven), { minSupport: 0.1 }).size).toBe(20);
    const baskets = basketsFromLists(four);
    const of = (target: "generators" | "closed" | "maximal") => setsOf(baskets, { minSupport: 0.25, target });
    expect(of("generators")).toEqual(["c 3", "b 2", "d 2", "bd 1", "cd 1"]);
    expect(of("closed")).toEqual(["a 4", "ac 3", "ad 2", "abc 2", "abcd 1"]);
    expect(of("maximal")).toEqual(["abcd 1"]);
  });
});

describe("bad and odd input", () => {
  const baskets = basketsFromLists(four);
  it("is refused with the option, what was expected and what came", () => {
    const mine = (options: Parameters<typeof mineItemsets>[1]) => () => mineItemsets(baskets, options);
    expect(mine({})).toThrow(
      "Cannot mine itemsets: one of minSupport and minCount must be given, got neither",
    );
    expect(mine({ minSupport: 0.1, minCount: 2 })).toThrow("got both");
    expect(mine({ minSupport: 1.1 })).toThrow("minSupport must be a number from 0 to 1, got 1.1");
    expect(mine({ minSupport: Number.NaN })).toThrow("minSupport must be");
    expect(mine({ minCount: 0 })).toThrow("minCount must be a number above 0, got 0");
    expect(mine({ minCount: 1, maxLength: 0 })).toThrow("maxLength must be a positive integer, got 0");
    expect(mine({ minCount: 1, target: "all" as "closed" })).toThrow("target must be");
    expect(mine({ minCount: 1, maxResults: 3 })).toThrow(TooManyResultsError);
  });

  it("has answers: no basket, empty ones, one product, support 0", () => {
    expect(mineItemsets(basketsFromLists([]), { minSupport: 0.5 }).size).toBe(0);
    expect(mineItemsets(basketsFromLists([[], []]), { minSupport: 0 }).size).toBe(0);
    const counted = basketsFromLists([["a"], [], ["a"], []]);
    expect(mineItemsets(counted, { minSupport: 0 }).row(0)).toEqual({ items: ["a"], count: 2, support: 0.5 });
    const known = basketsFromLists([["a"], [], ["a"], []], { emptyBaskets: "leave-out" });
    expect(mineItemsets(known, { minSupport: 0 }).row(0).support).toBe(1);
    // Support 0 means: everything that occurs.
    expect(mineItemsets(baskets, { minSupport: 0 }).size).toBe(15);
  });

  it("of a basket with 10,000 items is bounded in memory, and its closed sets are found", () => {
    const lists = [Array.from({ length: 10_000 }, (_, i) => `i${i}`), ["i1", "i2"], ["i2", "i1", "i3"]];
    const large = basketsFromLists(lists);
    expect(() => mineItemsets(large, { minCount: 1, maxResults: 10_000 })).toThrow(
      "more than 10000 itemsets occur 1 times; raise minSupport",
    );
    expect(setsOf(large, { minCount: 2 }).length).toBe(7);
    const closed = mineItemsets(large, { minCount: 1, target: "closed" });
    expect([...closed].map(({ items, count }) => [items.length, count])).toEqual([
      [2, 3],
      [3, 2],
      [10_000, 1],
    ]);
    const [maximal] = mineItemsets(large, { minCount: 1, target: "maximal" });
    expect(maximal?.items.length).toBe(10_000);
    expect(setsOf(basketsFromLists(lists, { maxItems: 100 }), { minCount: 1 }).length).toBe(7);
    let [seen, longest] = [0, 0];
    for (const { items } of walkItemsets(large, { minCount: 1 })) {
      longest = Math.max(longest, items.length);
      if (++seen === 3000) break;
    }
    expect(longest).toBeLessThan(20);
  });
});

describe("weighted and grouped baskets", () => {
  it("have the closed sets of their frequent ones", () => {
    const lists = fc.array(fc.uniqueArray(fc.constantFrom(..."abcdef"), { maxLength: 6 }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        lists,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 }),
        (all, weights) => {
          const some = weights.slice(0, all.length);
          if (some.every((weight) => weight === 0)) return;
          const baskets = weighBaskets(basketsFromLists(all), some);
          const frequent = [...mineItemsets(baskets, { minCount: 1 })];
          const larger = (one: readonly string[], other: readonly string[]) =>
            one.length > other.length && other.every((item) => one.includes(item));
          for (const target of ["closed", "maximal"] as const) {
            const expected = frequent.filter(
              ({ items, count }) =>
                !frequent.some(
                  (other) => larger(other.items, items) && (target === "maximal" || other.count === count),
                ),
            );
            expect([...mineItemsets(baskets, { minCount: 1, target })]).toEqual(expected);
            // The search for closed sets by themselves, which is there for baskets with too many frequent ones.
            const search = { minCount: 1, maxLength: 9, maximal: target === "maximal", most: 1000 };
            const { items, ends, counts, size } = findClosed(baskets, search);
            const found = Array.from({ length: size }, (_, i) => [
              Array.from(items.subarray(ends[i - 1] ?? 0, ends[i]), (code) => baskets.itemIds[code])
                .sort()
                .join(""),
              counts[i],
            ]);
            expect(found.sort()).toEqual(expected.map(({ items, count }) => [items.join(""), count]).sort());
          }
        },
      ),
    );
    const mixed = addGroups(
      basketsFromLists([
        ["a", "b"],
        ["a", "c"],
      ]),
      [{ name: "g", groupOf: (item) => (item === "a" ? "x" : "y") }],
    );
    expect([...mineItemsets(mixed, { minCount: 2, target: "closed" })].map(({ items }) => items)).toEqual([
      ["a", "g: y"],
      ["g: x", "g: y"],
    ]);
  });
});

describe("what peers get wrong", () => {
  it("asking twice gives the same (node-fpgrowth overwrites its support and finds nothing the second time)", () => {
    const baskets = basketsFromLists(seven);
    expect(setsOf(baskets, { minSupport: 0.3 })).toEqual(setsOf(baskets, { minSupport: 0.3 }));
  });
  it("an item named twice in a basket counts once (node-fpgrowth counts it twice)", () => {
    expect(setsOf(basketsFromLists([["a", "a"], ["b"]]), { minCount: 1 })).toEqual(["a 1", "b 1"]);
  });
  it("a support of 0 is taken at its word (npm apriori turns it into 0.15)", () => {
    const lists = [...Array.from({ length: 30 }, () => ["a"]), ["b"]];
    expect(setsOf(basketsFromLists(lists), { minSupport: 0 })).toEqual(["a 30", "b 1"]);
  });
  it("there is no hidden limit of length (arules stops at 10)", () => {
    const items = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i));
    expect(mineItemsets(basketsFromLists([items]), { minCount: 1 }).sizes.length).toBe(12);
  });
});

describe("itemsets of any baskets", () => {
  const list = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });
  const lists = fc.array(list, { maxLength: 14 });
  const brute = (all: readonly (readonly string[])[], minCount: number) => {
    const found = new Map<string, number>();
    for (let mask = 1; mask < 256; mask++) {
      const set = [..."abcdefgh"].filter((_, i) => (mask >> i) & 1);
      const count = all.filter((one) => set.every((item) => one.includes(item))).length;
      if (count >= minCount) found.set(set.join(""), count);
    }
    return found;
  };
  const larger = (a: string, b: string) => a.length > b.length && [...b].every((item) => a.includes(item));

  it("equal those counted one by one, of every target and length", () => {
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 8 }),
        (all, minCount, maxLength) => {
          const expected = brute(all, minCount);
          const baskets = basketsFromLists(all);
          const check = (
            target: "frequent" | "closed" | "maximal" | "generators",
            keep: (set: string, count: number) => boolean,
          ) => {
            const found = mineItemsets(baskets, { minCount, target, maxLength });
            expect(new Map([...found].map(({ items, count }) => [items.join(""), count]))).toEqual(
              new Map([...expected].filter(([set, count]) => set.length <= maxLength && keep(set, count))),
            );
          };
          const sets = [...expected];
          check("frequent", () => true);
          check("closed", (set, count) => !sets.some(([other, c]) => c === count && larger(other, set)));
          check("maximal", (set) => !sets.some(([other]) => larger(other, set)));
          check(
            "generators",
            (set, count) =>
              count < all.length && !sets.some(([other, c]) => c === count && larger(set, other)),
          );
          const walked = [...walkItemsets(baskets, { minCount, maxLength })];
          expect(walked.length).toBe(mineItemsets(baskets, { minCount, maxLength }).size);
          for (const { items, count } of walked) expect(expected.get(items.join(""))).toBe(count);
        },
      ),
    );
  });

  it("never count a set above its parts, and can be restored from the closed ones", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 4 }), (all, minCount) => {
        const baskets = basketsFromLists(all);
        const frequent = mineItemsets(baskets, { minCount });
        const closed = [...mineItemsets(baskets, { minCount, target: "closed" })];
        for (const { items, count } of frequent) {
          for (const item of items) expect(frequent.get([item])?.count).toBeGreaterThanOrEqual(count);
          const above = closed.filter((set) => items.every((item) => set.items.includes(item)));
          expect(Math.max(...above.map((set) => set.count))).toBe(count);
        }
      }),
    );
  });

  it("change with neither the order of the baskets, nor of their items, nor repeated items", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 4 }), (all, minCount) => {
        const other = [...all].reverse().map((one) => [...one].reverse().concat(one.slice(0, 2)));
        expect(setsOf(basketsFromLists(other), { minCount })).toEqual(
          setsOf(basketsFromLists(all), { minCount }),
        );
      }),
    );
  });
});

describe.skipIf(!haveData)("itemsets of public data (needs CLIENTELE_DATA)", () => {
  const golden = haveData ? JSON.parse(textOf("golden/affinity/golden_affinity.json")) : {};
  const check = (
    name: Parameters<typeof basketsOf>[0],
    expected: Readonly<Record<string, readonly number[]>>,
  ) => {
    // The lowest supports of the large files are for the night, one of each file is for the day.
    const small = name === "groceries" || name === "bms1";
    for (const [support, sizes] of Object.entries(expected))
      if (small || thorough || ["0.01", "0.001"].includes(support))
        expect([support, mineItemsets(basketsOf(name), { minSupport: Number(support) }).sizes]).toEqual([
          support,
          sizes,
        ]);
  };

  it("are those of arules on Groceries, at every support, closed and maximal", () => {
    const baskets = basketsOf("groceries");
    expect([baskets.size, baskets.itemIds.length, baskets.items.length, baskets.report.largest]).toEqual([
      9835, 169, 43367, 32,
    ]);
    check("groceries", golden.groceries_itemsets);
    for (const [support, sizes] of Object.entries<number[]>(golden.groceries_closed_maximal)) {
      const of = (target: "closed" | "maximal") =>
        mineItemsets(baskets, { minSupport: Number(support), target }).size;
      expect([support, of("closed"), of("maximal")]).toEqual([support, ...sizes]);
    }
  });

  it("are those of arules on Groceries, set by set", () => {
    const itemsets = mineItemsets(basketsOf("groceries"), { minSupport: 0.01 });
    const rows = csvRows("golden/affinity/groceries_itemsets_0.01.csv").slice(1);
    expect(itemsets.size).toBe(rows.length);
    for (const [items, count, support] of rows) {
      const found = itemsets.get((items ?? "").slice(1, -1).split(","));
      expect([items, found?.count]).toEqual([items, Number(count)]);
      expect(found?.support).toBeCloseTo(Number(support), 14);
    }
  });

  it("are those of arules on retail", () => {
    check("retail", golden.retail_itemsets);
    const of = (target: "closed" | "maximal", minSupport: number) =>
      mineItemsets(basketsOf("retail"), { minSupport, target }).size;
    expect([of("closed", 0.001), of("maximal", 0.01)]).toEqual([7572, 78]);
    if (thorough) expect(of("maximal", 0.001)).toBe(3452);
  });

  it("are those of arules on T10I4D100K", () => {
    check("T10I4D100K", golden.T10I4D100K_itemsets);
    const of = (target: "closed" | "maximal") =>
      mineItemsets(basketsOf("T10I4D100K"), { minSupport: 0.001, target }).size;
    if (thorough) expect([of("closed"), of("maximal")]).toEqual([26806, 4054]);
  });

  it("are those of arules on Online Retail and BMS-WebView-1", () => {
    check("online_retail", golden.online_retail_itemsets);
    check("bms1", golden.bms1_itemsets);
  });
});

import {
  basketsFromLists,
  deriveRules,
  mineItemsets,
  testImprovements,
  testOnHoldout,
  testRules,
  weighBaskets,
} from "clientele/affinity";
import { createRandom } from "clientele/stats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basketsOf, haveData } from "./_data.ts";

const rulesOf = (lists: readonly (readonly string[])[], minCount: number) =>
  deriveRules(mineItemsets(basketsFromLists(lists), { minCount }), { emptyLeft: true });

describe("a holdout", () => {
  it("that is the baskets themselves gives the tests of the rules", () => {
    const item = fc.constantFrom("a", "b", "c", "d", "e");
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(item, { maxLength: 5 }), { minLength: 1, maxLength: 70 }),
        (lists) => {
          const baskets = basketsFromLists(lists);
          const rules = deriveRules(mineItemsets(baskets, { minCount: 1 }), { emptyLeft: true });
          const { candidates: tested } = rules;
          for (const alternative of ["together", "apart"] as const) {
            const found = testOnHoldout(rules, baskets, { test: alternative, tested });
            const own = testRules(rules, { alternative });
            found.ps.forEach((p, i) => {
              expect(p).toBeCloseTo(own.ps[i]!, 12);
            });
            expect([found.counts, found.leftCounts, found.rightCounts, found.total]).toEqual([
              rules.counts,
              rules.leftCounts,
              rules.rightCounts,
              rules.total,
            ]);
            expect(found.tested).toBe(tested);
          }
          const own = testImprovements(rules);
          testOnHoldout(rules, baskets, { test: "improvement" }).ps.forEach((p, i) => {
            expect(p).toBeCloseTo(own.ps[i]!, 12);
          });
        },
      ),
    );
  });

  it("of items that have nothing to do with each other lets by few of the rules that search has found", () => {
    const random = createRandom("no rules");
    const draw = (n: number) =>
      Array.from({ length: n }, () =>
        Array.from({ length: 30 }, (_, i) => `i${i}`).filter(() => random.next() < 0.15),
      );
    let [rounds, some, plain] = [0, 0, 0];
    for (; rounds < 100; rounds++) {
      const rules = deriveRules(mineItemsets(basketsFromLists(draw(100)), { minCount: 4, maxLength: 2 }), {
        minConfidence: 0.4,
      });
      const tests = testOnHoldout(rules, basketsFromLists(draw(100)), { adjust: "holm" });
      expect(tests.tested).toBe(rules.size);
      if (tests.discoveries > 0) some++;
      // The same rules judged where they were found, as if nothing else had been looked at.
      if (testRules(rules, { adjust: "holm", tested: rules.size }).discoveries > 0) plain++;
    }
    expect(some / rounds).toBeLessThan(0.1);
    expect(plain / rounds).toBeGreaterThan(0.5);
  });

  it("has p = 1 for what it does not hold, and is refused with weights or options that make no sense", () => {
    const rules = rulesOf([["tea", "milk"], ["tea", "milk"], ["bread"]], 2);
    const none = testOnHoldout(rules, basketsFromLists([["bread"], ["cake"]]));
    expect([...none.ps].every((p) => p === 1)).toBe(true);
    expect([none.discoveries, none.total]).toEqual([0, 2]);
    expect([...testOnHoldout(rules, basketsFromLists([])).ps].every((p) => p === 1)).toBe(true);
    const heavy = weighBaskets(basketsFromLists([["tea"], ["milk"]]), [1, 2]);
    expect(() => testOnHoldout(rules, heavy)).toThrow(
      "Cannot test rules on a holdout: the baskets of the holdout must be without weights",
    );
    expect(() => testOnHoldout(rules, basketsFromLists([]), { test: "both" as never })).toThrow(
      "test must be",
    );
    expect(() => testOnHoldout(rules, basketsFromLists([]), { tested: 1 })).toThrow("tested must be");
  });

  it.skipIf(!haveData)(
    "of half of Groceries finds fewer than adjusting for all that was looked at (needs CLIENTELE_DATA)",
    () => {
      const lists = Array.from(basketsOf("groceries"), ({ items }) => items);
      const half = (rest: number) => basketsFromLists(lists.filter((_, i) => i % 2 === rest));
      const rules = deriveRules(mineItemsets(half(0), { minSupport: 0.001 }), { minConfidence: 0.5 });
      const direct = testRules(rules, { level: 0.01, adjust: "bonferroni" });
      const held = testOnHoldout(rules, half(1), { level: 0.01, adjust: "bonferroni" });
      expect([rules.size, rules.candidates, direct.discoveries, held.discoveries]).toEqual([
        11_495, 51_575, 363, 163,
      ]);
    },
  );
});

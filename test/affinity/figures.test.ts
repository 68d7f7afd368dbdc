import {
  basketsFromOrders,
  calibrateReplenishment,
  deriveRules,
  estimateRuleIntervals,
  findSubstitutes,
  fitReplenishment,
  judgeRules,
  mineItemsets,
  pickRules,
  predictReplenishment,
  rankRules,
  sequencesFromBaskets,
  testImprovements,
  testRules,
  weighBasketsByAge,
} from "clientele/affinity";
import { dateOfDay, dayNumber } from "clientele/calendar";
import { expect, it } from "vitest";
import { haveData, readUci } from "../orders/real-data.ts";
import { thorough } from "./_data.ts";

/** The figures of docs/affinity.md. */
it.skipIf(!haveData || !thorough)(
  "UCI Online Retail has the figures of the documentation (needs CLIENTELE_DATA, at night)",
  async () => {
    const { log } = await readUci();
    const figures = (by: "order" | "customer", minSupport: number) => {
      const baskets = basketsFromOrders(log, { asOf: "2011-12-10", by });
      const itemsets = mineItemsets(baskets, { minSupport });
      const rules = deriveRules(itemsets);
      const best = pickRules(rules, rankRules(rules, "lift").subarray(0, 1));
      const interval = estimateRuleIntervals(best, "lift");
      return {
        baskets,
        numbers: [
          baskets.size,
          itemsets.sizes,
          rules.size,
          rules.candidates,
          testRules(rules, { level: 0.01 }).discoveries,
          testImprovements(rules, { level: 0.01 }).discoveries,
          judgeRules(rules).redundantCount,
        ],
        best: { ...best.row(0), lower: interval.lower[0], upper: interval.upper[0] },
      };
    };
    const orders = figures("order", 0.01);
    expect(orders.numbers).toEqual([18_532, [625, 333, 71, 2], 313, 887, 313, 307, 0]);
    expect([log.size, log.customerIds.length]).toEqual([397_924 + 8905, 4372]);
    expect(orders.baskets.report).toMatchObject({
      duplicates: 10_043,
      leftOut: { returns: 8905, freeLines: 40 },
    });
    expect([orders.baskets.itemIds.length, orders.baskets.items.length]).toEqual([3665, 387_841]);
    expect(orders.best).toMatchObject({
      left: ["23172"],
      right: ["23171"],
      count: 202,
      confidence: expect.closeTo(0.902, 3),
      lift: expect.closeTo(61.9, 1),
      lower: expect.closeTo(54.8, 1),
      upper: expect.closeTo(69, 1),
    });
    const customers = figures("customer", 0.05);
    expect(customers.numbers).toEqual([4338, [265, 97, 8, 1], 143, 222, 143, 138, 0]);
    expect(customers.best).toMatchObject({
      left: ["22423", "22697", "22699"],
      right: ["22698"],
      count: 224,
      confidence: expect.closeTo(0.865, 3),
      lift: expect.closeTo(11.8, 1),
      lower: expect.closeTo(10.6, 1),
      upper: expect.closeTo(13, 1),
    });
    const decayed = weighBasketsByAge(orders.baskets, { asOf: "2011-12-10", halfLifeDays: 90 });
    expect(mineItemsets(decayed, { minSupport: 0.01 }).sizes).toEqual([709, 418, 114, 2]);
    const [apart] = findSubstitutes(orders.baskets, { minSupport: 0.02, level: 0.01 });
    expect(apart?.items).toEqual(["85123A", "POST"]);
  },
  60_000,
);

/** The figures of the limits of docs/affinity-next-product.md. */
it.skipIf(!haveData || !thorough)(
  "calibrated intervals of UCI Online Retail hold what they say a quarter later (needs CLIENTELE_DATA, at night)",
  async () => {
    const { log } = await readUci();
    const [asOf, cut] = ["2011-12-10", "2011-09-10"] as const;
    const sequences = sequencesFromBaskets(basketsFromOrders(log, { asOf }));
    const { starts, days, offsets, items, customerIds = [], itemIds } = sequences;
    const next = new Map<string, string>();
    for (let s = 0; s < sequences.size; s++)
      for (let e = starts[s + 1]! - 1; e >= starts[s]! && days[e]! >= dayNumber(cut); e--)
        for (const item of items.subarray(offsets[e], offsets[e + 1]))
          next.set(`${customerIds[s]} ${itemIds[item]}`, dateOfDay(days[e]!));
    const model = fitReplenishment(sequences, { asOf: cut });
    const measuredWith = (minimumGaps?: number) => {
      const found = calibrateReplenishment(sequences, { asOf: cut, minimumGaps });
      if (found.kind === "insufficient") throw new Error("insufficient");
      return found;
    };
    const held = (calibration: ReturnType<typeof measuredWith> | undefined, minimumGaps?: number) => {
      const over = predictReplenishment(model, sequences, { asOf: cut, calibration, minimumGaps }).filter(
        ({ dueTo, stillDue }) => dueTo < asOf && stillDue >= 0.5,
      );
      const inside = over.filter(({ customerId, productId, dueFrom, dueTo }) => {
        const day = next.get(`${customerId} ${productId}`);
        return day !== undefined && day >= dueFrom && day <= dueTo;
      });
      return [over.length, Number((inside.length / over.length).toFixed(3))];
    };
    expect(held(undefined)).toEqual([1541, 0.607]);
    expect(held(measuredWith())).toEqual([70, 0.743]);
    expect(0.8 * measuredWith().shares.at(-1)!).toBeCloseTo(0.777, 3);
    // Who bought a product twice, soon one after the other, has no rhythm yet: why two gaps are the least.
    const once = measuredWith(1);
    expect(held(once, 1)).toEqual([88, 0.545]);
    expect(0.8 * once.shares.at(-1)!).toBeCloseTo(0.75, 3);
  },
  60_000,
);

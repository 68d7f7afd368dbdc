import { trailingPeriods } from "clientele/calendar";
import {
  backtestGold,
  classifyAbc,
  flagDrag,
  flagGold,
  measureConcentration,
  partitionCustomers,
  predictGold,
  predictValue,
  summariseTiers,
  tierPanel,
  topCustomers,
  valueCustomers,
} from "clientele/value";
import { describe, expect, it } from "vitest";
import { dataRows, haveData, readUci } from "../orders/real-data.ts";

describe.skipIf(!haveData)("value of the real world (CLIENTELE_DATA)", () => {
  it("UCI Online Retail: value, classes, gold and tiers agree with a count by brute force [S4-38]", async () => {
    const { log } = await readUci();
    const asOf = "2011-12-10";
    const table = valueCustomers(log, { asOf });
    const worth = new Map<string, number>();
    for (const [, , , quantity, , price, customer = ""] of dataRows(
      "data/clv_rfm/uci_online_retail_full.csv.gz",
    )) {
      if (customer === "") continue;
      const thousandths = Math.round(Number(quantity) * Number(price) * 1000);
      worth.set(customer, (worth.get(customer) ?? 0) + thousandths);
    }
    expect([table.size, table.basis]).toEqual([4372, "revenue"]);
    expect([...table.value]).toEqual(table.customerIds.map((id) => worth.get(id)));

    const best = [...worth].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1));
    const total = best.reduce((sum, [, value]) => sum + Math.max(value, 0), 0);
    const reach = (share: number): number => {
      let [sum, count] = [0, 0];
      while (sum < share * total) sum += best[count++]?.[1] ?? 0;
      return count;
    };
    const summary = summariseTiers(classifyAbc(table));
    expect(summary.map((row) => row.customers)).toEqual([
      reach(0.8),
      reach(0.95) - reach(0.8),
      4372 - reach(0.95),
    ]);
    expect(summary.map((row) => [row.tier, row.customers, row.value.amount])).toEqual([
      ["A", 1178, "6651083.581"],
      ["B", 1456, "1246929.522"],
      ["C", 1738, "402052.711"],
    ]);
    const gold = flagGold(table);
    expect([gold.wanted, gold.count, gold.lowest?.amount]).toEqual([219, 219, "5639.15"]);
    expect([...gold].filter((row) => row.gold).map((row) => row.customerId)).toEqual(
      best
        .slice(0, 219)
        .map(([id]) => id)
        .sort(),
    );
    expect(topCustomers(table, { count: 3 }).map((row) => row.customerId)).toEqual(
      best.slice(0, 3).map(([id]) => id),
    );

    // Revenue alone: the file has no costs, so nobody is below zero but by returns.
    const spread = measureConcentration(table);
    if (spread.kind === "insufficient") throw new Error("insufficient");
    const rising = [...table.value].map((value) => Math.max(value, 0)).sort((x, y) => x - y);
    const weighted = rising.reduce((sum, value, i) => sum + (2 * (i + 1) - 4372 - 1) * value, 0);
    expect(spread.gini).toBeCloseTo(weighted / (4372 * total), 12);
    const parts = partitionCustomers(table);
    expect(parts.configuration).toMatchObject({ basis: "revenue", costToServe: false });
    expect([parts.counts.MVC, parts.counts.BZC]).toEqual([
      reach(0.5),
      [...worth.values()].filter((v) => v < 0).length,
    ]);
    // Gold of one half-year as a prediction of the next, by revenue.
    const before = valueCustomers(log, { from: "2010-12-01", asOf: "2011-06-01" });
    const now = valueCustomers(log, { from: "2011-06-01", asOf: "2011-12-01" });
    const foreseen = backtestGold(now, { before });
    if (foreseen.kind === "insufficient") throw new Error("insufficient");
    expect([foreseen.predicted.length, foreseen.actual.length, foreseen.hits]).toEqual([139, 175, 99]);
    const drag = flagDrag(table, { log });
    expect([drag.wanted, drag.count <= drag.wanted]).toEqual([874, true]);

    const panel = tierPanel(log, { periods: trailingPeriods(asOf, { months: 3, count: 4 }) });
    const occupancy = panel.periods.map((_, p) => {
      const cells = panel.cells.subarray(p * panel.customerIds.length, (p + 1) * panel.customerIds.length);
      return panel.states.map((_, state) => cells.filter((cell) => cell === state).length);
    });
    expect(occupancy).toEqual([
      [582, 550, 464, 232],
      [765, 681, 556, 798],
      [670, 662, 590, 1448],
      [1007, 984, 898, 1449],
    ]);
  }, 60_000);

  it("UCI Online Retail: roots err less than the last value in both ways, amounts in one; gold by both rules", async () => {
    const { log } = await readUci();
    const options = { asOf: "2011-12-01", months: 6 } as const;
    const root = predictValue(log, options);
    const linear = predictValue(log, { ...options, scale: "linear" });
    if (root.kind === "insufficient" || linear.kind === "insufficient") throw new Error("insufficient");
    expect(root.heldOut.beatsNaive).toEqual({ meanAbsolute: true, rootMeanSquare: true });
    expect(linear.heldOut.beatsNaive).toEqual({ meanAbsolute: false, rootMeanSquare: true });
    expect(root.heldOut.expected.rootMeanSquare).toBeLessThan(linear.heldOut.expected.rootMeanSquare);
    expect(Math.abs(root.heldOut.bias!)).toBeLessThan(0.02);
    const gold = predictGold(log, options);
    if (gold.kind === "insufficient") throw new Error("insufficient");
    const { "last-value": plain, regression } = gold.tests;
    // Of 136 customers with a purchase in the first half-year who were named; backtestGold names 139, of all with a line.
    expect([plain.predicted, plain.hits, regression.hits]).toEqual([136, 97, 94]);
    expect([gold.actual, gold.newcomers, gold.by]).toEqual([175, 21, "last-value"]);
  }, 60_000);
});

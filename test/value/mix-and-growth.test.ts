import { trailingPeriods } from "clientele/calendar";
import type { LifecycleChange, SpendEstimate } from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom } from "clientele/stats";
import {
  classifyGrowth,
  compareCompetitorSpend,
  estimatePotential,
  measureBreadth,
  predictValue,
  summariseLosses,
  summariseProducts,
  valueCustomers,
} from "clientele/value";
import { describe, expect, it } from "vitest";

const eur = { currency: "EUR" } as const;
const buy = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: string,
  productId?: string,
): OrderRow => ({
  customerId,
  orderedOn,
  amount,
  ...(productId === undefined ? {} : { productId }),
});

describe("breadth and mix", () => {
  const log = orderLogFromRows(
    [
      buy("ann", "2026-05-02", "30", "tea"),
      buy("ann", "2026-05-03", "30", "tea"),
      buy("ann", "2026-05-03", "-5", "pot"),
      buy("bob", "2026-05-02", "10", "cup"),
      buy("bob", "2026-05-02", "10", "tea"),
      buy("bob", "2026-05-02", "20", "pot"),
      buy("cyd", "2026-05-02", "10", "cup"),
      buy("cyd", "2026-05-02", "5"),
    ],
    eur,
  );

  it("tell who buys one or two products and may buy the rest elsewhere [S4-49]", () => {
    const table = measureBreadth(log, { asOf: "2026-06-01" });
    expect([...table].map((row) => [row.products, row.mainProduct, row.mainShare])).toEqual([
      [1, "tea", 1],
      [3, "pot", 0.5],
      [1, "cup", 1],
    ]);
    expect(table.get("bob")?.effectiveProducts).toBeCloseTo(1 / (0.25 ** 2 + 0.25 ** 2 + 0.5 ** 2), 12);
    // Of what cyd bought for 5 is not known: nothing is concluded.
    expect(table.fewProducts).toEqual(["ann"]);
  });

  it("sum up what is sold, and how much at a time [S2-30] [S3-13]", () => {
    expect(
      summariseProducts(log, { asOf: "2026-06-01" }).map((row) => [
        row.name,
        row.purchases.amount,
        row.lines,
        row.customers,
        row.perLine.amount,
      ]),
    ).toEqual([
      ["tea", "70.00", 3, 2, "23.33"],
      ["cup", "20.00", 2, 2, "10.00"],
      ["pot", "20.00", 1, 1, "20.00"],
      [undefined, "5.00", 1, 1, "5.00"],
    ]);
    const byCategory = summariseProducts(log, {
      asOf: "2026-06-01",
      productCategories: new Map([
        ["cup", "ware"],
        ["pot", "ware"],
      ]),
    });
    expect(byCategory.map((row) => row.name)).toEqual([undefined, "ware"]);
    expect(byCategory.reduce((sum, row) => sum + row.share, 0)).toBeCloseTo(1, 12);
  });

  it("are part of the potential, beside the wallet [S3-12]", () => {
    const estimate: SpendEstimate = {
      schemaVersion: 1,
      id: "e1",
      customerId: "cyd",
      periodFrom: "2026-01-01",
      periodTo: "2026-06-01",
      total: { amount: "150", currency: "EUR" },
      confidence: 0.5,
      source: { observedOn: "2026-06-01", method: "stated" },
    };
    const values = valueCustomers(log, { asOf: "2026-06-01" });
    const breadth = measureBreadth(log, { asOf: "2026-06-01" });
    const found = estimatePotential(values, { breadth, spendEstimates: [estimate], reach: 1 });
    expect([...found.values()].map((row) => [row.customerId, row.potential.amount])).toEqual([
      ["ann", "165.00"],
      ["bob", "40.00"],
      ["cyd", "150.00"],
    ]);
    const foreign = { ...estimate, total: { amount: "1", currency: "USD" } };
    expect(() => estimatePotential(values, { spendEstimates: [foreign] })).toThrow(
      'currency must be "EUR", got "USD"',
    );
  });
});

describe("growth", () => {
  const months = [
    "2026-01-10",
    "2026-02-10",
    "2026-03-10",
    "2026-04-10",
    "2026-05-10",
    "2026-06-10",
  ] as const;
  const course = (customerId: string, amounts: readonly number[]) =>
    amounts.flatMap((amount, i) => (amount === 0 ? [] : [buy(customerId, months[i]!, String(amount))]));
  const log = orderLogFromRows(
    [
      ...course("fall", [60, 50, 40, 30, 20, 10]),
      ...course("gone", [9, 9, 9, 9, 0, 0]),
      ...course("level", [10, 10, 10, 10, 10, 10]),
      ...course("new", [0, 0, 0, 0, 9, 9]),
      ...course("rise", [10, 20, 30, 40, 50, 60]),
      ...course("seldom", [0, 9, 0, 0, 9, 0]),
      ...course("wild", [10, 99, 10, 99, 10, 99]),
    ],
    { ...eur, window: { from: "2026-01-01", to: "2026-07-01" } },
  );

  it("has a pattern, with its numbers and its reason [S1-34]", () => {
    const table = classifyGrowth(log, { periods: trailingPeriods("2026-07-01", { months: 1, count: 6 }) });
    expect([...table].map((row) => row.pattern)).toEqual([
      "shrinking",
      "gone",
      "steady",
      "new",
      "growing",
      "sporadic",
      "volatile",
    ]);
    // slope 10 over a mean of 35, and no scatter about the line
    expect(table.get("rise")?.growth).toBeCloseTo(10 / 35, 12);
    expect(table.get("rise")?.volatility).toBeCloseTo(0, 12);
    expect(table.get("gone")?.reason).toBe("nothing bought in the last 2 of 6 periods");
    expect(() =>
      classifyGrowth(log, { periods: trailingPeriods("2026-07-01", { months: 1, count: 2 }) }),
    ).toThrow("at least 3 periods, got 2");
    const later = { periods: trailingPeriods("2026-08-01", { months: 1, count: 6 }) };
    expect(() => classifyGrowth(log, later)).toThrow(
      "the last period must not be after 2026-07-01, until when the log was observed (window.to), got 2026-08-01",
    );
  });
});

describe("a prediction of value", () => {
  // The second year is 5 + 0.5 · the first, but for noise of a few cents: the regression must find it again.
  const random = createRandom(42);
  const rows: OrderRow[] = [];
  for (let i = 0; i < 200; i++) {
    const id = `c${String(i).padStart(3, "0")}`;
    const [early, late] = [10 + Math.floor(random.next() * 90), 10 + Math.floor(random.next() * 90)];
    rows.push(buy(id, "2024-08-01", String(early)), buy(id, "2025-03-01", String(late)));
    rows.push(buy(id, "2025-08-01", (5 + 0.5 * (early + late) + random.next() / 10).toFixed(2)));
  }
  const log = orderLogFromRows(rows, { ...eur, window: { from: "2024-06-01", to: "2026-06-01" } });

  it("finds a law that is there, and errs less than the last value on unseen customers", () => {
    const found = predictValue(log, { asOf: "2026-06-01", scale: "linear" });
    if (found.kind === "insufficient") throw new Error("insufficient");
    expect(found.fit.coefficients.find((one) => one.name === "monetary")?.estimate).toBeCloseTo(0.5, 2);
    expect(found.heldOut.expected.meanAbsolute).toBeLessThan(0.05);
    expect(found.heldOut.typical).toEqual(found.heldOut.expected);
    expect(found.heldOut.beatsNaive).toEqual({ meanAbsolute: true, rootMeanSquare: true });
    expect(found.heldOut.coverage).toBeGreaterThan(0.85);
    expect(found.size).toBe(200);
    expect([found.asOf, found.to]).toEqual(["2026-06-01", "2027-06-01"]);
  });

  it("is refused without two periods", () => {
    expect(predictValue(log, { asOf: "2025-06-01" })).toEqual({
      kind: "insufficient",
      of: "months observed",
      have: 12,
      need: 24,
    });
    expect(() => predictValue(log, { asOf: "2026-06-01", folds: 1 })).toThrow(
      "folds must be an integer of at least 2, got 1",
    );
  });
});

describe("losses", () => {
  const values = valueCustomers(
    orderLogFromRows([buy("ann", "2025-05-02", "90"), buy("bob", "2025-05-02", "10")], eur),
    { asOf: "2026-01-01" },
  );
  const change = (
    id: string,
    partyId: string,
    on: LifecycleChange["on"],
    stage: LifecycleChange["stage"],
    reason?: string,
    competitorId?: string,
  ): LifecycleChange => ({
    schemaVersion: 1,
    id,
    partyId,
    on,
    stage,
    detected: "inferred",
    ...(reason === undefined ? {} : { reason }),
    ...(competitorId === undefined ? {} : { competitorId }),
  });

  it("are summed by cause, the costliest first [S3-17] [S3-2]", () => {
    const changes = [
      change("1", "ann", "2026-02-01", "lost", "late repairs", "rival"),
      change("2", "bob", "2026-02-01", "lost", "price"),
      change("3", "cyd", "2026-02-01", "lost"),
      change("4", "dan", "2026-02-01", "lost", "price"),
      change("5", "dan", "2026-03-01", "won-back"),
      change("6", "eve", "2025-12-31", "lost", "price"),
    ];
    const found = summariseLosses(changes, { from: "2026-01-01", to: "2026-07-01", values });
    expect(found.map((row) => [row.cause, row.customers, row.value.amount, row.share])).toEqual([
      ["late repairs", 1, "90.00", 0.9],
      ["price", 1, "10.00", 0.1],
      [undefined, 1, "0.00", 0],
    ]);
    expect(found[0]?.competitors).toEqual([{ competitorId: "rival", customers: 1 }]);
    expect(summariseLosses(changes.toReversed(), { from: "2026-01-01", to: "2026-07-01", values })).toEqual(
      found,
    );
  });

  it("of spend are told by cause, the causes adding up to the whole [S3-2]", () => {
    const estimate = (
      id: string,
      customerId: string,
      rivals: readonly [string, string][],
    ): SpendEstimate => ({
      schemaVersion: 1,
      id,
      customerId,
      periodFrom: "2025-01-01",
      periodTo: "2027-01-01",
      total: { amount: "500", ...eur },
      confidence: 1,
      source: { observedOn: "2026-06-01", method: "stated" },
      byCompetitor: rivals.map(([competitorId, amount]) => ({ competitorId, amount, ...eur })),
    });
    const [found, other] = compareCompetitorSpend(
      [
        estimate("4", "ann", [["rival", "160"]]),
        estimate("5", "bob", [
          ["rival", "30.50"],
          ["other", "7"],
        ]),
        estimate("6", "cyd", [["rival", "5"]]),
      ],
      {
        before: [
          estimate("1", "ann", [["rival", "100"]]),
          estimate("2", "bob", [["rival", "10"]]),
          estimate("3", "cyd", [["rival", "40"]]),
        ],
        ...eur,
        causes: new Map([
          ["ann", "price"],
          ["bob", "late"],
          ["dan", "price"],
        ]),
      },
    );
    // 60 for the price, 20.50 for lateness, and 35 came back for no cause that is known.
    expect(found?.moved.amount).toBe("45.50");
    expect(found?.causes.map(({ cause, customers, moved }) => [cause, customers, moved.amount])).toEqual([
      ["price", 1, "60.00"],
      ["late", 1, "20.50"],
      [undefined, 1, "-35.00"],
    ]);
    expect([other?.competitorId, other?.before.amount, other?.causes[0]?.cause]).toEqual([
      "other",
      "0.00",
      "late",
    ]);
  });

  it("of spend are told by competitor, of who was asked both times [S3-2]", () => {
    const estimate = (
      id: string,
      customerId: string,
      rival: string,
      periodFrom: SpendEstimate["periodFrom"] = "2025-01-01",
    ): SpendEstimate => ({
      schemaVersion: 1,
      id,
      customerId,
      periodFrom,
      periodTo: "2027-01-01",
      total: { amount: "500", ...eur },
      confidence: 1,
      source: { observedOn: "2026-06-01", method: "stated" },
      byCompetitor: [{ competitorId: "rival", amount: rival, ...eur }],
    });
    const found = compareCompetitorSpend([estimate("3", "ann", "160"), estimate("4", "cyd", "99")], {
      before: [estimate("1", "ann", "100"), estimate("2", "bob", "9")],
      ...eur,
    });
    expect(found).toEqual([
      {
        competitorId: "rival",
        customers: 1,
        before: { amount: "100.00", ...eur },
        now: { amount: "160.00", ...eur },
        moved: { amount: "60.00", ...eur },
        causes: [{ customers: 1, moved: { amount: "60.00", ...eur } }],
      },
    ]);
    expect(() =>
      compareCompetitorSpend([estimate("1", "ann", "1"), estimate("2", "ann", "2")], { before: [], ...eur }),
    ).toThrow("got two of ann");
  });
});

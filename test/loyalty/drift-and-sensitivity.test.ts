import { addMonths } from "clientele/calendar";
import { findDriftInsights, satisfactionSensitivity } from "clientele/loyalty";
import { insightSchema, type SpendEstimate, type SurveyAnswer } from "clientele/model";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { valueTableFromColumns } from "clientele/value";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const asOf = "2026-07-01";
/** One purchase in the middle of each of these months, counted back from July 2026: 1 is June. */
const bought = (customerId: string, monthsBack: readonly number[]) =>
  monthsBack.map((back) => ({
    customerId,
    orderedOn: addMonths("2026-07-15", -back) as OrderRow["orderedOn"],
    amount: "5",
  }));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const logOf = (rows: readonly OrderRow[]) =>
  orderLogFromRows(rows, { currency: "EUR", window: { from: "2025-01-01", to: asOf } });

describe("drift of retention", () => {
  it("is found where fewer months than chance explains have a purchase", () => {
    const log = logOf([
      ...bought("gone", range(4, 15)),
      ...bought("late", range(4, 7)),
      ...bought("loyal", range(1, 15)),
      ...bought("new", [1]),
      ...bought("seldom", [5, 9, 13]),
    ]);
    const found = findDriftInsights({ log }, { asOf });
    // gone: 12 of 12, then 0 of 3. All 12 active months fall on the earlier 12 of 15 in 1 of C(15, 3) = 455 ways.
    // late began 7 months ago: 4 of 4, then 0 of 3, in 1 of C(7, 3) = 35 ways; of 4 customers tested q = 4/35 / 2.
    expect(found.map((one) => [one.subjectId, one.payload["before"], one.payload["after"]])).toEqual([
      ["gone", 1, 0],
      ["late", 1, 0],
    ]);
    expect(found[0]?.payload["p"]).toBeCloseTo(1 / 455, 12);
    expect(found[0]?.payload["qValue"]).toBeCloseTo(4 / 455, 12);
    expect(found[1]?.payload["p"]).toBeCloseTo(1 / 35, 12);
    expect(found[1]?.payload["qValue"]).toBeCloseTo(2 / 35, 12);
    expect(found[0]?.strength).toBeCloseTo(1 - 4 / 455, 12);
    expect(found[0]?.payload).toMatchObject({
      measure: "retention",
      periodFrom: "2026-04-01",
      periodTo: asOf,
    });
    for (const insight of found) expect(insightSchema.safeParse(insight).error).toBeUndefined();
    expect(
      findDriftInsights({ log }, { asOf, falseDiscoveryRate: 0.01 }).map((one) => one.subjectId),
    ).toEqual(["gone"]);
  });

  it("is of months that the log covers in full alone", () => {
    const rows = bought("gone", range(4, 6));
    const short = orderLogFromRows(rows, { currency: "EUR", window: { from: "2026-01-10", to: asOf } });
    // February and March are left of the earlier months: 2 of 2, then 0 of 3, in 1 of C(5, 3) = 10 ways.
    expect(findDriftInsights({ log: short }, { asOf, falseDiscoveryRate: 0.2 })[0]?.payload["p"]).toBeCloseTo(
      0.1,
      12,
    );
    const none = orderLogFromRows(bought("gone", [1]), {
      currency: "EUR",
      window: { from: "2026-05-01", to: asOf },
    });
    expect(findDriftInsights({ log: none }, { asOf })).toEqual([]);
  });

  it("is seldom found where nothing changed", () => {
    // Customers who buy in each month with chance one half, whatever the month.
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 15 - 1), { minLength: 40, maxLength: 40 }), (patterns) => {
        const rows = patterns.flatMap((bits, i) =>
          bought(
            `c${String(i).padStart(2, "0")}`,
            range(1, 15).filter((back) => ((bits >> (back - 1)) & 1) === 1),
          ),
        );
        if (rows.length === 0) return;
        expect(findDriftInsights({ log: logOf(rows) }, { asOf }).length).toBeLessThanOrEqual(2);
      }),
      { seed: 71, numRuns: 20 },
    );
  });

  it("of the share of wallet is a fall between two periods", () => {
    const estimate = (
      id: string,
      from: SpendEstimate["periodFrom"],
      to: SpendEstimate["periodTo"],
      ours: string,
      confidence = 1,
    ): SpendEstimate => ({
      schemaVersion: 1,
      id,
      customerId: "ann",
      periodFrom: from,
      periodTo: to,
      confidence,
      total: { amount: "100", currency: "EUR" },
      ours: { amount: ours, currency: "EUR" },
      source: { observedOn: "2026-01-01", method: "stated" },
    });
    const [older, newer] = [
      estimate("1", "2024-01-01", "2025-01-01", "80"),
      estimate("2", "2025-01-01", "2026-01-01", "55", 0.5),
    ];
    const [drift, ...none] = findDriftInsights({ spendEstimates: [newer, older] }, { asOf });
    expect(none).toEqual([]);
    expect(drift?.strength).toBeCloseTo(0.125, 12);
    expect(drift?.payload).toEqual({
      measure: "share-of-wallet",
      direction: "down",
      before: 0.8,
      after: 0.55,
      periodFrom: "2025-01-01",
      periodTo: "2026-01-01",
    });
    expect(insightSchema.safeParse(drift).error).toBeUndefined();
    expect(findDriftInsights({ spendEstimates: [older, newer] }, { asOf, walletFall: 0.3 })).toEqual([]);
    // Another opinion about the same period is no fall.
    expect(
      findDriftInsights(
        { spendEstimates: [older, estimate("3", "2024-06-01", "2026-01-01", "9")] },
        { asOf },
      ),
    ).toEqual([]);
  });

  it("is refused with options that make no sense", () => {
    expect(() => findDriftInsights({}, { asOf, recentMonths: 0 })).toThrow(
      "recentMonths must be a positive integer, got 0",
    );
    expect(() => findDriftInsights({}, { asOf, walletFall: 2 })).toThrow(
      "walletFall must be from 0 to 1, got 2",
    );
  });
});

describe("what more satisfaction goes with", () => {
  const answer = (partyId: string, perception: number, more: Partial<SurveyAnswer> = {}): SurveyAnswer => ({
    schemaVersion: 1,
    id: `${partyId}-${perception}`,
    partyId,
    survey: "2025",
    answeredAt: "2025-12-01T09:00:00Z",
    subject: "own",
    dimension: "overall",
    element: "all in all",
    scale: { worst: 1, best: 5 },
    perception,
    ...more,
  });
  const ids = Array.from({ length: 12 }, (_, i) => `c${String(i).padStart(2, "0")}`);
  const valuesOf = (amounts: readonly number[]) =>
    valueTableFromColumns({
      customers: ids.slice(0, amounts.length),
      from: "2026-01-01",
      asOf: "2026-07-01",
      currency: "EUR",
      exponent: 2,
      revenue: Float64Array.from(amounts, (amount) => amount * 100),
      cost: new Float64Array(amounts.length),
    });

  it("is the slope of profit on satisfaction, worked by hand, with its interval [S3-19]", () => {
    // Half score 0.25 and are worth 90 or 110, half 0.75 and are worth 190 or 210: 100 more for half a unit, 200 a unit.
    const values = valuesOf([90, 110, 90, 110, 90, 110, 190, 210, 190, 210, 190, 210]);
    const answers = ids.map((id, i) => answer(id, i < 6 ? 2 : 4));
    const found = satisfactionSensitivity([...answers, answer("zed", 5)], { values });
    if (found.kind === "insufficient") throw new Error("insufficient");
    expect(found.perUnit.estimate).toBeCloseTo(200, 9);
    expect(found.change.estimate).toBeCloseTo(10, 9);
    // HC3 of two equal groups of 6 with residuals of 10: Σ over both (10 / (1 − 1/6))² · 6 / 36 = 2 · 144 / 6 = 48 is the
    // variance of the difference of means, and four times as much that of the slope; t of 10 degrees at 95 % is 2.228139.
    const reach = 2.228138852 * Math.sqrt(4 * 48);
    expect(found.perUnit.lower).toBeCloseTo(200 - reach, 5);
    expect(found.perUnit.upper).toBeCloseTo(200 + reach, 5);
    expect([found.customers, found.withoutValue, found.satisfaction, found.value]).toEqual([12, 1, 0.5, 150]);
    expect(found.relative?.estimate).toBeCloseTo(10 / 150, 12);
    // Between the groups 12 · 50², within 12 · 10².
    expect(found.explained).toBeCloseTo(2500 / 2600, 12);
    expect(found.p).toBeLessThan(1e-5);
    expect(found.text).toContain("5 points more satisfaction go with 10.00 EUR of profit a customer");
    expect(satisfactionSensitivity([answer("zed", 5), ...answers.toReversed()], { values })).toEqual(found);
  });

  it("of a fall is as much the other way, and of a loss has no share", () => {
    const values = valuesOf(ids.map((_, i) => -100 - 10 * (i % 4) - (i % 3)));
    const found = satisfactionSensitivity(
      ids.map((id, i) => answer(id, 1 + (i % 4))),
      { values, points: -0.1 },
    );
    if (found.kind === "insufficient") throw new Error("insufficient");
    expect(found.change.estimate).toBeCloseTo(-0.1 * found.perUnit.estimate, 12);
    expect(found.change.lower).toBeLessThan(found.change.estimate);
    expect(found).not.toHaveProperty("relative");
  });

  it("is no number with few customers, or with nothing that differs", () => {
    const values = valuesOf(ids.map((_, i) => i));
    const few = ids.slice(0, 9).map((id, i) => answer(id, 1 + (i % 5)));
    expect(satisfactionSensitivity(few, { values })).toEqual({
      kind: "insufficient",
      of: "customers with an answer and a value",
      have: 9,
      need: 10,
    });
    const same = ids.map((id) => answer(id, 3));
    expect(satisfactionSensitivity(same, { values })).toMatchObject({
      of: "different scores of satisfaction",
    });
    const flat = valuesOf(ids.map(() => 7));
    const mixed = ids.map((id, i) => answer(id, 1 + (i % 5)));
    expect(satisfactionSensitivity(mixed, { values: flat })).toMatchObject({
      of: "different values",
      have: 1,
    });
    expect(() => satisfactionSensitivity([], { values, points: 5 })).toThrow(
      "points must be from -1 to 1, got 5",
    );
  });
});

import type { SpendEstimate } from "clientele/model";
import { CurrencyMismatchError } from "clientele/money";
import { orderLogFromRows } from "clientele/orders";
import { createRandom, normal } from "clientele/stats";
import { estimatePotential, fitWallet, valueCustomers } from "clientele/value";
import { describe, expect, it } from "vitest";

const asOf = "2026-06-01";
const name = (i: number) => `c${String(i).padStart(3, "0")}`;
const estimate = (i: number, total: string, confidence: number, currency = "EUR"): SpendEstimate => ({
  schemaVersion: 1,
  id: `e${i}`,
  customerId: name(i),
  periodFrom: "2025-06-01",
  periodTo: asOf,
  total: { amount: total, currency },
  confidence,
  source: { observedOn: asOf, method: "stated" },
});
const valuesOf = (revenues: readonly number[]) =>
  valueCustomers(
    orderLogFromRows(
      revenues.map((revenue, i) => ({
        customerId: name(i),
        orderedOn: "2026-05-01" as const,
        amount: revenue.toFixed(2),
      })),
      { currency: "EUR" },
    ),
    { asOf },
  );

describe("the law of wallets", () => {
  /** Every part of the customers holds 10, 20, 40, 80 once with a total of twice, and once with one of eight times as much. */
  const combination = (i: number) => Math.floor(i / 5);
  const revenues = Array.from({ length: 40 }, (_, i) => 10 * 2 ** (combination(i) % 4));
  const totals = revenues.map((revenue, i) => revenue * (combination(i) < 4 ? 2 : 8));
  const values = valuesOf(revenues);

  it("is worked by hand: four times the revenue, twice as much or half of it beside", () => {
    const law = fitWallet(
      values,
      totals.map((total, i) => estimate(i, total.toFixed(2), 0.5)),
    );
    if (law.kind === "insufficient") throw new Error("insufficient");
    expect(law.estimate).toBeCloseTo(1, 12);
    expect(law.customers).toBe(40);
    expect(law.error).toBeCloseTo(Math.log(2), 12);
    expect(law.heldOutFactor).toBeCloseTo(2, 12);
    // Powers of two beside the mean of all: 2.5, 0.5, 1.5, 0.5, 0.5, 1.5, 0.5, 2.5.
    expect(law.naiveFactor).toBeCloseTo(2 ** 1.25, 12);
  });

  it("gives the potential of a wallet its interval: none where it is sure, all of the error where nothing is", () => {
    const sure = [0, 0.75, 1];
    const estimates = totals.map((total, i) => estimate(i, total.toFixed(2), sure[i] ?? 0.5));
    const found = estimatePotential(values, { spendEstimates: estimates });
    const intervalOf = (i: number) => {
      const { interval, potential, from } = found.get(name(i))!;
      return [from, interval?.lower.amount, potential.amount, interval?.upper.amount];
    };
    // 10 with us, 20 in all: half and twice as much; √2 times at a confidence of three quarters; itself.
    expect(intervalOf(0)).toEqual(["wallet", "10.00", "20.00", "40.00"]);
    expect(intervalOf(1)).toEqual(["wallet", "14.14", "20.00", "28.28"]);
    expect(intervalOf(2)).toEqual(["wallet", "20.00", "20.00", "20.00"]);
    // Nobody spends less in all than with us.
    const low = estimatePotential(values, {
      spendEstimates: [...estimates.slice(1), estimate(0, "11.00", 0)],
    });
    expect(low.get(name(0))?.interval?.lower.amount).toBe("10.00");
  });

  it("holds as often as it says, and errs less than the mean of all", () => {
    const random = createRandom(3);
    const many = Array.from({ length: 400 }, () => 10 * Math.exp(3 * random.next()));
    const law = fitWallet(
      valuesOf(many),
      many.map((revenue, i) =>
        estimate(i, (revenue * (1 + 2 * Math.exp(normal(random, 0, 0.4)))).toFixed(2), 0.5),
      ),
    );
    if (law.kind === "insufficient") throw new Error("insufficient");
    expect(law.lower).toBeLessThan(1);
    expect(law.upper).toBeGreaterThan(1);
    expect(law.coverage).toBeGreaterThan(0.92);
    expect(law.coverage).toBeLessThan(0.98);
    expect(law.heldOutFactor).toBeLessThan(law.naiveFactor);
  });

  it("is none of few estimates, of one revenue, or of totals below what is spent with us", () => {
    const estimates = totals.map((total, i) => estimate(i, total.toFixed(2), 0.5));
    expect(fitWallet(values, estimates.slice(0, 28))).toEqual({
      kind: "insufficient",
      of: "customers with an estimate and a revenue",
      have: 28,
      need: 29,
    });
    expect(fitWallet(values, estimates.slice(0, 24), { confidence: 0.9 })).toMatchObject({ kind: "law" });
    expect(fitWallet(valuesOf(revenues.map(() => 10)), estimates)).toMatchObject({
      of: "different revenues",
      have: 1,
    });
    const below = totals.map((_, i) => estimate(i, "5.00", 0.5));
    expect(fitWallet(values, below)).toMatchObject({ kind: "insufficient", have: 0 });
    const potential = estimatePotential(values, { spendEstimates: estimates.slice(0, 5) });
    expect(potential.get(name(0))?.interval).toBeUndefined();
  });

  it("refuses options that make no sense, and another currency", () => {
    const estimates = [estimate(0, "20.00", 0.5, "USD")];
    expect(() => fitWallet(values, estimates)).toThrow(CurrencyMismatchError);
    expect(() => fitWallet(values, [], { folds: 1 })).toThrow(
      "folds must be an integer of at least 2, got 1",
    );
    expect(() => fitWallet(values, [], { confidence: 1 })).toThrow(
      "confidence must lie between 0 and 1, got 1",
    );
  });
});

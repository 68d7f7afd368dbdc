import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { createRandom, normal } from "clientele/stats";
import {
  estimatePotential,
  fitBreadth,
  measureBreadth,
  partitionCustomers,
  predictGold,
  predictValue,
  valueCustomers,
} from "clientele/value";
import { describe, expect, it } from "vitest";

const buy = (
  customerId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: number,
  productId?: string,
): OrderRow => ({
  customerId,
  orderedOn,
  amount: amount.toFixed(2),
  ...(productId === undefined ? {} : { productId }),
});
const name = (i: number) => `c${String(i).padStart(3, "0")}`;
const window = { from: "2024-06-01", to: "2026-06-01" } as const;
const asOf = "2026-06-01";

/** The root of the second year is that of the first plus noise: skewed, as what customers bring is. */
function skewedLog(seed: number, count = 300) {
  const random = createRandom(seed);
  const rows = Array.from({ length: count }, (_, i) => {
    const root = 3 + 17 * random.next() ** 2;
    const next = Math.max(0, root + normal(random, 0, 2));
    const day = (year: number, month: number) =>
      `${year}-${String(month).padStart(2, "0")}-${String(1 + Math.floor(random.next() * 28)).padStart(2, "0")}` as OrderRow["orderedOn"];
    const own = [buy(name(i), day(2024, 9), root ** 2 * 0.5), buy(name(i), day(2025, 2), root ** 2 * 0.5)];
    return next ** 2 < 0.01 ? own : [...own, buy(name(i), day(2025, 9), next ** 2)];
  }).flat();
  return orderLogFromRows(rows, { currency: "EUR", window });
}

describe("a prediction on the scale of roots", () => {
  const found = predictValue(skewedLog(1), { asOf });
  if (found.kind === "insufficient") throw new Error("insufficient");

  it("finds the law, tells a mean above the median, and an interval that holds as often as it says", () => {
    expect(found.scale).toBe("root");
    expect(found.fit.rSquared).toBeGreaterThan(0.8);
    // Both differ by the variance about the root, here about 2² = 4.
    expect(found.fit.dispersion).toBeGreaterThan(3);
    expect(found.fit.dispersion).toBeLessThan(5);
    for (let i = 0; i < found.size; i++) {
      expect(found.expected[i]! - found.typical[i]!).toBeCloseTo(found.fit.dispersion, 9);
      expect(found.lower[i]).toBeLessThanOrEqual(found.typical[i]!);
      expect(found.upper[i]).toBeGreaterThanOrEqual(found.expected[i]! - found.fit.dispersion);
    }
    expect(found.heldOut.coverage).toBeGreaterThan(0.91);
    expect(found.heldOut.coverage).toBeLessThan(0.99);
    expect(Math.abs(found.heldOut.bias!)).toBeLessThan(0.05);
  });

  it("has the median err less in the absolute, the mean less in the square", () => {
    const { expected, typical } = found.heldOut;
    expect(typical.meanAbsolute).toBeLessThan(expected.meanAbsolute);
    expect(expected.rootMeanSquare).toBeLessThan(typical.rootMeanSquare);
  });

  it("shifts with the unit of money", () => {
    const log = skewedLog(1);
    const tenfold = orderLogFromRows(
      Array.from({ length: log.size }, (_, i) => ({
        customerId: log.customerIds[log.customers[i]!]!,
        orderedOn: new Date(log.days[i]! * 86_400_000).toISOString().slice(0, 10) as OrderRow["orderedOn"],
        amount: (log.amounts[i]! / 10).toFixed(1),
      })),
      { currency: "EUR", window },
    );
    const again = predictValue(tenfold, { asOf });
    if (again.kind === "insufficient") throw new Error("insufficient");
    again.expected.forEach((value, i) => {
      expect(value / found.expected[i]!).toBeCloseTo(10, 6);
    });
    expect(() => predictValue(log, { asOf, scale: "log" as "root" })).toThrow(
      'scale must be "root" or "linear", got "log"',
    );
  });
});

describe("gold foretold", () => {
  // The best of both years but one: c199 brings little in the first year, c000 much; all others keep their rank.
  const rows = Array.from({ length: 200 }, (_, i) => {
    const [first, second] = [
      i === 0 ? 5000 : i === 199 ? 1 : 10 * i,
      i === 0 ? 1 : i === 199 ? 5000 : 11 * i,
    ];
    return [buy(name(i), "2024-12-01", first), buy(name(i), "2025-12-01", second)];
  }).flat();
  const late = [buy("zed", "2026-01-05", 9000)];
  const log = orderLogFromRows([...rows, ...late], { currency: "EUR", window });

  it("is tested on the last year by both rules, newcomers counted, and worked by hand [S4-38]", () => {
    const found = predictGold(log, { asOf, by: "last-value" });
    if (found.kind === "insufficient") throw new Error("insufficient");
    // 201 customers of the second year, 11 gold: zed, c199, c198 … c190. Named: the best 10 of 200 before, c000, c198 … c190.
    expect([found.actual, found.newcomers]).toEqual([11, 1]);
    const test = found.tests["last-value"];
    expect([test.predicted, test.hits, test.hitRate.estimate, test.found.estimate]).toEqual([
      10,
      9,
      0.9,
      9 / 11,
    ]);
    // Of the next: the best 11 of 201 by what they brought last.
    expect(found.customers.map((one) => one.customerId)).toEqual([
      "zed",
      "c199",
      ...Array.from({ length: 9 }, (_, i) => `c${198 - i}`),
    ]);
    expect(found.customers[0]).toMatchObject({ rank: 1, last: { amount: "9000.00", currency: "EUR" } });
    expect([found.asOf, found.to]).toEqual([asOf, "2027-06-01"]);
  });

  it("takes the rule with more hits, and the simpler of equals", () => {
    const found = predictGold(log, { asOf });
    if (found.kind === "insufficient") throw new Error("insufficient");
    const { "last-value": plain, regression } = found.tests;
    expect(found.by).toBe(regression.hits > plain.hits ? "regression" : "last-value");
  });

  it("is refused without two periods, without gold, and with options that make no sense", () => {
    expect(predictGold(log, { asOf: "2025-06-01" })).toMatchObject({ of: "months observed", have: 12 });
    expect(predictGold(log, { asOf, share: 0 })).toEqual({
      kind: "insufficient",
      of: "gold customers",
      have: 0,
      need: 1,
    });
    expect(() => predictGold(log, { asOf, share: 2 })).toThrow("share must be from 0 to 1, got 2");
    expect(() => predictGold(log, { asOf, by: "luck" as "regression" })).toThrow('got "luck"');
  });
});

describe("the law of breadth", () => {
  /** value = 50 · products^0.8 · noise, a line a product. */
  const random = createRandom(5);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const products = 1 + Math.floor(random.next() * 8);
    const value = 50 * products ** 0.8 * Math.exp(normal(random, 0, 0.2));
    return Array.from({ length: products }, (__, p) => buy(name(i), "2026-05-01", value / products, `p${p}`));
  }).flat();
  const log = orderLogFromRows(rows, { currency: "EUR" });
  const [values, breadth] = [valueCustomers(log, { asOf }), measureBreadth(log, { asOf })];

  it("is found with its interval and its error on unseen customers", () => {
    const law = fitBreadth(values, breadth);
    if (law.kind === "insufficient") throw new Error("insufficient");
    expect(law.lower).toBeLessThan(0.8);
    expect(law.upper).toBeGreaterThan(0.8);
    expect(law.upper - law.lower).toBeLessThan(0.15);
    // The mean of |0.2 · normal| is 0.2 · √(2/π) = 0.16.
    expect(Math.log(law.heldOutFactor)).toBeCloseTo(0.16, 1);
    expect(law.heldOutFactor).toBeLessThan(law.naiveFactor);
  });

  it("gives the potential its interval, ready for the partition", () => {
    const found = estimatePotential(values, { breadth, reach: 1, elasticity: "fitted" });
    const narrow = values.customerIds.find((id) => breadth.get(id)?.products === 1)!;
    const one = found.get(narrow)!;
    const law = fitBreadth(values, breadth);
    if (law.kind === "insufficient") throw new Error("insufficient");
    const value = Number(values.get(narrow)!.value.amount);
    expect(Number(one.potential.amount)).toBeCloseTo(value * 8 ** law.estimate, 1);
    expect(Number(one.interval?.lower.amount)).toBeCloseTo(value * 8 ** law.lower, 1);
    expect(Number(one.interval?.upper.amount)).toBeCloseTo(value * 8 ** law.upper, 1);
    expect(one.from).toBe("breadth");
    const parts = partitionCustomers(values, { potentials: found });
    expect(parts.configuration.potentials).toBe(values.size);
    expect(parts.counts.MGC).toBeGreaterThan(0);
    expect(() => estimatePotential(values, { elasticity: -1 })).toThrow(
      'elasticity must be a number not below 0 or "fitted", got -1',
    );
  });

  it("is no law of few customers, nor of one number of products", () => {
    const few = orderLogFromRows(rows.slice(0, 12), { currency: "EUR" });
    expect(fitBreadth(valueCustomers(few, { asOf }), measureBreadth(few, { asOf }))).toMatchObject({
      of: "customers with a value and a product",
      need: 20,
    });
    const single = orderLogFromRows(
      Array.from({ length: 30 }, (_, i) => buy(name(i), "2026-05-01", 5 + i, "p")),
      { currency: "EUR" },
    );
    expect(fitBreadth(valueCustomers(single, { asOf }), measureBreadth(single, { asOf }))).toMatchObject({
      of: "different numbers of products",
      have: 1,
    });
    expect(() => fitBreadth(values, breadth, { folds: 1 })).toThrow("folds must be an integer of at least 2");
  });
});

describe("the potential of a prediction", () => {
  it("has the interval of one such customer, at the customer's own margin, never below the value", () => {
    const log = skewedLog(2, 80);
    const values = valueCustomers(log, { asOf, from: "2025-06-01" });
    const prediction = predictValue(log, { asOf });
    if (prediction.kind === "insufficient") throw new Error("insufficient");
    const found = estimatePotential(values, { prediction });
    for (const { customerId, potential, from, interval, sources } of found.values()) {
      const value = values.get(customerId)!.value;
      expect(Number(potential.amount)).toBeGreaterThanOrEqual(Number(value.amount));
      const row = prediction.get(customerId)!;
      expect(sources[0]?.interval).toEqual({ lower: row.lower, upper: row.upper });
      if (from === undefined) continue;
      expect(Number(interval?.lower.amount)).toBeGreaterThanOrEqual(Number(value.amount));
      expect(Number(interval?.upper.amount)).toBeGreaterThanOrEqual(Number(potential.amount));
    }
  });
});

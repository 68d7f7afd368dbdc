import { addDays } from "clientele/calendar";
import { fitPurchaseRates } from "clientele/migration";
import { type OrderLog, orderLogFromRows } from "clientele/orders";
import { createRandom, gamma, poisson } from "clientele/stats";
import { describe, expect, it } from "vitest";

const window = { from: "2025-01-01", to: "2026-01-01" } as const;
const periods = [
  { from: "2025-01-01", to: "2025-07-01" },
  { from: "2025-07-01", to: "2026-01-01" },
] as const;

/** Customers who begin on the first day and then buy at rates of their own, more in shops by a factor of 2. */
function drawn(customers: number, seed: string, shopFactor: number): OrderLog {
  const random = createRandom(seed);
  const rows = Array.from({ length: customers }, (_, c) => {
    // Customers differ among themselves, as customers do.
    const rate = gamma(random, 2, 1) * 3 * (c % 2 === 0 ? shopFactor : 1);
    const days = new Set<number>();
    for (let n = poisson(random, rate); n > 0; n--) days.add(1 + Math.floor(random.next() * 363));
    return [0, ...days].map((day) => ({
      customerId: `c${String(c).padStart(4, "0")}`,
      orderedOn: addDays(window.from, day),
      amount: "5",
    }));
  }).flat();
  return orderLogFromRows(rows, { currency: "EUR", window });
}
const shop = (c: number): number => (c % 2 === 0 ? 1 : 0);

describe("purchase rates", () => {
  it("by hand: purchases after the first day over the days of being a customer", () => {
    const rows = [
      ["ann", "2025-01-01", "5"], // begins: not counted
      ["ann", "2025-02-01", "5"],
      ["ann", "2025-08-01", "-5"], // a return is no purchase
      ["ann", "2025-09-01", "5"],
      ["bob", "2025-09-30", "5"], // begins later
      ["bob", "2025-12-31", "5"],
      ["cem", "2025-01-01", "5"],
      ["cem", "2025-01-01", "7"], // the same first day
      ["cem", "2025-03-01", "5"],
    ].map(([customerId, orderedOn, amount]) => ({
      customerId: customerId!,
      orderedOn: orderedOn as `${number}-${number}-${number}`,
      amount: amount!,
    }));
    const log = orderLogFromRows(rows, { currency: "EUR", window });
    const found = fitPurchaseRates(log, { periods, covariates: { bob: (c) => (c === 1 ? 1 : 0) } });
    // Ann and Cem twice, Bob in the second half alone.
    expect([found.rows, found.purchases]).toEqual([5, 4]);
    if (found.fit.kind !== "poisson") throw new Error(found.fit.kind);
    const [base, bob] = found.fit.coefficients;
    expect(Math.exp(base!.estimate)).toBeCloseTo(3 / (2 * 364), 12);
    expect(Math.exp(base!.estimate + bob!.estimate)).toBeCloseTo(1 / 92, 12);
  });

  it("find the factor that the customers were drawn with, whatever else they differ in", () => {
    const found = fitPurchaseRates(drawn(600, "shops", 2), {
      periods,
      covariates: { shop, noise: (c, p) => Math.sin(12.9898 * c + 78.233 * p) },
    });
    if (found.fit.kind !== "poisson") throw new Error(found.fit.kind);
    expect(found.fit.dispersion).toBeGreaterThan(2);
    const [, effect, noise] = found.fit.coefficients;
    expect(Math.exp(effect!.lower)).toBeLessThan(2);
    expect(Math.exp(effect!.upper)).toBeGreaterThan(2);
    expect(noise!.lower).toBeLessThan(0);
    expect(noise!.upper).toBeGreaterThan(0);
    const { relevance } = found;
    expect(relevance["shop"]).toMatchObject({ df: 1 });
    if (relevance["shop"] === "not-tested" || relevance["noise"] === "not-tested") throw new Error();
    expect(relevance["shop"]!.p).toBeLessThan(1e-10);
    expect(relevance["noise"]!.p).toBeGreaterThan(0.05);
  });

  it("do not call chance relevant much more often than they say, which a plain Poisson test does", () => {
    let [found, plain] = [0, 0];
    const worlds = 60;
    for (let world = 0; world < worlds; world++) {
      const log = drawn(80, `world ${world}`, 1);
      const { relevance, fit } = fitPurchaseRates(log, { periods: [window], covariates: { shop } });
      const test = relevance["shop"]!;
      if (test === "not-tested" || fit.kind !== "poisson") throw new Error();
      if (test.p < 0.05) found++;
      if (test.statistic * Math.max(1, fit.dispersion) > 3.841) plain++;
    }
    expect(found / worlds).toBeLessThan(0.14);
    expect(plain / worlds).toBeGreaterThan(0.2);
  });

  it("refuse what does not fit", () => {
    const log = drawn(4, "few", 1);
    const fitting = (options: object) => () =>
      fitPurchaseRates(log, { periods, covariates: { shop }, ...options });
    expect(fitting({ covariates: {} })).toThrow(
      "Cannot fit purchase rates: covariates must name at least one, got none",
    );
    expect(fitting({ periods: [] })).toThrow("there must be a period, got none");
    expect(fitting({ periods: [{ from: "2025-01-01", to: "2026-02-01" }] })).toThrow(
      "period 0 must hold a day and lie within 2025-01-01 to 2026-01-01, got 2025-01-01 to 2026-02-01",
    );
    expect(fitting({ periods: [{ from: "2025-01-01", to: "2025-01-02" }] })).toThrow(
      "some customer must be one before the last period ends, got none",
    );
    expect(fitting({ covariates: { shop: () => Number.NaN } })).toThrow(
      "shop of c0000 in period 0 must be a finite number, got NaN",
    );
  });
});

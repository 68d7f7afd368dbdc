import { dateOfDay, dayNumber } from "clientele/calendar";
import { createRandom } from "clientele/stats";
import { type BuyingProcess, defaultBuyingProcess, retailCatalogue } from "clientele/synthetic";
import { describe, expect, it } from "vitest";
import { drawCustomerLife } from "../../src/synthetic/_customer-life.ts";
import { expectedOrders } from "../../src/synthetic/_expected-orders.ts";
import { distanceFrom, falseAlarmRate, pearson, standardErrors } from "../stats/_goodness-of-fit.ts";
import { gammaP, logGamma } from "../stats/_reference-distributions.ts";
import { collectLines, purchaseOrders } from "./_collect-lines.ts";

// Every comparison has a fixed seed and a false-alarm rate of about one in a million: five standard errors of a
// mean, or the p-value of a test of fit. So each tolerance is what the sample can tell, not a number of taste.

const twoYears = { from: "2024-01-01", to: "2026-01-01" } as const;
const [from, to] = [dayNumber(twoYears.from), dayNumber(twoYears.to)];
const YEARS = (to - from) / 365.25;

/** Everybody is there from the first day to the last, with no season and no habit. */
const steady: Partial<BuyingProcess> = {
  establishedShare: 1,
  dropoutYears: 1e9,
  seasonality: new Array<number>(12).fill(1),
  habitShare: 0,
};
/** One main line a basket and nothing else. */
const plain: Partial<BuyingProcess> = {
  extraLineProbability: 0,
  companionProbability: 0,
  freeProbability: 0,
};

/** Number of purchase orders of each customer. */
function ordersOf(batch: ReturnType<typeof collectLines>, customers: number): number[] {
  const counts = new Array<number>(customers).fill(0);
  for (const i of purchaseOrders(batch)) counts[batch.customers[i]!]!++;
  return counts;
}

function variance(xs: readonly number[]): number {
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (xs.length - 1);
}

/** P(k) of the negative binomial distribution: Poisson with a Gamma(shape, rate) distributed mean. */
const negativeBinomial = (k: number, shape: number, rate: number): number =>
  Math.exp(
    logGamma(shape + k) -
      logGamma(shape) -
      logGamma(k + 1) +
      shape * Math.log(rate / (1 + rate)) -
      k * Math.log(1 + rate),
  );

describe("how many orders", () => {
  it.each<[string, Partial<BuyingProcess>, number | undefined]>([
    ["by default", {}, undefined],
    ["with new customers only", { establishedShare: 0 }, undefined],
    [
      "with established customers only and fast dropout",
      { establishedShare: 1, dropoutYears: 0.3 },
      undefined,
    ],
    ["at a dropout shape of 1, where the formula has its logarithm", { dropoutShape: 1 }, undefined],
    ["by habit alone", { rateYears: 1e9, habitShare: 1 }, undefined],
    ["when 0.9 orders are asked for", {}, 0.9],
    ["when 20 orders are asked for", {}, 20],
  ])("agrees with the mean that follows from the parameters %s", (_, process, ordersPerCustomer) => {
    const customers = 20_000;
    const counts = ordersOf(
      collectLines({ seed: "mean", customers, ...twoYears, process, ordersPerCustomer }),
      customers,
    );
    const { first, repeat, habitual } = expectedOrders({ ...defaultBuyingProcess, ...process }, from, to);
    const mean = ordersPerCustomer ?? first + repeat + habitual;
    expect(standardErrors(counts, mean, variance(counts))).toBeLessThan(5);
  });

  it("agrees with that mean in a window of a few summer weeks", () => {
    const window = { from: "2025-06-10", to: "2025-08-05" } as const;
    const customers = 20_000;
    const counts = ordersOf(collectLines({ seed: "summer", customers, ...window }), customers);
    const { first, repeat, habitual } = expectedOrders(
      defaultBuyingProcess,
      dayNumber(window.from),
      dayNumber(window.to),
    );
    expect(standardErrors(counts, first + repeat + habitual, variance(counts))).toBeLessThan(5);
  });

  it("is negative binomial among customers who all stay: Poisson orders of gamma rates", () => {
    const customers = 15_000;
    const { rateShape, rateYears } = defaultBuyingProcess;
    const counts = ordersOf(
      collectLines({ seed: "nbd", customers, ...twoYears, process: { ...steady, ...plain } }),
      customers,
    );
    const cells = Array.from({ length: 40 }, (_, k) => k);
    const p = cells.map((k) => negativeBinomial(k, rateShape, rateYears / YEARS));
    const observed = cells.map((k) => counts.filter((count) => count === k).length);
    const rest = customers - observed.reduce((sum, x) => sum + x, 0);
    expect(pearson([...observed, rest], [...p, 1 - p.reduce((sum, x) => sum + x, 0)])).toBeGreaterThan(
      falseAlarmRate,
    );
  });
});

describe("when", () => {
  it("follows the seasons month by month", () => {
    const { seasonality } = defaultBuyingProcess;
    const batch = collectLines({
      seed: "season",
      customers: 20_000,
      ...twoYears,
      process: { ...steady, ...plain, seasonality },
    });
    const months = new Array<number>(12).fill(0);
    for (const i of purchaseOrders(batch)) months[Number(dateOfDay(batch.days[i]!).slice(5, 7)) - 1]!++;
    const weights = new Array<number>(12).fill(0);
    for (let day = from; day < to; day++) {
      const month = Number(dateOfDay(day).slice(5, 7)) - 1;
      weights[month]! += seasonality[month]!;
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    // Given their number, the orders of Poisson customers fall on the months independently.
    expect(
      pearson(
        months,
        weights.map((weight) => weight / sum),
      ),
    ).toBeGreaterThan(falseAlarmRate);
    const perDay = (month: number, days: number) => months[month]! / days;
    expect(perDay(11, 62) / perDay(1, 57)).toBeCloseTo(1.33 / 0.85, 1);
  });

  it("acquires new customers evenly, each with an order on the day", () => {
    const customers = 20_000;
    const batch = collectLines({
      seed: "new",
      customers,
      ...twoYears,
      process: { establishedShare: 0, rateYears: 1e9, habitShare: 0, ...plain },
    });
    const days = purchaseOrders(batch).map((i) => batch.days[i]!);
    expect(days.length).toBe(customers);
    expect(distanceFrom(days, (day) => (day + 1 - from) / (to - from))).toBeLessThan(1);
  });

  it("loses customers by the Pareto law of the second kind", () => {
    const random = createRandom("lifetimes");
    const lives = Array.from({ length: 50_000 }, () =>
      drawCustomerLife(random, defaultBuyingProcess, from, to, () => 0),
    );
    const { dropoutShape, dropoutYears, rateShape, rateYears } = defaultBuyingProcess;
    const years = lives.map((life) => (life.leavesAt - life.acquiredAt) / 365.25);
    expect(distanceFrom(years, (t) => 1 - (dropoutYears / (dropoutYears + t)) ** dropoutShape)).toBeLessThan(
      1,
    );
    const rates = lives.map((life) => life.rate * 365.25);
    expect(distanceFrom(rates, (x) => gammaP(rateShape, x * rateYears))).toBeLessThan(1);
    const established = lives.filter((life) => life.acquiredAt < from).length;
    expect(pearson([established, lives.length - established], [0.4, 0.6])).toBeGreaterThan(falseAlarmRate);
    expect(lives.filter((life) => life.habitDays > 0).length / lives.length).toBeCloseTo(0.15, 2);
  });

  it("shows that share of dropouts as silence", () => {
    // Everybody begins on the first day and orders once a week, so that eight weeks without an order mean goodbye.
    const process = {
      ...steady,
      ...plain,
      establishedYears: 1e-9,
      rateShape: 1e4,
      rateYears: 1e4 / 52,
      dropoutYears: 3,
    };
    const customers = 5000;
    const batch = collectLines({ seed: "silence", customers, ...twoYears, process });
    const last = new Array<number>(customers).fill(from);
    for (const i of purchaseOrders(batch))
      last[batch.customers[i]!] = Math.max(last[batch.customers[i]!]!, batch.days[i]!);
    const silent = last.filter((day) => day < to - 56).length / customers;
    // The last order lies a week or so before the goodbye; eight weeks of 104 shift the share by at most 0.03.
    const gone = (weeks: number) => 1 - (3 / (3 + weeks / 52.18)) ** 1.5;
    expect(silent).toBeGreaterThan(gone(104.4 - 8) - 0.02);
    expect(silent).toBeLessThan(gone(104.4 - 6) + 0.02);
  });

  it("re-orders by habit at the customer's interval, a few days early or late", () => {
    const customers = 2000;
    const process = { ...steady, ...plain, rateYears: 1e9, habitShare: 1, habitDays: [28] };
    const batch = collectLines({ seed: "habit", customers, ...twoYears, process });
    const starts = purchaseOrders(batch);
    const gaps: number[] = [];
    let switched = 0;
    for (let k = 1; k < starts.length; k++) {
      const [a, b] = [starts[k - 1]!, starts[k]!];
      if (batch.customers[a] !== batch.customers[b]) continue;
      if (batch.products[a] !== batch.products[b]) switched++;
      gaps.push(batch.days[b]! - batch.days[a]!);
    }
    expect(switched).toBe(0);
    expect(gaps.length).toBeGreaterThan(customers * 24);
    expect(Math.max(...new Set(gaps))).toBe(28 + 4); // two days of play at either end
    expect(Math.min(...new Set(gaps))).toBe(28 - 4);
    expect(starts.every((i) => retailCatalogue[batch.products[i]!]!.consumable)).toBe(true);
  });
});

describe("what", () => {
  const popularity = retailCatalogue.map((product) => product.popularity);
  const total = popularity.reduce((sum, weight) => sum + weight, 0);
  const codeOf = (id: string) => retailCatalogue.findIndex((product) => product.id === id);

  it("draws products by popularity over all customers", () => {
    // A customer's later lines follow the first, so only first lines are independent of each other.
    const batch = collectLines({
      seed: "popular",
      customers: 30_000,
      ...twoYears,
      process: { ...plain, habitShare: 0, establishedShare: 0 },
    });
    const counts = popularity.map(() => 0);
    for (let i = 0; i < batch.size; i++)
      if (batch.customers[i] !== batch.customers[i - 1]) counts[batch.products[i]!]!++;
    expect(
      pearson(
        counts,
        popularity.map((weight) => weight / total),
      ),
    ).toBeGreaterThan(falseAlarmRate);
  });

  it.each([0.2, 2, 50])(
    "repeats a category as Dirichlet weights of concentration %d say",
    (categoryConcentration) => {
      const process = { ...steady, ...plain, returnProbability: 0, categoryConcentration };
      const batch = collectLines({ seed: "urn", customers: 30_000, ...twoYears, process });
      const shares = new Map<string, number>();
      retailCatalogue.forEach(({ category }, i) => {
        shares.set(category, (shares.get(category) ?? 0) + popularity[i]! / total);
      });
      // P(second category = first) = Σ share · (κ · share + 1) / (κ + 1)
      const expected = [...shares.values()].reduce(
        (sum, share) => sum + (share * (categoryConcentration * share + 1)) / (categoryConcentration + 1),
        0,
      );
      const [repeats, others] = [0, 0];
      const counts = [repeats, others];
      for (let i = 1; i < batch.size; i++) {
        const isSecond =
          batch.customers[i] === batch.customers[i - 1] && batch.customers[i] !== batch.customers[i - 2];
        if (!isSecond) continue;
        const same =
          retailCatalogue[batch.products[i]!]!.category === retailCatalogue[batch.products[i - 1]!]!.category;
        counts[same ? 0 : 1]!++;
      }
      expect(pearson(counts, [expected, 1 - expected])).toBeGreaterThan(falseAlarmRate);
    },
  );

  it("brings the companion along with its probability, and so lifts it", () => {
    const companionProbability = 0.35;
    const process = {
      ...steady,
      extraLineProbability: 0,
      freeProbability: 0,
      returnProbability: 0,
      companionProbability,
    };
    const batch = collectLines({ seed: "companion", customers: 30_000, ...twoYears, process });
    const [main, companion] = [codeOf("p41"), codeOf("p42")]; // printer and toner
    const baskets = new Map<number, Set<number>>();
    for (let i = 0; i < batch.size; i++) {
      const basket = baskets.get(batch.orderCodes[i]!) ?? new Set();
      baskets.set(batch.orderCodes[i]!, basket.add(batch.products[i]!));
    }
    const all = [...baskets.values()];
    const withMain = all.filter((basket) => basket.has(main));
    const both = withMain.filter((basket) => basket.has(companion)).length;
    expect(
      pearson([both, withMain.length - both], [companionProbability, 1 - companionProbability]),
    ).toBeGreaterThan(falseAlarmRate);
    // Toner comes as a main line, or along with a printer. Its support is the share of both, and lift = confidence / support.
    const share = (code: number) => popularity[code]! / total;
    const support = share(companion) + share(main) * companionProbability;
    const lift = both / withMain.length / (all.filter((basket) => basket.has(companion)).length / all.length);
    expect(lift).toBeGreaterThan(0.9 * (companionProbability / support));
    expect(lift).toBeLessThan(1.1 * (companionProbability / support));
  });

  it("adds further main lines geometrically", () => {
    const process = { ...steady, companionProbability: 0, freeProbability: 0, returnProbability: 0 };
    const batch = collectLines({ seed: "lines", customers: 10_000, ...twoYears, process });
    const sizes = new Map<number, number>();
    for (const code of batch.orderCodes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
    const cells = Array.from(
      { length: 12 },
      (_, i) => [...sizes.values()].filter((size) => size === i + 1).length,
    );
    const p = cells.map((_, i) => 0.6 * 0.4 ** i);
    const rest = sizes.size - cells.reduce((sum, x) => sum + x, 0);
    expect(pearson([...cells, rest], [...p, 0.4 ** 12])).toBeGreaterThan(falseAlarmRate);
  });

  it("gives customers different appetites: negative binomial units of the first consumable", () => {
    const { extraUnits, spendShape } = defaultBuyingProcess;
    const batch = collectLines({
      seed: "units",
      customers: 30_000,
      ...twoYears,
      process: { ...plain, establishedShare: 0, habitShare: 0 },
    });
    const firsts: number[] = [];
    for (let i = 0; i < batch.size; i++) {
      if (batch.customers[i] === batch.customers[i - 1]) continue;
      if (retailCatalogue[batch.products[i]!]!.consumable) firsts.push(batch.quantities[i]! - 1);
      else expect(batch.quantities[i]).toBe(1);
    }
    const cells = Array.from({ length: 15 }, (_, k) => firsts.filter((units) => units === k).length);
    const p = cells.map((_, k) => negativeBinomial(k, spendShape, spendShape / extraUnits));
    const rest = firsts.length - cells.reduce((sum, x) => sum + x, 0);
    expect(pearson([...cells, rest], [...p, 1 - p.reduce((sum, x) => sum + x, 0)])).toBeGreaterThan(
      falseAlarmRate,
    );
  });

  it("takes back its share of the lines", () => {
    const { returnProbability } = defaultBuyingProcess;
    const process = { returnDays: [0, 0] as const, freeProbability: 0 };
    const { units } = collectLines({ seed: "returns", customers: 10_000, ...twoYears, process });
    const returned = units.filter((amount) => amount < 0).length;
    const kept = units.filter((amount) => amount > 0).length - returned;
    expect(pearson([returned, kept], [returnProbability, 1 - returnProbability])).toBeGreaterThan(
      falseAlarmRate,
    );
  });

  it("spreads returns evenly over the days of the delay, and drops those after the window", () => {
    const [least, most] = defaultBuyingProcess.returnDays;
    const process = { ...plain, establishedShare: 0, rateYears: 1e9, habitShare: 0, returnProbability: 1 };
    const { customers, days, size } = collectLines({
      seed: "delays",
      customers: 20_000,
      ...twoYears,
      process,
    });
    const delays = new Array<number>(most + 1).fill(0);
    let kept = 0;
    for (let i = 0; i < size; i++) {
      if (customers[i] === customers[i - 1]) continue; // each customer buys one line
      const comesBack = customers[i] === customers[i + 1];
      if (days[i]! + most < to) delays[comesBack ? days[i + 1]! - days[i]! : 0]!++;
      else if (!comesBack) kept++;
    }
    const even = delays.map((_, delay) => (delay < least ? 0 : 1 / (most - least + 1)));
    expect(pearson(delays.slice(least), even.slice(least))).toBeGreaterThan(falseAlarmRate);
    expect(delays.slice(0, least)).toEqual(new Array<number>(least).fill(0));
    expect(kept).toBeGreaterThan(0);
  });

  it("puts a free sample into its share of the orders", () => {
    const process = { ...steady, freeProbability: 0.02, returnProbability: 0 };
    const batch = collectLines({ seed: "samples", customers: 10_000, ...twoYears, process });
    const free = batch.units.filter((amount) => amount === 0).length;
    const orders = batch.orderCodes[batch.size - 1]! + 1;
    expect(pearson([free, orders - free], [0.02, 0.98])).toBeGreaterThan(falseAlarmRate);
  });
});

import { dayNumber } from "clientele/calendar";
import {
  defaultBuyingProcess,
  generateOrderBatches,
  type OrderBatchOptions,
  orderChannels,
  retailCatalogue,
} from "clientele/synthetic";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collectLines, purchaseOrders, rowsOf } from "./_collect-lines.ts";

const year = { from: "2025-01-01", to: "2026-01-01" } as const;

describe("generateOrderBatches", () => {
  it("gives the same lines whatever the size of a batch", () => {
    const whole = collectLines({ seed: "cut", customers: 60, ...year });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.size + 10 }), (batchSize) => {
        const options = { seed: "cut", customers: 60, ...year, batchSize };
        expect(collectLines(options)).toEqual(whole);
        const sizes = [...generateOrderBatches(options)].map((batch) => batch.size);
        const full = Math.floor(whole.size / batchSize);
        const rest = whole.size % batchSize;
        expect(sizes).toEqual([...new Array<number>(full).fill(batchSize), ...(rest > 0 ? [rest] : [])]);
      }),
      { numRuns: 40 },
    );
  });

  it("has as many entries in every column as it says, and shares none with another batch", () => {
    const batches = [...generateOrderBatches({ seed: 2, customers: 50, ...year, batchSize: 37 })];
    for (const { size, ...columns } of batches)
      for (const column of Object.values(columns)) expect(column.length).toBe(size);
    expect(
      new Set(batches.flatMap(({ size: _, ...columns }) => Object.values(columns).map((c) => c.buffer))).size,
    ).toBe(8 * batches.length);
  });

  it("gives the same again when it is iterated again, even in between", () => {
    const batches = generateOrderBatches({ seed: 3, customers: 40, ...year, batchSize: 64 });
    const [a, b] = [batches[Symbol.iterator](), batches[Symbol.iterator]()];
    for (let turn = 0; turn < 3; turn++) expect(a.next()).toEqual(b.next());
    expect([...batches]).toEqual([...batches]);
  });

  it("makes a customer's lines independent of how many customers there are", () => {
    const few = rowsOf(collectLines({ seed: 4, customers: 30, ...year }));
    const many = rowsOf(collectLines({ seed: 4, customers: 90, ...year }));
    expect(many.slice(0, few.length)).toEqual(few);
    expect(many[few.length]?.["customers"]).toBeGreaterThanOrEqual(30);
  });

  it("depends on the seed", () => {
    const [a, b] = [1, 2].map((seed) => collectLines({ seed, customers: 50, ...year }).units);
    expect(a).not.toEqual(b);
  });

  it("keeps the dates when only the baskets change, and the purchases when only the returns change", () => {
    const lines = (process: OrderBatchOptions["process"]) =>
      collectLines({ seed: 5, customers: 80, ...year, process });
    const orderDays = (batch: ReturnType<typeof lines>) =>
      purchaseOrders(batch).map((i) => [batch.customers[i], batch.days[i]]);
    const usual = lines({});
    expect(orderDays(lines({ extraLineProbability: 0, companionProbability: 0.9 }))).toEqual(
      orderDays(usual),
    );
    const purchases = (batch: ReturnType<typeof lines>) =>
      rowsOf(batch).flatMap(({ orderCodes: _, ...row }) => (row["quantities"]! > 0 ? [row] : []));
    expect(purchases(lines({ returnProbability: 0.5 }))).toEqual(purchases(usual));
  });

  it("orders within the window: each order one customer, one day and one channel, numbered without a gap", () => {
    const { customers, days, orderCodes, channels } = collectLines({ seed: 6, customers: 300, ...year });
    expect(days.every((day) => day >= dayNumber(year.from) && day < dayNumber(year.to))).toBe(true);
    expect(channels.every((code) => code < orderChannels.length)).toBe(true);
    expect(orderCodes[0]).toBe(0);
    const steps = orderCodes.slice(1).map((code, i) => code - orderCodes[i]!);
    expect(new Set(steps)).toEqual(new Set([0, 1]));
    const heads = Array.from(orderCodes, (code, i) => `${code} ${customers[i]} ${days[i]} ${channels[i]}`);
    expect(new Set(heads).size).toBe(new Set(orderCodes).size);
  });

  it("prices every line by the catalogue, and takes back only what was bought, whole and within the delay", () => {
    const process = { returnProbability: 0.3, freeProbability: 0.2 };
    const rows = rowsOf(collectLines({ seed: 7, customers: 200, ...year, process }));
    const [least, most] = defaultBuyingProcess.returnDays;
    const kept = new Map<string, number[]>();
    const key = (row: Record<string, number>) =>
      [row["customers"], row["products"], Math.abs(row["quantities"]!), Math.abs(row["units"]!)].join();
    for (const row of rows.filter(({ quantities }) => quantities! > 0)) {
      const { price, cost } = retailCatalogue[row["products"]!]!;
      expect(row["units"]).toBeOneOf([row["quantities"]! * price, 0]);
      expect(row["costs"]).toBe(row["quantities"]! * cost);
      if (row["units"]! > 0) kept.set(key(row), [...(kept.get(key(row)) ?? []), row["days"]!]);
      else expect(row["quantities"]).toBe(1);
    }
    const returns = rows.filter(({ quantities }) => quantities! < 0);
    expect(returns.length).toBeGreaterThan(200);
    for (const row of returns) {
      expect(row["units"]).toBe(row["quantities"]! * retailCatalogue[row["products"]!]!.price);
      expect(row["costs"]).toBe(row["quantities"]! * retailCatalogue[row["products"]!]!.cost);
      const candidates = kept.get(key(row)) ?? [];
      const bought = candidates.findIndex((day) => row["days"]! - day >= least && row["days"]! - day <= most);
      expect(bought).toBeGreaterThanOrEqual(0);
    }
  });

  it("begins at once however many customers there are", () => {
    const [first] = generateOrderBatches({ seed: 8, customers: 100_000_000, ...year, batchSize: 1000 });
    expect(first?.size).toBe(1000);
  });

  it("gives the lines it has always given", () => {
    expect(rowsOf(collectLines({ seed: 1, customers: 2, ...year })).slice(0, 4)).toMatchInlineSnapshot(`
      [
        {
          "channels": 0,
          "costs": 890,
          "customers": 0,
          "days": 20273,
          "orderCodes": 0,
          "products": 56,
          "quantities": 1,
          "units": 1690,
        },
        {
          "channels": 0,
          "costs": 2160,
          "customers": 1,
          "days": 20445,
          "orderCodes": 1,
          "products": 1,
          "quantities": 3,
          "units": 3870,
        },
        {
          "channels": 0,
          "costs": 1490,
          "customers": 1,
          "days": 20445,
          "orderCodes": 1,
          "products": 6,
          "quantities": 1,
          "units": 2280,
        },
        {
          "channels": 0,
          "costs": 1780,
          "customers": 1,
          "days": 20445,
          "orderCodes": 1,
          "products": 0,
          "quantities": 2,
          "units": 3300,
        },
      ]
    `);
    const { size, units, costs, days } = collectLines({ seed: 1, customers: 1000, ...year });
    const sum = (column: Iterable<number>) => [...column].reduce((total, x) => total + x, 0);
    expect({ size, units: sum(units), costs: sum(costs), days: sum(days) }).toMatchInlineSnapshot(`
      {
        "costs": 17957850,
        "days": 128344128,
        "size": 6322,
        "units": 30606080,
      }
    `);
  });

  it("refuses wrong options", () => {
    const wrong = (change: Partial<OrderBatchOptions>, message: string): void => {
      expect(() => generateOrderBatches({ seed: 1, customers: 10, ...year, ...change })).toThrow(
        new RangeError(`Cannot generate order batches: ${message}`),
      );
    };
    wrong({ customers: 0 }, "customers must be an integer from 1 to 2147483647, got 0");
    wrong({ customers: 1.5 }, "customers must be an integer from 1 to 2147483647, got 1.5");
    wrong({ batchSize: 0 }, "batchSize must be an integer from 1 to 134217728, got 0");
    wrong({ to: "2025-01-01" }, "to must be after from (2025-01-01), got 2025-01-01");
    wrong(
      { process: { returnProbability: 2 } },
      "returnProbability of the buying process must be a number from 0 to 1, got 2",
    );
    wrong({ process: { rateShape: 0 } }, "rateShape of the buying process must be a positive number, got 0");
    wrong(
      { process: { extraLineProbability: 1 } },
      "extraLineProbability of the buying process must be a number from 0 to 0.9, got 1",
    );
    wrong(
      { process: { extraUnits: -1 } },
      "extraUnits of the buying process must be a number from 0 to 1e6, got -1",
    );
    wrong(
      { process: { seasonality: [1, 2] } },
      "seasonality of the buying process must be twelve positive numbers, got an array of 2",
    );
    wrong(
      { process: { habitDays: [] } },
      "habitDays of the buying process must be at least one number of days from 1 up, got an array of 0",
    );
    wrong(
      { process: { habitJitterDays: 0.5 } },
      "habitJitterDays of the buying process must be an integer from 0 up, got 0.5",
    );
    wrong(
      { process: { returnDays: [9, 3] } },
      "returnDays of the buying process must be the least and the most days, integers from 0 up, got an array of 2",
    );
    wrong(
      { ordersPerCustomer: 0.6 },
      "ordersPerCustomer must be above 0.6, the mean number of first orders, got 0.6",
    );
    expect(() => generateOrderBatches({ seed: 1, customers: 2e9, ...year })).toThrow(
      /orders and credit notes must stay below 2\^31/,
    );
    expect(() => generateOrderBatches({ seed: Number.NaN, customers: 1, ...year })).toThrow(RangeError);
  });
});

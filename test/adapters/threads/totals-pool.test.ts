import { isDeepStrictEqual } from "node:util";
import { Worker } from "node:worker_threads";
import { InvalidDataError } from "clientele/issues";
import {
  type ColumnBatch,
  createIdDictionary,
  createOrderTotals,
  type OrderTotals,
  orderTotalsFromBatches,
} from "clientele/orders";
import { measureRfm } from "clientele/rfm";
import { createTotalsPool, shareBatch, type TotalsPool } from "clientele/threads";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createThread } from "../../../src/adapters/threads/_thread.ts";
import { makeTotalsPool } from "../../../src/adapters/threads/create-totals-pool.ts";

const EUR = { currency: "EUR" } as const;
const MOST = Number.MAX_SAFE_INTEGER;

interface Order {
  readonly customer: number;
  readonly day: number;
  readonly units: number;
  readonly cost: number;
}

const amountsOf = (units: ArrayLike<number>) => ({ ...EUR, exponent: 2, units: Float64Array.from(units) });

const batchOf = (orders: readonly Order[], costs: boolean): ColumnBatch => ({
  customers: Int32Array.from(orders, (order) => order.customer),
  days: Int32Array.from(orders, (order) => order.day),
  amounts: amountsOf(orders.map((order) => order.units)),
  ...(costs ? { costs: amountsOf(orders.map((order) => order.cost)) } : {}),
});

/** Many rows, so that every thread gets some, with returns, free orders, and one sum beyond the safe integers. */
function manyOrders(rows: number, customers: number): Order[] {
  return Array.from({ length: rows }, (_, i) => ({
    customer: (i * 7919) % customers,
    day: 20_000 + (i % 400),
    units: i % 100_003 === 77 ? MOST - 20 : (i % 101) - 3,
    cost: (i % 13) - 1,
  }));
}

function said(totals: OrderTotals) {
  const { row, get, idAt, indexOf, ...columns } = totals.customers();
  return columns;
}

const whatIsThrown = (run: () => unknown): InvalidDataError => {
  try {
    run();
  } catch (error) {
    return error as InvalidDataError;
  }
  throw new Error("nothing was thrown");
};

describe("a pool of threads", () => {
  const pools: TotalsPool[] = [];
  beforeAll(async () => {
    for (const threads of [1, 2, 3]) pools.push(await createTotalsPool({ threads }));
  });
  afterAll(async () => {
    for (const pool of pools) await pool.close();
  });

  it("gives the totals of one thread, to the byte, for any orders, batches and number of threads", async () => {
    const anyOrder: fc.Arbitrary<Order> = fc.record({
      customer: fc.integer({ min: 0, max: 12 }),
      day: fc.oneof(fc.integer({ min: 19_000, max: 19_030 }), fc.constantFrom(-25_567, 39_967)),
      units: fc.oneof(fc.integer({ min: -300, max: 900 }), fc.constantFrom(0, -0, MOST, -MOST)),
      cost: fc.oneof(fc.integer({ min: -100, max: 500 }), fc.constantFrom(MOST, -MOST)),
    });
    const anyBatch = fc.record({ orders: fc.array(anyOrder, { maxLength: 30 }), shared: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(anyBatch, { maxLength: 8 }), fc.boolean(), async (given, costs) => {
        const batches = given.map(({ orders, shared }) => {
          const batch = batchOf(orders, costs);
          return shared ? shareBatch(batch) : batch;
        });
        const one = said(orderTotalsFromBatches(batches, EUR));
        for (const pool of pools) expect(said(await pool.total(batches, EUR))).toEqual(one);
      }),
    );
  });

  it("shares out the pieces of one large batch", async () => {
    const batch = shareBatch(batchOf(manyOrders(400_000, 50_021), true));
    const again = { ...batch };
    const one = orderTotalsFromBatches([batch, again], EUR);
    for (const pool of pools) {
      const together = await pool.total([batch, again], EUR);
      expect([together.orders, together.window]).toEqual([800_000, one.window]);
      const NO_ITERATOR = { [Symbol.iterator]: undefined }; // functions are compared by what they are
      const [found, expected] = [said(together), said(one)].map((all) => ({ ...all, ...NO_ITERATOR }));
      expect(isDeepStrictEqual(found, expected)).toBe(true); // a runner's own comparison takes seconds
      together.add(batch);
      expect(together.orders).toBe(1_200_000);
    }
    expect(said(one).wide.length).toBeGreaterThan(0);
  });

  it("takes seconds, narrow and big units, a coarser scale, and codes of a dictionary", async () => {
    const rows = 200_000;
    const codes = Int32Array.from({ length: rows }, (_, i) => (i * 31) % 5_000);
    const seconds = Float64Array.from({ length: rows }, (_, i) => (20_000 + (i % 90)) * 86_400 + 5);
    const units = Int32Array.from({ length: rows }, (_, i) => (i % 50) - 2);
    const big = BigInt64Array.from(units, BigInt);
    const batches: ColumnBatch[] = [units, big].map((column) =>
      shareBatch({ customers: codes, seconds, amounts: { ...EUR, exponent: 2, units: column } }),
    );
    const customers = createIdDictionary(Array.from({ length: 5_000 }, (_, i) => `c${i}`));
    const options = { ...EUR, exponent: 3, customers };
    const one = orderTotalsFromBatches(batches, options);
    for (const pool of pools) {
      const together = await pool.total(batches, options);
      expect(said(together)).toEqual(said(one));
      const rfm = (totals: OrderTotals) => measureRfm(totals, { asOf: "2026-06-01" }).row(4_321);
      expect(rfm(together)).toEqual(rfm(one));
    }
  });

  it("leaves batches of ids to the calling thread", async () => {
    const { days, amounts } = batchOf(manyOrders(2, 2), false);
    const ids = { offsets: Int32Array.of(0, 3, 6), bytes: new TextEncoder().encode("bobann") };
    const batch = { customers: ids, days: days!, amounts };
    expect((await pools[2]!.total([batch, batch], EUR)).customers().customerIds).toEqual(["ann", "bob"]);
    const mixed = [batch, shareBatch(batchOf(manyOrders(2, 2), false))];
    await expect(pools[2]!.total(mixed, EUR)).rejects.toThrow(
      "customers must be ids, as in the batches before",
    );
  });

  it("refuses a bad value in the words of one thread, wherever it is, and goes on", async () => {
    const good = manyOrders(150_000, 997);
    const bad = fc.record({
      batch: fc.nat(2),
      row: fc.nat(149_999),
      field: fc.constantFrom("customers", "days", "amounts", "costs"),
      again: fc.nat(2),
    });
    await fc.assert(
      fc.asyncProperty(bad, async ({ batch, row, field, again }) => {
        const batches = [0, 1, 2].map(() => shareBatch(batchOf(good, true)));
        for (const at of [batch, again]) {
          const spoilt = batches[at] as unknown as Record<string, Int32Array & { units: Float64Array }>;
          if (field === "customers" || field === "days") spoilt[field]![row] = -30_000;
          else spoilt[field]!.units[row] = 0.25;
        }
        const one = whatIsThrown(() => orderTotalsFromBatches(batches, EUR));
        expect(one.message).toContain(`Cannot add batch ${Math.min(batch, again)}: `);
        const refused = pools[1]!.total(batches, EUR);
        await expect(refused).rejects.toThrow(one.message);
        await refused.catch((error: InvalidDataError) => {
          expect(InvalidDataError.is(error)).toBe(true);
          expect(error.issues).toEqual(one.issues);
        });
      }),
      { numRuns: 12 },
    );
    const batches = [shareBatch(batchOf(good, true))];
    expect(said(await pools[1]!.total(batches, EUR))).toEqual(said(orderTotalsFromBatches(batches, EUR)));
  });

  it("refuses codes beyond a dictionary, other lengths and other currencies as one thread does", async () => {
    const batch = shareBatch(batchOf(manyOrders(200_000, 3), false));
    const customers = createIdDictionary(["ann", "bob"]);
    const wrong: [ColumnBatch[], object][] = [
      [[batch], { customers }],
      [[batch, { ...batch, days: batch.days!.subarray(1) } as ColumnBatch], {}],
      [[batch, { ...batch, amounts: { ...batch.amounts, currency: "USD" } } as ColumnBatch], {}],
      [[batch, undefined as unknown as ColumnBatch], {}],
      [[batch], { exponent: 1 }],
    ];
    for (const [batches, more] of wrong) {
      const one = whatIsThrown(() => orderTotalsFromBatches(batches, { ...EUR, ...more }));
      await expect(pools[2]!.total(batches, { ...EUR, ...more })).rejects.toThrow(one.message);
    }
  });

  it("answers calls at the same time, each its own", async () => {
    const sizes = [180_000, 140_000, 200_000, 160_000];
    const batches = sizes.map((rows) => shareBatch(batchOf(manyOrders(rows, 1_009), false)));
    const answers = await Promise.all(batches.map((batch) => pools[2]!.total([batch], EUR)));
    expect(answers.map(said)).toEqual(batches.map((batch) => said(orderTotalsFromBatches([batch], EUR))));
  });

  it("says what is wrong with its options", async () => {
    for (const threads of [0, 1.5, 65, Number.NaN])
      await expect(createTotalsPool({ threads })).rejects.toThrow("threads must be an integer from 1 to 64");
    expect((await createTotalsPool({ threads: 1 })).threads).toBe(1);
  });

  it("that is closed refuses", async () => {
    const pool = await createTotalsPool({ threads: 2 });
    const batch = shareBatch(batchOf(manyOrders(200_000, 9), false));
    const under = pool.total([batch], EUR);
    await Promise.resolve();
    await Promise.all([expect(under).rejects.toThrow("the pool is closed"), pool.close()]);
    await expect(pool.total([batch], EUR)).rejects.toThrow("Cannot total orders: the pool is closed");
    await pool.close();
  });
});

describe("a thread that ends", () => {
  const script = (code: string) => () =>
    createThread(
      new Worker(`const { parentPort } = require("node:worker_threads"); ${code}`, { eval: true }),
    );
  const batch = shareBatch(batchOf(manyOrders(200_000, 9), false));

  it.each([
    ["failed: out of paper", 'throw new Error("out of paper")'],
    ["ended with code 7", "process.exit(7)"],
  ])("while it adds up: %s", async (message, code) => {
    const pool = await makeTotalsPool(
      { threads: 2 },
      script(`parentPort.on("message", () => { ${code} }); parentPort.postMessage("ready");`),
    );
    const expected = `Cannot total orders: a thread of the pool ${message}`;
    await expect(pool.total([batch], EUR)).rejects.toThrow(expected);
    await expect(pool.total([batch], EUR)).rejects.toThrow(expected);
    // Where nothing is shared, nobody is asked.
    expect((await pool.total([batchOf(manyOrders(9, 9), false)], EUR)).orders).toBe(9);
    await pool.close();
  });

  it("before it has started fails the pool", async () => {
    const pool = makeTotalsPool({ threads: 3 }, script('throw new Error("no such file")'));
    await expect(pool).rejects.toThrow("Cannot total orders: a thread of the pool failed: no such file");
  });
});

describe("a shared batch", () => {
  it("has the same values in memory that all threads see, and leaves ids as they are", () => {
    const orders = manyOrders(50, 7);
    const batch = batchOf(orders, true);
    const shared = shareBatch(batch);
    expect(shared).toEqual(batch);
    for (const column of [shared.customers, shared.days, shared.amounts.units, shared.costs?.units])
      expect((column as Int32Array).buffer).toBeInstanceOf(SharedArrayBuffer);
    const part = { ...batch, customers: (batch.customers as Int32Array).subarray(0, 3) } as ColumnBatch;
    expect(shareBatch(part).customers).toEqual((batch.customers as Int32Array).slice(0, 3));
    const ids = { offsets: Int32Array.of(0, 1), bytes: Uint8Array.of(65) };
    expect(shareBatch({ ...batch, customers: ids }).customers).toBe(ids);
    const totals = createOrderTotals(EUR);
    totals.add(shared);
    expect(said(totals)).toEqual(said(orderTotalsFromBatches([batch], EUR)));
  });
});

import { isDeepStrictEqual } from "node:util";
import { dateOfDay } from "clientele/calendar";
import { InvalidDataError } from "clientele/issues";
import {
  type ColumnBatch,
  type CustomerTotals,
  createIdDictionary,
  createOrderTotals,
  type OrderTotals,
  orderTotalsFromBatches,
  readOrderTotals,
} from "clientele/orders";
import { generateOrderBatches } from "clientele/synthetic";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { assembleKernels } from "../../scripts/write-kernel.ts";
import { DRAW_KERNEL } from "../../src/migration/_kernel-code.ts";
import { ID_KERNEL, PAIRS_KERNEL, TOTALS_KERNEL } from "../../src/orders/_kernel-code.ts";
import { makeOrderTotals } from "../../src/orders/order-totals.ts";
import { SCORE_KERNEL } from "../../src/rfm/_kernel-code.ts";

const EUR = { currency: "EUR" } as const;

interface Order {
  readonly customer: number;
  readonly day: number;
  readonly units: number;
  readonly cost: number;
}

const MOST = Number.MAX_SAFE_INTEGER;
const anyOrder: fc.Arbitrary<Order> = fc.record({
  customer: fc.integer({ min: 0, max: 12 }),
  day: fc.oneof(fc.integer({ min: 19_000, max: 19_030 }), fc.constantFrom(-25_567, 39_967)),
  units: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -300, max: 900 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, MOST, -MOST, MOST - 1) },
  ),
  cost: fc.oneof(fc.integer({ min: -100, max: 500 }), fc.constantFrom(MOST, -MOST)),
});
const anyOrders = fc.array(anyOrder, { maxLength: 80 });

const amountsOf = (units: number[]) => ({ ...EUR, exponent: 2, units: Float64Array.from(units) });

const batchOf = (orders: readonly Order[], costs = true): ColumnBatch => ({
  customers: Int32Array.from(orders, (order) => order.customer),
  days: Int32Array.from(orders, (order) => order.day),
  amounts: amountsOf(orders.map((order) => order.units)),
  ...(costs ? { costs: amountsOf(orders.map((order) => order.cost)) } : {}),
});

/** Rows with 32-bit amounts. */
const narrowOf = (customers: number[], days: number[], units: number[]): ColumnBatch => ({
  customers: Int32Array.from(customers),
  days: Int32Array.from(days),
  amounts: { ...EUR, exponent: 2, units: Int32Array.from(units) },
});

const totalsOf = (...batches: ColumnBatch[]): OrderTotals => orderTotalsFromBatches(batches, EUR);

/** All columns of totals, compared by bytes. */
function columnsOf(totals: OrderTotals) {
  const { row, get, idAt, indexOf, ...columns } = totals.customers();
  return columns;
}

/** Everything that totals say. */
const said = (totals: OrderTotals) => ({ ...columnsOf(totals), rows: [...totals.customers()] });

/** Packed totals of some orders of one customer each. */
const makePacked = (customers: number) => {
  const each = Array.from({ length: customers }, (_, i) => i);
  return totalsOf(
    narrowOf(
      each,
      each.map((i) => 19_100 + i),
      each.map((i) => i - 3),
    ),
  ).pack();
};

/** The bytes of totals of many customers, and what is read of the buyers. */
const bytesOf = (totals: OrderTotals) => {
  const { customers, ...buyers } = totals.buyers({ count: "net" });
  const last = customers.idAt(customers.size - 1);
  return { packed: totals.pack(), buyers, last };
};

/** By the definitions alone, in big integers. */
function expected(orders: readonly Order[]) {
  return [...new Set(orders.map((order) => order.customer))]
    .sort((a, b) => a - b)
    .map((customer) => {
      const own = orders.filter((order) => order.customer === customer);
      const sum = (some: readonly Order[], value: (order: Order) => number): bigint =>
        some.reduce((total, order) => total + BigInt(value(order)), 0n);
      const bought = own.filter((order) => order.units > 0);
      const days = bought.map((order) => order.day);
      return {
        id: String(customer),
        purchases: bought.length,
        purchased: sum(bought, (order) => order.units),
        returns: own.filter((order) => order.units < 0).length,
        returned: sum(
          own.filter((order) => order.units < 0),
          (order) => order.units,
        ),
        free: own.filter((order) => order.units === 0).length,
        purchaseCosts: sum(bought, (order) => order.cost),
        otherCosts: sum(
          own.filter((order) => order.units <= 0),
          (order) => order.cost,
        ),
        first: days.length === 0 ? undefined : Math.min(...days),
        last: days.length === 0 ? undefined : Math.max(...days),
      };
    });
}

function exactly(totals: CustomerTotals, index: number) {
  const wide = (sum: string, units: number): bigint =>
    totals.wide.find((one) => one.sum === sum && one.index === index)?.units ?? BigInt(units);
  const bought = (totals.purchases[index] ?? 0) > 0;
  return {
    id: totals.customerIds[index],
    purchases: totals.purchases[index],
    purchased: wide("purchases", totals.purchaseUnits[index] ?? 0),
    returns: totals.returns[index],
    returned: wide("returns", totals.returnUnits[index] ?? 0),
    free: totals.freeOrders[index],
    purchaseCosts: wide("purchaseCosts", totals.costs?.purchaseUnits[index] ?? 0),
    otherCosts: wide("otherCosts", totals.costs?.otherUnits[index] ?? 0),
    first: bought ? totals.firstPurchase[index] : undefined,
    last: bought ? totals.lastPurchase[index] : undefined,
  };
}

describe("order totals", () => {
  it("count, add up and date the orders of each customer, exactly", () => {
    fc.assert(
      fc.property(anyOrders, (orders) => {
        const totals = totalsOf(batchOf(orders));
        const table = totals.customers();
        expect(table.customerIds.map((_, i) => exactly(table, i))).toEqual(expected(orders));
        const days = orders.map((order) => order.day);
        expect([totals.orders, totals.window]).toEqual([
          orders.length,
          orders.length === 0
            ? undefined
            : { from: dateOfDay(Math.min(...days)), to: dateOfDay(Math.max(...days) + 1) },
        ]);
      }),
    );
  });

  it("are the same for any order of the orders and any division into batches", () => {
    const cut = fc.array(fc.nat(80), { maxLength: 5 });
    const any = anyOrders.chain((orders) =>
      fc.tuple(fc.constant(orders), fc.shuffledSubarray(orders, { minLength: orders.length }), cut),
    );
    fc.assert(
      fc.property(any, ([orders, shuffled, cuts]) => {
        const places = [0, ...cuts.map((at) => Math.min(at, orders.length)), orders.length];
        places.sort((a, b) => a - b);
        const batches = places.slice(1).map((to, i) => batchOf(shuffled.slice(places[i], to)));
        expect(said(totalsOf(...batches))).toEqual(said(totalsOf(batchOf(orders))));
      }),
    );
  });

  it("merge as their orders do: commutative, associative, and empty ones change nothing", () => {
    fc.assert(
      fc.property(anyOrders, anyOrders, anyOrders, (a, b, c) => {
        const merged = (...parts: OrderTotals[]): OrderTotals => {
          const all = createOrderTotals(EUR);
          for (const part of parts) all.merge(part.customers());
          return all;
        };
        const [x, y, z] = [a, b, c].map((orders) => totalsOf(batchOf(orders))) as [
          OrderTotals,
          OrderTotals,
          OrderTotals,
        ];
        const whole = said(totalsOf(batchOf([...a, ...b, ...c])));
        expect(said(merged(x, y, z))).toEqual(whole);
        expect(said(merged(z, merged(y, x)))).toEqual(whole);
        expect(said(merged(createOrderTotals(EUR), x, createOrderTotals(EUR)))).toEqual(said(x));
        x.merge(y.customers());
        x.add(batchOf(c));
        expect(said(x)).toEqual(whole);
      }),
    );
  });

  it("merge packed as they merge by customer, in both kernels", () => {
    const kernels = ["plain", "compiled", undefined] as const;
    fc.assert(
      fc.property(anyOrders, anyOrders, fc.boolean(), (a, b, costs) => {
        const whole = totalsOf(batchOf(a, costs), batchOf(b, costs));
        for (const kernel of kernels) {
          const [x, y] = [makeOrderTotals(EUR, kernel), makeOrderTotals(EUR)];
          x.add(batchOf(a, costs));
          y.add(batchOf(b, costs));
          x.merge(structuredClone(y.pack()));
          expect(said(x)).toEqual(said(whole));
          y.merge(y.pack()); // a copy, so it may be merged into itself
          expect(said(y)).toEqual(said(totalsOf(batchOf(b, costs), batchOf(b, costs))));
          const empty = makeOrderTotals(EUR, kernel);
          empty.merge(x.pack());
          empty.merge(createOrderTotals(EUR).pack());
          expect(said(empty)).toEqual(said(whole));
          empty.add(batchOf(a, costs));
          expect(said(empty)).toEqual(
            said(totalsOf(batchOf(a, costs), batchOf(b, costs), batchOf(a, costs))),
          );
        }
      }),
      { numRuns: 20 },
    );
    const many = Array.from({ length: 150_000 }, (_, i) => ({
      customer: (i * 7919) % 90_001,
      day: 20_000 + (i % 400),
      units: i === 140_000 ? MOST - 20 : (i % 101) - 3,
      cost: 0,
    }));
    const [a, b] = [batchOf(many.slice(0, 70_000), false), batchOf(many.slice(70_000), false)];
    const whole = columnsOf(totalsOf(a, b));
    const NO_ITERATOR = { [Symbol.iterator]: undefined }; // functions are compared by what they are
    // Of so many customers a runner's own comparison takes seconds.
    for (const kernel of kernels) {
      const totals = makeOrderTotals(EUR, kernel);
      totals.add(a);
      totals.merge(totalsOf(b).pack());
      expect(isDeepStrictEqual({ ...columnsOf(totals), ...NO_ITERATOR }, { ...whole, ...NO_ITERATOR })).toBe(
        true,
      );
    }
  });

  it("refuse packed totals whose codes mean nothing here", () => {
    const packed = totalsOf(batchOf([{ customer: 3, day: 20_000, units: 5, cost: 1 }])).pack();
    const customers = createIdDictionary(["ann", "bob", "cyd"]);
    expect(() => createOrderTotals({ ...EUR, customers }).merge(packed)).toThrow(
      "Cannot merge totals: codes must lie below the 3 ids of the dictionary, got 3",
    );
    customers.encode(["dee"]);
    const named = createOrderTotals({ ...EUR, customers });
    named.merge(packed);
    expect(named.customers().get("dee")?.purchases).toBe(1);
    expect(() => createOrderTotals({ ...EUR, exponent: 3 }).merge(packed)).toThrow(
      "must have 3 decimals, got 2",
    );
    const ofIds = totalsOf({
      ...batchOf([{ customer: 0, day: 20_000, units: 5, cost: 1 }]),
      customers: { offsets: Int32Array.of(0, 1), bytes: Uint8Array.of(65) },
    });
    expect(() => ofIds.merge(packed)).toThrow("customers must be ids, as in the batches before, got codes");
  });

  it("let buyers be read whose costs ran over and came back, whatever the order of their orders", () => {
    const orders = [MOST, 7, -MOST].map((cost) => ({ customer: 0, day: 20_000, units: 5, cost }));
    for (const shuffled of [orders, orders.toReversed(), [orders[0]!, orders[2]!, orders[1]!]])
      expect(totalsOf(batchOf(shuffled)).buyers().costs).toEqual(Float64Array.of(7));
  });

  it("are the same from both kernels, for few rows and many", () => {
    fc.assert(
      fc.property(anyOrders, fc.boolean(), (orders, costs) => {
        const [plain, compiled] = (["plain", "compiled"] as const).map((kernel) => {
          const totals = makeOrderTotals(EUR, kernel);
          totals.add(batchOf(orders, costs));
          totals.add(batchOf(orders.slice(3), costs));
          return said(totals);
        });
        expect(compiled).toEqual(plain);
      }),
      { numRuns: 20 },
    );
    const made = [
      ...generateOrderBatches({ seed: 7, customers: 8_000, from: "2024-01-01", to: "2026-01-01" }),
    ];
    const batches = made.map(({ customers, days, units, costs }) => ({
      customers,
      days,
      amounts: { ...EUR, exponent: 2, units },
      costs: { ...EUR, exponent: 2, units: costs },
    }));
    const all = (["plain", "compiled", undefined] as const).map((kernel) => {
      const totals = makeOrderTotals(EUR, kernel);
      for (const batch of batches) totals.add(batch);
      return totals;
    });
    expect(all[0]?.orders).toBeGreaterThan(65_536);
    const plain = said(all[0]!);
    expect(plain.wide).toEqual([]);
    for (const totals of all.slice(1)) expect(said(totals)).toEqual(plain);
    const narrow = batches.map((batch) => ({
      ...batch,
      amounts: { ...batch.amounts, units: Int32Array.from(batch.amounts.units) },
    }));
    expect(said(totalsOf(...narrow))).toEqual(plain);
  });

  it("of many customers are the same from both kernels, though their rows wait in bins", () => {
    // Rows wait from 2^17 codes on; a first row makes room.
    const room = fc.constantFrom(131_072, 140_000);
    const amount = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -300, max: 900 }) },
      { weight: 1, arbitrary: fc.constantFrom(0, 0x7fffffff, -0x80000000, 1) },
    );
    const order = fc.record({
      customer: fc.oneof(fc.nat(131_071), fc.constantFrom(0, 16_383, 16_384, 65_535, 65_536, 131_071)),
      day: fc.oneof(fc.integer({ min: 19_000, max: 19_030 }), fc.constantFrom(-25_567, 39_967)),
      units: amount,
    });
    const step = fc.record({
      orders: fc.array(order, { maxLength: 40 }),
      wide: fc.boolean(),
      next: fc.constantFrom("add", "buyers", "grow", "pack", "merge"),
    });
    fc.assert(
      fc.property(room, fc.array(step, { minLength: 1, maxLength: 6 }), (codes, steps) => {
        const [plain, compiled] = (["plain", "compiled"] as const).map((kernel) => {
          const totals = makeOrderTotals(EUR, kernel);
          totals.add(narrowOf([codes - 1], [19_000], [5]));
          for (const { orders, wide, next } of steps) {
            const columns = [
              orders.map((one) => one.customer),
              orders.map((one) => one.day),
              orders.map((one) => one.units),
            ] as const;
            const batch = narrowOf(...columns);
            totals.add(wide ? { ...batch, amounts: amountsOf(columns[2]) } : batch);
            if (next === "buyers") totals.buyers();
            if (next === "pack") totals.pack();
            if (next === "merge") totals.merge(makePacked(orders.length));
            if (next === "grow") totals.add(narrowOf([2 * codes], [19_001], [7]));
          }
          return bytesOf(totals);
        });
        expect(isDeepStrictEqual(compiled, plain)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each([14, 15, 16])("wait in bins of 2^%i customers and come to the right ones", (shift) => {
    const most = 2 ** (shift + 7);
    const codes = [0, 1, 2 ** shift - 1, 2 ** shift, 3 * 2 ** shift + 5, most / 2 - 1, most / 2, most - 1];
    const [plain, compiled] = (["plain", "compiled"] as const).map((kernel) => {
      const totals = makeOrderTotals(EUR, kernel);
      for (const day of [20_000, 20_007]) {
        totals.add(
          narrowOf(
            codes,
            codes.map((_, i) => day - i),
            codes.map((_, i) => 100 + i),
          ),
        );
      }
      const { customers, ...buyers } = totals.buyers();
      return { ...buyers, ids: codes.map((_, i) => customers.idAt(i)) };
    });
    expect(plain!.ids).toEqual(codes.map(String));
    expect(compiled).toEqual(plain);
  });

  it("are the same when more rows wait than bins may hold, most of them of one customer", () => {
    const rows = 4_500_000; // more than there is room for
    const codes = Int32Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? (i * 7_919) % 140_000 : 77_777));
    const days = Int32Array.from({ length: rows }, (_, i) => 20_000 + (i % 400));
    const units = Int32Array.from({ length: rows }, (_, i) => (i % 97) - 2);
    const [plain, compiled] = (["plain", "compiled"] as const).map((kernel) => {
      const totals = makeOrderTotals(EUR, kernel);
      totals.add(narrowOf([139_999], [20_000], [1]));
      for (const [from, to] of [
        [0, 1_001],
        [1_001, 2_000_000],
        [2_000_000, rows],
      ] as const) {
        totals.add({
          customers: codes.subarray(from, to),
          days: days.subarray(from, to),
          amounts: { ...EUR, exponent: 2, units: units.subarray(from, to) },
        });
      }
      return bytesOf(totals);
    });
    expect(isDeepStrictEqual(compiled, plain)).toBe(true);
    const most = plain!.buyers.purchases.reduce((a, b) => Math.max(a, b));
    expect(most).toBeGreaterThan(2_900_000);
  });

  it("stay exact when rows wait and the sums of all leave the safe integers", () => {
    const [plain, compiled] = (["plain", "compiled"] as const).map((kernel) => {
      const totals = makeOrderTotals(EUR, kernel);
      totals.add(narrowOf([200_000, 7, 7], [20_000, 20_001, 20_002], [1, 0x7fffffff, 500]));
      totals.add(batchOf([{ customer: 8, day: 20_003, units: MOST - 0x7fffffff - 1_000, cost: 0 }], false));
      totals.add(narrowOf([7, 8], [20_004, 20_004], [300, 300])); // the sum of all is too near to wait
      totals.add(batchOf([{ customer: 7, day: 20_005, units: MOST - 10, cost: 0 }], false));
      totals.add(narrowOf([8, 8, 8], [20_006, 20_006, 20_007], [0x7fffffff, 1_000, 1_000]));
      return totals.customers();
    });
    expect(compiled!.get("7")).toEqual(plain!.get("7"));
    expect(compiled!.wide).toEqual(plain!.wide);
    expect(compiled!.wide).toEqual([
      { sum: "purchases", index: 0, units: BigInt(0x7fffffff) + 500n + 300n + BigInt(MOST) - 10n },
      { sum: "purchases", index: 1, units: BigInt(MOST) - 1_000n + 300n + 2_000n },
    ]);
    expect(compiled!.get("8")?.purchases).toBe(5);
  });

  it("stay exact where the sums of all, and then of one customer, leave the safe integers", () => {
    const fill = Array.from({ length: 40_000 }, (_, i) => ({
      customer: i % 100,
      day: 20_000 + (i % 400),
      units: i % 50 === 7 ? -(i % 3) : 1 + (i % 97),
      cost: 0,
    }));
    const large = (customer: number, units: number): Order => ({ customer, day: 19_500, units, cost: 0 });
    // Few rows come first, so that the records move to the other kernel with a sum that is nearly full.
    const parts = [
      [large(3, MOST - 400), large(4, 0)],
      fill,
      [...fill.slice(0, 1_500), large(5, MOST - 1), ...fill.slice(1_500, 3_000)],
      [...fill, large(100, 2 ** 52), large(100, 2 ** 52), large(100, 1)],
    ];
    const exact = expected(parts.flat());
    for (const kernel of ["plain", "compiled", undefined] as const) {
      const totals = makeOrderTotals(EUR, kernel);
      for (const part of parts) totals.add(batchOf(part, false));
      const table = totals.customers();
      expect(table.customerIds.map((_, i) => exactly(table, i))).toEqual(exact);
      expect(table.wide.map(({ index }) => index)).toEqual([3, 5, 100]);
    }
  });

  it("are the same on a host without WebAssembly, or that forbids it", () => {
    const orders = Array.from({ length: 40_000 }, (_, i) => ({
      customer: (i * 7919) % 20_011,
      day: 20_000 + (i % 90),
      units: (i % 101) - 3,
      cost: 1,
    }));
    const named = (): OrderTotals => {
      const ids = orders.map((order) => `c${order.customer}`);
      const customers = createIdDictionary();
      const codes = customers.encode(ids);
      return orderTotalsFromBatches([{ ...batchOf(orders, false), customers: codes }], { ...EUR, customers });
    };
    const textOf = (totals: OrderTotals) => {
      const { customerIds, purchases, purchaseUnits, returns, returnUnits, lastPurchase } =
        totals.customers();
      return JSON.stringify([
        customerIds,
        [...purchases],
        [...purchaseUnits],
        [...returns],
        [...returnUnits],
        [...lastPurchase],
      ]);
    };
    const expected = textOf(named());
    class Forbidden {
      constructor() {
        throw new Error("refused by the content policy");
      }
    }
    for (const engine of [undefined, { Module: Forbidden, Instance: Forbidden }]) {
      vi.stubGlobal("WebAssembly", engine);
      try {
        expect(textOf(named()) === expected).toBe(true);
      } finally {
        vi.unstubAllGlobals();
      }
    }
  });

  it("carry the kernels that their sources assemble to", async () => {
    const carried = { TOTALS_KERNEL, ID_KERNEL, PAIRS_KERNEL, DRAW_KERNEL, SCORE_KERNEL };
    expect(await assembleKernels()).toEqual(carried);
  });
});

describe("batches", () => {
  const batch = batchOf([
    { customer: 0, day: 20_575, units: 1990, cost: 900 },
    { customer: 1, day: 20_576, units: -500, cost: -100 },
  ]);

  it("carry ids as codes of a dictionary, as bytes, or as numbers that stand for themselves", () => {
    const customers = createIdDictionary(["zoë", "ann"]);
    const coded = orderTotalsFromBatches([batch], { ...EUR, customers });
    const bytes = new TextEncoder().encode("zoëann");
    const texts = totalsOf({ ...batch, customers: { offsets: Int32Array.of(0, 4, 7), bytes } });
    expect(coded.customers().customerIds).toEqual(["ann", "zoë"]);
    expect([...texts.customers()]).toEqual([...coded.customers()]);
    expect(texts.customers().get("zoë")).toMatchObject({ purchases: 1, purchased: { amount: "19.90" } });
    expect(totalsOf(batch).customers().get("1")).toMatchObject({ purchases: 0, returns: 1 });
    expect(totalsOf(batch).customers().get("01")).toBeUndefined();
    const both = createOrderTotals(EUR);
    both.merge(texts.customers());
    both.merge(coded.customers());
    expect(both.customers().get("ann")?.returned).toEqual({ amount: "-10.00", currency: "EUR" });
  });

  it("give days or seconds of the shop's clock, and units of any kind and of a coarser scale", () => {
    const { days: _, ...rest } = batch;
    const seconds = [20_575 * 86_400 + 86_399, 20_576 * 86_400];
    for (const column of [Int32Array, Float64Array]) {
      expect(said(totalsOf({ ...rest, seconds: column.from(seconds) }))).toEqual(said(totalsOf(batch)));
    }
    const wide = BigInt64Array.from(seconds, BigInt);
    expect(said(totalsOf({ ...rest, seconds: wide }))).toEqual(said(totalsOf(batch)));
    const big = { ...EUR, exponent: 2, units: BigInt64Array.of(1990n, -500n) };
    expect(said(totalsOf({ ...batch, amounts: big }))).toEqual(said(totalsOf(batch)));
    const fine = orderTotalsFromBatches([batch], { ...EUR, exponent: 4 }).customers();
    expect([...fine.purchaseUnits]).toEqual([199_000, 0]);
    expect(fine.get("0")?.purchased).toEqual({ amount: "19.90", currency: "EUR" });
  });

  it("come as a stream", async () => {
    async function* stream() {
      yield batch;
      yield batch;
    }
    expect(said(await readOrderTotals(stream(), EUR))).toEqual(said(totalsOf(batch, batch)));
  });

  it("with a bad value are refused whole, naming batch, row, field and value", () => {
    const totals = totalsOf(batch);
    const before = said(totals);
    let caught: unknown;
    try {
      totals.add({
        customers: Int32Array.of(3, -1, 2 ** 27, 5),
        days: Int32Array.of(20_575, 39_968, 20_575, 1_790_000_000),
        amounts: amountsOf([0.5, Number.NaN, 2 ** 53, 4]),
        costs: amountsOf([0, 0, 0, 0.5]),
      });
    } catch (error) {
      caught = error;
    }
    expect(InvalidDataError.is(caught)).toBe(true);
    const { issues, message } = caught as InvalidDataError;
    expect(message).toContain("Cannot add batch 1: 8 issues\n  row 0, amounts: expected an integer of units");
    expect(issues.map(({ code, row, path, value }) => [code, row, path[0], value])).toEqual([
      ["bad-amount", 0, "amounts", 0.5],
      ["bad-customer", 1, "customers", -1],
      ["bad-day", 1, "days", 39_968],
      ["bad-amount", 1, "amounts", Number.NaN],
      ["bad-customer", 2, "customers", 2 ** 27],
      ["bad-amount", 2, "amounts", 2 ** 53],
      ["bad-day", 3, "days", 1_790_000_000],
      ["bad-cost", 3, "costs", 0.5],
    ]);
    expect(issues[0]?.params).toEqual({ batch: 1 });
    expect(said(totals)).toEqual(before);
  });

  it("with one bad value anywhere are refused by either kernel", () => {
    const good = Array.from({ length: 40_000 }, (_, i) => ({
      customer: i % 9,
      day: 20_000,
      units: 5,
      cost: 1,
    }));
    const bad = fc.record({
      row: fc.nat(39_999),
      field: fc.constantFrom("customers", "days", "amounts", "costs"),
      kernel: fc.constantFrom("plain", "compiled"),
    });
    fc.assert(
      fc.property(bad, ({ row, field, kernel }) => {
        const totals = makeOrderTotals(EUR, kernel as "plain");
        const spoilt = batchOf(good) as unknown as Record<string, Int32Array & { units: Float64Array }>;
        if (field === "customers" || field === "days") spoilt[field]![row] = -30_000;
        else spoilt[field]!.units[row] = 0.25;
        expect(() => totals.add(spoilt as unknown as ColumnBatch)).toThrow(`row ${row}, ${field}: expected`);
        expect([totals.orders, totals.customers().size, totals.window]).toEqual([0, 0, undefined]);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, object, string]>([
    [
      "other currency",
      { amounts: { ...batch.amounts, currency: "USD" } },
      'amounts must be in EUR, got "USD"',
    ],
    [
      "finer scale",
      { costs: { ...batch.amounts, exponent: 3 } },
      "costs must have an exponent from 0 to the 2",
    ],
    ["other length", { days: Int32Array.of(1) }, "days must have 2 rows, as customers have, got 1"],
    ["no columns", { days: [1, 2] }, "days must be an Int32Array of days"],
    ["no customers", { customers: undefined }, "customers must be an Int32Array of codes"],
    ["no amounts", { amounts: undefined }, "amounts must be units in an Int32Array"],
  ])("with %s are refused", (_, change, message) => {
    expect(() => totalsOf({ ...batch, ...change } as ColumnBatch)).toThrow(`Cannot add batch: ${message}`);
  });

  it("of ids and of bare codes do not mix, and codes beyond a dictionary are refused", () => {
    const texts = { ...batch, customers: { offsets: Int32Array.of(0, 1, 2), bytes: Uint8Array.of(65, 66) } };
    expect(() => totalsOf(texts, batch)).toThrow(
      "customers must be ids, as in the batches before, got codes",
    );
    expect(() => totalsOf(batch, texts)).toThrow(
      "customers must be codes, as in the batches before, got ids",
    );
    const options = { ...EUR, customers: createIdDictionary(["ann"]) };
    expect(() => orderTotalsFromBatches([batch], options)).toThrow(
      "Cannot add batch 0: 1 issue\n  row 1, customers: expected a code from 0 to 0, got 1",
    );
    const named = totalsOf(texts).customers();
    const coded = totalsOf(batch);
    expect(() => coded.merge(named)).toThrow('customers must be codes, got "A"');
    expect(() => coded.merge({ ...named, currency: "USD" })).toThrow(
      "they must be in EUR with at most 2 decimals",
    );
    expect(() => createOrderTotals({ ...EUR, exponent: 1 })).toThrow(
      "exponent must be an integer from the 2",
    );
  });
});

import { dateOfDay, dayNumber } from "clientele/calendar";
import {
  describeOrders,
  mergeOrderLogs,
  type OrderLog,
  type OrderRow,
  orderLogFromRows,
  restrictOrderLog,
  selectCustomers,
} from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDay, anyRows } from "./arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;
const logOf = (rows: readonly OrderRow[]): OrderLog => orderLogFromRows(rows, EUR);
const empty = logOf([]);

describe("merging order logs", () => {
  it("is the log of the rows of both", () => {
    fc.assert(
      fc.property(anyRows, anyRows, (a, b) => {
        expect(mergeOrderLogs(logOf(a), logOf(b))).toEqual(logOf([...a, ...b]));
      }),
    );
  });

  it("is commutative and associative, and an empty log changes nothing", () => {
    fc.assert(
      fc.property(anyRows, anyRows, anyRows, (a, b, c) => {
        const [x, y, z] = [logOf(a), logOf(b), logOf(c)];
        expect(mergeOrderLogs(x, y)).toEqual(mergeOrderLogs(y, x));
        expect(mergeOrderLogs(mergeOrderLogs(x, y), z)).toEqual(mergeOrderLogs(x, mergeOrderLogs(y, z)));
        expect(mergeOrderLogs(x, empty)).toEqual(x);
      }),
    );
  });

  it("keeps an observed time without orders", () => {
    const quiet = orderLogFromRows([], { ...EUR, window: { from: "2026-01-01", to: "2026-03-01" } });
    const row = { customerId: "a", orderedOn: "2026-02-01", amount: "1" } as const;
    expect(mergeOrderLogs(quiet, logOf([row])).window).toEqual(quiet.window);
  });

  it("refuses two currencies, and one customer's amounts beyond 2^53", () => {
    expect(() => mergeOrderLogs(empty, orderLogFromRows([], { currency: "USD" }))).toThrow(
      "Cannot merge order logs: their currencies must be the same, got EUR and USD",
    );
    const rich = logOf([{ customerId: "a", orderedOn: "2026-02-01", amount: "90071992547409.91" }]);
    expect(() => mergeOrderLogs(rich, rich)).toThrow(/customer "a"/);
  });
});

/** Rows of few customers, days and orders, so that many have a day and an order in common. */
const anyCrowd = (orderIds: "all" | "some" | "none", maxLength: number): fc.Arbitrary<OrderRow[]> => {
  const missing = { all: [], some: [undefined], none: [undefined] }[orderIds];
  const named = orderIds === "none" ? [] : ["o1", "～", "😀"];
  return fc.array(
    fc.record({
      customerId: fc.constantFrom("ann", "bob", "～", "😀"),
      orderedOn: fc.constantFrom("2026-02-01" as const, "2026-02-02" as const),
      amount: fc.constantFrom("1", "-1", "0", "2.345"),
      orderId: fc.constantFrom(...named, ...missing),
      productId: fc.constantFrom("cup", "茶", undefined),
      cost: fc.constantFrom("0", "0.5", undefined),
      quantity: fc.constantFrom("1", "0.25", undefined),
      channel: fc.constantFrom("web", "電話", undefined),
      placeId: fc.constantFrom("north", "south", undefined),
      orderedAt: fc.constantFrom(1_770_000_000_000, 1_770_000_000_001, undefined),
    }),
    { maxLength },
  );
};
const anyUnit = fc.constantFrom("all" as const, "some" as const, "none" as const);

describe("merging order logs of a crowd", () => {
  it("is the log of the rows of both, whatever they have in common", () => {
    fc.assert(
      fc.property(
        anyUnit.chain((unit) => anyCrowd(unit, 60)),
        anyUnit.chain((unit) => anyCrowd(unit, 60)),
        (a, b) => {
          expect(mergeOrderLogs(logOf(a), logOf(b))).toEqual(logOf([...a, ...b]));
        },
      ),
    );
  });

  it("puts the lines of some customers in the place of those they had, as reading everything would", () => {
    fc.assert(
      fc.property(
        anyUnit.chain((unit) => anyCrowd(unit, 300)),
        anyUnit.chain((unit) => anyCrowd(unit, 5)),
        fc.subarray(["ann", "bob", "～", "😀"]),
        (before, added, more) => {
          const changed = new Set([...more, ...added.map(({ customerId }) => customerId)]);
          const all = [...before, ...added];
          const log = logOf(before);
          const kept = selectCustomers(
            log,
            log.customerIds.filter((id) => !changed.has(id)),
          );
          const own = logOf(all.filter(({ customerId }) => changed.has(customerId)));
          expect(mergeOrderLogs(kept, own)).toEqual(logOf(all));
          expect(log).toEqual(logOf(before));
        },
      ),
    );
  });

  it("selects long runs and single lines alike", () => {
    const days = Array.from({ length: 100 }, (_, i) => dateOfDay(20_000 + i));
    const rowsOf = (customerId: string, count: number): OrderRow[] =>
      days.slice(0, count).map((orderedOn, i) => ({
        customerId,
        orderedOn,
        amount: String(i),
        orderId: `o${i}`,
        productId: customerId,
        quantity: "2",
      }));
    const rows = [
      ...rowsOf("a", 100),
      ...rowsOf("b", 1),
      ...rowsOf("c", 90),
      ...rowsOf("d", 1),
      ...rowsOf("e", 60),
    ];
    for (const wanted of [["a", "c", "e"], ["b", "d"], ["a", "b", "d", "e"], ["c"], ["nobody"]]) {
      const window = { from: days[0]!, to: dateOfDay(20_100) };
      const alone = orderLogFromRows(
        rows.filter(({ customerId }) => wanted.includes(customerId)),
        { ...EUR, window },
      );
      expect(selectCustomers(orderLogFromRows(rows, { ...EUR, window }), wanted)).toEqual(alone);
    }
  });

  it("shares nothing with the logs it was made of", () => {
    const rows = [{ customerId: "ann", orderedOn: "2026-02-01", amount: "1" }] as const;
    const log = logOf(rows);
    mergeOrderLogs(log, empty).amounts[0] = 9;
    selectCustomers(log, ["ann"]).days[0] = 9;
    expect(log).toEqual(logOf(rows));
  });
});

describe("restricting an order log", () => {
  it("leaves the lines of the period, as a log of those rows alone would", () => {
    fc.assert(
      fc.property(anyRows, anyDay, anyDay, (rows, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        const whole = logOf(rows);
        const part = restrictOrderLog(whole, { from, to });
        const alone = logOf(rows.filter((row) => row.orderedOn >= from && row.orderedOn < to));
        expect(part.days).toEqual(alone.days);
        expect(part.customerIds).toEqual(alone.customerIds);
        expect(part.productIds).toEqual(alone.productIds);
        expect(describeOrders(part).net).toEqual(describeOrders(alone).net);
        expect(describeOrders(part).purchases.amount).toEqual(describeOrders(alone).purchases.amount);
        expect(part.linesWithoutCost).toBe(alone.linesWithoutCost);
        expect(part.costs === undefined).toBe(alone.costs === undefined);
        if (whole.orderUnit === alone.orderUnit) expect(part.orderCodes).toEqual(alone.orderCodes);
        expect(dayNumber(part.window.from)).toBeLessThanOrEqual(dayNumber(part.window.to));
      }),
    );
  });

  it("and putting the parts together again gives the whole", () => {
    fc.assert(
      fc.property(anyRows, anyDay, (rows, day) => {
        const whole = logOf(rows);
        fc.pre(whole.orderUnit === "order" || rows.every((row) => row.orderId === undefined));
        const before = restrictOrderLog(whole, { from: "2026-01-01", to: day });
        const after = restrictOrderLog(whole, { from: day, to: "2027-01-01" });
        const { window: _, ...lines } = mergeOrderLogs(before, after);
        const { window, ...expected } = whole;
        if (whole.size > 0) expect(lines).toEqual(expected);
      }),
    );
  });

  it("observes what both observed", () => {
    const log = orderLogFromRows([], { ...EUR, window: { from: "2026-01-01", to: "2026-03-01" } });
    expect(restrictOrderLog(log, { from: "2026-02-01", to: "2026-09-01" }).window).toEqual({
      from: "2026-02-01",
      to: "2026-03-01",
    });
    const apart = restrictOrderLog(log, { from: "2027-01-01", to: "2027-09-01" }).window;
    expect(apart.from).toBe(apart.to);
    expect(() => restrictOrderLog(log, { from: "2026-02-02", to: "2026-02-01" })).toThrow(
      "Cannot restrict order log: the period must not end before it begins, got 2026-02-02 to 2026-02-01",
    );
  });
});

import { dayNumber } from "clientele/calendar";
import {
  describeOrders,
  mergeOrderLogs,
  type OrderLog,
  type OrderRow,
  orderLogFromRows,
  restrictOrderLog,
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

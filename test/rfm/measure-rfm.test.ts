import { addDays } from "clientele/calendar";
import { type OrderRow, orderLogFromRows } from "clientele/orders";
import { measureRfm } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyDay, anyRows, anyShuffledRows } from "../orders/arbitrary-rows.ts";
import { expectedRfm } from "./oracle.ts";

const EUR = { currency: "EUR" } as const;
const asOf = "2026-03-01";
const row = (
  customerId: string,
  orderId: string,
  orderedOn: OrderRow["orderedOn"],
  amount: string,
): OrderRow => ({
  customerId,
  orderId,
  orderedOn,
  amount,
});

describe("recency, frequency and monetary", () => {
  it("are the days since the last purchase, the orders and the sum of the purchases [S0-64] [S0-65] [S0-66] [S0-70]", () => {
    const log = orderLogFromRows(
      [
        row("ann", "1", "2026-01-10", "10.00"),
        row("ann", "1", "2026-01-10", "2.50"),
        row("ann", "2", "2026-02-27", "7.25"),
        row("ann", "3", "2026-02-28", "0.00"),
        row("bob", "4", "2026-02-28", "3"),
      ],
      EUR,
    );
    const table = measureRfm(log, { asOf });
    expect([...table]).toEqual([
      { customerId: "ann", recencyDays: 2, frequency: 2, monetary: { amount: "19.75", currency: "EUR" } },
      { customerId: "bob", recencyDays: 1, frequency: 1, monetary: { amount: "3.00", currency: "EUR" } },
    ]);
  });

  it("count the orders of a stated period alone [S0-65] [S0-66]", () => {
    const log = orderLogFromRows(
      ["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"].map((on, i) =>
        row("ann", String(i), on as OrderRow["orderedOn"], "1"),
      ),
      EUR,
    );
    const table = measureRfm(log, { asOf, from: "2026-01-01" });
    expect(table.row(0)).toMatchObject({ frequency: 2, recencyDays: 1, monetary: { amount: "2.00" } });
    expect(table.notScored).toEqual({ returnsOnly: 0, freeOnly: 0, linesBefore: 1, linesAfter: 1 });
    expect([table.from, table.asOf]).toEqual(["2026-01-01", asOf]);
  });

  it("take returns off the sum where they count, and never off orders and days", () => {
    const log = orderLogFromRows(
      [
        row("ann", "1", "2026-01-10", "10"),
        row("ann", "1r", "2026-02-10", "-12"),
        row("bob", "2", "2026-01-10", "-1"),
        row("bob", "3", "2026-01-11", "0"),
        row("cyd", "4", "2026-01-11", "0"),
      ],
      EUR,
    );
    const [gross, net] = [measureRfm(log, { asOf }), measureRfm(log, { asOf, count: "net" })];
    expect(gross.row(0)).toMatchObject({ recencyDays: 50, frequency: 1, monetary: { amount: "10.00" } });
    expect(net.row(0)).toMatchObject({ recencyDays: 50, frequency: 1, monetary: { amount: "-2.00" } });
    expect([gross.size, gross.notScored.returnsOnly, gross.notScored.freeOnly]).toEqual([1, 1, 1]);
  });

  it("count an order once, though it was delivered on two days, and two customers' orders of one id twice", () => {
    const log = orderLogFromRows(
      [
        row("ann", "1", "2026-01-10", "1"),
        row("ann", "1", "2026-01-12", "1"),
        row("bob", "1", "2026-01-10", "1"),
      ],
      EUR,
    );
    expect([...measureRfm(log, { asOf }).frequency]).toEqual([1, 1]);
  });

  it("are none before the log begins, and refused when the days make no sense", () => {
    const log = orderLogFromRows([row("ann", "1", "2026-01-10", "1")], EUR);
    expect(measureRfm(log, { asOf: "2025-01-01" })).toMatchObject({ size: 0, from: "2025-01-01" });
    expect(measureRfm(log, { asOf: "2026-01-10" }).size).toBe(0);
    expect(() => measureRfm(log, { asOf, from: "2026-03-02" })).toThrow(
      "Cannot analyse orders: from must not be after asOf 2026-03-01, got 2026-03-02",
    );
    expect(() => measureRfm(log, { asOf: "2026-02-30" })).toThrow(RangeError);
    expect(() => measureRfm(log, { asOf, count: "gross" as "net" })).toThrow(
      'Cannot measure rfm: count must be "purchases" or "net", got "gross"',
    );
  });

  it("agree with a count by hand", () => {
    fc.assert(
      fc.property(
        anyRows,
        anyDay,
        fc.option(anyDay, { nil: undefined }),
        fc.boolean(),
        (rows, end, start, net) => {
          const from = start === undefined || start > end ? undefined : start;
          const log = orderLogFromRows(rows, EUR);
          const table = measureRfm(log, { asOf: end, from, count: net ? "net" : "purchases" });
          const found = [...table].map(({ customerId, recencyDays, frequency, monetary }) => ({
            customerId,
            recencyDays,
            frequency,
            monetary: Math.round(Number(monetary.amount) * 1000),
          }));
          const expected = expectedRfm(rows, end, { from, net });
          expect(found).toHaveLength(expected.length);
          for (const one of expected) expect(found).toContainEqual(one);
          expect(table.recencyDays.every((days) => days >= 1)).toBe(true);
        },
      ),
    );
  });

  it("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(anyShuffledRows, ([rows, shuffled]) => {
        const [a, b] = [orderLogFromRows(rows, EUR), orderLogFromRows(shuffled, EUR)];
        expect([...measureRfm(a, { asOf })]).toEqual([...measureRfm(b, { asOf })]);
      }),
    );
  });

  it("shift with time", () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: -400, max: 400 }), (rows, days) => {
        const later = rows.map((line) => ({ ...line, orderedOn: addDays(line.orderedOn, days) }));
        const now = measureRfm(orderLogFromRows(rows, EUR), { asOf });
        const then = measureRfm(orderLogFromRows(later, EUR), { asOf: addDays(asOf, days) });
        expect([...then]).toEqual([...now]);
      }),
    );
  });

  it("leave the log as it was", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const [log, copy] = [orderLogFromRows(rows, EUR), orderLogFromRows(rows, EUR)];
        measureRfm(log, { asOf, count: "net" });
        expect(log).toEqual(copy);
      }),
    );
  });
});

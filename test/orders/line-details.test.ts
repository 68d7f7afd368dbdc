import { dateOfDay } from "clientele/calendar";
import {
  type AnyOrderRow,
  appendOrders,
  createOrderLogBuilder,
  orderLogFromRows,
  readOrderLog,
  selectCustomers,
} from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRows } from "./arbitrary-rows.ts";

const EUR = { currency: "EUR" } as const;
const good = { customerId: "a", orderedOn: "2026-05-02", amount: "10" } as const;

describe("the moment of a line", () => {
  const at = (orderedAt: string | number) => ({ customerId: "a", orderedAt, amount: "1" });
  const days = (orderedAt: string | number, timeZone: string) =>
    [...orderLogFromRows([at(orderedAt)], { ...EUR, timeZone }).days].map(dateOfDay);

  it("becomes a day in the stated zone, and stays beside it", () => {
    expect(days("2026-05-01T23:30:00Z", "Asia/Shanghai")).toEqual(["2026-05-02"]);
    expect(days("2026-05-01T23:30:00Z", "America/New_York")).toEqual(["2026-05-01"]);
    expect(days("2026-05-02T00:30+02:00", "UTC")).toEqual(["2026-05-01"]);
    expect(days(Date.parse("2026-03-29T00:59:59Z"), "Europe/Berlin")).toEqual(["2026-03-29"]);
    const log = orderLogFromRows([at("2026-05-01T23:30:00.250Z"), good], { ...EUR, timeZone: "UTC" });
    expect([...(log.instants?.values ?? [])]).toEqual([Date.parse("2026-05-01T23:30:00.250Z"), 0]);
    expect([...(log.instants?.known ?? [])]).toEqual([1, 0]);
  });

  it("never overrides the day that a row states", () => {
    const row = { ...good, orderedAt: "2026-05-09T00:00:00Z" };
    const log = orderLogFromRows([row], { ...EUR, timeZone: "UTC" });
    expect([dateOfDay(log.days[0] ?? 0), log.instants?.values[0]]).toEqual([
      "2026-05-02",
      Date.parse("2026-05-09T00:00:00Z"),
    ]);
  });

  it.each<[string, AnyOrderRow, string | undefined]>([
    ["missing-day", at("2026-05-01T23:30:00Z"), undefined],
    ["bad-moment", at("2026-05-01T23:30:00"), "UTC"],
    ["bad-moment", at("2026-02-30T23:30:00Z"), "UTC"],
    ["bad-moment", at("2026-05-01T24:30:00Z"), "UTC"],
    ["bad-moment", at(1.5), "UTC"],
    ["bad-moment", at(8.64e15), "UTC"],
    ["bad-moment", { ...good, orderedAt: "noon" }, undefined],
    ["bad-day", { ...good, orderedOn: "2026-02-30" }, "UTC"],
  ])("is refused as %s: %j in %s", (code, row, timeZone) => {
    expect(createOrderLogBuilder({ ...EUR, timeZone }).add(row)?.code).toBe(code);
  });

  it("is refused with an unknown zone", () => {
    expect(() => orderLogFromRows([], { ...EUR, timeZone: "Mars" })).toThrow(
      'Cannot read orders: timeZone must be an IANA name or an offset such as +08:00, got "Mars"',
    );
  });
});

describe("quantity, channel and place of a line", () => {
  it("are kept by column, quantities to the last decimal, beside an amount or as its factor", () => {
    const log = orderLogFromRows(
      [
        { ...good, quantity: "3", channel: "web", placeId: "north" },
        { customerId: "a", orderedOn: "2026-05-03", quantity: "0.125", price: "8", channel: "shop" },
        { ...good, orderedOn: "2026-05-04" },
      ],
      EUR,
    );
    expect(log.quantities).toEqual({
      exponent: 3,
      values: Float64Array.of(3000, 125, 0),
      known: Uint8Array.of(1, 1, 0),
    });
    expect([log.channelNames, [...(log.channels ?? [])]]).toEqual([
      ["shop", "web"],
      [1, 0, -1],
    ]);
    expect([log.placeIds, [...(log.places ?? [])]]).toEqual([["north"], [0, -1, -1]]);
  });

  it("take no column when no line has one", () => {
    const log = orderLogFromRows([good], EUR);
    expect([log.quantities, log.channels, log.places, log.instants]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([log.channelNames, log.placeIds]).toEqual([[], []]);
  });

  it.each([
    ["bad-quantity", { ...good, quantity: "two" }],
    ["quantity-out-of-range", { ...good, quantity: "0.0000000001" }],
    ["bad-channel", { ...good, channel: "" }],
    ["bad-place", { ...good, placeId: "\0" }],
  ])("are refused as %s", (code, row) => {
    const builder = createOrderLogBuilder(EUR);
    expect(builder.add(row)?.code).toBe(code);
    expect(builder.finish()).toEqual(orderLogFromRows([], EUR));
  });

  it("of a refused row leave no trace", () => {
    const builder = createOrderLogBuilder(EUR);
    builder.add({ ...good, quantity: "1" });
    expect(builder.add({ ...good, quantity: "0.001", amount: "x" })?.code).toBe("bad-amount");
    expect(builder.add({ ...good, quantity: "0.001", cost: "x" })?.code).toBe("bad-cost");
    builder.add({ ...good, quantity: "2" });
    expect(builder.finish()).toEqual(
      orderLogFromRows(
        [
          { ...good, quantity: "1" },
          { ...good, quantity: "2" },
        ],
        EUR,
      ),
    );
  });
});

describe("appending", () => {
  it("is the log of all rows, and the log given stays as it was", () => {
    fc.assert(
      fc.property(anyRows, anyRows, (before, after) => {
        const log = orderLogFromRows(before, EUR);
        const copy = orderLogFromRows(before, EUR);
        expect(appendOrders(log, after)).toEqual(orderLogFromRows([...before, ...after], EUR));
        expect(log).toEqual(copy);
      }),
    );
  });

  it("reads rows as any reader does", () => {
    const log = orderLogFromRows([good], EUR);
    const row = { customerId: "b", orderedAt: 0, amount: "1" };
    expect(dateOfDay(appendOrders(log, [row], { timeZone: "UTC" }).days[1] ?? -1)).toBe("1970-01-01");
    expect(() => appendOrders(log, [row])).toThrow(/missing|a day, or the option/);
    expect(() => appendOrders(log, [{ ...good, currency: "USD" }])).toThrow(/the currency of the log, EUR/);
  });
});

describe("reading one row at a time", () => {
  it("is the same as reading batches", async () => {
    async function* rows(): AsyncGenerator<AnyOrderRow> {
      yield good;
      yield { ...good, customerId: "b" };
    }
    const read = await readOrderLog(rows(), EUR);
    expect(read.log).toEqual(orderLogFromRows([good, { ...good, customerId: "b" }], EUR));
    expect(read.rows).toBe(2);
  });
});

describe("selecting customers", () => {
  it("leaves their lines, as a log of their rows alone would", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const window = { from: "2025-01-01", to: "2027-01-01" } as const;
        const log = orderLogFromRows(rows, { ...EUR, window });
        const part = selectCustomers(log, ["ann", "客戶一", "nobody"]);
        const own = rows.filter((row) => row.customerId === "ann" || row.customerId === "客戶一");
        const alone = orderLogFromRows(own, { ...EUR, window });
        expect(part.customerIds).toEqual(alone.customerIds);
        expect(part.days).toEqual(alone.days);
        expect(part.channels).toEqual(alone.channels);
        expect(part.window).toEqual(window);
        expect(part.quantities?.known).toEqual(alone.quantities?.known);
      }),
    );
  });
});

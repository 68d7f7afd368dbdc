import { InvalidDataError } from "clientele/issues";
import { createOrderLogBuilder, type OrderRow, orderLogFromRows, readOrderLog } from "clientele/orders";
import { describe, expect, it } from "vitest";

const good: OrderRow = { customerId: "a", orderedOn: "2026-01-01", amount: "1.00" };
const bad = (fields: object): OrderRow => ({ ...good, ...fields }) as unknown as OrderRow;
const EUR = { currency: "EUR" } as const;

describe("a row", () => {
  it.each([
    ["bad-row", null],
    ["bad-customer", { customerId: "" }],
    ["bad-customer", { customerId: undefined }],
    ["bad-customer", { customerId: 17850 }],
    ["bad-customer", { customerId: "x".repeat(201) }],
    ["bad-customer", { customerId: "a\u0000b" }],
    ["bad-customer", { customerId: "a\ud83d" }],
    ["bad-day", { orderedOn: "2026-02-30" }],
    ["bad-day", { orderedOn: "2026-1-1" }],
    ["bad-day", { orderedOn: undefined }],
    ["bad-day", { orderedOn: new Date(0) }],
    ["bad-order", { orderId: "" }],
    ["bad-order", { orderId: null }],
    ["bad-product", { productId: "" }],
    ["other-currency", { currency: "USD" }],
    ["missing-amount", { amount: undefined }],
    ["missing-amount", { amount: undefined, quantity: "3" }],
    ["bad-amount", { amount: "12,50" }],
    ["bad-amount", { amount: "1e3" }],
    ["bad-amount", { amount: "" }],
    ["bad-amount", { amount: 12.5 }],
    ["bad-amount", { amount: null }],
    ["bad-amount", { amount: undefined, quantity: "3", price: "x" }],
    ["amount-out-of-range", { amount: "0.0000000001" }],
    ["amount-out-of-range", { amount: "90071992547409.92" }],
    ["amount-out-of-range", { amount: undefined, quantity: "0.00001", price: "0.00001" }],
    ["amount-out-of-range", { amount: undefined, quantity: "99999999", price: "99999999" }],
    ["bad-cost", { cost: "free" }],
    ["cost-out-of-range", { cost: "0.0000000001" }],
  ])("is refused with %s: %j", (code, fields) => {
    const builder = createOrderLogBuilder(EUR);
    const line = fields === null ? (null as unknown as OrderRow) : bad(fields);
    expect(builder.add(line, 7)).toMatchObject({ code, row: 7 });
    expect(builder.size).toBe(0);
    expect(builder.finish()).toEqual(createOrderLogBuilder(EUR).finish());
  });

  it("is taken with a product that only a big integer holds on the way", () => {
    const log = orderLogFromRows(
      [{ ...good, amount: undefined, quantity: "0.00000001", price: "12345600000000" }],
      EUR,
    );
    expect([log.amounts[0], log.exponent]).toEqual([12345600, 2]);
  });

  it("is taken with exactly the decimals allowed", () => {
    expect(orderLogFromRows([{ ...good, amount: "0.1234" }], { ...EUR, maxExponent: 4 }).exponent).toBe(4);
    expect(() => orderLogFromRows([{ ...good, amount: "0.1234" }], { ...EUR, maxExponent: 3 })).toThrow(
      InvalidDataError,
    );
  });

  it("leaves no trace when amount or cost is refused", () => {
    const builder = createOrderLogBuilder(EUR);
    builder.add({ ...good, cost: "0.50" });
    expect(builder.add({ ...good, amount: "0.123456", cost: "0.12x" })?.code).toBe("bad-cost");
    expect(builder.add({ ...good, amount: "x", cost: "0.123456" })?.code).toBe("bad-amount");
    builder.add({ ...good, amount: "2.00", cost: "0.75" });
    expect(builder.finish()).toEqual(
      orderLogFromRows(
        [
          { ...good, cost: "0.50" },
          { ...good, amount: "2.00", cost: "0.75" },
        ],
        EUR,
      ),
    );
  });

  it("that only the other lines make too large is refused, and the others stay", () => {
    const builder = createOrderLogBuilder(EUR);
    builder.add({ ...good, amount: "90071992547409.91" });
    expect(builder.add({ ...good, amount: "0.001" })).toMatchObject({
      code: "amount-out-of-range",
      params: { maxExponent: 9 },
    });
    expect([...builder.finish().amounts]).toEqual([Number.MAX_SAFE_INTEGER]);
  });

  it("may follow after a log was finished", () => {
    const builder = createOrderLogBuilder(EUR);
    builder.add(good);
    const first = builder.finish();
    builder.add({ ...good, customerId: "b" });
    expect([first.size, builder.finish().size]).toEqual([1, 2]);
    expect(first.customerIds).toEqual(["a"]);
  });
});

describe("rows", () => {
  const rows = [
    good,
    bad({ customerId: "", amount: "x", cost: "y" }),
    good,
    bad({ orderedOn: "1 May", currency: "USD" }),
  ];

  it("are refused with all issues of all rows at once", () => {
    let caught: unknown;
    try {
      orderLogFromRows(rows, EUR);
    } catch (error) {
      caught = error;
    }
    expect(InvalidDataError.is(caught)).toBe(true);
    expect((caught as InvalidDataError).issues.map(({ row, code }) => [row, code])).toEqual([
      [1, "bad-customer"],
      [1, "bad-amount"],
      [1, "bad-cost"],
      [3, "bad-day"],
      [3, "other-currency"],
    ]);
  });

  it("in batches are numbered across them, thrown or set aside", async () => {
    const batches = [rows.slice(0, 2), [], rows.slice(2)];
    await expect(readOrderLog(batches, EUR)).rejects.toThrow(/^Cannot read orders: 5 issues/);
    const read = await readOrderLog(batches, { ...EUR, onInvalid: "set-aside", issueCap: 4 });
    expect(read).toMatchObject({ rows: 4, rejectedRows: 2, issues: 5 });
    expect(read.rejected.map((issue) => issue.row)).toEqual([1, 1, 1, 3]);
    expect(read.log).toEqual(orderLogFromRows([good, good], EUR));
  });

  it("are read from a stream", async () => {
    async function* stream(): AsyncGenerator<OrderRow[]> {
      yield [good];
      yield [good, good];
    }
    const window = { from: "2026-01-01", to: "2026-12-01" } as const;
    const { log } = await readOrderLog(stream(), { ...EUR, window });
    expect([log.size, log.window.to]).toEqual([3, "2026-12-01"]);
  });

  it("are read in one of two ways only", async () => {
    await expect(readOrderLog([], { ...EUR, onInvalid: "ignore" as "throw" })).rejects.toThrow(
      'Cannot read orders: onInvalid must be "throw" or "set-aside", got "ignore"',
    );
  });
});

import { createReadStream } from "node:fs";
import { type OrdersCsv, readOrdersCsv } from "clientele/csv";
import { describeOrders } from "clientele/orders";
import { describe, expect, it } from "vitest";

const data = process.env["CLIENTELE_DATA"];
const open = (file: string, currency: string): Promise<OrdersCsv> =>
  readOrdersCsv(createReadStream(`${data}/data/clv_rfm/${file}`, { highWaterMark: 1 << 18 }), { currency });

describe("readOrdersCsv on published files", () => {
  it.skipIf(data === undefined)("reads UCI Online Retail to the last line and thousandth", async () => {
    const read = await open("uci_online_retail_full.csv.gz", "GBP");
    expect([read.rows, read.accepted, read.setAside.rows]).toEqual([541_909, 406_829, 135_080]);
    expect(read.setAside.reasons.map((reason) => [reason.code, reason.rows])).toEqual([
      ["no-customer", 135_080],
    ]);
    expect(read.columns.recognisedAs).toBe("UCI Online Retail");
    const { purchases, returns, freeLines, net } = describeOrders(read.log);
    expect(purchases).toEqual({
      lines: 397_884,
      customers: 4338,
      orders: 18_532,
      amount: { amount: "8911407.904", currency: "GBP" },
    });
    expect([returns.lines, returns.amount.amount, freeLines]).toEqual([8905, "-611342.09", 40]);
    expect([net.customers, net.amount.amount]).toEqual([4372, "8300065.814"]);
  });

  it.skipIf(data === undefined)("reads CDNOW", async () => {
    const read = await open("cdnow_master.csv", "USD");
    expect([read.rows, read.accepted, read.setAside.rows]).toEqual([69_659, 69_659, 0]);
    const { net } = describeOrders(read.log);
    expect([net.customers, net.amount.amount]).toEqual([23_570, "2500315.63"]);
    expect([read.log.orderUnit, read.columns.recognisedAs]).toEqual(["customer-day", "CDNOW"]);
  });

  it.skipIf(data === undefined).each([
    ["rfm_data_orders.csv", 4906, 995, "revenue"],
    ["cj_transactions_sample.csv", 74_999, 2377, "sales_value"],
    ["uci_online_retail_invoices.csv", 22_190, 4372, "Amount"],
    // 74,999 of 75,000: one amount is 4.440892e-16, which is no amount of money.
  ])("guesses the columns of %s", async (file, rows, customers, amount) => {
    const read = await open(file, "USD");
    expect([read.accepted, read.log.customerIds.length, read.columns.amount?.name]).toEqual([
      rows,
      customers,
      amount,
    ]);
  });
});

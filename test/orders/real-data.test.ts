import { describeOrders } from "clientele/orders";
import { describe, expect, it } from "vitest";
import { haveData, readCdnow, readUci } from "./real-data.ts";

const gbp = (amount: string) => ({ amount, currency: "GBP" });

describe.skipIf(!haveData)("orders of the real world (CLIENTELE_DATA)", () => {
  it("UCI Online Retail: 541,909 lines, purchases, returns and free lines to the last tenth of a penny", async () => {
    const read = await readUci();
    expect([read.rows, read.rejectedRows, read.log.orders]).toEqual([541_909, 135_080, 22_190]);
    expect(new Set(read.rejected.map((issue) => issue.code))).toEqual(new Set(["bad-customer"]));
    expect(read.log.window).toEqual({ from: "2010-12-01", to: "2011-12-10" });
    expect(describeOrders(read.log)).toEqual({
      purchases: { lines: 397_884, customers: 4_338, orders: 18_532, amount: gbp("8911407.904") },
      returns: {
        lines: 8_905,
        customers: 1_589,
        orders: 3_654,
        creditNotes: 3_654,
        amount: gbp("-611342.09"),
      },
      freeLines: 40,
      net: { customers: 4_372, amount: gbp("8300065.814") },
    });
  }, 60_000);

  it("CDNOW: 69,659 lines of 23,570 customers, 2,500,315.63 dollars", async () => {
    const { log } = await readCdnow("master");
    const { net } = describeOrders(log);
    expect([log.size, net.customers, net.amount.amount]).toEqual([69_659, 23_570, "2500315.63"]);
    expect(log.orderUnit).toBe("customer-day");
  });

  it("CDNOW sample: 6,919 lines of 2,357 customers on 6,696 customer-days", async () => {
    const { log } = await readCdnow("sample");
    expect([log.size, log.customerIds.length, log.orders]).toEqual([6_919, 2_357, 6_696]);
  });
});

import type { PlainDate } from "clientele/calendar";
import { orderLogFromRows } from "clientele/orders";
import { findRfmInsights, measureRfm, scoreRfm, segmentRfm } from "clientele/rfm";
import { describe, expect, it } from "vitest";
import { dataRows, haveData, readCdnow, readUci } from "../orders/real-data.ts";
import { expectedScores } from "./oracle.ts";

const counts = (scores: Uint8Array): number[] =>
  [1, 2, 3, 4, 5].map((k) => scores.filter((s) => s === k).length);

describe.skipIf(!haveData)("rfm of the real world (CLIENTELE_DATA)", () => {
  it("the R package's example orders: the published first ten customers [S0-64] [S0-65] [S0-66]", () => {
    const rows = dataRows("data/clv_rfm/rfm_data_orders.csv").map(
      ([customerId = "", on, amount = ""], i) => ({
        customerId,
        orderId: String(i),
        orderedOn: on as PlainDate,
        amount,
      }),
    );
    const table = measureRfm(orderLogFromRows(rows, { currency: "USD" }), { asOf: "2006-12-31" });
    expect([table.size, table.frequency.reduce((sum, n) => sum + n, 0)]).toEqual([995, 4906]);
    const ten = [...table].slice(0, 10);
    expect(ten.map((row) => row.customerId).join(",")).toBe(
      "Abbey O'Reilly,Add Senger,Aden Lesch,Aden Murphy,Admiral Senger,Agness O'Keefe,Aileen Barton,Ailene Hermann,Aiyanna Bruen,Akeelah Walsh",
    );
    expect(ten.map((row) => row.recencyDays)).toEqual([205, 140, 194, 98, 132, 90, 84, 281, 246, 160]);
    expect(ten.map((row) => row.frequency)).toEqual([6, 3, 4, 7, 5, 9, 9, 8, 4, 7]);
    expect(ten.map((row) => Number(row.monetary.amount))).toEqual([
      472, 340, 405, 596, 448, 843, 763, 699, 157, 779,
    ]);
    const thousandth = rows.map((row) => ({ ...row, amount: (Number(row.amount) / 1000).toFixed(3) }));
    const other = scoreRfm(
      measureRfm(orderLogFromRows(thousandth, { currency: "USD" }), { asOf: "2006-12-31" }),
    );
    expect(other.monetary).toEqual(scoreRfm(table).monetary);
  });

  it("CDNOW sample: 2,357 customers, 2,457 repeat purchases by October 1997, 1,411 customers without one", async () => {
    const { log } = await readCdnow("sample");
    const table = measureRfm(log, { asOf: "1997-10-01" });
    // Eight customers only ever got something free; the literature counts them as customers who did not repeat.
    expect([table.size, table.notScored.freeOnly]).toEqual([2349, 8]);
    expect(table.frequency.reduce((sum, orders) => sum + orders - 1, 0)).toBe(2457);
    expect(table.frequency.filter((orders) => orders === 1).length + 8).toBe(1411);
  });

  it("UCI Online Retail: measures, scores and segments agree with a count by brute force", async () => {
    const { log } = await readUci();
    const asOf = "2011-12-10";
    const table = measureRfm(log, { asOf });
    expect([table.size, table.notScored]).toEqual([
      4338,
      { returnsOnly: 33, freeOnly: 1, linesBefore: 0, linesAfter: 0 },
    ]);
    expect(table.frequency.reduce((sum, orders) => sum + orders, 0)).toBe(18_532);
    expect(table.monetary.reduce((sum, units) => sum + units, 0)).toBe(8_911_407_904);

    const last = new Map<string, string>();
    const invoices = new Map<string, Set<string>>();
    const spent = new Map<string, number>();
    for (const row of dataRows("data/clv_rfm/uci_online_retail_full.csv.gz")) {
      const [invoice = "", , , quantity, at = "", price, customer = ""] = row;
      if (customer === "" || Number(quantity) * Number(price) <= 0) continue;
      if (at > (last.get(customer) ?? "")) last.set(customer, at);
      const thousandths = Math.round(Number(quantity) * Number(price) * 1000);
      spent.set(customer, (spent.get(customer) ?? 0) + thousandths);
      invoices.set(customer, (invoices.get(customer) ?? new Set()).add(invoice));
    }
    const ids = [...last.keys()].sort();
    expect(table.customerIds).toEqual(ids);
    const ago = (at: string): number => (Date.parse(asOf) - Date.parse(at.slice(0, 10))) / 86_400_000;
    expect([...table.recencyDays]).toEqual(ids.map((id) => ago(last.get(id) ?? "")));
    expect([...table.frequency]).toEqual(ids.map((id) => invoices.get(id)?.size));

    expect([...table.monetary]).toEqual(ids.map((id) => spent.get(id)));

    const scores = scoreRfm(table);
    expect([...scores.recency]).toEqual(
      expectedScores(
        Array.from(table.recencyDays, (d: number) => -d),
        5,
      ),
    );
    expect([...scores.frequency]).toEqual(expectedScores([...table.frequency], 5));
    expect([...scores.monetary]).toEqual(expectedScores([...table.monetary], 5));
    expect(scores.cuts).toEqual({
      recency: [180, 72, 33, 13],
      frequency: [1, 2, 3, 6],
      monetary: [250_150, 490_220, 942_260, 2_059_450],
      currency: "GBP",
      exponent: 3,
    });
    expect([counts(scores.recency), counts(scores.frequency), counts(scores.monetary)]).toEqual([
      [869, 889, 866, 888, 826],
      [1493, 835, 508, 802, 700],
      [868, 868, 867, 868, 867],
    ]);
    const { summary } = segmentRfm(scores);
    expect(summary.map((row) => [row.segment, row.customers, row.revenue.amount])).toEqual([
      ["Champions", 601, "4476467.95"],
      ["Loyal Customers", 828, "2499696.771"],
      ["Potential Loyalists", 493, "279819.56"],
      ["New Customers", 35, "5834.37"],
      ["Promising", 87, "12842.17"],
      ["Need Attention", 178, "156006.27"],
      ["About To Sleep", 358, "111065.14"],
      ["At Risk", 590, "809727.132"],
      ["Can't Lose Them", 75, "250289.91"],
      ["Hibernating", 408, "126847.771"],
      ["Lost", 685, "182810.86"],
    ]);
    const silent = findRfmInsights(log, { asOf }).filter((insight) => insight.kind === "rfm.silent");
    expect(silent).toHaveLength(56);
  }, 60_000);
});

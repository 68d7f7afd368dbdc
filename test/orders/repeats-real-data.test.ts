import type { PlainDate } from "clientele/calendar";
import {
  countOpportunities,
  describeOrders,
  type OrderRow,
  orderLogFromRows,
  type RepeatSplit,
  splitRepeats,
  summariseRepeats,
} from "clientele/orders";
import { describe, expect, it } from "vitest";
import { goldenCheck } from "./golden.ts";
import { dataRows, haveData, readCdnow, readUci } from "./real-data.ts";

const sum = (values: Int32Array | Float64Array): number =>
  Array.from<number>(values).reduce((a, b) => a + b, 0);
const zeros = (values: Int32Array): number => values.filter((x) => x === 0).length;
const asText = (values: Int32Array | Float64Array, digits: number): string =>
  Array.from(values, (v: number) => v.toFixed(digits)).join();

const free = { count: "purchases-and-free" } as const;

/** A file of customer and day, each row a purchase of one. */
function logOfDays(file: string): ReturnType<typeof orderLogFromRows> {
  const rows = dataRows(`data/clv_rfm/${file}`).map(
    ([customerId = "", on = "", amount = "1"]): OrderRow => ({
      customerId,
      orderedOn: on as PlainDate,
      amount,
    }),
  );
  return orderLogFromRows(rows, { currency: "USD" });
}

/** The rows of a table in numeric order of the ids, which a log holds in code-point order. */
const byNumber = ({ calibration }: RepeatSplit): number[] =>
  calibration.customerIds
    .map((id, place) => [Number(id), place] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, place]) => place);

describe.skipIf(!haveData)("repeat buying in the real world (CLIENTELE_DATA)", () => {
  it("CDNOW sample: repeats, zero repeaters, holdout and spend of checks D01 and D04", async () => {
    const { log } = await readCdnow("sample");
    const { expected } = goldenCheck("D01");
    const split = splitRepeats(log, { asOf: "1997-10-01", until: "1998-07-01", ...free });
    expect(split.calibration.size).toBe(expected.customers);
    expect(log.size).toBe(expected.rows);
    expect(summariseRepeats(log, { asOf: "1998-07-01", ...free }).size).toBe(expected.customers);
    expect(sum(summariseRepeats(log, { asOf: "1998-07-01", ...free }).repeatCount) + expected.customers).toBe(
      expected.customerDays,
    );
    expect(sum(split.calibration.repeatCount)).toBe(expected.sumX);
    expect(zeros(split.calibration.repeatCount)).toBe(expected.zeroRepeaters);
    expect(sum(split.holdout.count)).toBe(expected.sumXStar);
    expect(split.holdout.duration).toBe(expected.tStarWeeks);

    const money = goldenCheck("D04").expected;
    const spent = [...split.calibration.meanSpend]
      .filter((_, i) => (split.calibration.repeatCount[i] ?? 0) > 0)
      .sort((a, b) => a - b);
    const mean = spent.reduce((a, b) => a + b, 0) / spent.length;
    const deviation = Math.sqrt(spent.reduce((a, b) => a + (b - mean) ** 2, 0) / (spent.length - 1));
    const middle = ((spent[spent.length / 2 - 1] ?? 0) + (spent[spent.length / 2] ?? 0)) / 2;
    expect([spent.length, mean, deviation, middle, spent.at(-1)].map((v) => Math.round(v ?? 0))).toEqual([
      money.count,
      money.meanRounded,
      money.stdRounded,
      money.medianRounded,
      money.maxRounded,
    ]);
  });

  it("CDNOW sample: every customer's x, tx and T as BTYD and lifetimes publish them", async () => {
    const { log } = await readCdnow("sample");
    const split = splitRepeats(log, { asOf: "1997-10-01", until: "1998-07-01", ...free });
    const order = byNumber(split);
    const published = dataRows("data/clv_rfm/btyd_cdnowSummary_cbs.csv");
    const { calibration, holdout } = split;
    const found = order.map((i) => [
      calibration.repeatCount[i],
      calibration.recency[i]?.toFixed(9),
      calibration.age[i]?.toFixed(9),
      holdout.count[i],
    ]);
    expect(found).toEqual(
      published.map(([, x, tx, T, xstar]) => [
        Number(x),
        Number(tx).toFixed(9),
        Number(T).toFixed(9),
        Number(xstar),
      ]),
    );
    const rounded = dataRows("data/clv_rfm/lifetimes_cdnow_customers_summary.csv");
    expect(order.map((i) => calibration.recency[i]?.toFixed(2))).toEqual(
      rounded.map(([, , recency]) => Number(recency).toFixed(2)),
    );
  });

  it("CDNOW master: totals and distinct histories of check D06", async () => {
    const { log } = await readCdnow("master");
    const { expected } = goldenCheck("D06");
    const { calibration, holdout } = splitRepeats(log, { asOf: "1997-10-01", until: "1998-07-01", ...free });
    expect([log.size, calibration.size, sum(log.amounts) / 100]).toEqual([
      expected.rows,
      expected.customers,
      expected.amount,
    ]);
    expect([sum(calibration.repeatCount), zeros(calibration.repeatCount), sum(holdout.count)]).toEqual([
      expected.sumX,
      expected.zeroRepeaters,
      expected.sumXStar,
    ]);
    const { repeatCount, recency, age } = calibration;
    const histories = new Set(Array.from(repeatCount, (x: number, i) => `${x} ${recency[i]} ${age[i]}`));
    expect(histories.size).toBe(expected.uniqueXtxT);
  });

  it("example transactions of lifetimes: sums of check D15", () => {
    const rows = dataRows("data/clv_rfm/lifetimes_example_transactions.csv").map(
      ([at = "", customerId = ""]): OrderRow => ({
        customerId,
        orderedOn: at.slice(0, 10) as PlainDate,
        amount: "1",
      }),
    );
    const log = orderLogFromRows(rows, { currency: "USD" });
    const { expected } = goldenCheck("D15");
    const { calibration, holdout } = splitRepeats(log, {
      asOf: "2014-09-02",
      until: "2015-01-01",
      unit: "day",
    });
    expect({
      sum: {
        frequency_cal: sum(calibration.repeatCount),
        recency_cal: sum(calibration.recency),
        T_cal: sum(calibration.age),
        frequency_holdout: sum(holdout.count),
      },
      n: calibration.size,
      duration: holdout.duration,
    }).toEqual(expected);
  });

  it("grocery: totals of check D16", () => {
    const log = logOfDays("btydplus_groceryElog.csv");
    const { expected } = goldenCheck("D16");
    const { calibration, holdout } = splitRepeats(log, { asOf: "2007-01-01" });
    expect({
      rows: log.size,
      customers: calibration.size,
      sumX: sum(calibration.repeatCount),
      sumXStar: sum(holdout.count),
      zeroRepeaters: zeros(calibration.repeatCount),
      tStarWeeks: Math.floor(holdout.duration),
    }).toEqual(expected);
  });

  it("apparel: every customer against a count by brute force", () => {
    const log = logOfDays("clvtools_apparelTrans.csv");
    const { calibration, holdout } = splitRepeats(log, { asOf: "2007-01-01" });
    const history = new Map<string, string[]>();
    for (const [id = "", on = "", price = ""] of dataRows("data/clv_rfm/clvtools_apparelTrans.csv")) {
      if (Number(price) <= 0) continue;
      history.set(id, [...(history.get(id) ?? []), on]);
    }
    const day = (on: string): number => Date.parse(on) / 86_400_000;
    calibration.customerIds.forEach((id, i) => {
      const days = [...new Set(history.get(id))].sort();
      const before = days.filter((on) => on < "2007-01-01");
      expect(calibration.row(i)).toMatchObject({
        repeatCount: before.length - 1,
        recency: (day(before.at(-1) ?? "") - day(before[0] ?? "")) / 7,
        age: (day("2006-12-31") - day(before[0] ?? "")) / 7,
      });
      expect(holdout.count[i]).toBe(days.length - before.length);
    });
    expect(calibration.size).toBe(600);
  });

  it("UCI Online Retail: checks D18 and D19, and every customer's week table", async () => {
    const { log, rows, rejectedRows } = await readUci();
    const whole = goldenCheck("D18").expected;
    const { purchases, returns, net } = describeOrders(log);
    expect([rows, rejectedRows, purchases.lines, purchases.customers, purchases.orders]).toEqual([
      whole.rowsAll,
      whole.rowsNoCustomer,
      whole.rowsKept,
      whole.customers,
      whole.invoices,
    ]);
    expect([Number(purchases.amount.amount), net.customers]).toEqual([whole.revenue, whole.customersAll]);
    // Credit notes of the file bear a C; all 3,654 with a customer are orders without a purchase line.
    expect(returns.creditNotes).toBe(3654);
    expect(log.orderIds?.filter((id) => id.startsWith("C"))).toHaveLength(3654);

    const { expected } = goldenCheck("D19");
    const { calibration, holdout } = splitRepeats(log, { asOf: "2011-09-01", until: "2011-12-10" });
    expect({
      n: calibration.size,
      sumX: sum(calibration.repeatCount),
      sumXStar: sum(holdout.count),
      zeroRepeaters: zeros(calibration.repeatCount),
      tStarWeeks: holdout.duration,
    }).toEqual(expected);
    const table = dataRows("data/clv_rfm/uci_cbs_weekly_cal_2011-08-31.csv");
    const column = (k: number): Float64Array => Float64Array.from(table, (row) => Number(row[k]));
    expect(calibration.customerIds).toEqual(table.map((row) => row[0]));
    expect([...calibration.repeatCount]).toEqual([...column(1)]);
    expect(asText(calibration.recency, 6)).toBe(asText(column(2), 6));
    expect(asText(calibration.age, 6)).toBe(asText(column(3), 6));
    expect([...holdout.count]).toEqual([...column(4)]);
    expect(asText(calibration.meanSpend, 3)).toBe(asText(column(5), 3));
    const scale = 10 ** log.exponent;
    expect(
      asText(
        holdout.spend.map((units) => units / scale),
        3,
      ),
    ).toBe(asText(column(6), 3));
  }, 60_000);

  it("simulated donations of BTYD: the first cells of the recency-frequency matrix, check D21", () => {
    const log = logOfDays("btyd_discreteSimElog.csv");
    const periods = Array.from(
      { length: 8 },
      (_, i) => ({ from: `${1970 + i}-01-01`, to: `${1971 + i}-01-01` }) as const,
    );
    const table = countOpportunities(log, { periods });
    const cells = table.cells.map((cell) => [
      cell.repeatCount,
      cell.recency,
      cell.opportunities,
      cell.customers,
    ]);
    expect(cells.slice(0, 5)).toEqual(goldenCheck("D21").expected);
    expect(table.size).toBe(10_000);
  });
});

import type { PlainDate } from "clientele/calendar";
import { orderLogFromRows } from "clientele/orders";
import {
  checkScheme,
  firstMatchScheme,
  measureRfm,
  type RfmInputRow,
  type RfmScheme,
  type RfmScores,
  type RfmTable,
  rfmTableFromRows,
  scoreRfm,
  segmentRfm,
} from "clientele/rfm";
import { scoringLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goldenCheck } from "../orders/golden.ts";
import { dataRows, haveData, readUci } from "../orders/real-data.ts";

const counts = (scores: Uint8Array): number[] =>
  [1, 2, 3, 4, 5].map((k) => scores.filter((s) => s === k).length);
const codes = ({ recency, frequency, monetary }: RfmScores): number[] =>
  Array.from(recency, (r: number, i) => r * 100 + (frequency[i] ?? 0) * 10 + (monetary[i] ?? 0));
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** mtcars$mpg of R. */
const mpg = [
  21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4,
  30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4,
];

const tableOf = (values: ArrayLike<number>): RfmTable =>
  rfmTableFromRows(
    Array.from(values, (value, i) => ({
      customerId: String(i).padStart(4, "0"),
      recencyDays: 1,
      frequency: 1,
      monetary: String(value),
    })),
    { asOf: "2026-01-01", currency: "USD" },
  );

describe("the thresholds of the R package rfm", () => {
  it("are quantile + 1 (rsquaredacademy/rfm, test-utils.R:1)", () => {
    const { cuts } = scoreRfm(tableOf(mpg), { method: "r-rfm" });
    [16.2, 18.92, 22, 25.08].forEach((bin, k) => {
      expect(cuts.monetary[k]).toBeCloseTo(bin, 9);
    });
  });

  it("change with the unit of money, as no other method's do", () => {
    const scale = (rule: (values: readonly number[]) => ArrayLike<number>) =>
      scoringLaws(rule).filter((law) => fc.check(law.property, { numRuns: 200 }).failed);
    const of = (method: "r-rfm" | "quantiles") => (values: readonly number[]) =>
      scoreRfm(tableOf(values), { method }).monetary;
    expect(scale(of("quantiles"))).toEqual([]);
    expect(scale(of("r-rfm")).map((law) => law.id)).toEqual(["scale"]);
  });
});

describe("fairness on ties", () => {
  it("gives equal frequencies one score, where NTILE gives five (openretailscience test_rfm.py:24)", () => {
    const spend = [100, 200, 150, 300, 250];
    const days = [16, 30, 46, 7, 25];
    const table = rfmTableFromRows(
      spend.map((amount, i) => ({
        customerId: String(i + 1),
        recencyDays: days[i] ?? 0,
        frequency: 1,
        monetary: String(amount),
      })),
      { asOf: "2025-03-17", currency: "USD" },
    );
    const scores = scoreRfm(table);
    // The ranks of that test, counted from 1, where there are no ties.
    expect([...scores.recency]).toEqual([4, 2, 1, 5, 3]);
    expect([...scores.monetary]).toEqual([1, 3, 2, 5, 4]);
    expect([...scores.frequency]).toEqual([1, 1, 1, 1, 1]);
  });

  it("keeps quartiles apart that pandas' qcut drops (pymc-marketing test_utils.py, the customers of its segments)", () => {
    const paid = [
      ["1", "2015-01-01", 1],
      ["1", "2015-02-06", 2],
      ["2", "2015-01-01", 2],
      ["3", "2015-01-01", 3],
      ["3", "2015-01-02", 1],
      ["3", "2015-01-05", 5],
      ["4", "2015-01-16", 6],
      ["4", "2015-02-02", 3],
      ["4", "2015-02-05", 3],
      ["4", "2015-02-05", 6],
      ["5", "2015-01-16", 3],
      ["5", "2015-01-17", 1],
      ["5", "2015-01-18", 8],
      ["6", "2015-02-02", 5],
    ] as const;
    const log = orderLogFromRows(
      paid.map(([customerId, orderedOn, amount]) => ({ customerId, orderedOn, amount: String(amount) })),
      { currency: "USD" },
    );
    const table = measureRfm(log, { asOf: "2015-02-07", monetary: "mean" });
    // pymc's summary with the first transaction: [customer, frequency, recency, mean].
    expect(
      [...table].map((row, i) => [Number(row.customerId), row.frequency, row.recencyDays, table.monetary[i]]),
    ).toEqual([
      [1, 2, 1, 1.5],
      [2, 1, 37, 2],
      [3, 3, 33, 3],
      [4, 3, 2, 6],
      [5, 3, 20, 4],
      [6, 1, 5, 5],
    ]);
    const scores = scoreRfm(table, { groups: 4 });
    expect([...scores.frequency]).toEqual([2, 1, 3, 3, 3, 1]);
    expect([...scores.recency]).toEqual([4, 1, 1, 3, 2, 3]);
    expect([...scores.monetary]).toEqual([1, 1, 2, 4, 3, 3]);
  });
});

describe.skipIf(!haveData)("the tables of the R package rfm (CLIENTELE_DATA)", () => {
  /** What rfm counts: every row a transaction, whatever its amount. */
  function summarise(
    rows: readonly (readonly [id: string, on: string, amount: string])[],
    today: string,
  ): RfmTable {
    const byId = new Map<string, { last: string; count: number; cents: number }>();
    for (const [id, on, amount] of rows) {
      const one = byId.get(id) ?? { last: "", count: 0, cents: 0 };
      byId.set(id, {
        last: [one.last, on].sort()[1] ?? "",
        count: one.count + 1,
        cents: one.cents + Math.round(Number(amount) * 100),
      });
    }
    const days = (on: string): number => (Date.parse(today) - Date.parse(on)) / 86_400_000;
    const input = [...byId].map(
      ([customerId, { last, count, cents }]): RfmInputRow => ({
        customerId,
        recencyDays: days(last),
        frequency: count,
        monetary: (cents / 100).toFixed(2),
      }),
    );
    return rfmTableFromRows(input, { asOf: today as PlainDate, currency: "USD" });
  }

  const orders = (): RfmTable =>
    summarise(
      dataRows("data/clv_rfm/rfm_data_orders.csv").map(([id = "", on = "", amount = ""]) => [id, on, amount]),
      "2006-12-31",
    );

  it("R01–R04: thresholds, counts and the first ten scores of its example orders", () => {
    const table = orders();
    const scores = scoreRfm(table, { method: "r-rfm" });
    expect(table.frequency.reduce((a: number, b: number) => a + b, 0)).toBe(4906);
    expect(scores.cuts.recency.toReversed().map((cut) => Number(cut.toFixed(6)))).toEqual([
      115, 181, 297.4, 482,
    ]);
    expect(scores.cuts.frequency).toEqual([4, 5, 6, 8]);
    expect(scores.cuts.monetary.map((cut) => Number(cut.toFixed(6)))).toEqual([255.8, 382, 506.4, 666]);
    expect([counts(scores.recency), counts(scores.frequency), counts(scores.monetary)]).toEqual([
      [197, 200, 199, 199, 200],
      [268, 187, 176, 244, 120],
      [200, 200, 198, 202, 195],
    ]);
    const all = codes(scores);
    expect([total(all), new Set(all).size]).toEqual([329_437, 92]);
    expect([111, 555].map((code) => all.filter((one) => one === code).length)).toEqual([75, 35]);
    const { expected } = goldenCheck("R04");
    expect(all.slice(0, 10)).toEqual(expected.score);
  });

  it("R07: the segments of its vignette, whose first match wins", () => {
    const { input, expected } = goldenCheck("R07");
    const scheme: RfmScheme = {
      name: "rfm vignette",
      segments: (input.names as string).split(",").map((name, i) => ({
        name,
        standing: 10 - i,
        ranges: [
          {
            recency: [input.recency_lower[i], input.recency_upper[i]],
            frequency: [input.frequency_lower[i], input.frequency_upper[i]],
            monetary: [input.monetary_lower[i], input.monetary_upper[i]],
          },
        ],
      })),
    };
    expect(checkScheme(scheme)).toMatchObject({ sound: false, shadowed: [] });
    const sound = firstMatchScheme(scheme, { rest: "Others" });
    const table = orders();
    const { summary, codes: places } = segmentRfm(scoreRfm(table, { method: "r-rfm" }), { scheme: sound });
    summary.slice(0, -1).forEach(({ segment, customers, revenue }, place) => {
      const bought = table.frequency
        .filter((_, i) => places[i] === place)
        .reduce((a: number, b: number) => a + b, 0);
      const mean = Number(revenue.amount) / bought;
      expect([customers, bought, Number(revenue.amount), Number(mean.toFixed(2))], segment).toEqual(
        expected[segment],
      );
    });
  });

  it("R10: its customer table", () => {
    const { expected } = goldenCheck("R10");
    const rows = dataRows("data/clv_rfm/rfm_data_customer.csv").map(
      ([customerId = "", monetary = "", last = "", frequency = ""]): RfmInputRow => ({
        customerId,
        recencyDays: (Date.parse("2007-01-01") - Date.parse(last)) / 86_400_000,
        frequency: Number(frequency),
        monetary,
      }),
    );
    const table = rfmTableFromRows(rows, { asOf: "2007-01-01", currency: "USD" });
    const scores = scoreRfm(table, { method: "r-rfm" });
    expect({
      sumTransactionCount: table.frequency.reduce((a: number, b: number) => a + b, 0),
      customers: table.size,
      thresholdsR: scores.cuts.recency.toReversed(),
      thresholdsF: scores.cuts.frequency,
      thresholdsM: scores.cuts.monetary,
      R: counts(scores.recency),
      F: counts(scores.frequency),
      M: counts(scores.monetary),
      sumRfmScore: total(codes(scores)),
    }).toEqual(expected);
  });

  it("R11: CDNOW", () => {
    const { expected } = goldenCheck("R11");
    const rows = dataRows("data/clv_rfm/cdnow_sample.csv").map(
      ([, id = "", on = "", , amount = ""]) => [id, on, amount] as const,
    );
    const scores = scoreRfm(summarise(rows, "1998-07-01"), { method: "r-rfm" });
    const [one, two, ...rest] = counts(scores.frequency);
    expect(counts(scores.recency)).toEqual(expected.R);
    expect([two, [one, ...rest]]).toEqual([0, expected["F (1,3,4,5; 2 empty)"]]);
    expect(counts(scores.monetary)).toEqual(expected.M);
    expect(scores.cuts.monetary.map((cut) => Number(cut.toFixed(6)))).toEqual(expected.thresholdsM);
  });

  it("R12: UCI Online Retail, by the measures of the log itself", async () => {
    const { expected } = goldenCheck("R12");
    const table = measureRfm((await readUci()).log, { asOf: "2011-12-10" });
    const scores = scoreRfm(table, { method: "r-rfm" });
    const all = codes(scores);
    expect({
      customers: table.size,
      R: counts(scores.recency),
      F: counts(scores.frequency),
      M: counts(scores.monetary),
      sumRfmScore: total(all),
      n555: all.filter((code) => code === 555).length,
      n111: all.filter((code) => code === 111).length,
      thresholdsR: scores.cuts.recency.toReversed().map((cut) => Number(cut.toFixed(6))),
      thresholdsF: scores.cuts.frequency,
      thresholdsM: scores.cuts.monetary.map((cut) => Number(cut.toFixed(3))),
    }).toEqual(expected);
  });

  it("X01: dividing revenue by 1,000 changes 795 of 995 monetary scores of rfm, and none of ours", () => {
    const table = orders();
    const thousandth = rfmTableFromRows(
      [...table].map((row) => ({ ...row, monetary: (Number(row.monetary.amount) / 1000).toFixed(5) })),
      { asOf: "2006-12-31", currency: "USD" },
    );
    const changed = (method: "r-rfm" | "quantiles"): number => {
      const [a, b] = [scoreRfm(table, { method }).monetary, scoreRfm(thousandth, { method }).monetary];
      return a.filter((score, i) => score !== b[i]).length;
    };
    expect(changed("r-rfm")).toBe(795);
    expect(counts(scoreRfm(thousandth, { method: "r-rfm" }).monetary)[0]).toBe(994);
    for (const method of ["quantiles", "nested-quantiles", "natural-breaks", { decay: {} }] as const) {
      const [a, b] = [table, thousandth].map((given) => scoreRfm(given, { method }).monetary);
      expect(a, JSON.stringify(method)).toEqual(b);
    }
  });
});

import { type OrderRow, orderLogFromRows } from "clientele/orders";
import {
  createRfmCuts,
  explainScore,
  measureRfm,
  type RfmCuts,
  type RfmScores,
  type RfmTable,
  rfmTableFromRows,
  type ScoreMethod,
  scoreRfm,
} from "clientele/rfm";
import { naturalBreaks } from "clientele/stats";
import { scoringLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOf, manyRows, tableOf } from "./arbitrary-table.ts";
import { expectedScores } from "./oracle.ts";

const anyGroups = fc.integer({ min: 2, max: 10 });
const scoresOf = ({ recency, frequency, monetary }: RfmScores) => ({ recency, frequency, monetary });

/** A table of monetary values alone. */
const tableOfValues = (values: ArrayLike<number>): RfmTable =>
  rfmTableFromRows(
    Array.from(values, (value, i) => ({
      customerId: `c${String(i).padStart(6, "0")}`,
      recencyDays: 1,
      frequency: 1,
      monetary: String(value),
    })),
    { asOf, currency: "JPY" },
  );

const fair: readonly (readonly [string, ScoreMethod])[] = [
  ["quantiles", "quantiles"],
  ["nested quantiles", "nested-quantiles"],
  ["natural breaks", "natural-breaks"],
  ["percentiles", { percentiles: [0.2, 0.5, 0.9] }],
  ["decay", { decay: {} }],
];

describe.each(fair)("scores by %s", (_, method) => {
  for (const law of scoringLaws((values) => scoreRfm(tableOfValues(values), { method }).monetary)) {
    // Nested quantiles and all others: one group of equal recency and frequency, so the laws of one measure hold.
    it(`keep the law that ${law.name}`, () => {
      fc.assert(law.property, { numRuns: 40 });
    });
  }

  it("are the same again by the cuts of the result", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const table = tableOf(rows);
        fc.pre(table.size > 0);
        const scores = scoreRfm(table, { method });
        const kept = JSON.parse(JSON.stringify(scores.cuts)) as RfmCuts;
        expect(scoresOf(scoreRfm(table, { cuts: kept }))).toEqual(scoresOf(scores));
        expect(scores.cuts.recency).toHaveLength(scores.groups - 1);
      }),
      { numRuns: 40 },
    );
  });

  it("are explained for every customer by the thresholds that decided [S1-26]", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const scores = scoreRfm(tableOf(rows), { method });
        for (const row of scores) {
          const text = explainScore(scores, row.customerId);
          for (const score of [`R${row.recency}`, `F${row.frequency}`, `M${row.monetary}`]) {
            expect(text).toMatch(new RegExp(`gives? ${score}( among R\\d( F\\d)?)?\\)`));
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("nested quantiles", () => {
  it("rank frequency within recency, and monetary within both", () => {
    fc.assert(
      fc.property(manyRows, fc.integer({ min: 2, max: 5 }), (rows, groups) => {
        const table = tableOf(rows);
        const { recency, frequency, monetary } = scoreRfm(table, { method: "nested-quantiles", groups });
        expect([...recency]).toEqual(
          expectedScores(
            Array.from(table.recencyDays, (d: number) => -d),
            groups,
          ),
        );
        const within = (values: ArrayLike<number>, keys: readonly string[]): number[] => {
          const scores: number[] = [];
          for (const key of new Set(keys)) {
            const members = keys.flatMap((other, i) => (other === key ? [i] : []));
            const own = expectedScores(
              members.map((i) => values[i] ?? 0),
              groups,
            );
            members.forEach((i, k) => {
              scores[i] = own[k] ?? 0;
            });
          }
          return scores;
        };
        expect([...frequency]).toEqual(within(table.frequency, Array.from(recency, String)));
        const pairs = Array.from(recency, (r: number, i) => `${r} ${frequency[i]}`);
        expect([...monetary]).toEqual(within(table.monetary, pairs));
      }),
    );
  });

  it("use the cuts of the whole base where a group had nobody", () => {
    const rows = (of: readonly (readonly [string, number, number, string])[]) =>
      rfmTableFromRows(
        of.map(([customerId, recencyDays, frequency, monetary]) => ({
          customerId,
          recencyDays,
          frequency,
          monetary,
        })),
        { asOf, currency: "EUR" },
      );
    const reference = rows([
      ["a", 10, 1, "10"],
      ["b", 10, 1, "20"],
    ]);
    const { cuts } = scoreRfm(reference, { method: "nested-quantiles", groups: 2 });
    expect(cuts.nested?.frequency).toEqual([[1], []]);
    const later = scoreRfm(rows([["c", 1, 5, "15"]]), { cuts });
    expect(later.row(0)).toEqual({ customerId: "c", recency: 2, frequency: 2, monetary: 2 });
    expect(explainScore(later, "c")).toBe(
      "Customer c scores R2 F2 M2 as of 2026-05-01: last purchase 1 day before (fewer than 10 gives R2), 5 orders (more than 1 gives F2), 15.00 EUR (more than 10.00 gives M2).",
    );
    expect(explainScore(scoreRfm(reference, { cuts }), "b")).toContain(
      "20.00 EUR (more than 10.00 gives M2 among R1 F1)",
    );
  });
});

describe("natural breaks", () => {
  it("give each class of least squared deviations a score, ties together", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, (rows, groups) => {
        const table = tableOf(rows);
        fc.pre(table.size > 0);
        const { breaks } = naturalBreaks(table.monetary, groups);
        const expected = Array.from(
          table.monetary,
          (v: number) => 1 + breaks.filter((cut) => cut < v).length,
        );
        expect([...scoreRfm(table, { method: "natural-breaks", groups }).monetary]).toEqual(expected);
      }),
    );
  });
});

describe("percentile cut points", () => {
  it("are values at the ranks ⌈share·n⌉, and their number makes the groups", () => {
    const table = tableOfValues(Array.from({ length: 100 }, (_, i) => i + 1));
    const scores = scoreRfm(table, { method: { percentiles: [0.5, 0.8, 0.95] } });
    expect([scores.groups, scores.cuts.monetary]).toEqual([4, [50, 80, 95]]);
    expect([1, 50, 51, 96].map((value) => scores.monetary[value - 1])).toEqual([1, 1, 2, 4]);
    const { cuts } = scoreRfm(table, { method: { percentiles: [0.2, 0.4, 0.6, 0.8] } });
    expect(cuts.monetary).toEqual(scoreRfm(table).cuts.monetary);
  });
});

describe("exponential decay", () => {
  it("scores ⌈groups · 2^(−days/half)⌉, and the others by 1 − 2^(−v/half)", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, fc.integer({ min: 1, max: 60 }), (rows, groups, half) => {
        const table = tableOf(rows);
        const decay = { recencyDays: half, frequency: 2.5, monetary: "37.50" };
        const scores = scoreRfm(table, { method: { decay }, groups });
        const near = (exact: number, score: number): void => {
          // At a boundary within rounding either side will do.
          expect(Math.abs(exact - Math.round(exact)) < 1e-9 || Math.ceil(exact) === score).toBe(true);
        };
        for (let i = 0; i < table.size; i++) {
          near(groups * 2 ** (-(table.recencyDays[i] ?? 0) / half), scores.recency[i] ?? 0);
          near(groups * (1 - 2 ** (-(table.frequency[i] ?? 0) / 2.5)), scores.frequency[i] ?? 0);
          const amount = (table.monetary[i] ?? 0) / 10 ** table.exponent;
          near(groups * (1 - 2 ** (-amount / 37.5)), scores.monetary[i] ?? 0);
        }
      }),
    );
  });

  it("takes the medians where no half is stated, and refuses a half that is not positive", () => {
    const table = tableOfValues([10, 20, 90]);
    const { cuts } = scoreRfm(table, { method: { decay: {} }, groups: 2 });
    expect(cuts.monetary).toEqual([20]);
    expect(() => scoreRfm(table, { method: { decay: { recencyDays: 0 } } })).toThrow(
      "Cannot score rfm: the half of recency must be a positive number, got 0",
    );
  });
});

describe("fixed thresholds", () => {
  const cuts = createRfmCuts({
    recencyDays: [90, 30],
    frequency: [2, 5],
    monetary: ["10", "99.995"],
    currency: "EUR",
  });
  const one = (recencyDays: number, frequency: number, monetary: string, given = cuts) =>
    scoreRfm(
      rfmTableFromRows([{ customerId: "a", recencyDays, frequency, monetary }], { asOf, currency: "EUR" }),
      { cuts: given },
    ).row(0);

  it("are reached by a value that equals them", () => {
    expect(one(91, 1, "9.99")).toMatchObject({ recency: 1, frequency: 1, monetary: 1 });
    expect(one(90, 2, "10")).toMatchObject({ recency: 2, frequency: 2, monetary: 2 });
    expect(one(30, 5, "99.99")).toMatchObject({ recency: 3, frequency: 3, monetary: 2 });
    expect(one(1, 50, "99.995")).toMatchObject({ recency: 3, frequency: 3, monetary: 3 });
    expect(one(1, 50, "100")).toMatchObject({ monetary: 3 });
  });

  it("are passed only beyond them when so stated", () => {
    const beyond = createRfmCuts({
      recencyDays: [90],
      frequency: [2],
      monetary: ["10"],
      currency: "EUR",
      rule: "beyond",
    });
    expect(one(90, 2, "10", beyond)).toMatchObject({ recency: 1, frequency: 1, monetary: 1 });
    expect(one(89, 3, "10.01", beyond)).toMatchObject({ recency: 2, frequency: 2, monetary: 2 });
  });

  it("say so in words", () => {
    const table = rfmTableFromRows([{ customerId: "a", recencyDays: 30, frequency: 2, monetary: "10" }], {
      asOf,
      currency: "EUR",
    });
    expect(explainScore(scoreRfm(table, { cuts }), "a")).toBe(
      "Customer a scores R3 F2 M2 as of 2026-05-01: last purchase 30 days before (at most 30 gives R3), 2 orders (at least 2 and less than 5 give F2), 10.00 EUR (at least 10.00 and less than 99.995 give M2).",
    );
  });

  it.each([
    [{ recencyDays: [30, 90] }, "recency cuts must be numbers that fall, got [30, 90]"],
    [{ frequency: [5, 2] }, "frequency cuts must be numbers that rise, got [5, 2]"],
    [{ monetary: ["1"] }, "monetary cuts must be 2, as those of recency, got 1"],
    [
      { monetary: ["1", "1e3"] },
      'Cannot make cuts: monetary must be plain decimals such as 12.50, got "1e3"',
    ],
    [{ rule: "above" }, 'the rule of recency must be "beyond" or "reach", got "above"'],
    [{ recencyDays: [], frequency: [], monetary: [] }, "cuts must be 1 to 9, got 0"],
  ])("are refused with %j", (wrong, message) => {
    const good = { recencyDays: [90, 30], frequency: [2, 5], monetary: ["10", "20"], currency: "EUR" };
    expect(() => createRfmCuts({ ...good, ...wrong } as never)).toThrow(message);
  });
});

describe("a method", () => {
  const table = tableOfValues([1, 2]);
  it.each([
    [
      { method: "ntile" },
      "method must be one of quantiles, nested-quantiles, natural-breaks, percentiles, decay",
    ],
    [{ method: { percentiles: [0.5, 0.2] } }, "percentiles must be 1 to 9 rising shares above 0 and below 1"],
    [{ method: { percentiles: [] } }, "percentiles must be 1 to 9 rising shares"],
    [{ method: { percentiles: [0.5] }, groups: 5 }, "groups must be 2, one more than the percentiles, got 5"],
    [{ method: "natural-breaks", groups: 11 }, "groups must be an integer from 2 to 10, got 11"],
    [{ method: "quantiles", cuts: scoreRfm(table).cuts }, "there must be cuts or a method, got both"],
    [
      { cuts: { ...scoreRfm(table, { groups: 2 }).cuts, nested: { frequency: [[1]], monetary: [] } } },
      "nested frequency cuts must be 2 lists of 1, got 1",
    ],
    [
      { cuts: { ...scoreRfm(table, { groups: 2 }).cuts, measure: "mean" } },
      "cuts must be of the sum of amounts, got mean",
    ],
  ])("is refused with %j", (options, message) => {
    expect(() => scoreRfm(table, options as never)).toThrow(RangeError);
    expect(() => scoreRfm(table, options as never)).toThrow(message);
  });

  it("makes no scores of nobody", () => {
    for (const [, method] of fair) {
      const scores = scoreRfm(tableOf([]), { method });
      expect([scores.size, scores.cuts.monetary]).toEqual([0, []]);
    }
  });
});

describe("other measures", () => {
  const on = (
    orderedOn: OrderRow["orderedOn"],
    amount: string,
    cost?: string,
    orderId = orderedOn as string,
  ) => ({
    customerId: "ann",
    orderId,
    orderedOn,
    amount,
    cost,
  });
  const rows: OrderRow[] = [
    on("2026-01-01", "10", "6"),
    on("2026-01-01", "5", "4", "second"),
    on("2026-01-02", "10.01", "5.005"),
    on("2026-01-03", "-4", "-2"),
    on("2026-01-04", "0", "1"),
  ];
  const log = orderLogFromRows(rows, { currency: "EUR" });

  it("mean is the order value, in full, and rounded half up to be shown", () => {
    const table = measureRfm(log, { asOf, monetary: "mean" });
    expect(table.monetary[0]).toBe(25_010 / 3000);
    expect(table.row(0).monetary.amount).toBe("8.337");
    expect([table.exponent, table.revenue.exponent, table.revenue.units[0]]).toEqual([0, 3, 25_010]);
    const net = measureRfm(log, { asOf, monetary: "mean", count: "net", countBy: "customer-day" });
    expect(net.monetary[0]).toBe(21.01 / 2);
  });

  it("profit is what is left after costs, of the lines that count [S0-68]", () => {
    expect(measureRfm(log, { asOf, monetary: "profit" }).row(0).monetary.amount).toBe("10.005");
    const net = measureRfm(log, { asOf, monetary: "profit", count: "net" });
    expect(net.row(0).monetary.amount).toBe("7.005");
    const some = orderLogFromRows([...rows, on("2026-02-01", "1")], { currency: "EUR" });
    expect(() => measureRfm(some, { asOf, monetary: "profit" })).toThrow(
      "Cannot measure rfm: every line that counts must have a cost for profit, got 1 without",
    );
    expect(measureRfm(some, { asOf: "2026-02-01", monetary: "profit" }).size).toBe(1);
  });

  it("frequency counts orders, buying days or lines, as stated [S0-65]", () => {
    const frequency = (countBy?: "line" | "order" | "customer-day") =>
      measureRfm(log, { asOf, countBy }).frequency[0];
    expect([frequency(), frequency("order"), frequency("customer-day"), frequency("line")]).toEqual([
      3, 3, 2, 3,
    ]);
    const two = orderLogFromRows([...rows, on("2026-01-01", "1")], { currency: "EUR" });
    expect(measureRfm(two, { asOf, countBy: "line" }).frequency[0]).toBe(4);
    expect(
      explainScore(scoreRfm(measureRfm(log, { asOf, countBy: "customer-day", monetary: "mean" })), "ann"),
    ).toBe(
      "Customer ann scores R1 F1 M1 as of 2026-05-01: last purchase 119 days before (119 or more gives R1), 2 buying days (at most 2 gives F1), a mean of 12.505 EUR (at most 12.505 gives M1).",
    );
  });

  it("keep scores whatever the scale of the log, equal means equal scores", () => {
    fc.assert(
      fc.property(manyRows, (many) => {
        const finer = [
          ...many,
          { customerId: "zz", orderId: "1", orderedOn: "2026-01-01" as const, amount: "0.00001" },
        ];
        const [a, b] = [many, finer].map((given) =>
          measureRfm(orderLogFromRows(given, { currency: "EUR" }), { asOf, monetary: "mean" }),
        );
        if (a === undefined || b === undefined || a.size === 0) return;
        expect([...b.monetary.slice(0, a.size)]).toEqual([...a.monetary]);
        const { cuts } = scoreRfm(a);
        expect([...scoreRfm(b, { cuts }).monetary.slice(0, a.size)]).toEqual([...scoreRfm(a).monetary]);
      }),
    );
  });

  it("are refused by other names", () => {
    expect(() => measureRfm(log, { asOf, monetary: "median" as "mean" })).toThrow(
      'Cannot measure rfm: monetary must be sum, mean or profit, got "median"',
    );
    expect(() => measureRfm(log, { asOf, countBy: "basket" as "line" })).toThrow(
      "countBy must be line, order or customer-day",
    );
  });
});

describe("measures counted elsewhere", () => {
  it("are refused with everything that is wrong with any row", () => {
    const bad = [
      { customerId: "a", recencyDays: -1, frequency: 0, monetary: "x" },
      { customerId: "a", recencyDays: 1, frequency: 1, monetary: "1" },
    ];
    expect(() => rfmTableFromRows(bad, { asOf, currency: "EUR" })).toThrow(/^Cannot read rfm rows: 4 issues/);
  });

  it("look back to the longest recency, unless told otherwise", () => {
    const row = { customerId: "a", recencyDays: 30, frequency: 1, monetary: "1" };
    expect(rfmTableFromRows([row], { asOf, currency: "EUR" }).from).toBe("2026-04-01");
    expect(() => rfmTableFromRows([row], { asOf, currency: "EUR", from: "2026-06-01" })).toThrow(
      "from must be a day not after asOf 2026-05-01, got 2026-06-01",
    );
  });
});

import { addDays } from "clientele/calendar";
import { orderLogFromRows } from "clientele/orders";
import { explainScore, measureRfm, type RfmCuts, type RfmScores, scoreRfm } from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOf, manyRows, tableOf } from "./arbitrary-table.ts";
import { expectedScores } from "./oracle.ts";

const scoresOf = ({ recency, frequency, monetary }: RfmScores) => ({ recency, frequency, monetary });
const anyGroups = fc.integer({ min: 2, max: 10 });

describe("scores", () => {
  it("are 1 plus the number of cuts below the value, a cut being the value at rank ⌈k·n/groups⌉", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, (rows, groups) => {
        const table = tableOf(rows);
        const scores = scoreRfm(table, { groups });
        expect([...scores.recency]).toEqual(
          expectedScores(
            Array.from(table.recencyDays, (days: number) => -days),
            groups,
          ),
        );
        expect([...scores.frequency]).toEqual(expectedScores([...table.frequency], groups));
        expect([...scores.monetary]).toEqual(expectedScores([...table.monetary], groups));
      }),
    );
  });

  it("rise with the measure, and equal measures share a score", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, (rows, groups) => {
        const table = tableOf(rows, "net");
        const scores = scoreRfm(table, { groups });
        const pairs = [
          [Array.from(table.recencyDays, (days: number) => -days), scores.recency],
          [table.frequency, scores.frequency],
          [table.monetary, scores.monetary],
        ] as const;
        for (const [values, given] of pairs) {
          for (let i = 0; i < table.size; i++) {
            for (let j = 0; j < table.size; j++) {
              const [v, w, s, t] = [values[i] ?? 0, values[j] ?? 0, given[i] ?? 0, given[j] ?? 0];
              if (v === w ? s !== t : v < w && s > t) throw new Error(`${v} scores ${s}, ${w} scores ${t}`);
            }
            expect(given[i]).toBeGreaterThanOrEqual(1);
            expect(given[i]).toBeLessThanOrEqual(groups);
          }
        }
      }),
    );
  });

  it("do not change with the unit of money", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const thousandfold = rows.map((row) => ({ ...row, amount: (Number(row.amount) * 1000).toFixed(0) }));
        const thousandth = rows.map((row) => ({ ...row, amount: (Number(row.amount) / 1000).toFixed(5) }));
        const scores = scoresOf(scoreRfm(tableOf(rows)));
        expect(scoresOf(scoreRfm(tableOf(thousandfold)))).toEqual(scores);
        expect(scoresOf(scoreRfm(tableOf(thousandth)))).toEqual(scores);
      }),
    );
  });

  it("shift with time and do not depend on the order of rows", () => {
    fc.assert(
      fc.property(manyRows, fc.integer({ min: -300, max: 300 }), (rows, days) => {
        const later = rows.map((row) => ({ ...row, orderedOn: addDays(row.orderedOn, days) })).reverse();
        const log = orderLogFromRows(later, { currency: "EUR" });
        const shifted = scoreRfm(measureRfm(log, { asOf: addDays(asOf, days) }));
        const scores = scoreRfm(tableOf(rows));
        expect(scoresOf(shifted)).toEqual(scoresOf(scores));
        expect(shifted.cuts).toEqual(scores.cuts);
      }),
    );
  });

  it("with the table's own cuts given are the same, whatever the scale of the cuts", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, fc.integer({ min: 0, max: 3 }), (rows, groups, finer) => {
        fc.pre(tableOf(rows).size > 0);
        const table = tableOf(rows);
        const scores = scoreRfm(table, { groups });
        const cuts: RfmCuts = {
          ...scores.cuts,
          monetary: scores.cuts.monetary.map((cut) => cut * 10 ** finer),
          exponent: scores.cuts.exponent + finer,
        };
        const again = scoreRfm(table, { cuts });
        expect(scoresOf(again)).toEqual(scoresOf(scores));
        expect(again.groups).toBe(groups);
        const fine = tableOf([
          ...rows,
          { customerId: "zz", orderId: "1", orderedOn: "2026-01-01", amount: "0.00001" },
        ]);
        const finely = scoreRfm(fine, { cuts: scores.cuts });
        expect([...finely.monetary.slice(0, -1)]).toEqual([...scores.monetary]);
      }),
    );
  });

  it("of cuts between two units pass only above them", () => {
    const table = tableOf([{ customerId: "a", orderId: "1", orderedOn: "2026-01-01", amount: "10.00" }]);
    const monetaryScore = (cut: number): number | undefined =>
      scoreRfm(table, {
        cuts: { recency: [9], frequency: [1], monetary: [cut], currency: "EUR", exponent: 3 },
      }).monetary[0];
    expect([monetaryScore(9_999), monetaryScore(10_000), monetaryScore(10_001)]).toEqual([2, 1, 1]);
  });

  it("are plain to read: thresholds as data that JSON keeps, recency in falling days", () => {
    const scores = scoreRfm(
      tableOf(
        ["2026-04-30", "2026-04-20", "2026-04-10", "2026-03-31", "2026-03-21"].map((orderedOn, i) => ({
          customerId: `c${i}`,
          orderId: "1",
          orderedOn: orderedOn as "2026-04-30",
          amount: `${i + 1}.005`,
        })),
      ),
    );
    expect(scores.cuts).toEqual({
      recency: [41, 31, 21, 11],
      frequency: [1, 1, 1, 1],
      monetary: [1005, 2005, 3005, 4005],
      currency: "EUR",
      exponent: 3,
    });
    expect(JSON.parse(JSON.stringify(scores.cuts))).toEqual(scores.cuts);
    expect(Object.isFrozen(scores.cuts) && Object.isFrozen(scores)).toBe(true);
    expect([...scores.recency]).toEqual([5, 4, 3, 2, 1]);
    expect([...scores.frequency]).toEqual([1, 1, 1, 1, 1]);
    expect(scores.row(4)).toEqual({ customerId: "c4", recency: 1, frequency: 1, monetary: 5 });
  });

  it("of nobody are none", () => {
    const scores = scoreRfm(tableOf([]));
    expect([scores.size, scores.cuts.recency]).toEqual([0, []]);
  });

  const cuts: RfmCuts = {
    recency: [9, 5],
    frequency: [1, 2],
    monetary: [1, 2],
    currency: "EUR",
    exponent: 2,
  };
  it.each([
    [{ groups: 0 }, "Cannot score rfm: groups must be an integer from 2 to 10, got 0"],
    [{ groups: 2.5 }, "groups must be an integer from 2 to 10, got 2.5"],
    [{ groups: 11 }, "groups must be an integer from 2 to 10, got 11"],
    [{ groups: 5, cuts }, "groups must be 3, one more than the cuts, got 5"],
    [{ cuts: { ...cuts, currency: "USD" } }, "cuts must be in EUR, got USD"],
    [{ cuts: { ...cuts, recency: [] } }, "cuts must be 1 to 9, got 0"],
    [{ cuts: { ...cuts, monetary: [1] } }, "monetary cuts must be 2, as those of recency, got 1"],
    [{ cuts: { ...cuts, recency: [5, 9] } }, "recency cuts must be numbers that fall, got [5, 9]"],
    [{ cuts: { ...cuts, frequency: [2, 1] } }, "frequency cuts must be numbers that rise, got [2, 1]"],
    [
      { cuts: { ...cuts, monetary: [1, Number.NaN] } },
      "monetary cuts must be numbers that rise, got [1, NaN]",
    ],
  ])("are refused with %j", (options, message) => {
    const table = tableOf([{ customerId: "a", orderId: "1", orderedOn: "2026-01-01", amount: "1" }]);
    expect(() => scoreRfm(table, options)).toThrow(RangeError);
    expect(() => scoreRfm(table, options)).toThrow(message);
  });
});

describe("the explanation of a score", () => {
  it("names the measure and the thresholds of every score of every customer [S1-26]", () => {
    fc.assert(
      fc.property(manyRows, anyGroups, (rows, groups) => {
        const scores = scoreRfm(tableOf(rows), { groups });
        for (const { customerId, recency, frequency, monetary } of scores) {
          const text = explainScore(scores, customerId);
          const measured = scores.measures.get(customerId);
          expect(text).toContain(
            `Customer ${customerId} scores R${recency} F${frequency} M${monetary} as of ${asOf}:`,
          );
          expect(text).toContain(`last purchase ${measured?.recencyDays} day`);
          expect(text).toContain(`${measured?.monetary.amount} EUR (`);
          for (const score of [`R${recency}`, `F${frequency}`, `M${monetary}`]) {
            expect(text).toMatch(new RegExp(`gives? ${score}\\)`));
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is refused of a customer who was not scored", () => {
    expect(() => explainScore(scoreRfm(tableOf([])), "x")).toThrow(
      'Cannot explain score: the customer must be scored, got "x"',
    );
  });
});

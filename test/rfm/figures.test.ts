import { periodsBetween } from "clientele/calendar";
import type { OrderLog } from "clientele/orders";
import {
  crossScores,
  loyaltyIndex,
  measurePeriods,
  measureRfm,
  type RfmScores,
  type RfmTable,
  recencyFrequencyScheme,
  type ScoreMethod,
  scoreRfm,
  segmentRfm,
  snapshotRfm,
} from "clientele/rfm";
import { describe, expect, it } from "vitest";
import { haveData, readCdnow, readUci } from "../orders/real-data.ts";
import { expectedScores } from "./oracle.ts";

const counts = (scores: Uint8Array): number[] =>
  [1, 2, 3, 4, 5].map((k) => scores.filter((s) => s === k).length);
const ofScores = (scores: RfmScores) => ({
  R: counts(scores.recency),
  F: counts(scores.frequency),
  M: counts(scores.monetary),
});
const columns = (table: RfmTable): readonly (readonly number[])[] => [
  Array.from(table.recencyDays, (days: number) => -days),
  [...table.frequency],
  [...table.monetary],
];

/** Natural breaks by the textbook recursion over all pairs of distinct values, without any shortcut. */
function slowBreaks(values: readonly number[], k: number): number[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const weight = new Map<number, number>();
  for (const value of values) weight.set(value, (weight.get(value) ?? 0) + 1);
  const centre = values.reduce((a, b) => a + b, 0) / values.length;
  const [w, s, q] = [[0], [0], [0]];
  for (const value of distinct) {
    const n = weight.get(value) ?? 0;
    const z = value - centre;
    w.push((w.at(-1) ?? 0) + n);
    s.push((s.at(-1) ?? 0) + n * z);
    q.push((q.at(-1) ?? 0) + n * z * z);
  }
  const cost = (from: number, to: number): number => {
    const sum = (s[to + 1] ?? 0) - (s[from] ?? 0);
    return (q[to + 1] ?? 0) - (q[from] ?? 0) - (sum * sum) / ((w[to + 1] ?? 0) - (w[from] ?? 0));
  };
  let best = distinct.map((_, j) => cost(0, j));
  const starts: number[][] = [];
  for (let c = 1; c < k; c++) {
    const next: number[] = [];
    const start: number[] = [];
    for (let j = 0; j < distinct.length; j++) {
      next[j] = Number.POSITIVE_INFINITY;
      for (let i = c; i <= j; i++) {
        const sum = (best[i - 1] ?? 0) + cost(i, j);
        if (sum < (next[j] ?? 0)) [next[j], start[j]] = [sum, i];
      }
    }
    starts.push(start);
    best = next;
  }
  const breaks: number[] = [];
  for (let c = k - 1, end = distinct.length - 1; c > 0; c--) {
    const first = starts[c - 1]?.[end] ?? 0;
    breaks.unshift(distinct[first - 1] ?? 0);
    end = first - 1;
  }
  return breaks;
}

const methods: readonly (readonly [string, ScoreMethod])[] = [
  ["quantiles", "quantiles"],
  ["nested quantiles", "nested-quantiles"],
  ["percentiles 50 80 95 99", { percentiles: [0.5, 0.8, 0.95, 0.99] }],
  ["natural breaks", "natural-breaks"],
  ["decay", { decay: {} }],
  ["R's rfm", "r-rfm"],
];

/** Each method by its definition, over all customers, as slowly as one likes. */
function expectedByMethod(table: RfmTable, name: string): number[][] {
  const values = columns(table);
  if (name === "quantiles") return values.map((column) => expectedScores(column, 5));
  if (name.startsWith("percentiles")) {
    return values.map((column) => {
      const sorted = column.toSorted((a, b) => a - b);
      const cuts = [50, 80, 95, 99].map((share) => sorted[Math.ceil((share * sorted.length) / 100) - 1] ?? 0);
      return column.map((value) => 1 + cuts.filter((cut) => cut < value).length);
    });
  }
  if (name === "natural breaks") {
    return values.map((column) => {
      const breaks = slowBreaks(column, 5);
      return column.map((value) => 1 + breaks.filter((cut) => cut < value).length);
    });
  }
  if (name === "decay") {
    return values.map((column, measure) => {
      const sign = measure === 0 ? -1 : 1;
      const raw = column.map((value) => sign * value).toSorted((a, b) => a - b);
      const half = raw[Math.ceil(raw.length / 2) - 1] ?? 1;
      return column.map((value) => {
        const faded = 2 ** (-(sign * value) / half);
        const worth = measure === 0 ? faded : 1 - faded;
        return 1 + [1, 2, 3, 4].filter((k) => worth > k / 5).length;
      });
    });
  }
  if (name === "nested quantiles") {
    const [recency = [], frequency = [], monetary = []] = values;
    const r = expectedScores(recency, 5);
    const within = (column: readonly number[], keys: readonly string[]): number[] => {
      const members = new Map<string, number[]>();
      for (const [i, key] of keys.entries()) {
        const own = members.get(key);
        if (own === undefined) members.set(key, [i]);
        else own.push(i);
      }
      const scores: number[] = [];
      for (const group of members.values()) {
        const own = expectedScores(
          group.map((i) => column[i] ?? 0),
          5,
        );
        group.forEach((i, k) => {
          scores[i] = own[k] ?? 0;
        });
      }
      return scores;
    };
    const f = within(frequency, r.map(String));
    const m = within(
      monetary,
      r.map((score, i) => `${score} ${f[i]}`),
    );
    return [r, f, m];
  }
  const units = 10 ** table.exponent;
  return values.map((column, measure) => {
    const raw =
      measure === 0 ? column.map((value) => -value) : measure === 2 ? column.map((v) => v / units) : column;
    const sorted = raw.toSorted((a, b) => a - b);
    const cuts = [0.2, 0.4, 0.6, 0.8].map((share) => {
      const at = (sorted.length - 1) * share;
      const low = Math.floor(at);
      return (sorted[low] ?? 0) + (at - low) * ((sorted[low + 1] ?? 0) - (sorted[low] ?? 0)) + 1;
    });
    return raw.map((value) => {
      const bin = cuts.filter((cut) => cut <= value).length;
      return measure === 0 ? 5 - bin : 1 + bin;
    });
  });
}

function checkMethods(log: OrderLog, asOf: "2011-12-10" | "1998-07-01") {
  const table = measureRfm(log, { asOf });
  return Object.fromEntries(
    methods.map(([name, method]) => {
      const scores = scoreRfm(table, { method });
      const [r, f, m] = expectedByMethod(table, name);
      expect([...scores.recency], name).toEqual(r);
      expect([...scores.frequency], name).toEqual(f);
      expect([...scores.monetary], name).toEqual(m);
      return [name, ofScores(scores)];
    }),
  );
}

let uci: Promise<OrderLog> | undefined;
/** The log is read once for all tests of this file. */
const uciLog = (): Promise<OrderLog> => {
  uci ??= readUci().then(({ log }) => log);
  return uci;
};

describe.skipIf(!haveData)("figures of the documentation (CLIENTELE_DATA)", () => {
  it("UCI Online Retail: every method against its definition, customer by customer", async () => {
    const log = await uciLog();
    expect(checkMethods(log, "2011-12-10")).toMatchInlineSnapshot(`
      {
        "R's rfm": {
          "F": [
            1493,
            835,
            508,
            802,
            700,
          ],
          "M": [
            869,
            869,
            866,
            866,
            868,
          ],
          "R": [
            861,
            866,
            863,
            880,
            868,
          ],
        },
        "decay": {
          "F": [
            0,
            1493,
            835,
            896,
            1114,
          ],
          "M": [
            732,
            1018,
            787,
            650,
            1151,
          ],
          "R": [
            1231,
            572,
            681,
            884,
            970,
          ],
        },
        "natural breaks": {
          "F": [
            3466,
            721,
            131,
            18,
            2,
          ],
          "M": [
            4119,
            188,
            24,
            5,
            2,
          ],
          "R": [
            290,
            439,
            505,
            1031,
            2073,
          ],
        },
        "nested quantiles": {
          "F": [
            1767,
            695,
            391,
            873,
            612,
          ],
          "M": [
            875,
            868,
            868,
            868,
            859,
          ],
          "R": [
            869,
            889,
            866,
            888,
            826,
          ],
        },
        "percentiles 50 80 95 99": {
          "F": [
            2328,
            1310,
            490,
            168,
            42,
          ],
          "M": [
            2169,
            1302,
            651,
            173,
            43,
          ],
          "R": [
            2203,
            1309,
            688,
            103,
            35,
          ],
        },
        "quantiles": {
          "F": [
            1493,
            835,
            508,
            802,
            700,
          ],
          "M": [
            868,
            868,
            867,
            868,
            867,
          ],
          "R": [
            869,
            889,
            866,
            888,
            826,
          ],
        },
      }
    `);
    const scores = scoreRfm(measureRfm(log, { asOf: "2011-12-10" }));
    const cross = crossScores(scores, { rows: "recency", columns: "frequency" });
    const lost = segmentRfm(scores, { scheme: recencyFrequencyScheme }).summary.find(
      (s) => s.segment === "Lost Regulars",
    );
    const cells = cross.cells.filter((cell) => cell.row <= 2 && cell.column >= 4);
    expect(cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(lost?.customers);
    expect([lost?.customers, lost?.revenue.amount, lost?.shareOfRevenue.toFixed(4)]).toMatchInlineSnapshot(`
      [
        217,
        "398055.48",
        "0.0447",
      ]
    `);
    const loyalty = loyaltyIndex(measureRfm(log, { asOf: "2011-12-10" }));
    expect(loyalty.meanFrequency.toFixed(4)).toMatchInlineSnapshot(`"4.2720"`);
  }, 60_000);

  it("CDNOW: every method against its definition, customer by customer", async () => {
    const { log } = await readCdnow("sample");
    expect(checkMethods(log, "1998-07-01")).toMatchInlineSnapshot(`
      {
        "R's rfm": {
          "F": [
            1210,
            0,
            403,
            358,
            378,
          ],
          "M": [
            510,
            460,
            453,
            459,
            467,
          ],
          "R": [
            455,
            475,
            478,
            470,
            471,
          ],
        },
        "decay": {
          "F": [
            0,
            0,
            1210,
            403,
            736,
          ],
          "M": [
            259,
            675,
            443,
            357,
            615,
          ],
          "R": [
            0,
            0,
            1559,
            319,
            471,
          ],
        },
        "natural breaks": {
          "F": [
            1613,
            453,
            206,
            66,
            11,
          ],
          "M": [
            1782,
            412,
            126,
            28,
            1,
          ],
          "R": [
            1423,
            204,
            214,
            239,
            269,
          ],
        },
        "nested quantiles": {
          "F": [
            1536,
            70,
            186,
            275,
            282,
          ],
          "M": [
            491,
            467,
            459,
            468,
            464,
          ],
          "R": [
            478,
            468,
            467,
            468,
            468,
          ],
        },
        "percentiles 50 80 95 99": {
          "F": [
            1210,
            761,
            277,
            79,
            22,
          ],
          "M": [
            1178,
            702,
            352,
            94,
            23,
          ],
          "R": [
            1176,
            705,
            351,
            94,
            23,
          ],
        },
        "quantiles": {
          "F": [
            1210,
            0,
            403,
            358,
            378,
          ],
          "M": [
            473,
            467,
            470,
            470,
            469,
          ],
          "R": [
            478,
            468,
            467,
            468,
            468,
          ],
        },
      }
    `);
  }, 60_000);

  it("UCI Online Retail by month: orders and revenue add up to the whole [S1-27]", async () => {
    const log = await uciLog();
    const months = measurePeriods(log, { periods: periodsBetween("2010-12-01", "2011-12-10", "month") });
    expect(
      months.total.map((m) => [m.period.from.slice(0, 7), m.orders, m.amount.amount]),
    ).toMatchInlineSnapshot(`
      [
        [
          "2010-12",
          1400,
          "572713.89",
        ],
        [
          "2011-01",
          987,
          "569445.04",
        ],
        [
          "2011-02",
          997,
          "447137.35",
        ],
        [
          "2011-03",
          1321,
          "595500.76",
        ],
        [
          "2011-04",
          1149,
          "469200.361",
        ],
        [
          "2011-05",
          1555,
          "678594.56",
        ],
        [
          "2011-06",
          1393,
          "661213.69",
        ],
        [
          "2011-07",
          1331,
          "600091.011",
        ],
        [
          "2011-08",
          1280,
          "645343.90",
        ],
        [
          "2011-09",
          1755,
          "952838.382",
        ],
        [
          "2011-10",
          1929,
          "1039318.79",
        ],
        [
          "2011-11",
          2657,
          "1161817.38",
        ],
        [
          "2011-12",
          778,
          "518192.79",
        ],
      ]
    `);
    expect(months.total.reduce((sum, month) => sum + month.orders, 0)).toBe(18_532);
    const weeks = measurePeriods(log, { periods: periodsBetween("2010-12-01", "2011-12-10", "week") });
    expect(weeks.amounts.reduce((a: number, b: number) => a + b, 0)).toBe(8_911_407_904);
  }, 60_000);

  it("UCI Online Retail over time: quarterly snapshots by the thresholds of the first [S0-2]", async () => {
    const log = await uciLog();
    const history = snapshotRfm(log, {
      lookbackDays: 120,
      days: ["2011-04-01", "2011-07-01", "2011-10-01", "2011-12-10"],
    });
    const shown = history.snapshots.map(({ asOf, complete, segments }) => {
      const champions = segments.summary[0];
      return [asOf, complete, segments.size, champions?.segment, champions?.customers];
    });
    expect(shown).toMatchInlineSnapshot(`
      [
        [
          "2011-04-01",
          true,
          2101,
          "Champions",
          242,
        ],
        [
          "2011-07-01",
          true,
          2315,
          "Champions",
          217,
        ],
        [
          "2011-10-01",
          true,
          2461,
          "Champions",
          338,
        ],
        [
          "2011-12-10",
          true,
          3118,
          "Champions",
          519,
        ],
      ]
    `);
  }, 60_000);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkScheme,
  elevenSegments,
  findSegment,
  firstMatchScheme,
  frequencyMonetaryScheme,
  type RfmScheme,
  recencyFrequencyScheme,
  scoreRfm,
  segmentRfm,
  tabulateScheme,
} from "clientele/rfm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manyRows, tableOf } from "./arbitrary-table.ts";

const fifths = [1, 2, 3, 4, 5] as const;
const cells = fifths.flatMap((recency) =>
  fifths.flatMap((frequency) => fifths.map((monetary) => ({ recency, frequency, monetary }))),
);

describe("the eleven segments", () => {
  it("hold each of the 125 combinations of scores exactly once", () => {
    expect(checkScheme(elevenSegments)).toEqual({
      sound: true,
      gaps: [],
      overlaps: [],
      shadowed: [],
      empty: [],
      repeatedNames: [],
    });
    expect(cells).toHaveLength(125);
    for (const cell of cells) {
      const value = Math.floor((cell.frequency + cell.monetary + 1) / 2);
      const holding = elevenSegments.segments.filter(({ ranges }) =>
        ranges.some((range) => {
          const within = (score: number, span: readonly [number, number] = [1, 5]) =>
            score >= span[0] && score <= span[1];
          return (
            within(cell.recency, range.recency) &&
            within(cell.frequency, range.frequency) &&
            within(cell.monetary, range.monetary) &&
            within(value, range.value)
          );
        }),
      );
      expect(holding.map((segment) => segment.name)).toEqual([findSegment(cell).name]);
    }
  });

  it("are those of the table that the documentation shows", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/rfm.md"), "utf8");
    const rows = page.split("\n").filter((line) => /^\| \*\*R[1-5]\*\* \|/.test(line));
    expect(rows).toHaveLength(5);
    for (const line of rows) {
      const [, head = "", ...names] = line.split("|").map((part) => part.trim());
      const recency = Number(head.replaceAll("*", "").slice(1));
      fifths.forEach((value, i) => {
        expect(findSegment({ recency, frequency: value, monetary: value }).name).toBe(names[i]);
      });
    }
  });

  it("are published as a table of all 125 combinations, written from the code", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/rfm-segments.md"), "utf8");
    const found = page.split("\n").flatMap((line) => {
      const [, recency, frequency, ...names] = line.split("|").map((part) => part.trim());
      if (!/^[1-5]$/.test(recency ?? "")) return [];
      return names.slice(0, 5).map((segment, i) => ({
        recency: Number(recency),
        frequency: Number(frequency),
        monetary: i + 1,
        segment,
      }));
    });
    expect(found).toHaveLength(125);
    const place = (cell: (typeof found)[number]) => `${cell.recency}${cell.frequency}${cell.monetary}`;
    const inOrder = (a: (typeof found)[number], b: (typeof found)[number]) =>
      place(a).localeCompare(place(b));
    expect(found.toSorted(inOrder)).toEqual(tabulateScheme(elevenSegments).toSorted(inOrder));
  });

  it("are data that JSON keeps and nobody can change", () => {
    expect(JSON.parse(JSON.stringify(elevenSegments))).toEqual(elevenSegments);
    expect(elevenSegments.segments).toHaveLength(11);
    expect(elevenSegments.segments.every((s) => Object.isFrozen(s) && s.ranges.every(Object.isFrozen))).toBe(
      true,
    );
  });
});

describe("a scheme", () => {
  const recent = { name: "recent", standing: 1, ranges: [{ recency: [3, 5] as const }] };
  const rest = { name: "rest", standing: 0, ranges: [{ recency: [1, 2] as const }] };
  const scheme = (...segments: RfmScheme["segments"]): RfmScheme => ({ name: "mine", segments });

  it("is applied when it is sound", () => {
    const mine = scheme(recent, rest);
    expect(findSegment({ recency: 3, frequency: 1, monetary: 5 }, { scheme: mine })).toBe(recent);
    const segments = segmentRfm(scoreRfm(tableOf([])), { scheme: mine });
    expect(segments.names).toEqual(["recent", "rest"]);
  });

  it("is refused with the combinations that it leaves out or claims twice, by name", () => {
    const gap = scheme(recent, { ...rest, ranges: [{ recency: [1, 2], frequency: [2, 5] }] });
    expect(checkScheme(gap).gaps).toEqual([1, 2].flatMap((r) => fifths.map((m) => `R${r} F1 M${m}`)));
    const overlap = scheme(recent, { ...rest, ranges: [{ recency: [1, 3] }] });
    expect(checkScheme(overlap).overlaps).toHaveLength(25);
    expect(checkScheme(overlap).overlaps[0]).toEqual({ cell: "R3 F1 M1", segments: ["recent", "rest"] });
    expect(() => segmentRfm(scoreRfm(tableOf([])), { scheme: gap })).toThrow(
      'Cannot segment customers: scheme "mine" must have each of the 125 combinations of scores in exactly one segment, got 10 in none (R1 F1 M1, R1 F1 M2, R1 F1 M3, …)',
    );
    expect(() => findSegment({ recency: 1, frequency: 1, monetary: 1 }, { scheme: overlap })).toThrow(
      "25 in several (R3 F1 M1 in recent and rest,",
    );
  });

  it("is refused with a segment that names nothing, or a name used twice", () => {
    const shadow = { name: "shadow", standing: 2, ranges: [{ value: [6, 6] as const }] };
    expect(checkScheme(scheme(recent, rest, shadow))).toMatchObject({ sound: false, empty: ["shadow"] });
    const twice = scheme(recent, { ...rest, name: "recent" });
    expect(checkScheme(twice)).toMatchObject({
      sound: false,
      repeatedNames: ["recent"],
      gaps: [],
      overlaps: [],
    });
    expect(() => segmentRfm(scoreRfm(tableOf([])), { scheme: twice })).toThrow("the name recent twice");
  });

  it("finds the ranges of a published vignette neither total nor disjoint", () => {
    // The segment ranges of the R package rfm's introduction, where the first match wins and the rest are "Others".
    const bounds = {
      recency: [
        [5, 3, 2, 3, 4, 1, 1, 1, 2, 1],
        [5, 5, 4, 4, 5, 2, 2, 3, 3, 1],
      ],
      frequency: [
        [5, 3, 2, 1, 1, 3, 2, 3, 1, 1],
        [5, 5, 4, 3, 3, 4, 5, 5, 3, 5],
      ],
      monetary: [
        [5, 2, 2, 3, 1, 4, 4, 3, 1, 1],
        [5, 5, 4, 5, 5, 5, 5, 5, 4, 5],
      ],
    } as const;
    const names =
      "Champions,Potential Loyalist,Loyal Customers,Promising,New Customers,Can't Lose Them,At Risk,Need Attention,About To Sleep,Lost";
    const span = (measure: keyof typeof bounds, i: number) =>
      [bounds[measure][0][i] ?? 0, bounds[measure][1][i] ?? 0] as const;
    const report = checkScheme(
      scheme(
        ...names.split(",").map((name, i) => ({
          name,
          standing: 0,
          ranges: [
            { recency: span("recency", i), frequency: span("frequency", i), monetary: span("monetary", i) },
          ],
        })),
      ),
    );
    expect(report.sound).toBe(false);
    expect(report.overlaps[0]?.segments.length).toBeGreaterThan(1);
    expect(report.gaps).toContain("R5 F4 M1");
  });

  it("names the segments that come too late for all their combinations", () => {
    const best = {
      name: "best",
      standing: 2,
      ranges: [{ recency: [5, 5] as const, frequency: [5, 5] as const }],
    };
    const report = checkScheme(scheme(recent, best, rest));
    expect(report.shadowed).toEqual([{ segment: "best", by: ["recent"] }]);
    expect(report.sound).toBe(false);
    expect(checkScheme(scheme(best, recent, rest)).shadowed).toEqual([]);
    expect(() => firstMatchScheme(scheme(recent, best, rest))).toThrow(
      'Cannot put scheme "mine" in order: every segment must be the first to name some combination, got best behind recent',
    );
  });

  it("in the order of its rules is sound: the first match wins, the rest has a name", () => {
    const best = { name: "best", standing: 2, ranges: [{ value: [5, 5] as const }] };
    const ordered = firstMatchScheme(scheme(best, recent), { rest: "others" });
    expect(checkScheme(ordered)).toMatchObject({ sound: true });
    for (const cell of cells) {
      const value = Math.floor((cell.frequency + cell.monetary + 1) / 2);
      const expected = value === 5 ? "best" : cell.recency >= 3 ? "recent" : "others";
      expect(findSegment(cell, { scheme: ordered }).name).toBe(expected);
    }
    expect(JSON.parse(JSON.stringify(ordered))).toEqual(ordered);
    expect(() => firstMatchScheme(scheme(best, recent))).toThrow(
      "rest must name the segment of what is left, got R1 F1 M1",
    );
    expect(() => firstMatchScheme(scheme(best, recent), { rest: "best" })).toThrow(
      "every name must be used once",
    );
    expect(firstMatchScheme(scheme(best, recent, rest)).segments).toHaveLength(3);
  });

  it("may be of any number of groups from 2 to 10", () => {
    const halves = (groups: number): RfmScheme => ({
      name: "halves",
      groups,
      segments: [
        { name: "upper", standing: 1, ranges: [{ value: [2, groups] }] },
        { name: "lower", standing: 0, ranges: [{ value: [1, 1] }] },
      ],
    });
    for (const groups of [2, 3, 10]) {
      expect(tabulateScheme(halves(groups))).toHaveLength(groups ** 3);
      expect(segmentRfm(scoreRfm(tableOf([]), { groups }), { scheme: halves(groups) }).names).toHaveLength(2);
    }
    expect(() => checkScheme(halves(11))).toThrow(
      'Cannot read scheme "halves": groups must be an integer from 2 to 10, got 11',
    );
    expect(() => findSegment({ recency: 3, frequency: 1, monetary: 1 }, { scheme: halves(2) })).toThrow(
      "recency must be an integer from 1 to 2, got 3",
    );
  });

  it("of recency and frequency finds the lost [S0-69]", () => {
    expect(checkScheme(recencyFrequencyScheme).sound).toBe(true);
    const lost = tabulateScheme(recencyFrequencyScheme).filter(({ segment }) => segment === "Lost Regulars");
    expect(lost).toHaveLength(20);
    expect(lost.every(({ recency, frequency }) => recency <= 2 && frequency >= 4)).toBe(true);
    const often = (customerId: string, year: number) =>
      [1, 2, 3, 4, 5].map((n) => ({
        customerId,
        orderId: `${customerId}${n}`,
        orderedOn: `${year}-0${n}-01` as `${number}-${number}-${number}`,
        amount: "10",
      }));
    const once = ["b", "c", "d", "e"].map((customerId, i) => ({
      customerId,
      orderId: customerId,
      orderedOn: `2026-04-0${i + 1}` as `${number}-${number}-${number}`,
      amount: "10",
    }));
    const segments = segmentRfm(scoreRfm(tableOf([...often("lost", 2025), ...once])), {
      scheme: recencyFrequencyScheme,
    });
    expect(segments.get("lost")?.segment).toBe("Lost Regulars");
    expect(segments.summary.find(({ segment }) => segment === "Lost Regulars")?.customers).toBe(1);
  });

  it("of frequency and monetary finds the invested [S0-68]", () => {
    expect(checkScheme(frequencyMonetaryScheme).sound).toBe(true);
    for (const cell of cells) {
      const { name } = findSegment(cell, { scheme: frequencyMonetaryScheme });
      expect(name === "Invested").toBe(cell.frequency >= 4 && cell.monetary >= 4);
    }
  });

  it("is for five groups of scores", () => {
    expect(() => segmentRfm(scoreRfm(tableOf([]), { groups: 4 }))).toThrow(
      "Cannot segment customers: scores must have 5 groups, got 4",
    );
    expect(() => findSegment({ recency: 0, frequency: 1, monetary: 1 })).toThrow(
      "Cannot find segment: recency must be an integer from 1 to 5, got 0",
    );
    expect(() => findSegment({ recency: 1, frequency: 6, monetary: 1 })).toThrow(RangeError);
    expect(() => findSegment({ recency: 1, frequency: 1, monetary: 1.5 })).toThrow(RangeError);
  });
});

describe("segments of customers", () => {
  it("hold every scored customer once, and their sums are those of the whole [S1-26]", () => {
    fc.assert(
      fc.property(manyRows, (rows) => {
        const table = tableOf(rows);
        const scores = scoreRfm(table);
        const segments = segmentRfm(scores);
        const total = (of: (row: (typeof segments.summary)[number]) => number) =>
          segments.summary.reduce((sum, row) => sum + of(row), 0);
        expect(total((row) => row.customers)).toBe(table.size);
        const units = table.monetary.reduce((sum, unit) => sum + unit, 0);
        expect(total((row) => Math.round(Number(row.revenue.amount) * 10 ** table.exponent))).toBe(units);
        if (table.size > 0) {
          expect(total((row) => row.shareOfCustomers)).toBeCloseTo(1, 12);
          expect(total((row) => row.shareOfRevenue)).toBeCloseTo(1, 12);
        }
        for (const { customerId, ...score } of scores) {
          expect(segments.get(customerId)?.segment).toBe(findSegment(score).name);
        }
        const orders = table.frequency.reduce((sum: number, n: number) => sum + n, 0);
        expect(total((row) => row.orders)).toBe(orders);
        for (const { orders: own, orderValue, revenue } of segments.summary) {
          if (own === 0) expect(orderValue).toBeUndefined();
          else expect(orderValue).toBeCloseTo(Number(revenue.amount) / own, 9);
        }
        expect(JSON.parse(JSON.stringify(segments.summary))).toEqual(segments.summary);
      }),
    );
  });

  it("have no share of a revenue that is not positive", () => {
    const rows = [
      { customerId: "a", orderId: "1", orderedOn: "2026-01-01", amount: "1" },
      { customerId: "a", orderId: "2", orderedOn: "2026-01-02", amount: "-5" },
    ] as const;
    const { summary } = segmentRfm(scoreRfm(tableOf(rows, "net")));
    expect(summary.map((row) => row.shareOfRevenue)).toEqual(summary.map(() => 0));
  });
});

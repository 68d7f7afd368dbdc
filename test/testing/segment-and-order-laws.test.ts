import { type OrderRow, orderLogFromRows } from "clientele/orders";
import {
  elevenSegments,
  measureRfm,
  type ScoreMethod,
  scoreRfm,
  segmentRfm,
  tabulateScheme,
} from "clientele/rfm";
import { type OrderScoringRule, orderScoringLaws, type SegmentTest, segmentLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const brokenBy = (laws: ReturnType<typeof orderScoringLaws> | ReturnType<typeof segmentLaws>): string[] =>
  laws
    .filter((law) => fc.check(law.property, { numRuns: 60, seed: 7, endOnFailure: true }).failed)
    .map((law) => law.id);

describe("the laws of segments", () => {
  const names = new Map(
    tabulateScheme(elevenSegments).map((cell) => [
      `${cell.recency}${cell.frequency}${cell.monetary}`,
      cell.segment,
    ]),
  );
  const eleven = Object.fromEntries(
    elevenSegments.segments.map(({ name }): [string, SegmentTest] => [
      name,
      (scores) => names.get(`${scores.recency}${scores.frequency}${scores.monetary}`) === name,
    ]),
  );

  it("are kept by the eleven", () => {
    expect(brokenBy(segmentLaws(eleven))).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, SegmentTest>>, string[]]>([
    ["a gap", { upper: (s) => s.recency > 2, lower: (s) => s.recency < 2 }, ["total"]],
    [
      "an overlap",
      { all: () => true, best: (s) => s.recency + s.frequency + s.monetary === 15 },
      ["disjoint"],
    ],
    ["an empty segment", { all: () => true, none: () => false }, ["inhabited"]],
  ])("find %s in a single run", (_, segments, broken) => {
    expect(
      segmentLaws(segments)
        .filter((law) => fc.check(law.property, { numRuns: 1, endOnFailure: true }).failed)
        .map((law) => law.id),
    ).toEqual(broken);
    expect(brokenBy(segmentLaws(segments))).toEqual(broken);
  });

  it("find a segment that changes its mind, and name what is wrong", () => {
    let n = 0;
    const moody = { odd: () => n++ % 3 === 0, rest: () => true };
    expect(brokenBy(segmentLaws(moody))).toContain("repeatable");
    const [total] = segmentLaws({ upper: (s) => s.recency > 1 });
    if (total === undefined) throw new Error("no law");
    expect(fc.check(total.property, { numRuns: 1, endOnFailure: true }).errorInstance).toMatchObject({
      message: expect.stringMatching(/^R1 F\d M\d is in no segment$/),
    });
  });

  it("are of 2 to 10 groups", () => {
    expect(
      brokenBy(segmentLaws({ best: (s) => s.monetary === 10, rest: (s) => s.monetary < 10 }, { groups: 10 })),
    ).toEqual([]);
    expect(() => segmentLaws({}, { groups: 1 })).toThrow("groups must be an integer from 2 to 10, got 1");
  });
});

describe("the laws of scoring orders", () => {
  const ours =
    (method: ScoreMethod): OrderScoringRule =>
    (rows, asOf) => {
      const scores = scoreRfm(measureRfm(orderLogFromRows(rows, { currency: "EUR" }), { asOf }), { method });
      return Object.fromEntries([...scores].map(({ customerId, ...score }) => [customerId, score]));
    };

  it.each<[string, ScoreMethod]>([
    ["quantiles", "quantiles"],
    ["nested quantiles", "nested-quantiles"],
    ["natural breaks", "natural-breaks"],
    ["percentiles", { percentiles: [0.5, 0.8] }],
    ["decay", { decay: {} }],
  ])("are kept by %s", (_, method) => {
    expect(brokenBy(orderScoringLaws(ours(method)))).toEqual([]);
  });

  it("are kept by segments as well", () => {
    const rule: OrderScoringRule = (rows, asOf) => {
      const table = measureRfm(orderLogFromRows(rows, { currency: "EUR" }), { asOf, monetary: "mean" });
      const segments = segmentRfm(scoreRfm(table));
      return Object.fromEntries([...segments].map(({ customerId, segment }) => [customerId, segment]));
    };
    expect(brokenBy(orderScoringLaws(rule))).toEqual([]);
  });

  it("find the unit of money in R's rule, and nothing else", () => {
    expect(brokenBy(orderScoringLaws(ours("r-rfm")))).toEqual(["money"]);
  });

  const spendOf = (rows: readonly OrderRow[]): [string, number][] => {
    const spend = new Map<string, number>();
    for (const { customerId, amount = "0" } of rows)
      spend.set(customerId, (spend.get(customerId) ?? 0) + Number(amount));
    return [...spend];
  };
  const known = (rows: readonly OrderRow[], asOf: string) => rows.filter((row) => row.orderedOn < asOf);

  it.each<[string, OrderScoringRule, string[]]>([
    [
      "a rank that breaks ties by name",
      (rows, asOf) => {
        const ranked = spendOf(known(rows, asOf)).map(
          ([id, units]) => [Math.round(units * 1000), id] as const,
        );
        ranked.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
        return Object.fromEntries(
          ranked.map(([, id], place) => [id, Math.floor((3 * place) / ranked.length)]),
        );
      },
      ["twins", "names"],
    ],
    [
      "a threshold in money",
      (rows, asOf) =>
        Object.fromEntries(
          spendOf(known(rows, asOf)).map(([id, units]) => [id, Math.round(units * 1000) > 50_000]),
        ),
      ["money"],
    ],
    [
      "a look into the future",
      (rows) =>
        Object.fromEntries(
          rows.map(({ customerId }) => [customerId, rows.filter((r) => r.customerId === customerId).length]),
        ),
      ["future"],
    ],
    [
      "the month of the calendar",
      (rows, asOf) => Object.fromEntries(known(rows, asOf).map((row) => [row.customerId, asOf.slice(0, 7)])),
      ["time"],
    ],
    [
      "the first row",
      (rows, asOf) =>
        Object.fromEntries(
          known(rows, asOf)
            .slice(0, 1)
            .map((row) => [row.customerId, 1]),
        ),
      ["order", "twins"],
    ],
    [
      "what JSON loses",
      (rows, asOf) => Object.fromEntries(known(rows, asOf).map((row) => [row.customerId, Number.NaN])),
      ["json"],
    ],
  ])("find %s", (_, rule, broken) => {
    expect(brokenBy(orderScoringLaws(rule))).toEqual(broken);
  });

  it("find a rule that writes to its rows", () => {
    const rule: OrderScoringRule = (rows) => {
      if (!Object.isFrozen(rows)) (rows as OrderRow[]).reverse();
      return {};
    };
    expect(brokenBy(orderScoringLaws(rule))).toEqual(["unchanged"]);
  });
});

import { addDays } from "clientele/calendar";
import { InvalidDataError } from "clientele/issues";
import {
  findTermEnds,
  frequencyProgress,
  nextThreshold,
  pointsBalance,
  pointsStatement,
} from "clientele/ledger";
import { type PointsEntry, pointsEntrySchema } from "clientele/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const entry = (
  id: string,
  on: PointsEntry["on"],
  kind: PointsEntry["kind"],
  points: string,
  more: Partial<PointsEntry> = {},
): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on,
  kind,
  points,
  ...more,
});
const issuesOf = (entries: readonly PointsEntry[]): readonly (readonly [string, unknown])[] => {
  try {
    pointsBalance(entries, "2026-12-31");
  } catch (error) {
    if (InvalidDataError.is(error)) return error.issues.map((issue) => [issue.code, issue.path[0]]);
    throw error;
  }
  return [];
};

describe("adjustments and reversals", () => {
  const earned = entry("e1", "2026-01-01", "earn", "100", { expiresOn: "2026-06-01" });
  const redeemed = entry("r1", "2026-02-01", "redeem", "60");

  it("correct the balance up and down, first-expiring-first [S1-24] [S0-119]", () => {
    const entries = [
      earned,
      entry("a1", "2026-02-01", "adjust-up", "10", { expiresOn: "2026-03-01" }),
      entry("a2", "2026-02-02", "adjust-down", "25"),
    ];
    expect(pointsBalance(entries, "2026-02-02").balance).toBe("85");
    expect(entries.every((one) => pointsEntrySchema.safeParse(one).success)).toBe(true);
  });

  it("give redeemed points back to their lots from the reversal's day on, gone where the lot has expired", () => {
    const back = entry("v1", "2026-03-01", "reverse", "60", { correctsId: "r1" });
    const late = { ...back, on: "2026-06-01" } as const;
    expect(pointsBalance([earned, redeemed, back], "2026-02-28").balance).toBe("40");
    expect(pointsBalance([back, redeemed, earned], "2026-03-01").balance).toBe("100");
    expect(pointsBalance([earned, redeemed, late], "2026-06-01").balance).toBe("0");
  });

  it("take earned points away again, from other lots where they are spent, and never below zero", () => {
    const other = entry("e2", "2026-01-02", "earn", "70", { expiresOn: "2026-09-01" });
    const undo = entry("v1", "2026-03-01", "reverse", "100", { correctsId: "e1" });
    // 60 of the 100 are spent: 40 go from the lot itself, 60 from the other.
    expect(
      pointsBalance([earned, other, redeemed, undo], "2026-03-01").lots.map((lot) => [lot.entryId, lot.left]),
    ).toEqual([["e2", "10"]]);
    expect(issuesOf([earned, redeemed, undo])).toEqual([["overdrawn", "v1"]]);
  });

  it("are refused twice, of nothing, of a part, of a later entry, of a reversal; points are not redeemed twice", () => {
    const undo = (id: string, points: string, correctsId: string, on: PointsEntry["on"] = "2026-03-01") =>
      entry(id, on, "reverse", points, { correctsId });
    expect(issuesOf([earned, redeemed, undo("v1", "60", "r1"), undo("v2", "60", "r1")])).toEqual([
      ["bad-reversal", "v2"],
    ]);
    expect(issuesOf([earned, undo("v1", "1", "none")])).toEqual([["bad-reversal", "v1"]]);
    expect(issuesOf([earned, redeemed, undo("v1", "59", "r1")])).toEqual([["bad-reversal", "v1"]]);
    expect(issuesOf([earned, redeemed, undo("v1", "60", "r1", "2026-01-31")])).toEqual([
      ["bad-reversal", "v1"],
    ]);
    expect(issuesOf([earned, redeemed, undo("v1", "60", "r1"), undo("v2", "60", "v1")])).toEqual([
      ["bad-reversal", "v2"],
    ]);
    expect(issuesOf([earned, redeemed, redeemed])).toEqual([["duplicate-entry", "r1"]]);
    expect(issuesOf([earned, redeemed, { ...redeemed, id: "r2" }])).toEqual([["overdrawn", "r2"]]);
    expect(pointsEntrySchema.safeParse(entry("v1", "2026-03-01", "reverse", "60")).success).toBe(false);
  });
});

/** A life of points that cannot be overdrawn: every redemption may be reversed later. */
const lives = fc
  .array(
    fc.record({
      day: fc.nat(200),
      points: fc.integer({ min: 1, max: 50 }),
      life: fc.nat(100),
      undo: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    const entries: PointsEntry[] = [];
    steps
      .sort((a, b) => a.day - b.day)
      .forEach(({ day, points, life, undo }, i) => {
        const on = addDays("2026-01-01", day);
        entries.push(entry(`e${i}`, on, "earn", String(points), { expiresOn: addDays(on, life + 1) }));
        const redeem = entry(`r${i}`, on, "redeem", String(Math.ceil(points / 2)));
        entries.push(redeem);
        if (undo)
          entries.push(entry(`v${i}`, addDays(on, 1), "reverse", redeem.points, { correctsId: redeem.id }));
      });
    return entries;
  });

describe("a statement", () => {
  it("adds up over any days, whatever the order of the entries", () => {
    fc.assert(
      fc.property(lives, fc.nat(250), fc.nat(100), (entries, start, length) => {
        const from = addDays("2026-01-01", start);
        const asOf = addDays(from, length);
        const found = pointsStatement(entries, { from, asOf });
        const [opening, earned, redeemed, reversed, expired, closing] = [
          found.opening,
          found.earned,
          found.redeemed,
          found.reversed,
          found.expired,
          found.closing,
        ].map(Number) as [number, number, number, number, number, number];
        expect(opening + earned - redeemed + reversed - expired).toBe(closing);
        expect(expired).toBeGreaterThanOrEqual(0);
        expect(closing).toBeGreaterThanOrEqual(0);
        expect(pointsStatement(entries.toReversed(), { from, asOf })).toEqual(found);
      }),
      { seed: 21 },
    );
  });

  it("counts as expired what lots lose on their day", () => {
    const entries = [
      entry("e1", "2026-01-01", "earn", "10.5", { expiresOn: "2026-02-01" }),
      entry("r1", "2026-01-02", "redeem", "4"),
    ];
    expect(pointsStatement(entries, { from: "2026-01-01", asOf: "2026-02-01" })).toMatchObject({
      opening: "0.0",
      expired: "6.5",
      closing: "0.0",
    });
    expect(() => pointsStatement(entries, { from: "2026-01-02", asOf: "2026-01-01" })).toThrow(
      "asOf must not be before from 2026-01-02, got 2026-01-01",
    );
  });
});

describe("programmes and terms", () => {
  it("tell how far the next threshold is", () => {
    const thresholds = [
      { name: "gold", points: "500" },
      { name: "silver", points: "100" },
    ];
    expect(nextThreshold("100", thresholds)).toMatchObject({ reached: { name: "silver" }, missing: "400" });
    expect(nextThreshold("99.9", thresholds).missing).toBe("0.1");
    expect(nextThreshold("500", thresholds)).toEqual({ reached: { name: "gold", points: "500" } });
    expect(() => nextThreshold("1", [...thresholds, { name: "again", points: "100.0" }])).toThrow(
      "points must differ",
    );
    expect(() => nextThreshold("-1", thresholds)).toThrow(
      'the balance must be a decimal not below zero, got "-1"',
    );
  });

  it("count every so-manieth purchase [S0-126]", () => {
    const programme = { from: "2026-01-01", to: "2026-03-01", every: 2 } as const;
    expect(
      frequencyProgress(["2026-01-01", "2026-02-28", "2026-03-01"], { programme, asOf: "2026-06-01" }),
    ).toEqual({ purchases: 2, rewards: 1, towards: 0, missing: 2, running: false });
    expect(() =>
      frequencyProgress([], { programme: { ...programme, to: "2025-12-31" }, asOf: "2026-06-01" }),
    ).toThrow("the programme must end after it starts on 2026-01-01, got 2025-12-31");
  });

  it("list the ends of memberships, bonds and benefits, the soonest first [S0-110] [S0-111] [S0-138]", () => {
    const common = { schemaVersion: 1 } as const;
    const ends = findTermEnds(
      {
        memberships: [
          {
            ...common,
            id: "m1",
            programmeId: "club",
            partyId: "bob",
            validFrom: "2025-06-20",
            validTo: "2026-06-20",
          },
        ],
        benefits: [
          {
            ...common,
            id: "b1",
            partyId: "ann",
            class: "social",
            kind: "preview",
            what: "spring preview",
            grantedOn: "2026-01-01",
            vestsOn: "2026-06-05",
            expiresOn: "2026-06-10",
          },
          {
            ...common,
            id: "b2",
            partyId: "ann",
            class: "financial",
            kind: "reward",
            what: "voucher",
            grantedOn: "2026-01-01",
            expiresOn: "2026-06-10",
            usedOn: "2026-05-01",
          },
        ],
      },
      { asOf: "2026-06-01", within: 19 },
    );
    expect(ends.map((end) => [end.on, end.what, end.customerId])).toEqual([
      ["2026-06-05", "benefit-vests", "ann"],
      ["2026-06-10", "benefit-expires", "ann"],
      ["2026-06-20", "membership-ends", "bob"],
    ]);
    const wrong = {
      ...common,
      id: "m1",
      programmeId: "club",
      partyId: "bob",
      validFrom: "2026-06-20",
      validTo: "2026-06-19",
    } as const;
    expect(() => findTermEnds({ memberships: [wrong] }, { asOf: "2026-06-01", within: 9 })).toThrow(
      "membership m1 must end after it starts on 2026-06-20, got 2026-06-19",
    );
  });
});

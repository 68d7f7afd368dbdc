import { type ExpiringPoints, expiringPoints, type PointsBalance, pointsBalance } from "clientele/ledger";
import { pointsLaws } from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateOfDay, dayNumber, type PlainDate } from "../../src/calendar/index.ts";
import { InvalidDataError } from "../../src/issues/index.ts";
import { type PointsEntry, pointsEntrySchema } from "../../src/model/index.ts";

const entry = (
  id: string,
  on: PlainDate,
  kind: "earn" | "redeem",
  points: string,
  expiresOn?: PlainDate,
): PointsEntry => ({
  schemaVersion: 1,
  id,
  customerId: "c1",
  on,
  kind,
  points,
  ...(expiresOn === undefined ? {} : { expiresOn }),
});

const caught = (run: () => unknown): InvalidDataError => {
  try {
    run();
  } catch (error) {
    if (InvalidDataError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

describe("pointsBalance", () => {
  it("F10: reminds of what is left of a lot, not of what was earned", () => {
    const entries = [
      entry("e1", "2025-03-01", "earn", "300", "2026-03-01"),
      entry("r1", "2025-05-01", "redeem", "200"),
    ];
    expect(pointsBalance(entries, "2025-06-01")).toEqual({
      asOf: "2025-06-01",
      balance: "100",
      lots: [{ entryId: "e1", earnedOn: "2025-03-01", expiresOn: "2026-03-01", left: "100" }],
    });
  });

  it("redeems what expires first, across lots, and what never expires last", () => {
    const entries = [
      entry("never", "2026-01-01", "earn", "10"),
      entry("late", "2026-01-02", "earn", "20", "2027-01-01"),
      entry("soon", "2026-01-03", "earn", "30", "2026-07-01"),
      entry("r1", "2026-02-01", "redeem", "45"),
    ];
    // 45 = 30 of "soon" + 15 of "late"
    const { balance, lots } = pointsBalance(entries, "2026-02-01");
    expect(balance).toBe("15");
    expect(lots.map((lot) => [lot.entryId, lot.left])).toEqual([
      ["late", "5"],
      ["never", "10"],
    ]);
  });

  it("prefers the older lot, then the lower id, among those that expire on one day", () => {
    const entries = [
      entry("b", "2026-01-05", "earn", "1", "2026-12-31"),
      entry("c", "2026-01-05", "earn", "1", "2026-12-31"),
      entry("a", "2026-01-06", "earn", "1", "2026-12-31"),
      entry("r", "2026-02-01", "redeem", "1"),
    ];
    expect(pointsBalance(entries, "2026-03-01").lots.map((lot) => lot.entryId)).toEqual(["c", "a"]);
  });

  it("counts points to the last day before expiresOn and not on it", () => {
    const entries = [entry("e1", "2026-01-01", "earn", "5", "2026-02-01")];
    expect(pointsBalance(entries, "2026-01-31").balance).toBe("5");
    expect(pointsBalance(entries, "2026-02-01")).toEqual({ asOf: "2026-02-01", balance: "0", lots: [] });
    expect(() => pointsBalance([...entries, entry("r", "2026-02-01", "redeem", "1")], "2026-02-01")).toThrow(
      /at most the 0 points/,
    );
  });

  it("lets points be redeemed on the day they are earned, and not before", () => {
    const earned = entry("e1", "2026-01-10", "earn", "5");
    expect(pointsBalance([entry("r", "2026-01-10", "redeem", "5"), earned], "2026-01-10").balance).toBe("0");
    const early = caught(() =>
      pointsBalance([entry("r", "2026-01-09", "redeem", "5"), earned], "2026-01-10"),
    );
    expect(early.issues.map((issue) => [issue.code, issue.path])).toEqual([["overdrawn", ["r", "points"]]]);
  });

  it("does not use for a redemption what was already gone, or earned only later", () => {
    const entries = [
      entry("gone", "2026-01-01", "earn", "100", "2026-02-01"),
      entry("here", "2026-01-15", "earn", "10", "2026-12-31"),
      entry("later", "2026-03-01", "earn", "100", "2026-06-01"),
      entry("r", "2026-02-15", "redeem", "4"),
    ];
    expect(pointsBalance(entries, "2026-04-01").lots.map((lot) => [lot.entryId, lot.left])).toEqual([
      ["later", "100"],
      ["here", "6"],
    ]);
  });

  it("looks at no entry after the day", () => {
    const entries = [entry("e", "2026-01-01", "earn", "5"), entry("r", "2026-01-02", "redeem", "50")];
    expect(pointsBalance(entries, "2026-01-01").balance).toBe("5");
  });

  it("is exact in decimals and beyond 2^53", () => {
    const entries = [
      entry("a", "2026-01-01", "earn", "0.1"),
      entry("b", "2026-01-01", "earn", "0.2"),
      entry("c", "2026-01-01", "earn", "9007199254740991"),
      entry("d", "2026-01-01", "earn", "9007199254740991"),
    ];
    expect(pointsBalance(entries, "2026-01-01").balance).toBe("18014398509481982.3");
    const small = [...entries.slice(0, 2), entry("r", "2026-01-01", "redeem", "0.3")];
    expect(pointsBalance(small, "2026-01-01").balance).toBe("0.0");
  });

  it("has nothing of nothing", () => {
    expect(pointsBalance([], "2026-01-01")).toEqual({ asOf: "2026-01-01", balance: "0", lots: [] });
  });

  it("names every overdraft, and refuses it whole so that it does not hide the next", () => {
    const entries = [
      entry("e", "2026-01-01", "earn", "10"),
      entry("r1", "2026-01-02", "redeem", "11"),
      entry("r2", "2026-01-03", "redeem", "10"),
      entry("r3", "2026-01-04", "redeem", "0.5"),
    ];
    const error = caught(() => pointsBalance(entries, "2026-02-01"));
    expect(error.issues.map((issue) => [issue.code, issue.path[0], issue.params])).toEqual([
      ["overdrawn", "r1", { have: "10.0", asked: "11.0" }],
      ["overdrawn", "r3", { have: "0.0", asked: "0.5" }],
    ]);
    expect(error.message).toContain(
      'r1.points: expected at most the 10.0 points there were on 2026-01-02, got "11"',
    );
  });

  it("collects bad points and repeated ids", () => {
    const entries = [
      entry("e1", "2026-01-01", "earn", "1e3"),
      entry("e2", "2026-01-01", "earn", "0"),
      entry("e3", "2026-01-01", "earn", "-2"),
      entry("e4", "2026-01-01", "earn", "99999999999999999999"),
      entry("e5", "2026-01-01", "earn", "5"),
      entry("e5", "2026-01-01", "earn", "5"),
    ];
    const error = caught(() => pointsBalance(entries, "2026-01-01"));
    expect(error.issues.map((issue) => [issue.code, issue.path[0]])).toEqual([
      ["bad-points", "e1"],
      ["bad-points", "e2"],
      ["bad-points", "e3"],
      ["bad-points", "e4"],
      ["duplicate-entry", "e5"],
    ]);
  });

  it("refuses entries of several customers and a day that is none", () => {
    const other = { ...entry("e2", "2026-01-01", "earn", "1"), customerId: "c2" };
    expect(() => pointsBalance([entry("e1", "2026-01-01", "earn", "1"), other], "2026-01-01")).toThrow(
      new RangeError('Cannot settle points: all entries must be of one customer, got "c1" and "c2"'),
    );
    expect(() => pointsBalance([], "2026-02-30")).toThrow(RangeError);
  });
});

describe("expiringPoints", () => {
  it("F07: points of 2022-12-04 with a life of 12 months expire on 2023-12-04", () => {
    const entries = [entry("e1", "2022-12-04", "earn", "120", "2023-12-04")];
    const soon = (asOf: PlainDate, within: number): readonly ExpiringPoints[] =>
      expiringPoints(entries, { asOf, within });
    expect(soon("2023-11-03", 30)).toEqual([]);
    expect(soon("2023-11-04", 30)).toEqual([
      {
        expiresOn: "2023-12-04",
        points: "120",
        lots: [{ entryId: "e1", earnedOn: "2022-12-04", expiresOn: "2023-12-04", left: "120" }],
      },
    ]);
    expect(soon("2023-12-03", 1).length).toBe(1);
    expect(soon("2023-12-04", 30)).toEqual([]);
  });

  it("adds up the lots of one day, soonest day first, without what is used up or never expires", () => {
    const entries = [
      entry("a", "2026-01-01", "earn", "1.5", "2026-06-01"),
      entry("b", "2026-01-02", "earn", "2.25", "2026-06-01"),
      entry("c", "2026-01-03", "earn", "7", "2026-05-20"),
      entry("d", "2026-01-04", "earn", "9", "2026-05-10"),
      entry("e", "2026-01-05", "earn", "100"),
      entry("r", "2026-04-01", "redeem", "9"),
    ];
    const days = expiringPoints(entries, { asOf: "2026-05-05", within: 30 });
    expect(days.map((day) => [day.expiresOn, day.points, day.lots.map((lot) => lot.entryId)])).toEqual([
      ["2026-05-20", "7.00", ["c"]],
      ["2026-06-01", "3.75", ["a", "b"]],
    ]);
  });

  it.each([-1, 1.5, Number.NaN])("refuses to look %s days ahead", (within) => {
    expect(() => expiringPoints([], { asOf: "2026-01-01", within })).toThrow(
      /^Cannot list expiring points: within must be a non-negative integer/,
    );
  });
});

/** Entries of one customer in whole points, so that a plain day-by-day count can check them. */
const entriesOf = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 60 }),
    life: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    points: fc.integer({ min: 1, max: 30 }),
    redeem: fc.boolean(),
  }),
  { maxLength: 25 },
);

type Plan = { day: number; life: number | undefined; points: number; redeem: boolean };
const start = dayNumber("2026-01-01");

/** Entries that never overdraw: the naive count walks day by day and drops what would. */
function legal(plans: readonly Plan[]): { entries: PointsEntry[]; left: number; asOf: PlainDate } {
  const entries: PointsEntry[] = [];
  const lots: { left: number; from: number; until: number }[] = [];
  for (let day = 0; day <= 60; day++) {
    const today = plans.map((plan, i) => ({ ...plan, id: `e${i}` })).filter((plan) => plan.day === day);
    for (const plan of today.filter((one) => !one.redeem)) {
      const until = plan.life === undefined ? Number.POSITIVE_INFINITY : day + plan.life;
      const expiresOn = plan.life === undefined ? undefined : dateOfDay(start + until);
      entries.push(entry(plan.id, dateOfDay(start + day), "earn", String(plan.points), expiresOn));
      lots.push({ left: plan.points, from: day, until });
    }
    for (const plan of today.filter((one) => one.redeem)) {
      const usable = lots.filter((lot) => lot.until > day && lot.left > 0).sort((a, b) => a.until - b.until);
      if (usable.reduce((sum, lot) => sum + lot.left, 0) < plan.points) continue;
      entries.push(entry(plan.id, dateOfDay(start + day), "redeem", String(plan.points)));
      let open = plan.points;
      for (const lot of usable) {
        const taken = Math.min(lot.left, open);
        lot.left -= taken;
        open -= taken;
      }
    }
  }
  const left = lots.filter((lot) => lot.until > 60).reduce((sum, lot) => sum + lot.left, 0);
  return { entries, left, asOf: dateOfDay(start + 60) };
}

describe("laws of the ledger", () => {
  for (const law of pointsLaws((entries, asOf) => pointsBalance(entries, asOf).balance))
    it(law.name, () => fc.assert(law.property));

  const legalEntries = entriesOf.map(legal);

  it("agrees with a count that walks day by day", () => {
    fc.assert(
      fc.property(legalEntries, ({ entries, left, asOf }) => {
        for (const one of entries) pointsEntrySchema.parse(one);
        expect(pointsBalance(entries, asOf).balance).toBe(String(left));
      }),
    );
  });

  it("does not depend on the order of the entries and changes none of them", () => {
    fc.assert(
      fc.property(
        legalEntries.chain(({ entries, asOf }) =>
          fc
            .shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length })
            .map((shuffled) => ({ entries, shuffled, asOf })),
        ),
        ({ entries, shuffled, asOf }) => {
          const balance: PointsBalance = pointsBalance(
            entries.map((one) => Object.freeze(one)),
            asOf,
          );
          expect(pointsBalance(shuffled, asOf)).toEqual(balance);
        },
      ),
    );
  });

  it("the balance is the sum of the lots, and no lot is empty or expired", () => {
    fc.assert(
      fc.property(legalEntries, ({ entries, asOf }) => {
        const { balance, lots } = pointsBalance(entries, asOf);
        expect(lots.reduce((sum, lot) => sum + Number(lot.left), 0)).toBe(Number(balance));
        for (const lot of lots) {
          expect(Number(lot.left)).toBeGreaterThan(0);
          expect(lot.expiresOn === undefined || lot.expiresOn > asOf).toBe(true);
        }
      }),
    );
  });

  it("scales with the points", () => {
    fc.assert(
      fc.property(legalEntries, ({ entries, left, asOf }) => {
        const tenth = entries.map((one) => ({ ...one, points: (Number(one.points) / 10).toFixed(1) }));
        expect(Number(pointsBalance(tenth, asOf).balance)).toBe(left / 10);
      }),
    );
  });

  it("what expires within the longest life and what never expires make up the balance", () => {
    fc.assert(
      fc.property(legalEntries, ({ entries, left, asOf }) => {
        const soon = expiringPoints(entries, { asOf, within: 100 });
        const never = pointsBalance(entries, addDays(asOf, 100)).balance;
        expect(soon.reduce((sum, day) => sum + Number(day.points), Number(never))).toBe(left);
      }),
    );
  });
});

import { addDays, dayNumber } from "clientele/calendar";
import { InvalidDataError } from "clientele/issues";
import {
  expiringPoints,
  type PointsColumns,
  pointsBalance,
  pointsBalances,
  pointsBalancesFromColumns,
} from "clientele/ledger";
import type { PointsEntry } from "clientele/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const entry = (
  id: string,
  customerId: string,
  on: PointsEntry["on"],
  kind: PointsEntry["kind"],
  points: string,
  more: Partial<PointsEntry> = {},
): PointsEntry => ({ schemaVersion: 1, id, customerId, on, kind, points, ...more });

const issuesOf = (run: () => unknown): readonly (readonly [string, unknown])[] => {
  try {
    run();
  } catch (error) {
    if (InvalidDataError.is(error)) return error.issues.map((issue) => [issue.code, issue.path[0]]);
    throw error;
  }
  return [];
};

const day = (offset: number): PointsEntry["on"] => addDays("2026-01-01", offset);
const ASOF = day(40);

/** Entries of a few customers, with corrections of entries that are there, or are not. */
const manyEntries = fc
  .array(
    fc.record({
      customer: fc.nat(2),
      on: fc.nat(50),
      kind: fc.constantFrom<PointsEntry["kind"]>(
        "earn",
        "earn",
        "earn",
        "redeem",
        "adjust-up",
        "adjust-down",
      ),
      points: fc.integer({ min: 1, max: 40 }),
      lasts: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
      reverses: fc.option(fc.nat(9), { nil: undefined }),
    }),
    { maxLength: 24 },
  )
  .map((list) =>
    list.map(({ customer, on, kind, points, lasts, reverses }, i): PointsEntry => {
      const id = `e${String(i).padStart(2, "0")}`;
      const target = reverses === undefined ? undefined : list[reverses];
      if (target !== undefined && reverses! < i && target.reverses === undefined) {
        const correctsId = `e${String(reverses).padStart(2, "0")}`;
        const later = day(Math.max(on, target.on));
        return entry(id, `c${target.customer}`, later, "reverse", `${target.points}.50`, { correctsId });
      }
      const expires = (kind === "earn" || kind === "adjust-up") && lasts !== undefined;
      return entry(id, `c${customer}`, day(on), kind, `${points}.50`, {
        ...(expires ? { expiresOn: day(on + lasts!) } : {}),
      });
    }),
  );

describe("balances of all customers", () => {
  it("are those of each by itself, and so is what expires soon, and what is refused", () => {
    let [sound, refused] = [0, 0];
    fc.assert(
      fc.property(manyEntries, (entries) => {
        const customers = [...new Set(entries.map((one) => one.customerId))].sort();
        const own = (id: string) => entries.filter((one) => one.customerId === id);
        const alone = customers.flatMap((id) => issuesOf(() => pointsBalance(own(id), ASOF)));
        const together = issuesOf(() => pointsBalances(entries, { asOf: ASOF }));
        const sorted = (issues: readonly (readonly [string, unknown])[]) =>
          issues.map((issue) => issue.join(" ")).sort();
        expect(sorted(together)).toEqual(sorted(alone));
        if (alone.length > 0) return void refused++;
        sound++;
        const table = pointsBalances(entries, { asOf: ASOF, within: 10 });
        expect(table.customerIds).toEqual(customers);
        for (const { customerId, balance, expiring, nextExpiry } of table) {
          const expected = pointsBalance(own(customerId), ASOF);
          expect(Number(balance)).toBe(Number(expected.balance));
          const soon = expiringPoints(own(customerId), { asOf: ASOF, within: 10 });
          expect(Number(expiring)).toBe(soon.reduce((sum, one) => sum + Number(one.points), 0));
          expect(nextExpiry).toBe(expected.lots[0]?.expiresOn);
        }
        // The order of the entries is irrelevant.
        expect([...pointsBalances(entries.toReversed(), { asOf: ASOF, within: 10 })]).toEqual([...table]);
      }),
      { seed: 61, numRuns: 400 },
    );
    expect(Math.min(sound, refused)).toBeGreaterThan(50);
  });

  it("are worked by hand: first expiring first, expired at the start of the day [S0-119]", () => {
    const table = pointsBalances(
      [
        entry("e1", "bob", "2026-01-10", "earn", "100", { expiresOn: "2026-06-01" }),
        entry("e2", "bob", "2026-02-10", "earn", "30", { expiresOn: "2026-03-01" }),
        entry("r1", "bob", "2026-02-20", "redeem", "50"),
        entry("e3", "ann", "2026-02-10", "earn", "7"),
        entry("e4", "ann", "2026-09-01", "earn", "1000"),
      ],
      { asOf: "2026-05-15", within: 17 },
    );
    // bob: the 30 that expire first are spent with 20 of the 100; 80 are left, gone on 1 June, 17 days ahead.
    expect([...table]).toEqual([
      { customerId: "ann", balance: "7", expiring: "0" },
      { customerId: "bob", balance: "80", expiring: "80", nextExpiry: "2026-06-01" },
    ]);
    expect([table.until, table.get("zed"), table.size]).toEqual(["2026-06-01", undefined, 2]);
    expect(pointsBalances([], { asOf: "2026-05-15" }).size).toBe(0);
  });

  it("name every entry that is wrong, of any customer", () => {
    const earned = entry("e1", "ann", "2026-01-01", "earn", "10");
    expect(
      issuesOf(() =>
        pointsBalances(
          [
            earned,
            earned,
            entry("r1", "ann", "2026-01-02", "redeem", "10"),
            entry("r2", "ann", "2026-01-03", "redeem", "10"),
            entry("e2", "bob", "2026-01-01", "earn", "-5"),
            entry("v1", "bob", "2026-01-05", "reverse", "10", { correctsId: "e1" }),
          ],
          { asOf: "2026-02-01" },
        ),
      ),
    ).toEqual([
      ["duplicate-entry", "e1"],
      ["bad-points", "e2"],
      ["overdrawn", "r2"],
      ["bad-reversal", "v1"],
    ]);
    const most = "9007199254740991";
    expect(
      issuesOf(() =>
        pointsBalances(
          [entry("e1", "ann", "2026-01-01", "earn", most), entry("e2", "ann", "2026-01-01", "earn", most)],
          { asOf: "2026-02-01" },
        ),
      ),
    ).toEqual([["too-many-points", "e1"]]);
    expect(() => pointsBalances([earned], { asOf: "2026-02-01", within: -1 })).toThrow(
      "within must be a non-negative integer, got -1",
    );
  });
});

describe("balances from columns", () => {
  const columnsOf = (entries: readonly PointsEntry[]): PointsColumns => {
    const customerIds = [...new Set(entries.map((one) => one.customerId))].sort();
    const ids = entries.map((one) => one.id);
    return {
      customerIds,
      customers: Int32Array.from(entries, (one) => customerIds.indexOf(one.customerId)),
      days: Int32Array.from(entries, (one) => dayNumber(one.on)),
      kinds: Uint8Array.from(entries, (one) =>
        ["earn", "redeem", "adjust-up", "adjust-down", "reverse"].indexOf(one.kind),
      ),
      points: Float64Array.from(entries, (one) => Number(one.points) * 10),
      exponent: 1,
      expires: Int32Array.from(entries, (one) =>
        one.expiresOn === undefined ? 0 : dayNumber(one.expiresOn),
      ),
      corrects: Int32Array.from(entries, (one) => ids.indexOf(one.correctsId ?? "")),
    };
  };

  it("are those of the rows", () => {
    fc.assert(
      fc.property(manyEntries, (entries) => {
        const [options, rows] = [{ asOf: ASOF, within: 10 }, { table: undefined as unknown }];
        if (issuesOf(() => pointsBalances(entries, options)).length > 0) return;
        rows.table = [...pointsBalances(entries, options)].map((row) => [
          row.customerId,
          Number(row.balance),
        ]);
        const table = pointsBalancesFromColumns(columnsOf(entries), options);
        expect([...table].map((row) => [row.customerId, Number(row.balance)])).toEqual(rows.table);
      }),
      { seed: 62 },
    );
  });

  it("are refused by row and field, and where a column is too short", () => {
    const columns: PointsColumns = {
      customerIds: ["ann"],
      customers: Int32Array.of(0, 1, 0),
      days: Int32Array.of(5, 5, 5),
      kinds: Uint8Array.of(0, 7, 1),
      points: Float64Array.of(0.5, 1, 1),
      expires: Int32Array.of(5, 0, 9),
    };
    const options = { asOf: "2026-02-01" } as const;
    expect(issuesOf(() => pointsBalancesFromColumns(columns, options))).toEqual([
      ["bad-entry", "points"],
      ["bad-entry", "expires"],
      ["bad-entry", "customers"],
      ["bad-entry", "kinds"],
      ["bad-entry", "expires"],
    ]);
    expect(() => pointsBalancesFromColumns({ ...columns, days: Int32Array.of(1) }, options)).toThrow(
      "days must have 3 rows, as many as customers, got 1",
    );
    expect(() => pointsBalancesFromColumns({ ...columns, exponent: -1 }, options)).toThrow(
      "exponent must be an integer from 0 to 15, got -1",
    );
    const twice: PointsColumns = {
      customerIds: ["ann"],
      customers: Int32Array.of(0, 0, 0),
      days: Int32Array.of(5, 6, 6),
      kinds: Uint8Array.of(0, 1, 1),
      points: Float64Array.of(10, 10, 10),
    };
    expect(() => pointsBalancesFromColumns(twice, options)).toThrow(
      "at most the 0 points there were on 1970-01-07",
    );
  });
});

import { isPlainDate } from "clientele/calendar";
import { NO_STATE, orderLogFromRows } from "clientele/orders";
import { collectionNames, collections, fieldsOf, prepareRecord } from "clientele/repositories";
import {
  arbitraryOrderLog,
  arbitraryOrderRows,
  arbitraryPlainDate,
  arbitraryRecord,
  arbitraryStatePanel,
} from "clientele/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("arbitraryPlainDate", () => {
  it("draws days of the half-open interval, both ends in reach", () => {
    const days = fc.sample(arbitraryPlainDate({ from: "2024-02-28", to: "2024-03-02" }), 200);
    expect([...new Set(days)].sort()).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(fc.sample(arbitraryPlainDate(), 100).every(isPlainDate)).toBe(true);
  });

  it("refuses an interval without a day", () => {
    expect(() => arbitraryPlainDate({ from: "2026-01-01", to: "2026-01-01" })).toThrow(
      "Cannot draw days: from must be before to 2026-01-01, got 2026-01-01",
    );
  });
});

describe("arbitraryOrderRows", () => {
  it("draws rows that an order log takes, of every kind", () => {
    const samples = fc.sample(arbitraryOrderRows(), 200);
    const logs = samples.map((rows) => orderLogFromRows(rows, { currency: "EUR" }));
    const amounts = logs.flatMap((log) => [...log.amounts]);
    expect([1, -1, 0].map((sign) => amounts.some((amount) => Math.sign(amount) === sign))).toEqual([
      true,
      true,
      true,
    ]);
    expect(logs.some((log) => log.exponent === 3)).toBe(true);
    expect(samples.some((rows) => rows.length === 0)).toBe(true);
    expect(logs.some((log) => log.customerIds.length === 6 && log.orders < log.size)).toBe(true);
    expect(new Set(samples.flat().map((row) => row.customerId)).size).toBe(6);
  });

  it("draws purchases only, of one customer, when asked", () => {
    const rows = fc.sample(arbitraryOrderRows({ customers: 1, returns: false, maxLength: 5 }), 100).flat();
    expect(rows.every((row) => row.customerId === "c1" && Number(row.amount) > 0)).toBe(true);
    expect(() => arbitraryOrderRows({ customers: 0 })).toThrow(RangeError);
  });
});

describe("arbitraryRecord", () => {
  for (const name of collectionNames) {
    it(`draws valid ${name} that a store keeps unchanged, all fields in reach`, async () => {
      const records = fc.sample(arbitraryRecord(name) as fc.Arbitrary<{ id: string }>, 200);
      const { schema } = collections[name];
      const fields = new Set(records.flatMap((record) => Object.keys(record)));
      const known = fieldsOf(name);
      expect([...known.keys()].filter((field) => field !== "version" && !fields.has(field))).toEqual([]);
      for (const record of records) {
        expect(schema.safeParse(record).success).toBe(true);
        expect(prepareRecord(name, record as never)).toEqual(record);
      }
      expect(new Set(records.map(({ id }) => id)).size).toBeGreaterThan(10);
    });
  }

  it("shrinks to the simplest record, and takes fields as given", () => {
    const failing = fc.property(arbitraryRecord("orderLines", { fields: { currency: "EUR" } }), (line) => {
      return line.amount.length < 3;
    });
    const found = fc.check(failing, { seed: 1 });
    expect(found.failed).toBe(true);
    expect(found.counterexample?.[0]?.currency).toBe("EUR");
    expect(Object.keys(found.counterexample?.[0] ?? {})).not.toContain("cost");
  });
});

describe("arbitraryOrderLog and arbitraryStatePanel", () => {
  it("draw what the analyses take, the empty one included", () => {
    const logs = fc.sample(arbitraryOrderLog({ currency: "JPY" }), 100);
    expect(logs.every((log) => log.currency === "JPY")).toBe(true);
    expect(logs.some((log) => log.size === 0)).toBe(true);
    const panels = fc.sample(arbitraryStatePanel({ states: ["x", "y"] }), 200);
    const cells = new Set(panels.flatMap((panel) => [...panel.cells]));
    expect([...cells].sort((a, b) => a - b)).toEqual([0, 1, NO_STATE]);
    expect(panels.some((panel) => panel.customerIds.length === 0)).toBe(true);
    expect(
      fc.sample(arbitraryStatePanel({ gaps: false }), 50).every((panel) => !panel.cells.includes(NO_STATE)),
    ).toBe(true);
    expect(() => arbitraryStatePanel({ states: [] })).toThrow("states must be a positive integer, got 0");
  });
});

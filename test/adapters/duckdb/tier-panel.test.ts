import { DuckDBInstance } from "@duckdb/node-api";
import type { Period } from "clientele/calendar";
import { countDuckdbTransitions, readDuckdbTierPanel } from "clientele/duckdb";
import { countTransitions } from "clientele/migration";
import { orderLogFromRows } from "clientele/orders";
import { tierPanel } from "clientele/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedLogs } from "../_generated-lines.ts";

const months = ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"] as const;
const periods: Period[] = months.slice(0, -1).map((from, i) => ({ from, to: months[i + 1] as Period["to"] }));
const options = {
  lines: { table: "sales" },
  columns: { customerId: "who", orderedOn: "day", amount: "total" },
  currency: "EUR",
} as const;

describe("tiers in DuckDB", () => {
  let duckdb: DuckDBInstance;
  const { lines } = generatedLogs.find(({ name }) => name === "refunds and free lines")!;
  beforeAll(async () => {
    duckdb = await DuckDBInstance.create(":memory:");
    const connection = await duckdb.connect();
    const rows = lines.map((line) => `('${line.customerId}', '${line.orderedOn}', '${line.amount}')`);
    await connection.run(
      `create table sales as select * from (values ${rows.join(", ")}) v(who, day, total)`,
    );
    connection.closeSync();
  });
  afterAll(() => duckdb.closeSync());

  it("are those of the log, for other shares and for periods with a gap", async () => {
    const log = orderLogFromRows(
      lines.map(({ customerId, orderedOn, amount }) => ({ customerId, orderedOn, amount })),
      { currency: "EUR" },
    );
    for (const question of [
      { periods },
      { periods, shares: [0.5, 0.5] as const },
      { periods, shares: [0, 1] as const },
      { periods, shares: [0.07, 0.93] as const },
      { periods: [periods[0]!, periods[2]!] },
      {
        periods: [
          { from: "2030-01-01", to: "2030-02-01" } as const,
          { from: "2030-02-01", to: "2030-03-01" } as const,
        ],
      },
    ]) {
      const expected = tierPanel(log, question);
      expect(await readDuckdbTierPanel(duckdb, { ...options, ...question })).toEqual(expected);
      expect(await countDuckdbTransitions(duckdb, { ...options, ...question })).toEqual(
        countTransitions(expected),
      );
    }
  });

  it("refuse what has no answer", async () => {
    await expect(readDuckdbTierPanel(duckdb, { ...options, periods: [] })).rejects.toThrow(
      "Cannot read the tier panel: there must be a period, got none",
    );
    await expect(
      countDuckdbTransitions(duckdb, { ...options, periods: periods.slice(1, 2) }),
    ).rejects.toThrow("Cannot count transitions: there must be at least 2 periods, got 1");
    await expect(
      readDuckdbTierPanel(duckdb, { ...options, periods: [...periods].reverse() }),
    ).rejects.toThrow(RangeError);
    await expect(readDuckdbTierPanel(duckdb, { ...options, periods, shares: [0.9, 0.8] })).rejects.toThrow(
      RangeError,
    );
    await expect(readDuckdbTierPanel(duckdb, { ...options, periods, exponent: 2 })).rejects.toThrow(
      "Cannot read the tier panel: amounts must have at most 2 decimals, got one of 3",
    );
    const aborted = readDuckdbTierPanel(duckdb, { ...options, periods, signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: "ABORTED" });
  });
});

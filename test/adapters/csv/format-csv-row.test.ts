import { formatCsvRow } from "clientele/csv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "./_read.ts";

describe("formatCsvRow", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["a=1", "a=1"],
    ["'=1", "'=1"],
    ["=1,2", '"\'=1,2"'],
    ["", ""],
  ])("keeps %j from being taken for a formula", (cell, written) => {
    expect(formatCsvRow([cell], { formulaSafe: true })).toBe(written);
  });

  it("writes what the reader reads", async () => {
    const cell = fc
      .string({ unit: fc.constantFrom("a", '"', ";", ",", "\n", "=", "ü") })
      .map((text) => `<${text}>`);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cell, { minLength: 1 }),
        fc.constantFrom(",", ";", "\t", "|"),
        async (ids, separator) => {
          const rows = [["customer", "date", "amount"], ...ids.map((id) => [id, "2026-01-01", "1"])];
          const text = rows.map((row) => formatCsvRow(row, { separator })).join("\n");
          expect([...(await read(text)).log.customerIds].sort()).toEqual([...ids].sort());
        },
      ),
      { numRuns: 50 },
    );
  });
});

import { createCustomerTable } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("a table by customer", () => {
  it("finds the row of every customer it has, and none of another", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: "grapheme" })),
        fc.string({ unit: "grapheme" }),
        (ids, other) => {
          const points = (id: string): number[] => [...id].map((c) => c.codePointAt(0) ?? 0);
          const sorted = ids.toSorted((a, b) => {
            const [x, y] = [points(a), points(b)];
            const at = x.findIndex((point, i) => point !== y[i]);
            return at < 0 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
          });
          const table = createCustomerTable(sorted, (i) => i);
          expect(sorted.map((id) => table.get(id))).toEqual(sorted.map((_, i) => i));
          expect([...table]).toEqual(sorted.map((_, i) => i));
          expect(table.get(other)).toBe(ids.includes(other) ? sorted.indexOf(other) : undefined);
        },
      ),
    );
  });

  it("has no row outside itself", () => {
    const table = createCustomerTable(["a"], (i) => i);
    expect(table.row(0)).toBe(0);
    expect(() => table.row(1)).toThrow("Cannot read row: index must be an integer from 0 to 0, got 1");
    expect(() => table.row(-1)).toThrow(RangeError);
  });
});

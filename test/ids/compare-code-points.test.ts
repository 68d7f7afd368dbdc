import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodePoints, sortByCodePoints } from "../../src/ids/index.ts";

const text = fc.string({
  unit: fc.constantFrom("a", "b", "~", "\u00e9", "\uff5e", "\ue000", "\ud7ff", "😀", "𝒳", "林"),
});
const bytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

describe("compareCodePoints", () => {
  it("is the order of the UTF-8 bytes", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(bytes(a, b));
      }),
    );
  });

  it("sorts as the bytes do, whatever the texts hold", () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        expect(sortByCodePoints([...texts])).toEqual([...texts].sort(bytes));
      }),
    );
  });
});

import { compareCodePoints } from "clientele";
import type { InvalidDataError } from "clientele/issues";
import { createIdDictionary, type Utf8Column } from "clientele/orders";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeIdDictionary } from "../../src/orders/id-dictionary.ts";

const anyId = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("a", "b", "é", "～", "😀"), minLength: 1, maxLength: 9 }),
  fc.integer({ min: 0, max: 99 }).map((n) => `customer-${n}`),
  fc.string({ unit: fc.constantFrom("x", "語"), minLength: 150, maxLength: 200 }),
);
const isGood = (id: string): boolean => !id.includes("\0") && id.length <= 200;
const anyIds = fc.array(anyId.filter(isGood), { maxLength: 60 });

function utf8(ids: readonly string[], before = ""): Utf8Column {
  const parts = ids.map((id) => new TextEncoder().encode(id));
  const start = new TextEncoder().encode(before).length;
  const offsets = Int32Array.from({ length: ids.length + 1 });
  offsets[0] = start;
  parts.forEach((part, i) => {
    offsets[i + 1] = offsets[i]! + part.length;
  });
  return { offsets, bytes: new TextEncoder().encode(before + ids.join("")) };
}

function numbered(ids: readonly string[]): number[] {
  const codes = new Map<string, number>();
  return ids.map((id) => {
    if (!codes.has(id)) codes.set(id, codes.size);
    return codes.get(id)!;
  });
}

describe.each(["plain", "compiled"] as const)("an id dictionary, %s", (kind) => {
  it("numbers ids as they first appear, from texts or bytes", () => {
    fc.assert(
      fc.property(anyIds, anyIds, (first, second) => {
        const fromTexts = makeIdDictionary(first, kind);
        const fromBytes = makeIdDictionary(utf8(first, "é"), kind);
        const expected = numbered([...first, ...second]).slice(first.length);
        expect([...fromTexts.encode(second)]).toEqual(expected);
        expect([...fromBytes.encode(utf8(second))]).toEqual(expected);
        const distinct = [...new Set([...first, ...second])];
        for (const dictionary of [fromTexts, fromBytes]) {
          expect(dictionary.size).toBe(distinct.length);
          expect(distinct.map((id) => dictionary.codeOf(id))).toEqual(distinct.map((_, code) => code));
          expect(distinct.map((_, code) => dictionary.idOf(code))).toEqual(distinct);
          expect(Array.from(dictionary.sortedCodes(), (code) => dictionary.idOf(code))).toEqual(
            distinct.toSorted(compareCodePoints),
          );
        }
      }),
      { numRuns: kind === "plain" ? 60 : 20 },
    );
  });

  it("grows", () => {
    const dictionary = makeIdDictionary([], kind);
    const ids = Array.from({ length: 50_000 }, (_, i) => `${(i * 7919) % 50_000}-${"x".repeat(i % 41)}`);
    // One after the other: a matcher of long columns takes seconds.
    expect(dictionary.encode(utf8(ids)).every((code, i) => code === i)).toBe(true);
    expect(dictionary.encode(ids.toReversed()).every((code, i) => code === ids.length - 1 - i)).toBe(true);
    expect(dictionary.idOf(49_999)).toBe(ids[49_999]);
    expect(dictionary.codeOf("no")).toBeUndefined();
    const sorted = ids.toSorted();
    expect(dictionary.sortedCodes().every((code, i) => ids[code] === sorted[i])).toBe(true);
  });

  it("refuses what is no id, naming each, and knows the others", () => {
    const dictionary = makeIdDictionary(["ann"], kind);
    const bad = ["", "a\0b", "x".repeat(201), "\ud800", "语".repeat(201), undefined as unknown as string];
    const issuesOf = (encode: () => unknown) => {
      try {
        encode();
      } catch (error) {
        return (error as InvalidDataError).issues.map((issue) => [issue.code, issue.row]);
      }
      return [];
    };
    expect(issuesOf(() => dictionary.encode(["bob", ...bad, "ann"]))).toEqual(
      bad.map((_, i) => ["bad-id", i + 1]),
    );
    expect([dictionary.codeOf("bob"), dictionary.codeOf("ann"), dictionary.codeOf("")]).toEqual([
      1,
      0,
      undefined,
    ]);
    const bytes = Uint8Array.of(97, 0xff, 98, 0, 99);
    const texts = (offsets: number[]) =>
      issuesOf(() => dictionary.encode({ offsets: Int32Array.from(offsets), bytes }));
    expect(texts([0, 1, 2, 3, 4, 5])).toEqual([
      ["bad-id", 1],
      ["bad-id", 3],
    ]);
    expect(texts([0, 1, 1, 6])).toEqual([
      ["bad-id", 1],
      ["bad-id", 2],
    ]);
    expect(texts([2, 1, 3])).toEqual([
      ["bad-id", 0],
      ["bad-id", 1],
    ]);
    expect(issuesOf(() => dictionary.encode(utf8(["x".repeat(700)])))).toEqual([["bad-id", 0]]);
  });
});

describe("an id dictionary", () => {
  it("is the same before and after it moves to a memory of its own", () => {
    const dictionary = createIdDictionary(["é", "ann"]);
    const ids = Array.from({ length: 20_000 }, (_, i) => `c${i % 15_000}`);
    const expected = numbered(["é", "ann", ...ids]).slice(2);
    expect(dictionary.encode(ids).every((code, i) => code === expected[i])).toBe(true);
    expect([dictionary.idOf(0), dictionary.codeOf("é"), dictionary.size]).toEqual(["é", 0, 15_002]);
    expect(dictionary.encode(utf8(["new", "é", "c7"]))).toEqual(Int32Array.of(15_002, 0, 9));
  });

  it("refuses codes that it has not", () => {
    expect(() => createIdDictionary(["a"]).idOf(1)).toThrow("code must be an integer from 0 to 0, got 1");
  });
});

import { describeValue } from "clientele/issues";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("describeValue", () => {
  it.each([
    ["12,50", '"12,50"'],
    ["", '""'],
    ['say "no"', '"say \\"no\\""'],
    ["two\nlines\t", '"two\\nlines\\t"'],
    ["\u202e\u200b\ufeff\u0085\u2028", '"\\u202e\\u200b\\ufeff\\u0085\\u2028"'],
    ["\ud800", '"\\ud800"'],
    ["陳小姐", '"陳小姐"'],
    [0, "0"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [12n, "12n"],
    [true, "true"],
    [undefined, "nothing"],
    [null, "null"],
    [Symbol("secret"), "a symbol"],
    [() => 1, "a function"],
    [[1, 2, 3], "an array of 3"],
    [{ password: "hunter2" }, "an object"],
    [new Map(), "an object"],
    [new Date("2026-11-22T09:00:00Z"), "the date 2026-11-22T09:00:00.000Z"],
    [new Date(Number.NaN), "an invalid date"],
  ])("names %o", (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it("cuts a long text at 60 characters, never through one", () => {
    expect(describeValue("x".repeat(60))).toBe(`"${"x".repeat(60)}"`);
    expect(describeValue("x".repeat(61))).toBe(`"${"x".repeat(60)}…"`);
    expect(describeValue("😀".repeat(61))).toBe(`"${"😀".repeat(60)}…"`);
    expect(describeValue(10n ** 100n)).toBe(`1${"0".repeat(59)}…n`);
  });

  it("calls nothing of the value", () => {
    const trap = () => {
      throw new Error("was called");
    };
    const hostile = {
      get name() {
        return trap();
      },
      toString: trap,
      valueOf: trap,
      toJSON: trap,
      [Symbol.toPrimitive]: trap,
    };
    expect(describeValue(hostile)).toBe("an object");
    expect(describeValue(Object.assign(new Date(0), { toISOString: trap, getTime: trap }))).toBe(
      "the date 1970-01-01T00:00:00.000Z",
    );
    expect(describeValue(Object.create(Date.prototype))).toBe("an object");
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(describeValue(revoked.proxy)).toBe("an object");
  });

  it("is one short line of visible characters whatever the value", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything({ withBigInt: true, withDate: true }),
          fc.string({ unit: "binary", maxLength: 200 }),
        ),
        (value) => {
          const text = describeValue(value);
          expect(text.length).toBeLessThanOrEqual(6 * 60 + 3);
          expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        },
      ),
    );
  });
});

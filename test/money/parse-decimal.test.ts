import { decimalText, parseDecimal } from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalTexts, safeUnits } from "./_arbitraries.ts";
import { unitsOf } from "./_oracle.ts";

describe("parseDecimal", () => {
  it.each([
    ["0", 0, 0],
    ["-0", 0, 0],
    ["-0.00", 0, 2],
    ["+7", 7, 0],
    ["007.50", 750, 2],
    ["-1234.50", -123450, 2],
    ["0.001", 1, 3],
    ["0.000000000000001", 1, 15],
    ["9007199254740991", 9007199254740991, 0],
    ["-9007199254740991", -9007199254740991, 0],
    ["90071992547409.91", 9007199254740991, 2],
    ["100000.00000000000000000000", 1000000000000000, 10], // as many of the zeros as there is room for
    [`${"0".repeat(500)}1.5${"0".repeat(500)}`, 1500000000000000, 15],
  ])("reads %s", (text, units, exponent) => {
    const parsed = parseDecimal(text);
    expect(parsed).toEqual({ units, exponent });
    expect(Object.is(parsed.units, -0)).toBe(false);
    expect(Object.isFrozen(parsed)).toBe(true);
  });

  it.each([
    "",
    " ",
    "+",
    "-",
    ".",
    "-.",
    "1.",
    ".5",
    "-.5",
    "1e5",
    "1E5",
    "0x10",
    "1n",
    "١٢",
    "１２",
    " 1",
    "1 ",
    "1\n",
    "--1",
    "+-1",
    "1-",
    "1,5",
    "1,000",
    "1 000",
    "1_000",
    "1'000",
    "1.2.3",
    "1..2",
    "$1",
    "1€",
    "NaN",
    "Infinity",
    "null",
    "12a",
    "0.0000000000000000000001x",
  ])("refuses %j as garbage", (text) => {
    expect(() => parseDecimal(text)).toThrow(
      new SyntaxError(
        `Cannot parse decimal: expected plain decimal text such as "1234.50", got ${JSON.stringify(text)}`,
      ),
    );
  });

  it.each([
    "9007199254740992",
    "-9007199254740992",
    "9007199254740993",
    "90071992547409.93",
    "1".repeat(400),
  ])("refuses %s as too large rather than rounding it", (text) => {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    expect(() => parseDecimal(text)).toThrow(
      new RangeError(`Cannot parse decimal: its digits must form an integer below 2^53, got "${shown}"`),
    );
  });

  it.each([
    ["0.0000000000000001", 15],
    ["1.005", 2],
    ["1.5", 0],
  ])("refuses the excess digits of %s at %d decimals rather than rounding them", (text, maxExponent) => {
    expect(() => parseDecimal(text, { maxExponent })).toThrow(
      new RangeError(`Cannot parse decimal: it must have at most ${maxExponent} decimals, got "${text}"`),
    );
  });

  it("drops excess zeros, which change nothing", () => {
    expect(parseDecimal("1.500", { maxExponent: 2 })).toEqual({ units: 150, exponent: 2 });
    expect(parseDecimal("3.000", { maxExponent: 0 })).toEqual({ units: 3, exponent: 0 });
  });

  it.each([-1, 16, 1.5, Number.NaN])("refuses a maxExponent of %d", (maxExponent) => {
    expect(() => parseDecimal("1", { maxExponent })).toThrow(
      new RangeError(`Cannot parse decimal: maxExponent must be an integer from 0 to 15, got ${maxExponent}`),
    );
  });

  it("refuses what is not text", () => {
    expect(() => parseDecimal(12.5 as unknown as string)).toThrow(
      new TypeError("Cannot parse decimal: it must be given as text, got 12.5"),
    );
  });

  it("gives the value of the text exactly, decimals as written", () => {
    fc.assert(
      fc.property(decimalTexts({ whole: 8, fraction: 7 }), (text) => {
        const { units, exponent } = parseDecimal(text);
        expect(exponent).toBe(text.split(".")[1]?.length ?? 0);
        expect(BigInt(units)).toBe(unitsOf(text, exponent));
      }),
    );
  });

  it("reads or refuses a text of any size, but never changes its value", () => {
    fc.assert(
      fc.property(decimalTexts({ whole: 25, fraction: 25 }), (text) => {
        let parsed: { units: number; exponent: number };
        try {
          parsed = parseDecimal(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          // A refusal is only right if the value truly does not fit: 15 decimals and 53 bits.
          const fits = [...Array(16).keys()].some((exponent) => {
            const scaled = unitsOf(text, 25) * 10n ** BigInt(exponent);
            return scaled % 10n ** 25n === 0n && Number.isSafeInteger(Number(scaled / 10n ** 25n));
          });
          expect(fits).toBe(false);
          return;
        }
        expect(BigInt(parsed.units) * 10n ** BigInt(25 - parsed.exponent)).toBe(unitsOf(text, 25));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("decimalText", () => {
  it.each([
    [8911407904, 3, "8911407.904"],
    [0, 0, "0"],
    [0, 3, "0.000"],
    [-0, 2, "0.00"],
    [5, 2, "0.05"],
    [-5, 2, "-0.05"],
    [-1, 15, "-0.000000000000001"],
    [42, 0, "42"],
    [9007199254740993n, 2, "90071992547409.93"],
    [-12345678901234567890n, 0, "-12345678901234567890"],
    [0n, 1, "0.0"],
  ])("writes %s at %d decimals", (units, exponent, text) => {
    expect(decimalText(units, exponent)).toBe(text);
  });

  it.each([0.5, Number.NaN, 2 ** 53, Number.NEGATIVE_INFINITY])("refuses %d units", (units) => {
    expect(() => decimalText(units, 2)).toThrow(
      new RangeError(`Cannot write decimal: units must be a safe integer or a bigint, got ${units}`),
    );
  });

  it.each([-1, 16, 0.5])("refuses an exponent of %d", (exponent) => {
    expect(() => decimalText(1, exponent)).toThrow(
      new RangeError(`Cannot write decimal: exponent must be an integer from 0 to 15, got ${exponent}`),
    );
  });

  it("is the inverse of parseDecimal", () => {
    fc.assert(
      fc.property(safeUnits, fc.nat(15), (units, exponent) => {
        expect(parseDecimal(decimalText(units, exponent))).toEqual({ units: units + 0, exponent });
      }),
    );
    fc.assert(
      fc.property(decimalTexts({ whole: 8, fraction: 7 }), (text) => {
        const { units, exponent } = parseDecimal(text);
        const canonical = decimalText(units, exponent);
        expect(decimalText(parseDecimal(canonical).units, exponent)).toBe(canonical);
        expect(unitsOf(canonical, 7)).toBe(unitsOf(text, 7));
      }),
    );
  });
});

import { formatMoney } from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalTexts } from "./_arbitraries.ts";
import { fractionOf, roundFraction } from "./_oracle.ts";

const en = { locale: "en-US" } as const;
/** Spaces that do not break are hard to see in a test. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("formatMoney", () => {
  it.each([
    ["1234.5", "USD", "en-US", "$1,234.50"],
    ["1234.5", "EUR", "de-DE", "1.234,50 €"],
    ["1234.5", "EUR", "fr-FR", "1 234,50 €"],
    ["1234.5", "JPY", "ja-JP", "￥1,234"],
    ["1235.5", "JPY", "ja-JP", "￥1,236"],
    ["1.5", "KWD", "en-US", "KWD 1.500"],
    ["-0.5", "USD", "en-US", "-$0.50"],
    ["100000", "INR", "en-IN", "₹1,00,000.00"],
    ["3", "IQD", "en-US", "IQD 3.000"], // by the standard, not by the engine's own table
  ])("writes %s %s for %s", (amount, currency, locale, text) => {
    expect(plain(formatMoney({ amount, currency }, { locale }))).toBe(text);
  });

  it("takes units of a column as they are", () => {
    expect(formatMoney({ units: 8911407904, exponent: 3, currency: "GBP" }, { locale: "en-GB" })).toBe(
      "£8,911,407.90",
    );
    expect(formatMoney({ units: -(2n ** 70n), exponent: 2, currency: "USD" }, en)).toBe(
      "-$11,805,916,207,174,113,034.24",
    );
  });

  it("stays exact beyond 2⁵³, where numbers would not", () => {
    expect(formatMoney({ amount: "9007199254740993.55", currency: "USD" }, en)).toBe(
      "$9,007,199,254,740,993.55",
    );
    fc.assert(
      fc.property(decimalTexts({ whole: 30, fraction: 4 }), fc.nat(6), (amount, digits) => {
        const { numerator, denominator } = fractionOf(amount);
        const units = roundFraction(numerator * 10n ** BigInt(digits), denominator, "half-even");
        const shown = formatMoney({ amount, currency: "USD" }, { ...en, digits });
        expect(shown.startsWith("-")).toBe(units < 0n);
        expect(shown.split(".")[1]?.length ?? 0).toBe(digits);
        expect(BigInt(shown.replaceAll(/[^0-9]/g, ""))).toBe(units < 0n ? -units : units);
      }),
    );
  });

  it("rounds half-even, for display only", () => {
    const money = Object.freeze({ amount: "2.125", currency: "USD" });
    expect(formatMoney(money, en)).toBe("$2.12");
    expect(formatMoney({ amount: "2.135", currency: "USD" }, en)).toBe("$2.14");
    expect(formatMoney({ amount: "0.425", currency: "USD" }, { ...en, digits: 3 })).toBe("$0.425");
    expect(formatMoney({ amount: "2.5", currency: "USD" }, { ...en, digits: 0 })).toBe("$2");
    expect(money.amount).toBe("2.125");
  });

  it("shows no sign of zero", () => {
    expect(formatMoney({ amount: "-0.004", currency: "USD" }, en)).toBe("$0.00");
    expect(formatMoney({ units: -0, exponent: 2, currency: "USD" }, en)).toBe("$0.00");
  });

  it("names the currency as asked", () => {
    const money = { amount: "1", currency: "CAD" };
    expect(plain(formatMoney(money, { ...en, display: "symbol" }))).toBe("CA$1.00");
    expect(plain(formatMoney(money, { ...en, display: "narrowSymbol" }))).toBe("$1.00");
    expect(plain(formatMoney(money, { ...en, display: "code" }))).toBe("CAD 1.00");
    expect(plain(formatMoney(money, { ...en, display: "name" }))).toBe("1.00 Canadian dollars");
  });

  it("gives the same text a second time, and after many other formats", () => {
    const first = formatMoney({ amount: "1.5", currency: "EUR" }, en);
    for (let digits = 0; digits <= 20; digits++) {
      for (const locale of ["en-US", "de-DE", "fr-FR", "ja-JP"]) {
        formatMoney({ amount: "1", currency: "EUR" }, { locale, digits });
      }
    }
    expect(formatMoney({ amount: "1.5", currency: "EUR" }, en)).toBe(first);
  });

  it.each([
    ["", '""'],
    ["not a locale", '"not a locale"'],
    ["xx", '"xx"'],
    [undefined, "nothing"],
    [[], "an array of 0"],
  ])("refuses the locale %j, for which the host's own would step in", (locale, shown) => {
    expect(() => formatMoney({ amount: "1", currency: "EUR" }, { locale: locale as string })).toThrow(
      new RangeError(`Cannot format money: locale must be a BCP 47 tag that this engine knows, got ${shown}`),
    );
  });

  it.each([-1, 21, 1.5, Number.NaN])("refuses %d digits", (digits) => {
    expect(() => formatMoney({ amount: "1", currency: "EUR" }, { ...en, digits })).toThrow(
      new RangeError(`Cannot format money: digits must be an integer from 0 to 20, got ${digits}`),
    );
  });

  it("refuses an unknown currency, display and amount", () => {
    expect(() => formatMoney({ amount: "1", currency: "ABC" }, { ...en, digits: 2 })).toThrow(
      new RangeError('Cannot read currency: it must be a code of ISO 4217 in capital letters, got "ABC"'),
    );
    expect(() => formatMoney({ amount: "1", currency: "EUR" }, { ...en, display: "sign" as "code" })).toThrow(
      new RangeError(
        'Cannot format money: display must be one of symbol, narrowSymbol, code, name, got "sign"',
      ),
    );
    expect(() => formatMoney({ amount: "1e5", currency: "EUR" }, en)).toThrow(SyntaxError);
    expect(() => formatMoney({ units: 0.5, exponent: 2, currency: "EUR" }, en)).toThrow(RangeError);
  });
});

import {
  CurrencyMismatchError,
  convertMoney,
  createMoney,
  type ExchangeRate,
  findRate,
  multiplyMoney,
} from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalTexts } from "./_arbitraries.ts";
import { fractionOf, roundFraction, unitsOf } from "./_oracle.ts";

const rate: ExchangeRate = Object.freeze({ from: "USD", to: "JPY", rate: "151.235", on: "2026-11-20" });

describe("convertMoney", () => {
  it("multiplies by the rate and rounds once, half-even, to the target's minor unit", () => {
    expect(convertMoney({ amount: "19.99", currency: "USD" }, rate)).toEqual({
      amount: "3023", // 3023.18765
      currency: "JPY",
    });
    const half = { ...rate, rate: "0.5" };
    expect(convertMoney({ amount: "5", currency: "USD" }, half).amount).toBe("2");
    expect(convertMoney({ amount: "5", currency: "USD" }, half, { rounding: "half-up" }).amount).toBe("3");
    expect(convertMoney({ amount: "5", currency: "USD" }, half, { digits: 1 }).amount).toBe("2.5");
  });

  it("keeps the fixed rate of a retired currency: 1.95583 leva to the euro", () => {
    const toEuro = { from: "EUR", to: "BGN", rate: "1.95583", on: "2025-12-31" };
    expect(convertMoney({ amount: "100", currency: "EUR" }, toEuro).amount).toBe("195.58");
  });

  it("agrees with an oracle of big integers", () => {
    const positive = decimalTexts({ whole: 6, fraction: 8 }).map((text) => text.replace(/^[+-]/, ""));
    fc.assert(
      fc.property(decimalTexts({ whole: 12, fraction: 4 }), positive, (amount, factor) => {
        fc.pre(/[1-9]/.test(factor));
        const [a, r] = [fractionOf(amount), fractionOf(factor)];
        const result = convertMoney({ amount, currency: "USD" }, { ...rate, to: "EUR", rate: factor });
        expect(unitsOf(result.amount, 2)).toBe(
          roundFraction(a.numerator * r.numerator * 100n, a.denominator * r.denominator, "half-even"),
        );
        const product = multiplyMoney({ amount, currency: "EUR" }, factor, { rounding: "half-even" });
        expect(result).toEqual(product);
      }),
    );
  });

  it("refuses an amount that is not in the currency of the rate, in either direction", () => {
    for (const currency of ["JPY", "EUR"]) {
      let error: unknown;
      try {
        convertMoney(createMoney("1", currency), rate);
      } catch (thrown) {
        error = thrown;
      }
      expect(CurrencyMismatchError.is(error) && error.message).toBe(
        `Cannot convert money: currency must be "USD", got "${currency}"; convert first`,
      );
    }
  });

  it.each(["0", "0.000", "-1.5"])("refuses the rate %s", (factor) => {
    expect(() => convertMoney(createMoney("1", "USD"), { ...rate, rate: factor })).toThrow(
      new RangeError(`Cannot convert money: rate must be positive, got "${factor}"`),
    );
  });

  it("refuses a rate that is no rate", () => {
    const one = createMoney("1", "USD");
    expect(() => convertMoney(one, { ...rate, rate: "151,2" })).toThrow(
      new SyntaxError('Cannot convert money: rate must be plain decimal text such as "1234.50", got "151,2"'),
    );
    expect(() => convertMoney(one, { ...rate, to: "USD" })).toThrow(
      new RangeError("Cannot convert money: a rate must join two currencies, got USD twice"),
    );
    expect(() => convertMoney(one, { ...rate, to: "XXX" })).toThrow(
      new RangeError('Cannot read currency: it must be one with a minor unit, got "XXX"'),
    );
    expect(() => convertMoney({ amount: "1", currency: "ABC" }, { ...rate, from: "ABC" })).toThrow(
      new RangeError('Cannot read currency: it must be a code of ISO 4217 in capital letters, got "ABC"'),
    );
    for (const on of ["2026-13-01", "2026-00-10", "2026-01-32", "20261120", "2026-1-1", ""]) {
      expect(() => convertMoney(one, { ...rate, on })).toThrow(
        new RangeError(`Cannot convert money: the day of the rate must be a date YYYY-MM-DD, got "${on}"`),
      );
    }
    expect(() => convertMoney(one, rate, { digits: 35 })).toThrow("digits must be an integer from 0 to 34");
  });
});

describe("findRate", () => {
  const rates: readonly ExchangeRate[] = Object.freeze([
    { from: "USD", to: "EUR", rate: "0.86", on: "2026-01-12" },
    { from: "USD", to: "EUR", rate: "0.85", on: "2026-01-05" },
    { from: "EUR", to: "USD", rate: "1.17", on: "2026-01-05" },
    { from: "USD", to: "EUR", rate: "0.851", on: "2026-01-05" }, // a correction
  ]);
  const find = (on: string): string | undefined => findRate(rates, { from: "USD", to: "EUR", on })?.rate;

  it("takes the newest of the pair on or before the day, a correction over what it corrects", () => {
    expect(["2026-01-04", "2026-01-05", "2026-01-11", "2026-01-12", "2027-01-01"].map(find)).toEqual([
      undefined,
      "0.851",
      "0.851",
      "0.86",
      "0.86",
    ]);
    expect(findRate(rates, { from: "EUR", to: "GBP", on: "2026-01-12" })).toBeUndefined();
  });

  it("never takes a rate of a later day, wherever it stands", () => {
    const days = fc.integer({ min: 10, max: 28 }).map((day) => `2026-01-${day}`);
    fc.assert(
      fc.property(fc.uniqueArray(days), days, (on, day) => {
        const known = on.map((each) => ({ from: "USD", to: "EUR", rate: "1", on: each }));
        const best = on
          .filter((each) => each <= day)
          .sort()
          .at(-1);
        expect(findRate(known, { from: "USD", to: "EUR", on: day })?.on).toBe(best);
      }),
    );
  });

  it("refuses a day that is none", () => {
    expect(() => find("12.1.2026")).toThrow(
      new RangeError('Cannot find rate: the day must be a date YYYY-MM-DD, got "12.1.2026"'),
    );
    expect(() => findRate([{ ...rate, on: "?" }], { from: "USD", to: "JPY", on: "2026-01-01" })).toThrow(
      new RangeError('Cannot find rate: the day of a rate must be a date YYYY-MM-DD, got "?"'),
    );
  });
});

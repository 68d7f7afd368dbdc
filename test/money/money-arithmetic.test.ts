import { ClienteleError } from "clientele/issues";
import {
  addMoney,
  CurrencyMismatchError,
  compareMoney,
  createMoney,
  type Money,
  multiplyMoney,
  negateMoney,
  type Rounding,
  roundMoney,
  subtractMoney,
  sumMoney,
} from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, decimalTexts } from "./_arbitraries.ts";
import { fractionOf, roundFraction, unitsOf } from "./_oracle.ts";

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, EUR: 2, KWD: 3, UYW: 4 };
const FINE = 40; // more decimals than any amount here has

const eur = (amount: string): Money => Object.freeze({ amount, currency: "EUR" });
const usd = (amount: string): Money => Object.freeze({ amount, currency: "USD" });
const amounts = decimalTexts({ whole: 17, fraction: 15 });
const moneys = fc
  .tuple(amounts, currencies)
  .map(([amount, currency]): Money => Object.freeze({ amount, currency }));

describe("createMoney", () => {
  it.each([
    ["1234.5", "EUR", "1234.50"],
    ["+007", "EUR", "7.00"],
    ["-0.000", "EUR", "0.00"],
    ["0.4250", "GBP", "0.425"],
    ["1.0", "JPY", "1"],
    ["1", "KWD", "1.000"],
    ["12345678901234567890123456789012.34", "EUR", "12345678901234567890123456789012.34"],
  ])("writes %s %s as %s", (amount, currency, canonical) => {
    const money = createMoney(amount, currency);
    expect(money).toEqual({ amount: canonical, currency });
    expect(Object.isFrozen(money)).toBe(true);
  });

  it("gives one text for each value, and is then at rest", () => {
    fc.assert(
      fc.property(moneys, ({ amount, currency }) => {
        const money = createMoney(amount, currency);
        expect(unitsOf(money.amount, FINE)).toBe(unitsOf(amount, FINE));
        expect(money.amount).toMatch(/^(?!-0(\.0+)?$)-?(0|[1-9]\d*)(\.\d+)?$/);
        const decimals = money.amount.split(".")[1] ?? "";
        const minor = DIGITS[currency]!;
        expect(decimals.length >= minor).toBe(true);
        expect(decimals.slice(minor).endsWith("0")).toBe(false);
        expect(createMoney(money.amount, currency)).toEqual(money);
      }),
    );
  });

  it.each(["1e5", "", " 1", "1,5", ".5", "5.", "--1", "NaN", "Infinity", "0x1"])("refuses %j", (amount) => {
    expect(() => createMoney(amount, "EUR")).toThrow(
      new SyntaxError(
        `Cannot create money: amount must be plain decimal text such as "1234.50", got "${amount}"`,
      ),
    );
  });

  it.each([`1${"0".repeat(34)}`, `0.${"0".repeat(34)}1`, "1234567890123456789012345678901234.5"])(
    "refuses %s, more than 34 digits, rather than rounding",
    (amount) => {
      expect(() => createMoney(amount, "EUR")).toThrow(
        new RangeError(`Cannot create money: amount must have at most 34 digits, got "${amount}"`),
      );
    },
  );

  it("refuses what is not text, and an unknown currency", () => {
    expect(() => createMoney(5 as unknown as string, "EUR")).toThrow(
      new TypeError("Cannot create money: amount must be given as text, got 5"),
    );
    expect(() => createMoney("5", "ABC")).toThrow(
      new RangeError('Cannot read currency: it must be a code of ISO 4217 in capital letters, got "ABC"'),
    );
  });
});

describe("addMoney, subtractMoney, negateMoney, compareMoney, sumMoney", () => {
  it("are exact where floats are not", () => {
    expect(addMoney(eur("0.1"), eur("0.2"))).toEqual(eur("0.30"));
    expect(addMoney(eur("9007199254740993"), eur("0.001"))).toEqual(eur("9007199254740993.001"));
    expect(sumMoney([eur("0.1"), eur("0.2"), eur("-0.3")], "EUR")).toEqual(eur("0.00"));
  });

  it("agree with big integers", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [x, y] = [unitsOf(a, FINE), unitsOf(b, FINE)];
        expect(unitsOf(addMoney(eur(a), eur(b)).amount, FINE)).toBe(x + y);
        expect(unitsOf(subtractMoney(eur(a), eur(b)).amount, FINE)).toBe(x - y);
        expect(unitsOf(negateMoney(eur(a)).amount, FINE)).toBe(-x);
        expect(compareMoney(eur(a), eur(b))).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(subtractMoney(addMoney(eur(a), eur(b)), eur(b))).toEqual(createMoney(a, "EUR"));
      }),
    );
  });

  it("sum in any order and any grouping to the same text", () => {
    fc.assert(
      fc.property(
        fc
          .array(amounts, { maxLength: 12 })
          .chain((texts) =>
            fc.tuple(
              fc.constant(texts),
              fc.shuffledSubarray(texts, { minLength: texts.length }),
              fc.nat(texts.length),
            ),
          ),
        ([texts, shuffled, cut]) => {
          const all = sumMoney(texts.map(eur), "EUR");
          expect(sumMoney(shuffled.map(eur), "EUR")).toEqual(all);
          const [left, right] = [texts.slice(0, cut).map(eur), texts.slice(cut).map(eur)];
          expect(addMoney(sumMoney(left, "EUR"), sumMoney(right, "EUR"))).toEqual(all);
          expect(unitsOf(all.amount, FINE)).toBe(texts.reduce((sum, text) => sum + unitsOf(text, FINE), 0n));
        },
      ),
    );
  });

  it("hold 34 digits on every side of the point, or refuse; and never round", () => {
    const most = "9".repeat(34);
    expect(subtractMoney(eur(most), eur("1")).amount).toBe(`${"9".repeat(33)}8.00`);
    expect(() => addMoney(eur(most), eur("1"))).toThrow(
      new RangeError(`Cannot add money: the sum must have at most 34 digits, got "1${"0".repeat(34)}"`),
    );
    expect(() => addMoney(eur(most), eur("0.01"))).toThrow("the sum must have at most 34 digits");
    expect(() => subtractMoney(eur(`-${most}`), eur("1"))).toThrow(
      "the difference must have at most 34 digits",
    );
    // A running total may be wider than the end.
    expect(
      sumMoney([eur(most), eur("1"), eur(`0.${"0".repeat(33)}1`), eur(`-${most}`), eur("-1")], "EUR").amount,
    ).toBe(`0.${"0".repeat(33)}1`);
    expect(() => sumMoney([eur(most), eur("1")], "EUR")).toThrow("the sum must have at most 34 digits");
  });

  it("refuse to mix currencies", () => {
    const mixed: readonly [string, () => unknown][] = [
      ["add money", () => addMoney(eur("1"), usd("1"))],
      ["subtract money", () => subtractMoney(eur("1"), usd("1"))],
      ["compare money", () => compareMoney(eur("1"), usd("1"))],
      ["sum money", () => sumMoney([eur("1"), usd("1")], "EUR")],
    ];
    for (const [task, run] of mixed) {
      let error: unknown;
      try {
        run();
      } catch (thrown) {
        error = thrown;
      }
      if (!CurrencyMismatchError.is(error)) throw new Error(`${task} was not refused`);
      expect(error.message).toBe(`Cannot ${task}: currency must be "EUR", got "USD"; convert first`);
      expect([error.name, error.code, error.expected, error.found]).toEqual([
        "CurrencyMismatchError",
        "currency-mismatch",
        "EUR",
        "USD",
      ]);
      expect(ClienteleError.is(error, "currency-mismatch")).toBe(true);
    }
    expect(CurrencyMismatchError.is(new RangeError("Cannot add money"))).toBe(false);
  });

  it("name the amount that is garbage", () => {
    expect(() => addMoney(eur("1"), eur("x"))).toThrow(
      new SyntaxError('Cannot add money: amount must be plain decimal text such as "1234.50", got "x"'),
    );
    expect(() => negateMoney(eur("x"))).toThrow(SyntaxError);
    expect(() => compareMoney(eur("x"), eur("1"))).toThrow(SyntaxError);
    expect(() => sumMoney([eur("1"), eur("x")], "EUR")).toThrow(SyntaxError);
  });
});

const MODES: readonly Rounding[] = ["half-even", "half-up", "half-down", "up", "down", "ceiling", "floor"];

describe("roundMoney and multiplyMoney", () => {
  // Every mode at the two middles of each sign, and off the middle.
  it.each<[Rounding, readonly string[]]>([
    ["half-even", ["2.12", "2.14", "-2.12", "-2.14", "2.13", "2.12"]],
    ["half-up", ["2.13", "2.14", "-2.13", "-2.14", "2.13", "2.12"]],
    ["half-down", ["2.12", "2.13", "-2.12", "-2.13", "2.13", "2.12"]],
    ["up", ["2.13", "2.14", "-2.13", "-2.14", "2.13", "2.13"]],
    ["down", ["2.12", "2.13", "-2.12", "-2.13", "2.12", "2.12"]],
    ["ceiling", ["2.13", "2.14", "-2.12", "-2.13", "2.13", "2.13"]],
    ["floor", ["2.12", "2.13", "-2.13", "-2.14", "2.12", "2.12"]],
  ])("round %s", (rounding, expected) => {
    const values = ["2.125", "2.135", "-2.125", "-2.135", "2.1251", "2.1249"];
    expect(values.map((value) => roundMoney(eur(value), { rounding }).amount)).toEqual(expected);
  });

  it("agree with an oracle of big integers in every mode", () => {
    fc.assert(
      fc.property(
        moneys,
        decimalTexts({ whole: 17, fraction: 17 }),
        fc.constantFrom(...MODES),
        fc.option(fc.nat(10), { nil: undefined }),
        (money, rate, rounding, digits) => {
          const places = digits ?? DIGITS[money.currency]!;
          const [a, r] = [fractionOf(money.amount), fractionOf(rate)];
          const exact = roundFraction(
            a.numerator * r.numerator * 10n ** BigInt(places),
            a.denominator * r.denominator,
            rounding,
          );
          fc.pre(exact.toString().length <= 34);
          const result = multiplyMoney(money, rate, { rounding, digits });
          expect(unitsOf(result.amount, FINE)).toBe(exact * 10n ** BigInt(FINE - places));
          expect(result).toEqual(createMoney(result.amount, money.currency));
          expect(roundMoney(money, { rounding, digits })).toEqual(
            multiplyMoney(money, "1", { rounding, digits }),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("agree with the oracle exactly at and beside the middle", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.constantFrom(-1n, 0n, 1n),
        fc.constantFrom(...MODES),
        (cents, beside, rounding) => {
          const numerator = (2n * cents + 1n) * 5n * 10n ** 9n + beside; // middle of two cents, at 12 decimals
          const digits = (numerator < 0n ? -numerator : numerator).toString().padStart(13, "0");
          const text = `${numerator < 0n ? "-" : ""}${digits.slice(0, -12)}.${digits.slice(-12)}`;
          const rounded = roundMoney(eur(text), { rounding }).amount;
          expect(unitsOf(rounded, 2)).toBe(roundFraction(numerator, 10n ** 10n, rounding));
        },
      ),
    );
  });

  it("rounds once: a product is not rounded before it is rounded", () => {
    // 34 digits would show a product that ends in …5 where one a little smaller stands.
    const money = eur("0.4999999999999999999999999999999999");
    expect(multiplyMoney(money, "1", { rounding: "half-up", digits: 0 }).amount).toBe("0.00");
    const product = multiplyMoney(eur("1.00000000000000001"), "0.49999999999999999999", {
      rounding: "half-up",
      digits: 0,
    });
    expect(product.amount).toBe("1.00"); // 0.500000000000000004989…
    const below = multiplyMoney(eur("0.99999999999999999999"), "0.50000000000000000000499", {
      rounding: "half-up",
      digits: 0,
    });
    expect(below.amount).toBe("0.00"); // 0.49999999999999999999999 and so on: just below the middle
  });

  it("takes the currency's digits unless told otherwise", () => {
    expect(multiplyMoney({ amount: "100", currency: "JPY" }, "0.085", { rounding: "half-even" })).toEqual({
      amount: "8",
      currency: "JPY",
    });
    expect(multiplyMoney(eur("19.50"), "0.19", { rounding: "half-up", digits: 4 }).amount).toBe("3.705");
    expect(multiplyMoney(eur("19.50"), "-0.19", { rounding: "half-up" }).amount).toBe("-3.71");
    expect(roundMoney(eur("1250"), { rounding: "half-even", digits: 0 }).amount).toBe("1250.00");
  });

  it("refuses a wrong call", () => {
    // @ts-expect-error the rounding must always be stated
    expect(() => multiplyMoney(eur("1"), "0.19", {})).toThrow(
      new RangeError(
        "Cannot multiply money: rounding must be one of up, down, ceiling, floor, half-up, half-down, half-even, got nothing",
      ),
    );
    expect(() => roundMoney(eur("1"), { rounding: "toString" as Rounding })).toThrow(
      new RangeError(
        'Cannot round money: rounding must be one of up, down, ceiling, floor, half-up, half-down, half-even, got "toString"',
      ),
    );
    for (const digits of [-1, 0.5, 35, Number.NaN]) {
      expect(() => roundMoney(eur("1"), { rounding: "up", digits })).toThrow(
        new RangeError(`Cannot round money: digits must be an integer from 0 to 34, got ${digits}`),
      );
    }
    expect(() => multiplyMoney(eur("1"), "19%", { rounding: "up" })).toThrow(
      new SyntaxError('Cannot multiply money: rate must be plain decimal text such as "1234.50", got "19%"'),
    );
    expect(() => multiplyMoney(eur("9".repeat(34)), "2", { rounding: "up" })).toThrow(
      new RangeError(
        `Cannot multiply money: the result must have at most 34 digits, got "1${"9".repeat(33)}8"`,
      ),
    );
  });
});

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { createMoneyColumnBuilder, decimalText, rescaleMoneyColumn, sumUnits } from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, decimalTexts, safeUnits } from "./_arbitraries.ts";
import { fractionOf, unitsOf } from "./_oracle.ts";

const columnOf = (currency: string, texts: readonly string[], maxExponent?: number) => {
  const builder = createMoneyColumnBuilder(currency, { maxExponent });
  for (const text of texts) builder.push(text);
  return builder.finish();
};

/** Decimals a value needs: those written, without zeros at the end. */
const decimalsOf = (text: string): number => (text.split(".")[1] ?? "").replace(/0+$/, "").length;

describe("createMoneyColumnBuilder", () => {
  it("starts at the currency's minor digits", () => {
    expect(columnOf("EUR", ["1", "2.5", "-0.07"])).toEqual({
      currency: "EUR",
      exponent: 2,
      units: Float64Array.of(100, 250, -7),
    });
    expect(columnOf("JPY", []).exponent).toBe(0);
    expect(columnOf("KWD", ["1"]).units).toEqual(Float64Array.of(1000));
  });

  it("becomes finer when the data are, and not for zeros", () => {
    expect(columnOf("GBP", ["2.55", "0.425", "1.5000000000000000000000"])).toEqual({
      currency: "GBP",
      exponent: 3,
      units: Float64Array.of(2550, 425, 1500),
    });
  });

  it("multiplies exactly, through more than 53 bits where zeros fall away again", () => {
    const yen = createMoneyColumnBuilder("JPY");
    yen.pushProduct("12", "0.5");
    yen.pushProduct("-3", "0");
    yen.pushProduct("50000000.5", "20000000"); // 500000005 · 20000000 passes 2⁵³
    yen.pushProduct("0.0000000000005", "-2000000000000");
    yen.pushProduct("-360287970189639.8", "5"); // no double is 3602879701896398 · 5
    expect(yen.finish()).toEqual({
      currency: "JPY",
      exponent: 0,
      units: Float64Array.of(6, 0, 1000000010000000, -1, -1801439850948199),
    });
  });

  it("holds the exact value of every amount, in the coarsest exponent that does", () => {
    const texts = fc.array(decimalTexts({ whole: 5, fraction: 5 }), { maxLength: 100 });
    fc.assert(
      fc.property(currencies, texts, (currency, amounts) => {
        const column = columnOf(currency, amounts);
        expect([...column.units].map(BigInt)).toEqual(amounts.map((text) => unitsOf(text, column.exponent)));
        const minor = columnOf(currency, []).exponent;
        expect(column.exponent).toBe(Math.max(minor, ...amounts.map(decimalsOf)));
      }),
    );
  });

  it("holds the exact value of every product", () => {
    const factor = decimalTexts({ whole: 4, fraction: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, factor), { maxLength: 30 }), (pairs) => {
        const builder = createMoneyColumnBuilder("EUR");
        for (const [a, b] of pairs) builder.pushProduct(a, b);
        const { units, exponent } = builder.finish();
        pairs.forEach(([a, b], row) => {
          const [x, y] = [fractionOf(a), fractionOf(b)];
          const exact = x.numerator * y.numerator * 10n ** BigInt(exponent);
          expect(BigInt(units[row]!) * x.denominator * y.denominator).toBe(exact);
          expect(Object.is(units[row], -0)).toBe(false);
        });
      }),
    );
  });

  it("gives the same column in any order, row for row", () => {
    const texts = fc.array(decimalTexts({ whole: 5, fraction: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        texts.chain((amounts) =>
          fc.tuple(
            fc.constant(amounts),
            fc.shuffledSubarray([...amounts.keys()], { minLength: amounts.length }),
          ),
        ),
        ([amounts, order]) => {
          const column = columnOf("EUR", amounts);
          const shuffled = columnOf(
            "EUR",
            order.map((row) => amounts[row]!),
          );
          expect(shuffled.exponent).toBe(column.exponent);
          expect([...shuffled.units]).toEqual(order.map((row) => column.units[row]));
        },
      ),
    );
  });

  it("goes on after finish, and leaves the finished column alone", () => {
    const builder = createMoneyColumnBuilder("EUR");
    builder.push("1");
    const first = builder.finish();
    builder.push("0.001");
    expect(first).toEqual({ currency: "EUR", exponent: 2, units: Float64Array.of(100) });
    expect(builder.finish().units).toEqual(Float64Array.of(1000, 1));
    expect(builder.size).toBe(2);
  });

  it("grows beyond its first buffer", () => {
    const column = columnOf(
      "EUR",
      Array.from({ length: 1000 }, (_, row) => `${row}`),
    );
    expect(column.units[999]).toBe(99900);
    expect(column.units).toHaveLength(1000);
  });

  const message = (run: () => void): string => {
    try {
      run();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
    return "nothing thrown";
  };

  it("refuses what it cannot hold, says why, and is then as before", () => {
    const builder = createMoneyColumnBuilder("EUR", { maxExponent: 4 });
    builder.push("80000000000000");
    builder.push("0.25");
    const before = builder.finish();
    expect(message(() => builder.push("12,50"))).toBe(
      'SyntaxError: Cannot add amount: expected plain decimal text such as "1234.50", got "12,50"',
    );
    expect(message(() => builder.push("0.00001"))).toBe(
      'RangeError: Cannot add amount: it must have at most 4 decimals, got "0.00001"',
    );
    expect(message(() => builder.push("90071992547410"))).toBe(
      'RangeError: Cannot add amount: it must stay below 2^53 units of 2 decimals, got "90071992547410"',
    );
    expect(message(() => builder.push("1".repeat(17)))).toBe(
      'RangeError: Cannot add amount: its digits must form an integer below 2^53, got "11111111111111111"',
    );
    expect(message(() => builder.push("0.125"))).toBe(
      'RangeError: Cannot add amount: all earlier amounts must stay below 2^53 units of 3 decimals, got "0.125"',
    );
    expect(message(() => builder.pushProduct("2", "x"))).toBe(
      'SyntaxError: Cannot add product: expected plain decimal text such as "1234.50", got "x"',
    );
    expect(message(() => builder.pushProduct("0.001", "0.01"))).toBe(
      'RangeError: Cannot add product: it must need at most 4 decimals, got "0.001" × "0.01"',
    );
    expect(message(() => builder.pushProduct("99999999", "99999999"))).toBe(
      'RangeError: Cannot add product: it must stay below 2^53 units of 0 decimals, got "99999999" × "99999999"',
    );
    expect(message(() => builder.pushProduct("99999999", "1000001"))).toBe(
      'RangeError: Cannot add product: it must stay below 2^53 units of 2 decimals, got "99999999" × "1000001"',
    );
    expect(message(() => builder.push(5 as unknown as string))).toBe(
      "TypeError: Cannot add amount: it must be given as text, got 5",
    );
    expect(builder.finish()).toEqual(before);
    expect(builder.size).toBe(2);
  });

  it("minds large debts as it minds large amounts", () => {
    const builder = createMoneyColumnBuilder("EUR");
    builder.push("-80000000000000");
    builder.push("1");
    expect(message(() => builder.push("0.125"))).toContain("all earlier amounts must stay below 2^53");
    expect(message(() => builder.push("-90071992547410"))).toContain("it must stay below 2^53");
    expect(message(() => builder.pushProduct("-99999999", "99999999"))).toContain("it must stay below 2^53");
    expect(builder.finish().units).toEqual(Float64Array.of(-8e15, 100));
  });

  it("refuses nothing that fits, up to the very limit", () => {
    const column = columnOf("EUR", ["90071992547409.91", "-90071992547409.91"]);
    expect(column.units).toEqual(Float64Array.of(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER));
  });

  it("takes nine decimals unless told otherwise", () => {
    expect(columnOf("EUR", ["0.000000001"]).exponent).toBe(9);
    expect(message(() => columnOf("EUR", ["0.0000000001"]))).toContain("at most 9 decimals");
    expect(columnOf("EUR", ["0.0000000001"], 10).exponent).toBe(10);
  });

  it("refuses a wrong call", () => {
    expect(message(() => createMoneyColumnBuilder("EUR", { maxExponent: 1 }))).toBe(
      "RangeError: Cannot build money column: maxExponent must be at least the 2 minor digits of EUR, got 1",
    );
    expect(message(() => createMoneyColumnBuilder("EUR", { maxExponent: 16 }))).toBe(
      "RangeError: Cannot build money column: maxExponent must be an integer from 0 to 15, got 16",
    );
    expect(message(() => createMoneyColumnBuilder("eur"))).toBe(
      'RangeError: Cannot read currency: it must be a code of ISO 4217 in capital letters, got "eur"',
    );
  });
});

describe("rescaleMoneyColumn", () => {
  const cents = { currency: "EUR", exponent: 2, units: Float64Array.of(250, -0, -7) };

  it("writes the same values in finer units, and back", () => {
    const finer = rescaleMoneyColumn(cents, 5);
    expect(finer).toEqual({ currency: "EUR", exponent: 5, units: Float64Array.of(250000, 0, -7000) });
    expect(rescaleMoneyColumn(finer, 2).units).toEqual(Float64Array.of(250, 0, -7));
    expect(cents.units).toEqual(Float64Array.of(250, -0, -7));
  });

  it("never changes a value, or refuses", () => {
    fc.assert(
      fc.property(fc.array(safeUnits), fc.nat(15), fc.nat(15), (units, from, to) => {
        const column = { currency: "EUR", exponent: from, units: Float64Array.from(units) };
        try {
          const scaled = rescaleMoneyColumn(column, to);
          scaled.units.forEach((unit, row) => {
            expect(BigInt(unit) * 10n ** BigInt(from)).toBe(BigInt(units[row]!) * 10n ** BigInt(to));
          });
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          const fits = (unit: number): boolean => {
            const scaled = BigInt(unit) * 10n ** BigInt(to);
            return (
              scaled % 10n ** BigInt(from) === 0n &&
              Number.isSafeInteger(Number(scaled / 10n ** BigInt(from)))
            );
          };
          expect(units.every(fits)).toBe(false);
        }
      }),
    );
  });

  it("refuses to round, and to pass 2⁵³", () => {
    expect(() => rescaleMoneyColumn(cents, 1)).toThrow(
      new RangeError(
        "Cannot rescale money column: units[2] must need no rounding at exponent 1, got -7 at 2",
      ),
    );
    const large = { currency: "EUR", exponent: 2, units: Float64Array.of(Number.MAX_SAFE_INTEGER) };
    expect(() => rescaleMoneyColumn(large, 3)).toThrow(
      new RangeError(
        "Cannot rescale money column: units[0] must stay below 2^53 at exponent 3, got 9007199254740991 at 2",
      ),
    );
    expect(() => rescaleMoneyColumn(cents, 16)).toThrow(
      new RangeError("Cannot rescale money column: exponent must be an integer from 0 to 15, got 16"),
    );
  });
});

describe("a year of a retailer (UCI Online Retail)", () => {
  const folder = process.env["CLIENTELE_DATA"];

  it.skipIf(folder === undefined)("adds up to the published totals, to the tenth of a penny", () => {
    const file = readFileSync(`${folder}/data/clv_rfm/uci_online_retail_full.csv.gz`);
    const lines = gunzipSync(file).toString("utf8").trimEnd().split("\n").slice(1);
    expect(lines).toHaveLength(541_909);
    const all = createMoneyColumnBuilder("GBP");
    const sold = createMoneyColumnBuilder("GBP");
    let floats = 0;
    for (const line of lines) {
      const [quantity = "", , price = "", customer = ""] = line.trimEnd().split(",").slice(-5);
      all.pushProduct(quantity, price);
      if (customer === "" || quantity.startsWith("-")) continue;
      sold.pushProduct(quantity, price);
      floats += Number(quantity) * Number(price);
    }
    const total = (builder: typeof all) => {
      const { units, exponent } = builder.finish();
      return decimalText(sumUnits(units), exponent);
    };
    expect(total(all)).toBe("9747747.934");
    expect(total(sold)).toBe("8911407.904");
    expect(floats).not.toBe(8911407.904);
  });
});

import { allocateMoney, type Money, negateMoney, sumMoney } from "clientele/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencies, decimalTexts } from "./_arbitraries.ts";
import { fractionOf, unitsOf } from "./_oracle.ts";

const eur = (amount: string): Money => Object.freeze({ amount, currency: "EUR" });
const shares = (money: Money, weights: readonly (number | string)[]): string[] =>
  allocateMoney(money, weights).map((share) => share.amount);

const moneys = fc
  .tuple(decimalTexts({ whole: 12, fraction: 6 }), currencies)
  .map(([amount, currency]): Money => Object.freeze({ amount, currency }));
const weightTexts = fc
  .array(
    decimalTexts({ whole: 3, fraction: 3 }).map((text) => text.replace(/^[+-]/, "")),
    { minLength: 1, maxLength: 12 },
  )
  .filter((weights) => weights.some((weight) => /[1-9]/.test(weight)))
  .map((weights) => Object.freeze(weights));

describe("allocateMoney", () => {
  it.each<[string, readonly (number | string)[], readonly string[]]>([
    ["100", [1, 1, 1], ["33.34", "33.33", "33.33"]],
    ["0.05", [3, 7], ["0.02", "0.03"]], // quotas 1.5 and 3.5: a tie, so the earlier weight
    ["-0.05", [3, 7], ["-0.02", "-0.03"]],
    ["0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]],
    ["10", [0, 1, 0, 1], ["0.00", "5.00", "0.00", "5.00"]],
    ["0.01", [0, 0, 5], ["0.00", "0.00", "0.01"]],
    ["0", [1, 2], ["0.00", "0.00"]],
    ["10.005", [1, 1], ["5.003", "5.002"]], // the unit is the amount's own last decimal
    ["1", [0.1, 0.2], ["0.33", "0.67"]], // taken as the decimals they show
    ["1", ["0.1", "0.2"], ["0.33", "0.67"]],
    ["7", [1e-7, 1e21], ["0.00", "7.00"]],
    ["12345678901234567890.12", [1, 2], ["4115226300411522630.04", "8230452600823045260.08"]],
    ["5", [-0, 1], ["0.00", "5.00"]],
  ])("divides %s by %j", (amount, weights, expected) => {
    expect(shares(eur(amount), weights)).toEqual(expected);
  });

  it("follows the published example of largest remainders", () => {
    // Hamilton's method, 10 seats by 47 000, 16 000, 15 800, 12 000, 6 100, 3 100 votes: 5, 2, 1, 1, 1, 0.
    const seats = allocateMoney({ amount: "10", currency: "JPY" }, [47000, 16000, 15800, 12000, 6100, 3100]);
    expect(seats.map((share) => share.amount)).toEqual(["5", "2", "1", "1", "1", "0"]);
  });

  it("loses nothing, stays within one unit of each quota, and gives nothing for nothing", () => {
    fc.assert(
      fc.property(moneys, weightTexts, (money, weights) => {
        const parts = allocateMoney(money, weights);
        expect(parts).toHaveLength(weights.length);
        expect(sumMoney(parts, money.currency)).toEqual(sumMoney([money], money.currency));
        const decimals = (text: string): number => text.split(".")[1]?.replace(/0+$/, "").length ?? 0;
        const minor = { JPY: 0, EUR: 2, KWD: 3, UYW: 4 }[money.currency]!;
        const digits = Math.max(minor, decimals(money.amount));
        const whole = unitsOf(money.amount, digits);
        const scaled = weights.map((weight) => unitsOf(weight, 3));
        const total = scaled.reduce((sum, weight) => sum + weight, 0n);
        parts.forEach((part, i) => {
          const off = unitsOf(part.amount, digits) * total - whole * scaled[i]!;
          expect((off < 0n ? -off : off) < total).toBe(true); // |share − quota| < 1 unit
          if (scaled[i] === 0n) expect(fractionOf(part.amount).numerator).toBe(0n);
          expect(part.currency).toBe(money.currency);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("knows the proportions only", () => {
    fc.assert(
      fc.property(moneys, weightTexts, fc.constantFrom(2n, 3n, 10n, 12345n), (money, weights, factor) => {
        const scaled = weights.map((weight) => `${unitsOf(weight, 3) * factor}`);
        expect(allocateMoney(money, scaled)).toEqual(allocateMoney(money, weights));
      }),
    );
  });

  it("divides a debt as it divides a credit", () => {
    fc.assert(
      fc.property(moneys, weightTexts, (money, weights) => {
        expect(allocateMoney(negateMoney(money), weights)).toEqual(
          allocateMoney(money, weights).map(negateMoney),
        );
      }),
    );
  });

  it("gives a larger weight no less, and equal weights at most one unit apart", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 10 }),
        (cents, weights) => {
          fc.pre(weights.some((weight) => weight > 0));
          const units = shares({ amount: `${cents}`, currency: "JPY" }, weights).map(Number);
          for (const [i, a] of weights.entries()) {
            for (const [j, b] of weights.entries()) {
              if (a > b) expect(units[i]!).toBeGreaterThanOrEqual(units[j]!);
              if (a === b) expect(Math.abs(units[i]! - units[j]!)).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
    );
  });

  it("takes many weights", () => {
    const parts = allocateMoney(eur("1000.01"), new Array<number>(200_000).fill(1));
    expect(parts.filter((part) => part.amount === "0.01")).toHaveLength(100_001);
    expect(parts[0]?.amount).toBe("0.01");
    expect(parts[199_999]?.amount).toBe("0.00");
  });

  it.each([[[]], [[0]], [["0", "0.00", 0]]])("refuses %j: nothing to divide by", (weights) => {
    expect(() => allocateMoney(eur("1"), weights)).toThrow(
      new RangeError(
        `Cannot allocate money: at least one weight must be positive, got none of ${weights.length}`,
      ),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses the weight %d", (weight) => {
    expect(() => allocateMoney(eur("1"), [1, weight])).toThrow(
      new RangeError(`Cannot allocate money: weights must be finite and not negative, got ${weight}`),
    );
  });

  it("refuses a negative text and garbage", () => {
    expect(() => allocateMoney(eur("1"), ["-0.5"])).toThrow(
      new RangeError('Cannot allocate money: weights must be finite and not negative, got "-0.5"'),
    );
    expect(() => allocateMoney(eur("1"), ["1/3"])).toThrow(
      new SyntaxError(
        'Cannot allocate money: a weight must be plain decimal text such as "1234.50", got "1/3"',
      ),
    );
    expect(() => allocateMoney(eur("x"), [1])).toThrow(SyntaxError);
    expect(() => allocateMoney({ amount: "1", currency: "?" }, [1])).toThrow(RangeError);
  });
});

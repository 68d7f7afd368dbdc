import { describeValue } from "../issues/index.ts";
import { Exact, readExact } from "./_decimal.ts";
import { minorDigits } from "./currency.ts";
import { type Money, moneyOf } from "./money.ts";

/**
 * Divides an amount by weights so that the shares are whole units and add up to it exactly.
 *
 * Largest remainder (Hamilton): with quota `qᵢ = units · wᵢ / Σw`, every share first gets `⌊qᵢ⌋` units; those left
 * over go one each to the largest remainders `qᵢ − ⌊qᵢ⌋`, equal remainders in the order of the weights. So every
 * share is within one unit of its quota. The unit is the currency's minor unit, or the last decimal of the
 * amount where that is finer. A negative amount is divided as its opposite. A zero weight gets nothing.
 *
 * @param money - the amount to divide
 * @param weights - one for each share: non-negative numbers (taken at their shortest decimal text) or plain
 *   decimal texts; only their proportions matter
 * @returns one share for each weight, in their order
 * @throws RangeError if there is no positive weight, or one is negative or not finite
 * @throws SyntaxError if a weight is not plain decimal text
 *
 * @example
 * ```ts
 * import { allocateMoney } from "clientele/money";
 *
 * allocateMoney({ amount: "100", currency: "EUR" }, [1, 1, 1]).map((share) => share.amount); // => ["33.34", "33.33", "33.33"]
 * allocateMoney({ amount: "-0.05", currency: "EUR" }, ["0.7", "0.3", "0"]).map((share) => share.amount); // => ["-0.04", "-0.01", "0.00"]
 * ```
 */
export function allocateMoney(money: Money, weights: readonly (number | string)[]): readonly Money[] {
  const amount = readExact("allocate money", "amount", money.amount);
  const exponent = Math.max(minorDigits(money.currency), amount.decimalPlaces());
  const whole = integerOf(amount.abs(), exponent);
  const parts = integerWeights(weights);
  const total = parts.reduce((sum, part) => sum + part, 0n);
  if (total === 0n) {
    throw new RangeError(
      `Cannot allocate money: at least one weight must be positive, got none of ${weights.length}`,
    );
  }
  const shares = parts.map((part) => (whole * part) / total);
  const remainders = parts.map((part) => (whole * part) % total);
  const left = Number(whole - shares.reduce((sum, share) => sum + share, 0n));
  const order = remainders.map((_, i) => i);
  order.sort((a, b) =>
    remainders[a]! === remainders[b]! ? a - b : remainders[a]! > remainders[b]! ? -1 : 1,
  );
  for (const i of order.slice(0, left)) shares[i]! += 1n;
  const sign = amount.isNegative() ? "-" : "";
  return Object.freeze(
    shares.map((share) => moneyOf(new Exact(`${sign}${share}e-${exponent}`), money.currency)),
  );
}

/** Weights as integers of one scale. */
function integerWeights(weights: readonly (number | string)[]): bigint[] {
  const values = weights.map(readWeight);
  const exponent = values.reduce((most, value) => Math.max(most, value.decimalPlaces()), 0);
  return values.map((value) => integerOf(value, exponent));
}

function readWeight(weight: number | string): Exact {
  const plain = typeof weight !== "number";
  const value = plain ? readExact("allocate money", "a weight", weight) : new Exact(weight);
  if (value.isFinite() && (value.isZero() || value.isPositive())) return value;
  throw new RangeError(
    `Cannot allocate money: weights must be finite and not negative, got ${describeValue(weight)}`,
  );
}

/** `value · 10^exponent`, which must be an integer. */
function integerOf(value: Exact, exponent: number): bigint {
  return BigInt(value.toFixed(exponent).replace(".", ""));
}

import { checkDigits, Exact, readExact } from "./_decimal.ts";
import { CurrencyMismatchError } from "./currency-mismatch-error.ts";
import { type Money, moneyOf } from "./money.ts";

/**
 * The exact sum of two amounts of one currency.
 *
 * @throws CurrencyMismatchError if the currencies differ
 * @throws RangeError if the sum needs more than 34 digits
 *
 * @example
 * ```ts
 * import { addMoney } from "clientele/money";
 *
 * addMoney({ amount: "0.10", currency: "EUR" }, { amount: "0.2", currency: "EUR" }); // => { amount: "0.30", currency: "EUR" }
 * ```
 */
export function addMoney(a: Money, b: Money): Money {
  const [x, y] = readPair("add money", a, b);
  return moneyOf(checkDigits("add money", "the sum", x.plus(y)), a.currency);
}

/**
 * The exact difference `a − b` of two amounts of one currency.
 *
 * @throws CurrencyMismatchError if the currencies differ
 * @throws RangeError if the difference needs more than 34 digits
 *
 * @example
 * ```ts
 * import { subtractMoney } from "clientele/money";
 *
 * subtractMoney({ amount: "5", currency: "EUR" }, { amount: "7.25", currency: "EUR" }); // => { amount: "-2.25", currency: "EUR" }
 * ```
 */
export function subtractMoney(a: Money, b: Money): Money {
  const [x, y] = readPair("subtract money", a, b);
  return moneyOf(checkDigits("subtract money", "the difference", x.minus(y)), a.currency);
}

/**
 * The same amount with the other sign.
 *
 * @example
 * ```ts
 * import { negateMoney } from "clientele/money";
 *
 * negateMoney({ amount: "7.25", currency: "EUR" }); // => { amount: "-7.25", currency: "EUR" }
 * negateMoney({ amount: "0", currency: "EUR" }); // => { amount: "0.00", currency: "EUR" }
 * ```
 */
export function negateMoney(money: Money): Money {
  return moneyOf(readExact("negate money", "amount", money.amount).neg(), money.currency);
}

/**
 * Orders two amounts of one currency by value, for use in `sort`.
 *
 * @returns −1, 0 or 1 as `a` is less than, equal to or greater than `b`
 * @throws CurrencyMismatchError if the currencies differ
 *
 * @example
 * ```ts
 * import { compareMoney } from "clientele/money";
 *
 * compareMoney({ amount: "9", currency: "EUR" }, { amount: "10", currency: "EUR" }); // => -1
 * compareMoney({ amount: "1.5", currency: "EUR" }, { amount: "1.50", currency: "EUR" }); // => 0
 * ```
 */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  const [x, y] = readPair("compare money", a, b);
  return x.comparedTo(y) as -1 | 0 | 1;
}

/**
 * The exact sum of any number of amounts of one currency; of none, zero.
 *
 * For many amounts a `MoneyColumn` with `sumUnits` is hundreds of times faster.
 *
 * @param moneys - the amounts
 * @param currency - the currency of all of them, and of the sum of none
 * @throws CurrencyMismatchError if an amount is of another currency
 * @throws RangeError if the sum needs more than 34 digits
 *
 * @example
 * ```ts
 * import { sumMoney } from "clientele/money";
 *
 * sumMoney([{ amount: "0.1", currency: "EUR" }, { amount: "0.2", currency: "EUR" }], "EUR"); // => { amount: "0.30", currency: "EUR" }
 * sumMoney([], "JPY"); // => { amount: "0", currency: "JPY" }
 * ```
 */
export function sumMoney(moneys: Iterable<Money>, currency: string): Money {
  let sum = new Exact(0);
  for (const money of moneys) {
    if (money.currency !== currency) throw new CurrencyMismatchError("sum money", currency, money.currency);
    sum = sum.plus(readExact("sum money", "amount", money.amount));
  }
  return moneyOf(checkDigits("sum money", "the sum", sum), currency);
}

function readPair(task: string, a: Money, b: Money): [Exact, Exact] {
  if (a.currency !== b.currency) throw new CurrencyMismatchError(task, a.currency, b.currency);
  return [readExact(task, "amount", a.amount), readExact(task, "amount", b.amount)];
}

/**
 * Exact amounts of money, one by one and by the million.
 *
 * Definitions:
 * - *Amount*: a decimal number of a currency, kept to the last digit given. Nothing is rounded but by a function
 *   that is told how, once, or for display.
 * - *Money*: an amount as text with its currency; the form in which it is stored and exchanged. At most 34 digits.
 * - *Unit*, *exponent*: a column keeps integers; `value = units · 10^−exponent`. The exponent belongs to the column,
 *   starts at the currency's minor digits and is finer where the data are.
 * - *Minor digits*: decimals of the smallest unit of account by ISO 4217, from a table of our own.
 * - *Exact sum*: integers below 2⁵³ are exact in doubles; every addition is checked, and what passes the limit goes
 *   on in a big integer with the same result.
 * - *Rounding* `half-even`, `half-up` … : by distance from zero, so that `−2.5` and `2.5` round alike.
 * - *Allocation*: largest remainder (Hamilton); equal remainders in the order of the weights.
 * - *Conversion*: an explicit step with a rate of a day, in the direction of the rate. Mixing currencies is an error.
 *
 * @packageDocumentation
 */
export { addMoney, compareMoney, negateMoney, subtractMoney, sumMoney } from "./add-money.ts";
export { allocateMoney } from "./allocate-money.ts";
export {
  type ConversionOptions,
  convertMoney,
  type ExchangeRate,
  findRate,
  type RateQuery,
} from "./convert-money.ts";
export { type Currency, findCurrency, minorDigits } from "./currency.ts";
export { CurrencyMismatchError } from "./currency-mismatch-error.ts";
export { decimalText } from "./decimal-text.ts";
export { type FormatMoneyOptions, formatMoney, type MoneyUnits } from "./format-money.ts";
export { createMoney, type Money } from "./money.ts";
export { type MoneyColumn, rescaleMoneyColumn } from "./money-column.ts";
export {
  createMoneyColumnBuilder,
  type MoneyColumnBuilder,
  type MoneyColumnBuilderOptions,
} from "./money-column-builder.ts";
export { type ParseDecimalOptions, parseDecimal, type ScaledDecimal } from "./parse-decimal.ts";
export { multiplyMoney, type Rounding, type RoundingOptions, roundMoney } from "./round-money.ts";
export { addUnits, sumUnits } from "./sum-units.ts";
export { sumUnitsBy, type UnitSums, unitSumAt } from "./sum-units-by.ts";

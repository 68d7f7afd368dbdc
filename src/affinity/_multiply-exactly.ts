import { createMoney, decimalText, type Money, parseDecimal } from "../money/index.ts";

/** A price by a quantity, with every digit. */
export function multiplyExactly(price: Money, quantity: string): Money {
  const [a, b] = [parseDecimal(price.amount), parseDecimal(quantity)];
  return createMoney(decimalText(BigInt(a.units) * BigInt(b.units), a.exponent + b.exponent), price.currency);
}

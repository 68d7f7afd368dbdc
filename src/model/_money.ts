import * as z from "zod";
import type { FieldRule } from "./_record.ts";
import { currency, decimal, nonNegativeDecimal } from "./_scalars.ts";

/** An amount of money as it stands in a record. */
export const moneySchema = z.strictObject({ amount: decimal, currency });

/** An amount of money that is not negative. */
export const nonNegativeMoneySchema = z.strictObject({ amount: nonNegativeDecimal, currency });

type Amount = { readonly currency: string } | undefined;

/**
 * The rule that all amounts of one record are of one currency: the first that differs from the first is to blame.
 */
export function oneCurrency<T>(
  path: readonly string[],
  amounts: (record: T) => readonly Amount[],
): FieldRule<T> {
  return {
    path,
    expected: "must be in the one currency of the record",
    holds: (record) =>
      new Set(amounts(record).flatMap((amount) => (amount === undefined ? [] : [amount.currency]))).size <= 1,
  };
}

import fc from "fast-check";
import type { OrderRow } from "../orders/index.ts";
import { type ArbitraryPlainDateOptions, arbitraryPlainDate } from "./arbitrary-plain-date.ts";

/** Options of {@link arbitraryOrderRows}. */
export interface ArbitraryOrderRowsOptions extends ArbitraryPlainDateOptions {
  /**
   * How many customers at most; few, so that they come back.
   * @defaultValue `6`
   */
  readonly customers?: number | undefined;
  /**
   * How many rows at most.
   * @defaultValue `40`
   */
  readonly maxLength?: number | undefined;
  /**
   * Whether lines with an amount of zero or below are drawn, too.
   * @defaultValue `true`
   */
  readonly returns?: boolean | undefined;
}

/** UTF-16 units and code points order the last two differently; the prefix test is in the first two. */
const NAMES = ["c1", "c10", "c2", "Ä", "～", "😀"];

/**
 * Draws order rows as they come: few customers, days and amounts, so that ties are frequent; purchases, returns
 * and free lines; orders of several lines; finer amounts than the currency's minor unit; ids whose code-point
 * order is not that of JavaScript; lines that are equal in everything.
 *
 * @throws RangeError if a bound of the days is wrong or `customers` is not a positive integer
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { orderLogFromRows } from "clientele/orders";
 * import { arbitraryOrderRows } from "clientele/testing";
 *
 * const reversed = fc.property(arbitraryOrderRows(), (rows) => {
 *   const [a, b] = [rows, [...rows].reverse()].map((given) => orderLogFromRows(given, { currency: "EUR" }));
 *   return JSON.stringify(a) === JSON.stringify(b);
 * });
 * fc.check(reversed).failed; // => false
 * ```
 */
export function arbitraryOrderRows(options: ArbitraryOrderRowsOptions = {}): fc.Arbitrary<OrderRow[]> {
  const { customers = NAMES.length, maxLength = 40, returns = true, ...days } = options;
  if (!Number.isSafeInteger(customers) || customers < 1) {
    throw new RangeError(`Cannot draw orders: customers must be a positive integer, got ${customers}`);
  }
  const customerIds = Array.from({ length: customers }, (_, i) => NAMES[i] ?? `c${100 + i}`);
  const row = fc.record({
    customerId: fc.constantFrom(...customerIds),
    orderedOn: arbitraryPlainDate(days),
    orderId: fc.integer({ min: 1, max: 9 }).map((n) => `o${n}`),
    productId: fc.option(fc.constantFrom("p1", "p2", "p3"), { nil: undefined }),
    amount: arbitraryAmount(returns),
  });
  return fc.array(row, { maxLength });
}

function arbitraryAmount(returns: boolean): fc.Arbitrary<string> {
  const purchase = fc.oneof(
    fc.constantFrom("10.00", "20.00", "0.01"),
    fc.integer({ min: 1, max: 100_000 }).map((cents) => fixed(cents, 2)),
    fc.integer({ min: 1, max: 100_000 }).map((mills) => fixed(mills, 3)),
  );
  if (!returns) return purchase;
  return fc.oneof(
    { weight: 8, arbitrary: purchase },
    { weight: 2, arbitrary: purchase.map((amount) => `-${amount}`) },
    { weight: 1, arbitrary: fc.constantFrom("0", "0.00") },
  );
}

function fixed(units: number, digits: number): string {
  const text = String(units).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

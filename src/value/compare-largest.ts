import type { PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import { moneyOfUnits } from "../orders/index.ts";
import { requireSameScale } from "./_same-scale.ts";
import { topCustomers } from "./top-customers.ts";
import type { ValueTable } from "./value-table.ts";

/** Options of {@link compareLargest}. */
export interface CompareLargestOptions {
  /** The values of the time before. */
  readonly before: ValueTable;
  /**
   * How many of the largest customers of before.
   * @defaultValue `10`
   */
  readonly count?: number | undefined;
  /**
   * The share of the former value that is enough.
   * @defaultValue `1`
   */
  readonly enough?: number | undefined;
}

/** A largest customer of before, and what became of the business. */
export interface LargestCustomer {
  /** The rank of before. */
  readonly rank: number;
  /** The customer. */
  readonly customerId: string;
  /** The value of before. */
  readonly before: Money;
  /** The value now; zero for who brought nothing. */
  readonly now: Money;
  /** Now less before. */
  readonly change: Money;
  /** now / before. */
  readonly ratio: number;
  /** Whether the ratio is at least what is enough. */
  readonly boughtEnough: boolean;
  /** In words. */
  readonly text: string;
}

/** What became of the largest customers of before. */
export interface LargestComparison {
  /** The first day of the time before, and the day after its last. */
  readonly before: { readonly from: PlainDate; readonly to: PlainDate };
  /** The same of now. */
  readonly now: { readonly from: PlainDate; readonly to: PlainDate };
  /** What both values are. */
  readonly basis: "profit" | "revenue";
  /** The customers by their rank of before; only those with a positive value. */
  readonly customers: readonly LargestCustomer[];
  /** What they bring less now than before, the gains of others not set against it; zero or more. */
  readonly lost: Money;
}

/**
 * Asks of the largest customers of last year whether they bought enough this year.
 *
 * `ratio = value now / value before`; `lost = Σ max(before − now, 0)`
 *
 * Compare like with like: both periods should be equally long.
 *
 * @throws RangeError if the tables differ in basis or currency, or an option is out of range
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { compareLargest, valueCustomers } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2024-08-02", amount: "100" },
 *     { customerId: "ann", orderedOn: "2025-08-02", amount: "60" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const before = valueCustomers(log, { from: "2024-06-01", asOf: "2025-06-01" });
 * const now = valueCustomers(log, { from: "2025-06-01", asOf: "2026-06-01" });
 * const [ann] = compareLargest(now, { before }).customers;
 * ann?.text; // => "brought 100.00 EUR before and 60.00 EUR now, 60 % of it"
 * ann?.boughtEnough; // => false
 * ```
 */
export function compareLargest(now: ValueTable, options: CompareLargestOptions): LargestComparison {
  const { before, count = 10, enough = 1 } = options;
  const doing = "compare the largest customers";
  if (!(enough > 0 && Number.isFinite(enough))) {
    throw new RangeError(`Cannot ${doing}: enough must be a positive number, got ${enough}`);
  }
  const { units, scale } = requireSameScale(doing, before, now);
  let lost = 0n;
  const customers = topCustomers(before, { count })
    .filter((row) => row.share > 0)
    .map(({ rank, customerId, value }): LargestCustomer => {
      const was = units(before, before.indexOf(customerId)!);
      const at = now.indexOf(customerId);
      const is = at === undefined ? 0n : units(now, at);
      if (was > is) lost += was - is;
      const ratio = Number(is) / Number(was);
      const money = moneyOfUnits(is, scale);
      return Object.freeze({
        rank,
        customerId,
        before: value,
        now: money,
        change: moneyOfUnits(is - was, scale),
        ratio,
        boughtEnough: ratio >= enough,
        text: `brought ${value.amount} ${value.currency} before and ${money.amount} ${money.currency} now, ${Math.round(ratio * 100)} % of it`,
      });
    });
  return Object.freeze({
    before: Object.freeze({ from: before.from, to: before.asOf }),
    now: Object.freeze({ from: now.from, to: now.asOf }),
    basis: now.basis,
    customers: Object.freeze(customers),
    lost: moneyOfUnits(lost, scale),
  });
}

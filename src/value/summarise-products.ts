import { dayNumber } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import type { Money } from "../money/index.ts";
import { type AnalysisOptions, analysisPeriod, moneyOfUnits, type OrderLog } from "../orders/index.ts";

/** Options of {@link summariseProducts}. */
export interface ProductMixOptions extends AnalysisOptions {
  /** The category of each product by product id; with it the mix is by category, and who has none is not named. */
  readonly productCategories?: ReadonlyMap<string, string> | undefined;
}

/** One product, or category, in the mix. */
export interface ProductShare {
  /** The product or category; absent for purchases of which it is not known. */
  readonly name?: string | undefined;
  /** Purchases. */
  readonly purchases: Money;
  /** Of all purchases. */
  readonly share: number;
  /** Purchase lines. */
  readonly lines: number;
  /** Customers who bought it. */
  readonly customers: number;
  /** purchases / lines, to the cent: half a cent up. */
  readonly perLine: Money;
}

/**
 * Tells what the purchases in `[from, asOf)` are made of: by product, or by category, the largest first; of equals the
 * first in code-point order. Returns and free lines do not count.
 *
 * `share = Σ amount of the product / Σ amount`
 *
 * @throws RangeError if a day is none, or `from` is after `asOf`
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { summariseProducts } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", amount: "60", productId: "tea" },
 *     { customerId: "bob", orderedOn: "2026-05-09", amount: "15", productId: "tea" },
 *     { customerId: "bob", orderedOn: "2026-05-09", amount: "25", productId: "cup" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const mix = summariseProducts(log, { asOf: "2026-06-01" });
 * mix.map((row) => [row.name, row.share, row.customers, row.perLine.amount]); // => [["tea", 0.75, 2, "37.50"], ["cup", 0.25, 1, "25.00"]]
 * ```
 */
export function summariseProducts(log: OrderLog, options: ProductMixOptions): readonly ProductShare[] {
  const period = analysisPeriod(log, options);
  const [first, end] = [dayNumber(period.from), dayNumber(period.to)];
  const { productCategories } = options;
  const names = log.productIds.map((id) =>
    productCategories === undefined ? id : productCategories.get(id),
  );
  const sums = new Map<
    string | undefined,
    { units: bigint; lines: number; customers: number; last: number }
  >();
  let total = 0n;
  for (let i = 0; i < log.size; i++) {
    if (!(log.amounts[i]! > 0) || log.days[i]! < first || log.days[i]! >= end) continue;
    const name = names[log.products?.[i] ?? -1];
    const sum = sums.get(name) ?? { units: 0n, lines: 0, customers: 0, last: -1 };
    sums.set(name, sum);
    const units = BigInt(log.amounts[i]!);
    sum.units += units;
    total += units;
    sum.lines++;
    if (sum.last !== log.customers[i]!) sum.customers++;
    sum.last = log.customers[i]!;
  }
  const rows = [...sums].sort(([a = "", x], [b = "", y]) =>
    x.units === y.units ? compareCodePoints(a, b) : x.units > y.units ? -1 : 1,
  );
  return Object.freeze(
    rows.map(([name, { units, lines, customers }]) =>
      Object.freeze({
        ...(name === undefined ? {} : { name }),
        purchases: moneyOfUnits(units, log),
        share: Number(units) / Number(total),
        lines,
        customers,
        perLine: moneyOfUnits((2n * units + BigInt(lines)) / (2n * BigInt(lines)), log),
      }),
    ),
  );
}

import { dayNumber, type Period } from "../calendar/index.ts";
import { addUnits, type Money } from "../money/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";

/** Options of {@link compareProducts}. */
export interface CompareProductsOptions {
  /** The days looked at. */
  readonly period: Period;
  /** The earlier days that they are compared with; of the same length, or the increments compare unlike things. */
  readonly before: Period;
}

/** One product in one period. */
export interface ProductSales {
  /** Customers who bought it. */
  readonly buyers: number;
  /** Of the customers who bought anything in the period; 0 where nobody did. */
  readonly purchaseRate: number;
  /** What they spent on it. */
  readonly spend: Money;
}

/** One product in two periods. */
export interface ProductComparison {
  /** The product. */
  readonly productId: string;
  /** In the period. */
  readonly now: ProductSales;
  /** In the earlier period. */
  readonly before: ProductSales;
  /** Spend of the period less that of the earlier. */
  readonly incrementalSpend: Money;
  /** Purchase rate of the period less that of the earlier, −1 to 1. */
  readonly incrementalPurchaseRate: number;
}

/**
 * Compares how many customers buy each product, and for how much, in two periods. It is a difference of two times and no
 * effect of anything done between them. For the customers of a segment, `selectCustomers` first.
 *
 * `purchase rate = buyers of the product / buyers of anything`, `incremental spend = spend − spend before`
 *
 * @returns products with a purchase in either period, in code-point order; lines without a product are left out, though
 *   their buyers count as buyers of anything
 * @throws RangeError if a period holds no day, or the two overlap
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { compareProducts } from "clientele/rfm";
 *
 * const buy = (customerId: string, orderedOn: `2026-${number}-${number}`, productId: string, amount: string) => ({ customerId, orderedOn, productId, amount });
 * const log = orderLogFromRows(
 *   [buy("ann", "2026-04-02", "tea", "10"), buy("bob", "2026-04-09", "cup", "5"), buy("ann", "2026-05-02", "tea", "12"), buy("bob", "2026-05-03", "tea", "6")],
 *   { currency: "EUR" },
 * );
 * const [cup, tea] = compareProducts(log, {
 *   before: { from: "2026-04-01", to: "2026-05-01" },
 *   period: { from: "2026-05-01", to: "2026-05-31" },
 * });
 * [tea?.before.purchaseRate, tea?.now.purchaseRate, tea?.incrementalPurchaseRate]; // => [0.5, 1, 0.5]
 * tea?.incrementalSpend; // => { amount: "8.00", currency: "EUR" }
 * cup?.incrementalSpend.amount; // => "-5.00"
 * ```
 */
export function compareProducts(
  log: OrderLog,
  options: CompareProductsOptions,
): readonly ProductComparison[] {
  const spans = [options.before, options.period].map(
    ({ from, to }) => [dayNumber(from), dayNumber(to)] as const,
  );
  const [before, now] = [spans[0]!, spans[1]!];
  if (before[1] <= before[0] || now[1] <= now[0] || (before[0] < now[1] && now[0] < before[1])) {
    const { before: one, period: other } = options;
    throw new RangeError(
      `Cannot compare products: both periods must hold a day and not overlap, got [${one.from}, ${one.to}) and [${other.from}, ${other.to})`,
    );
  }
  const [a, b] = [sumProducts(log, before), sumProducts(log, now)];
  const rows: ProductComparison[] = [];
  log.productIds.forEach((productId, product) => {
    if (a.buyers[product] === 0 && b.buyers[product] === 0) return;
    const [earlier, later] = [salesOf(log, a, product), salesOf(log, b, product)];
    rows.push(
      Object.freeze({
        productId,
        now: later,
        before: earlier,
        incrementalSpend: moneyOfUnits(addUnits(b.spend[product]!, -a.spend[product]!), log),
        incrementalPurchaseRate: later.purchaseRate - earlier.purchaseRate,
      }),
    );
  });
  return Object.freeze(rows);
}

interface Sums {
  readonly buyers: Int32Array;
  readonly spend: (number | bigint)[];
  readonly active: number;
}

function sumProducts(log: OrderLog, [from, to]: readonly [number, number]): Sums {
  const products = log.productIds.length;
  const buyers = new Int32Array(products);
  const spend = Array.from({ length: products }, (): number | bigint => 0);
  // Lines of one customer stand together, so the last buyer of a product is enough to count each once.
  const lastBuyer = new Int32Array(products).fill(-1);
  let active = 0;
  let last = -1;
  for (let i = 0; i < log.size; i++) {
    if (log.amounts[i]! <= 0 || log.days[i]! < from || log.days[i]! >= to) continue;
    const customer = log.customers[i]!;
    if (customer !== last) active += 1;
    last = customer;
    const product = log.products?.[i] ?? -1;
    if (product < 0) continue;
    if (lastBuyer[product] !== customer) buyers[product]!++;
    lastBuyer[product] = customer;
    spend[product] = addUnits(spend[product]!, log.amounts[i]!);
  }
  return { buyers, spend, active };
}

const salesOf = (log: OrderLog, { buyers, spend, active }: Sums, product: number): ProductSales =>
  Object.freeze({
    buyers: buyers[product]!,
    purchaseRate: active === 0 ? 0 : buyers[product]! / active,
    spend: moneyOfUnits(spend[product]!, log),
  });

import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Money } from "../money/index.ts";
import {
  type AnalysisOptions,
  analysisPeriod,
  type CustomerTable,
  createCustomerTable,
  moneyOfUnits,
  type OrderLog,
  withColumns,
} from "../orders/index.ts";

/** How broadly one customer buys. */
export interface BreadthRow {
  /** The customer. */
  readonly customerId: string;
  /** Distinct products bought. */
  readonly products: number;
  /** The product with the largest amount; of equals the first in code-point order. Absent where no product is known. */
  readonly mainProduct?: string | undefined;
  /** Of the purchases with a known product, that of the main one; 0 where none is known. */
  readonly mainShare: number;
  /** How many products bought alike would be as mixed: 1 / Σ shareᵢ²; 0 where none is known. */
  readonly effectiveProducts: number;
  /** All purchases. */
  readonly purchases: Money;
  /** Purchases without a product: of what, is not known. */
  readonly unknown: Money;
}

/** How broadly every customer with a purchase buys, by column. */
export interface BreadthTable extends CustomerTable<BreadthRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** Distinct products bought. */
  readonly products: Int32Array;
  /** 1 / Σ shareᵢ². */
  readonly effectiveProducts: Float64Array;
  /** Integer units of purchases. */
  readonly purchases: Float64Array;
  /** Customers who buy one or two products and nothing unknown, by id: who buys the rest elsewhere is worth asking. */
  readonly fewProducts: readonly string[];
}

/** Options of {@link measureBreadth}. */
export interface BreadthOptions extends AnalysisOptions {
  /**
   * The most products that are few.
   * @defaultValue `2`
   */
  readonly few?: number | undefined;
}

/**
 * Measures how many products each customer buys and how evenly, in `[from, asOf)`. Returns and free lines do not count.
 *
 * `effective products = 1 / Σ (amountⱼ / Σ amount)²` (inverse Simpson or Herfindahl index)
 *
 * @throws RangeError if a day is none, `from` is after `asOf`, or `few` is not a positive integer
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { measureBreadth } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", amount: "60", productId: "tea" },
 *     { customerId: "ann", orderedOn: "2026-05-09", amount: "20", productId: "cup" },
 *     { customerId: "bob", orderedOn: "2026-05-09", amount: "20", productId: "cup" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const table = measureBreadth(log, { asOf: "2026-06-01", few: 1 });
 * const ann = table.get("ann");
 * [ann?.products, ann?.mainProduct, ann?.mainShare, ann?.effectiveProducts]; // => [2, "tea", 0.75, 1.6]
 * table.fewProducts; // => ["bob"]
 * ```
 */
export function measureBreadth(log: OrderLog, options: BreadthOptions): BreadthTable {
  const { few = 2 } = options;
  if (!Number.isSafeInteger(few) || few < 1) {
    throw new RangeError(`Cannot measure breadth: few must be a positive integer, got ${few}`);
  }
  const { from, to: asOf } = analysisPeriod(log, options);
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  const ids: string[] = [];
  const measures: Measure[] = [];
  // Lines of one customer stand together, so one small map at a time is enough.
  for (let at = 0; at < log.size; ) {
    const customer = log.customers[at]!;
    const amounts = new Map<number, number>();
    let [purchases, unknown] = [0, 0];
    for (; at < log.size && log.customers[at] === customer; at++) {
      const amount = log.amounts[at]!;
      if (!(amount > 0) || log.days[at]! < first || log.days[at]! >= end) continue;
      purchases += amount;
      const product = log.products?.[at] ?? -1;
      if (product < 0) unknown += amount;
      else amounts.set(product, (amounts.get(product) ?? 0) + amount);
    }
    if (purchases === 0) continue;
    ids.push(log.customerIds[customer]!);
    measures.push(measureOf(amounts, purchases, unknown));
  }
  const customerIds = Object.freeze(ids);
  return withColumns(
    createCustomerTable(customerIds, (i): BreadthRow => {
      const { main, mainShare, products, effective, purchases, unknown } = measures[i]!;
      return Object.freeze({
        customerId: customerIds[i]!,
        products,
        ...(main === undefined ? {} : { mainProduct: log.productIds[main]! }),
        mainShare,
        effectiveProducts: effective,
        purchases: moneyOfUnits(purchases, log),
        unknown: moneyOfUnits(unknown, log),
      });
    }),
    {
      from,
      asOf,
      products: Int32Array.from(measures, (one) => one.products),
      effectiveProducts: Float64Array.from(measures, (one) => one.effective),
      purchases: Float64Array.from(measures, (one) => one.purchases),
      fewProducts: Object.freeze(
        customerIds.filter((_, i) => measures[i]!.unknown === 0 && measures[i]!.products <= few),
      ),
    },
  );
}

interface Measure {
  readonly main: number | undefined;
  readonly mainShare: number;
  readonly products: number;
  readonly effective: number;
  readonly purchases: number;
  readonly unknown: number;
}

function measureOf(amounts: ReadonlyMap<number, number>, purchases: number, unknown: number): Measure {
  const known = purchases - unknown;
  let main: number | undefined;
  let [largest, squares] = [0, 0];
  for (const [product, amount] of [...amounts].sort(([a], [b]) => a - b)) {
    if (amount > largest) [main, largest] = [product, amount];
    squares += (amount / known) ** 2;
  }
  return {
    main,
    mainShare: main === undefined ? 0 : largest / known,
    products: amounts.size,
    effective: main === undefined ? 0 : 1 / squares,
    purchases,
    unknown,
  };
}

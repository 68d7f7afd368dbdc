import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
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

/** What one customer's purchases are made of. */
export interface ProductStructureRow {
  /** The customer. */
  readonly customerId: string;
  /** Breadth: distinct categories bought. */
  readonly categories: number;
  /** Depth: distinct products of known category over categories; 0 without any. */
  readonly productsPerCategory: number;
  /** How many categories bought alike would be as mixed: 1 / Σ shareᵢ²; 0 without any. */
  readonly effectiveCategories: number;
  /** The structure: the amount in each category bought, the largest first, then by name. */
  readonly shares: readonly {
    /** The category. */
    readonly category: string;
    /** The amount of purchases. */
    readonly amount: Money;
    /** Its share of the purchases of known category. */
    readonly share: number;
  }[];
  /** Categories of the catalogue never bought in these days, in code-point order. */
  readonly never: readonly string[];
  /** Purchases without a product, or of one without a category. */
  readonly unknown: Money;
}

/** What the purchases of all customers are made of. */
export interface ProductStructureTable extends CustomerTable<ProductStructureRow> {
  /** The first day seen. */
  readonly from: PlainDate;
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The categories of the catalogue, in code-point order. */
  readonly catalogue: readonly string[];
  /** Distinct categories of each customer. */
  readonly categories: Int32Array;
}

/** Options of {@link measureProductStructure}. */
export interface ProductStructureOptions extends AnalysisOptions {
  /** The category of each product. */
  readonly productCategories: ReadonlyMap<string, string>;
}

/**
 * Measures breadth and structure of what each customer buys, in `[from, asOf)`: how many categories, how deep, in which shares, and
 * what never. Returns and free lines do not count. `measureBreadth` of `clientele/value` does the same of single products.
 *
 * `effective categories = 1 / Σ (amount_c / Σ amount)²` (inverse Simpson index)
 *
 * @throws RangeError if a day is none, or `from` is after `asOf`
 *
 * @example
 * ```ts
 * import { measureProductStructure } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", amount: "60", productId: "tea" },
 *     { customerId: "ann", orderedOn: "2026-05-09", amount: "20", productId: "cup" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const productCategories = new Map([["tea", "drinks"], ["cup", "kitchen"], ["pen", "office"]]);
 * const ann = measureProductStructure(log, { asOf: "2026-06-01", productCategories }).get("ann");
 * [ann?.categories, ann?.effectiveCategories, ann?.never]; // => [2, 1.6, ["office"]]
 * ann?.shares[0]; // => { category: "drinks", amount: { amount: "60.00", currency: "EUR" }, share: 0.75 }
 * ```
 */
export function measureProductStructure(
  log: OrderLog,
  options: ProductStructureOptions,
): ProductStructureTable {
  const { from, to: asOf } = analysisPeriod(log, options);
  const [first, end] = [dayNumber(from), dayNumber(asOf)];
  const catalogue = Object.freeze([...new Set(options.productCategories.values())].sort(compareCodePoints));
  const place = new Map(catalogue.map((category, code) => [category, code]));
  const codeOf = log.productIds.map((id) => place.get(options.productCategories.get(id) ?? "") ?? -1);
  const ids: string[] = [];
  const measures: Measure[] = [];
  for (let at = 0; at < log.size; ) {
    const customer = log.customers[at]!;
    const amounts = new Map<number, number>();
    const products = new Set<number>();
    let [bought, unknown] = [false, 0];
    for (; at < log.size && log.customers[at] === customer; at++) {
      const amount = log.amounts[at]!;
      if (!(amount > 0) || log.days[at]! < first || log.days[at]! >= end) continue;
      bought = true;
      const product = log.products?.[at] ?? -1;
      const category = codeOf[product] ?? -1;
      if (category < 0) unknown += amount;
      else {
        amounts.set(category, (amounts.get(category) ?? 0) + amount);
        products.add(product);
      }
    }
    if (!bought) continue;
    ids.push(log.customerIds[customer]!);
    measures.push({
      unknown,
      products: products.size,
      amounts: [...amounts].sort(([a, x], [b, y]) => y - x || a - b),
    });
  }
  const customerIds = Object.freeze(ids);
  return withColumns(
    createCustomerTable(customerIds, (i) => rowOf(customerIds[i]!, measures[i]!, catalogue, log)),
    { from, asOf, catalogue, categories: Int32Array.from(measures, ({ amounts }) => amounts.length) },
  );
}

interface Measure {
  readonly amounts: readonly (readonly [number, number])[];
  readonly products: number;
  readonly unknown: number;
}

function rowOf(
  customerId: string,
  { amounts, products, unknown }: Measure,
  catalogue: readonly string[],
  log: OrderLog,
): ProductStructureRow {
  const known = amounts.reduce((sum, [, amount]) => sum + amount, 0);
  const squares = amounts.reduce((sum, [, amount]) => sum + (amount / known) ** 2, 0);
  const bought = new Set(amounts.map(([category]) => category));
  return Object.freeze({
    customerId,
    categories: amounts.length,
    productsPerCategory: amounts.length === 0 ? 0 : products / amounts.length,
    effectiveCategories: amounts.length === 0 ? 0 : 1 / squares,
    shares: Object.freeze(
      amounts.map(([category, amount]) =>
        Object.freeze({
          category: catalogue[category]!,
          amount: moneyOfUnits(amount, log),
          share: amount / known,
        }),
      ),
    ),
    never: Object.freeze(catalogue.filter((_, code) => !bought.has(code))),
    unknown: moneyOfUnits(unknown, log),
  });
}

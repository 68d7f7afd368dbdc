import { addYears, dayNumber, type PlainDate } from "../calendar/index.ts";
import type { Insight, InsightPayload } from "../model/index.ts";
import { moneyOfUnits, type OrderLog } from "../orders/index.ts";
import type { AbcShares } from "./abc-shares.ts";
import { classifyAbc } from "./classify-abc.ts";
import { valueCustomers } from "./value-customers.ts";

/** Options of {@link findValueInsights}. */
export interface ValueInsightOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /** The category of each product, by product id. */
  readonly productCategories: ReadonlyMap<string, string>;
  /**
   * The shares that divide A, B and C; see `classifyAbc`.
   * @defaultValue `[0.8, 0.95]`
   */
  readonly shares?: AbcShares | undefined;
  /**
   * The fewest orders from which a narrow range is judged.
   * @defaultValue `3`
   */
  readonly minimumOrders?: number | undefined;
}

/**
 * Finds the A customers who buy from one product category only.
 *
 * `value.narrow-range`: of the year before `asOf`, customers of class A with at least `minimumOrders` orders whose
 * purchases all belong to one category. A purchase without a product, or of a product without a category, could be of
 * any, so nothing is concluded of its customer. The strength is `orders / (orders + 1)`.
 *
 * @returns insights by customer
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { findValueInsights } from "clientele/value";
 *
 * const log = orderLogFromRows(
 *   (["2026-02-01", "2026-03-01", "2026-04-01"] as const).map((orderedOn) => ({
 *     customerId: "ann",
 *     orderedOn,
 *     amount: "50",
 *     productId: "kettle",
 *   })),
 *   { currency: "EUR" },
 * );
 * const productCategories = new Map([["kettle", "kitchen"]]);
 * const [narrow] = findValueInsights(log, { asOf: "2026-06-01", productCategories });
 * narrow?.payload; // => { categories: 1, amount: "150.00", currency: "EUR" }
 * ```
 */
export function findValueInsights(log: OrderLog, options: ValueInsightOptions): readonly Insight[] {
  const { asOf, productCategories, shares, minimumOrders = 3 } = options;
  if (!Number.isSafeInteger(minimumOrders) || minimumOrders < 1) {
    throw new RangeError(
      `Cannot find insights: minimumOrders must be a positive integer, got ${minimumOrders}`,
    );
  }
  const from = addYears(asOf, -1);
  const abc = classifyAbc(valueCustomers(log, { asOf, from }), { shares });
  const ranges = readRanges(log, { first: dayNumber(from), end: dayNumber(asOf), productCategories });
  const insights: Insight[] = [];
  abc.customerIds.forEach((customerId, i) => {
    const range = abc.codes[i] === 0 ? ranges.get(customerId) : undefined;
    if (range?.category === undefined || range.orders < minimumOrders) return;
    const { amount, currency } = moneyOfUnits(range.units, log);
    const payload: InsightPayload<"value.narrow-range"> = { categories: 1, amount, currency };
    const insight: Insight = {
      schemaVersion: 1,
      id: `value.narrow-range:${customerId}:${asOf}`,
      kind: "value.narrow-range",
      subjectId: customerId,
      asOf,
      strength: range.orders / (range.orders + 1),
      evidence: [
        { label: `the only category bought since ${from}`, value: range.category, asOf, source: "value" },
        { label: `orders since ${from}`, value: range.orders, asOf, source: "value" },
        { label: `purchases since ${from}, in ${currency}`, value: amount, asOf, source: "value" },
      ],
      payload: Object.freeze(payload),
    };
    insights.push(Object.freeze(insight));
  });
  return Object.freeze(insights);
}

/** What a customer bought in a period; without a category where it was several, or one that is not known. */
interface Range {
  category: string | undefined;
  orders: number;
  units: number;
}

function readRanges(
  log: OrderLog,
  period: {
    readonly first: number;
    readonly end: number;
    readonly productCategories: ReadonlyMap<string, string>;
  },
): ReadonlyMap<string, Range> {
  const categories = log.productIds.map((id) => period.productCategories.get(id));
  const seen = new Uint8Array(log.orders);
  const ranges = new Map<string, Range>();
  for (let i = 0; i < log.size; i++) {
    if (log.days[i]! < period.first || log.days[i]! >= period.end || !(log.amounts[i]! > 0)) continue;
    const customerId = log.customerIds[log.customers[i]!]!;
    const category = categories[log.products?.[i] ?? -1];
    let range = ranges.get(customerId);
    if (range === undefined) {
      range = { category, orders: 0, units: 0 };
      ranges.set(customerId, range);
    }
    if (range.category !== category) range.category = undefined;
    if (seen[log.orderCodes[i]!] === 0) range.orders++;
    seen[log.orderCodes[i]!] = 1;
    range.units += log.amounts[i]!;
  }
  return ranges;
}

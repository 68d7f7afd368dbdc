import { dayNumber } from "../calendar/index.ts";
import { type AnalysisOptions, analysisPeriod, type OrderLog } from "../orders/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { checkWhole, checkWord, wrongOption } from "./_check.ts";
import { createCodeList, pushCode } from "./_code-list.ts";
import type { Baskets, BasketUnit } from "./baskets.ts";

/** Options of {@link basketsFromOrders}. */
export interface BasketsFromOrdersOptions extends AnalysisOptions {
  /**
   * What makes one basket: an order (a customer-day where the log has no order ids), all that one customer bought, or what one
   * customer bought within one window of `windowDays`.
   *
   * They answer different questions. Two products can go together in orders and not in customers, and the other way round.
   * @defaultValue `"order"`
   */
  readonly by?: "order" | "customer" | "window" | undefined;
  /** The length of a window in days, by windows only: they are counted back from `asOf`, and an incomplete first one is left out. */
  readonly windowDays?: number | undefined;
  /**
   * Whether gifts and samples (lines of amount zero) are in the basket.
   * @defaultValue `"leave-out"`
   */
  readonly freeLines?: "count" | "leave-out" | undefined;
  /**
   * Baskets with more distinct items are set aside, and the report says which.
   * @defaultValue no limit
   */
  readonly maxItems?: number | undefined;
}

/**
 * Makes baskets of an order log: what was bought together, by whom and when.
 *
 * Purchases alone make a basket; goods given back are not in it, nor taken out of it, since the day of the purchase is
 * what the customer wanted. A purchase without a product is left out and counted: its content is unknown, not empty, so no basket of
 * an order log is ever empty.
 *
 * Baskets stand by customer and day. `days` is the day of the first purchase of each.
 *
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromOrders } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = [
 *   { customerId: "ann", orderId: "o1", orderedOn: "2026-05-02", productId: "tea", amount: "4" },
 *   { customerId: "ann", orderId: "o1", orderedOn: "2026-05-02", productId: "milk", amount: "1" },
 *   { customerId: "ann", orderId: "o2", orderedOn: "2026-05-09", productId: "bread", amount: "3" },
 * ] as const;
 * const log = orderLogFromRows(rows, { currency: "EUR" });
 * basketsFromOrders(log, { asOf: "2026-06-01" }).row(0); // => { items: ["milk", "tea"], basketId: "o1", customerId: "ann" }
 * basketsFromOrders(log, { asOf: "2026-06-01", by: "customer" }).row(0).items; // => ["bread", "milk", "tea"]
 * ```
 */
export function basketsFromOrders(log: OrderLog, options: BasketsFromOrdersOptions): Baskets {
  const doing = "make baskets";
  const { by = "order", windowDays, freeLines = "leave-out", maxItems } = options;
  checkWord(doing, "by", by, ["order", "customer", "window"]);
  checkWord(doing, "freeLines", freeLines, ["count", "leave-out"]);
  checkWhole(doing, "maxItems", maxItems, 1);
  checkWhole(doing, "windowDays", windowDays, 1);
  if ((by === "window") !== (windowDays !== undefined))
    throw wrongOption(doing, "windowDays", 'given with by "window", and only then', windowDays);
  const period = analysisPeriod(log, options);
  const end = dayNumber(period.to);
  const span = end - dayNumber(period.from);
  const begin = windowDays === undefined ? end - span : end - Math.floor(span / windowDays) * windowDays;

  const leftOut = { returns: 0, freeLines: 0, withoutProduct: 0, outside: 0 };
  const [codes, offsets, owners, days, names] = Array.from({ length: 5 }, createCodeList) as [
    ...Five<ReturnType<typeof createCodeList>>,
  ];
  let [lastOwner, lastGroup] = [-1, -1];
  for (let line = 0; line < log.size; line++) {
    const [day, amount, product] = [log.days[line]!, log.amounts[line]!, log.products?.[line] ?? -1];
    if (day < begin || day >= end) leftOut.outside++;
    else if (amount < 0) leftOut.returns++;
    else if (amount === 0 && freeLines === "leave-out") leftOut.freeLines++;
    else if (product < 0) leftOut.withoutProduct++;
    else {
      const owner = log.customers[line]!;
      const group =
        by === "order"
          ? log.orderCodes[line]!
          : by === "customer"
            ? 0
            : Math.floor((end - 1 - day) / (windowDays ?? 1));
      if (owner !== lastOwner || group !== lastGroup) {
        pushCode(offsets, codes.size);
        pushCode(owners, owner);
        pushCode(days, day);
        pushCode(names, group);
        [lastOwner, lastGroup] = [owner, group];
      }
      pushCode(codes, product);
    }
  }
  pushCode(offsets, codes.size);
  const used = usedOf(owners.values.subarray(0, owners.size), log.customerIds);
  const products = usedOf(codes.values.subarray(0, codes.size), log.productIds);
  const unit: BasketUnit =
    by === "order" ? log.orderUnit : by === "customer" ? "customer" : "customer-window";
  return arrangeBaskets(
    {
      unit,
      texts: products.texts,
      offsets: offsets.values.slice(0, offsets.size),
      codes: products.codes,
      basketIds:
        by === "order" && log.orderIds !== undefined
          ? Object.freeze(Array.from(names.values.subarray(0, names.size), (code) => log.orderIds![code]!))
          : undefined,
      customerIds: Object.freeze(used.texts),
      customers: used.codes,
      days: days.values.slice(0, days.size),
      leftOut: Object.freeze(leftOut),
    },
    { emptyBaskets: "count", maxItems },
  );
}

type Five<T> = [T, T, T, T, T];

/** The texts that occur, in their order, and the codes renumbered to them. */
function usedOf(codes: Int32Array, texts: readonly string[]): { texts: string[]; codes: Int32Array } {
  const mark = new Int32Array(texts.length);
  for (const code of codes) mark[code] = 1;
  const used: string[] = [];
  for (let code = 0; code < texts.length; code++) {
    if (mark[code] === 1) {
      mark[code] = used.length;
      used.push(texts[code]!);
    }
  }
  return { texts: used, codes: codes.map((code) => mark[code]!) };
}

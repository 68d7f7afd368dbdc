import { createIssueCollector } from "../issues/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { checkWord } from "./_check.ts";
import { createCodeList, pushCode } from "./_code-list.ts";
import { collectOrders } from "./_collect-orders.ts";
import { createItemDictionary, ITEM_ID } from "./_item-dictionary.ts";
import type { Baskets } from "./baskets.ts";
import type { BasketsFromOrdersOptions } from "./order-basket-options.ts";

/** Baskets that say what each of their items was worth: a profit, a revenue; negative where it was a loss. */
export interface ValuedBaskets extends Baskets {
  /** The value of each item in its basket, beside `items`; repeated items are added up. */
  readonly values: Float64Array;
}

/** One item of a basket and what it was worth there. */
export interface ValuedItem {
  /** The item. */
  readonly itemId: string;
  /** What it was worth in this basket: unit profit times quantity. */
  readonly value: number;
}

/**
 * Makes valued baskets of lists, one list a basket, in the order given. Values of an item that is named twice are added.
 *
 * @throws InvalidDataError naming every item that is no text, and every value that is no finite number
 *
 * @example
 * ```ts
 * import { valuedBasketsFromLists } from "clientele/affinity";
 *
 * const baskets = valuedBasketsFromLists([[{ itemId: "tea", value: 3 }, { itemId: "cup", value: -1 }, { itemId: "tea", value: 2 }]]);
 * baskets.row(0).items; // => ["cup", "tea"]
 * baskets.values; // => Float64Array.of(-1, 5)
 * ```
 */
export function valuedBasketsFromLists(lists: Iterable<Iterable<ValuedItem>>): ValuedBaskets {
  const issues = createIssueCollector();
  const dictionary = createItemDictionary();
  const [codes, offsets] = [createCodeList(), createCodeList()];
  const values: number[] = [];
  pushCode(offsets, 0);
  let row = 0;
  for (const list of lists) {
    let place = 0;
    for (const { itemId, value } of list) {
      const code = dictionary.codeOf(itemId);
      if (code < 0)
        issues.add({ code: "bad-item", row, path: [place, "itemId"], value: itemId, expected: ITEM_ID });
      if (!Number.isFinite(value))
        issues.add({ code: "bad-value", row, path: [place, "value"], value, expected: "a finite number" });
      if (code >= 0) {
        pushCode(codes, code);
        values.push(value);
      }
      place++;
    }
    pushCode(offsets, codes.size);
    row++;
  }
  issues.throwIfAny("make valued baskets");
  const baskets = arrangeBaskets(
    {
      unit: "basket",
      texts: dictionary.texts,
      offsets: offsets.values.slice(0, offsets.size),
      codes: codes.values.subarray(0, codes.size),
    },
    { emptyBaskets: "count", maxItems: undefined },
  );
  return withValues(baskets, offsets.values, codes.values, dictionary.texts, (at) => values[at]!);
}

/** Options of {@link valuedBasketsFromOrders}. */
export interface ValuedBasketsFromOrdersOptions extends Omit<BasketsFromOrdersOptions, "maxItems"> {
  /**
   * What an item is worth: its revenue less its cost, or its revenue.
   * @defaultValue `"profit"`
   */
  readonly value?: "profit" | "revenue" | undefined;
}

/**
 * Makes valued baskets of an order log: what was bought together, and what each product brought, in integer units of the log.
 *
 * @throws RangeError if an option is out of range, or a profit is asked of a log in which a line lacks its cost
 *
 * @example
 * ```ts
 * import { valuedBasketsFromOrders } from "clientele/affinity";
 * import { orderLogFromRows } from "clientele/orders";
 *
 * const rows = [
 *   { customerId: "ann", orderedOn: "2026-05-02", productId: "tea", amount: "4.50", cost: "2.00" },
 *   { customerId: "ann", orderedOn: "2026-05-02", productId: "cup", amount: "1.00", cost: "1.25" },
 * ] as const;
 * const log = orderLogFromRows(rows, { currency: "EUR" });
 * valuedBasketsFromOrders(log, { asOf: "2026-06-01" }).values; // => Float64Array.of(-25, 250)
 * ```
 */
export function valuedBasketsFromOrders(
  log: OrderLog,
  options: ValuedBasketsFromOrdersOptions,
): ValuedBaskets {
  const doing = "make valued baskets";
  const { value = "profit" } = options;
  checkWord(doing, "value", value, ["profit", "revenue"]);
  const { costs } = log;
  if (value === "profit" && costs === undefined)
    throw new RangeError(
      `Cannot ${doing}: a profit needs the cost of every line, ${log.linesWithoutCost} of ${log.size} lack theirs; take the revenue, and say so`,
    );
  const collected = collectOrders(doing, log, options);
  const baskets = arrangeBaskets(collected.raw, { emptyBaskets: "count", maxItems: undefined });
  return withValues(baskets, collected.raw.offsets, collected.raw.codes, collected.raw.texts, (at) => {
    const line = collected.lines[at]!;
    return log.amounts[line]! - (value === "profit" ? costs![line]! : 0);
  });
}

/** Adds the values of all occurrences to the item in its basket. */
function withValues(
  baskets: Baskets,
  offsets: Int32Array,
  codes: Int32Array,
  texts: readonly string[],
  valueAt: (occurrence: number) => number,
): ValuedBaskets {
  const places = new Map(baskets.itemIds.map((id, code) => [id, code]));
  const placeOf = Int32Array.from(texts, (text) => places.get(text)!);
  const values = new Float64Array(baskets.items.length);
  const spot = new Int32Array(baskets.itemIds.length);
  for (let b = 0; b < baskets.size; b++) {
    for (let i = baskets.offsets[b]!; i < baskets.offsets[b + 1]!; i++) spot[baskets.items[i]!] = i;
    for (let at = offsets[b]!; at < offsets[b + 1]!; at++)
      values[spot[placeOf[codes[at]!]!]!]! += valueAt(at);
  }
  return Object.freeze({ ...baskets, values });
}

import { dayNumber, isPlainDate, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { createItemDictionary, ITEM_ID, isItemId } from "./_item-dictionary.ts";
import type { Baskets } from "./baskets.ts";
import { type BasketOptions, checkBasketOptions } from "./baskets-from-lists.ts";

/** One item of one basket, as a long table has it. */
export interface BasketItemRow {
  /** The basket: a receipt, an invoice, a session. */
  readonly basketId: string;
  /** The item. */
  readonly itemId: string;
  /** Whose basket it is; all rows of a basket or none, and always the same. */
  readonly customerId?: string | undefined;
  /** The day of the basket; all rows of a basket or none, and always the same. */
  readonly boughtOn?: PlainDate | undefined;
}

interface Gathered {
  readonly codes: number[];
  readonly customerId: string | undefined;
  readonly boughtOn: PlainDate | undefined;
}

/**
 * Makes baskets of the rows of a long table, one item of one basket a row, in any order.
 *
 * The baskets stand in code-point order of their ids, so the order of the rows does not matter. Customers (and days) are columns
 * of the result where every row has one.
 *
 * @throws InvalidDataError naming every row whose basket, item, customer or day is not acceptable, or whose customer or day is
 *   another than that of an earlier row of its basket
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromRows } from "clientele/affinity";
 *
 * const baskets = basketsFromRows([
 *   { basketId: "r2", itemId: "tea", customerId: "ann", boughtOn: "2026-05-02" },
 *   { basketId: "r1", itemId: "tea", customerId: "bob", boughtOn: "2026-05-01" },
 *   { basketId: "r2", itemId: "milk", customerId: "ann", boughtOn: "2026-05-02" },
 * ]);
 * baskets.row(1); // => { items: ["milk", "tea"], basketId: "r2", customerId: "ann" }
 * ```
 */
export function basketsFromRows(rows: Iterable<BasketItemRow>, options: BasketOptions = {}): Baskets {
  checkBasketOptions("make baskets", options);
  const issues = createIssueCollector();
  const dictionary = createItemDictionary();
  const gathered = new Map<string, Gathered>();
  let row = 0;
  let [withCustomer, withDay] = [0, 0];
  for (const { basketId, itemId, customerId, boughtOn } of rows) {
    const code = dictionary.codeOf(itemId);
    if (code < 0) issues.add({ code: "bad-item", row, path: ["itemId"], value: itemId, expected: ITEM_ID });
    const good = checkRow(issues, row, { basketId, itemId, customerId, boughtOn });
    if (customerId !== undefined) withCustomer++;
    if (boughtOn !== undefined) withDay++;
    if (good && code >= 0) {
      const basket = gathered.get(basketId) ?? { codes: [], customerId, boughtOn };
      gathered.set(basketId, basket);
      checkSame(issues, row, "customerId", customerId, basket.customerId);
      checkSame(issues, row, "boughtOn", boughtOn, basket.boughtOn);
      basket.codes.push(code);
    }
    row++;
  }
  issues.throwIfAny("make baskets");
  const baskets = [...gathered].sort(([a], [b]) => compareCodePoints(a, b));
  const offsets = new Int32Array(baskets.length + 1);
  baskets.forEach(([, { codes }], b) => {
    offsets[b + 1] = offsets[b]! + codes.length;
  });
  const codes = Int32Array.from(baskets.flatMap(([, basket]) => basket.codes));
  const customerIds =
    withCustomer === row ? [...new Set(baskets.map(([, b]) => b.customerId!))].sort(compareCodePoints) : [];
  const customerCodes = new Map(customerIds.map((id, i) => [id, i]));
  return arrangeBaskets(
    {
      unit: "basket",
      texts: dictionary.texts,
      offsets,
      codes,
      basketIds: Object.freeze(baskets.map(([id]) => id)),
      ...(withCustomer === row
        ? {
            customerIds: Object.freeze(customerIds),
            customers: Int32Array.from(baskets, ([, b]) => customerCodes.get(b.customerId!)!),
          }
        : {}),
      ...(withDay === row ? { days: Int32Array.from(baskets, ([, b]) => dayNumber(b.boughtOn!)) } : {}),
    },
    { emptyBaskets: options.emptyBaskets ?? "count", maxItems: options.maxItems },
  );
}

function checkRow(issues: IssueCollector, row: number, value: BasketItemRow): boolean {
  const before = issues.total;
  const { basketId, customerId, boughtOn } = value;
  const expected = "an id: text of 1 to 200 characters, well-formed and without U+0000";
  if (!isItemId(basketId)) issues.add({ code: "bad-id", row, path: ["basketId"], value: basketId, expected });
  if (customerId !== undefined && !isItemId(customerId))
    issues.add({ code: "bad-id", row, path: ["customerId"], value: customerId, expected });
  if (boughtOn !== undefined && !isPlainDate(boughtOn))
    issues.add({ code: "bad-day", row, path: ["boughtOn"], value: boughtOn, expected: "a day YYYY-MM-DD" });
  return issues.total === before;
}

function checkSame(
  issues: IssueCollector,
  row: number,
  field: "customerId" | "boughtOn",
  value: string | undefined,
  first: string | undefined,
): void {
  if (value === first) return;
  const expected =
    first === undefined
      ? `no ${field}, as in the first row of the basket`
      : `${first}, as in the first row of the basket`;
  issues.add({
    code: "contradiction",
    row,
    path: [field],
    expected,
    ...(value === undefined ? {} : { value }),
  });
}

import { createIssueCollector } from "../issues/index.ts";
import { arrangeBaskets } from "./_arrange-baskets.ts";
import { checkWhole, checkWord } from "./_check.ts";
import { createCodeList, pushCode } from "./_code-list.ts";
import { createItemDictionary, ITEM_ID } from "./_item-dictionary.ts";
import type { Baskets } from "./baskets.ts";

/** Which baskets are kept. */
export interface BasketOptions {
  /**
   * Whether a basket without items counts in the n of every share. Where all transactions are listed it should; where a list is
   * empty because its content is unknown, it should not.
   * @defaultValue `"count"`
   */
  readonly emptyBaskets?: "count" | "leave-out" | undefined;
  /**
   * Baskets with more distinct items are set aside, and the report says which: orders of a reseller say little of what goes
   * together, and the work grows with the square of a basket.
   * @defaultValue no limit
   */
  readonly maxItems?: number | undefined;
}

/** Whether the options of all makers of baskets are right. */
export function checkBasketOptions(doing: string, options: BasketOptions): void {
  checkWord(doing, "emptyBaskets", options.emptyBaskets ?? "count", ["count", "leave-out"]);
  checkWhole(doing, "maxItems", options.maxItems, 1);
}

/**
 * Makes baskets of lists of items, one list a basket, in the order given.
 *
 * An item that a list names twice is in it once; the report counts those. Items are text: a number is refused, so that 1 and "1"
 * are never mixed up.
 *
 * @param lists - each the items of one basket, in any order
 * @throws InvalidDataError naming every item that is not text of 1 to 200 characters
 * @throws RangeError if an option is out of range
 *
 * @example
 * ```ts
 * import { basketsFromLists } from "clientele/affinity";
 *
 * const baskets = basketsFromLists([["tea", "milk"], ["milk", "milk", "bread"], []]);
 * baskets.size; // => 3
 * baskets.itemIds; // => ["bread", "milk", "tea"]
 * baskets.row(1).items; // => ["bread", "milk"]
 * [baskets.report.duplicates, baskets.report.emptyBaskets]; // => [1, 1]
 * ```
 */
export function basketsFromLists(lists: Iterable<Iterable<string>>, options: BasketOptions = {}): Baskets {
  checkBasketOptions("make baskets", options);
  const issues = createIssueCollector();
  const dictionary = createItemDictionary();
  const [codes, offsets] = [createCodeList(), createCodeList()];
  pushCode(offsets, 0);
  let row = 0;
  for (const list of lists) {
    // A text is iterable too, and its letters would become items.
    if (typeof list === "string" || typeof list?.[Symbol.iterator] !== "function") {
      issues.add({ code: "bad-basket", row, path: [], value: list, expected: "a list of items" });
    } else {
      let place = 0;
      for (const item of list) {
        const code = dictionary.codeOf(item);
        if (code < 0) issues.add({ code: "bad-item", row, path: [place], value: item, expected: ITEM_ID });
        else pushCode(codes, code);
        place++;
      }
    }
    pushCode(offsets, codes.size);
    row++;
  }
  issues.throwIfAny("make baskets");
  return arrangeBaskets(
    {
      unit: "basket",
      texts: dictionary.texts,
      offsets: offsets.values.slice(0, offsets.size),
      codes: codes.values.subarray(0, codes.size),
    },
    { emptyBaskets: options.emptyBaskets ?? "count", maxItems: options.maxItems },
  );
}

import { compareCodePoints } from "../ids/index.ts";
import { wrongOption } from "./_check.ts";
import type { Baskets } from "./baskets.ts";
import { basketsFromLists } from "./baskets-from-lists.ts";
import type { PurchaseSequences } from "./purchase-sequences.ts";

/** Options of {@link sequencesFromBaskets}. */
export interface SequenceOptions {
  /**
   * What stands in the sequences for each item, such as its category; an item without an entry is left out.
   * @defaultValue the items themselves
   */
  readonly groups?: ReadonlyMap<string, string> | undefined;
}

/**
 * Puts the baskets of each customer one after the other. Baskets of one day are one purchase, since their order is not known.
 *
 * @param baskets - by order or customer-day, with customers and days; a customer without an item left has an empty sequence
 * @throws RangeError if the baskets do not know their customers or days
 *
 * @example
 * ```ts
 * import { basketsFromRows, sequencesFromBaskets } from "clientele/affinity";
 *
 * const rows = [
 *   { basketId: "o1", customerId: "ann", boughtOn: "2026-05-02", itemId: "printer" },
 *   { basketId: "o2", customerId: "ann", boughtOn: "2026-05-30", itemId: "ink" },
 *   { basketId: "o3", customerId: "ann", boughtOn: "2026-05-30", itemId: "paper" },
 * ] as const;
 * const sequences = sequencesFromBaskets(basketsFromRows(rows));
 * [...sequences.offsets]; // => [0, 1, 3]
 * sequences.days[1]! - sequences.days[0]!; // => 28
 * ```
 */
export function sequencesFromBaskets(baskets: Baskets, options: SequenceOptions = {}): PurchaseSequences {
  const { customers, customerIds, days, offsets, items, size } = baskets;
  if (customers === undefined || customerIds === undefined || days === undefined)
    throw wrongOption("make sequences", "baskets", "baskets with customers and days", "baskets without");
  const { groups } = options;
  const itemIds =
    groups === undefined
      ? baskets.itemIds
      : Object.freeze(
          [...new Set(baskets.itemIds.flatMap((id) => groups.get(id) ?? []))].sort(compareCodePoints),
        );
  const place = new Map(itemIds.map((id, code) => [id, code]));
  const codeOf = baskets.itemIds.map(
    (id) => place.get(groups === undefined ? id : (groups.get(id) ?? "")) ?? -1,
  );
  const order = Int32Array.from(
    Array.from({ length: size }, (_, b) => b).sort(
      (a, b) => customers[a]! - customers[b]! || days[a]! - days[b]!,
    ),
  );

  const starts = new Int32Array(customerIds.length + 1);
  const allDays: number[] = [];
  const allOffsets: number[] = [0];
  const allItems: number[] = [];
  for (let at = 0; at < size; ) {
    const [owner, day] = [customers[order[at]!]!, days[order[at]!]!];
    const codes = new Set<number>();
    for (; at < size && customers[order[at]!] === owner && days[order[at]!] === day; at++) {
      const b = order[at]!;
      for (let i = offsets[b]!; i < offsets[b + 1]!; i++) {
        const code = codeOf[items[i]!]!;
        if (code >= 0) codes.add(code);
      }
    }
    if (codes.size === 0) continue;
    for (const code of [...codes].sort((a, b) => a - b)) allItems.push(code);
    allDays.push(day);
    allOffsets.push(allItems.length);
    starts[owner + 1]!++;
  }
  for (let c = 0; c < customerIds.length; c++) starts[c + 1]! += starts[c]!;
  return Object.freeze({
    size: customerIds.length,
    customerIds,
    itemIds,
    starts,
    days: Int32Array.from(allDays),
    offsets: Int32Array.from(allOffsets),
    items: Int32Array.from(allItems),
  });
}

/**
 * Makes sequences of lists, one list of purchases a customer, in the order given. The day of a purchase is its place in the list.
 *
 * @throws InvalidDataError naming every item that is not text of 1 to 200 characters
 *
 * @example
 * ```ts
 * import { sequencesFromLists } from "clientele/affinity";
 *
 * const sequences = sequencesFromLists([[["tea"], ["cup", "tea"]], [["cup"]]]);
 * [sequences.size, [...sequences.days]]; // => [2, [0, 1, 0]]
 * ```
 */
export function sequencesFromLists(lists: Iterable<Iterable<Iterable<string>>>): PurchaseSequences {
  const starts = [0];
  const days: number[] = [];
  const purchases: Iterable<string>[] = [];
  for (const list of lists) {
    let day = 0;
    for (const purchase of list) {
      purchases.push(purchase);
      days.push(day++);
    }
    starts.push(purchases.length);
  }
  const { itemIds, offsets, items } = basketsFromLists(purchases);
  return Object.freeze({
    size: starts.length - 1,
    itemIds,
    starts: Int32Array.from(starts),
    days: Int32Array.from(days),
    offsets,
    items,
  });
}

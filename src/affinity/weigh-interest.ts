import { dayNumber, type PlainDate } from "../calendar/index.ts";
import type { BehaviourEvent } from "../model/index.ts";
import { wrongOption } from "./_check.ts";
import type { Baskets } from "./baskets.ts";

/** How fast what was of interest is forgotten. */
export interface DecayOptions {
  /** The day of the analysis; it is not seen itself. */
  readonly asOf: PlainDate;
  /**
   * After so many days something counts half.
   * @defaultValue `30` for what was looked at, `365` for what was bought
   */
  readonly halfLifeDays?: number | undefined;
}

/** Options of {@link weighInterest}. */
export interface InterestOptions extends DecayOptions {
  /** The category of each product, where an event names a product and no category. */
  readonly categories?: ReadonlyMap<string, string> | undefined;
}

/**
 * Weighs what each party looked at, searched or asked for of late, by category: the interest that recommendations follow.
 *
 * `weight = Σ 2^(−age / halfLifeDays)`, with the age in days from the moment to midnight UTC of `asOf`
 *
 * @returns weights by party and category; a log-in or an event of no category weighs nothing
 * @throws RangeError if the half-life is no number above 0
 *
 * @example
 * ```ts
 * import { weighInterest } from "clientele/affinity";
 *
 * const event = { schemaVersion: 1, partyId: "ann", kind: "browse", channel: "web" } as const;
 * const events = [
 *   { ...event, id: "e1", occurredAt: "2026-04-02T00:00:00Z", category: "energy" },
 *   { ...event, id: "e2", occurredAt: "2026-05-02T00:00:00Z", category: "software" },
 * ];
 * weighInterest(events, { asOf: "2026-06-01" }).get("ann"); // => new Map([["energy", 0.25], ["software", 0.5]])
 * ```
 */
export function weighInterest(
  events: Iterable<BehaviourEvent>,
  options: InterestOptions,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const { asOf, halfLifeDays = 30, categories } = options;
  checkHalfLife("weigh interest", halfLifeDays);
  const end = dayNumber(asOf) * 86_400_000;
  const rows = [...events].flatMap((event) => {
    const at = Date.parse(event.occurredAt);
    const category = event.category ?? categories?.get(event.productId ?? "");
    return at < end && category !== undefined && event.kind !== "login"
      ? [{ at, category, partyId: event.partyId }]
      : [];
  });
  // Sums of many small numbers depend on their order, so it is fixed.
  rows.sort((a, b) => a.at - b.at);
  const parties = new Map<string, Map<string, number>>();
  for (const { at, category, partyId } of rows) {
    const own = parties.get(partyId) ?? new Map<string, number>();
    parties.set(partyId, own);
    own.set(category, (own.get(category) ?? 0) + 2 ** (-(end - at) / 86_400_000 / halfLifeDays));
  }
  return parties;
}

/**
 * Weighs what each customer bought by how long ago the last purchase of it was, so that recommendations rest on the taste of now.
 *
 * `weight = 2^(−age / halfLifeDays)`, with the age from the day of the last purchase to the day before `asOf`
 *
 * @param baskets - by order, with customers and days
 * @returns weights by customer and product
 * @throws RangeError if the baskets do not know their customers or days, or the half-life is no number above 0
 *
 * @example
 * ```ts
 * import { basketsFromRows, weighByAge } from "clientele/affinity";
 *
 * const rows = [
 *   { basketId: "1", customerId: "ann", boughtOn: "2025-05-31", itemId: "tea" },
 *   { basketId: "2", customerId: "ann", boughtOn: "2026-05-31", itemId: "cup" },
 * ] as const;
 * weighByAge(basketsFromRows(rows), { asOf: "2026-06-01" }).get("ann"); // => new Map([["tea", 0.5], ["cup", 1]])
 * ```
 */
export function weighByAge(
  baskets: Baskets,
  options: DecayOptions,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const { asOf, halfLifeDays = 365 } = options;
  checkHalfLife("weigh by age", halfLifeDays);
  const { customers, customerIds, days, offsets, items, itemIds, size } = baskets;
  if (customers === undefined || customerIds === undefined || days === undefined)
    throw wrongOption("weigh by age", "baskets", "baskets with customers and days", "baskets without");
  const end = dayNumber(asOf);
  const weights: Map<string, number>[] = customerIds.map(() => new Map());
  for (let b = 0; b < size; b++) {
    if (days[b]! >= end) continue;
    const weight = 2 ** (-(end - 1 - days[b]!) / halfLifeDays);
    const own = weights[customers[b]!]!;
    for (const code of items.subarray(offsets[b], offsets[b + 1])) {
      const id = itemIds[code]!;
      if (weight > (own.get(id) ?? 0)) own.set(id, weight);
    }
  }
  return new Map(customerIds.map((id, c) => [id, weights[c]!]));
}

function checkHalfLife(doing: string, days: number): void {
  if (!(days > 0 && days < Number.POSITIVE_INFINITY))
    throw wrongOption(doing, "halfLifeDays", "a number above 0", days);
}

import { type Period, periodIncludes } from "../calendar/index.ts";
import type { OrderLog } from "../orders/index.ts";
import { compareFacts } from "./_compare-facts.ts";
import { compareMix } from "./_compare-mix.ts";
import { sideOfCustomers, sumSides } from "./_sum-sides.ts";
import type { SegmentProfile } from "./segment-profile.ts";
import type { CustomerFacts } from "./segment-rule.ts";

/** Options of {@link profileSegment}. */
export interface ProfileSegmentOptions<Facts extends CustomerFacts> {
  /** The members of the segment. */
  readonly customerIds: Iterable<string>;
  /** The days compared. */
  readonly period: Period;
  /** Earlier days, for the trend of sales; of the same length, or the trend compares unlike things. */
  readonly before?: Period | undefined;
  /**
   * What a product is counted under, such as its category.
   * @defaultValue the product itself
   */
  readonly productGroupOf?: ((productId: string) => string) | undefined;
  /** Facts of customers, members and others; those of customers without orders in the log count as well. */
  readonly facts?: Iterable<Facts> | undefined;
  /**
   * The facts to compare.
   * @defaultValue all that some record has, but for the id
   */
  readonly fields?: readonly (keyof Facts & string)[] | undefined;
}

/**
 * Compares a segment with all other customers: its size, its sales and their trend, what it buys, and what is known of
 * its members. The numbers are stated as they are; whether a difference is more than chance is not judged here.
 *
 * `share = own / all`, `growth = (revenue − before) / before`, `index of a product = 100 · share inside / share outside`
 *
 * @throws RangeError if a period ends before it begins, or the two overlap
 *
 * @example
 * ```ts
 * import { orderLogFromRows } from "clientele/orders";
 * import { profileSegment } from "clientele/rfm";
 *
 * const log = orderLogFromRows(
 *   [
 *     { customerId: "ann", orderedOn: "2026-05-02", productId: "tea", amount: "30" },
 *     { customerId: "ann", orderedOn: "2026-05-09", productId: "cup", amount: "10" },
 *     { customerId: "bob", orderedOn: "2026-05-03", productId: "cup", amount: "60" },
 *   ],
 *   { currency: "EUR" },
 * );
 * const { inside, products } = profileSegment(log, { customerIds: ["ann"], period: { from: "2026-05-01", to: "2026-06-01" } });
 * [inside.shareOfCustomers, inside.shareOfRevenue, inside.orderValue]; // => [0.5, 0.4, 20]
 * products[1]; // => { group: "tea", inside: { amount: "30.00", currency: "EUR" }, outside: { amount: "0.00", currency: "EUR" }, shareInside: 0.75, shareOutside: 0 }
 * ```
 */
export function profileSegment<Facts extends CustomerFacts>(
  log: OrderLog,
  options: ProfileSegmentOptions<Facts>,
): SegmentProfile {
  const { period, before } = options;
  for (const { from, to } of before === undefined ? [period] : [period, before]) {
    if (to <= from)
      throw new RangeError(`Cannot profile segment: a period must hold a day, got [${from}, ${to})`);
  }
  if (before !== undefined && (periodIncludes(before, period.from) || periodIncludes(period, before.from))) {
    throw new RangeError(
      `Cannot profile segment: before must not overlap the period, got [${before.from}, ${before.to})`,
    );
  }
  const members = new Set(options.customerIds);
  const sides = sideOfCustomers(log, members);
  const [inside, outside] = sumSides(log, { sides, period, before });
  const facts = options.facts === undefined ? [] : compareFacts([...options.facts], members, options.fields);
  const known = sides.reduce((sum, side) => sum + side, 0);
  return Object.freeze({
    period: Object.freeze({ ...period }),
    inside,
    outside,
    products: compareMix(log, { sides, period, groupOf: options.productGroupOf }),
    facts: Object.freeze(facts),
    membersWithoutOrders: members.size - known,
  });
}

import fc from "fast-check";
import { canonicalText } from "./_canonical-text.ts";
import { shuffled } from "./_shuffled.ts";
import type { Law } from "./scoring-laws.ts";

/** The laws of partitions. */
export type PartitionLawId = "total" | "known" | "order" | "twins" | "unchanged";

/** Divides customers: the tier of each, by customer id. */
export type PartitionRule<C> = (customers: readonly C[]) => ReadonlyMap<string, string>;

/** Options of {@link partitionLaws}. */
export interface PartitionLawsOptions<C> {
  /** What is known of one customer; its id is set by the law. */
  readonly customers: fc.Arbitrary<Omit<C, "customerId">>;
  /** All tiers there are. */
  readonly tiers: readonly string[];
}

/**
 * What every division of customers into tiers keeps, as properties to be asserted on one of your own: each customer is in
 * exactly one tier and nobody else is in any, every tier is one of those declared, the order of customers changes
 * nothing, customers of whom the same is known are in the same tier, and nothing is written to the input.
 *
 * @param rule - the rule under test
 * @param options - what customers look like, and the tiers
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { type PartitionRule, partitionLaws } from "clientele/testing";
 *
 * const half: PartitionRule<{ customerId: string; profit: number }> = (customers) => {
 *   const ranked = [...customers].sort((a, b) => b.profit - a.profit);
 *   return new Map(ranked.map(({ customerId }, i) => [customerId, i < ranked.length / 2 ? "A" : "B"]));
 * };
 * const laws = partitionLaws(half, { customers: fc.record({ profit: fc.integer({ min: 0, max: 3 }) }), tiers: ["A", "B"] });
 * laws.filter((law) => fc.check(law.property).failed).map((law) => law.id); // => ["order", "twins"]
 * ```
 */
export function partitionLaws<C extends { readonly customerId: string }>(
  rule: PartitionRule<C>,
  options: PartitionLawsOptions<C>,
): readonly Law<PartitionLawId>[] {
  const lists = fc
    .array(options.customers, { maxLength: 25 })
    .map((drawn) =>
      drawn.map((known, i) => Object.freeze({ ...known, customerId: `c${i}` }) as unknown as C),
    );
  const divide = (customers: readonly C[]): ReadonlyMap<string, string> =>
    rule(Object.freeze([...customers]));
  const law = (id: PartitionLawId, name: string, holds: (customers: C[]) => boolean): Law<PartitionLawId> =>
    Object.freeze({ id, name, property: fc.property(lists, holds) });
  return Object.freeze([
    law("total", "every customer is in one tier, and nobody else is", (customers) => {
      const tiers = divide(customers);
      return tiers.size === customers.length && customers.every(({ customerId }) => tiers.has(customerId));
    }),
    law("known", "every tier is one of those declared", (customers) =>
      [...divide(customers).values()].every((tier) => options.tiers.includes(tier)),
    ),
    Object.freeze({
      id: "order" as const,
      name: "the order of the customers changes nothing",
      property: fc.property(
        shuffled(lists),
        ([customers, other]) => canonicalText(divide(customers)) === canonicalText(divide(other)),
      ),
    }),
    law("twins", "customers of whom the same is known are in the same tier", (customers) => {
      const tiers = divide(customers);
      const known = new Map<string, string | undefined>();
      return customers.every((customer) => {
        const text = canonicalText({ ...customer, customerId: undefined });
        const tier = tiers.get(customer.customerId);
        if (known.has(text)) return known.get(text) === tier;
        known.set(text, tier);
        return true;
      });
    }),
    law("unchanged", "the customers given are not changed", (customers) => {
      const copies = structuredClone(customers);
      rule(copies);
      return canonicalText(copies) === canonicalText(customers);
    }),
  ]);
}

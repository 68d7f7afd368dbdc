import type fc from "fast-check";
import { type CollectionName, collections, type RecordOf } from "../repositories/index.ts";
import { arbitraryOfSchema } from "./_arbitrary-of-schema.ts";

/** What is given instead of being drawn. */
export interface ArbitraryRecordOptions<N extends CollectionName> {
  /**
   * Fields that every record has as given: `{ customerId: "c1" }`. They must fit the rest of the record.
   * @defaultValue every field is drawn
   */
  readonly fields?: Partial<RecordOf<N>> | undefined;
}

/**
 * Draws records of a collection: parties, consents, decisions, order lines, and whatever the model holds. Every
 * record fits its schema; optional fields are sometimes absent; texts, numbers, decimals, days and instants are
 * often those that some database has changed or put into another order. Shrinks to short texts and few fields.
 *
 * @param collection - a name of `collections`
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { createMemoryStore } from "clientele/repositories";
 * import { arbitraryRecord } from "clientele/testing";
 *
 * const kept = fc.asyncProperty(arbitraryRecord("products", { fields: { id: "p1" } }), async (product) => {
 *   const store = createMemoryStore();
 *   await store.products.save(product, { expected: "absent" });
 *   return (await store.products.get("p1"))?.name === product.name;
 * });
 * (await fc.check(kept)).failed; // => false
 * ```
 */
export function arbitraryRecord<N extends CollectionName>(
  collection: N,
  options: ArbitraryRecordOptions<N> = {},
): fc.Arbitrary<RecordOf<N>> {
  const { schema } = collections[collection];
  const drawn = arbitraryOfSchema(schema) as fc.Arbitrary<RecordOf<N>>;
  const { fields } = options;
  if (fields === undefined) return drawn;
  return drawn
    .map((record) => ({ ...record, ...fields }))
    .filter((record) => schema.safeParse(record).success);
}

import { createIssueCollector } from "../issues/index.ts";
import type { BasketUnit } from "./baskets.ts";
import type { NextProductModel } from "./next-product-model.ts";

/** A model of next products as plain lists, for JSON. */
export interface NextProductRecord {
  /** The version of this form. */
  readonly schemaVersion: 1;
  /** Marks the record. */
  readonly kind: "next-product";
  /** What a basket was. */
  readonly unit: BasketUnit;
  /** The number of baskets. */
  readonly baskets: number;
  /** The products. */
  readonly itemIds: readonly string[];
  /** In how many baskets each is. */
  readonly counts: readonly number[];
  /** Where the neighbours of each begin. */
  readonly starts: readonly number[];
  /** Codes of the neighbours. */
  readonly neighbours: readonly number[];
  /** In how many baskets both are. */
  readonly together: readonly number[];
  /** The tf-idf cosine of the two. */
  readonly similarity: readonly number[];
  /** Products in fewer baskets were left out. */
  readonly minimumCount: number;
  /** The most neighbours that a product could keep; absent where there was no limit. */
  readonly neighbourLimit?: number | undefined;
}

/**
 * Writes a model as plain lists, which go through JSON and come back as the same model by {@link nextProductFromRecord}.
 *
 * @example
 * ```ts
 * import { basketsFromLists, fitNextProduct, nextProductFromRecord, nextProductRecord } from "clientele/affinity";
 *
 * const model = fitNextProduct(basketsFromLists([["cup", "tea"], ["tea"]]));
 * const stored = JSON.stringify(nextProductRecord(model));
 * nextProductFromRecord(JSON.parse(stored)).together; // => Int32Array.of(1, 1)
 * ```
 */
export function nextProductRecord(model: NextProductModel): NextProductRecord {
  const { kind, unit, baskets, itemIds, minimumCount, neighbourLimit } = model;
  return Object.freeze({
    schemaVersion: 1,
    kind,
    unit,
    baskets,
    itemIds,
    counts: Object.freeze([...model.counts]),
    starts: Object.freeze([...model.starts]),
    neighbours: Object.freeze([...model.neighbours]),
    together: Object.freeze([...model.together]),
    similarity: Object.freeze([...model.similarity]),
    minimumCount,
    ...(neighbourLimit === Number.POSITIVE_INFINITY ? {} : { neighbourLimit }),
  });
}

/**
 * Makes a model of its record.
 *
 * @throws InvalidDataError if the record is none, or its lists do not fit together
 *
 * @example
 * ```ts
 * import { type NextProductRecord, nextProductFromRecord } from "clientele/affinity";
 *
 * nextProductFromRecord({ schemaVersion: 1 } as NextProductRecord); // throws Cannot read a next-product record
 * ```
 */
export function nextProductFromRecord(record: NextProductRecord): NextProductModel {
  const issues = createIssueCollector();
  const wrong = (path: string, value: unknown, expected: string): void =>
    void issues.add({ code: "bad-next-product", path: [path], value, expected });
  const lists = ["counts", "starts", "neighbours", "together", "similarity"] as const;
  if (record?.schemaVersion !== 1 || record.kind !== "next-product")
    wrong("kind", record?.kind, "a next-product record of version 1");
  for (const name of ["itemIds", ...lists] as const)
    if (!Array.isArray(record?.[name])) wrong(name, record?.[name], "a list");
  issues.throwIfAny("read a next-product record");
  const { itemIds, counts, starts, neighbours, together, similarity } = record;
  const whole = (value: number, most: number): boolean =>
    Number.isInteger(value) && value >= 0 && value <= most;
  const size = itemIds.length;
  if (!itemIds.every((id) => typeof id === "string")) wrong("itemIds", itemIds, "texts");
  if (!whole(record.baskets, 2 ** 31 - 1)) wrong("baskets", record.baskets, "a number of baskets");
  if (counts.length !== size || !counts.every((count) => whole(count, record.baskets)))
    wrong("counts", counts, "a count of at most all baskets for each product");
  if (
    starts.length !== size + 1 ||
    starts[0] !== 0 ||
    starts.some((start, i) => !whole(start, neighbours.length) || start < (starts[i - 1] ?? 0)) ||
    starts[size] !== neighbours.length
  )
    wrong("starts", starts, "rising places among the neighbours, one more than there are products");
  if (neighbours.some((code) => !whole(code, size - 1))) wrong("neighbours", neighbours, "codes of products");
  if (together.length !== neighbours.length || together.some((count) => !whole(count, record.baskets)))
    wrong("together", together, "a count for each neighbour");
  if (similarity.length !== neighbours.length || !similarity.every((value) => value >= 0 && value <= 1))
    wrong("similarity", similarity, "a number from 0 to 1 for each neighbour");
  issues.throwIfAny("read a next-product record");
  return Object.freeze({
    kind: "next-product",
    unit: record.unit,
    baskets: record.baskets,
    itemIds: Object.freeze([...itemIds]),
    counts: Int32Array.from(counts),
    starts: Int32Array.from(starts),
    neighbours: Int32Array.from(neighbours),
    together: Int32Array.from(together),
    similarity: Float64Array.from(similarity),
    minimumCount: record.minimumCount,
    neighbourLimit: record.neighbourLimit ?? Number.POSITIVE_INFINITY,
  });
}

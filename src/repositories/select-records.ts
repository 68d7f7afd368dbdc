import { compileFilter } from "./_compile-filter.ts";
import { compileOrder, type Order, type Position } from "./_compile-order.ts";
import { decodeCursor, encodeCursor } from "./_cursor.ts";
import { fieldsOf } from "./_fields.ts";
import { checkLimit } from "./_limits.ts";
import type { StateCollectionName } from "./collections.ts";
import type { Page, PageQuery, Query } from "./query.ts";

/**
 * The records of a query in its order, for an adapter whose database cannot filter and sort.
 *
 * @param collection - whose records they are
 * @param records - all that the database holds
 * @param query - as the caller gave it
 *
 * @throws StoreError `INVALID_QUERY`
 *
 * @example
 * ```ts
 * import { selectRecords } from "clientele/repositories";
 *
 * const [a, b] = ["a", "b"].map((id) => ({ id, version: 1, name: id.toUpperCase() }));
 * selectRecords("products", [b!, a!], { where: { op: "ne", field: "name", value: "B" } as never }); // => [{ id: "a", version: 1, name: "A" }]
 * ```
 */
export function selectRecords<S extends { readonly id: string }>(
  collection: StateCollectionName,
  records: Iterable<S>,
  query: Query<S>,
): readonly S[] {
  return select(collection, records, query).found.map(({ record }) => record);
}

/**
 * One page of the records of a query, for an adapter whose database cannot filter and sort: it sorts them all.
 *
 * @param collection - whose records they are
 * @param records - all that the database holds
 * @param query - as the caller gave it
 *
 * @throws StoreError `INVALID_QUERY` or `INVALID_CURSOR`
 *
 * @example
 * ```ts
 * import { pageOfRecords } from "clientele/repositories";
 *
 * const records = ["c", "a", "b"].map((id) => ({ id, version: 1 }));
 * const { items, nextCursor } = pageOfRecords("products", records, { limit: 2 });
 * items.map(({ id }) => id); // => ["a", "b"]
 * pageOfRecords("products", records, { limit: 2, cursor: nextCursor }); // => { items: [{ id: "c", version: 1 }], nextCursor: null }
 * ```
 */
export function pageOfRecords<S extends { readonly id: string }>(
  collection: StateCollectionName,
  records: Iterable<S>,
  query: PageQuery<S>,
): Page<S> {
  checkLimit(collection, query.limit);
  const { found, order } = select(collection, records, query, query.cursor);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const more = last !== undefined && found.length > items.length;
  return {
    items: items.map(({ record }) => record),
    nextCursor: more ? encodeCursor(collection, order, last.position) : null,
  };
}

interface Selected<S> {
  readonly order: Order;
  readonly found: readonly { readonly record: S; readonly position: Position }[];
}

/** The records in order, those up to and including the place of the cursor left out. */
function select<S extends { readonly id: string }>(
  collection: StateCollectionName,
  records: Iterable<S>,
  query: Query<S>,
  cursor?: string | null,
): Selected<S> {
  const fields = fieldsOf(collection);
  const matches = compileFilter(query.where, fields);
  const order = compileOrder(query.orderBy, fields);
  const after = cursor == null ? undefined : decodeCursor(collection, order, fields, cursor);
  const found: { record: S; position: Position }[] = [];
  for (const record of records) {
    if (!matches(record)) continue;
    const position = order.positionOf(record);
    if (after === undefined || order.compare(position, after) > 0) found.push({ record, position });
  }
  return { order, found: found.sort((a, b) => order.compare(a.position, b.position)) };
}

import {
  checkDeletable,
  checkExpected,
  checkIdempotencyKey,
  checkIds,
  checkLimit,
  compileFilter,
  compileOrder,
  decodeCursor,
  encodeCursor,
  type Filter,
  fieldsOf,
  type OperationOptions,
  type Order,
  type Position,
  prepareRecord,
  type RecordOf,
  type Repository,
  type StateCollectionName,
  takeSaves,
  type Versioned,
} from "../../repositories/index.ts";
import { createBatchWriter } from "./_batch-writer.ts";
import { addFilter } from "./_filter-sql.ts";
import type { Layout } from "./_layout.ts";
import { addAfter, addOrder, sortHint } from "./_order-sql.ts";
import { type Receipts, saveOnce } from "./_receipts.ts";
import { createRowCodec } from "./_row-codec.ts";
import { createRowWriter } from "./_row-writer.ts";
import type { Operation, Session, Statements } from "./_session.ts";

/** How many ids one statement names. */
const CHUNK = 1000;

/** A repository over one table. */
export function createSqlRepository<N extends StateCollectionName>(
  collection: N,
  layout: Layout,
  session: Session,
  receipts: Receipts,
): Repository<RecordOf<N>> {
  type Stored = Versioned<RecordOf<N>>;
  const { dialect } = session;
  const fields = fieldsOf(collection);
  const codec = createRowCodec(dialect, layout);
  const writer = createRowWriter(layout, codec);
  const batches = createBatchWriter(dialect, layout, codec);
  const context = { layout, dialect };
  const operation = (verb: string, options: OperationOptions, id?: string): Operation => ({
    what: id === undefined ? `${verb} ${collection}` : `${verb} ${JSON.stringify(id)} of ${collection}`,
    details: id === undefined ? { collection } : { collection, id },
    signal: options.signal,
  });

  const byIds = async (ids: readonly string[], options: OperationOptions): Promise<Map<string, Stored>> => {
    const found = new Map<string, Stored>();
    const different = [...new Set(ids)];
    for (let from = 0; from < different.length; from += CHUNK) {
      const chunk = different.slice(from, from + CHUNK);
      const statement = session.statement().add(`select ${layout.selected} from ${layout.table} where `);
      if (chunk.length === 1) statement.name("id").add(" = ").bind(chunk[0]);
      else statement.name("id").add(" in (").bindList(chunk).add(")");
      const { rows } = await session.run(
        statement,
        operation("read", options, ids.length === 1 ? ids[0] : undefined),
      );
      for (const row of rows) {
        const record = codec.decode<Stored>(row);
        found.set(record.id, record);
      }
    }
    return found;
  };

  const select = async (
    where: Filter<Stored> | undefined,
    order: Order,
    { after, limit }: { readonly after: Position | undefined; readonly limit: number },
    options: OperationOptions,
  ): Promise<Stored[]> => {
    const [before, behind] = sortHint(order, context);
    const statement = session
      .statement()
      .add(`${before}select ${behind}${layout.selected} from ${layout.table}`);
    if (where !== undefined) {
      statement.add(" where ");
      addFilter(statement, where as unknown as Filter<never>, context);
    }
    if (after !== undefined) {
      statement.add(where === undefined ? " where " : " and ");
      addAfter(statement, order, after, context);
    }
    addOrder(statement, order, context);
    statement.add(` limit ${limit}`);
    const { rows } = await session.run(statement, operation("read", options));
    return rows.map((row) => codec.decode<Stored>(row));
  };

  const versionOf = async (
    within: Statements,
    id: string,
    options: OperationOptions,
  ): Promise<number | null> => {
    const statement = within.statement().add(`select version from ${layout.table} where `);
    statement.name("id").add(" = ").bind(id);
    const { rows } = await within.run(statement, operation("read", options, id));
    return rows[0] === undefined ? null : Number(rows[0]["version"]);
  };

  return {
    async get(id, options = {}) {
      session.guard(options.signal);
      checkIds(collection, [id]);
      return (await byIds([id], options)).get(id);
    },
    async getMany(ids, options = {}) {
      session.guard(options.signal);
      checkIds(collection, ids);
      const found = await byIds(ids, options);
      const given = new Set<string>();
      // An id that comes twice gets two copies: the caller may write into what it gets.
      return ids.map((id) => {
        const record = found.get(id);
        if (record === undefined || !given.has(id)) {
          given.add(id);
          return record;
        }
        return structuredClone(record);
      });
    },
    async page(query, options = {}) {
      session.guard(options.signal);
      const { limit, cursor, where } = query;
      checkLimit(collection, limit);
      compileFilter(where, fields);
      const order = compileOrder(query.orderBy, fields);
      const after = cursor == null ? undefined : decodeCursor(collection, order, fields, cursor);
      const items = await select(where, order, { after, limit: limit + 1 }, options);
      const more = items.length > limit;
      if (more) items.pop();
      const last = items.at(-1);
      const nextCursor =
        more && last !== undefined ? encodeCursor(collection, order, order.positionOf(last)) : null;
      return { items, nextCursor };
    },
    async *stream(query = {}, options = {}) {
      session.guard(options.signal);
      const { where } = query;
      compileFilter(where, fields);
      const order = compileOrder(query.orderBy, fields);
      let after: Position | undefined;
      // Small at first, since many a reader leaves early.
      for (let limit = 100; ; limit = CHUNK) {
        const records = await select(where, order, { after, limit }, options);
        const last = records.at(-1);
        after = last === undefined ? undefined : order.positionOf(last);
        for (const record of records) {
          session.guard(options.signal);
          yield record;
        }
        if (records.length < limit) return;
      }
    },
    async count(where, options = {}) {
      session.guard(options.signal);
      compileFilter(where, fields);
      const statement = session.statement().add(`select count(*) as total from ${layout.table}`);
      if (where !== undefined) {
        statement.add(" where ");
        addFilter(statement, where as unknown as Filter<never>, context);
      }
      const { rows } = await session.run(statement, operation("count", options));
      return Number(rows[0]?.["total"]);
    },
    async save(record, options) {
      session.guard(options.signal);
      const { expected, idempotencyKey } = options;
      checkIdempotencyKey(collection, idempotencyKey);
      const prepared: RecordOf<N> = prepareRecord(collection, record);
      const own = operation("save", options, prepared.id);
      const write = async (within: Statements): Promise<number> => {
        // An expectation that is none is refused before anything is written.
        checkExpected(
          collection,
          prepared.id,
          expected,
          typeof expected === "number" ? expected : (EITHER[expected] ?? null),
        );
        const version = await writer.save(within, prepared, expected, own);
        if (version !== undefined) return version;
        const actual = await versionOf(within, prepared.id, options);
        checkExpected(collection, prepared.id, expected, actual);
        // Somebody made or removed it in between: what was expected was wrong when it was tried.
        return writer.refuse(prepared.id, expected, actual);
      };
      const version =
        idempotencyKey === undefined
          ? await write(session)
          : await saveOnce(
              session,
              receipts,
              { collection, record: prepared, key: idempotencyKey },
              own,
              write,
            );
      return { ...prepared, version } as Stored;
    },
    async saveMany(saves, options = {}) {
      session.guard(options.signal);
      const taken = takeSaves(collection, saves);
      if (taken.length === 0) return [];
      const versions = await batches.save(session, taken, operation("save", options));
      return taken.map(({ record }) => ({ ...record, version: versions.get(record.id) }) as Stored);
    },
    async delete(id, options) {
      session.guard(options.signal);
      checkIds(collection, [id]);
      const { expected } = options;
      checkDeletable(collection, id, expected);
      checkExpected(
        collection,
        id,
        expected,
        typeof expected === "number" ? expected : (EITHER[expected] ?? null),
      );
      const own = operation("delete", options, id);
      const statement = session.statement().add(`delete from ${layout.table} where `);
      statement.name("id").add(" = ").bind(id);
      if (typeof expected === "number") statement.add(" and version = ").bind(expected);
      const { affected } = await session.run(statement, own);
      if (affected > 0) return true;
      if (expected === "any") return false;
      const actual = await versionOf(session, id, options);
      checkExpected(collection, id, expected, actual);
      return writer.refuse(id, expected, actual);
    },
  };
}

/** A stored version that fits each expectation, to find an expectation that is none. */
const EITHER: Readonly<Record<string, number | null>> = { absent: null, present: 1, any: null };

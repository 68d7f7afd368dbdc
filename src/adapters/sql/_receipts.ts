import { checkReceipt } from "../../repositories/index.ts";
import type { Operation, Session, Statements } from "./_session.ts";

/** The table of idempotency keys. */
export interface Receipts {
  readonly table: string;
}

/** A save with an idempotency key. */
export interface KeyedSave {
  readonly collection: string;
  readonly record: { readonly id: string };
  readonly key: string;
}

/**
 * Saves once for each key. The key is written first: whoever comes second waits for the first to be done, and
 * then finds its receipt.
 */
export async function saveOnce(
  session: Session,
  { table }: Receipts,
  { collection, record, key }: KeyedSave,
  operation: Operation,
  write: (within: Statements) => Promise<number>,
): Promise<number> {
  return session.atomically(operation, async (within) => {
    const { quote, returning } = within.dialect;
    const insert = within
      .statement()
      .add(`insert into ${table} (collection, ${quote("key")}, record, version) values (`);
    insert.bindList([collection, key, JSON.stringify(record)]).add(", 0)");
    // In MySQL a row that is there makes last_insert_id something else than 0.
    if (returning) insert.add(" on conflict do nothing");
    else insert.add(" on duplicate key update version = last_insert_id(version)");
    const { affected, insertId } = await within.run(insert, operation);
    const where = (statement = within.statement()) =>
      statement
        .add(` where collection = `)
        .bind(collection)
        .add(` and ${quote("key")} = `)
        .bind(key);
    if (returning ? affected === 0 : insertId !== 0) {
      const found = await within.run(
        where(within.statement().add(`select record, version from ${table}`)),
        operation,
      );
      const row = found.rows[0];
      const receipt =
        row === undefined ? undefined : { record: parse(row["record"]), version: Number(row["version"]) };
      if (checkReceipt(collection, record, key, receipt)) return receipt.version;
    }
    const version = await write(within);
    const update = within.statement().add(`update ${table} set version = `).bindColumn(version);
    await within.run(where(update), operation);
    return version;
  });
}

const parse = (text: unknown): object => (typeof text === "string" ? JSON.parse(text) : (text as object));

import { compareCodePoints } from "../../ids/index.ts";
import { checkExpected, type RecordSave, StoreError } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layout } from "./_layout.ts";
import type { RowCodec } from "./_row-codec.ts";
import { createRowsInsert, type RowsInsert } from "./_rows-insert.ts";
import type { Operation, Session, Statements } from "./_session.ts";
import { statementsOf } from "./_statement-size.ts";

/** A record of state, whatever else it has. */
interface Identified {
  readonly id: string;
}

/** Writes many rows of state, all or none. */
export interface BatchWriter {
  /** Writes the rows if all that are stored are as expected, and gives the versions by id. */
  save(
    session: Session,
    saves: readonly RecordSave<Identified>[],
    operation: Operation,
  ): Promise<ReadonlyMap<string, number>>;
}

/** How many ids one statement names. */
const LOOKED_UP = 1000;

/** How often others may be faster before it is told. */
const ATTEMPTS = 10;

/**
 * Makes the writer of one table. What is there is locked and compared first, so that a refusal comes before anything
 * is written; what is not there is then inserted, and what is there replaced, whose versions are known by the lock.
 */
export function createBatchWriter(dialect: DialectFacts, layout: Layout, codec: RowCodec): BatchWriter {
  const { table, collection } = layout;
  const columns = codec.written.length + 1;
  const insertOf = createRowsInsert(dialect, layout, codec);
  const version = dialect.quote("version");
  const id = dialect.quote("id");

  /** The versions of what is there, which nobody else can change until the end. */
  const lock = async (
    within: Statements,
    ids: readonly string[],
    operation: Operation,
  ): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    // SQLite locks no rows: a statement that changes nothing makes this connection the one that writes.
    if (dialect.name === "sqlite") {
      await within.run(
        { text: `update ${table} set ${version} = ${version} where 1 = 0`, values: [] },
        operation,
      );
    }
    for (let from = 0; from < ids.length; from += LOOKED_UP) {
      const statement = within.statement().add(`select ${id}, ${version} from ${table} where ${id} in (`);
      statement.bindList(ids.slice(from, from + LOOKED_UP)).add(`) order by ${id}`);
      if (dialect.name !== "sqlite") statement.add(" for update");
      const { rows } = await within.run(statement, operation);
      for (const row of rows) found.set(row["id"] as string, Number(row["version"]));
    }
    return found;
  };

  /** Inserts what is not there; false if some of it was there after all. */
  const insert = async (
    within: Statements,
    records: readonly Identified[],
    operation: Operation,
  ): Promise<boolean> => {
    const { text, values } = insertOf(records);
    if (dialect.returning) {
      const { affected } = await within.run(
        { text: `${text} on conflict (${id}) do nothing`, values },
        operation,
      );
      return affected === records.length;
    }
    // In MySQL a row that is there makes last_insert_id something else than 0, and is not changed.
    const found = `on duplicate key update ${version} = last_insert_id(${version})`;
    const { insertId } = await within.run({ text: `${text} ${found}`, values }, operation);
    return insertId === 0;
  };

  const replacing = ({ names }: RowsInsert): string => {
    const named = new Set(names);
    const own = dialect.returning ? "kept." : "";
    const given = (name: string): string =>
      dialect.returning ? `excluded.${dialect.quote(name)}` : `values(${dialect.quote(name)})`;
    const changes = codec.written
      .filter((name) => name !== "id")
      .map((name) => `${dialect.quote(name)} = ${named.has(name) ? given(name) : "null"}`);
    changes.push(`${version} = ${own}${version} + 1`);
    const when = dialect.returning ? `on conflict (${id}) do update set` : "on duplicate key update";
    return `${when} ${changes.join(", ")}`;
  };

  const write = async (
    within: Statements,
    saves: readonly RecordSave<Identified>[],
    { operation, look, faster }: Attempt,
  ): Promise<ReadonlyMap<string, number>> => {
    // In one order always, so that two writers of the same records wait for each other and not in a circle.
    const records = saves.map(({ record }) => record).sort((a, b) => compareCodePoints(a.id, b.id));
    const ids = records.map((record) => record.id);
    const known = look ? await lock(within, ids, operation) : new Map<string, number>();
    if (look) {
      for (const { record, expected } of saves)
        checkExpected(collection, record.id, expected, known.get(record.id) ?? null);
    }
    const fresh = records.filter((record) => !known.has(record.id));
    for (const part of statementsOf(fresh, columns)) {
      if (!(await insert(within, part, operation))) throw faster;
    }
    const there = records.filter((record) => known.has(record.id));
    for (const part of statementsOf(there, columns)) {
      const statement = insertOf(part);
      const { text, values } = statement;
      await within.run({ text: `${text} ${replacing(statement)}`, values }, operation);
    }
    return new Map(ids.map((one) => [one, (known.get(one) ?? 0) + 1]));
  };

  return {
    async save(session, saves, operation) {
      const faster = new StoreError(
        "SERIALIZATION_FAILURE",
        `Cannot save to ${collection}: other writers were faster ${ATTEMPTS} times`,
        { details: { collection } },
      );
      for (let attempt = 1; ; attempt++) {
        // What is all to be new need not be looked for, until it turns out that some of it is there.
        const look = attempt > 1 || saves.some(({ expected }) => expected !== "absent");
        try {
          return await session.atomically(operation, (within) =>
            write(within, saves, { operation, look, faster }),
          );
        } catch (error) {
          if (error !== faster || attempt === ATTEMPTS) throw error;
        }
      }
    },
  };
}

interface Attempt {
  readonly operation: Operation;
  /** Whether to lock and compare what is there. */
  readonly look: boolean;
  /** Thrown when somebody made one of the records since it was looked for. */
  readonly faster: StoreError;
}

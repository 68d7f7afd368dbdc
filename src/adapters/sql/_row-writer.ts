import { type Expected, StoreError } from "../../repositories/index.ts";
import type { Layout } from "./_layout.ts";
import type { RowCodec } from "./_row-codec.ts";
import type { Operation, Outcome, Statements } from "./_session.ts";

/** Writes single rows of state, each with one statement that is atomic by itself. */
export interface RowWriter {
  /** Writes the row if the stored one is as expected, and gives its version; `undefined` if it was not. */
  save(
    session: Statements,
    record: { readonly id: string },
    expected: Expected,
    operation: Operation,
  ): Promise<number | undefined>;
  /** The refusal when the stored record changed between the writing and the looking. */
  refuse(id: string, expected: Expected, actual: number | null): never;
}

/** Makes the writer of one table. */
export function createRowWriter(layout: Layout, codec: RowCodec): RowWriter {
  const { table, collection } = layout;
  const { written } = codec;

  const insert = (session: Statements, values: readonly unknown[]) => {
    const statement = session.statement().add(`insert into ${table} `);
    if (session.dialect.returning) statement.add("as kept ");
    statement.add("(").join([...written, "version"], ", ", (name) => statement.name(name));
    statement.add(") values (").join(values, ", ", (value) => statement.bindColumn(value));
    return statement.add(", 1)");
  };

  const make = async (
    session: Statements,
    values: unknown[],
    operation: Operation,
  ): Promise<number | undefined> => {
    const statement = insert(session, values);
    if (session.dialect.returning) {
      statement.add(" on conflict (").name("id").add(") do nothing returning version");
      return versionIn(await session.run(statement, operation));
    }
    // The statement changes nothing where the row is there, so it is not counted.
    statement
      .add(" on duplicate key update ")
      .name("id")
      .add(" = ")
      .add(`${session.dialect.quote("id")}, version = last_insert_id(version)`);
    const { affected, insertId } = await session.run(statement, operation);
    return affected === 1 && insertId === 0 ? 1 : undefined;
  };

  const put = async (
    session: Statements,
    values: unknown[],
    operation: Operation,
  ): Promise<number | undefined> => {
    const statement = insert(session, values);
    const { returning, quote } = session.dialect;
    const others = written.filter((name) => name !== "id");
    if (returning) {
      statement.add(" on conflict (").name("id").add(") do update set ");
      statement.join(others, ", ", (name) => statement.add(`${quote(name)} = excluded.${quote(name)}`));
      statement.add(", version = kept.version + 1 returning version");
      return versionIn(await session.run(statement, operation));
    }
    statement.add(" on duplicate key update ");
    statement.join(others, ", ", (name) => statement.add(`${quote(name)} = values(${quote(name)})`));
    statement.add(", version = last_insert_id(version + 1)");
    const { insertId } = await session.run(statement, operation);
    return insertId === 0 ? 1 : insertId;
  };

  const change = async (
    session: Statements,
    values: readonly unknown[],
    expected: number | undefined,
    operation: Operation,
  ): Promise<number | undefined> => {
    const { returning } = session.dialect;
    const statement = session.statement().add(`update ${table} set `);
    statement.join(written, ", ", (name, i) => statement.name(name).add(" = ").bindColumn(values[i]));
    statement.add(`, version = ${returning ? "version + 1" : "last_insert_id(version + 1)"} where `);
    statement.name("id").add(" = ").bind(values[0]);
    if (expected !== undefined) statement.add(" and version = ").bind(expected);
    if (returning) return versionIn(await session.run(statement.add(" returning version"), operation));
    const { affected, insertId } = await session.run(statement, operation);
    return affected === 0 ? undefined : insertId;
  };

  return {
    async save(session, record, expected, operation) {
      const values = codec.encode(record);
      if (expected === "absent") return make(session, values, operation);
      if (expected === "any") return put(session, values, operation);
      return change(session, values, expected === "present" ? undefined : expected, operation);
    },
    refuse(id, expected, actual) {
      const code =
        expected === "absent" ? "ALREADY_EXISTS" : expected === "present" ? "NOT_FOUND" : "VERSION_CONFLICT";
      throw new StoreError(
        code,
        `Cannot write ${JSON.stringify(id)} to ${collection}: it was changed meanwhile`,
        {
          details: { collection, id, expected, actual },
        },
      );
    },
  };
}

const versionIn = ({ rows }: Outcome): number | undefined =>
  rows[0] === undefined ? undefined : Number(rows[0]["version"]);

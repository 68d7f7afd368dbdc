import { equalStored, StoreError } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layout } from "./_layout.ts";
import type { Row, RowCodec } from "./_row-codec.ts";
import type { Operation, Statements } from "./_session.ts";
import type { Statement } from "./_statement.ts";

/** An event as it goes to the database. */
export interface EncodedEvent {
  readonly event: object;
  /** The values of its columns, or all of them as JSON. */
  readonly row: string | readonly unknown[];
  /** How many characters it has. */
  readonly length: number;
}

/** Writes events in batches. */
export interface EventWriter {
  /**
   * Makes an event ready.
   *
   * @throws StoreError `INVALID_VALUE` if it is larger than a server takes
   */
  encode(event: object): EncodedEvent;
  /** Adds the events that are not there and says how many; one that differs from a stored one is refused. */
  append(
    session: Statements,
    events: ReadonlyMap<string, EncodedEvent>,
    operation: Operation,
  ): Promise<number>;
  /** The refusal of an event that differs. */
  refuse(id: string): StoreError;
}

/** Makes the writer of one table. */
export function createEventWriter(dialect: DialectFacts, layout: Layout, codec: RowCodec): EventWriter {
  const { table, collection } = layout;
  const { written } = codec;
  const names = written.map(dialect.quote).join(", ");
  /** The statement of the batch before: most have the same number of rows. */
  let last = { rows: 0, text: "" };

  const refuse = (id: string): StoreError =>
    new StoreError(
      "ALREADY_EXISTS",
      `Cannot append to ${collection}: ${JSON.stringify(id)} is there already with another content`,
      { details: { collection, id } },
    );

  /** The stored events among these, each compared with the one that came. */
  const compareStored = async (
    session: Statements,
    events: ReadonlyMap<string, EncodedEvent>,
    ids: readonly string[],
    operation: Operation,
  ): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    if (ids.length === 0) return found;
    const statement = session.statement().add(`select ${layout.selected} from ${table} where `);
    statement.name("id").add(" in (").bindList(ids).add(")");
    const { rows } = await session.run(statement, operation);
    for (const row of rows) {
      const stored = codec.decode<{ readonly id: string }>(row);
      if (!equalStored(stored, events.get(stored.id)?.event)) throw refuse(stored.id);
      found.add(stored.id);
    }
    return found;
  };

  const insertOf = (events: readonly EncodedEvent[]): Pick<Statement, "text" | "values"> => {
    if (dialect.jsonRows) {
      const types = written.map((name) => `${dialect.quote(name)} ${typeOf(dialect, layout, name)}`);
      const text = `insert into ${table} (${names}) select ${names} from json_to_recordset(cast($1 as json)) as r (${types.join(", ")})`;
      return { text, values: [`[${events.map(({ row }) => row).join(",")}]`] };
    }
    if (last.rows !== events.length) {
      const row = `(${written.map(() => "?").join(", ")})`;
      const text = `insert into ${table} (${names}) values ${Array<string>(events.length).fill(row).join(", ")}`;
      last = { rows: events.length, text };
    }
    return { text: last.text, values: events.flatMap(({ row }) => row) };
  };

  return {
    encode(event) {
      if (dialect.jsonRows) {
        const row = codec.encodeJson(event);
        return { event, row, length: row.length };
      }
      const row = codec.encode(event);
      let length = 0;
      for (const value of row) length += typeof value === "string" ? value.length : 8;
      return { event, row, length };
    },
    refuse,
    async append(session, events, operation) {
      // In one order always, so that two batches of the same events wait for each other and not in a circle.
      const sorted = [...events.keys()].sort();
      if (sorted.length === 0) return 0;
      const of = (ids: readonly string[]): EncodedEvent[] => ids.map((id) => events.get(id) as EncodedEvent);
      if (dialect.returning) {
        const { text, values } = insertOf(of(sorted));
        const insert = `${text} on conflict (id) do nothing returning id`;
        const { rows } = await session.run({ text: insert, values }, operation);
        if (rows.length === sorted.length) return rows.length;
        const added = new Set(rows.map((row: Row) => row["id"]));
        const rest = sorted.filter((id) => !added.has(id));
        await compareStored(session, events, rest, operation);
        return added.size;
      }
      const known = await compareStored(session, events, sorted, operation);
      const fresh = sorted.filter((id) => !known.has(id));
      if (fresh.length === 0) return 0;
      try {
        await session.run(insertOf(of(fresh)), operation);
      } catch (error) {
        // Somebody appended one of them since we looked: trying again finds it.
        if (!StoreError.is(error, "ALREADY_EXISTS")) throw error;
        throw new StoreError(
          "SERIALIZATION_FAILURE",
          `Cannot append to ${collection}: another writer was faster`,
          {
            details: { collection },
            cause: error,
          },
        );
      }
      return fresh.length;
    },
  };
}

function typeOf(dialect: DialectFacts, layout: Layout, name: string): string {
  const { types } = dialect;
  const column = layout.columns.find((one) => one.name === name);
  if (column !== undefined) return column.kind === "string" ? "text" : types[column.kind];
  return name === layout.milliseconds ? types.milliseconds : types.json;
}

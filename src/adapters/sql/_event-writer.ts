import { equalStored, StoreError } from "../../repositories/index.ts";
import type { Layout } from "./_layout.ts";
import type { Row, RowCodec } from "./_row-codec.ts";
import type { Operation, Session } from "./_session.ts";
import type { Statement } from "./_statement.ts";

/** Writes events in batches. */
export interface EventWriter {
  /** How many events one statement takes. */
  readonly size: number;
  /** Adds the events that are not there and says how many; one that differs from a stored one is refused. */
  append(session: Session, events: ReadonlyMap<string, object>, operation: Operation): Promise<number>;
  /** The refusal of an event that differs. */
  refuse(id: string): StoreError;
}

/** Makes the writer of one table. */
export function createEventWriter(layout: Layout, codec: RowCodec): EventWriter {
  const { table, collection } = layout;
  const { written } = codec;
  let full: string | undefined;

  const refuse = (id: string): StoreError =>
    new StoreError(
      "ALREADY_EXISTS",
      `Cannot append to ${collection}: ${JSON.stringify(id)} is there already with another content`,
      { details: { collection, id } },
    );

  /** The stored events among these, each compared with the one that came. */
  const compareStored = async (
    session: Session,
    events: ReadonlyMap<string, object>,
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
      if (!equalStored(stored, events.get(stored.id))) throw refuse(stored.id);
      found.add(stored.id);
    }
    return found;
  };

  const valuesOf = (session: Session, events: readonly object[]): Pick<Statement, "text" | "values"> => {
    const names = written.map(session.dialect.quote).join(", ");
    if (session.dialect.jsonRows) {
      const types = written.map((name) => `${session.dialect.quote(name)} ${typeOf(session, layout, name)}`);
      const rows = JSON.stringify(events.map(codec.encodeJson));
      const text = `insert into ${table} (${names}) select ${names} from json_to_recordset(cast($1 as json)) as r (${types.join(", ")})`;
      return { text, values: [rows] };
    }
    const values = events.flatMap(codec.encode);
    if (events.length === SIZE && full !== undefined) return { text: full, values };
    const row = `(${written.map(() => "?").join(", ")})`;
    const text = `insert into ${table} (${names}) values ${Array<string>(events.length).fill(row).join(", ")}`;
    if (events.length === SIZE) full = text;
    return { text, values };
  };

  return {
    size: SIZE,
    refuse,
    async append(session, events, operation) {
      // In one order always, so that two batches of the same events wait for each other and not in a circle.
      const sorted = [...events.keys()].sort();
      if (sorted.length === 0) return 0;
      const of = (ids: readonly string[]): object[] => ids.map((id) => events.get(id) as object);
      if (session.dialect.returning) {
        const { text, values } = valuesOf(session, of(sorted));
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
        await session.run(valuesOf(session, of(fresh)), operation);
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

/** Rows per statement: many enough that the way to the database does not count, few enough for its limits. */
const SIZE = 500;

function typeOf({ dialect }: Session, layout: Layout, name: string): string {
  const { types } = dialect;
  const column = layout.columns.find((one) => one.name === name);
  if (column !== undefined) return column.kind === "string" ? "text" : types[column.kind];
  return name === layout.milliseconds ? types.milliseconds : types.json;
}

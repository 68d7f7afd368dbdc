import { equalStored, StoreError } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layout } from "./_layout.ts";
import type { RowCodec } from "./_row-codec.ts";
import { createRowsInsert } from "./_rows-insert.ts";
import type { Operation, Statements } from "./_session.ts";

/** Writes events in batches. */
export interface EventWriter {
  /** Adds the events that are not there and says how many; one that differs from a stored one is refused. */
  append(session: Statements, events: ReadonlyMap<string, object>, operation: Operation): Promise<number>;
  /** The refusal of an event that differs. */
  refuse(id: string): StoreError;
}

/** Makes the writer of one table. */
export function createEventWriter(dialect: DialectFacts, layout: Layout, codec: RowCodec): EventWriter {
  const { table, collection } = layout;
  const insertOf = createRowsInsert(dialect, layout, codec);

  const refuse = (id: string): StoreError =>
    new StoreError(
      "ALREADY_EXISTS",
      `Cannot append to ${collection}: ${JSON.stringify(id)} is there already with another content`,
      { details: { collection, id } },
    );

  /** The stored events among these, each compared with the one that came. */
  const compareStored = async (
    session: Statements,
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

  return {
    refuse,
    async append(session, events, operation) {
      // In one order always, so that two batches of the same events wait for each other and not in a circle.
      const sorted = [...events.keys()].sort();
      if (sorted.length === 0) return 0;
      const of = (ids: readonly string[]): object[] => ids.map((id) => events.get(id) as object);
      if (dialect.returning) {
        const { text, values } = insertOf(of(sorted));
        const { affected } = await session.run(
          { text: `${text} on conflict (id) do nothing`, values },
          operation,
        );
        // Those just written are equal to themselves; only another's can differ.
        if (affected < sorted.length) await compareStored(session, events, sorted, operation);
        return affected;
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

import {
  type Aggregate,
  type AggregateQuery,
  type Appended,
  checkAggregate,
  checkIds,
  collections,
  type EventCollectionName,
  type EventQuery,
  type EventRepository,
  type Moment,
  momentOf,
  momentText,
  type OperationOptions,
  type RecordOf,
  readBound,
  StoreError,
} from "../../repositories/index.ts";
import type { Statement } from "../push-down/index.ts";
import { columnName } from "./_columns.ts";
import { chunksOf, type EventChunk, holdChunks } from "./_event-chunks.ts";
import { createEventWriter } from "./_event-writer.ts";
import type { Layout } from "./_layout.ts";
import { createRowCodec } from "./_row-codec.ts";
import type { Operation, Session, Statements } from "./_session.ts";

/** How many rows one statement reads. */
const CHUNK = 2000;

/** An event repository over one table. */
export function createSqlEvents<N extends EventCollectionName>(
  collection: N,
  layout: Layout,
  session: Session,
): EventRepository<RecordOf<N>> {
  type Event = RecordOf<N>;
  const { at, time } = collections[collection];
  const { dialect } = session;
  const codec = createRowCodec(dialect, layout);
  const writer = createEventWriter(dialect, layout, codec);
  const moment = dialect.quote(layout.moment);
  const operation = (verb: string, options: OperationOptions): Operation => ({
    what: `${verb} ${collection}`,
    details: { collection },
    signal: options.signal,
  });
  const momentOfEvent = (event: Event): Moment =>
    momentOf((event as unknown as Record<string, string>)[at] ?? "", time);

  const read = async (
    query: EventQuery,
    after: Event | undefined,
    limit: number,
    options: OperationOptions,
  ) => {
    const statement = session.statement().add(`select ${layout.selected} from ${layout.table}`);
    addEventFilter(statement, query, { layout, time }, (open) => {
      if (after === undefined) return;
      const [place, id] = [momentOfEvent(after), dialect.quote("id")];
      if (dialect.rowOrder)
        statement.add(`${open}(${moment}, ${id}) > (`).bind(place).add(", ").bind(after.id).add(")");
      // The first part lets the index be used, the second decides.
      else {
        statement.add(`${open}${moment} >= `).bind(place).add(` and (${moment} > `).bind(place);
        statement.add(` or ${id} > `).bind(after.id).add(")");
      }
    });
    statement.add(` order by ${moment}, ${dialect.quote("id")} limit ${limit}`);
    const { rows } = await session.run(statement, operation("read", options));
    return rows.map((row) => codec.decode<Event>(row));
  };

  return {
    async append(events, options = {}) {
      session.guard(options.signal);
      const own = operation("append to", options);
      const reading = { guard: session.guard };
      const chunks = chunksOf(collection, events, writer, reading, options);
      try {
        // A source may take its time, and while it is waited for nothing is begun.
        const { held, whole } = await holdChunks(chunks);
        const write = async (within: Statements): Promise<Appended> => {
          // What is read from here on is read inside, where the database itself refuses.
          reading.guard = within.guard;
          let [came, appended] = [0, 0];
          const add = async (chunk: EventChunk): Promise<void> => {
            within.guard(options.signal);
            came += chunk.came;
            appended += await writer.append(within, chunk.events, own);
          };
          for (const chunk of held) await add(chunk);
          if (!whole) for await (const chunk of chunks) await add(chunk);
          return { appended, duplicates: came - appended };
        };
        if (held.length === 0) return { appended: 0, duplicates: 0 };
        return await (whole ? session.atomically(own, write) : session.atLength(own, write));
      } finally {
        await chunks.return();
      }
    },
    async *read(query = {}, options = {}) {
      session.guard(options.signal);
      checkQuery(collection, query, time);
      let after: Event | undefined;
      // Small at first, since many a reader leaves early.
      for (let limit = 100; ; limit = CHUNK) {
        const events = await read(query, after, limit, options);
        // Copied before it is given away, for the reader may write into it.
        after = events.length === limit ? { ...(events.at(-1) as Event) } : undefined;
        for (const event of events) {
          session.guard(options.signal);
          yield event;
        }
        if (after === undefined) return;
      }
    },
    async *aggregate(query = {}, options = {}) {
      session.guard(options.signal);
      if (!dialect.capabilities.aggregates) {
        throw new StoreError(
          "UNSUPPORTED",
          `Cannot aggregate ${collection}: the database has no exact decimals`,
          { details: { collection } },
        );
      }
      checkAggregate(collection, query);
      checkQuery(collection, query, time);
      const statement = aggregateStatement(session, query, { layout, time });
      const { rows } = await session.run(statement, operation("aggregate", options));
      for (const row of rows) {
        session.guard(options.signal);
        const edge = (value: unknown): string =>
          momentText(time === "day" ? (value as string) : Number(value));
        yield {
          subjectId: row["subject_id"] as string,
          ...(row["by_value"] == null ? {} : { by: row["by_value"] as string }),
          events: Number(row["events"]),
          first: edge(row["first_at"]),
          last: edge(row["last_at"]),
          ...(query.sum === undefined ? {} : { sum: row["total"] as string }),
          ...(query.distinct === undefined ? {} : { distinct: Number(row["different"]) }),
        } satisfies Aggregate;
      }
    },
  };
}

interface EventContext {
  readonly layout: Layout;
  readonly time: "day" | "instant";
}

/** Refuses a query that has no answer before anything is read. */
function checkQuery(collection: string, query: EventQuery, time: "day" | "instant"): void {
  readBound(query.from, time);
  readBound(query.to, time);
  if (query.subjectIds !== undefined) checkIds(collection, query.subjectIds);
}

function addEventFilter(
  statement: Statement,
  { subjectIds, from, to }: EventQuery,
  { layout, time }: EventContext,
  addMore: (open: string) => void = () => undefined,
): void {
  let open = " where ";
  const part = (text: string, value: unknown): void => {
    statement.add(open).name(layout.moment).add(text).bind(value);
    open = " and ";
  };
  if (from !== undefined) part(" >= ", readBound(from, time));
  if (to !== undefined) part(" < ", readBound(to, time));
  if (subjectIds !== undefined) {
    statement.add(open);
    open = " and ";
    if (subjectIds.length === 0) statement.add("1 = 0");
    else statement.name(layout.subject).add(" in (").bindList(subjectIds).add(")");
  }
  addMore(open);
}

/** One row per subject and value of `by`; sums are of exact decimals, as the text says them. */
function aggregateStatement(session: Session, query: AggregateQuery, context: EventContext): Statement {
  const { layout } = context;
  const statement = session.statement();
  const quoted = (field: string): string => session.dialect.quote(columnName(field));
  const moment = session.dialect.quote(layout.moment);
  const subject = session.dialect.quote(layout.subject);
  statement.add(`select ${subject} as subject_id, count(*) as events`);
  statement.add(`, min(${moment}) as first_at, max(${moment}) as last_at`);
  if (query.by !== undefined) statement.add(`, ${quoted(query.by)} as by_value`);
  if (query.sum !== undefined)
    statement.add(
      `, cast(trim_scale(coalesce(sum(cast(${quoted(query.sum)} as numeric)), 0)) as text) as total`,
    );
  if (query.distinct !== undefined) statement.add(`, count(distinct ${quoted(query.distinct)}) as different`);
  statement.add(` from ${layout.table}`);
  addEventFilter(statement, query, context);
  const by = query.by === undefined ? "" : `, ${quoted(query.by)}`;
  return statement.add(` group by ${subject}${by} order by ${subject}${by === "" ? "" : `${by} nulls last`}`);
}

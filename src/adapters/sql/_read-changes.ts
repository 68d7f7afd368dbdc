import type { EventChange, RecordChange, StoreChanges } from "../../repositories/index.ts";
import { StoreError } from "../../repositories/index.ts";
import type { Layouts } from "./_layout.ts";
import { cleaning, isStale, KEPT } from "./_note-on-postgres.ts";
import { STORE_NAME } from "./_note-on-sqlite.ts";
import type { Row } from "./_row-codec.ts";
import type { Operation, Session } from "./_session.ts";
import { literal } from "./_upgrade-context.ts";

/** Reads what has changed since a mark. */
export async function readChanges(
  session: Session,
  layouts: Layouts,
  since: string | undefined,
  signal: AbortSignal | undefined,
): Promise<StoreChanges> {
  session.guard(signal);
  const operation = { what: "read what has changed", signal };
  if (session.dialect.name === "sqlite") return readFromSqlite(session, layouts, since, operation);
  if (session.dialect.capabilities.changes) return readFromPostgres(session, layouts, since, operation);
  throw new StoreError(
    "UNSUPPORTED",
    "Cannot tell what has changed: MySQL and MariaDB number rows as they are written and not as they are committed",
  );
}

/**
 * A mark is a snapshot: which transactions had ended. What has changed since is what the others wrote, as far as they
 * have ended by now. Mark and rows come from one statement, and so from one snapshot.
 *
 * Beside it stand the database, the log and the start of the server: after a restart commits may be gone that a mark knew
 * of, or numbers be given again where a backup was restored. On a standby a snapshot does not name the transactions that
 * are open, so that there all from the first open one on count as open.
 */
async function readFromPostgres(
  session: Session,
  layouts: Layouts,
  since: string | undefined,
  operation: Operation,
): Promise<StoreChanges> {
  const log = layouts.qualify(layouts.changesTable);
  const [life, at, snapshot] = partsOf(since) ?? [null, null, null];
  const statement = session.statement();
  const past = (): void => void statement.add("cast(cast(").bind(snapshot).add(" as text) as pg_snapshot)");
  statement.add(
    `with moment as (select concat_ws('.', (select oid from pg_database where datname = current_database()), ${literal(log)}::regclass::oid, cast(extract(epoch from pg_postmaster_start_time()) * 1000000 as bigint)) as life, cast(floor(extract(epoch from now())) as bigint) as at, case when pg_is_in_recovery() then concat(pg_snapshot_xmin(pg_current_snapshot()), ':', pg_snapshot_xmin(pg_current_snapshot()), ':') else cast(pg_current_snapshot() as text) end as snapshot, ${isStale(log)} and not pg_is_in_recovery() as stale), `,
  );
  statement
    .add("compared as (select moment.*, coalesce(life = cast(")
    .bind(life)
    .add(" as text) and at - cast(");
  statement.bind(at).add(` as bigint) between 0 and ${KEPT.mark * 86_400} and pg_snapshot_xmax(`);
  past();
  statement.add(" ) <= pg_snapshot_xmax(cast(snapshot as pg_snapshot)), false) as complete from moment) ");
  statement.add(
    `select compared.*, log.collection, log.keys, log.seq is not null as logged from compared left join ${log} as log on compared.complete and log.tx >= pg_snapshot_xmin(`,
  );
  past();
  statement.add(") and not pg_visible_in_snapshot(log.tx, ");
  past();
  // Of two transactions that change one record the later waits for the end of the other, so of one record the numbers
  // follow the commits, though not of all.
  statement.add(") order by log.seq");
  const { rows } = await session.run(statement, operation);
  const first = rows[0] as Row;
  if (first["stale"] === true) await session.run({ text: cleaning(log), values: [] }, operation);
  const mark = `postgres ${first["life"]} ${first["at"]} ${first["snapshot"]}`;
  const logged = rows.filter((row) => row["logged"] === true);
  // A truncated table does not say what was in it.
  if (first["complete"] !== true || logged.some((row) => row["keys"] === null)) return incomplete(mark);
  const collected = collect(layouts);
  for (const row of logged) {
    for (const key of JSON.parse(row["keys"] as string) as readonly (string | readonly [string, number])[])
      if (typeof key === "string") collected.add(row["collection"], key, 0);
      else collected.add(row["collection"], key[0], key[1]);
  }
  return collected.since(mark);
}

/** The parts of a mark of PostgreSQL, if it is one: the database may refuse to read a snapshot that is none. */
function partsOf(mark: string | undefined): readonly [string, string, string] | undefined {
  const [, life, at, snapshot] = /^postgres ([\d.]{1,80}) (\d{1,15}) ([\d:,]+)$/.exec(mark ?? "") ?? [];
  if (life === undefined || at === undefined || snapshot === undefined) return undefined;
  const [, xmin, xmax, open] = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19},)*\d{1,19})?$/.exec(snapshot) ?? [];
  if (xmin === undefined || xmax === undefined) return undefined;
  const ids = [xmin, ...(open === undefined ? [] : open.split(",")), xmax].map(BigInt);
  // The first may be the same as the second or, where there are but two, as the last; 0 is no transaction.
  const rising = ids.every((id, i) => i < 2 || id > (ids[i - 1] as bigint));
  const [first = 0n, second = 0n] = ids;
  return rising && first > 0n && second >= first ? [life, at, snapshot] : undefined;
}

async function readFromSqlite(
  session: Session,
  layouts: Layouts,
  since: string | undefined,
  operation: Operation,
): Promise<StoreChanges> {
  const log = layouts.qualify(layouts.changesTable);
  const [, store = null, at = null] = /^sqlite ([0-9a-f]{1,40}) (\d{1,15})$/.exec(since ?? "") ?? [];
  const from = at === null ? null : Number(at);
  const statement = session.statement();
  statement.add(
    `with moment as (select substr(id, ${STORE_NAME.length + 1}) as store, coalesce((select max(seq) from ${log}), 0) as now from ${layouts.qualify(layouts.schemaTable)} where id like '${STORE_NAME}%') select moment.*, coalesce(moment.store = `,
  );
  statement.bind(store).add(" and ").bind(from).add(" <= moment.now, 0) as complete, log.collection, log.");
  statement.name("key").add(`, log.version from moment left join ${log} as log on moment.store = `);
  statement.bind(store).add(" and log.seq > ").bind(from).add(" order by log.seq");
  const { rows } = await session.run(statement, operation);
  const first = rows[0];
  if (first === undefined)
    throw new StoreError("SCHEMA_MISMATCH", "Cannot read what has changed: the store has no name yet");
  const mark = `sqlite ${first["store"]} ${first["now"]}`;
  if (Number(first["complete"]) !== 1) return incomplete(mark);
  const collected = collect(layouts);
  for (const row of rows)
    if (row["collection"] !== null)
      collected.add(row["collection"], row["key"] as string, Number(row["version"] ?? 0));
  return collected.since(mark);
}

const incomplete = (mark: string): StoreChanges => ({ mark, complete: false, records: [], events: [] });

/** Puts together what was noted, in the order of the log: of each record the last version, 0 if it is gone. */
function collect({ byCollection }: Layouts): {
  add(collection: unknown, key: string, version: number): void;
  since(mark: string): StoreChanges;
} {
  const found = new Map<string, Map<string, number>>();
  return {
    add(collection, key, version) {
      const own = found.get(collection as string) ?? new Map<string, number>();
      found.set(collection as string, own);
      own.set(key, version);
    },
    since(mark) {
      const records: RecordChange[] = [];
      const events: EventChange[] = [];
      for (const { collection, kind } of byCollection.values())
        for (const [key, version] of found.get(collection) ?? [])
          if (kind === "events") events.push({ collection, subjectId: key } as EventChange);
          else records.push({ collection, id: key, ...(version > 0 ? { version } : {}) } as RecordChange);
      return { mark, complete: true, records, events };
    },
  };
}

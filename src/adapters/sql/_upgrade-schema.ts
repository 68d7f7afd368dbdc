import { type SchemaUpgrade, StoreError } from "../../repositories/index.ts";
import { Statement } from "../push-down/index.ts";
import type { Column } from "./_columns.ts";
import type { DialectFacts } from "./_dialect.ts";
import { fromDriverError } from "./_driver-error.ts";
import { type Layout, REST } from "./_layout.ts";
import { noteOnPostgres } from "./_note-on-postgres.ts";
import { noteOnSqlite } from "./_note-on-sqlite.ts";
import { createRowCodec, type Row } from "./_row-codec.ts";
import { createSession, type Session } from "./_session.ts";
import {
  command,
  type ExistingTables,
  literal,
  type UpgradeContext,
  whereTablesAre,
} from "./_upgrade-context.ts";

/**
 * The way in which collections become tables; it grows when that way changes, not when a collection does. Since 2 there
 * is a log of changes, where the database can keep one.
 */
const LAYOUT = 2;

/** Makes what is missing, one process at a time, all of it or nothing where the database can do that. */
export async function upgradeSchema(context: UpgradeContext): Promise<SchemaUpgrade> {
  const { kysely, dialect } = context;
  try {
    if (dialect.name !== "mysql")
      return await kysely.transaction().execute((connection) => upgrade({ ...context, kysely: connection }));
    // Every change of a table commits by itself there, so that only a lock by name holds others off.
    return await kysely.connection().execute(async (connection) => {
      const within = { ...context, kysely: connection };
      const got = await command(within, "select get_lock('clientele.schema', 60) as got");
      if (Number(got.rows[0]?.["got"]) !== 1) {
        throw new StoreError("TIMEOUT", "Cannot upgrade the schema: another process is at it for a minute");
      }
      try {
        return await upgrade(within);
      } finally {
        await command(within, "select release_lock('clientele.schema')");
      }
    });
  } catch (error) {
    throw fromDriverError(error, "upgrade the schema");
  }
}

async function upgrade(context: UpgradeContext): Promise<SchemaUpgrade> {
  const { dialect, layouts, schema } = context;
  const { qualify, schemaTable, receiptsTable } = layouts;
  const changes: string[] = [];
  if (dialect.name === "postgres" || dialect.name === "pglite")
    await command(context, "select pg_advisory_xact_lock(7221503398201843)");
  if (schema !== undefined) await command(context, `create schema if not exists ${dialect.quote(schema)}`);
  const text = dialect.types.text(200);
  const suffix = await tableSuffix(context);
  await command(
    context,
    `create table if not exists ${qualify(schemaTable)} (id ${text} primary key, version ${dialect.types.version} not null)${suffix}`,
  );
  // SQLite takes its lock with the first write, which this is; for the others it changes nothing.
  await command(context, `update ${qualify(schemaTable)} set version = version`);
  const found = await command(context, `select version from ${qualify(schemaTable)} where id = 'layout'`);
  const from = Number(found.rows[0]?.["version"] ?? 0);
  if (from > LAYOUT) {
    throw new StoreError(
      "SCHEMA_MISMATCH",
      `Cannot upgrade the schema: its layout ${from} is newer than this version, which knows ${LAYOUT}`,
    );
  }
  const existing = await existingColumns(context);
  if (!existing.has(receiptsTable)) {
    const key = dialect.quote("key");
    await command(
      context,
      `create table ${qualify(receiptsTable)} (collection ${text} not null, ${key} ${text} not null, record ${dialect.types.text(undefined)} not null, version ${dialect.types.version} not null, primary key (collection, ${key}))${suffix}`,
    );
    changes.push(`made the table ${receiptsTable}`);
  }
  for (const layout of layouts.byCollection.values()) {
    const columns = existing.get(layout.name);
    if (columns === undefined) {
      await createTable(context, layout, suffix);
      changes.push(`made the table ${layout.name}`);
    } else changes.push(...(await addColumns(context, layout, columns)));
  }
  if (dialect.name === "sqlite") changes.push(...(await noteOnSqlite(context, existing)));
  else if (dialect.capabilities.changes) changes.push(...(await noteOnPostgres(context, existing)));
  if (from === 0)
    await command(context, `insert into ${qualify(schemaTable)} (id, version) values ('layout', ${LAYOUT})`);
  else if (from < LAYOUT)
    await command(context, `update ${qualify(schemaTable)} set version = ${LAYOUT} where id = 'layout'`);
  return Object.freeze({ from, to: LAYOUT, changes: Object.freeze(changes) });
}

/** MySQL and MariaDB compare by code point, and trailing spaces as they are, under collations of their own. */
async function tableSuffix(context: UpgradeContext): Promise<string> {
  if (context.dialect.name !== "mysql") return "";
  const { rows } = await command(context, "select version() as version");
  const maria = /mariadb/i.test(String(rows[0]?.["version"]));
  return ` engine = InnoDB character set utf8mb4 collate ${maria ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin"}`;
}

/**
 * The columns of every table that is there, in the schema that is meant. PostgreSQL is asked for that schema alone: Kysely asks
 * for all of them, and fails when somebody drops another meanwhile.
 */
async function existingColumns(context: UpgradeContext): Promise<ExistingTables> {
  const place = await whereTablesAre(context);
  if (place === undefined) {
    const tables = await context.kysely.introspection.getTables();
    return new Map(tables.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]));
  }
  const { rows } = await command(
    context,
    `select c.relname as table_name, a.attname as column_name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid where n.nspname = ${literal(place)} and c.relkind in ('r', 'p', 'f', 'v', 'm') and a.attnum > 0 and not a.attisdropped`,
  );
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = found.get(row["table_name"] as string) ?? new Set<string>();
    found.set(row["table_name"] as string, own.add(row["column_name"] as string));
  }
  return found;
}

async function createTable(context: UpgradeContext, layout: Layout, suffix: string): Promise<void> {
  const { dialect } = context;
  const columns = layout.columns.map((column) =>
    column.field === "id"
      ? `${dialect.quote("id")} ${columnType(column, dialect)} not null primary key`
      : `${dialect.quote(column.name)} ${columnType(column, dialect)}`,
  );
  if (layout.kind === "state") columns.push(`version ${dialect.types.version} not null`);
  if (layout.milliseconds !== undefined)
    columns.push(`${dialect.quote(layout.milliseconds)} ${dialect.types.milliseconds} not null`);
  columns.push(`${REST} ${dialect.types.json}`);
  await command(context, `create table ${layout.table} (${columns.join(", ")})${suffix}`);
  for (const index of indexesOf(layout)) await createIndex(context, layout, index);
}

const columnType = ({ kind, maximum }: Column, { types }: DialectFacts): string =>
  kind === "string" ? types.text(maximum) : types[kind];

/** Events are read by time, and by subject and time; state by what it refers to, the day it is of and when it is due. */
function indexesOf(layout: Layout): readonly (readonly string[])[] {
  if (layout.kind === "events") return [[layout.moment], [layout.subject, layout.moment]];
  return layout.columns.filter(({ field }) => /Id$|^asOf$|^at$/.test(field)).map(({ name }) => [name]);
}

async function createIndex(
  context: UpgradeContext,
  layout: Layout,
  columns: readonly string[],
): Promise<void> {
  const { dialect } = context;
  const name = `${layout.name}_${columns.join("_")}`.slice(0, 60);
  const parts = columns.map((column) => {
    const known = layout.columns.find((one) => one.name === column);
    const long = dialect.name === "mysql" && known !== undefined && /text$/.test(columnType(known, dialect));
    return `${dialect.quote(column)}${long ? "(100)" : ""}`;
  });
  // InnoDB ends every index with the primary key by itself.
  if (dialect.name !== "mysql") parts.push(dialect.quote("id"));
  await command(context, `create index ${dialect.quote(name)} on ${layout.table} (${parts.join(", ")})`);
}

/** Adds the columns of fields that the model has gained, and moves what the rest already held of them. */
async function addColumns(
  context: UpgradeContext,
  layout: Layout,
  existing: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { dialect } = context;
  const missing = layout.columns.filter((column) => !existing.has(column.name));
  for (const column of missing)
    await command(
      context,
      `alter table ${layout.table} add column ${dialect.quote(column.name)} ${columnType(column, dialect)}`,
    );
  if (missing.length > 0) await moveFromRest(context, layout, missing);
  return missing.map((column) => `added the column ${column.name} to ${layout.name}`);
}

async function moveFromRest(
  context: UpgradeContext,
  layout: Layout,
  columns: readonly Column[],
): Promise<void> {
  const { dialect } = context;
  const session: Session = createSession(context);
  const codec = createRowCodec(dialect, layout);
  const names = new Set(columns.map((column) => column.field));
  let after = "";
  for (;;) {
    const select = new Statement(dialect).add(
      `select ${layout.selected} from ${layout.table} where ${REST} is not null and `,
    );
    select
      .name("id")
      .add(" > ")
      .bind(after)
      .add(` order by ${dialect.quote("id")} limit 500`);
    const { rows } = await session.run(select, { what: "upgrade the schema" });
    for (const row of rows) {
      after = row["id"] as string;
      const record = decodeLeniently(codec.decode, row);
      if (record === undefined || !Object.keys(record).some((field) => names.has(field))) continue;
      const values = codec.encode(record);
      const update = new Statement(dialect).add(`update ${layout.table} set `);
      update.join(codec.written, ", ", (name, i) => update.name(name).add(" = ").bindColumn(values[i]));
      update.add(" where ").name("id").add(" = ").bind(after);
      await session.run(update, { what: "upgrade the schema" });
    }
    if (rows.length < 500) return;
  }
}

/** A row that cannot be read now is left as it is: reading it says so. */
function decodeLeniently(decode: <T>(row: Row) => T, row: Row): object | undefined {
  try {
    return decode<object>(row);
  } catch {
    return undefined;
  }
}

import type { Layout } from "./_layout.ts";
import { command, type ExistingTables, literal, type UpgradeContext } from "./_upgrade-context.ts";

/**
 * Makes SQLite note what is written, by whomever: one row for each record, and for each subject of events, with a number
 * that grows. There is one writer at a time, so the order of the numbers is that of the commits, and the log never
 * has more rows than there were records and subjects.
 */
export async function noteOnSqlite(
  context: UpgradeContext,
  existing: ExistingTables,
): Promise<readonly string[]> {
  const { dialect, layouts } = context;
  const { changesTable, schemaTable, qualify } = layouts;
  const done: string[] = [];
  const text = dialect.types.text(undefined);
  if (!existing.has(changesTable)) {
    await command(
      context,
      `create table ${qualify(changesTable)} (seq integer primary key autoincrement, collection ${text} not null, ${dialect.quote("key")} ${text} not null, version integer, unique (collection, ${dialect.quote("key")}))`,
    );
    done.push(`made the table ${changesTable}`);
  }
  // By it a mark is known as one of this database and of no other.
  await command(
    context,
    `insert into ${qualify(schemaTable)} (id, version) select '${STORE_NAME}' || lower(hex(randomblob(16))), 1 where not exists (select 1 from ${qualify(schemaTable)} where id like '${STORE_NAME}%')`,
  );
  const { rows } = await command(context, "select name from sqlite_master where type = 'trigger'");
  const found = new Set(rows.map((row) => row["name"]));
  for (const layout of layouts.byCollection.values()) {
    const lacking = triggersOf(context, layout).filter(({ name }) => !found.has(name));
    for (const { name, body } of lacking)
      await command(context, `create trigger ${dialect.quote(name)} ${body}`);
    if (lacking.length > 0 && existing.has(layout.name))
      done.push(`made the triggers of ${layout.name} that note changes`);
  }
  return done;
}

/** What the row of the name of the store begins with. */
export const STORE_NAME = "store ";

function triggersOf(
  { dialect, layouts }: UpgradeContext,
  { collection, kind, name, subject, table }: Layout,
): readonly { readonly name: string; readonly body: string }[] {
  const log = layouts.qualify(layouts.changesTable);
  const column = dialect.quote(kind === "state" ? "id" : subject);
  const key = dialect.quote("key");
  const own = literal(collection);
  // Not "insert or replace": an outer "insert or ignore" would take its place.
  const note = (row: "new" | "old", version: string): string =>
    `begin delete from ${log} where collection = ${own} and ${key} = ${row}.${column}; insert into ${log} (collection, ${key}, version) select ${own}, ${row}.${column}, ${version} where ${row}.${column} is not null; end`;
  const version = kind === "state" ? "new.version" : "null";
  return [
    { name: `${name}_note_insert`, body: `after insert on ${table} ${note("new", version)}` },
    { name: `${name}_note_update`, body: `after update on ${table} ${note("new", version)}` },
    {
      name: `${name}_note_other`,
      body: `after update of ${column} on ${table} when old.${column} is not new.${column} ${note("old", "null")}`,
    },
    { name: `${name}_note_delete`, body: `after delete on ${table} ${note("old", "null")}` },
  ];
}

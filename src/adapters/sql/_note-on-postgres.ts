import type { Layout } from "./_layout.ts";
import {
  command,
  type ExistingTables,
  literal,
  type UpgradeContext,
  whereTablesAre,
} from "./_upgrade-context.ts";

/**
 * How long the log of PostgreSQL is kept, and how old a mark may be, in days. The difference is for a transaction that
 * began to write within the log's time and ends outside of it: it may be open for a day.
 */
export const KEPT = { mark: 30, log: 31, cleaned: 32 } as const;

const TRIGGERS = ["insert", "update", "delete", "truncate"] as const;

/**
 * Makes PostgreSQL note what is written, by whomever: a log with one row per statement and collection, filled by triggers.
 * Each row bears the transaction that wrote it, which tells a reader whether it had ended at a mark; the numbers of a
 * sequence could not, since a transaction that drew a low one may end late.
 */
export async function noteOnPostgres(
  context: UpgradeContext,
  existing: ExistingTables,
): Promise<readonly string[]> {
  const { dialect, layouts } = context;
  const { changesTable, qualify } = layouts;
  const done: string[] = [];
  const log = qualify(changesTable);
  if (!existing.has(changesTable)) {
    const columns = [
      "seq bigint generated always as identity primary key",
      "tx xid8 not null default pg_current_xact_id()",
      "at timestamptz not null default clock_timestamp()",
      "collection text not null",
      "keys text",
    ];
    await command(context, `create table ${log} (${columns.join(", ")})`);
    await command(context, `create index ${dialect.quote(`${changesTable}_tx`)} on ${log} (tx)`);
    done.push(`made the table ${changesTable}`);
  } else await clean(context);
  const place = (await whereTablesAre(context)) ?? "public";
  await makeFunctions(context, place);
  done.push(...(await makeTriggers(context, place, existing)));
  return done;
}

/** Removes what no mark asks for any more, once a day at most: nobody may ever read the log. */
async function clean(context: UpgradeContext): Promise<void> {
  const log = context.layouts.qualify(context.layouts.changesTable);
  const { rows } = await command(context, `select ${isStale(log)} as stale`);
  if (rows[0]?.["stale"] === true) await command(context, cleaning(log));
}

/** Whether the first row is so old that it is worth while to clean the log. */
export const isStale = (log: string): string =>
  `coalesce((select at < now() - interval '${KEPT.cleaned} days' from ${log} order by seq limit 1), false)`;

/** Removes the rows that are older than any mark that counts. */
export const cleaning = (log: string): string =>
  `delete from ${log} where at < now() - interval '${KEPT.log} days'`;

/**
 * Makes the functions that are missing or differ, so that a schema that was renamed is mended, too. They run with the
 * rights of whoever upgrades: a role that may write to a table of the store need have no right to the log.
 */
async function makeFunctions(context: UpgradeContext, place: string): Promise<void> {
  const { quote } = context.dialect;
  const { byCollection, changesTable } = context.layouts;
  const log = `${quote(place)}.${quote(changesTable)}`;
  const wanted = new Map(
    [...byCollection.values()].map((one) => [functionName(context, one), bodyOf(log, one)]),
  );
  const { rows } = await command(
    context,
    `select p.proname as name, p.prosrc as body from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ${literal(place)} and p.proname in (${[...wanted.keys()].map(literal).join(", ")})`,
  );
  const found = new Map(rows.map((row) => [row["name"], row["body"]]));
  for (const [name, body] of wanted) {
    if (found.get(name) === body) continue;
    const called = `${quote(place)}.${quote(name)}()`;
    await command(
      context,
      `create or replace function ${called} returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as ${literal(body)}`,
    );
    // Otherwise anybody could hang it on a table of their own, and have their casts run with the owner's rights.
    await command(context, `revoke all on function ${called} from public`);
  }
}

const functionName = ({ layouts }: UpgradeContext, { kind, subject }: Layout): string =>
  `${layouts.changesTable}_of_${kind === "state" ? "state" : subject}`;

/** What a statement changed, as JSON: ids and versions of state, 0 for what is gone; subjects of events. */
function bodyOf(log: string, { kind, subject }: Layout): string {
  const into = `insert into ${log} (collection, keys) select tg_argv[0]`;
  const some = "having count(*) > 0";
  const state = (rows: string): string =>
    `${into}, json_agg(json_build_array(id, version))::text from ${rows} ${some}`;
  const events = (rows: string): string =>
    `${into}, json_agg(distinct "${subject}")::text from ${rows} where "${subject}" is not null ${some}`;
  const [added, removed, both] =
    kind === "state"
      ? [
          state("added"),
          state("(select id, 0 as version from removed) as gone"),
          // An id that a statement has changed is gone. "except" and not "not in": a plan for one row is kept for many.
          state(
            "(select id, version from added union all select id, 0 from (select id from removed except select id from added) as other) as changed",
          ),
        ]
      : [
          events("added"),
          events("removed"),
          events(`(select "${subject}" from added union select "${subject}" from removed) as changed`),
        ];
  return `
begin
  if tg_op = 'INSERT' then
    ${added};
  elsif tg_op = 'UPDATE' then
    ${both};
  elsif tg_op = 'DELETE' then
    ${removed};
  else
    ${into}, null;
  end if;
  return null;
end
`;
}

/**
 * Makes the triggers of all tables that lack some, in one command: there are hundreds. A view or a foreign table takes none,
 * and a table with foreign partitions could not be written to any more.
 */
async function makeTriggers(
  context: UpgradeContext,
  place: string,
  existing: ExistingTables,
): Promise<readonly string[]> {
  const { quote } = context.dialect;
  const { rows } = await command(
    context,
    `select c.relname as name, count(t.oid) as triggers from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_trigger t on t.tgrelid = c.oid and t.tgname in (${TRIGGERS.map((when) => literal(triggerName(when))).join(", ")}) where n.nspname = ${literal(place)} and c.relkind in ('r', 'p') and not exists (select 1 from pg_inherits i join pg_class f on f.oid = i.inhrelid where i.inhparent = c.oid and f.relkind = 'f') group by c.relname`,
  );
  const triggers = new Map(rows.map((row) => [row["name"], Number(row["triggers"])]));
  const lacking = [...context.layouts.byCollection.values()].filter(
    ({ name }) => (triggers.get(name) ?? TRIGGERS.length) < TRIGGERS.length,
  );
  if (lacking.length === 0) return [];
  const statements = lacking.flatMap((layout) => {
    const table = `${quote(place)}.${quote(layout.name)}`;
    const call = `${quote(place)}.${quote(functionName(context, layout))}(${literal(layout.collection)})`;
    return TRIGGERS.flatMap((when) => [
      ...(existing.has(layout.name) ? [`drop trigger if exists ${triggerName(when)} on ${table}`] : []),
      `create trigger ${triggerName(when)} after ${when} on ${table}${TRANSITIONS[when]} for each statement execute function ${call}`,
    ]);
  });
  await command(context, `do ${literal(`begin ${statements.join("; ")}; end`)}`);
  // Of a table that was just made it goes without saying.
  return lacking
    .filter(({ name }) => existing.has(name))
    .map(({ name }) => `made the triggers of ${name} that note changes`);
}

const triggerName = (when: string): string => `clientele_note_${when}`;

const TRANSITIONS = {
  insert: " referencing new table as added",
  update: " referencing old table as removed new table as added",
  delete: " referencing old table as removed",
  truncate: "",
} as const;

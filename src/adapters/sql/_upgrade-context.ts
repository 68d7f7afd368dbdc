import type { Guard } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import type { Layouts } from "./_layout.ts";
import { type AnyKysely, createSession, type Outcome } from "./_session.ts";

/** What an upgrade works with. */
export interface UpgradeContext {
  readonly kysely: AnyKysely;
  readonly dialect: DialectFacts;
  readonly layouts: Layouts;
  readonly schema: string | undefined;
  readonly guard: Guard;
}

/** The columns of the tables that were there before the upgrade, by the name of the table. */
export type ExistingTables = ReadonlyMap<string, ReadonlySet<string>>;

/** Runs one statement of an upgrade. */
export function command({ kysely, dialect, guard }: UpgradeContext, text: string): Promise<Outcome> {
  return createSession({ kysely, dialect, guard }).run({ text, values: [] }, { what: "upgrade the schema" });
}

/** The schema of the tables, also where it is that of the connection; `undefined` where the database has none. */
export async function whereTablesAre(context: UpgradeContext): Promise<string | undefined> {
  const { dialect, schema } = context;
  if (schema !== undefined || dialect.name === "sqlite" || dialect.name === "mysql") return schema;
  return String((await command(context, "select current_schema() as name")).rows[0]?.["name"]);
}

/** A text as it stands in a statement of PostgreSQL or SQLite. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

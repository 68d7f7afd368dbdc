import { writeSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { pgliteDialect, type SqlDialect, sqlStore } from "clientele/sql";
import { writeUntilKilled } from "clientele/testing";
import { Kysely } from "kysely";
import { openMariadb, openPostgres, sqliteKysely } from "./_databases.ts";

/** The process that is killed: `_crash-child.ts <dialect> <place>`. */
const [dialect, place] = process.argv.slice(2) as [SqlDialect, string];

/** The same database as the parent's: a file, a schema or a database of that name. */
async function open() {
  if (dialect === "pglite") return new Kysely<unknown>({ dialect: pgliteDialect(new PGlite(place)) });
  if (dialect === "sqlite") return sqliteKysely(place);
  const reached = dialect === "postgres" ? await openPostgres(place) : await openMariadb(place);
  return typeof reached === "string" ? reached : reached.kysely;
}

const kysely = await open();
if (typeof kysely === "string") throw new Error(kysely);
const store = sqlStore(kysely, dialect === "postgres" ? { dialect, schema: place } : { dialect });
await store.upgradeSchema();
writeSync(1, "ready\n");
await writeUntilKilled(store, (round) => writeSync(1, `${round}\n`));

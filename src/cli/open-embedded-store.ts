import { join } from "node:path";
import { pgliteDialect, sqlStore } from "../adapters/sql/index.ts";
import type { ClienteleStore } from "../repositories/index.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Opens PostgreSQL in the process on the files of a folder. It comes with two packages that not everybody needs; they
 * are loaded here and nowhere else.
 */
export async function openEmbeddedStore(folder: string): Promise<ClienteleStore> {
  const [{ PGlite }, { Kysely }] = await Promise.all([
    import("@electric-sql/pglite").catch(missing),
    import("kysely").catch(missing),
  ]);
  const database = new PGlite(join(folder, "store"));
  const kysely = new Kysely({ dialect: pgliteDialect(database) });
  return sqlStore(kysely, { dialect: "pglite", destroyOnClose: true });
}

function missing(cause: unknown): never {
  throw new UsageError("the store in a folder needs two packages: npm install @electric-sql/pglite kysely", {
    cause,
  });
}

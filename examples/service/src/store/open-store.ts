import type { MessagePort } from "node:worker_threads";
import type { ClienteleStore } from "clientele/repositories";
import { pgliteDialect, sqlStore } from "clientele/sql";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { pgliteClient } from "./pglite-client.ts";

/** Where a thread finds the data. */
export type StoreAddress =
  | { readonly kind: "pglite"; readonly port: MessagePort }
  | { readonly kind: "postgres"; readonly url: string; readonly schema?: string | undefined };

/** Opens the store at the address, for the thread that calls it. */
export function openStore(address: StoreAddress): ClienteleStore {
  if (address.kind === "pglite") {
    const kysely = new Kysely<unknown>({ dialect: pgliteDialect(pgliteClient(address.port)) });
    return sqlStore(kysely, { dialect: "pglite", destroyOnClose: true });
  }
  const { url, schema } = address;
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => undefined); // an idle connection was lost: the next call takes another
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return sqlStore(kysely, { dialect: "postgres", schema, destroyOnClose: true });
}

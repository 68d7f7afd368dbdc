import type { Kysely } from "kysely";
import { createGuard } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import { layOut } from "./_layout.ts";
import { createSession, inTransaction, type Operation, type Statements } from "./_session.ts";
import { checkOptions, plainOf, type SqlStoreOptions } from "./sql-store.ts";

/** The table of order lines of a store. */
export interface OrderLineTable {
  readonly dialect: DialectFacts;
  /** As it stands in a statement. */
  readonly table: string;
  /** Reads from it; all statements see one moment where the database has snapshots. */
  read<R>(operation: Operation, work: (within: Statements) => Promise<R>): Promise<R>;
}

/** Finds the table behind a store. */
export function openOrderLines(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: Pick<SqlStoreOptions, "dialect" | "schema" | "prefix">,
): OrderLineTable {
  const { schema, prefix = "clientele_" } = options;
  const dialect = checkOptions(options);
  const layout = layOut(dialect, { schema, prefix }).byCollection.get("orderLines");
  const parts = { kysely: plainOf(kysely), dialect, guard: createGuard("store", () => false) };
  const isolation = dialect.isolation === undefined ? "read committed" : "repeatable read";
  return {
    dialect,
    table: layout?.table as string,
    async read(operation, work) {
      // Inside a transaction of a store on the same only connection this would wait for itself.
      createSession(parts).guard(operation.signal);
      return inTransaction(parts, operation, isolation, work);
    },
  };
}

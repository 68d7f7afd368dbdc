import type { Kysely } from "kysely";
import { createGuard } from "../../repositories/index.ts";
import type { LineSource } from "../push-down/index.ts";
import { layOut } from "./_layout.ts";
import { createSession, inTransaction, type Operation } from "./_session.ts";
import { checkOptions, plainOf, type SqlStoreOptions } from "./sql-store.ts";

/** Finds the table of order lines behind a store. */
export function openOrderLines(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: Pick<SqlStoreOptions, "dialect" | "schema" | "prefix"> & {
    readonly signal?: AbortSignal | undefined;
  },
  what: string,
): LineSource {
  const { schema, prefix = "clientele_", signal } = options;
  const dialect = checkOptions(options);
  const table = layOut(dialect, { schema, prefix }).byCollection.get("orderLines")?.table as string;
  const parts = { kysely: plainOf(kysely), dialect, guard: createGuard("store", () => false) };
  const isolation = dialect.isolation === undefined ? "read committed" : "repeatable read";
  const operation: Operation = { what, details: { collection: "orderLines" }, signal };
  return {
    dialect,
    async read(work) {
      // Inside a transaction of a store on the same only connection this would wait for itself.
      createSession(parts).guard(signal);
      return inTransaction(parts, operation, isolation, (within) =>
        work({
          table,
          orderColumn: "order_id",
          ask: async (statement) => (await within.run(statement, operation)).rows,
        }),
      );
    },
  };
}

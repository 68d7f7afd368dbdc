import type { Kysely } from "kysely";
import {
  type ClienteleStore,
  createGuard,
  openEach,
  type StoreCollections,
  StoreError,
} from "../../repositories/index.ts";
import { type DialectFacts, dialects, type SqlDialect } from "./_dialect.ts";
import { fromDriverError } from "./_driver-error.ts";
import { layOut } from "./_layout.ts";
import { readChanges } from "./_read-changes.ts";
import { type AnyKysely, createSession, inTransaction, type Session } from "./_session.ts";
import { createSqlEvents } from "./_sql-events.ts";
import { createSqlRepository } from "./_sql-repository.ts";
import { upgradeSchema } from "./_upgrade-schema.ts";

/** Options of {@link sqlStore}. */
export interface SqlStoreOptions {
  /** The database behind the Kysely instance; `"mysql"` is MySQL 8 and MariaDB. */
  readonly dialect: SqlDialect;
  /**
   * The schema of the tables, for PostgreSQL and PGlite only; `upgradeSchema` makes it.
   * @defaultValue the current schema of the connection
   */
  readonly schema?: string | undefined;
  /**
   * What the names of all tables begin with.
   * @defaultValue `"clientele_"`
   */
  readonly prefix?: string | undefined;
  /**
   * Whether the data outlive the process: false for SQLite and PGlite in memory.
   * @defaultValue `true`
   */
  readonly durable?: boolean | undefined;
  /**
   * Whether `close` destroys the Kysely instance, too.
   * @defaultValue `false`: whoever made it ends it
   */
  readonly destroyOnClose?: boolean | undefined;
}

/** One for each instance, so that two stores on one connection know that they share it. */
const plainInstances = new WeakMap<object, AnyKysely>();

/** The instance without its plugins. */
export function plainOf(kysely: AnyKysely): AnyKysely {
  const known = plainInstances.get(kysely);
  if (known !== undefined) return known;
  const plain = kysely.withoutPlugins();
  plainInstances.set(kysely, plain);
  return plain;
}

/**
 * Makes a store of a database that Kysely speaks to. No driver is imported: the instance, its pool and its
 * settings are yours. Call `upgradeSchema` once before the first use and after every update of the package.
 *
 * Each collection is a table: a column for every text, number and truth value at the top of a record, and the
 * rest as JSON. Text compares by code point, decimals are kept as the text they came as, events have indexes for
 * reading by time and by subject. Streams read page after page by keyset and hold no connection in between.
 *
 * @param kysely - an instance of Kysely 0.28 or 0.29; its plugins are not used
 *
 * @throws RangeError if the dialect, the schema or the prefix is none
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { pgliteDialect, sqlStore } from "clientele/sql";
 * import { Kysely } from "kysely";
 *
 * const kysely = new Kysely({ dialect: pgliteDialect(new PGlite()) });
 * await using store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
 * await store.upgradeSchema();
 * const kettle = { schemaVersion: 1, id: "p1", name: "Kettle", category: "Kitchen", consumable: false } as const;
 * (await store.products.save(kettle, { expected: "absent" })).version; // => 1
 * await store.products.count({ op: "eq", field: "consumable", value: false }); // => 1
 * ```
 */
// biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
export function sqlStore(kysely: Kysely<any>, options: SqlStoreOptions): ClienteleStore {
  const { schema, prefix = "clientele_", durable = true, destroyOnClose = false } = options;
  const dialect = checkOptions(options);
  const plain = plainOf(kysely);
  const layouts = layOut(dialect, { schema, prefix });
  const receipts = { table: layouts.qualify(layouts.receiptsTable) };
  let closed = false;
  const guard = createGuard("store", () => closed);
  const parts = { kysely: plain, dialect, guard };
  const session = createSession(parts);

  const open = (within: Session): StoreCollections =>
    openEach({
      state: (name) => createSqlRepository(name, layouts.byCollection.get(name)!, within, receipts),
      events: (name) => createSqlEvents(name, layouts.byCollection.get(name)!, within),
    });

  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    if (!destroyOnClose) return;
    try {
      await kysely.destroy();
    } catch (error) {
      throw fromDriverError(error, "close the store");
    }
  };

  return Object.freeze({
    ...open(session),
    capabilities: Object.freeze({ ...dialect.capabilities, durable }),
    async transaction(work, { signal, maxRetries = 0 } = {}) {
      for (let attempt = 0; ; attempt++) {
        session.guard(signal);
        try {
          const operation = { what: "commit", signal };
          const isolation = dialect.isolation?.transaction ?? "repeatable read";
          return await inTransaction(parts, operation, isolation, (within) => work(open(within)));
        } catch (error) {
          if (attempt >= maxRetries || !isConflict(error)) throw error;
        }
      }
    },
    async changes(since, { signal } = {}) {
      return readChanges(session, layouts, since, signal);
    },
    async upgradeSchema() {
      session.guard();
      return upgradeSchema({ ...parts, layouts, schema });
    },
    close,
    [Symbol.asyncDispose]: close,
  } satisfies ClienteleStore);
}

const isConflict = (error: unknown): boolean =>
  StoreError.is(error, "SERIALIZATION_FAILURE") || StoreError.is(error, "DEADLOCK");

/** The facts of the dialect, if the options are right. */
export function checkOptions({
  dialect,
  schema,
  prefix = "",
}: Pick<SqlStoreOptions, "dialect" | "schema" | "prefix">): DialectFacts {
  if (!Object.hasOwn(dialects, dialect)) {
    const known = Object.keys(dialects).join(", ");
    throw new RangeError(`Cannot make a store: dialect must be one of ${known}, got ${String(dialect)}`);
  }
  const facts = dialects[dialect];
  if (schema !== undefined && (dialect === "sqlite" || dialect === "mysql")) {
    throw new RangeError(`Cannot make a store: ${dialect} has no schemas, got ${schema}`);
  }
  if (schema === "" || !/^\w{0,30}$/.test(prefix)) {
    throw new RangeError(
      `Cannot make a store: prefix must be at most 30 letters, digits and _, and schema not empty, got ${JSON.stringify({ schema, prefix })}`,
    );
  }
  return facts;
}

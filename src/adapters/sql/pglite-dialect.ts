import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";

/** What is needed of a PGlite instance. */
export interface PgliteDatabase {
  /** Runs one statement. */
  query(
    text: string,
    // biome-ignore lint/suspicious/noExplicitAny: as PGlite declares it.
    values?: any[],
  ): Promise<{ readonly rows: unknown[]; readonly affectedRows?: number | undefined }>;
  /** Ends the use of the database. */
  close(): Promise<void>;
}

/**
 * A dialect of Kysely for PGlite, PostgreSQL in the process: no server, no compiler. Kysely 0.29 has one of its
 * own, 0.28 has none.
 *
 * A PGlite instance is one connection, so statements and transactions wait for each other; do not use the instance
 * directly at the same time.
 *
 * @param database - a PGlite instance; destroying the Kysely instance closes it
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { pgliteDialect } from "clientele/sql";
 * import { Kysely, sql } from "kysely";
 *
 * const kysely = new Kysely({ dialect: pgliteDialect(new PGlite()) });
 * (await sql`select 40 + 2 as answer`.execute(kysely)).rows; // => [{ answer: 42 }]
 * await kysely.destroy();
 * ```
 */
export function pgliteDialect(database: PgliteDatabase): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => createDriver(database),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function createDriver(database: PgliteDatabase): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affectedRows } = await database.query(sql, [...parameters]);
      return {
        rows: rows as R[],
        ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }),
      };
    },
    // biome-ignore lint/correctness/useYield: there is nothing to give.
    async *streamQuery() {
      throw new Error("PGlite does not stream.");
    },
  };
  const run = async (text: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(text));
  };
  let queue: Promise<void> = Promise.resolve();
  let release: () => void = () => undefined;
  return {
    init: async () => undefined,
    async acquireConnection() {
      const before = queue;
      let leave: () => void = () => undefined;
      queue = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      release = leave;
      return connection;
    },
    beginTransaction: (_connection, { isolationLevel }) =>
      run(isolationLevel === undefined ? "begin" : `start transaction isolation level ${isolationLevel}`),
    commitTransaction: () => run("commit"),
    rollbackTransaction: () => run("rollback"),
    async releaseConnection() {
      release();
    },
    destroy: () => database.close(),
  };
}

import { AsyncLocalStorage } from "node:async_hooks";
import { CompiledQuery, type Kysely } from "kysely";
import { type Guard, StoreError, type StoreErrorDetails } from "../../repositories/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import { fromDriverError } from "./_driver-error.ts";
import type { Row } from "./_row-codec.ts";
import { Statement } from "./_statement.ts";

// biome-ignore lint/suspicious/noExplicitAny: the tables of the user's database are none of our business.
export type AnyKysely = Kysely<any>;

/** What a statement did. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly affected: number;
  /** MySQL's `last_insert_id`. */
  readonly insertId: number;
}

/** What an operation is called in an error, and what it is about. */
export interface Operation {
  readonly what: string;
  readonly details?: StoreErrorDetails;
  readonly signal?: AbortSignal | undefined;
}

/** Where statements run: on the database, or inside a transaction. */
export interface Session {
  readonly dialect: DialectFacts;
  readonly guard: Guard;
  /** Starts a statement. */
  statement(): Statement;
  /** Runs it; every failure is a store's error. */
  run(statement: Pick<Statement, "text" | "values">, operation: Operation): Promise<Outcome>;
  /** Does work whose writes are kept together or not at all. */
  atomically<R>(operation: Operation, work: (session: Session) => Promise<R>): Promise<R>;
}

/** Which database's only connection the running work holds, so that it does not wait for itself. */
const holding = new AsyncLocalStorage<{ readonly kysely: object; readonly scope: TransactionScope }>();

/** Options of {@link createSession}. */
export interface SessionOptions {
  readonly kysely: AnyKysely;
  readonly dialect: DialectFacts;
  readonly guard: Guard;
}

/** A session on the database itself. */
export function createSession({ kysely, dialect, guard }: SessionOptions): Session {
  const refuseInside = (): void => {
    const held = holding.getStore();
    // What was started in a transaction may outlive it, and then uses the store like anything else.
    if (!dialect.single || held?.kysely !== kysely || held.scope.over) return;
    throw new StoreError(
      "INVALID_QUERY",
      "Cannot use the store inside its own transaction: there is one connection, so only the transaction may be used",
    );
  };
  return {
    dialect,
    guard(signal) {
      guard(signal);
      refuseInside();
    },
    statement: () => new Statement(dialect),
    async run(statement, operation) {
      guard(operation.signal);
      refuseInside();
      return execute(kysely, statement, operation);
    },
    async atomically(operation, work) {
      guard(operation.signal);
      refuseInside();
      return inTransaction({ kysely, dialect, guard }, operation, "read committed", work);
    },
  };
}

/** Runs work in a transaction of the database; the error of the work comes out as it is. */
export async function inTransaction<R>(
  { kysely, dialect, guard }: SessionOptions,
  operation: Operation,
  isolation: "read committed" | "repeatable read",
  work: (session: Session) => Promise<R>,
): Promise<R> {
  let failure: { readonly error: unknown } | undefined;
  const builder = kysely.transaction();
  const begun = dialect.isolation === undefined ? builder : builder.setIsolationLevel(isolation);
  try {
    const scope: TransactionScope = { over: false, broken: undefined };
    return await begun.execute((connection) =>
      holding.run({ kysely, scope }, async () => {
        try {
          const result = await work(transactionSession(connection, dialect, guard, scope));
          guard(operation.signal);
          // The database has given the transaction up, and some would answer its commit with a silent rollback.
          if (scope.broken !== undefined) throw scope.broken;
          return result;
        } catch (error) {
          failure = { error };
          throw error;
        } finally {
          scope.over = true;
        }
      }),
    );
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    throw fromDriverError(error, operation.what, operation.details);
  }
}

interface TransactionScope {
  over: boolean;
  broken: StoreError | undefined;
}

function transactionSession(
  connection: AnyKysely,
  dialect: DialectFacts,
  storeGuard: Guard,
  scope: TransactionScope,
): Session {
  let savepoints = 0;
  const guard: Guard = (signal) => {
    storeGuard(signal);
    if (scope.over) throw new StoreError("CLOSED", "Cannot use the transaction: it is closed");
  };
  const session: Session = {
    dialect,
    guard,
    statement: () => new Statement(dialect),
    async run(statement, operation) {
      guard(operation.signal);
      try {
        return await execute(connection, statement, operation);
      } catch (error) {
        scope.broken ??= error as StoreError;
        throw error;
      }
    },
    async atomically(operation, work) {
      guard(operation.signal);
      const name = `clientele_${++savepoints}`;
      const command = (text: string): Promise<Outcome> => session.run({ text, values: [] }, operation);
      await command(`savepoint ${name}`);
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work(session);
        guard(operation.signal);
      } catch (error) {
        if (scope.broken === undefined && !scope.over) await execute(connection, rollbackTo(name), operation);
        throw error;
      }
      await command(`release savepoint ${name}`);
      return result;
    },
  };
  return session;
}

const rollbackTo = (name: string): Pick<Statement, "text" | "values"> => ({
  text: `rollback to savepoint ${name}`,
  values: [],
});

async function execute(
  kysely: AnyKysely,
  statement: Pick<Statement, "text" | "values">,
  { what, details }: Operation,
): Promise<Outcome> {
  try {
    const query = CompiledQuery.raw(statement.text, statement.values as unknown[]);
    const { rows, numAffectedRows, insertId } = await kysely.executeQuery<Row>(query);
    return { rows, affected: Number(numAffectedRows ?? rows.length), insertId: Number(insertId ?? 0) };
  } catch (error) {
    throw fromDriverError(error, what, details);
  }
}

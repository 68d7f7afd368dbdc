import { AsyncLocalStorage } from "node:async_hooks";
import { CompiledQuery, type Kysely } from "kysely";
import { type Guard, StoreError, type StoreErrorDetails } from "../../repositories/index.ts";
import { Statement } from "../push-down/index.ts";
import type { DialectFacts } from "./_dialect.ts";
import { fromDriverError } from "./_driver-error.ts";
import type { Row } from "./_row-codec.ts";

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

/** Where statements run. */
export interface Statements {
  readonly guard: Guard;
  readonly dialect: DialectFacts;
  /** Starts a statement. */
  statement(): Statement;
  /** Runs it; every failure is a store's error. */
  run(statement: Pick<Statement, "text" | "values">, operation: Operation): Promise<Outcome>;
}

/** The database, or the inside of a transaction. */
export interface Session extends Statements {
  /**
   * Does work whose writes are kept together or not at all. Inside a transaction nothing else runs meanwhile, so
   * the work must wait for nothing but its own statements.
   */
  atomically<R>(operation: Operation, work: (within: Statements) => Promise<R>): Promise<R>;
  /**
   * The same for work that waits for something else in between. Inside a transaction others may run meanwhile, so
   * that a failure cannot be undone by itself: it ends the whole transaction, also when it is caught.
   */
  atLength<R>(operation: Operation, work: (within: Statements) => Promise<R>): Promise<R>;
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
  const atomically: Session["atomically"] = async (operation, work) => {
    guard(operation.signal);
    refuseInside();
    return inTransaction({ kysely, dialect, guard }, operation, "read committed", work);
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
    atomically,
    atLength: atomically,
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
    const scope = createScope();
    return await begun.execute((connection) =>
      holding.run({ kysely, scope }, async () => {
        let result: Awaited<R> | undefined;
        try {
          const parts = { kysely: connection, dialect, guard };
          result = await work(transactionSession(parts, scope, operation.signal));
          guard(operation.signal);
        } catch (error) {
          failure = { error };
        }
        scope.over = true;
        // What was begun and not waited for must not run on after the end.
        await scope.alone(async () => undefined);
        // The database may have given the transaction up, and some would answer its commit with a silent rollback.
        failure ??= scope.broken ?? [...scope.unfinished][0];
        if (failure !== undefined) throw failure.error;
        return result as Awaited<R>;
      }),
    );
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    throw fromDriverError(error, operation.what, operation.details);
  }
}

/** What all sessions of one transaction know. */
interface TransactionScope {
  over: boolean;
  /** Why it can only be rolled back. */
  broken: { readonly error: unknown } | undefined;
  /** What has been begun at length, each with the error that it would be to commit now. */
  readonly unfinished: Set<{ readonly error: StoreError }>;
  /** Does one work after the other. */
  alone<R>(work: () => Promise<R>): Promise<R>;
}

function createScope(): TransactionScope {
  let last: Promise<unknown> = Promise.resolve();
  return {
    over: false,
    broken: undefined,
    unfinished: new Set(),
    alone(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
  };
}

function transactionSession(
  { kysely: connection, dialect, guard: storeGuard }: SessionOptions,
  scope: TransactionScope,
  signal: AbortSignal | undefined,
): Session {
  let savepoints = 0;
  const statement = (): Statement => new Statement(dialect);
  const guard: Guard = (own) => {
    storeGuard(signal);
    storeGuard(own);
    if (scope.over) throw new StoreError("CLOSED", "Cannot use the transaction: it is closed");
  };
  const run: Statements["run"] = async (text, operation) => {
    try {
      return await execute(connection, text, operation);
    } catch (error) {
      scope.broken ??= { error };
      throw error;
    }
  };
  const session: Session = {
    dialect,
    guard,
    statement,
    async run(text, operation) {
      guard(operation.signal);
      return scope.alone(() => {
        guard(operation.signal);
        return run(text, operation);
      });
    },
    async atomically(operation, work) {
      guard(operation.signal);
      return scope.alone(async () => {
        guard(operation.signal);
        const name = `clientele_${++savepoints}`;
        const command = (text: string): Promise<Outcome> => run({ text, values: [] }, operation);
        await command(`savepoint ${name}`);
        let result: Awaited<ReturnType<typeof work>>;
        try {
          // Once begun it comes to its end, even if nobody waits for it.
          result = await work({ dialect, guard: within, statement, run: runWithin });
          within(operation.signal);
        } catch (error) {
          if (scope.broken === undefined) await run(rollbackTo(name), operation);
          throw error;
        }
        await command(`release savepoint ${name}`);
        return result;
      });
    },
    async atLength(operation, work) {
      guard(operation.signal);
      const unfinished = { error: notFinished(operation.what) };
      scope.unfinished.add(unfinished);
      try {
        return await work(session);
      } catch (error) {
        scope.broken ??= { error };
        throw error;
      } finally {
        scope.unfinished.delete(unfinished);
      }
    },
  };
  const within: Guard = (own) => {
    storeGuard(signal);
    storeGuard(own);
  };
  const runWithin: Statements["run"] = async (text, operation) => {
    within(operation.signal);
    return run(text, operation);
  };
  return session;
}

const notFinished = (what: string): StoreError =>
  new StoreError("INVALID_QUERY", `Cannot commit: the transaction must wait for what it began to ${what}`);

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

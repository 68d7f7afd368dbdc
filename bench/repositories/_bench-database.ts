import { type Kysely, Kysely as KyselyClass, PostgresDialect, SqliteDialect, sql } from "kysely";
import pg from "pg";
import type { OrderLine } from "../../src/model/index.ts";

/** PostgreSQL at 127.0.0.1, in a schema of its own that is dropped in the end. */
export async function openPostgres(): Promise<{
  readonly kysely: Kysely<unknown>;
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly drop: () => Promise<void>;
}> {
  const schema = `clientele_bench_${process.pid}`;
  const pool = new pg.Pool({
    host: "127.0.0.1",
    user: process.env["PGUSER"] ?? "postgres",
    database: "test",
    max: 2,
  });
  const kysely = new KyselyClass<unknown>({ dialect: new PostgresDialect({ pool }) });
  await sql`create schema ${sql.id(schema)}`.execute(kysely);
  return {
    kysely,
    pool,
    schema,
    drop: async () => {
      await sql`drop schema ${sql.id(schema)} cascade`.execute(kysely);
      await kysely.destroy();
    },
  };
}

/** What is used of better-sqlite3, which is there only if it could be built. */
export interface BetterSqlite {
  prepare(text: string): never;
  exec(text: string): void;
  close(): void;
}

/** A database of better-sqlite3 in a file, or why there is none. */
export async function openSqlite(
  file: string,
): Promise<{ readonly database: BetterSqlite; readonly kysely: Kysely<unknown> } | string> {
  try {
    const { default: Database } = (await import("better-sqlite3")) as unknown as {
      readonly default: new (file: string) => BetterSqlite;
    };
    const database = new Database(file);
    database.exec("pragma journal_mode = wal");
    return { database, kysely: new KyselyClass<unknown>({ dialect: new SqliteDialect({ database }) }) };
  } catch (error) {
    return `better-sqlite3 is not there: ${String(error)}`;
  }
}

/** Order lines as they come: 1000 days, every customer a few. */
export function* orderLines(count: number): Generator<OrderLine> {
  const day = Date.parse("2023-01-01");
  for (let i = 0; i < count; i++) {
    const mixed = Math.imul(i, 2_654_435_761) >>> 0;
    yield {
      schemaVersion: 1,
      id: `line-${mixed.toString(16).padStart(8, "0")}-${i}`,
      orderId: `order-${Math.floor(i / 3)}`,
      customerId: `customer-${mixed % Math.max(1, Math.floor(count / 10))}`,
      orderedOn: new Date(day + (mixed % 1000) * 86_400_000)
        .toISOString()
        .slice(0, 10) as OrderLine["orderedOn"],
      productId: `product-${mixed % 500}`,
      quantity: "1",
      amount: `${mixed % 1000}.${String(mixed % 100).padStart(2, "0")}`,
      currency: "EUR",
    };
  }
}

/** The median. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

import type { PlanDialect } from "./plan-dialect.ts";
import type { Statement } from "./statement.ts";

/** Order lines in a database, at one moment. */
export interface Lines {
  /**
   * What stands behind `from`: a table, or a select in parentheses with a name. Its columns are `customer_id`,
   * `order_id`, `ordered_on`, `amount`, `cost` and `currency`.
   */
  readonly table: string;
  /** The column that tells the orders of a customer apart. */
  readonly orderColumn: "order_id" | "ordered_on";
  /** Runs a statement; every failure is a store's error. Days come as text. */
  ask(statement: Statement): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** Where order lines are. */
export interface LineSource {
  /** How the database writes. */
  readonly dialect: PlanDialect;
  /** Reads from them; all statements see one moment where the database has snapshots. */
  read<R>(work: (lines: Lines) => Promise<R>): Promise<R>;
}

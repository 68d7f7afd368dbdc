import type { TransitionCounts } from "../../migration/index.ts";
import type { StatePanel } from "../../orders/index.ts";
import { countLineTransitions, type LineTiersOptions, readLineTiers } from "../push-down/index.ts";
import { openDuckdb } from "./_open-duckdb.ts";
import type { DuckdbInstance } from "./duckdb-instance.ts";
import type { DuckdbLinesOptions } from "./duckdb-lines.ts";

/** Options of {@link readDuckdbTierPanel} and {@link countDuckdbTransitions}. */
export interface DuckdbTierOptions extends DuckdbLinesOptions, LineTiersOptions {}

/**
 * Makes the panel of tiers of order lines inside DuckDB: what `tierPanel` of `clientele/value` makes of the log of the same
 * lines, cell by cell. One row comes back for each customer and period with a purchase.
 *
 * By profit if every line of the periods has a cost, by revenue otherwise.
 *
 * @param instance - a `DuckDBInstance` of `@duckdb/node-api`
 * @param options - where the lines are, which column holds what, the currency, the periods
 * @throws InvalidDataError and StoreError as `readDuckdbOrderTotals`
 * @throws RangeError if there is no period, or one that does not fit, a share is none, a column is missing or of a wrong type, or a
 *   line is too fine
 *
 * @example
 * ```ts
 * import { DuckDBInstance } from "@duckdb/node-api";
 * import { countDuckdbTransitions, readDuckdbTierPanel } from "clientele/duckdb";
 * import { stateAt } from "clientele/orders";
 *
 * const duckdb = await DuckDBInstance.create(":memory:");
 * const connection = await duckdb.connect();
 * await connection.run("create table sales (who varchar, day date, total decimal(12, 2))");
 * await connection.run("insert into sales values ('ann', '2026-01-02', 90), ('bob', '2026-01-30', 10), ('bob', '2026-02-01', 10)");
 * const options = {
 *   lines: { table: "sales" },
 *   columns: { customerId: "who", orderedOn: "day", amount: "total" },
 *   currency: "EUR",
 *   periods: [{ from: "2026-01-01", to: "2026-02-01" }, { from: "2026-02-01", to: "2026-03-01" }],
 * } as const;
 * const panel = await readDuckdbTierPanel(duckdb, options);
 * [stateAt(panel, 0, 0), stateAt(panel, 0, 1)]; // => ["A", "inactive"]
 * [stateAt(panel, 1, 0), stateAt(panel, 1, 1)]; // => ["B", "A"]
 * (await countDuckdbTransitions(duckdb, options)).counts[0]; // => [0, 0, 0, 1]
 * ```
 */
export async function readDuckdbTierPanel(
  instance: DuckdbInstance,
  options: DuckdbTierOptions,
): Promise<StatePanel> {
  return readLineTiers(openDuckdb(instance, options, "read the tier panel"), options);
}

/**
 * Counts the moves between tiers inside DuckDB: what `countTransitions` of `clientele/migration` counts of
 * {@link readDuckdbTierPanel}, without the panel leaving the database.
 *
 * @param instance - a `DuckDBInstance` of `@duckdb/node-api`
 * @param options - as of `readDuckdbTierPanel`
 * @throws InvalidDataError, RangeError and StoreError as `readDuckdbTierPanel`; RangeError also if there are fewer than two periods
 */
export async function countDuckdbTransitions(
  instance: DuckdbInstance,
  options: DuckdbTierOptions,
): Promise<TransitionCounts> {
  return countLineTransitions(openDuckdb(instance, options, "count transitions"), options);
}

import type { Kysely } from "kysely";
import { dateOfDay, dayNumber, isPlainDate, type PlainDate } from "../../calendar/index.ts";
import {
  type CustomerTotalsColumns,
  createIdDictionary,
  createOrderTotals,
  type OrderTotals,
  type WideSum,
} from "../../orders/index.ts";
import { openOrderLines } from "./_order-line-table.ts";
import { type Aggregation, type Condition, type Expression, printGrouping, readExact } from "./_plan.ts";
import type { Row } from "./_row-codec.ts";
import type { Operation } from "./_session.ts";
import { checkScale, surveyLines } from "./_survey-lines.ts";
import type { SqlStoreOptions } from "./sql-store.ts";

const DOING = "total order lines";

/** Options of {@link readSqlOrderTotals}. */
export interface SqlOrderTotalsOptions extends Pick<SqlStoreOptions, "dialect" | "schema" | "prefix"> {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  /**
   * Decimals of a unit of the sums.
   * @defaultValue the minor digits of the currency, or more where an amount or a cost is finer
   */
  readonly exponent?: number | undefined;
  /**
   * The first day.
   * @defaultValue the beginning
   */
  readonly from?: PlainDate | undefined;
  /**
   * The first day that no longer belongs to it.
   * @defaultValue the end
   */
  readonly to?: PlainDate | undefined;
  /** Stops before the next statement. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Totals the order lines of a store by customer inside its database, so that one row a customer comes back instead of
 * every line: what recency, frequency and monetary are made of. Of the tables that `sqlStore` made, with the same
 * dialect, schema and prefix; both statements see one moment where the database has snapshots.
 *
 * purchases = #orders with a line above zero; their units = Σ amounts above zero; first and last = their days; returns and
 * free orders likewise of lines below zero and of zero; costs apart for purchase lines and all others
 *
 * As in an `OrderLog`, an order is what one customer calls by one id; one that holds a purchase and a return counts
 * once in each. `measureRfm` of these totals equals that of the log of the same lines. Sums are exact whatever their size.
 *
 * @param kysely - the instance behind the store
 * @param options - where the tables are, the currency, the days
 * @throws RangeError if an option is wrong, a line is of another currency or finer than `exponent`, or an amount has 2⁵³ units or
 *   more
 * @throws StoreError as the store
 *
 * @example
 * ```ts
 * import { PGlite } from "@electric-sql/pglite";
 * import { measureRfm } from "clientele/rfm";
 * import { pgliteDialect, readSqlOrderTotals, sqlStore } from "clientele/sql";
 * import { Kysely } from "kysely";
 *
 * const kysely = new Kysely<unknown>({ dialect: pgliteDialect(new PGlite()) });
 * const store = sqlStore(kysely, { dialect: "pglite", durable: false, destroyOnClose: true });
 * await store.upgradeSchema();
 * const line = { schemaVersion: 1, customerId: "ada", currency: "EUR" } as const;
 * await store.orderLines.append([
 *   { ...line, id: "1", orderId: "o1", orderedOn: "2026-05-02", amount: "19.90" },
 *   { ...line, id: "2", orderId: "o1", orderedOn: "2026-05-02", amount: "0.125" },
 *   { ...line, id: "3", orderId: "o2", orderedOn: "2026-05-30", amount: "-5" },
 * ]);
 * const totals = await readSqlOrderTotals(kysely, { dialect: "pglite", currency: "EUR" });
 * await store.close();
 * const ada = measureRfm(totals, { asOf: "2026-06-01" }).get("ada");
 * ada; // => { customerId: "ada", recencyDays: 30, frequency: 1, monetary: { amount: "20.025", currency: "EUR" } }
 * ```
 */
export async function readSqlOrderTotals(
  // biome-ignore lint/suspicious/noExplicitAny: whatever tables the instance knows besides.
  kysely: Kysely<any>,
  options: SqlOrderTotalsOptions,
): Promise<OrderTotals> {
  const { currency, from, to, signal, exponent: wanted } = options;
  const { dialect, table, read } = openOrderLines(kysely, options);
  checkScale(DOING, currency, wanted);
  for (const [name, day] of Object.entries({ from, to }))
    if (day !== undefined && !isPlainDate(day))
      throw refuse(`${name} must be a plain date, got ${String(day)}`);
  const operation: Operation = { what: DOING, details: { collection: "orderLines" }, signal };
  return read(operation, async (within) => {
    const lines = { doing: DOING, table, currency, exponent: wanted, from, to };
    const exponent = await surveyLines(within, dialect, lines, operation);
    const statement = printGrouping(within.statement(), dialect, {
      table,
      between: { column: "ordered_on", from, to },
      by: ["customer_id"],
      aggregations: aggregationsOf(exponent),
    });
    return totalsOf((await within.run(statement, operation)).rows, currency, exponent);
  });
}

const refuse = (why: string): RangeError => new RangeError(`Cannot ${DOING}: ${why}`);

function aggregationsOf(exponent: number): readonly Aggregation[] {
  const amount: Expression = { kind: "units", column: "amount", exponent };
  const cost: Expression = { kind: "units", column: "cost", exponent };
  const orderId: Expression = { kind: "column", name: "order_id" };
  const day: Expression = { kind: "column", name: "ordered_on" };
  const is = (sign: "above" | "below" | "zero" | "not above"): Condition => ({
    kind: "sign",
    of: amount,
    is: sign,
  });
  return [
    { as: "purchases", kind: "distinct", of: orderId, when: is("above") },
    { as: "purchase_units", kind: "sum", of: amount, when: is("above") },
    { as: "first_purchase", kind: "least", of: day, when: is("above") },
    { as: "last_purchase", kind: "greatest", of: day, when: is("above") },
    { as: "returned", kind: "distinct", of: orderId, when: is("below") },
    { as: "return_units", kind: "sum", of: amount, when: is("below") },
    { as: "free_orders", kind: "distinct", of: orderId, when: is("zero") },
    { as: "purchase_costs", kind: "sum", of: cost, when: is("above") },
    { as: "other_costs", kind: "sum", of: cost, when: is("not above") },
    { as: "with_cost", kind: "count", when: { kind: "known", column: "cost" } },
    { as: "without_cost", kind: "count", when: { kind: "missing", column: "cost" } },
    { as: "orders", kind: "distinct", of: orderId },
    { as: "first_line", kind: "least", of: day },
    { as: "last_line", kind: "greatest", of: day },
    { as: "largest_amount", kind: "greatest", of: { kind: "size", of: amount } },
    { as: "largest_cost", kind: "greatest", of: { kind: "size", of: cost } },
  ];
}

function totalsOf(rows: readonly Row[], currency: string, exponent: number): OrderTotals {
  const customerIds = rows.map((row) => row["customer_id"] as string);
  const wide: WideSum[] = [];
  const counts = (name: string): Int32Array => Int32Array.from(rows, (row) => Number(row[name]));
  const days = (name: string): Int32Array =>
    Int32Array.from(rows, (row) => (row[name] == null ? 0 : dayNumber(row[name] as PlainDate)));
  const units = (name: string, sum: WideSum["sum"]): Float64Array =>
    Float64Array.from(rows, (row, index) => {
      const exact = readExact(row[name]) ?? 0n;
      if (BigInt.asIntN(54, exact) !== exact) wide.push({ sum, index, units: exact });
      return Number(exact);
    });
  for (const row of rows)
    for (const name of ["largest_amount", "largest_cost"])
      if ((readExact(row[name]) ?? 0n) > BigInt(Number.MAX_SAFE_INTEGER))
        throw refuse(
          `amounts must be below 2^53 in units of 10^-${exponent}, got ${row[name]} of ${JSON.stringify(row["customer_id"])}`,
        );
  const total = (name: string): number => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  const [first, last] = [edge(rows, "first_line", -1), edge(rows, "last_line", 1)];
  const columns: CustomerTotalsColumns = {
    currency,
    exponent,
    customerIds,
    orders: total("orders"),
    ...(first === undefined || last === undefined
      ? {}
      : { window: { from: first, to: dateOfDay(dayNumber(last) + 1) } }),
    purchases: counts("purchases"),
    purchaseUnits: units("purchase_units", "purchases"),
    firstPurchase: days("first_purchase"),
    lastPurchase: days("last_purchase"),
    returns: counts("returned"),
    returnUnits: units("return_units", "returns"),
    freeOrders: counts("free_orders"),
    ...(total("with_cost") === 0
      ? {}
      : {
          costs: {
            purchaseUnits: units("purchase_costs", "purchaseCosts"),
            otherUnits: units("other_costs", "otherCosts"),
          },
        }),
    ordersWithoutCost: total("without_cost"),
    wide,
  };
  const totals = createOrderTotals({ currency, exponent, customers: createIdDictionary(customerIds) });
  totals.merge(columns);
  return totals;
}

/** The earliest or the latest day of all customers. */
function edge(rows: readonly Row[], name: string, sign: number): PlainDate | undefined {
  let found: PlainDate | undefined;
  for (const row of rows) {
    const day = row[name] as PlainDate;
    if (found === undefined || (sign < 0 ? day < found : day > found)) found = day;
  }
  return found;
}

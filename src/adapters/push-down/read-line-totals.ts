import { dateOfDay, dayNumber, isPlainDate, type PlainDate } from "../../calendar/index.ts";
import {
  type CustomerTotalsColumns,
  createIdDictionary,
  createOrderTotals,
  type OrderTotals,
  type WideSum,
} from "../../orders/index.ts";
import { type Aggregation, type Condition, type Expression, printGrouping, readExact } from "./_plan.ts";
import { checkScale, surveyLines } from "./_survey-lines.ts";
import type { LineSource, Lines } from "./line-source.ts";
import { Statement } from "./statement.ts";

const DOING = "total order lines";
/** The days that totals hold. */
const [FIRST_DAY, LAST_DAY] = ["1900-01-01", "2079-06-05"];

/** What is asked of order lines that are totalled by customer. */
export interface LineTotalsOptions {
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

type Row = Readonly<Record<string, unknown>>;

/** Totals order lines by customer inside their database. */
export async function readLineTotals(
  { dialect, read }: LineSource,
  { currency, from, to, exponent: wanted }: LineTotalsOptions,
): Promise<OrderTotals> {
  checkScale(DOING, currency, wanted);
  for (const [name, day] of Object.entries({ from, to }))
    if (day !== undefined && !isPlainDate(day))
      throw refuse(`${name} must be a plain date, got ${String(day)}`);
  return read(async (lines) => {
    const question = { doing: DOING, currency, exponent: wanted, from, to };
    const exponent = await surveyLines(lines, dialect, question);
    const statement = printGrouping(new Statement(dialect), dialect, {
      table: lines.table,
      between: { column: "ordered_on", from, to },
      by: ["customer_id"],
      aggregations: aggregationsOf(exponent, lines.orderColumn),
    });
    return totalsOf(await lines.ask(statement), currency, exponent);
  });
}

const refuse = (why: string): RangeError => new RangeError(`Cannot ${DOING}: ${why}`);

function aggregationsOf(exponent: number, orderColumn: Lines["orderColumn"]): readonly Aggregation[] {
  const amount: Expression = { kind: "units", column: "amount", exponent };
  const cost: Expression = { kind: "units", column: "cost", exponent };
  const orderId: Expression = { kind: "column", name: orderColumn };
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
  for (const day of [first, last])
    if (day !== undefined && (day < FIRST_DAY || day > LAST_DAY))
      throw refuse(`days must be from ${FIRST_DAY} to ${LAST_DAY}, got ${day}`);
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

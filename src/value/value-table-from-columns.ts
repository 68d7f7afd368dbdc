import { dayNumber, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { minorDigits } from "../money/index.ts";
import type { CustomerIndex, UnitScale } from "../orders/index.ts";
import { makeValueTable } from "./_make-value-table.ts";
import type { ValueTable } from "./value-table.ts";

/** Sums by customer that another program made, such as a database. */
export interface ValueColumns extends UnitScale {
  /** The customers, in code-point order of their ids; or another table of the same customers. */
  readonly customers: readonly string[] | CustomerIndex;
  /** The first day that the sums hold. */
  readonly from: PlainDate;
  /** The first day that they do not. */
  readonly asOf: PlainDate;
  /** Purchases less returns of each customer, in integer units. */
  readonly revenue: Float64Array;
  /** Cost of the goods of each customer; absent where one is not known. */
  readonly cost?: Float64Array | undefined;
  /** What serving each customer cost, not below zero; absent where it is not known. */
  readonly costToServe?: Float64Array | undefined;
}

const doing = "make a value table";

/**
 * Makes a value table of sums that are there already, so that classes, flags and potential can be had of it. The columns
 * are taken over, not copied: do not write to them afterwards.
 *
 * `value = revenue − cost − cost to serve` where there are costs, else `value = revenue`; exact
 *
 * @throws RangeError naming the first column, row and value that does not fit: lengths, ids out of order, units that are
 *   no safe integers, cost to serve below zero, an unknown currency or scale, an end that is not after the beginning
 *
 * @example
 * ```ts
 * import { classifyAbc, valueTableFromColumns } from "clientele/value";
 *
 * const table = valueTableFromColumns({
 *   customers: ["ann", "bob"], from: "2026-01-01", asOf: "2026-06-01", currency: "EUR", exponent: 2,
 *   revenue: Float64Array.of(90_00, 30_00), cost: Float64Array.of(40_00, 20_00), costToServe: Float64Array.of(5_00, 15_00),
 * });
 * [...table].map((row) => row.value.amount); // => ["45.00", "-5.00"]
 * classifyAbc(table).codes; // => Uint8Array.of(0, 2)
 * ```
 */
export function valueTableFromColumns(columns: ValueColumns): ValueTable {
  const { customers, from, asOf, revenue, cost, costToServe, currency, exponent } = columns;
  if (dayNumber(asOf) <= dayNumber(from)) {
    throw new RangeError(`Cannot ${doing}: asOf must be after from ${from}, got ${asOf}`);
  }
  const digits = minorDigits(currency);
  if (!Number.isInteger(exponent) || exponent < digits || exponent > 15) {
    throw new RangeError(
      `Cannot ${doing}: exponent must be an integer from the ${digits} minor digits of ${currency} to 15, got ${exponent}`,
    );
  }
  if (!("idAt" in customers)) checkOrder(customers);
  const size = "idAt" in customers ? customers.size : customers.length;
  for (const [name, column, least] of [
    ["revenue", revenue, -Number.MAX_SAFE_INTEGER],
    ["cost", cost, -Number.MAX_SAFE_INTEGER],
    ["costToServe", costToServe, 0],
  ] as const) {
    if (column !== undefined) checkColumn(name, column, { size, least });
  }
  return makeValueTable({
    customers: "idAt" in customers ? customers : Object.freeze([...customers]),
    from,
    asOf,
    currency,
    exponent,
    revenue,
    cost,
    costToServe,
    linesWithoutCost: 0,
  });
}

function checkOrder(ids: readonly string[]): void {
  for (let i = 1; i < ids.length; i++) {
    if (compareCodePoints(ids[i - 1]!, ids[i]!) < 0) continue;
    throw new RangeError(
      `Cannot ${doing}: customers must rise in code-point order, got ${JSON.stringify(ids[i])} after ${JSON.stringify(ids[i - 1])}`,
    );
  }
}

function checkColumn(
  name: string,
  column: Float64Array,
  { size, least }: { readonly size: number; readonly least: number },
): void {
  if (column.length !== size) {
    throw new RangeError(
      `Cannot ${doing}: ${name} must have ${size} rows, one a customer, got ${column.length}`,
    );
  }
  for (let i = 0; i < size; i++) {
    const units = column[i]!;
    if (Number.isSafeInteger(units) && units >= least) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} of row ${i} must be a safe integer${least === 0 ? " not below 0" : ""}, got ${units}`,
    );
  }
}

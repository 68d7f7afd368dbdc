import { createIssueCollector, type IssueCollector } from "../issues/index.ts";
import { balanceColumns, doing } from "./_balance-columns.ts";
import { NEVER, POINTS_KINDS } from "./_settle-columns.ts";
import type { PointsBalancesOptions, PointsTable } from "./points-table.ts";

/** Points entries of all customers by column, one row an entry, in any order. */
export interface PointsColumns {
  /** The customers, in code-point order of their ids; the position is the code. */
  readonly customerIds: readonly string[];
  /** Customer code of each entry. */
  readonly customers: Int32Array;
  /** Day of each entry, as days since 1970-01-01. */
  readonly days: Int32Array;
  /** Kind of each entry: 0 earn, 1 redeem, 2 adjust up, 3 adjust down, 4 reverse. */
  readonly kinds: Uint8Array;
  /** Points of each entry in integer units above zero. */
  readonly points: Float64Array;
  /**
   * Decimals of a unit: `points = units · 10^−exponent`.
   * @defaultValue `0`
   */
  readonly exponent?: number | undefined;
  /** The first day on which earned points are gone, as days since 1970-01-01; 0 for points that never expire. */
  readonly expires?: Int32Array | undefined;
  /** Row of the entry that a reversal undoes; −1 for others. */
  readonly corrects?: Int32Array | undefined;
}

/**
 * {@link pointsBalances} of entries that are columns already, without an object for an entry. Entries of one customer that are
 * equal in day and expiry are taken in the order of their rows.
 *
 * @throws InvalidDataError as `pointsBalances`, by row
 * @throws RangeError if a column is too short or long, or an option is wrong
 *
 * @example
 * ```ts
 * import { pointsBalancesFromColumns } from "clientele/ledger";
 *
 * const table = pointsBalancesFromColumns(
 *   {
 *     customerIds: ["ann", "bob"],
 *     customers: Int32Array.of(0, 1, 0),
 *     days: Int32Array.of(20_500, 20_500, 20_510),
 *     kinds: Uint8Array.of(0, 0, 1),
 *     points: Float64Array.of(300, 50, 80),
 *   },
 *   { asOf: "2026-06-01" },
 * );
 * table.balance; // => Float64Array.of(220, 50)
 * ```
 */
export function pointsBalancesFromColumns(
  columns: PointsColumns,
  options: PointsBalancesOptions,
): PointsTable {
  const issues = createIssueCollector();
  const { customerIds, customers, exponent = 0 } = columns;
  const rows = customers.length;
  for (const name of ["days", "kinds", "points", "expires", "corrects"] as const) {
    const column = columns[name];
    if (column === undefined || column.length === rows) continue;
    throw new RangeError(
      `Cannot ${doing}: ${name} must have ${rows} rows, as many as customers, got ${column.length}`,
    );
  }
  if (!Number.isSafeInteger(exponent) || exponent < 0 || exponent > 15) {
    throw new RangeError(`Cannot ${doing}: exponent must be an integer from 0 to 15, got ${exponent}`);
  }
  checkColumns(columns, issues);
  issues.throwIfAny(doing);
  const never = new Int32Array(rows).fill(NEVER);
  const read = {
    customerIds,
    exponent,
    customers,
    days: columns.days,
    kinds: columns.kinds,
    points: columns.points,
    expires: columns.expires?.map((day) => (day === 0 ? NEVER : day)) ?? never,
    corrects: columns.corrects ?? new Int32Array(rows).fill(-1),
  };
  return balanceColumns(read, options, {
    issues,
    rank: (row) => row,
    pathOf: (row) => ["points", row],
    given: (row, field) => (field === "points" ? columns.points[row] : columns.corrects?.[row]),
  });
}

function checkColumns(columns: PointsColumns, issues: IssueCollector): void {
  const { customerIds, customers, days, kinds, points, expires, corrects } = columns;
  const add = (row: number, field: string, value: unknown, expected: string): void =>
    issues.add({ code: "bad-entry", row, path: [field, row], value, expected });
  for (let row = 0; row < customers.length; row++) {
    const [customer, kind, units] = [customers[row]!, kinds[row]!, points[row]!];
    if (customer < 0 || customer >= customerIds.length)
      add(row, "customers", customer, `a code from 0 to ${customerIds.length - 1}`);
    if (kind >= POINTS_KINDS.length) add(row, "kinds", kind, "a kind from 0 to 4");
    if (!(Number.isSafeInteger(units) && units > 0))
      add(row, "points", units, "a positive integer below 2^53");
    const expiry = expires?.[row] ?? 0;
    if (expiry !== 0 && ((kind !== 0 && kind !== 2) || expiry <= days[row]!))
      add(row, "expires", expiry, "0, or a day after that on which the points were earned");
    const target = corrects?.[row] ?? -1;
    if (target < -1 || target >= customers.length) add(row, "corrects", target, "the row of an entry, or -1");
  }
}

import { addDays, dateOfDay, type PlainDate } from "../calendar/index.ts";
import { compareCodePoints } from "../ids/index.ts";
import { decimalText } from "../money/index.ts";

/** Options of `pointsBalances` and `pointsBalancesFromColumns`. */
export interface PointsBalancesOptions {
  /** The day, its own entries included. */
  readonly asOf: PlainDate;
  /**
   * How many days ahead expiry is looked for: points that expire on `asOf + 1` to `asOf + within`.
   * @defaultValue `30`
   */
  readonly within?: number | undefined;
}

/** The points of one customer. */
export interface PointsBalanceRow {
  /** The customer. */
  readonly customerId: string;
  /** The points that can be redeemed, as exact decimal text. */
  readonly balance: string;
  /** Of them, those that expire soon if nothing is redeemed. */
  readonly expiring: string;
  /** The first day on which some are gone; absent where none ever expire. */
  readonly nextExpiry?: PlainDate | undefined;
}

/** The points of every customer with an entry, by column. */
export interface PointsTable extends Iterable<PointsBalanceRow> {
  /** How many customers there are. */
  readonly size: number;
  /** The customers, in code-point order of their ids. */
  readonly customerIds: readonly string[];
  /** The day, its own entries included. */
  readonly asOf: PlainDate;
  /** The last day of expiry that counts as soon. */
  readonly until: PlainDate;
  /** Points that can be redeemed, in integer units. */
  readonly balance: Float64Array;
  /** Of them, those that expire on `asOf + 1` to `until`. */
  readonly expiring: Float64Array;
  /** The first day on which some are gone, as days since 1970-01-01; 0 where none ever expire. */
  readonly nextExpiry: Int32Array;
  /** Decimals of a unit. */
  readonly exponent: number;
  /**
   * The row of a position.
   * @throws RangeError if there is no such position
   */
  row(index: number): PointsBalanceRow;
  /** The row of a customer, or nothing when the table does not have the customer. */
  get(customerId: string): PointsBalanceRow | undefined;
  /** The rows in order. */
  [Symbol.iterator](): IterableIterator<PointsBalanceRow>;
}

/** Gives columns the look of a table; rows are made when they are asked for. */
export function makePointsTable(
  columns: Pick<PointsTable, "customerIds" | "asOf" | "balance" | "expiring" | "nextExpiry" | "exponent">,
  within: number,
): PointsTable {
  const { customerIds, asOf, balance, expiring, nextExpiry, exponent } = columns;
  const size = customerIds.length;
  const text = (units: number): string => decimalText(BigInt(units), exponent);
  const row = (i: number): PointsBalanceRow => {
    if (!Number.isInteger(i) || i < 0 || i >= size) {
      throw new RangeError(`Cannot read row: index must be an integer from 0 to ${size - 1}, got ${i}`);
    }
    return Object.freeze({
      customerId: customerIds[i]!,
      balance: text(balance[i]!),
      expiring: text(expiring[i]!),
      ...(nextExpiry[i] === 0 ? {} : { nextExpiry: dateOfDay(nextExpiry[i]!) }),
    });
  };
  return Object.freeze({
    ...columns,
    size,
    until: addDays(asOf, within),
    row,
    get(customerId: string) {
      let [low, high] = [0, size];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compareCodePoints(customerIds[middle]!, customerId) < 0) low = middle + 1;
        else high = middle;
      }
      return customerIds[low] === customerId ? row(low) : undefined;
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < size; i++) yield row(i);
    },
  });
}

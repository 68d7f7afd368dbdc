import { describeValue } from "../issues/index.ts";
import type { ColumnBatch, UnitColumn, Utf8Column } from "./column-batch.ts";
import type { UnitScale } from "./money-of-units.ts";

const SECONDS_A_DAY = 86_400;

/** How many rows a batch has; refuses one whose columns are not columns or not of one length. */
export function rowsOf(batch: ColumnBatch): number {
  const times = batch.days ?? batch.seconds;
  const columns: readonly (readonly [string, ArrayLike<unknown> | undefined, string])[] = [
    ["customers", idColumn(batch.customers), "an Int32Array of codes, or offsets and bytes"],
    [
      batch.days === undefined ? "seconds" : "days",
      times,
      "an Int32Array of days, or an Int32Array, Float64Array or BigInt64Array of seconds",
    ],
    ["amounts", batch.amounts?.units, UNITS],
    ...(batch.costs === undefined ? [] : [["costs", batch.costs.units, UNITS] as const]),
  ];
  let rows = -1;
  for (const [name, column, expected] of columns) {
    if (!ArrayBuffer.isView(column) || !KINDS[name]!.some((kind) => column instanceof kind)) {
      throw new TypeError(`Cannot add batch: ${name} must be ${expected}, got ${describeValue(column)}`);
    }
    const length = column.length - (name === "customers" && column !== batch.customers ? 1 : 0);
    if (rows >= 0 && length !== rows) {
      throw new RangeError(
        `Cannot add batch: ${name} must have ${rows} rows, as customers have, got ${length}`,
      );
    }
    rows = length;
  }
  return rows;
}

const UNITS = "units in an Int32Array, Float64Array or BigInt64Array";
const NUMBERS = [Int32Array, Float64Array, BigInt64Array] as const;
const KINDS: Readonly<Record<string, readonly (new (length: number) => ArrayLike<unknown>)[]>> = {
  customers: [Int32Array],
  days: [Int32Array],
  seconds: NUMBERS,
  amounts: NUMBERS,
  costs: NUMBERS,
};

/** The column that has the length: the offsets of texts, the codes themselves. */
function idColumn(customers: Int32Array | Utf8Column): Int32Array | undefined {
  if (typeof customers !== "object" || customers === null || !("offsets" in customers)) return customers;
  return customers.bytes instanceof Uint8Array && customers.offsets.length > 0
    ? customers.offsets
    : undefined;
}

/** Days as they are, or from seconds of the shop's clock; what is no number becomes a day that no record holds. */
export function daysOf(batch: ColumnBatch): Int32Array {
  if (batch.days !== undefined) return batch.days;
  const { seconds } = batch;
  const days = new Int32Array(seconds.length);
  for (let row = 0; row < days.length; row++) {
    const day = Math.floor(Number(seconds[row]!) / SECONDS_A_DAY);
    days[row] = Number.isSafeInteger(Number(seconds[row]!)) && Math.abs(day) < 0x7fffffff ? day : -0x80000000;
  }
  return days;
}

/** Units of the scale of the totals; refuses another currency and a finer scale. */
export function unitsOf(name: string, column: UnitColumn, scale: UnitScale): Int32Array | Float64Array {
  if (column.currency !== scale.currency) {
    throw new RangeError(
      `Cannot add batch: ${name} must be in ${scale.currency}, got ${describeValue(column.currency)}`,
    );
  }
  const { exponent } = column;
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > scale.exponent) {
    throw new RangeError(
      `Cannot add batch: ${name} must have an exponent from 0 to the ${scale.exponent} of the totals, got ${describeValue(exponent)}`,
    );
  }
  const { units } = column;
  if (exponent === scale.exponent && !(units instanceof BigInt64Array)) return units;
  const factor = 10 ** (scale.exponent - exponent);
  // A product beyond the safe integers is not one, and is refused with the row.
  return Float64Array.from(units as ArrayLike<number | bigint>, (unit) => Number(unit) * factor);
}

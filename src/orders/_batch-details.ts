import { createIssueCollector, describeValue } from "../issues/index.ts";
import type { LineDetails } from "./_line-details.ts";
import { FARTHEST_INSTANT } from "./_read-moment.ts";
import type { QuantityColumn } from "./column-batch.ts";

/** The columns of a batch beyond customer, day, order, product and money. */
interface DetailColumns {
  readonly moments?: Float64Array | BigInt64Array | undefined;
  readonly quantities?: QuantityColumn | undefined;
}

/** Moments and quantities of many batches, each of which may lack them. */
export interface BatchDetails {
  /** Takes the columns of a batch. */
  take(batch: DetailColumns, rows: number, number: number): void;
  /** The columns of all rows; none where no batch had one. */
  finish(): Pick<LineDetails, "instants" | "quantities">;
}

const MOST_DECIMALS = 15;

export function createBatchDetails(): BatchDetails {
  const moments: (Float64Array | undefined)[] = [];
  const quantities: ({ readonly exponent: number; readonly values: Float64Array } | undefined)[] = [];
  const sizes: number[] = [];
  return {
    take(batch, rows, number) {
      const issues = createIssueCollector();
      const read = (
        name: "moments" | "quantities",
        column: ArrayLike<number | bigint>,
        code: string,
        most: number,
        expected: string,
      ): Float64Array => {
        if (column.length !== rows)
          throw new RangeError(
            `Cannot add batch: ${name} must have ${rows} rows, as customers have, got ${column.length}`,
          );
        const values = Float64Array.from(column, Number);
        values.forEach((value, row) => {
          if (!Number.isInteger(value) || Math.abs(value) > most)
            issues.add({ code, row, path: [name], value: column[row], expected, params: { batch: number } });
        });
        return values;
      };
      const { moments: given, quantities: amounts } = batch;
      if (given !== undefined && !(given instanceof Float64Array || given instanceof BigInt64Array))
        throw new TypeError(
          `Cannot add batch: moments must be a Float64Array or BigInt64Array of epoch milliseconds, got ${describeValue(given)}`,
        );
      if (amounts !== undefined) checkQuantities(amounts);
      moments.push(
        given && read("moments", given, "bad-moment", FARTHEST_INSTANT, "whole epoch milliseconds"),
      );
      quantities.push(
        amounts && {
          exponent: amounts.exponent,
          values: read(
            "quantities",
            amounts.units,
            "bad-quantity",
            Number.MAX_SAFE_INTEGER,
            "an integer of units below 2^53",
          ),
        },
      );
      sizes.push(rows);
      issues.throwIfAny(`add batch ${number}`);
    },
    finish() {
      const exponent = quantities.reduce((most, column) => Math.max(most, column?.exponent ?? 0), 0);
      const instants = joinKnown(moments, sizes);
      const amounts = joinKnown(
        quantities.map((column) => column && rescaled(column.values, exponent - column.exponent)),
        sizes,
      );
      return {
        instants,
        quantities: amounts && { exponent, ...amounts },
      };
    },
  };
}

function checkQuantities({ exponent, units }: QuantityColumn): void {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > MOST_DECIMALS)
    throw new RangeError(
      `Cannot add batch: quantities must have an exponent from 0 to ${MOST_DECIMALS}, got ${describeValue(exponent)}`,
    );
  if (![Int32Array, Float64Array, BigInt64Array].some((kind) => units instanceof kind))
    throw new TypeError(
      `Cannot add batch: quantities must be units in an Int32Array, Float64Array or BigInt64Array, got ${describeValue(units)}`,
    );
}

/** At a finer scale; what would then be no safe integer is refused, as batches may not be of scales so far apart. */
function rescaled(values: Float64Array, decimals: number): Float64Array {
  if (decimals === 0) return values;
  const factor = 10 ** decimals;
  return values.map((value) => {
    const scaled = value * factor;
    if (!Number.isSafeInteger(scaled))
      throw new RangeError(
        `Cannot make order log: quantities must be below 2^53 units at the finest scale of all batches, got ${value} at ${decimals} decimals more`,
      );
    return scaled;
  });
}

function joinKnown(columns: readonly (Float64Array | undefined)[], sizes: readonly number[]) {
  if (columns.every((column) => column === undefined)) return undefined;
  const size = sizes.reduce((sum, rows) => sum + rows, 0);
  const [values, known] = [new Float64Array(size), new Uint8Array(size)];
  let at = 0;
  columns.forEach((column, i) => {
    if (column !== undefined) {
      values.set(column, at);
      known.fill(1, at, at + column.length);
    }
    at += sizes[i]!;
  });
  return { values, known };
}

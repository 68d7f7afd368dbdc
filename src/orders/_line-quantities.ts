import type { IssueInput } from "../issues/index.ts";
import { createMoneyColumnBuilder, type MoneyColumnBuilder, parseDecimal } from "../money/index.ts";
import { createMarkColumn } from "./_growing-column.ts";
import { WHOLE_UNITS } from "./_line-details.ts";
import { coarsen, without } from "./_strays.ts";
import type { Quantities } from "./order-log.ts";
import type { AnyOrderRow, OrderIssueCode } from "./order-row.ts";

/** The quantities of the lines so far; no room is taken until a line has one. */
export interface LineQuantities {
  /** Takes the quantity of a row, if it has one, and gives back what is wrong with it. */
  push(row: AnyOrderRow): IssueInput<OrderIssueCode> | undefined;
  /** Takes back the quantity of the row pushed last, which was refused for another reason. */
  drop(): void;
  /** The quantities of the lines so far, or nothing when no line has one. */
  finish(): Quantities | undefined;
}

export function createLineQuantities(maxExponent: number): LineQuantities {
  let builder: MoneyColumnBuilder | undefined;
  const known = createMarkColumn();
  let rows = 0;
  const strays: number[] = [];

  return {
    push(row) {
      if (row.quantity !== undefined || builder !== undefined) {
        builder ??= createMoneyColumnBuilder(WHOLE_UNITS, { maxExponent });
        while (builder.size < rows) {
          builder.push("0");
          known.push(0);
        }
        try {
          builder.push(row.quantity ?? "0");
        } catch (error) {
          return quantityIssue(row.quantity, error, maxExponent);
        }
        known.push(row.quantity === undefined ? 0 : 1);
      }
      rows += 1;
      return undefined;
    },
    drop() {
      strays.push(rows - 1);
    },
    finish() {
      if (builder === undefined) return undefined;
      const column = builder.finish();
      const marks = Float64Array.from(known.finish());
      const values = without(strays, column.units);
      const kept = Uint8Array.from(without(strays, marks));
      if (!kept.includes(1)) return undefined;
      const exponent = strays.length === 0 ? column.exponent : coarsen([values], column.exponent, 0);
      return { exponent, values, known: kept };
    },
  };
}

/** What is wrong with a quantity by itself, whatever the other lines are. */
export function quantityProblems(row: AnyOrderRow, maxExponent: number): IssueInput<OrderIssueCode>[] {
  try {
    if (row.quantity !== undefined) parseDecimal(row.quantity, { maxExponent });
    return [];
  } catch (error) {
    return [quantityIssue(row.quantity, error, maxExponent)];
  }
}

function quantityIssue(value: unknown, error: unknown, maxExponent: number): IssueInput<OrderIssueCode> {
  if (!(error instanceof RangeError)) {
    return { code: "bad-quantity", path: ["quantity"], value, expected: "a plain decimal such as 12 or 0.5" };
  }
  return {
    code: "quantity-out-of-range",
    path: ["quantity"],
    value,
    expected: `at most ${maxExponent} decimals, and below 2^53 of the finest unit of all quantities`,
    params: { maxExponent },
  };
}

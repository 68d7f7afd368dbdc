import { compareCodePoints } from "../ids/index.ts";
import { compareScalars } from "./_compile-filter.ts";
import { checkField, type Fields, fieldValue } from "./_fields.ts";
import type { OrderBy, Scalar } from "./query.ts";
import { StoreError } from "./store-error.ts";

/** Where a record stands in an order. */
export interface Position {
  /** The values ordered by; `null` where the record lacks the field. */
  readonly values: readonly (Scalar | null)[];
  /** The id, which breaks every tie. */
  readonly id: string;
}

/** One step of an order, its defaults filled in. */
export interface OrderStep {
  /** The field. */
  readonly field: string;
  /** 1 upwards, −1 downwards. */
  readonly sign: 1 | -1;
  /** 1 where records without the field stand last, −1 where they stand first. */
  readonly nullSign: 1 | -1;
}

/** A total order, ready for use. */
export interface Order {
  /** Tells this order from any other, for a cursor. */
  readonly name: string;
  /** Its steps, without the id. */
  readonly steps: readonly OrderStep[];
  /** Where a record stands. */
  readonly positionOf: (record: { readonly id: string }) => Position;
  /** Below zero if `a` comes first, above zero if `b` does. */
  readonly compare: (a: Position, b: Position) => number;
}

/**
 * Turns the steps of an order into a comparison of positions.
 *
 * @throws StoreError `INVALID_QUERY`
 */
export function compileOrder<T>(orderBy: readonly OrderBy<T>[] = [], fields: Fields): Order {
  const steps = orderBy.map((step): OrderStep => {
    const { field, direction = "asc", nulls = "last" } = step;
    checkField(fields, field);
    checkChoice("direction", direction, ["asc", "desc"]);
    checkChoice("nulls", nulls, ["first", "last"]);
    return {
      field: field as string,
      sign: direction === "asc" ? 1 : -1,
      nullSign: nulls === "last" ? 1 : -1,
    };
  });
  return {
    name: steps.map((step) => `${step.field} ${step.sign} ${step.nullSign}`).join(","),
    steps,
    positionOf: (record) => ({
      values: steps.map((step) => fieldValue(record, step.field)),
      id: record.id,
    }),
    compare(a, b) {
      for (const [i, step] of steps.entries()) {
        const x = a.values[i] ?? null;
        const y = b.values[i] ?? null;
        if (x === y) continue;
        if (x === null) return step.nullSign;
        if (y === null) return -step.nullSign;
        const order = compareScalars(x, y);
        if (order !== 0) return order * step.sign;
      }
      return compareCodePoints(a.id, b.id);
    },
  };
}

function checkChoice(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new StoreError(
    "INVALID_QUERY",
    `Cannot query: ${name} must be ${allowed.join(" or ")}, got ${JSON.stringify(value)}`,
  );
}

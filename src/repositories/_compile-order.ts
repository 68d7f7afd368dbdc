import { compareCodePoints } from "../ids/index.ts";
import { compareScalars } from "./_compile-filter.ts";
import { checkField, type Fields, fieldValue } from "./_fields.ts";
import type { OrderBy, Scalar } from "./query.ts";
import { StoreError } from "./store-error.ts";

/** Where a record stands in an order: the values ordered by, and the id that breaks every tie. */
export interface Position {
  readonly values: readonly (Scalar | null)[];
  readonly id: string;
}

/** A total order, ready for use. */
export interface Order {
  /** Tells this order from any other, for a cursor. */
  readonly name: string;
  readonly fields: readonly string[];
  readonly positionOf: (record: { readonly id: string }) => Position;
  readonly compare: (a: Position, b: Position) => number;
}

/** Turns the steps of an order into a comparison of positions. */
export function compileOrder<T>(orderBy: readonly OrderBy<T>[] = [], fields: Fields): Order {
  const steps = orderBy.map((step) => {
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
    fields: steps.map((step) => step.field),
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

import { compareCodePoints } from "../ids/index.ts";
import { checkField, type Fields, fieldValue } from "./_fields.ts";
import type { Filter, Scalar } from "./query.ts";
import { StoreError } from "./store-error.ts";

type Predicate = (record: unknown) => boolean;

/** Turns a filter into a predicate; everything that is wrong with it is said here, before any record is read. */
export function compileFilter<T>(filter: Filter<T> | undefined, fields: Fields): Predicate {
  if (filter === undefined) return () => true;
  switch (filter.op) {
    case "eq":
    case "ne":
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      checkField(fields, filter.field, filter.value);
      return comparison(filter.op, filter.field, filter.value);
    }
    case "in": {
      checkField(fields, filter.field, ...filter.values);
      const values = new Set<Scalar | null>(filter.values);
      return (record) => values.has(fieldValue(record, filter.field));
    }
    case "isNull":
      checkField(fields, filter.field);
      return (record) => fieldValue(record, filter.field) === null;
    case "and":
    case "or": {
      const parts = filter.of.map((part) => compileFilter(part, fields));
      return filter.op === "and"
        ? (record) => parts.every((part) => part(record))
        : (record) => parts.some((part) => part(record));
    }
    case "not": {
      const part = compileFilter(filter.of, fields);
      return (record) => !part(record);
    }
    default:
      throw new StoreError(
        "INVALID_QUERY",
        `Cannot query: unknown operator ${JSON.stringify((filter as { op?: unknown }).op)}`,
      );
  }
}

/** Order of two values of one kind: text by code point, false before true. */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (typeof a === "string") return compareCodePoints(a, b as string);
  return Number(a) - Number(b);
}

function comparison(op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte", field: string, value: Scalar): Predicate {
  if (op === "eq") return (record) => fieldValue(record, field) === value;
  if (op === "ne") return (record) => fieldValue(record, field) !== value;
  const holds = {
    lt: (order: number) => order < 0,
    lte: (order: number) => order <= 0,
    gt: (order: number) => order > 0,
    gte: (order: number) => order >= 0,
  }[op];
  return (record) => {
    const found = fieldValue(record, field);
    return found !== null && holds(compareScalars(found, value));
  };
}

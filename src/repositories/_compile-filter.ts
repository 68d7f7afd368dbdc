import { compareCodePoints } from "../ids/index.ts";
import { checkField, type Fields, fieldValue } from "./_fields.ts";
import { MAX_BATCH, MAX_DEPTH } from "./_limits.ts";
import type { Filter, Scalar } from "./query.ts";
import { StoreError } from "./store-error.ts";

type Predicate = (record: unknown) => boolean;

/**
 * Turns a filter into a predicate; everything that is wrong with it is said here, before any record is read.
 *
 * @throws StoreError `INVALID_QUERY`
 */
export function compileFilter<T>(
  filter: Filter<T> | undefined,
  fields: Fields,
): (record: unknown) => boolean {
  if (filter === undefined) return () => true;
  return compile(filter, fields, { values: MAX_BATCH, depth: 0 });
}

/** What is left of the values that a filter may have, and how deep we are. */
interface Budget {
  values: number;
  depth: number;
}

function compile<T>(filter: Filter<T>, fields: Fields, budget: Budget): Predicate {
  if (typeof filter !== "object" || filter === null) throw refuse("a filter must be a record");
  switch (filter.op) {
    case "eq":
    case "ne":
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      checkField(fields, filter.field, filter.value);
      spend(budget, 1);
      return comparison(filter.op, filter.field, filter.value);
    }
    case "in": {
      if (!Array.isArray(filter.values)) throw refuse("the values of in must be a list");
      spend(budget, filter.values.length);
      checkField(fields, filter.field, ...filter.values);
      const values = new Set<Scalar | null>(filter.values);
      return (record) => values.has(fieldValue(record, filter.field));
    }
    case "isNull":
      checkField(fields, filter.field);
      return (record) => fieldValue(record, filter.field) === null;
    case "and":
    case "or": {
      if (!Array.isArray(filter.of)) throw refuse(`the parts of ${filter.op} must be a list`);
      const parts = nested(budget, () =>
        (filter.of as readonly Filter<T>[]).map((part) => compile(part, fields, budget)),
      );
      return filter.op === "and"
        ? (record) => parts.every((part) => part(record))
        : (record) => parts.some((part) => part(record));
    }
    case "not": {
      const part = nested(budget, () => compile(filter.of, fields, budget));
      return (record) => !part(record);
    }
    default:
      throw refuse(`unknown operator ${JSON.stringify((filter as { op?: unknown }).op)}`);
  }
}

function spend(budget: Budget, values: number): void {
  budget.values -= values;
  if (budget.values < 0) throw refuse(`a filter may have at most ${MAX_BATCH} values`);
}

function nested<R>(budget: Budget, work: () => R): R {
  if (++budget.depth > MAX_DEPTH) throw refuse(`a filter may have at most ${MAX_DEPTH} levels`);
  const result = work();
  budget.depth--;
  return result;
}

const refuse = (why: string): StoreError => new StoreError("INVALID_QUERY", `Cannot query: ${why}`);

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
